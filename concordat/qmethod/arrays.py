"""Factor arrays: the sort that a factor itself would have laid, always on the grid."""

from collections.abc import Sequence

import numpy as np

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.results import Floats

# Equal rows of a matrix product may differ in their last bits, so doubles are never compared with ==.
DECIMALS = 9


def arrays(*, zscores: Floats, grid: Floats) -> Floats:
    """Lay the statements of each factor on the grid, the lowest z on its lowest value.

    zscores   shape (statements, factors); NaN for a factor without flags
    grid      shape (statements,), ascending

    Returns shape (statements, factors). Every column uses each value exactly as often as the grid
    does. z-scores that agree to 9 decimals are tied, and of tied statements the one that comes first
    in the study gets the higher value, as in KADE.
    """
    placed = np.full(zscores.shape, np.nan)
    last_first = -np.arange(len(grid))
    for factor in scored(zscores):
        rounded = np.round(zscores[:, factor], DECIMALS)
        placed[np.lexsort((last_first, rounded)), factor] = grid
    return placed


def scored(zscores: Floats) -> list[int]:
    """The factors that have scores, counted from 0."""
    return [int(factor) for factor in np.flatnonzero(~np.isnan(zscores).any(axis=0))]


def tied_apart(
    *, zscores: Floats, arrays: Floats, statements: Sequence[str], names: Sequence[str] | None = None
) -> list[Caution]:
    """Tied statements that the grid forced into different columns: their order is that of the study.

    names   of the factors; their numbers if left out
    """
    called = names or [str(factor + 1) for factor in range(zscores.shape[1])]
    told = []
    for factor in scored(zscores):
        groups: dict[float, list[int]] = {}
        for place, value in enumerate(np.round(zscores[:, factor], DECIMALS).tolist()):
            groups.setdefault(value, []).append(place)
        apart = [
            place
            for tied in groups.values()
            if len(tied) > 1 and len(set(arrays[tied, factor].tolist())) > 1
            for place in tied
        ]
        if apart:
            cards = tuple(statements[place] for place in apart)
            told.append(
                Caution(
                    About.TIED_APART,
                    f"On factor {called[factor]} the statements {', '.join(cards)} are tied with another, "
                    "and the grid places tied statements in different columns, in the order of the study.",
                    statements=cards,
                    factors=(factor + 1,),
                )
            )
    return told
