"""What closing the council on a day would do to enquiries that are open, before anybody closes it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from concordat.calendar.rules.calendars import FRIDAY, ClosedDay
from concordat.enquiries.queries.clocks import calendar_of, cases_of, open_cycles_around
from concordat.enquiries.rules.clock_changes import Effect, effects_of_calendar_change
from concordat.people.rules.offices import Office

MOST_SHOWN = 100
MOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class WhatMoves:
    """The weekdays on which one works now, how many open enquiries would move, and the first of these."""

    days: tuple[date, ...]
    total: int
    shown: tuple[Effect[str], ...]


def what_would_move(office: Office, *, day: date, last_day: date | None, at: datetime) -> WhatMoves:
    """References and clocks, and no word of what was asked: whoever runs the council may see these of all."""
    calendar = calendar_of(office.council_id)
    stretch = ((last_day or day) - day).days
    every = [day + timedelta(days=n) for n in range(min(stretch, MOST_DAYS) + 1)]
    working = tuple(each for each in every if each.weekday() <= FRIDAY and each not in calendar.newest.closed)
    if not working:
        return WhatMoves((), 0, ())
    closed = tuple(ClosedDay(each, "", "council", own=True, since=at) for each in working)
    closing = replace(calendar, closed=(*calendar.closed, *closed))
    effects: list[Effect[str]] = []
    around = open_cycles_around(office.council_id, first=working[0], last=working[-1], to_change=False)
    for cycles in around:
        effects += effects_of_calendar_change(cases_of(cycles), old=calendar, new=closing)
    effects.sort(key=lambda effect: (effect.due_before or effect.due_unpaused_before, effect.key))
    return WhatMoves(working, len(effects), tuple(effects[:MOST_SHOWN]))
