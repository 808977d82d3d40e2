"""Improper solutions (Heywood 1931): a sort of which the factors explain more than all."""

import numpy as np

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.results import Floats

# Components of all sorts explain each wholly; the last digits of that 1 are rounding.
ROUNDING = 1e-8


def communalities(*, loadings: Floats, correlations: Floats | None = None) -> Floats:
    """What the factors explain of each sort: Σl², or of an oblique pattern the diagonal of L Φ Lᵀ."""
    structure = loadings if correlations is None else loadings @ correlations
    return np.asarray((loadings * structure).sum(axis=1))


def improper(*, loadings: Floats, communalities: Floats) -> list[int]:
    """The sorts (rows, from 0) with a communality above 1 or a loading of 1 or more."""
    beyond = (communalities > 1 + ROUNDING) | (np.abs(loadings) >= 1).any(axis=1)
    return [int(row) for row in np.flatnonzero(beyond)]


def caution(*, sorts: list[int], participants: tuple[str, ...], cut: float | None) -> Caution:
    """cut   what |l| is cut to in the weights; None where the program that is followed does not cut"""
    names = tuple(participants[sort] for sort in sorts)
    then = (
        f"its weights use loadings cut to {cut:g}"
        if cut is not None
        else "a loading beyond 1 counts upside down, as in R"
    )
    return Caution(
        About.IMPROPER,
        f"The solution is improper: the factors explain more than all of {', '.join(names)}. Take fewer "
        f"factors, or principal components; meanwhile {then}.",
        participants=names,
    )
