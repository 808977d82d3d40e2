"""What happened to a council between its health checks: elections, changes of control and of governance.

Nothing here says that one thing brought about another. A trend without these marks would be read as if
nothing had happened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from string import ascii_uppercase

THURSDAY, MAY = 3, 5


@dataclass(frozen=True)
class Occasion:
    """Something on one day, in a few words."""

    on: date
    words: str


@dataclass(frozen=True)
class Mark:
    """The occasions between two health checks, under one letter.

    before   the number of the later health check, counted from 0; as many as there are for "since the last"
    """

    letter: str
    before: int
    occasions: tuple[Occasion, ...]

    @property
    def words(self) -> str:
        return "; ".join(f"{each.words}, {told(each.on)}" for each in self.occasions)


def told(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def ordinary_day_of_election(year: int) -> date:
    """The first Thursday in May: the usual day of local elections, and no more than a suggestion.

    Whether a council votes in that year at all, and whether the day was moved, only the council can say.
    """
    first = date(year, MAY, 1)
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7)


def changes(spells: Iterable[tuple[date, str]], *, words: str) -> tuple[Occasion, ...]:
    """Each spell but the first as the change that it began with; two spells of one kind are no change.

    spells   first day and what held from then on, in any order
    """
    found, before = [], None
    for begins, what in sorted(spells):
        if before is not None and what != before:
            found.append(Occasion(begins, words.format(before=before, now=what)))
        before = what
    return tuple(found)


def marks(occasions: Iterable[Occasion], *, last_days: Sequence[date]) -> tuple[Mark, ...]:
    """The occasions by the health checks between which they fall.

    last_days   on which each health check closed, the earliest first

    What happened while one was open counts as before the next: most had answered by then. What lies before
    the end of the first is left out, because there is nothing to compare it with.
    """
    found: dict[int, list[Occasion]] = {}
    for each in sorted(occasions, key=lambda each: (each.on, each.words)):
        before = sum(last < each.on for last in last_days)
        if before:
            found.setdefault(before, []).append(each)
    return tuple(
        Mark(ascii_uppercase[place % 26], before, tuple(found[before]))
        for place, before in enumerate(sorted(found))
    )


class Elected(StrEnum):
    WHOLE = "whole council"
    HALF = "half of the council"
    THIRD = "a third of the council"
    MAYOR = "mayor"
    SEATS = "single seats"


def election(on: date, of: str) -> Occasion:
    return Occasion(on, f"Election ({of})")
