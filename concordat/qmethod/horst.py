"""Horst's centroid: all factors from the same communalities, which are then estimated again (Horst 1965)."""

from collections.abc import Sequence

import numpy as np

from concordat.qmethod import components
from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.centroid import best_reflections, uphill
from concordat.qmethod.results import Extracted, Floats
from concordat.qmethod.rotation.varimax import NOT_CONVERGED

ROUNDS = 1_000
STILL = 1e-10
# As long as communalities move by more than this, every round looks for the best signs from the start.
RESTLESS = 1e-3


def horst(
    *,
    correlation: Floats,
    factors: int,
    participants: Sequence[str] = (),
    statements: int | None = None,
    rounds: int = ROUNDS,
) -> Extracted:
    """Horst's centroid factors, unrotated, with the reflections of ``centroid``.

    correlation    shape (sorts, sorts)
    factors        from 1 to the number of sorts
    participants   their ids, for cautions; numbers from 1 if left out
    statements     how many were sorted, to stop by itself: then there are only as many factors as leave more
                   behind than chance would, and ``factors`` is the most
    rounds         at most so many; resamples make do with fewer

    The diagonal starts at 1. All factors are extracted, each from what the ones before left over; then
    h = min(1, Σ l²) goes on the diagonal, and again, until no h moves by 1e-10 (at most 1,000 rounds).
    A communality that is held at 1 is an improper solution and is named in a caution.
    Raises ``Refused`` if the number of factors is impossible.
    Source: Horst (1965), Factor Analysis of Data Matrices, section 5.5.
    """
    components.possible(factors=factors, sorts=len(correlation))
    if statements is not None:
        for fewer in range(1, factors):
            found = _settled(correlation, fewer, participants, rounds)
            if is_enough(correlation=correlation, loadings=found.loadings, statements=statements):
                return found
    return _settled(correlation, factors, participants, rounds)


def is_enough(*, correlation: Floats, loadings: Floats, statements: int) -> bool:
    """Whether what the factors leave over is no more than chance: 2·N·S < P(P - 1).

    N statements, P sorts, S the squared residual correlations added up over all pairs of sorts: each would be
    1/N on average if nothing were left. Source: Horst (1965), section 5.5.
    """
    residual = np.tril(correlation - loadings @ loadings.T, -1)
    p = len(correlation)
    return bool(2 * statements * (residual**2).sum() < p * (p - 1))


def _settled(correlation: Floats, factors: int, participants: Sequence[str], rounds: int) -> Extracted:
    h = np.ones(len(correlation))
    loadings, signs = _one_round(correlation, h, factors, None)
    at_rest = settled = False
    for _ in range(rounds):
        new = np.minimum(1.0, (loadings**2).sum(axis=1))
        moved = float(np.abs(new - h).max())
        h = new
        if moved <= STILL and settled:
            at_rest = True
            break
        # Near the end the signs no longer change; a last full search makes sure of it.
        settled = moved > RESTLESS or moved <= STILL
        loadings, signs = _one_round(correlation, h, factors, None if settled else signs)
    eigenvalues, _ = components.eigen(correlation=correlation, vectors=1)
    cautions = () if at_rest else (NOT_CONVERGED,)
    return Extracted(loadings, eigenvalues, (*cautions, *_held_at_one(loadings, participants)))


def _one_round(correlation: Floats, h: Floats, factors: int, near: Floats | None) -> tuple[Floats, Floats]:
    """All factors with these communalities. ``near``: signs to start from, shape (factors, sorts)."""
    p = len(correlation)
    residual, diagonal = correlation.copy(), h.copy()
    loadings, chosen = np.zeros((p, factors)), np.ones((factors, p))
    for factor in range(factors):
        np.fill_diagonal(residual, 0.0)
        if near is None:
            signs = best_reflections(residual=residual)[0][0]
        else:
            signs = uphill(residual=residual, signs=near[factor][None])[0]
        weighted = residual @ signs + diagonal * signs
        size = float((weighted * signs).sum())
        if size <= 0:
            break
        found = weighted / np.sqrt(size)
        loadings[:, factor], chosen[factor] = found, signs
        residual -= np.outer(found, found)
        diagonal = diagonal - found**2
    return loadings, chosen


def _held_at_one(loadings: Floats, participants: Sequence[str]) -> tuple[Caution, ...]:
    held = np.flatnonzero((loadings**2).sum(axis=1) >= 1.0 - STILL)
    if not len(held):
        return ()
    names = components.names(rows=held, participants=participants)
    return (
        Caution(
            About.IMPROPER,
            f"The communality of {', '.join(names)} reached 1: the solution is improper. "
            "Take fewer factors, or principal components.",
            participants=names,
        ),
    )
