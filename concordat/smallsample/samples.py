"""What every figure about enquiries begins with: columns of one length, in which nothing is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]
Labels = Sequence[object] | NDArray[np.generic]


class NotComparable(ValueError):
    """What was given cannot be compared: columns of different lengths, gaps, or one group only."""


@dataclass(frozen=True)
class Tally:
    """Outcomes summed over each cluster (a councillor) within each stratum (a kind of enquiry).

    n        shape (clusters, strata): how many
    total    the same shape: the sum of their outcomes
    square   the same shape: the sum of the squares of their outcomes
    second   shape (clusters,): whether the cluster is of the second group
    """

    n: Floats
    total: Floats
    square: Floats
    second: Booleans

    @property
    def sizes(self) -> tuple[int, int]:
        """How many clusters there are in the first group and in the second."""
        return int((~self.second).sum()), int(self.second.sum())

    @property
    def means(self) -> tuple[float, float]:
        """The plain mean of either group, not adjusted for anything."""
        first, second = (
            float(self.total[members].sum() / self.n[members].sum())
            for members in (~self.second, self.second)
        )
        return first, second

    @property
    def compared(self) -> tuple[list[int], list[int]]:
        """How many enquiries of each cluster of either group have one of the other group in their stratum."""
        both = (self.n[self.second].sum(axis=0) > 0) & (self.n[~self.second].sum(axis=0) > 0)
        kept = self.n[:, both].sum(axis=1).astype(int)
        return kept[~self.second].tolist(), kept[self.second].tolist()


def numbers(values: ArrayLike, *, called: str) -> Floats:
    """The column as numbers. Raises ``NotComparable`` for a gap, or for what is no column."""
    try:
        column = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as fault:
        raise NotComparable(f"Every {called} is a number.") from fault
    if column.ndim != 1 or not np.isfinite(column).all():
        raise NotComparable(f"The {called}s are one column of numbers without gaps.")
    return column


def truths(values: ArrayLike, *, called: str) -> Booleans:
    """The column as yes and no, which may come as 1 and 0."""
    column = numbers(values, called=called)
    if not np.isin(column, (0.0, 1.0)).all():
        raise NotComparable(f"Every {called} is yes or no.")
    marks: Booleans = column == 1
    return marks


def codes(labels: Labels) -> tuple[Integers, int]:
    """The labels as numbers from 0 in the order of the labels, and how many different ones there are."""
    found, code = np.unique(np.asarray(labels), return_inverse=True)
    return code.astype(np.int64), len(found)


def summed(place: Integers, weights: Floats | Booleans, size: int) -> Floats:
    """The weights added up at each place, from 0 up to ``size``."""
    return np.bincount(place, weights=weights, minlength=size).astype(np.float64)


def same_length(*columns: Sequence[object] | NDArray[np.generic]) -> int:
    lengths = {len(column) for column in columns}
    if len(lengths) != 1 or lengths == {0}:
        raise NotComparable("Columns are of one length, and hold something.")
    return lengths.pop()


def tally(*, outcome: ArrayLike, second: ArrayLike, stratum: Labels, cluster: Labels) -> Tally:
    """Sum the outcomes by cluster and stratum. Clusters stand in the order of their labels.

    outcome   shape (enquiries,): 0 or 1, or any number
    second    shape (enquiries,): whether it is of the second group; the same for the whole of a cluster
    stratum   shape (enquiries,): labels; only enquiries of one stratum are compared
    cluster   shape (enquiries,): labels of those who are the unit of evidence

    Raises ``NotComparable`` for gaps, unequal lengths, a cluster in both groups, or a group without one.
    """
    values, later = numbers(outcome, called="outcome"), truths(second, called="mark of the second group")
    same_length(values, later, stratum, cluster)
    (place, strata), (who, clusters) = codes(stratum), codes(cluster)
    cell, cells = who * strata + place, clusters * strata
    n, total, square = (
        summed(cell, weights, cells).reshape(clusters, strata)
        for weights in (np.ones_like(values), values, values**2)
    )
    of_second, whole = summed(who, later, clusters), n.sum(axis=1)
    if ((of_second > 0) & (of_second < whole)).any():
        raise NotComparable("A cluster is of one group, not of both.")
    if of_second.sum() in {0, len(values)}:
        raise NotComparable("A comparison needs two groups.")
    return Tally(n, total, square, of_second > 0)
