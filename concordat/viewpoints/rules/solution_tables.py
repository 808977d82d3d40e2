"""A solution as tables: a row for each view, statement, comparison or sort, as a workbook can hold them."""

import json
from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING

from concordat.papers.data import Cell, Sheet
from concordat.qmethod.results import Analysis
from concordat.viewpoints.rules import readings
from concordat.viewpoints.rules.readings import View

if TYPE_CHECKING:
    from concordat.qmethod.bootstrap import Bootstrap, Spread
    from concordat.qmethod.results import Floats
    from concordat.qmethod.retention import Evidence


def characteristics(analysis: Analysis, views: Sequence[View] = ()) -> Sheet:
    """A row for each view. Where a count may not be shown, neither may what could be worked out from it."""
    told = analysis.characteristics
    rows: list[tuple[Cell, ...]] = []
    for place, view in enumerate(readings.views_of(analysis, views)):
        hidden = view.sorts is None
        rows.append(
            (
                place + 1,
                view.name,
                view.defined_by if hidden else int(told.n_flagged[place]),
                _number(told.eigenvalue[place]),
                _number(told.explained_percent[place]),
                _number(told.average_reliability[place]),
                None if hidden else _number(told.composite_reliability[place]),
                None if hidden else _number(told.se[place]),
            )
        )
    return Sheet(
        (
            "Factor",
            "View",
            "Sorts that define it",
            "Eigenvalue after rotation",
            "Explained, %",
            "Reliability of one sort",
            "Composite reliability",
            "Standard error of a z-score",
        ),
        tuple(rows),
    )


def statements(analysis: Analysis, names: Sequence[str]) -> Sheet:
    """A row for each statement: its z-score and column in each view, and what it does among them."""
    rows = []
    for told in analysis.statements:
        apart = ", ".join(names[view - 1] for view in sorted(readings.tells_apart(told)))
        rows.append(
            (
                told.statement,
                readings.text_of(analysis, told.statement),
                *(_number(score) for score in readings.scores_of(analysis, told.statement)),
                *(_number(value) for value in readings.values_of(analysis, told.statement)),
                _number(readings.spread(analysis, told.statement)),
                apart or None,
                told.standing.value if told.standing else None,
                told.label or None,
            )
        )
    head = (
        "Card",
        "Statement",
        *(f"z-score, {name}" for name in names),
        *(f"Column, {name}" for name in names),
        "Variance of z between views",
        "Sets apart",
        "Standing",
        "Label",
    )
    return Sheet(head, tuple(rows))


def differences(analysis: Analysis, names: Sequence[str]) -> Sheet:
    """A row for each statement and pair of views."""
    rows = [
        (
            told.statement,
            names[one - 1],
            names[other - 1],
            pair.difference,
            pair.sed,
            _number(pair.p),
            _number(pair.corrected_p),
            pair.columns,
            pair.size,
            "yes" if pair.agrees else "no",
            _number(pair.low),
            _number(pair.high),
            pair.mark or None,
        )
        for told in analysis.statements
        for (one, other), pair in told.pairs.items()
    ]
    head = (
        "Card",
        "View",
        "Other view",
        "Difference of z",
        "Standard error",
        "p",
        "p, corrected",
        "Columns apart",
        "Size",
        "Shown to agree",
        "Bootstrap, from",
        "Bootstrap, to",
        "Mark",
    )
    return Sheet(head, tuple(rows))


def crib_sheets(analysis: Analysis, names: Sequence[str]) -> Sheet:
    """A row for each card that a reader of a view should look at, and why."""
    rows = []
    for factor in readings.scored(analysis):
        for card, why in readings.crib(analysis, factor):
            rows.append(
                (
                    names[factor - 1],
                    why,
                    card.id,
                    card.text,
                    card.value,
                    card.score,
                    *(_number(value) for value in readings.values_of(analysis, card.id)),
                )
            )
    head = (
        "View",
        "Why to look",
        "Card",
        "Statement",
        "Column",
        "z-score",
        *(f"In {name}" for name in names),
    )
    return Sheet(head, tuple(rows))


def correlations(analysis: Analysis, names: Sequence[str]) -> Sheet:
    told = analysis.characteristics.factor_correlation.tolist()
    rows = [(name, *(_number(each) for each in row)) for name, row in zip(names, told, strict=True)]
    return Sheet(("View", *names), tuple(rows))


def loadings(analysis: Analysis, names: Sequence[str]) -> Sheet:
    """A row for each sort: its loading on each view, and which it counts towards."""
    participants = analysis.study.participants
    oblique = analysis.factor_correlations is not None
    rows = []
    for place, (participant, row, structure) in enumerate(
        zip(participants, analysis.loadings.tolist(), analysis.structure.tolist(), strict=True)
    ):
        counts = ", ".join(names[factor - 1] for factor in readings.flagged_on(analysis, place))
        rows.append((participant, *row, *(structure if oblique else ()), counts or None))
    head = ("Sort", *(f"Loading, {name}" for name in names))
    if oblique:
        head += tuple(f"Correlation with {name}" for name in names)
    return Sheet((*head, "Defines"), tuple(rows))


def sorts(analysis: Analysis) -> Sheet:
    """The study itself: a row for each statement, a column for each participant."""
    study = analysis.study
    columns = [sort.values for sort in study.sorts]
    rows = [
        (statement.id, *(column[place] for column in columns))
        for place, statement in enumerate(study.statements)
    ]
    return Sheet(("statement", *study.participants), tuple(rows))


# In the order in which they are read: what is true of the sorts, then of a solution with so many factors.
EVIDENCE = {
    "factors": "Factors",
    "eigenvalue": "Eigenvalue of the last",
    "share": "Its share of all sorts",
    "above_one": "Eigenvalue above 1 (for the record)",
    "chance": "By chance, 95th percentile",
    "chance_p": "p by chance",
    "beyond_chance": "Beyond chance (parallel analysis)",
    "two_largest": "Product of its two largest loadings",
    "humphrey": "Humphrey’s rule, strict",
    "humphrey_lenient": "Humphrey’s rule, lenient",
    "significant": "Significant loadings (p < .01)",
    "two_significant": "At least two of them",
    "average_partial": "Average partial correlation (MAP: the smallest)",
    "explained_percent": "Explained in all, %",
    "flagged": "Sorts that define each view",
    "unflagged": "Sorts in no view",
    "twice": "Sorts in more than one",
    "largest_correlation": "Largest correlation of two views",
    "split_half": "Found alike in random halves, mean r",
    "congruence": "Found alike in resamples, least congruence",
    "steady": "Fewest steady sorts of a view",
    "stable": "Stable by our rule",
}


def retention(evidence: "Evidence") -> Sheet:
    """The evidence on the number of factors, as it was found: a row for each number."""
    found = [row.as_json() for row in evidence.rows]
    return Sheet(
        tuple(EVIDENCE.values()),
        tuple(tuple(_evidence(row[name]) for name in EVIDENCE) for row in found),
    )


def _evidence(value: object) -> Cell:
    return ", ".join(map(str, value)) if isinstance(value, list) else _cell(value)


def cautions(analysis: Analysis) -> Sheet:
    return Sheet(
        ("About", "Caution"),
        tuple((each.about.value, each.sentence) for each in analysis.cautions)
        or (("none", "There is nothing to be careful about."),),
    )


def method(analysis: Analysis) -> Sheet:
    """The record, one entry to a row: with the sorts it replays to the same numbers."""
    return Sheet(
        ("What", "How"),
        tuple((str(name), _cell(value)) for name, value in analysis.record.items()),
    )


def stability(analysis: Analysis, found: "Bootstrap", views: Sequence[View] = ()) -> dict[str, Sheet]:
    """What a bootstrap found: of each view, of each statement in each view, and of each sort."""
    names = [view.name for view in readings.views_of(analysis, views)]
    return {
        "Stability of views": _stable_views(names, found),
        "Scores, resampled": _resampled_scores(analysis, names, found),
        "Sorts, resampled": _resampled_sorts(analysis, names, found),
    }


def _stable_views(names: Sequence[str], found: "Bootstrap") -> Sheet:
    alike = found.congruence
    rows = zip(
        names,
        alike.mean.tolist(),
        alike.low.tolist(),
        alike.high.tolist(),
        found.stable_factors.tolist(),
        strict=True,
    )
    return Sheet(
        ("View", "Mean congruence", "From", "To", "Stable by our rule"),
        tuple(
            (name, _number(mean), _number(low), _number(high), "yes" if stable else "no")
            for name, mean, low, high, stable in rows
        ),
    )


def _resampled_scores(analysis: Analysis, names: Sequence[str], found: "Bootstrap") -> Sheet:
    scores, positions = found.zscores, found.positions
    rows: list[tuple[Cell, ...]] = []
    for factor in readings.scored(analysis):
        for place, statement in enumerate(analysis.study.statements):
            at = (place, factor - 1)
            rows.append(
                (
                    names[factor - 1],
                    statement.id,
                    statement.text,
                    *(_number(float(each[at])) for each in _told_of(scores)),
                    *(_number(float(each[at])) for each in (positions.low, positions.high)),
                )
            )
    head = ("View", "Card", "Statement", "z-score", "Standard error", "Bias", "From", "To")
    return Sheet((*head, "Column, from", "Column, to"), tuple(rows))


def _resampled_sorts(analysis: Analysis, names: Sequence[str], found: "Bootstrap") -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for place, participant in enumerate(analysis.study.participants):
        for factor, name in enumerate(names):
            if bool(analysis.flags[place, factor]):
                at = (place, factor)
                kept = _number(float(found.flag_probability[at]))
                rows.append(
                    (participant, name, *(_number(float(e[at])) for e in _told_of(found.loadings)), kept)
                )
    head = ("Sort", "View", "Loading", "Standard error", "Bias", "From", "To", "Stays flagged in")
    return Sheet(head, tuple(rows))


def _told_of(spread: "Spread") -> "tuple[Floats, ...]":
    return spread.estimate, spread.se, spread.bias, spread.low, spread.high


def _number(value: float | None) -> float | None:
    """As a spreadsheet can hold it: nothing where there is no number."""
    return None if value is None or not isfinite(value) else float(value)


def _cell(value: object) -> Cell:
    match value:
        case None:
            return None
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return value if isfinite(value) else None
        case str():
            return value
        case _:
            return json.dumps(value, ensure_ascii=False, default=str)
