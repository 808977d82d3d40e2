"""When to remind of an enquiry, and when the councillor should next hear something.

Reminders fall in opening hours, whatever the due instant is: a message at midnight wakes an officer and
answers nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from concordat.calendar.rules import london
from concordat.calendar.rules.calendars import Calendar, Edition
from concordat.calendar.rules.openings import last_open_moment, next_opening, opening_before, opening_of
from concordat.enquiries.rules.events import ENDING, SEEN_BY_COUNCILLOR, Event, Kind, order

A_MOMENT = timedelta(microseconds=1)


class When(StrEnum):
    BEFORE = "before"  # the opening of the last working day before it is due
    DUE = "due"  # the due instant, or the nearest moment in opening hours
    OVERDUE = "overdue"  # the next opening after it was missed


class To(StrEnum):
    HANDLER = "handler"
    SUPERVISOR = "supervisor"  # whoever answers for the handler's service


@dataclass(frozen=True, slots=True)
class Reminder:
    when: When
    at: datetime
    to: To


def reminders(*, received: datetime, due: datetime, calendar: Calendar) -> tuple[Reminder, ...]:
    """At most three, in their order. What could only be sent before it was received is left out."""
    edition = calendar.newest
    found = []
    if before := remind_before(received=received, due=due, edition=edition):
        found.append(Reminder(When.BEFORE, before, To.HANDLER))
    on_time = last_open_moment(due, edition=edition)
    if on_time <= received:
        on_time = next_opening(due, edition=edition)
    found.append(Reminder(When.DUE, on_time, To.HANDLER))
    found.append(Reminder(When.OVERDUE, opening_after(due, edition=edition), To.SUPERVISOR))
    return tuple(found)


def remind_before(*, received: datetime, due: datetime, edition: Edition) -> datetime | None:
    """Opening time of the last working day before the due day; if it came later than that, of the due day."""
    due_day = london.local(due).date()
    for moment in (opening_before(due_day, edition=edition), opening_of(due_day, edition=edition)):
        if moment is not None and received < moment < due:
            return moment
    return None


def opening_after(when: datetime, *, edition: Edition) -> datetime:
    """The first opening of a later day."""
    tomorrow = london.local(when).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return next_opening(tomorrow, edition=edition)


def next_contact(*, last_message: datetime, every: int, calendar: Calendar) -> datetime:
    """By when the councillor should hear something again: so many working days after the last message."""
    edition = calendar.newest
    return edition.end_of(edition.belongs_to(last_message) + every)


def keep_in_touch(
    *, received: datetime, events: Iterable[Event], every: int, calendar: Calendar
) -> datetime | None:
    """The same, from what happened; None once it is over. Who wrote the last message does not matter."""
    last, over = received, False
    for event in sorted(events, key=order):
        if event.kind in SEEN_BY_COUNCILLOR:
            last = event.at
        if event.kind in ENDING:
            over = True
        elif event.kind == Kind.REOPENED:
            last, over = event.at, False
    return None if over else next_contact(last_message=last, every=every, calendar=calendar)
