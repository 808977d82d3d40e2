"""For research on pooled answers of many councils, given with consent. Never for one council's report.

A single council's report holds no p-values, spreads, reliabilities or correlations: each would be one
more equation about the same few answers.
"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concordat.smallsample.cautions import Caution
from concordat.smallsample.quantiles import f_quantile, t_two_sided

Floats = NDArray[np.float64]
Z = NormalDist().inv_cdf(0.975)
# Below this on either side the questions themselves cannot be judged.
RESEARCH_FLOOR = 50


class NotSample(ValueError):
    """What was given is not a sample of the shape that is wanted, without gaps."""


@dataclass(frozen=True)
class RankComparison:
    """Whether a random member of the first sample rates higher than a random member of the second.

    probability     P(first > second) + ½ P(first = second)
    delta           Cliff's delta: 2 × probability - 1
    statistic       Brunner and Munzel's W; above nought where the *second* tends to be higher
    df              its approximate degrees of freedom
    p               two-sided, against a probability of one half; ``None`` with W and df where the samples
                    do not overlap at all, for then the variance is nought
    """

    probability: float
    delta: float
    statistic: float | None
    df: float | None
    p: float | None


@dataclass(frozen=True)
class Reliability:
    alpha: float
    low: float
    high: float
    people: int
    items: int
    cautions: tuple[Caution, ...]


@dataclass(frozen=True)
class Interval:
    estimate: float
    low: float
    high: float


def rank_comparison(*, first: ArrayLike, second: ArrayLike) -> RankComparison:
    """Compare two samples of ratings by rank, whatever their spreads.

    first, second   shapes (people,): ratings, at least two in each, none missing

    The test of Brunner and Munzel rather than that of Mann and Whitney, which rejects far too often when
    the two sides differ in spread. Below about 15 people on a side its p is approximate.
    Raises ``NotSample``. Source: Brunner and Munzel (2000), Biometrical Journal 42, 17-25.
    """
    ours, theirs = _sample(first), _sample(second)
    together = _midranks(np.concatenate([ours, theirs]))
    in_all = together[: ours.size], together[ours.size :]
    probability = (in_all[0].mean() - (ours.size + 1) / 2) / theirs.size
    spread = [
        _placement_variance(sample, ranks) for sample, ranks in zip((ours, theirs), in_all, strict=True)
    ]
    weighted = [sample.size * one for sample, one in zip((ours, theirs), spread, strict=True)]
    delta = float(2 * probability - 1)
    if sum(weighted) == 0:
        return RankComparison(float(probability), delta, None, None, None)
    apart = float(in_all[1].mean() - in_all[0].mean())
    everybody = ours.size + theirs.size
    statistic = ours.size * theirs.size * apart / (everybody * sqrt(sum(weighted)))
    df = sum(weighted) ** 2 / (weighted[0] ** 2 / (ours.size - 1) + weighted[1] ** 2 / (theirs.size - 1))
    return RankComparison(float(probability), delta, statistic, df, t_two_sided(t=statistic, df=df))


def _placement_variance(sample: Floats, ranks: Floats) -> float:
    """How far the ranks in both samples together, less those in the own sample, vary."""
    placements = ranks - _midranks(sample)
    return float(placements.var(ddof=1))


def _midranks(values: Floats) -> Floats:
    """Ranks from 1, equal values sharing the mean of theirs."""
    _, place, number = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Floats = (np.cumsum(number) - (number - 1) / 2)[place]
    return ranks


def cronbach_alpha(*, ratings: ArrayLike) -> Reliability:
    """How consistently several questions measure one thing, with Feldt's 95% interval.

    ratings   shape (people, items): at least two of each, none missing, not all alike

    alpha = k/(k - 1) × (1 - sum of item variances / variance of the sum). Below 50 people it comes with
    a caution: it is then no ground for keeping or dropping a question.
    Raises ``NotSample``. Source: Cronbach (1951), Psychometrika 16, 297-334.
    """
    table = np.asarray(ratings, dtype=np.float64)
    if table.ndim != 2 or min(table.shape) < 2 or not np.isfinite(table).all():
        raise NotSample("Reliability needs two people and two questions at least, and no gaps.")
    people, items = table.shape
    whole = float(table.sum(axis=1).var(ddof=1))
    if whole == 0:
        raise NotSample("Everybody has the same sum, so there is nothing to be consistent about.")
    alpha = items / (items - 1) * (1 - float(table.var(axis=0, ddof=1).sum()) / whole)
    low, high = feldt_interval(alpha=alpha, people=people, items=items)
    cautions = (Caution.TOO_FEW_FOR_RESEARCH,) if people < RESEARCH_FLOOR else ()
    return Reliability(alpha, low, high, people, items, cautions)


def feldt_interval(*, alpha: float, people: int, items: int) -> tuple[float, float]:
    """The 95% interval of a reliability: 1 - (1 - alpha) × the outer fortieths of F.

    Source: Feldt, Woodruff and Salih (1987), Applied Psychological Measurement 11, 93-103.
    """
    df1, df2 = people - 1, (people - 1) * (items - 1)
    upper, lower = (f_quantile(probability=share, df1=df1, df2=df2) for share in (0.975, 0.025))
    return 1 - (1 - alpha) * upper, 1 - (1 - alpha) * lower


def share_difference(*, first: int, of_first: int, second: int, of_second: int) -> Interval:
    """The difference of two independent shares (first less second) with Newcombe's 95% interval.

    first, second         how many said so, from 0
    of_first, of_second   how many were asked, from 1

    Two Wilson intervals joined; unlike the textbook interval it never leaves -1 to 1.
    Raises ``NotSample``. Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    ours, theirs = _wilson(first, of_first), _wilson(second, of_second)
    apart = ours.estimate - theirs.estimate
    down = sqrt((ours.estimate - ours.low) ** 2 + (theirs.high - theirs.estimate) ** 2)
    up = sqrt((ours.high - ours.estimate) ** 2 + (theirs.estimate - theirs.low) ** 2)
    return Interval(apart, apart - down, apart + up)


def _wilson(said: int, asked: int) -> Interval:
    if not 0 <= said <= asked or asked < 1:
        raise NotSample(f"{said} of {asked} is not a share.")
    share, square = said / asked, Z * Z
    centre = (said + square / 2) / (asked + square)
    half = Z / (asked + square) * sqrt(said * (asked - said) / asked + square / 4)
    return Interval(share, centre - half, centre + half)


def total_variation(*, first: ArrayLike, second: ArrayLike) -> float:
    """Half the sum of the absolute differences of two sets of shares, 0 (alike) to 1 (nothing shared).

    first, second   shapes (categories,): counts or weights, none below 0, not all 0
    Raises ``NotSample``. Source: as for ``comparison.role_gap``.
    """
    ours, theirs = (np.asarray(side, dtype=np.float64) for side in (first, second))
    if ours.ndim != 1 or ours.shape != theirs.shape:
        raise NotSample("Both sides must have the same categories.")
    for side in (ours, theirs):
        if not np.isfinite(side).all() or (side < 0).any() or side.sum() == 0:
            raise NotSample("Counts are never below nought, and never all nought.")
    return float(np.abs(ours / ours.sum() - theirs / theirs.sum()).sum() / 2)


def weighted_mean(*, values: ArrayLike, weights: ArrayLike) -> float:
    """The mean of several councils' figures, each weighing as told.

    values, weights   shapes (councils,); weights not below 0 and not all 0. Raises ``NotSample``.
    """
    figures, weigh = (np.asarray(column, dtype=np.float64) for column in (values, weights))
    if figures.ndim != 1 or figures.shape != weigh.shape or not np.isfinite(figures).all():
        raise NotSample("Each figure needs its weight.")
    if not np.isfinite(weigh).all() or (weigh < 0).any() or weigh.sum() == 0:
        raise NotSample("Weights are never below nought, and never all nought.")
    return float(figures @ weigh / weigh.sum())


def _sample(values: ArrayLike) -> Floats:
    sample = np.asarray(values, dtype=np.float64)
    if sample.ndim != 1 or sample.size < 2 or not np.isfinite(sample).all():
        raise NotSample("A sample needs two ratings at least, and no gaps.")
    return sample
