"""Principal components of the correlations between sorts (Hotelling 1933)."""

from collections.abc import Sequence

import numpy as np

from concordat.qmethod.results import Extracted, Floats, Integers
from concordat.qmethod.study import Refused

# Of many sorts only as many directions exist as there are statements, and these are found far faster.
MANY_SORTS = 200
NOTHING_LEFT = 1e-13
AS_GOOD_AS_EQUAL = 1e-11


def principal_components(*, correlation: Floats, factors: int, participants: Sequence[str] = ()) -> Extracted:
    """The first components, each scaled so that a loading is the correlation of a sort with it.

    correlation    shape (sorts, sorts)
    factors        how many to keep; from 1 to the number of sorts
    participants   taken for the likeness of all extractions; not needed here

    R = V diag(λ) Vᵀ, λ descending; loading l = v √λ. Eigenvalues that are negative by rounding count as 0.
    Signs are as the eigenvectors come: ``ordering.by_convention`` settles them.
    Raises ``Refused`` if the number of factors is impossible.
    Source: Hotelling (1933), J Educ Psychol 24, 417-441.
    """
    possible(factors=factors, sorts=len(correlation))
    values, vectors = eigen(correlation=correlation, vectors=factors)
    return Extracted(loadings=vectors * np.sqrt(values[:factors]), eigenvalues=values)


def eigen(*, correlation: Floats, vectors: int) -> tuple[Floats, Floats]:
    """All eigenvalues, descending and none below 0, and the leading eigenvectors.

    Returns shapes (sorts,) and (sorts, vectors).
    """
    few = _of_low_rank(correlation) if len(correlation) >= MANY_SORTS else None
    if few is not None and few[1].shape[1] >= vectors:
        return few[0], few[1][:, :vectors]
    ascending, every = np.linalg.eigh(correlation)
    return np.maximum(ascending[::-1], 0.0), every[:, ::-1][:, :vectors]


def possible(*, factors: int, sorts: int) -> None:
    """Refuse a number of factors that no set of so many sorts can have."""
    if not 1 <= factors <= sorts:
        raise Refused(f"{sorts} sorts can have from 1 to {sorts} factors, not {factors}.")


def names(*, rows: Integers, participants: Sequence[str]) -> tuple[str, ...]:
    """The ids of these sorts; their numbers from 1 where no ids were given."""
    return tuple(participants[int(i)] if participants else str(int(i) + 1) for i in rows)


def _of_low_rank(correlation: Floats) -> tuple[Floats, Floats] | None:
    """The eigen-decomposition of a matrix of low rank, by way of a root R = G Gᵀ with few columns.

    The root is a Cholesky decomposition with pivots that ends when nothing is left to explain. The
    eigenvalues of GᵀG are those of R that are not 0. None if the rank is not low after all, or if the
    root does not give the matrix back.
    """
    p = len(correlation)
    root = np.zeros((p // 3, p))
    left = np.diag(correlation).copy()
    for rank in range(p // 3):
        j = int(np.argmax(left))
        if left[j] <= NOTHING_LEFT:
            break
        row = (correlation[j] - root[:rank, j] @ root[:rank]) / np.sqrt(left[j])
        root[rank] = row
        left -= row**2
    else:
        return None
    root = root[:rank]
    if float(np.abs(root.T @ root - correlation).max()) > AS_GOOD_AS_EQUAL:
        return None
    ascending, turned = np.linalg.eigh(root @ root.T)
    values, turned = np.maximum(ascending[::-1], 0.0), turned[:, ::-1]
    real = values > values[0] * NOTHING_LEFT
    vectors = (root.T @ turned[:, real]) / np.sqrt(values[real])
    return np.concatenate([values, np.zeros(p - rank)]), vectors
