"""The pictures of a published report: from the report alone, so they show nothing else."""

from concordat.design.charts import factor_array as arrays
from concordat.design.charts import svg
from concordat.design.charts.chart import Chart
from concordat.design.charts.distinguishing import StatementRow
from concordat.design.charts.distinguishing import distinguishing as dumbbells
from concordat.design.charts.factor_array import Card, factor_array
from concordat.design.charts.intervals import IntervalRow, intervals
from concordat.design.charts.viewpoint_map import MapPlace, viewpoint_map
from concordat.viewpoints.rules.report import Report, Viewpoint

MOST_DRAWN = 8


def grid(report: Report, viewpoint: Viewpoint, *, width: int = svg.NARROW) -> Chart:
    order = sorted(
        report.cards,
        key=lambda card: (-report.value(viewpoint, card.key), report.place(card.key)),
    )
    cards = [
        Card(card.key, card.words, report.value(viewpoint, card.key), _mark(report, viewpoint, card.key))
        for card in order
    ]
    return factor_array(
        cards=cards,
        title=f"{viewpoint.name}: the grid",
        ends=(report.least.lower(), report.most.lower()),
        width=width,
    )


def _mark(report: Report, viewpoint: Viewpoint, key: str) -> str:
    if key in viewpoint.apart:
        return arrays.DISTINGUISHES
    return arrays.AGREED if key in report.consensus else ""


def nearness(report: Report, *, width: int = svg.NARROW) -> Chart | None:
    """How near the viewpoints are: every circle alike, since sizes are told in steps."""
    if len(report.viewpoints) < 2:
        return None
    views = [
        MapPlace(name=viewpoint.name, x=x, y=y, shown=viewpoint.size)
        for viewpoint, (x, y) in zip(report.viewpoints, report.places, strict=True)
    ]
    return viewpoint_map(views=views, correlations=report.correlations, share=report.share, width=width)


def contested(report: Report, *, width: int = svg.NARROW) -> Chart | None:
    """The contested statements, of the viewpoints whose scores may be shown; at least two of them."""
    if sum(viewpoint.scores is not None for viewpoint in report.viewpoints) < 2 or not report.contested:
        return None
    rows = [
        StatementRow(
            label=report.words(key),
            scores=tuple(
                None if viewpoint.scores is None else viewpoint.scores[report.place(key)]
                for viewpoint in report.viewpoints
            ),
            apart=frozenset(
                number
                for number, viewpoint in enumerate(report.viewpoints, start=1)
                if key in viewpoint.apart and viewpoint.scores is not None
            ),
        )
        for key in report.contested[:MOST_DRAWN]
    ]
    return dumbbells(
        rows=rows,
        names=[viewpoint.name for viewpoint in report.viewpoints],
        title="Where the viewpoints differ most",
        width=width,
    )


def certainty(report: Report, viewpoint: Viewpoint, *, width: int = svg.NARROW) -> Chart | None:
    """How sure a viewpoint's scores are, where resampling was done and scores may be shown."""
    if viewpoint.scores is None or viewpoint.low is None or viewpoint.high is None:
        return None
    rows = [
        IntervalRow(label=card.key, text=card.words, value=score, low=low, high=high)
        for card, score, low, high in zip(
            report.cards, viewpoint.scores, viewpoint.low, viewpoint.high, strict=True
        )
    ]
    rows.sort(key=lambda row: -row.value)
    return intervals(rows=rows, title=f"{viewpoint.name}: how sure its scores are", width=width)
