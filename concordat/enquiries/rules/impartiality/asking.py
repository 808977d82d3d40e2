"""One enquiry as the report sees it, and what is read off it: in time or not, how long it waited."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from concordat.calendar.rules.calendars import Edition
from concordat.calendar.rules.london import local

WARD = "ward"
LAST_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """An enquiry, without its words and without whoever answered it.

    councillor     any name or number that tells councillors apart; it never leaves the report
    group          the political group to which the councillor belonged when the enquiry was received
    received, answered, due   times with a zone; ``answered`` is the first reply of substance
    paused_days    working days that the clock stood still, at least 0; ``due`` has moved by as many
    office         the office in which it was asked; only ``WARD`` enquiries are compared
    withdrawn      when the councillor withdrew it unanswered
    waited         working days from receipt to the answer (or as far as it was seen) on the
                   councillor's clock, nothing taken out; counted from the calendar if left out
    timed          whether ``answered`` and ``due`` are known to the minute
    marks          further yes-or-no facts by the names in ``checks.CHECKS``; what is left out is not known
    """

    councillor: str
    group: str
    service: str
    topic: str
    service_level: str
    received: datetime
    answered: datetime | None
    due: datetime
    paused_days: float = 0.0
    office: str = WARD
    withdrawn: datetime | None = None
    waited: float | None = None
    timed: bool = True
    marks: Mapping[str, bool] = field(default_factory=dict)

    @property
    def kind(self) -> tuple[str, str, str, int, int]:
        """Only enquiries of one kind are compared: service level, topic, service and quarter."""
        received = local(self.received)
        return self.service_level, self.topic, self.service, received.year, (received.month - 1) // 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one enquiry by the end of the observation.

    on_time    in time by its own target; ``None`` if open, or withdrawn, before it was due
    in_time_unpaused   the same with the pauses counted as waiting
    waited     working days on the councillor's clock, as far as seen
    answered   whether the wait ended with an answer
    """

    on_time: bool | None
    in_time_unpaused: bool | None
    waited: float
    answered: bool
    last_hour: bool | None


def outcome(row: Asked, *, until: datetime, calendar: Edition) -> Outcome:
    """Nothing that came after the end of the observation is known."""
    answered = row.answered if row.answered and row.answered <= until else None
    seen = min(until, row.withdrawn) if row.withdrawn and not answered else until
    end = answered or seen
    waited = row.waited
    # What is given runs to the answer. If that came after the end of the observation, only so much was seen.
    if waited is None or answered != row.answered:
        waited = float(max(0, calendar.belongs_to(end) - calendar.belongs_to(row.received)))
    if answered is None and seen <= row.due:
        return Outcome(None, None, waited, answered=False, last_hour=None)
    on_time = answered is not None and answered <= row.due
    unpaused = on_time
    if on_time and row.paused_days:
        own_due = calendar.number(local(row.due).date()) - row.paused_days
        unpaused = calendar.belongs_to(end) <= own_due
    last_hour = None
    if row.timed and answered is not None:
        last_hour = row.due - LAST_HOUR <= answered <= row.due
    return Outcome(on_time, unpaused, waited, answered=answered is not None, last_hour=last_hour)
