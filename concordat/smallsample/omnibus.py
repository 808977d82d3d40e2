"""One question before all others: is there any difference among the groups, whichever it may be?"""

import numpy as np
from numpy.typing import ArrayLike

from concordat.smallsample.labelling import DRAWS, Chance, p_value
from concordat.smallsample.samples import (
    Floats,
    Integers,
    Labels,
    NotComparable,
    codes,
    numbers,
    same_length,
    summed,
)

AT_ONCE = 1_000


def omnibus_p(
    *,
    outcome: ArrayLike,
    group: Labels,
    stratum: Labels,
    cluster: Labels,
    rng: Chance,
    draws: int = DRAWS,
) -> float:
    """The p-value of no difference between any groups, by drawing which cluster is of which group.

    outcome   shape (enquiries,): 0 or 1, or any number
    group     shape (enquiries,): labels; at least two, one for the whole of a cluster
    stratum   shape (enquiries,): labels of the kinds of enquiry
    cluster   shape (enquiries,): labels of the councillors

    Each outcome less the mean of its stratum is summed over councillors; the statistic is the weighted sum
    of squares between group means, Σ (r - r̃)²/v, which allows the groups to differ in spread.
    Raises ``NotComparable``. Source: Welch (1951), Biometrika 38, 330-336, with the reference distribution
    by permutation as in Pauly, Brunner and Konietschke (2015), Journal of the Royal Statistical Society B 77.
    """
    values = numbers(outcome, called="outcome")
    same_length(values, group, stratum, cluster)
    (which, groups), (kind, kinds), (who, clusters) = codes(group), codes(stratum), codes(cluster)
    if groups < 2:
        raise NotComparable("A comparison needs two groups.")
    one = np.ones_like(values)
    means = summed(kind, values, kinds) / summed(kind, one, kinds)
    totals, n = summed(who, values - means[kind], clusters), summed(who, one, clusters)
    label = np.zeros(clusters, dtype=np.int64)
    label[who] = which
    if (label[who] != which).any():
        raise NotComparable("A cluster is of one group, not of several.")
    observed = float(_between(label[None, :], totals, n, groups)[0])
    parts = [
        _between(rng.permuted(np.tile(label, (size, 1)), axis=1), totals, n, groups)
        for size in [AT_ONCE] * (draws // AT_ONCE) + [draws % AT_ONCE]
        if size
    ]
    return p_value(statistics=np.concatenate(parts), observed=observed, whole=False)


def _between(label: Integers, totals: Floats, n: Floats, groups: int) -> Floats:
    """The statistic for each row of labels."""
    sums = np.stack([totals, n, totals**2, totals * n, n**2], axis=1)
    means, weights = [], []
    for group in range(groups):
        t, m, tt, tn, nn = np.moveaxis((label == group).astype(np.float64) @ sums, -1, 0)
        mean = t / m
        variance = (tt - 2 * mean * tn + mean**2 * nn) / m**2
        means.append(mean)
        # A group without any variation would outweigh all others without end.
        weights.append(1 / np.maximum(variance, 1e-12))
    r, w = np.stack(means), np.stack(weights)
    middle = (w * r).sum(axis=0) / w.sum(axis=0)
    statistic: Floats = (w * (r - middle) ** 2).sum(axis=0)
    return statistic
