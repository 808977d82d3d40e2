"""Crib sheets: on which cards to look first when a factor is to be put in words (Watts & Stenner 2012)."""

from dataclasses import dataclass

import numpy as np

from concordat.qmethod.arrays import scored
from concordat.qmethod.results import Analysis, Floats, Standing
from concordat.qmethod.study import Refused


@dataclass(frozen=True)
class Card:
    """One statement as a factor places it.

    value       its value in the factor array
    others      factor number to its value there, for every other factor that has an array
    mark        stars where it distinguishes this factor; "consensus"; or the program's own mark
    comments    (participant, words) of the people flagged on the factor who said something of it
    """

    statement: str
    text: str
    z: float
    value: float
    others: dict[int, float]
    mark: str
    comments: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CribSheet:
    """Cards to read a factor by, each list from the highest z-score to the lowest.

    highest, lowest   the cards in the outermost columns of the grid, which may hold unequal numbers
    ranked_higher     at or above the middle, and no other factor places them higher
    ranked_lower      at or below the middle, and no other factor places them lower
    """

    factor: int
    name: str
    highest: tuple[Card, ...]
    ranked_higher: tuple[Card, ...]
    ranked_lower: tuple[Card, ...]
    lowest: tuple[Card, ...]


def crib_sheet(analysis: Analysis, factor: int) -> CribSheet:
    """The crib sheet of one factor, counted from 1.

    Raises ``Refused`` for a factor that does not exist or has no flags.
    Source: Watts & Stenner (2012), Doing Q Methodological Research. The two ends are told by the
    grid's own columns; KADE exchanges their counts on a lopsided grid.
    """
    if not 1 <= factor <= analysis.factors:
        raise Refused(f"There is no factor {factor}, for the solution has {analysis.factors}.")
    known = scored(analysis.arrays)
    if factor - 1 not in known:
        raise Refused(f"Factor {factor} has no flagged sorts, so it has no crib sheet.")
    own = analysis.arrays[:, factor - 1]
    others = analysis.arrays[:, [other for other in known if other != factor - 1]]
    middle = _middle(own)
    # With no other factor to compare with, every card would rank highest: such lists say nothing.
    compared = others.shape[1] > 0
    above = np.full(len(own), compared) & (own >= middle) & np.logical_and.reduce(own >= others.T)
    below = np.full(len(own), compared) & (own <= middle) & np.logical_and.reduce(own <= others.T)
    by_z = [int(row) for row in np.lexsort((np.arange(len(own)), -analysis.zscores[:, factor - 1]))]
    cards = {row: _card(analysis, factor, row, known) for row in by_z}
    return CribSheet(
        factor=factor,
        name=analysis.factor_names[factor - 1],
        highest=tuple(cards[row] for row in by_z if own[row] == own.max()),
        ranked_higher=tuple(cards[row] for row in by_z if above[row]),
        ranked_lower=tuple(cards[row] for row in by_z if below[row]),
        lowest=tuple(cards[row] for row in by_z if own[row] == own.min()),
    )


def _middle(values: Floats) -> float:
    """0 where the grid runs from negative to positive, else half-way between its ends."""
    low, high = float(values.min()), float(values.max())
    return 0.0 if low < 0 < high else (low + high) / 2


def _card(analysis: Analysis, factor: int, row: int, known: list[int]) -> Card:
    statement = analysis.study.statements[row]
    told = analysis.statements[row]
    mark = told.distinguishes.get(factor, "")
    if not mark and told.standing is Standing.CONSENSUS:
        mark = "consensus"
    elif not mark and told.label in ("C*", "C", "Consensus"):
        mark = told.label
    flagged = np.flatnonzero(analysis.flags[:, factor - 1])
    said = [(analysis.study.sorts[sort].participant, analysis.study.sorts[sort].comments) for sort in flagged]
    return Card(
        statement=statement.id,
        text=statement.text,
        z=float(analysis.zscores[row, factor - 1]),
        value=_whole(analysis.arrays[row, factor - 1]),
        others={other + 1: _whole(analysis.arrays[row, other]) for other in known if other != factor - 1},
        mark=mark,
        comments=tuple((name, words[statement.id]) for name, words in said if words.get(statement.id)),
    )


def _whole(value: float) -> float:
    return int(value) if float(value).is_integer() else float(value)
