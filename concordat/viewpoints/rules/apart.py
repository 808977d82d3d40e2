"""Which statements tell viewpoints apart, as far as a report may say.

The usual standard error falls with the number of sorts that define a viewpoint: with it, whoever has the
scores could count those sorts finer than the steps in which they are told. So every viewpoint is judged here
as if the fewest of its step defined it. That is careful both ways: less is said to differ, and less to agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from statistics import NormalDist

DIFFERS_AT = 0.05
AGREES_AT = 1.645  # of a one-sided test at p .05


@dataclass(frozen=True)
class Between:
    """Two viewpoints on one statement: ``difference`` is the first's score less the second's."""

    difference: float
    differs: bool
    agrees: bool


Pairs = dict[tuple[int, int], Between]


def compared(
    scores: Sequence[Sequence[float]], *, sorts: Sequence[int], reliability: float, margin: float
) -> tuple[Pairs, ...]:
    """Every pair of viewpoints on every statement; viewpoints count from 0.

    scores        a row of z-scores for each statement, one for each viewpoint
    sorts         the fewest sorts that may define each viewpoint, by what is told of it
    reliability   of one sort
    margin        within which two scores are the same

    p = 2(1 - Φ(|δ| / SED)), corrected over all statements and pairs (Holm 1979); they agree where
    |δ| + 1.645 SED < margin (Schuirmann 1987).
    """
    errors = [1 - reliability * n / (1 + (n - 1) * reliability) for n in sorts]
    family = [
        (place, pair, row[pair[0]] - row[pair[1]], sqrt(errors[pair[0]] + errors[pair[1]]))
        for place, row in enumerate(scores)
        for pair in combinations(range(len(sorts)), 2)
    ]
    raw = [2 * (1 - NormalDist().cdf(abs(difference) / sed)) for _, _, difference, sed in family]
    found: tuple[Pairs, ...] = tuple({} for _ in scores)
    for (place, pair, difference, sed), p in zip(family, holm(raw), strict=True):
        agrees = abs(difference) + AGREES_AT * sed < margin
        found[place][pair] = Between(difference, p < DIFFERS_AT and not agrees, agrees)
    return found


def holm(raw: Sequence[float]) -> list[float]:
    """Holm's corrected p: the smallest times how many there are, the next times one fewer, never falling."""
    corrected, highest = [0.0] * len(raw), 0.0
    for rank, place in enumerate(sorted(range(len(raw)), key=raw.__getitem__)):
        highest = max(highest, min(1.0, (len(raw) - rank) * raw[place]))
        corrected[place] = highest
    return corrected
