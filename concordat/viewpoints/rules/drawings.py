"""The pictures of a solution: an analysis in, charts out."""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import TYPE_CHECKING

from concordat.design.charts import factor_array as arrays
from concordat.design.charts import svg
from concordat.design.charts.chart import Chart
from concordat.design.charts.distinguishing import StatementRow
from concordat.design.charts.distinguishing import distinguishing as dumbbells
from concordat.design.charts.factor_array import Card, factor_array
from concordat.design.charts.intervals import IntervalRow
from concordat.design.charts.intervals import intervals as interval_bars
from concordat.design.charts.loading_plot import LoadingPoint, loading_plot
from concordat.design.charts.scree import ScreePoint
from concordat.design.charts.scree import scree as scree_line
from concordat.design.charts.viewpoint_map import MapPlace
from concordat.design.charts.viewpoint_map import viewpoint_map as flat_map
from concordat.qmethod.mapping import map_of_views
from concordat.qmethod.results import Analysis
from concordat.viewpoints.rules import readings
from concordat.viewpoints.rules.readings import View

if TYPE_CHECKING:
    from concordat.qmethod.bootstrap import Bootstrap
    from concordat.qmethod.retention import Evidence

SIGNIFICANT = 1.96


def loadings(
    analysis: Analysis,
    *,
    factors: tuple[int, int] = (1, 2),
    views: Sequence[View] = (),
    groups: Mapping[str, str] | None = None,
    width: int = svg.NARROW,
) -> Chart:
    """The sorts between two factors (from 1). ``groups``: a participant to the group drawn as a shape.

    Every point is one person's sort: for the researcher's eyes, unless the study allows more.
    """
    across, up = factors
    named = readings.views_of(analysis, views)
    names = (named[across - 1].name, named[up - 1].name)
    name_of = dict(zip(factors, names, strict=True))
    points = [
        LoadingPoint(
            label=participant,
            x=float(row[across - 1]),
            y=float(row[up - 1]),
            flagged=" and ".join(name_of[each] for each in factors if flags[each - 1]),
            group=(groups or {}).get(participant, ""),
        )
        for participant, row, flags in zip(
            analysis.study.participants, analysis.loadings.tolist(), analysis.flags.tolist(), strict=True
        )
    ]
    limit = SIGNIFICANT / sqrt(len(analysis.study.statements))
    return loading_plot(points=points, names=names, limit=limit, width=width)


def array(
    analysis: Analysis, *, factor: int, view: View | None = None, width: int = svg.NARROW
) -> Chart | None:
    """The grid of a view; ``None`` where no sort defines it."""
    laid = readings.cards(analysis, factor)
    if not laid:
        return None
    name = view.name if view and view.name else f"View {analysis.factor_names[factor - 1]}"
    placed = [Card(card.id, card.text, card.value, _mark(card, factor)) for card in laid]
    return factor_array(cards=placed, title=f"{name}: the grid", width=width)


def _mark(card: readings.Placed, factor: int) -> str:
    if factor in readings.tells_apart(card.told):
        return arrays.DISTINGUISHES
    return arrays.AGREED if readings.is_consensus(card.told) else ""


def viewpoint_map(analysis: Analysis, *, views: Sequence[View] = (), width: int = svg.NARROW) -> Chart | None:
    """``None`` where fewer than two views have scores."""
    if len(readings.scored(analysis)) < 2:
        return None
    placed = map_of_views(analysis=analysis)
    named = readings.views_of(analysis, views)
    correlations = analysis.characteristics.factor_correlation.tolist()
    places = [
        MapPlace(
            name=named[view - 1].name,
            x=x,
            y=y,
            defined=named[view - 1].sorts,
            shown=named[view - 1].defined_by,
        )
        for view, (x, y) in zip(placed.views, placed.coordinates.tolist(), strict=True)
    ]
    among = [[correlations[one - 1][other - 1] for other in placed.views] for one in placed.views]
    return flat_map(views=places, correlations=among, share=placed.share, width=width)


def distinguishing(
    analysis: Analysis,
    *,
    statements: Sequence[str],
    views: Sequence[View] = (),
    title: str = "Statements on which the views differ",
    width: int = svg.NARROW,
) -> Chart | None:
    """These statements in this order; ``None`` without one."""
    if not statements:
        return None
    named = readings.views_of(analysis, views)
    rows = [
        StatementRow(
            label=readings.labelled(analysis, statement),
            scores=readings.scores_of(analysis, statement),
            apart=readings.tells_apart(analysis.statements[readings.place_of(analysis, statement)]),
        )
        for statement in statements
    ]
    return dumbbells(rows=rows, names=[view.name for view in named], title=title, width=width)


def scree(evidence: "Evidence", *, width: int = svg.NARROW) -> Chart:
    """The eigenvalues, and what chance gives where that was worked out."""
    points = [
        ScreePoint(row.factors, float(row.eigenvalue), None if row.chance is None else float(row.chance))
        for row in evidence.rows
    ]
    return scree_line(points=points, width=width)


def eigenvalues(analysis: Analysis, *, most: int = 8, width: int = svg.NARROW) -> Chart:
    """The scree of a solution alone, where nobody has asked what chance gives."""
    values = analysis.eigenvalues.tolist()[:most]
    points = [ScreePoint(place, float(value)) for place, value in enumerate(values, start=1)]
    return scree_line(points=points, width=width)


def intervals(
    analysis: Analysis,
    found: "Bootstrap",
    *,
    factor: int,
    view: View | None = None,
    width: int = svg.NARROW,
) -> Chart | None:
    """How sure the z-scores of a view are, highest first; ``None`` where no sort defines it."""
    laid = readings.cards(analysis, factor)
    if not laid:
        return None
    low = found.zscores.low[:, factor - 1].tolist()
    high = found.zscores.high[:, factor - 1].tolist()
    rows = []
    for card in laid:
        place = readings.place_of(analysis, card.id)
        if low[place] == low[place]:  # a view that no resample found has no interval
            rows.append(IntervalRow(card.id, card.text, card.score, low[place], high[place]))
    if not rows:
        return None
    name = view.name if view and view.name else f"View {analysis.factor_names[factor - 1]}"
    return interval_bars(rows=rows, title=f"{name}: how sure its scores are", width=width)
