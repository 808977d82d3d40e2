"""Velicer's minimum average partial: after how many components what is left is least systematic."""

import numpy as np

from concordat.qmethod.results import Floats


def average_partials(*, correlation: Floats, most: int) -> Floats:
    """The mean squared partial correlation between sorts after the first m components, m = 0 … most.

    correlation   shape (sorts, sorts)
    most          below the number of sorts

    Returns shape (most + 1,); NaN where a sort is wholly explained. The smallest marks the number of factors.
    Only meaningful with more statements than sorts: otherwise the correlations are singular.
    Source: Velicer (1976), Psychometrika 41, 321-327.
    """
    p = len(correlation)
    values, vectors = np.linalg.eigh(correlation)
    loadings = vectors[:, ::-1] * np.sqrt(np.maximum(values[::-1], 0.0))
    found = np.full(most + 1, np.nan)
    for m in range(most + 1):
        left = correlation - loadings[:, :m] @ loadings[:, :m].T
        own = np.diag(left)
        if (own <= 1e-10).any():
            break
        squares = left**2 / np.outer(own, own)
        found[m] = (squares.sum() - p) / (p * (p - 1))
    return found
