"""A chart as a figure of a paper: the drawing, the same in sentences, and its table."""

from concordat.design.charts.chart import Chart
from concordat.papers.document import Figure, Table


def figure(chart: Chart, *, numeric: frozenset[int] = frozenset(), elsewhere: str = "") -> Figure:
    """numeric     the columns of the table that hold figures
    elsewhere   where the paper already has such a table, as a sentence: then it is not printed twice
    """
    return Figure(
        title=chart.title,
        svg=chart.svg,
        alternative=chart.description,
        table=None if elsewhere else Table(chart.title, chart.head, chart.rows, numeric=numeric),
        note=elsewhere,
    )
