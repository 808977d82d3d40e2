"""How alike two texts are: the words and pairs of neighbouring words that they share."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from concordat.protocol.rules.comparing.units import Unit
from concordat.protocol.rules.comparing.words import near

# The least likeness at which two clauses are taken for one another. That they say the same is never a matter
# of likeness: one word in a hundred may be "not".
LOWEST = 0.5
# What context adds to the likeness of words: the same heading, and each neighbour that is paired alike.
HEADING = 0.05
NEIGHBOUR = 0.05
# Context may lift words over ``LOWEST``, but never words that have less than this in common.
LEAST_IN_COMMON = 0.3
# How much of a clause must be found in another to be a piece of it.
PIECE = 0.75

# A word that more clauses share than this tells nothing of who belongs to whom.
COMMON = 24
CANDIDATES = 12

Shingles = frozenset[str]


def shingles(words: Sequence[str]) -> Shingles:
    """The words, and each two that stand side by side."""
    return frozenset((*words, *(f"{one} {other}" for one, other in pairwise(words))))


def likeness(one: Shingles, other: Shingles) -> float:
    """0 to 1: Dice's coefficient, twice what both share over what both have."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 1.0


def share(piece: Shingles, whole: Shingles) -> float:
    """How much of the piece is found in the whole."""
    return len(piece & whole) / len(piece) if piece else 0.0


class Index:
    """Finds which of many texts share what is rare in a given one."""

    def __init__(self, texts: Iterable[tuple[int, Shingles]]) -> None:
        self._having: dict[str, list[int]] = {}
        for number, text in texts:
            for shingle in text:
                self._having.setdefault(shingle, []).append(number)

    def like(self, text: Shingles) -> list[int]:
        """Those that share most of what is rare, most first."""
        found: Counter[int] = Counter()
        for shingle in text:
            having = self._having.get(shingle, ())
            if len(having) <= COMMON:
                found.update(having)
        return [
            number
            for number, _ in sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))[:CANDIDATES]
        ]


def same_heading(one: Unit, other: Unit) -> bool:
    first, second = one.words.meant, other.words.meant
    return bool(first) and len(first) == len(second) and all(map(near, first, second))


def may_pair(one: Unit, other: Unit) -> bool:
    """A heading does not become a rule, nor a date of adoption one."""
    return (one.kind == "heading") == (other.kind == "heading") and one.stamp == other.stamp


def least(units: Collection[Unit]) -> int:
    return min(unit.index for unit in units)
