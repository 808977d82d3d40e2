"""Of what the sections of a paper are put together: a chart with its figures, a score with its range."""

from concordat.design.charts.chart import Chart
from concordat.papers.document import Figure, Table
from concordat.surveys.rules import figures, phrases

# A little more than stands between the margins of an A4 page, so that a chart and its table share one.
WIDE = 760


def drawn(chart: Chart, *, table: Table | None = None) -> Figure:
    """A chart with its figures beside it, or with a fuller table of the same."""
    return Figure(
        title=chart.title, svg=chart.svg, alternative=chart.description, table=table or tabled(chart)
    )


def tabled(chart: Chart) -> Table:
    """The figures of a chart alone: a single bar says no more than its row in a table."""
    return Table(caption=chart.title, head=chart.head, rows=chart.rows)


def score(figure: figures.Figure | None) -> str:
    """A score with its likely range: what may be printed, and nothing beside."""
    if figure is None:
        return "no figure"
    if figure.suppressed:
        return "not shown"
    return f"{figure.shown} ({phrases.interval(figure)})" if figure.low is not None else figure.shown
