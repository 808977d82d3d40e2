"""What R qmethod 1.8.4 does in its own way: reflections, an early stop, order and sign.

None of this is better than the standard mode; it is here so that a reader can check us against R. Written
from descriptions of what the package computes and from its output, not from its code.
"""

from collections.abc import Sequence

import numpy as np

from concordat.qmethod import components
from concordat.qmethod.results import Extracted, Floats, Rotated
from concordat.qmethod.rotation import gradient
from concordat.qmethod.rotation import oblimin as direct_oblimin
from concordat.qmethod.rotation import promax as hendrickson_white
from concordat.qmethod.rotation.oblimin import NOT_USUAL
from concordat.qmethod.rotation.varimax import Stack, unit_rows

CLOSE_ENOUGH = 1e-5
VARIMAX_ROUNDS = 1_000
CENTROID_ROUNDS = 20_000
MOST_FLIPS = 10_000


def principal_components(*, correlation: Floats, factors: int) -> Extracted:
    """Principal components with Σ l ≥ 0 in every column, before any rotation."""
    found = components.principal_components(correlation=correlation, factors=factors)
    return Extracted(found.loadings * _upright(found.loadings), found.eigenvalues)


def centroid(*, correlation: Floats, factors: int, participants: Sequence[str] = ()) -> Extracted:
    """Brown's centroid by the rule of the books, which leaves factor 2 and later to rounding.

    The sort with the smallest column sum is reflected, of equal ones the first, until no sum is negative.
    Communalities start at the mean of the other sorts and stop when none moves by 1e-5. The signs of the
    factors are left as they come. R itself fails when two sorts are identical; this does not.
    """
    components.possible(factors=factors, sorts=len(correlation))
    residual = correlation.copy()
    found = np.empty((len(residual), factors))
    for factor in range(factors):
        np.fill_diagonal(residual, 0.0)
        found[:, factor] = _one_centroid(residual)
        residual -= np.outer(found[:, factor], found[:, factor])
    eigenvalues, _ = components.eigen(correlation=correlation, vectors=1)
    return Extracted(found, eigenvalues)


def varimax(*, loadings: Floats) -> Rotated:
    """Varimax by singular values, stopped as soon as a round gains less than one part in 100,000.

    loadings   shape (sorts, factors), unrotated

    It ends up to 0.03 short of the optimum (``rotation.varimax`` reaches it).
    """
    many = varimax_many(loadings=loadings[None])
    return Rotated(many.loadings[0], many.matrices[0])


def varimax_many(*, loadings: Floats) -> Stack:
    """The same for a stack of shape (solutions, sorts, factors)."""
    rows, lengths = unit_rows(loadings=loadings)
    b, _, k = loadings.shape
    matrices = np.broadcast_to(np.eye(k), (b, k, k)).copy()
    moving, last = np.arange(b), np.zeros(b)
    for _ in range(VARIMAX_ROUNDS):
        x = rows[moving]
        z = x @ matrices[moving]
        squares = z**2
        pull = x.transpose(0, 2, 1) @ (z * (squares - squares.mean(axis=1, keepdims=True)))
        left, sizes, right = np.linalg.svd(pull)
        matrices[moving] = left @ right
        now = sizes.sum(axis=1)
        moves = now >= last * (1 + CLOSE_ENOUGH)
        moving, last = moving[moves], now[moves]
        if not len(moving):
            break
    converged = np.ones(b, dtype=bool)
    converged[moving] = False
    return Stack((rows @ matrices) * lengths, matrices, converged)


def quartimax(*, loadings: Floats) -> Rotated:
    """Quartimax by gradient projection, stopped at a slope of 1e-5."""
    turned, _ = gradient.descend(
        among=gradient.Orthogonal(loadings), of=_fourth_powers, settings=gradient.AS_IN_R
    )
    return Rotated(loadings @ turned, turned, cautions=(NOT_USUAL,))


def oblimin(*, loadings: Floats) -> Rotated:
    """Direct oblimin by gradient projection, stopped at a slope of 1e-5."""
    return direct_oblimin.by_gradient(loadings=loadings, settings=gradient.AS_IN_R)


def promax(*, loadings: Floats) -> Rotated:
    """Promax from the varimax that stops early."""
    return hendrickson_white.from_varimax(rotated=varimax(loadings=loadings))


def ordered_and_signed(*, rotated: Rotated) -> Rotated:
    """R's order and signs after principal components: Σ l ≥ 0, then Σ l² descending. Not for its centroid."""
    signs = _upright(rotated.loadings)
    order = np.argsort(-(rotated.loadings**2).sum(axis=0), kind="stable")
    correlations = rotated.correlations
    if correlations is not None:
        correlations = (correlations * np.outer(signs, signs))[np.ix_(order, order)]
    return Rotated(
        (rotated.loadings * signs)[:, order],
        (rotated.matrix * signs)[:, order],
        correlations,
        rotated.cautions,
    )


def _upright(loadings: Floats) -> Floats:
    return np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)


def _fourth_powers(loadings: Floats) -> tuple[float, Floats]:
    return -float((loadings**4).sum()) / 4, -(loadings**3)


def _one_centroid(residual: Floats) -> Floats:
    p = len(residual)
    signs = np.ones(p)
    sums = residual.sum(axis=0)
    for _ in range(MOST_FLIPS):
        j = int(np.argmin(signs * sums))
        if signs[j] * sums[j] >= 0:
            break
        sums = sums - 2 * signs[j] * residual[j]
        signs[j] = -signs[j]
    totals = signs * (residual @ signs)
    h = totals / max(p - 1, 1)
    for _ in range(CENTROID_ROUNDS):
        raised = totals + h
        size = float(raised.sum())
        if size <= 0:
            return np.zeros(p)
        found = raised / np.sqrt(size)
        moved = float(np.abs(found**2 - h).max())
        h = found**2
        if moved < CLOSE_ENOUGH:
            break
    return np.asarray(signs * found)
