"""Direct oblimin with γ = 0: simple columns, at whatever angle they stand (Jennrich & Sampson 1966)."""

import numpy as np

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.results import Floats, Rotated
from concordat.qmethod.rotation import gradient
from concordat.qmethod.rotation.varimax import NOT_CONVERGED

NOT_USUAL = Caution(
    About.NOT_USUAL,
    "This rotation is not usual in Q studies: flags and weights come from the pattern loadings.",
)


def oblimin(*, loadings: Floats) -> Rotated:
    """Direct oblimin rotation, converged. ``loadings`` of the result is the pattern.

    loadings   shape (sorts, factors), unrotated

    Minimises ¼ Σ_i Σ_f≠g l²_if l²_ig over L = A (Tᵀ)⁻¹, the columns of T of length 1; the correlations of the
    factors are TᵀT, the structure is pattern @ correlations. Always carries the caution NOT_USUAL.
    Source: Jennrich & Sampson (1966), Psychometrika 31, 313-323; Bernaards & Jennrich (2005).
    """
    return by_gradient(loadings=loadings, settings=gradient.TO_THE_END)


def by_gradient(*, loadings: Floats, settings: gradient.Settings) -> Rotated:
    """Oblimin by gradient projection, as far as the settings say."""
    turned, at_rest = gradient.descend(among=gradient.Oblique(loadings), of=_criterion, settings=settings)
    matrix = np.asarray(np.linalg.inv(turned).T, dtype=np.float64)
    cautions = (NOT_USUAL,) if at_rest else (NOT_USUAL, NOT_CONVERGED)
    return Rotated(loadings @ matrix, matrix, turned.T @ turned, cautions)


def _criterion(loadings: Floats) -> tuple[float, Floats]:
    squares = loadings**2
    others = squares.sum(axis=1, keepdims=True) - squares
    return float((squares * others).sum()) / 4, loadings * others
