"""Split-half replicability: whether two halves of the people find the same views."""

from collections.abc import Callable, Sequence

import numpy as np

from concordat.qmethod import congruence, flagging
from concordat.qmethod.bootstrap.full import Full
from concordat.qmethod.bootstrap.matching import scored, weights_of
from concordat.qmethod.bootstrap.solving import WRONG, Solver, solver
from concordat.qmethod.results import Analysis, Floats, Integers

AT_A_TIME, SLOW_AT_A_TIME = 100, 5


def split_half(
    solutions: Sequence[Analysis],
    *,
    splits: int,
    rng: np.random.Generator,
    progress: Callable[[int], None] | None = None,
) -> list[float | None]:
    """For each solution the mean |r| between the factor scores that two random halves of the sorts give.

    solutions   of one study by one extraction, with different numbers of factors; all see the same halves
    splits      how many times the sorts are halved
    progress    called with the number of splits done since it was last called, for each solution

    Each half is extracted and rotated as the whole was; factors are matched by the assignment with the
    largest sum of |φ| of z-scores, which is |r|. A factor for which a half flags nobody counts as 0. None
    where half of the sorts are too few for so many factors.
    Source: Everett (1983), Multivar Behav Res 18, 197-218.
    """
    told = [(Full.of(each), solver(each, towards=each.loadings)) for each in solutions]
    p = len(told[0][0].loadings)
    few_enough = [full.loadings.shape[1] < p // 2 for full, _ in told]
    order = rng.permuted(np.tile(np.arange(p), (splits, 1)), axis=1)
    found: list[list[float]] = [[] for _ in told]
    chunk = AT_A_TIME if all(solving.is_quick for _, solving in told) else SLOW_AT_A_TIME
    for start in range(0, splits, chunk):
        rows = order[start : start + chunk]
        halves = (rows[:, : p // 2], rows[:, p // 2 :])
        known = [_known([each for each, few in zip(told, few_enough, strict=True) if few], h) for h in halves]
        for place, (full, solving) in enumerate(told):
            if few_enough[place]:
                one, other = (_scores(solving, full, h, u) for h, u in zip(halves, known, strict=True))
                found[place] += [_alike(a, b) for a, b in zip(one, other, strict=True)]
            if progress is not None:
                progress(len(rows))
    return [float(np.mean(each)) if each else None for each in found]


def _known(told: Sequence[tuple[Full, Solver]], rows: Integers) -> Floats | None:
    """Unrotated factors of the largest solution, of which the smaller are the first columns."""
    if not told or not told[0][1].is_nested:
        return None
    largest = max((solving for _, solving in told), key=lambda each: each.towards.shape[1])
    try:
        return largest.extracted(rows)
    except WRONG:
        return None


def _scores(solving: Solver, full: Full, rows: Integers, unrotated: Floats | None) -> Floats:
    """z-scores (splits, statements, factors) of each half; of one that cannot be solved NaN."""
    n, p = full.sorts.shape
    first = None if unrotated is None else unrotated[:, :, : full.loadings.shape[1]]
    rotated, _ = solving.solve(rows, unrotated=first)
    loadings = np.zeros((len(rows), p, rotated.shape[2]))
    loadings[np.arange(len(rows))[:, None], rows] = np.nan_to_num(rotated)
    flags = flagging.flags(loadings=loadings, statements=n, flagging=full.rule)
    return scored(full.sorts, weights_of(loadings, flags))


def _alike(one: Floats, other: Floats) -> float:
    return float(congruence.match(of=one, to=other).congruences.mean())
