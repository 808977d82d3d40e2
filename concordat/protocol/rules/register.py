"""The register of acknowledgements for those who need no names.

A group of fewer than ten is not shown by itself; the small ones are shown together if they are ten. Of the
others one reads few, about so many, or nearly all, as everywhere in Concordat. There is no total to subtract
from: the two sides are told by their groups and services alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from concordat.smallsample.bands import BAND_FLOOR, Size, few, heads


@dataclass(frozen=True, slots=True)
class Member:
    """One office that is asked: where it belongs, and whether it has acknowledged."""

    belongs_to: str
    done: bool


@dataclass(frozen=True, slots=True)
class Row:
    """What is told of one group or service.

    name      empty: all the groups that are too small to be told by themselves, together
    members   how many are asked; it is no secret who sits in a group
    shown     "nearly all", "about 10", "fewer than 3"; empty where nothing is told
    """

    name: str
    members: int
    size: Size | None
    about: int


def counted(members: Iterable[Member]) -> tuple[Row, ...]:
    """The groups or services of one side, by name, what is too small joined together at the end."""
    by_name: dict[str, list[bool]] = {}
    for member in members:
        by_name.setdefault(member.belongs_to, []).append(member.done)
    large = {name: done for name, done in by_name.items() if name and len(done) >= BAND_FLOOR}
    small = [done for name, group in by_name.items() if name not in large for done in group]
    rows = [row(name, large[name]) for name in sorted(large)]
    return (*rows, row("", small)) if small else tuple(rows)


def row(name: str, done: list[bool]) -> Row:
    if len(done) < BAND_FLOOR:
        return Row(name, len(done), None, 0)
    told = heads(count=sum(done), n=len(done))
    about = few(n=len(done)) + 1 if told.size is Size.FEW else told.about
    return Row(name, len(done), told.size, about)
