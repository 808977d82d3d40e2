"""Varimax: few large loadings in every column (Kaiser 1958), turned until it rests (Kaiser 1959)."""

from dataclasses import dataclass

import numpy as np

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.results import Booleans, Floats, Rotated
from concordat.qmethod.rotation import planar

# Two optima count as the same if the criterion agrees so far, as a share of itself.
THE_SAME = 1e-9


@dataclass(frozen=True)
class Stack:
    """Many solutions rotated at once.

    loadings    shape (solutions, sorts, factors)
    matrices    shape (solutions, factors, factors): unrotated @ matrix = loadings
    converged   shape (solutions,)
    """

    loadings: Floats
    matrices: Floats
    converged: Booleans


@dataclass(frozen=True)
class Starts:
    """What other starting positions found.

    reached   the criterion from each start, shape (starts,)
    usual     the criterion from the unrotated loadings
    better    the best rotation, if one is better than the usual; else None
    """

    reached: Floats
    usual: float
    better: Rotated | None
    cautions: tuple[Caution, ...] = ()


def varimax(*, loadings: Floats, normalised: bool = True) -> Rotated:
    """Varimax rotation, converged.

    loadings     shape (sorts, factors), unrotated
    normalised   Kaiser's normalisation: rows are brought to length 1, rotated, and brought back. A row of
                 zeros stays as it is. False is raw varimax.

    Maximises Σ_f [(1/P) Σ z⁴ - ((1/P) Σ z²)²] from the unrotated position, plane by plane, until the largest
    angle in a sweep is below 1e-12. Order and sign are settled by ``ordering.by_convention``.
    """
    many = varimax_many(loadings=loadings[None], normalised=normalised)
    cautions = () if many.converged[0] else (NOT_CONVERGED,)
    return Rotated(loadings=many.loadings[0], matrix=many.matrices[0], cautions=cautions)


def varimax_many(*, loadings: Floats, normalised: bool = True) -> Stack:
    """The same for a stack of shape (solutions, sorts, factors)."""
    rows, lengths = unit_rows(loadings=loadings) if normalised else (loadings, None)
    turned, matrices, still = planar.sweep(stack=rows, centred=True)
    return Stack(turned if lengths is None else turned * lengths, matrices, still)


def unit_rows(*, loadings: Floats) -> tuple[Floats, Floats]:
    """Rows of length 1, and the lengths they had; a row of zeros stays."""
    lengths = np.sqrt((loadings**2).sum(axis=-1, keepdims=True))
    return loadings / np.where(lengths > 0, lengths, 1.0), lengths


def criterion(*, loadings: Floats, normalised: bool = True) -> Floats:
    """The varimax criterion of each solution; shape (sorts, factors) or a stack of these."""
    rows = unit_rows(loadings=loadings)[0] if normalised else loadings
    squares = rows**2
    return np.asarray(((squares**2).mean(axis=-2) - squares.mean(axis=-2) ** 2).sum(axis=-1))


def better_start(
    *, loadings: Floats, starts: int, rng: np.random.Generator, normalised: bool = True
) -> Starts:
    """Whether varimax from other starting positions ends at a better optimum.

    loadings   shape (sorts, factors), unrotated
    starts     how many random orthogonal starting positions to try

    A better one is reported with the caution ANOTHER_OPTIMUM, never chosen silently.
    """
    k = loadings.shape[1]
    turns = np.linalg.qr(rng.normal(size=(starts, k, k)))[0]
    here = varimax(loadings=loadings, normalised=normalised).loadings
    usual = float(criterion(loadings=here, normalised=normalised))
    many = varimax_many(loadings=loadings @ turns, normalised=normalised)
    reached = criterion(loadings=many.loadings, normalised=normalised)
    best = int(np.argmax(reached)) if starts else 0
    if not starts or reached[best] <= usual + THE_SAME * max(abs(usual), 1.0):
        return Starts(reached, usual, None)
    caution = Caution(
        About.ANOTHER_OPTIMUM,
        "Varimax from another starting position finds a better optimum than the usual one: look at both.",
    )
    better = Rotated(loadings=many.loadings[best], matrix=turns[best] @ many.matrices[best])
    return Starts(reached, usual, better, (caution,))


NOT_CONVERGED = Caution(
    About.NOT_CONVERGED,
    "The rotation was still moving when it was stopped: read the loadings as approximate.",
)
