"""Counting in working days.

A working day is a weekday on which the council is open. The day on which the clock starts is day nought,
whatever the hour: day one is the first working day after it. Whoever says that what arrives on a Sunday
counts from the Monday begins with `on_or_after`.
"""

from collections.abc import Set
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
FRIDAY = 4


def is_working_day(day: date, *, closed: Set[date]) -> bool:
    return day.weekday() <= FRIDAY and day not in closed


def on_or_after(day: date, *, closed: Set[date]) -> date:
    """This day if it is a working day, or else the first one after it."""
    while not is_working_day(day, closed=closed):
        day += ONE_DAY
    return day


def after(start: date, *, days: int, closed: Set[date]) -> date:
    """The day that lies ``days`` working days after ``start``; with 0 that day itself, whatever it is."""
    return counted(start, days=days, step=ONE_DAY, closed=closed)


def before(end: date, *, days: int, closed: Set[date]) -> date:
    """The day that lies ``days`` working days before ``end``: the last on which to remind, or to publish."""
    return counted(end, days=days, step=-ONE_DAY, closed=closed)


def between(start: date, end: date, *, closed: Set[date]) -> int:
    """How many working days lie after ``start``, up to and including ``end``; 0 if it does not come later."""
    span = (start + ONE_DAY * n for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, closed=closed) for day in span)


def counted(day: date, *, days: int, step: timedelta, closed: Set[date]) -> date:
    if days < 0:
        raise ValueError(f"Working days are counted from nought upwards, not {days} of them.")
    while days:
        day += step
        days -= is_working_day(day, closed=closed)
    return day
