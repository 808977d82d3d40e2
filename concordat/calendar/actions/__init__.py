"""Everything that can be done with a council's calendar.

It lies beside the trail, and cannot write there: whoever opens a page onto these deeds records the line.
Each row tells by whom and when it was decided, and where it comes from. None is ever taken away.
"""

from concordat.calendar.actions.closing import NotThatDay, close, reopen
from concordat.calendar.actions.holidays import (
    Adopted,
    CalendarMoved,
    accept,
    adopt_bank_holidays,
    keep_list,
    proclaim,
    renew,
)
from concordat.calendar.actions.hours import set_hours

__all__ = [
    "Adopted",
    "CalendarMoved",
    "NotThatDay",
    "accept",
    "adopt_bank_holidays",
    "close",
    "keep_list",
    "proclaim",
    "renew",
    "reopen",
    "set_hours",
]
