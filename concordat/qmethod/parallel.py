"""Parallel analysis: how large an eigenvalue chance alone gives."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from concordat.qmethod.results import Booleans, Floats

NUMBERS_AT_A_TIME = 2_000_000
TO_REPORT = 50  # at least so many chunks, so that progress is seen


@dataclass(frozen=True)
class Chance:
    """Of each of the leading eigenvalues, all of shape (factors,).

    mean, high      of the eigenvalues of permuted sorts: their mean and 95th percentile
    p               (1 + how many permuted eigenvalues reach the observed)/(B + 1)
    beyond          whether it and all before it exceed ``high``
    permutations    B
    """

    observed: Floats
    mean: Floats
    high: Floats
    p: Floats
    beyond: Booleans
    permutations: int

    @property
    def factors(self) -> int:
        """How many leading factors are beyond chance."""
        return int(self.beyond.sum())


def parallel_analysis(
    *,
    standardised: Floats,
    observed: Floats,
    permutations: int,
    rng: np.random.Generator,
    progress: Callable[[int], None] | None = None,
) -> Chance:
    """Compare eigenvalues with those of sorts that have been shuffled, each on its own values.

    standardised   shape (statements, sorts), columns with mean 0 and standard deviation 1 (n - 1)
    observed       the leading eigenvalues of the correlations, shape (factors,)
    permutations   B; at least 1
    progress       called with the number of permutations done since it was last called

    Every sort keeps its own grid. A factor is beyond chance if its eigenvalue exceeds the 95th percentile of
    those in its place, and so do all before it. Where there are fewer statements than sorts the eigenvalues
    come from the statements' side, where they are the same.
    Source: Horn (1965); Buja & Eyuboglu (1992) for permutation; Glorfeld (1995) for the percentile.
    """
    n, p = standardised.shape
    kept = len(observed)
    found = np.zeros((permutations, kept))
    chunk = max(1, min(NUMBERS_AT_A_TIME // (n * p), -(-permutations // TO_REPORT)))
    for start in range(0, permutations, chunk):
        size = min(chunk, permutations - start)
        values = _eigenvalues(standardised, size, rng)
        found[start : start + size, : values.shape[1]] = values[:, :kept]
        if progress is not None:
            progress(size)
    high = np.percentile(found, 95, axis=0)
    return Chance(
        observed=observed,
        mean=found.mean(axis=0),
        high=high,
        p=(1 + (found >= observed).sum(axis=0)) / (permutations + 1),
        beyond=np.logical_and.accumulate(observed > high),
        permutations=permutations,
    )


def _eigenvalues(standardised: Floats, times: int, rng: np.random.Generator) -> Floats:
    """Eigenvalues of the correlations of shuffled sorts, descending, shape (times, the smaller side)."""
    n, p = standardised.shape
    sorts = np.broadcast_to(standardised.T, (times, p, n))
    shuffled = rng.permuted(sorts, axis=2)
    small = shuffled @ shuffled.transpose(0, 2, 1) if p <= n else shuffled.transpose(0, 2, 1) @ shuffled
    return np.asarray(np.linalg.eigvalsh(small)[:, ::-1] / (n - 1))
