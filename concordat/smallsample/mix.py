"""How many hold a viewpoint, and on which side: what may be printed when a few dozen people have sorted.

A release is a fixed function of how many sorts each side handed in and of how many define each viewpoint.
What is left out depends on the sorts of each side and on the number of viewpoints alone, which the reader
knows: that something is not told tells nothing of who holds what.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from concordat.smallsample.clamps import insiders
from concordat.smallsample.disclosure import NotCounts

# With fewer sorts than this everyone knows whose are missing, and no report is made at all.
SORTS_FLOOR = 10
# One sort that defines a viewpoint by itself is that person's own sort, and is not told.
VIEWPOINT_FLOOR = 2
MIX_FLOOR = 10
_STEPS = (20, 10, 5)
# Of ten people who define a viewpoint this many make it "mostly" theirs.
_MOST = 6


class Size(StrEnum):
    TWENTY = "twenty or more people"
    TEN = "ten or more people"
    FIVE = "five or more people"
    FEW = "fewer than five people"
    NOT_TOLD = "two or more people"


class Mix(StrEnum):
    COUNCILLORS = "mostly councillors"
    OFFICERS = "mostly officers"
    BOTH = "councillors and officers alike"
    NOT_TOLD = "too few to say"


# The fewest people of whom each may be said.
LEAST = {
    Size.TWENTY: 20,
    Size.TEN: 10,
    Size.FIVE: 5,
    Size.FEW: VIEWPOINT_FLOOR,
    Size.NOT_TOLD: VIEWPOINT_FLOOR,
}

_NAMED = {20: Size.TWENTY, 10: Size.TEN, 5: Size.FIVE}


@dataclass(frozen=True)
class Heads:
    """Whose sorts: of councillors, of officers, and of whoever is (or says they are) neither."""

    councillors: int
    officers: int
    neither: int = 0

    @property
    def total(self) -> int:
        return self.councillors + self.officers + self.neither


@dataclass(frozen=True)
class Held:
    """What may be printed of one viewpoint.

    figures    whether z-scores may stand beside its grid; those of fewer than five are too nearly their sorts
    """

    size: Size
    mix: Mix
    figures: bool


def may_be_reported(*, sorts: int, viewpoints: int) -> bool:
    """Whether a report may be made of so many viewpoints of so many sorts.

    Everyone may define none: two sorts for each viewpoint must leave a place for a colleague, whatever
    the insiders know of their own.
    """
    enough = sorts >= SORTS_FLOOR and viewpoints >= 1
    return enough and VIEWPOINT_FLOOR * viewpoints <= _left_open(sorts)


def release_mix(*, holders: Sequence[Heads], sorts: Heads) -> tuple[Held, ...]:
    """What may be printed of each viewpoint: how many define it, in steps, and from which side they come.

    holders    whose sorts define each viewpoint; a sort counts for one viewpoint at most
    sorts      whose sorts were handed in

    A step ("ten or more") is used only if every viewpoint could have reached it with a colleague's place
    left over. The mix is told of a viewpoint with ten people of the two sides, when a side is so many that
    six of them in every viewpoint would leave a place over; 6 in 10 make "mostly".
    Raises ``NotCounts`` for counts that cannot be, and for a study of which no report may be made.
    """
    _check(holders, sorts)
    return tuple(told_of(each, sorts=sorts, viewpoints=len(holders)) for each in holders)


def told_of(heads: Heads, *, sorts: Heads, viewpoints: int) -> Held:
    """What is printed of one viewpoint: it depends on no other, only on how many there are."""
    told = may_tell_mix(sorts=sorts, viewpoints=viewpoints)
    size = _size(heads.total, steps_told(sorts=sorts, viewpoints=viewpoints))
    return Held(
        size=size,
        mix=_mix(heads) if told else Mix.NOT_TOLD,
        # Not simply from five on: where five is too many to be told, figures would tell it.
        figures=size in {Size.FIVE, Size.TEN, Size.TWENTY},
    )


def steps_told(*, sorts: Heads, viewpoints: int) -> tuple[int, ...]:
    """The steps in which sizes are told, the largest first. None: no size is told.

    Where the mix is told as well, "twenty or more, mostly councillors" says that twelve of them do.
    """
    steps = [step for step in _STEPS if step * viewpoints <= _left_open(sorts.total)]
    if may_tell_mix(sorts=sorts, viewpoints=viewpoints):
        steps = [step for step in steps if _fits(step, sorts=sorts, viewpoints=viewpoints)]
    return tuple(steps)


def may_tell_mix(*, sorts: Heads, viewpoints: int) -> bool:
    """Whether a study is large enough on both sides for any mix to be told."""
    both = sorts.councillors + sorts.officers
    return MIX_FLOOR * viewpoints <= both - insiders(n=sorts.total) - 1 and _fits(
        MIX_FLOOR, sorts=sorts, viewpoints=viewpoints
    )


def _fits(step: int, *, sorts: Heads, viewpoints: int) -> bool:
    """Whether every viewpoint of so many could be mostly one side's, and a colleague's place left over."""
    smaller = min(sorts.councillors, sorts.officers)
    return _MOST * step * viewpoints <= 10 * (smaller - insiders(n=sorts.total) - 1)


def _left_open(sorts: int) -> int:
    """How many may be told of at most, so that a colleague beside the insiders may be among none of them."""
    return sorts - insiders(n=sorts) - 1


def _size(n: int, steps: tuple[int, ...]) -> Size:
    for step in steps:
        if n >= step:
            return _NAMED[step]
    return Size.FEW if steps else Size.NOT_TOLD


def _mix(heads: Heads) -> Mix:
    both = heads.councillors + heads.officers
    if both < MIX_FLOOR:
        return Mix.NOT_TOLD
    if 10 * heads.councillors >= _MOST * both:
        return Mix.COUNCILLORS
    return Mix.OFFICERS if 10 * heads.officers >= _MOST * both else Mix.BOTH


def _check(holders: Sequence[Heads], sorts: Heads) -> None:
    for side in ("councillors", "officers", "neither"):
        counts = [getattr(each, side) for each in holders]
        if min([*counts, getattr(sorts, side)], default=0) < 0 or sum(counts) > getattr(sorts, side):
            raise NotCounts(f"More {side} define a viewpoint than sorted.")
    if not may_be_reported(sorts=sorts.total, viewpoints=len(holders)):
        raise NotCounts(f"{sorts.total} sorts are too few for a report of {len(holders)} viewpoints.")
    if any(each.total < VIEWPOINT_FLOOR for each in holders):
        raise NotCounts("A viewpoint that one sort defines is that person's sort, and is not told.")
