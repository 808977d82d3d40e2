"""Counts for the tests of a release: made here, for nobody."""

from collections.abc import Mapping, Sequence

from concordat.surveys.rules.instrument import INSTRUMENT, Item, Shape
from concordat.surveys.rules.release import Atom, Release, release

COUNCILLORS = Atom("councillors", "councillors", 60, 44)
OFFICERS = Atom("officers", "officers", 200, 120)


def ratings(n: int, *, around: int) -> list[int]:
    """n answers, a third each at a rating and its two neighbours, from the middle outwards."""
    counts = [0] * 10
    for place in range(n):
        counts[min(max(around + (0, -1, 1)[place % 3], 1), 10) - 1] += 1
    return counts


def bands(n: int) -> list[int]:
    """n answers in three bands: most in the first, a fifth in the second, a tenth in the last."""
    return [n - n // 5 - n // 10, n // 5, n // 10]


def counts(
    atoms: Sequence[Atom], *, around: Mapping[str, int], items: Sequence[Item] = INSTRUMENT
) -> dict[tuple[str, str], list[int]]:
    return {
        (atom.name, item.id): (
            ratings(atom.answered, around=around[atom.name])
            if item.shape is Shape.RATING
            else bands(atom.answered // (3 if item.conditional else 1))
        )
        for atom in atoms
        for item in items
    }


def released(*atoms: Atom, around: Mapping[str, int] | None = None, **more: object) -> Release:
    """A release of these groups; councillors rate everything about 8 and officers about 6."""
    groups = atoms or (COUNCILLORS, OFFICERS)
    items = more.pop("items", INSTRUMENT)
    level = around or {atom.name: 8 if atom.side == "councillors" else 6 for atom in groups}
    told = more.pop("counts", None) or counts(groups, around=level, items=items)
    return release(council="Marlbridge", wave="Autumn 2026", atoms=groups, items=items, counts=told, **more)
