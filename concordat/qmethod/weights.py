"""How much each flagged sort counts in the scores of its factor."""

import numpy as np

from concordat.qmethod.results import Booleans, Floats

# Of an improper solution: a loading of 1 or more would have an endless or a negative weight.
LARGEST_LOADING = 0.995


def weights(*, loadings: Floats, flags: Booleans, largest: float | None = None) -> Floats:
    """The weight of each sort in each factor: l/(1 − l²) where flagged, 0 elsewhere.

    loadings   shape (sorts, factors)
    flags      shape (sorts, factors)
    largest    cut |l| to this first; None leaves loadings as they are

    A negative flag has a negative weight. Without ``largest`` a loading beyond 1 has a weight of the
    other sign, as in R qmethod; one of exactly 1, which there has no weight at all, is cut to .995.
    Source: Spearman (1927), The Abilities of Man; Brown (1980).
    """
    used = loadings if largest is None else np.clip(loadings, -largest, largest)
    used = np.where(np.square(used) == 1, np.copysign(LARGEST_LOADING, used), used)
    return np.where(flags, used / (1 - np.square(used)), 0.0)
