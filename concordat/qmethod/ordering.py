"""Which factor is called the first, and which end of it is up."""

import numpy as np

from concordat.qmethod.results import Floats, Integers, Rotated

# Sums that agree so far are equal: their last digits are rounding and must decide nothing.
DECIMALS = 9


def by_convention(*, rotated: Rotated) -> Rotated:
    """The same solution with its factors in our order and with our signs.

    Order: Σ l² of the column, descending; of equal ones the one that was extracted first. Sign: Σ l·|l| ≥ 0,
    so that the larger loadings are positive; if that sum is 0, Σ l ≥ 0; if that too, the first loading.
    The rotation matrix and the correlations of the factors follow.
    """
    order, signs = of_many(loadings=rotated.loadings[None])
    return rearranged(rotated=rotated, order=order[0], signs=signs[0])


def rearranged(*, rotated: Rotated, order: Integers, signs: Floats) -> Rotated:
    """Columns ``order`` of the solution, each times its sign."""
    correlations = rotated.correlations
    if correlations is not None:
        correlations = correlations[np.ix_(order, order)] * np.outer(signs, signs)
    return Rotated(
        loadings=rotated.loadings[:, order] * signs,
        matrix=rotated.matrix[:, order] * signs,
        correlations=correlations,
        cautions=rotated.cautions,
    )


def of_many(*, loadings: Floats) -> tuple[Integers, Floats]:
    """Order and signs of a stack of shape (solutions, sorts, factors): two of shape (solutions, factors).

    ``loadings[:, :, order] * signs`` for each solution gives the convention: the signs are those of the
    columns in their new order.
    """
    size = np.round((loadings**2).sum(axis=1), DECIMALS)
    order = np.argsort(-size, axis=1, kind="stable")
    columns = np.take_along_axis(loadings, order[:, None, :], axis=2)
    signs = np.sign(np.round((columns * np.abs(columns)).sum(axis=1), DECIMALS))
    for second in (columns.sum(axis=1), columns[:, 0]):
        signs = np.where(signs == 0, np.sign(np.round(second, DECIMALS)), signs)
    return order, np.where(signs == 0, 1.0, signs)


def by_convention_many(*, loadings: Floats) -> Floats:
    """A stack of shape (solutions, sorts, factors), every solution with our order and signs."""
    order, signs = of_many(loadings=loadings)
    return np.asarray(np.take_along_axis(loadings, order[:, None, :], axis=2) * signs[:, None, :])
