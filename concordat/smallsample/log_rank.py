"""Do groups wait equally long? Asked of enquiries (the ordinary test) and of councillors (the honest one)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from concordat.smallsample.labelling import Labellings, p_value, studentised
from concordat.smallsample.nelson_aalen import martingale_residuals
from concordat.smallsample.quantiles import chi_square_above
from concordat.smallsample.samples import (
    Booleans,
    Floats,
    Integers,
    Labels,
    NotComparable,
    codes,
    numbers,
    same_length,
    summed,
    truths,
)


@dataclass(frozen=True)
class LogRank:
    """excess       shape (groups,): events observed less expected, groups in the order of their labels
    chi_square   the statistic, with ``df`` degrees of freedom
    p            if each enquiry were evidence by itself, which it is not: see ``residual_test``
    """

    excess: Floats
    chi_square: float
    df: int
    p: float


@dataclass(frozen=True)
class ResidualTest:
    """z   the studentised difference of residuals; below nought where the second group waits longer
    p   two-sided, from the labellings
    """

    z: float
    p: float


def log_rank(*, time: ArrayLike, event: ArrayLike, group: Labels, stratum: Labels) -> LogRank:
    """The stratified log-rank test of two groups or more.

    time, event   as for ``nelson_aalen.at_risk``
    group         shape (enquiries,): labels
    stratum       shape (enquiries,): labels

    It takes every enquiry for independent evidence. Where councillors differ it cries bias far too often,
    so no verdict rests on it; it stands beside the councillors' test for comparison.
    Raises ``NotComparable`` without two groups. Source: Mantel (1966), Cancer Chemotherapy Reports 50.
    """
    waited, answered = numbers(time, called="time"), truths(event, called="event")
    same_length(waited, answered, group, stratum)
    (which, groups), (kind, _kinds) = codes(group), codes(stratum)
    if groups < 2:
        raise NotComparable("A comparison needs two groups.")
    excess, covariance = np.zeros(groups), np.zeros((groups, groups))
    order = np.argsort(kind, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(kind[order])) + 1):
        more, spread = _of_stratum(waited[rows], answered[rows], which[rows], groups)
        excess += more
        covariance += spread
    # The excesses sum to nought, so one group says nothing new.
    told, seen = excess[1:], covariance[1:, 1:]
    chi_square = float(told @ np.linalg.pinv(seen, hermitian=True) @ told)
    df = groups - 1
    return LogRank(excess, chi_square, df, chi_square_above(value=max(0.0, chi_square), df=df))


def _of_stratum(time: Floats, answered: Booleans, which: Integers, groups: int) -> tuple[Floats, Floats]:
    """Observed less expected events, and their hypergeometric covariance summed over the times."""
    times, place = np.unique(time, return_inverse=True)
    cell = place * groups + which
    size = len(times) * groups
    leaving = summed(cell, np.ones_like(time), size).reshape(-1, groups)
    events = summed(cell, answered, size).reshape(-1, groups)
    waiting = leaving[::-1].cumsum(axis=0)[::-1]
    n, d = waiting.sum(axis=1), events.sum(axis=1)
    share = waiting / n[:, None]
    excess = (events - share * d[:, None]).sum(axis=0)
    factor = np.where(n > 1, d * (n - d) / np.maximum(n - 1, 1), 0.0)
    covariance = np.diag(factor @ share) - (share * factor[:, None]).T @ share
    return excess, covariance


@dataclass(frozen=True)
class Residuals:
    """The martingale residuals, summed over each cluster.

    total   shape (clusters,): events observed less expected
    n       shape (clusters,): enquiries
    """

    total: Floats
    n: Floats


def residuals_of_clusters(
    *, time: ArrayLike, event: ArrayLike, stratum: Labels, cluster: Labels
) -> Residuals:
    """Everything that the councillors' test needs to know of the enquiries. Clusters in label order."""
    residual = martingale_residuals(time=time, event=event, stratum=stratum)
    same_length(residual, cluster)
    who, clusters = codes(cluster)
    return Residuals(summed(who, residual, clusters), summed(who, np.ones_like(residual), clusters))


def residual_test(*, residuals: Residuals, second: ArrayLike, labelled: Labellings) -> ResidualTest:
    """The log-rank test with councillors for evidence.

    residuals   by ``residuals_of_clusters``
    second      shape (clusters,): which of them are of the second group
    labelled    by ``labelling.labellings``

    With r = ΣR/Σn in each group, z = (r₂ - r₁)/√(v₁ + v₂), where v = Σ(R - r n)²/(Σn)².
    Source: the martingale form as in Therneau and Grambsch (2000), Modeling Survival Data, section 3.
    """
    observed = truths(second, called="mark of the second group")
    z = float(_z(observed[None, :], residuals)[0])
    permuted = _z(labelled.second, residuals)
    return ResidualTest(z, p_value(statistics=permuted, observed=z, whole=labelled.whole))


def _z(second: Booleans, residuals: Residuals) -> Floats:
    r, n = residuals.total, residuals.n
    sums = np.stack([r, n, r * r, r * n, n * n], axis=1)
    later = second.astype(np.float64) @ sums
    differences, variance = [], np.zeros(len(later))
    for told in (sums.sum(axis=0) - later, later):
        mean = told[:, 0] / told[:, 1]
        variance = variance + (told[:, 2] - 2 * mean * told[:, 3] + mean**2 * told[:, 4]) / told[:, 1] ** 2
        differences.append(mean)
    return studentised(differences[1] - differences[0], variance)
