"""Promax: varimax loadings raised to the fourth power, and as near to that as factors may come."""

import numpy as np

from concordat.qmethod.results import Floats, Rotated
from concordat.qmethod.rotation.oblimin import NOT_USUAL
from concordat.qmethod.rotation.varimax import varimax


def promax(*, loadings: Floats) -> Rotated:
    """Promax rotation with power 4, from converged varimax. ``loadings`` of the result is the pattern.

    loadings   shape (sorts, factors), unrotated

    Always carries the caution NOT_USUAL.
    Source: Hendrickson & White (1964), Br J Stat Psychol 17, 65-70.
    """
    return from_varimax(rotated=varimax(loadings=loadings))


def from_varimax(*, rotated: Rotated) -> Rotated:
    """The promax rotation that belongs to a varimax rotation."""
    x = rotated.loadings
    turned = np.linalg.lstsq(x, x * np.abs(x) ** 3, rcond=None)[0]
    turned = turned * np.sqrt(np.diag(np.linalg.inv(turned.T @ turned)))
    matrix = rotated.matrix @ turned
    inverse = np.linalg.inv(matrix)
    between = inverse @ inverse.T
    scale = np.sqrt(np.diag(between))
    return Rotated(
        x @ turned, matrix, between / np.outer(scale, scale), cautions=(*rotated.cautions, NOT_USUAL)
    )
