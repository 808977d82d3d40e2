"""GOV.UK's list of bank holidays (bank-holidays.json), and how it differs from a council's calendar.

Neither side is believed blindly: GOV.UK has erred, and so have the packages that copy it. Every difference
is shown
to a person, who accepts it or leaves it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from concordat.calendar.rules.london import NotATime, read_day

DIVISION_OF = {
    "England": "england-and-wales",
    "Wales": "england-and-wales",
    "Scotland": "scotland",
    "Northern Ireland": "northern-ireland",
}
FRIDAY = 4
LARGEST = 2 * 1024 * 1024
LONGEST_TITLE = 120
MOST_DAYS = 1_000


class BadList(ValueError):
    """That is not GOV.UK's list: the words say what was wrong with it."""


class What(StrEnum):
    ADD = "add"  # the list has a day that the calendar lacks
    WITHDRAW = "withdraw"  # the calendar has a day that the list lacks
    RENAME = "rename"  # both have it, by different names: nothing is counted otherwise


@dataclass(frozen=True, slots=True)
class Held:
    """A weekday in a council's calendar."""

    day: date
    reason: str
    own: bool  # the council's own closure


@dataclass(frozen=True, slots=True)
class Difference:
    what: What
    day: date
    here: str
    there: str

    @property
    def key(self) -> str:
        return f"{self.what}-{self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Compared:
    """What a list says otherwise, between its first day and its last. ``seal`` is that of what was shown."""

    first_on: date
    last_on: date
    alike: int
    differences: tuple[Difference, ...]
    closed_anyway: tuple[date, ...]  # bank holidays on which the council had closed by itself

    @property
    def counting(self) -> tuple[Difference, ...]:
        return tuple(each for each in self.differences if each.what != What.RENAME)

    @property
    def names(self) -> tuple[Difference, ...]:
        return tuple(each for each in self.differences if each.what == What.RENAME)

    @property
    def seal(self) -> str:
        told = "\n".join(f"{each.key} {each.here} {each.there}" for each in self.differences)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def read(data: bytes, *, nation: str) -> dict[date, str]:
    """The weekdays of this nation's division, with their titles."""
    if len(data) > LARGEST:
        raise BadList("The file is larger than 2 MB: GOV.UK's list is some 50 kB.")
    found = _events(_parsed(data), division=DIVISION_OF[nation])
    days: dict[date, str] = {}
    for number, event in enumerate(found, start=1):
        day, title = _day(event, number=number)
        if day.weekday() <= FRIDAY:
            days[day] = title
    if not days:
        raise BadList("The list names no day for this nation.")
    return dict(sorted(days.items()))


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadList("The file is not UTF-8 text: download bank-holidays.json again.") from None
    except json.JSONDecodeError as wrong:
        raise BadList(f"Line {wrong.lineno}: not valid JSON ({wrong.msg}).") from None
    except (ValueError, RecursionError):
        raise BadList("The file is no JSON that can be read.") from None


def _events(whole: Any, *, division: str) -> list[Any]:
    part = whole.get(division) if isinstance(whole, Mapping) else None
    events = part.get("events") if isinstance(part, Mapping) else None
    if not isinstance(events, list):
        raise BadList(f"The file has no list of events under “{division}”, as GOV.UK's has.")
    if len(events) > MOST_DAYS:
        raise BadList(f"The list names more than {MOST_DAYS:,} days.")
    return events


def _day(event: Any, *, number: int) -> tuple[date, str]:
    title, said = (
        (event.get(key) for key in ("title", "date")) if isinstance(event, Mapping) else (None, None)
    )
    if not isinstance(title, str) or not title.strip() or not isinstance(said, str):
        raise BadList(f"Event {number} of the list lacks a title or a date.")
    try:
        return read_day(said), " ".join(title.split())[:LONGEST_TITLE]
    except NotATime as wrong:
        raise BadList(f"Event {number} of the list: {wrong}") from None


def compare(held: Iterable[Held], listed: Mapping[date, str]) -> Compared:
    """Every difference between its first day and its last: beyond them a list says nothing."""
    first, last = min(listed), max(listed)
    here = {each.day: each for each in held if first <= each.day <= last}
    differences, alike, anyway = [], 0, []
    for day, title in sorted(listed.items()):
        known = here.get(day)
        if known is None:
            differences.append(Difference(What.ADD, day, "", title))
        elif known.own:
            anyway.append(day)
        elif known.reason != title:
            differences.append(Difference(What.RENAME, day, known.reason, title))
        else:
            alike += 1
    gone = [each for day, each in here.items() if day not in listed and not each.own]
    differences += [Difference(What.WITHDRAW, each.day, each.reason, "") for each in gone]
    return Compared(
        first_on=first,
        last_on=last,
        alike=alike,
        differences=tuple(sorted(differences, key=lambda each: (each.day, each.what))),
        closed_anyway=tuple(anyway),
    )
