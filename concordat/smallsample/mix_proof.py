"""The search behind the promise of ``mix``: every way in which a study's sorts could fall, every attacker.

An attacker reads the report, knows how many of each side sorted, and is as many insiders as the rule resists
(``clamps.insiders``), who know which viewpoint their own sorts define. The promise: of nobody else can they
tell which viewpoint they define, that they do not define a given one, or whether they define any.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from concordat.smallsample.clamps import insiders
from concordat.smallsample.mix import VIEWPOINT_FLOOR, Heads, told_of

Integers = NDArray[np.int64]
# A rule: what is printed of one viewpoint for (councillors, officers), the study known.
Shown = Callable[[int, int], object]


@dataclass(frozen=True)
class MixProof:
    """``told_in``, ``told_out``: cases in which a colleague is known to be in one place, or out of it.

    outcomes    how many different reports the study could give
    cases       outcome × what the insiders know × side × viewpoint (or none): those that can happen
    """

    told_in: int
    told_out: int
    outcomes: int
    cases: int


def prove_mix(*, councillors: int, officers: int, viewpoints: int, shown: Shown | None = None) -> MixProof:
    """Try every way in which both sides fall on the viewpoints (or on none) × every set of insiders."""
    sorts = Heads(councillors, officers)
    rule = shown if shown is not None else _as_released(sorts, viewpoints)
    first, second = _ways(councillors, viewpoints + 1), _ways(officers, viewpoints + 1)
    pair = np.indices((len(first), len(second))).reshape(2, -1)
    counts = np.stack([first[pair[0]], second[pair[1]]], axis=1)
    counts = counts[(counts[:, :, :-1].sum(axis=1) >= VIEWPOINT_FLOOR).all(axis=1)]
    outcome = _outcomes(counts, rule)
    order = np.argsort(outcome, kind="stable")
    counts, outcome = counts[order], outcome[order]
    told_in = told_out = cases = 0
    for own in _insiders(viewpoints + 1, insiders(n=councillors + officers)):
        left = counts - own
        possible = (left >= 0).all(axis=(1, 2))
        rest, seen = left[possible], outcome[possible]
        starts = np.flatnonzero(np.diff(seen, prepend=-1))
        most = np.maximum.reduceat(rest, starts, axis=0)
        least = np.minimum.reduceat(rest, starts, axis=0)
        others = rest[0].sum(axis=1)[None, :, None]
        told_in += int((least == others)[:, (others > 0)[0, :, 0]].sum())
        told_out += int((most == 0)[:, (others > 0)[0, :, 0]].sum())
        cases += most.size
    return MixProof(told_in, told_out, int(outcome[-1]) + 1, cases)


def _as_released(sorts: Heads, viewpoints: int) -> Shown:
    def shown(councillors: int, officers: int) -> object:
        return told_of(Heads(councillors, officers), sorts=sorts, viewpoints=viewpoints)

    return shown


def _ways(people: int, places: int) -> Integers:
    """Shape (ways, places): all ways in which so many people fall on so many places."""
    ways = np.zeros((1, 0), dtype=np.int64)
    for _ in range(places - 1):
        left = people - ways.sum(axis=1)
        ways = np.concatenate(
            [
                np.column_stack([ways[left >= n], np.full(int((left >= n).sum()), n)])
                for n in range(people + 1)
            ]
        )
    return np.column_stack([ways, people - ways.sum(axis=1)])


def _with(ways: Integers, last: int) -> Integers:
    return np.column_stack([ways, np.full(len(ways), last)])


def _outcomes(counts: Integers, rule: Shown) -> Integers:
    most = counts.max(axis=(0, 2)) + 1
    table = [[rule(c, o) for o in range(most[1])] for c in range(most[0])]
    names = {value: n for n, value in enumerate(dict.fromkeys(value for row in table for value in row))}
    number = np.array([[names[value] for value in row] for row in table])[
        counts[:, 0, :-1], counts[:, 1, :-1]
    ]
    together = np.zeros(len(counts), dtype=np.int64)
    for viewpoint in range(number.shape[1]):
        together = together * len(names) + number[:, viewpoint]
    return np.unique(together, return_inverse=True)[1].astype(np.int64)


def _insiders(places: int, known: int) -> Iterator[Integers]:
    """Shape (2, places): where the insiders' own sorts fall."""
    for chosen in combinations_with_replacement(range(2 * places), known):
        yield np.bincount(np.array(chosen, dtype=np.int64), minlength=2 * places).reshape(2, places)
