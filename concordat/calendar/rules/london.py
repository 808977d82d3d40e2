"""London's time: what people type is local, what is stored is UTC, and twice a year the two quarrel.

On the last Sunday of March the hour from 01:00 to 02:00 is left out; on the last Sunday of October it comes
twice. A time in the first is refused; of a time in the second we ask which was meant. Whoever sends UTC, or
names the offset, is never asked.
"""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
# Before these years there was no such law, and beyond them nobody can say when a bank holiday falls.
FIRST_YEAR, LAST_YEAR = 1990, 2099
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class NotATime(ValueError):
    """What was given is no date and time: the words say what to write."""


class NoSuchTime(NotATime):
    """The clocks went forward past that time."""


class TwiceThatTime(NotATime):
    """The clocks went back over that time. Both readings are given, the earlier first."""

    def __init__(self, words: str, *, readings: tuple[datetime, datetime]) -> None:
        super().__init__(words)
        self.readings = readings


def read(text: str) -> datetime:
    """An instant, in UTC, from a local time or from one that names its offset."""
    if not ISO.fullmatch(text):
        raise NotATime(f"“{text[:40]}” is not a date and time: write it as 2026-12-23T15:30.")
    try:
        typed = datetime.fromisoformat(text)
    except ValueError:
        raise NotATime(f"“{text}” is not a date and time that there is.") from None
    if not FIRST_YEAR <= typed.year <= LAST_YEAR:
        raise NotATime(f"“{text}” lies outside the years {FIRST_YEAR} to {LAST_YEAR}.")
    return typed.astimezone(UTC) if typed.tzinfo else instant(typed)


def instant(typed: datetime) -> datetime:
    """The instant that somebody means who writes this local time."""
    first, second = (typed.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    said = f"{typed:%H:%M} on {in_words(typed.date())}"
    if first > second:  # in the gap the two readings change places
        raise NoSuchTime(
            f"There was no {said}: the clocks went forward from 01:00 to 02:00. Give another time."
        )
    raise TwiceThatTime(
        f"{said} happened twice, because the clocks went back. Say which: "
        f"{typed.isoformat(timespec='minutes')}+01:00 (before, BST) or "
        f"{typed.isoformat(timespec='minutes')}+00:00 (after, GMT).",
        readings=(first, second),
    )


def read_day(text: str) -> date:
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotATime(f"“{text[:40]}” is not a date: write it as 2026-12-25.")
    return day


def at(day: date, hour: time) -> datetime:
    """The instant at which it is this time on this day. Of two, the first."""
    return datetime.combine(day, hour, LONDON).astimezone(UTC)


def local(when: datetime) -> datetime:
    return when.astimezone(LONDON)


def stamp(when: datetime) -> str:
    """As machines write it: ``2026-12-23T15:30:00Z``."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")


def in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_in_words(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
