"""When somebody must be told about an enquiry. Always while the council is open: never at night."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from concordat.calendar.rules.calendars import Calendar
from concordat.calendar.rules.openings import next_opening
from concordat.enquiries.rules.clock_reminders import When, next_contact, reminders


class What(StrEnum):
    """What is said. `OVERDUE` goes to the head of the service, the others to those who have it in hand."""

    ACKNOWLEDGE = "acknowledge"
    WORD = "word"
    BEFORE = "before"
    DUE = "due"
    OVERDUE = "overdue"


BY_WHEN = {When.BEFORE: What.BEFORE, When.DUE: What.DUE, When.OVERDUE: What.OVERDUE}


@dataclass(frozen=True, slots=True, order=True)
class Look:
    at: datetime
    what: What


def looks(
    *,
    calendar: Calendar,
    received: datetime,
    acknowledge_due: datetime | None,
    due: datetime | None,
    word_due: datetime | None,
) -> list[Look]:
    """Every moment at which somebody is to be told, as things stand. A paused clock reminds nobody of a
    reply."""
    found = []
    if acknowledge_due:
        found.append(Look(when_open(acknowledge_due, calendar=calendar), What.ACKNOWLEDGE))
    if word_due:
        found.append(Look(when_open(word_due, calendar=calendar), What.WORD))
    if due:
        told = reminders(received=received, due=due, calendar=calendar)
        found += [Look(reminder.at, BY_WHEN[reminder.when]) for reminder in told]
    return sorted(found)


def next_look(found: Iterable[Look], *, after: datetime) -> datetime | None:
    return min((look.at for look in found if look.at > after), default=None)


def when_open(when: datetime, *, calendar: Calendar) -> datetime:
    """This moment if the council is open, or else its next opening."""
    edition = calendar.newest
    return when if edition.is_open(when) else next_opening(when, edition=edition)


def worth_saying(found: set[What]) -> set[What]:
    """After a pause of the worker several fall together: of the three about the reply the last is enough."""
    of_the_reply = [what for what in (What.OVERDUE, What.DUE, What.BEFORE) if what in found]
    return found - set(of_the_reply[1:])


__all__ = ["Look", "What", "looks", "next_contact", "next_look", "when_open", "worth_saying"]
