"""How alike the people of a wave sort, and whether that changed from one wave to the next."""

from dataclasses import dataclass

import numpy as np

from concordat.qmethod import chance
from concordat.qmethod.results import Floats, Integers

# Differences that agree so far are equal: a swap that only rounds differently is as far out as the data.
ROUNDING = 1e-12


@dataclass(frozen=True)
class Agreement:
    """How alike the sorts of a wave are: the mean r over all pairs of people.

    p   two-sided, for the change: the waves swapped within people
    """

    before: float
    after: float
    p: float


def agreement_of(
    *,
    correlation: Floats,
    permutations: int,
    rng: np.random.Generator,
    progress: chance.Progress | None = None,
    before: int = 0,
    of: int | None = None,
) -> Agreement:
    """The agreement in two waves of the same people.

    correlation    of all sorts before, then all after, the people in the same order, shape (2n, 2n)
    permutations   how often the two waves are swapped within people, each by the toss of a coin
    before, of     what ``progress`` is told was done before, and how much there is in all

    Source: our rule; permutation of paired data: Fisher (1935), The Design of Experiments.
    """
    n = len(correlation) // 2
    unswapped = np.zeros((1, n), dtype=np.int64)
    first = float(_mean_r(correlation, unswapped)[0])
    second = float(_mean_r(correlation, 1 - unswapped)[0])
    exceeding = 0
    for size in chance.in_chunks(permutations, progress, of=of, before=before):
        swaps = rng.integers(0, 2, size=(size, n))
        apart = _mean_r(correlation, swaps) - _mean_r(correlation, 1 - swaps)
        exceeding += int((np.abs(apart) >= abs(first - second) - ROUNDING).sum())
    p = chance.two_sided(exceeding=np.array(float(exceeding)), permutations=permutations)
    return Agreement(first, second, float(p))


def _mean_r(correlation: Floats, wave: Integers) -> Floats:
    """Mean r over pairs of people, each with the sort of the wave given (0 or 1); shape (steps, people)."""
    n = wave.shape[1]
    taken = np.hstack([1 - wave, wave]).astype(np.float64)
    among = ((taken @ correlation) * taken).sum(axis=1)
    # Everybody agrees with themselves, which does not count.
    return np.asarray((among - n) / (n * (n - 1)))
