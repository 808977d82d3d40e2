"""Principal axis: components of what the sorts share, not of all they hold (Thurstone 1947; Harman 1976)."""

from collections.abc import Sequence

import numpy as np

from concordat.qmethod import components
from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.results import Extracted, Floats
from concordat.qmethod.rotation.varimax import NOT_CONVERGED
from concordat.qmethod.study import Refused

ROUNDS = 2_000
STILL = 1e-8
WELL_CONDITIONED = 1e8
CEILING = 1 - 1e-6


def principal_axis(*, correlation: Floats, factors: int, participants: Sequence[str] = ()) -> Extracted:
    """Principal axis factors, iterated, unrotated. The default of Stata's ``qfactor``.

    correlation    shape (sorts, sorts)
    factors        fewer than the sorts
    participants   their ids, for cautions; numbers from 1 if left out

    Communalities h start at the squared multiple correlations, or at the largest |r| of a sort where the
    correlations cannot be inverted well. With h on the diagonal, l = v √λ of the largest eigenvalues and
    h = Σ l², until no h moves by 1e-8. A communality is held below 1 and its sort named in a caution.
    Raises ``Refused`` if there are not so many factors with a positive eigenvalue.
    Source: Harman (1976), Modern Factor Analysis.
    """
    p = len(correlation)
    components.possible(factors=factors, sorts=p)
    reduced = correlation.copy()
    h = _first_communalities(correlation)
    loadings, at_rest = np.zeros((p, factors)), False
    for _ in range(ROUNDS):
        np.fill_diagonal(reduced, h)
        values, vectors = np.linalg.eigh(reduced)
        values, vectors = values[::-1][:factors], vectors[:, ::-1][:, :factors]
        if values[-1] <= 0:
            raise Refused(
                f"The sorts share too little for {factors} principal axis factors: take fewer factors, "
                "or principal components."
            )
        loadings = vectors * np.sqrt(values)
        new = np.minimum((loadings**2).sum(axis=1), CEILING)
        moved = float(np.abs(new - h).max())
        h = new
        if moved < STILL:
            at_rest = True
            break
    eigenvalues, _ = components.eigen(correlation=correlation, vectors=1)
    cautions = () if at_rest else (NOT_CONVERGED,)
    return Extracted(loadings, eigenvalues, (*cautions, *_capped(h, participants)))


def _first_communalities(correlation: Floats) -> Floats:
    if np.linalg.cond(correlation) < WELL_CONDITIONED:
        return np.asarray(1 - 1 / np.diag(np.linalg.inv(correlation)))
    others = np.abs(correlation)
    np.fill_diagonal(others, 0.0)
    return np.asarray(np.minimum(others.max(axis=0), CEILING))


def _capped(h: Floats, participants: Sequence[str]) -> tuple[Caution, ...]:
    capped = np.flatnonzero(h >= CEILING)
    if not len(capped):
        return ()
    names = components.names(rows=capped, participants=participants)
    return (
        Caution(
            About.IMPROPER,
            f"The communality of {', '.join(names)} was held below 1: the solution is improper. "
            "Take fewer factors, or principal components.",
            participants=names,
        ),
    )
