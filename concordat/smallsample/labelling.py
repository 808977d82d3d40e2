"""All the ways, or many of them, in which the names of two groups could fall on the same councillors."""

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from concordat.smallsample.samples import Booleans, Floats, NotComparable

DRAWS = 9_999
Chance = np.random.Generator
# Two statistics that differ by no more than this share are one and the same, rounded differently.
HAIR = 1e-9


@dataclass(frozen=True)
class Labellings:
    """second   shape (labellings, clusters): whether the cluster would be of the second group
    whole    whether these are all there are, the observed one among them
    """

    second: Booleans
    whole: bool

    def __len__(self) -> int:
        return len(self.second)


def labellings(*, second: Booleans, rng: Chance, draws: int = DRAWS) -> Labellings:
    """Label the same clusters anew, the sizes of the groups kept.

    second   shape (clusters,): the labels that were observed
    draws    at most so many: if there are no more labellings than that, all of them are gone through

    Names do not matter: were the two groups called the other way round, the same partitions would be drawn.
    Raises ``NotComparable`` without two groups.
    """
    clusters, size = len(second), int(second.sum())
    if not 0 < size < clusters:
        raise NotComparable("A comparison needs two groups.")
    smaller = min(size, clusters - size)
    if comb(clusters, size) <= draws:
        chosen = np.array(list(combinations(range(clusters), smaller)))
        whole = True
    else:
        chosen = rng.random((draws, clusters)).argpartition(smaller, axis=1)[:, :smaller]
        whole = False
    marked = np.zeros((len(chosen), clusters), dtype=np.bool_)
    np.put_along_axis(marked, chosen, values=True, axis=1)
    return Labellings(marked if smaller == size else ~marked, whole)


def p_value(*, statistics: Floats, observed: float, whole: bool) -> float:
    """How often chance alone brings a statistic as far from nought as the observed one.

    statistics   shape (labellings,)
    whole        whether these are all the labellings; otherwise the observed one is counted beside them

    Source: Phipson and Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9, 39.
    """
    as_far = int((np.abs(statistics) >= abs(observed) * (1 - HAIR)).sum())
    return (as_far + (not whole)) / (len(statistics) + (not whole))


def studentised(difference: Floats, variance: Floats) -> Floats:
    """difference/√variance; without variance nought if there is no difference, and else without end."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Floats = difference / np.sqrt(np.maximum(variance, 0.0))
    ratio[np.abs(difference) < 1e-12] = 0.0
    return ratio


def from_seed(*seed: int) -> Chance:
    """Chance that is the same whenever it begins with the same numbers, each at least 0."""
    return np.random.default_rng(seed)
