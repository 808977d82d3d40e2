"""Officers of several local councils asked together, because each council alone has too few.

A parish with two officers can never be reported. Five parishes and more can: as one atom, in the wave of
their principal council or of a county association, and never council by council.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from concordat.smallsample.disclosure import ATOM_FLOOR
from concordat.surveys.rules.figures import Change, Dimension, Figure, Reply
from concordat.surveys.rules.roster import Line, Someone

# The atom's name in the tables, the same in every wave: what is compared through the years has one name.
POOLED = "officers of parishes"
COUNCILS_FLOOR = 5
# Of a pool that were mostly one council's, every figure would be that council's.
LARGEST_PART = 2


class NotALocalCouncil(Exception):
    """Only a parish, town or community council can join a pool."""


@dataclass(frozen=True)
class Pooled:
    """What the officers of several local councils said together: one atom, no gap to anybody."""

    councils: int
    reply: Reply
    items: tuple[Figure, ...]
    dimensions: tuple[Dimension, ...]
    changes: tuple[Change, ...]
    cautions: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"officers of {self.councils} parishes"


@dataclass(frozen=True)
class Standing:
    """How a pool would be drawn up today: who of which council, and why it would not be asked."""

    lines: Mapping[str, tuple[Line, ...]]

    @property
    def councils(self) -> int:
        return sum(bool(lines) for lines in self.lines.values())

    @property
    def people(self) -> int:
        return sum(len(lines) for lines in self.lines.values())

    @property
    def is_asked(self) -> bool:
        return not obstacles(self)

    @property
    def everyone(self) -> tuple[Line, ...]:
        return tuple(line for lines in self.lines.values() for line in lines) if self.is_asked else ()


def draw_up(councils: Mapping[str, Sequence[Someone]], *, besides: Iterable[str]) -> Standing:
    """The officers of each council that agreed, by the council's address.

    besides   addresses of people who stand on the wave's roster anyway: they are asked there

    Whoever works for several of the councils is asked once, for the first of them in the alphabet.
    """
    asked, found = set(besides), {}
    for address in sorted(councils):
        own = []
        for someone in sorted(councils[address], key=lambda each: (each.name.casefold(), each.email)):
            if someone.side == "officers" and someone.email not in asked:
                asked.add(someone.email)
                own.append(Line(POOLED, someone.name, someone.email, someone.office))
        found[address] = tuple(own)
    return Standing(found)


def obstacles(standing: Standing) -> tuple[str, ...]:
    """Why the pool would not be asked; none if it would. It names no council."""
    found = []
    if standing.councils < COUNCILS_FLOOR:
        found.append(
            f"The officers of at least {COUNCILS_FLOOR} councils are needed; so far there are "
            f"{standing.councils}."
        )
    if standing.people < ATOM_FLOOR:
        found.append(f"At least {ATOM_FLOOR} people are needed; so far there are {standing.people}.")
    largest = max((len(lines) for lines in standing.lines.values()), default=0)
    if not found and LARGEST_PART * largest > standing.people:
        found.append(
            "More than half of the people belong to one council, so the figures would be that council’s."
        )
    return tuple(found)


def is_guarded(then: Iterable[int], now: Iterable[int]) -> bool:
    """The wave guard for councils (attack A20): one or two joined or left since the last wave.

    Whatever the number of their people, the difference between the two waves would be theirs.
    """
    return len(set(then) ^ set(now)) in {1, 2}
