"""Moments at which the council is open: when to remind somebody, so that nobody is reminded at night."""

from datetime import date, datetime, timedelta

from concordat.calendar.rules import london
from concordat.calendar.rules.calendars import Edition

ONE_DAY = timedelta(days=1)


def opening_before(day: date, *, edition: Edition) -> datetime:
    """The opening time of the last working day before this day."""
    number = edition.number(day) - edition.is_working_day(day)
    while not (windows := edition.windows(edition.day(number))):  # an office that is shut on some weekdays
        number -= 1
    return london.at(edition.day(number), windows[0][0])


def opening_of(day: date, *, edition: Edition) -> datetime | None:
    windows = edition.windows(day)
    return london.at(day, windows[0][0]) if windows else None


def next_opening(when: datetime, *, edition: Edition) -> datetime:
    """This instant, if the council is open, or else the next at which it opens."""
    if edition.is_open(when):
        return when
    day = london.local(when).date()
    while True:
        begins = (london.at(day, begin) for begin, _ in edition.windows(day))
        if found := next((begin for begin in begins if begin >= when), None):
            return found
        day += ONE_DAY


def last_open_moment(when: datetime, *, edition: Edition) -> datetime:
    """This instant, if the council is open, or else the last before it at which it was."""
    if edition.is_open(when):
        return when
    day = london.local(when).date()
    while True:
        ends = (london.at(day, end) for _, end in reversed(edition.windows(day)))
        if found := next((end for end in ends if end <= when), None):
            return found
        day -= ONE_DAY
