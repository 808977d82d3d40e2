"""What a solution says, statement by statement, in words and plain numbers: for papers, tables and pictures.

No figure is worked out here: these are readings of an analysis that is already made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import isnan

from concordat.qmethod.crib_sheets import crib_sheet
from concordat.qmethod.results import Analysis, Mode, Standing, Told

DIFFERS_AT = 0.05


@dataclass(frozen=True)
class View:
    """What people have said of a view, once it is fit to be read by others.

    name        given by those who studied it; "View 2" until then
    narrative   its paragraphs; empty until somebody has written it
    comments    (statement id, what a participant said of the card), already through the reviewer's desk
    sorts       how many define it, as a number that may be shown; None where it may not
    defined_by  the same in words ("12 sorts", "fewer than 5 sorts"); the plain count if left out
    """

    name: str = ""
    narrative: tuple[str, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()
    sorts: int | None = None
    defined_by: str = ""


@dataclass(frozen=True)
class Placed:
    """A statement in a view: its column, its z-score, and what it does there."""

    id: str
    text: str
    value: float
    score: float
    told: Told


def views_of(analysis: Analysis, said: Sequence[View] = ()) -> tuple[View, ...]:
    """A view for each factor: what has been said of it, and a plain name and count where nothing has."""
    counts = analysis.characteristics.n_flagged.tolist()
    views = []
    for place in range(analysis.factors):
        view = said[place] if place < len(said) else View()
        count = int(counts[place])
        shown = view.sorts if view.defined_by else count
        views.append(
            View(
                name=view.name or f"View {analysis.factor_names[place]}",
                narrative=view.narrative,
                comments=view.comments,
                sorts=shown,
                defined_by=view.defined_by or sorts_in_words(count),
            )
        )
    return tuple(views)


def sorts_in_words(count: int) -> str:
    if count == 0:
        return "no sort"
    return "1 sort" if count == 1 else f"{count} sorts"


def has_scores(analysis: Analysis, factor: int) -> bool:
    """Whether any sort defines the factor (from 1): without one it has neither scores nor an array."""
    return not isnan(float(analysis.zscores[0, factor - 1]))


def scored(analysis: Analysis) -> tuple[int, ...]:
    return tuple(factor for factor in range(1, analysis.factors + 1) if has_scores(analysis, factor))


def cards(analysis: Analysis, factor: int) -> tuple[Placed, ...]:
    """The statements of a view from the top of its grid to the foot, and by z-score within a column."""
    if not has_scores(analysis, factor):
        return ()
    placed = [
        Placed(
            id=statement.id,
            text=statement.text or statement.id,
            value=float(value),
            score=float(score),
            told=told,
        )
        for statement, value, score, told in zip(
            analysis.study.statements,
            analysis.arrays[:, factor - 1].tolist(),
            analysis.zscores[:, factor - 1].tolist(),
            analysis.statements,
            strict=True,
        )
    ]
    return tuple(sorted(placed, key=lambda card: (-card.value, -card.score)))


def ends(analysis: Analysis, factor: int, *, least: int = 4) -> tuple[tuple[Placed, ...], tuple[Placed, ...]]:
    """The cards of the outermost columns, highest and lowest: whole columns, until there are ``least``."""
    laid = cards(analysis, factor)
    return _whole_columns(laid, least), _whole_columns(laid[::-1], least)


def _whole_columns(laid: Sequence[Placed], least: int) -> tuple[Placed, ...]:
    taken: list[Placed] = []
    for _value, column in groupby(laid, key=lambda card: card.value):
        if len(taken) >= least:
            break
        taken += column
    return tuple(taken) if len(taken) <= len(laid) / 2 else tuple(laid[: len(laid) // 2])


def sets_apart(analysis: Analysis, factor: int) -> tuple[Placed, ...]:
    """The statements that tell this view from every other, widest difference first; none on which all agree,
    where a difference may be real and still too small to speak of."""
    found = [card for card in cards(analysis, factor) if factor in tells_apart(card.told)]
    return tuple(sorted(found, key=lambda card: -nearest_difference(card.told, factor)))


def tells_apart(told: Told) -> frozenset[int]:
    """The views (from 1) that a statement sets apart from every other."""
    return frozenset() if is_consensus(told) else frozenset(told.distinguishes)


def nearest_difference(told: Told, factor: int) -> float:
    """How far the view stands from the nearest other one on this statement, in standard deviations."""
    return min((abs(pair.difference) for key, pair in told.pairs.items() if factor in key), default=0.0)


def is_consensus(told: Told) -> bool:
    """Agreement that was shown (by equivalence), never a mere failure to find a difference."""
    return told.standing is Standing.CONSENSUS


def consensus(analysis: Analysis) -> tuple[Told, ...]:
    return tuple(told for told in analysis.statements if is_consensus(told))


def not_found_to_differ(analysis: Analysis) -> tuple[Told, ...]:
    """No pair of views differs, yet it is not shown that they agree."""
    return tuple(
        told
        for told in analysis.statements
        if told.pairs and not is_consensus(told) and not differing_pairs(analysis, told)
    )


def differing_pairs(analysis: Analysis, told: Told) -> tuple[tuple[int, int], ...]:
    """The pairs of views that differ on a statement: after correction in standard mode; in the other two by
    what the program itself looks at, which is p alone."""
    corrected = analysis.mode is Mode.STANDARD
    return tuple(
        key for key, pair in told.pairs.items() if (pair.corrected_p if corrected else pair.p) < DIFFERS_AT
    )


def contested(analysis: Analysis, *, most: int = 10) -> tuple[Told, ...]:
    """The statements on which views differ most, by the spread of their z-scores, widest first; only those on
    which some pair does differ."""
    differing = [told for told in analysis.statements if differing_pairs(analysis, told)]
    return tuple(sorted(differing, key=lambda told: -spread(analysis, told.statement))[:most])


def spread(analysis: Analysis, statement: str) -> float:
    """The variance over the views of a statement's z-score (divided by their number)."""
    scores = [score for score in scores_of(analysis, statement) if score is not None]
    if not scores:
        return 0.0
    mean = sum(scores) / len(scores)
    return sum((score - mean) ** 2 for score in scores) / len(scores)


def place_of(analysis: Analysis, statement: str) -> int:
    return [each.id for each in analysis.study.statements].index(statement)


def text_of(analysis: Analysis, statement: str) -> str:
    """The words of a statement, or its id where the study came without words."""
    return analysis.study.statements[place_of(analysis, statement)].text or statement


def labelled(analysis: Analysis, statement: str) -> str:
    """The id and the words: "s12: Officers …"."""
    words = text_of(analysis, statement)
    return statement if words == statement else f"{statement}: {words}"


def scores_of(analysis: Analysis, statement: str) -> tuple[float | None, ...]:
    row = analysis.zscores[place_of(analysis, statement)].tolist()
    return tuple(None if isnan(score) else float(score) for score in row)


def values_of(analysis: Analysis, statement: str) -> tuple[float | None, ...]:
    row = analysis.arrays[place_of(analysis, statement)].tolist()
    return tuple(None if isnan(value) else float(value) for value in row)


def flagged_on(analysis: Analysis, place: int) -> tuple[int, ...]:
    """The factors (from 1) that the sort at this place of the study counts towards."""
    return tuple(factor for factor, flag in enumerate(analysis.flags[place].tolist(), start=1) if flag)


def signed_value(value: float | None) -> str:
    """A column of the grid, with its sign: "+3", "0", "−2"."""
    if value is None:
        return "none"
    return "0" if value == 0 else f"{value:+g}".replace("-", "−")


def crib(analysis: Analysis, factor: int) -> tuple[tuple[Placed, str], ...]:
    """The cards that whoever describes a view should look at, with the reasons, from the top of its grid."""
    if not has_scores(analysis, factor):
        return ()
    sheet = crib_sheet(analysis, factor)
    lists = {
        "highest column": sheet.highest,
        "lowest column": sheet.lowest,
        "no other view puts it higher": sheet.ranked_higher,
        "no other view puts it lower": sheet.ranked_lower,
    }
    told = []
    for card in cards(analysis, factor):
        reasons = [why for why, found in lists.items() if any(each.statement == card.id for each in found)]
        if factor in tells_apart(card.told):
            reasons.append("sets this view apart")
        if reasons:
            told.append((card, "; ".join(reasons)))
    return tuple(told)
