"""The charts of a trend: one scale, a small panel for each question or topic, two sides, every health check.

A side that was declared in parts has no figure as a whole, and is not drawn; its parts stand in the tables.
"""

from collections.abc import Sequence

from concordat.design.charts import svg
from concordat.design.charts.chart import Chart, Point
from concordat.design.charts.multiples import Panel, small_multiples
from concordat.surveys.rules.drawings import COUNCILLORS, OFFICERS, point_of
from concordat.surveys.rules.instrument import Shape, Side
from concordat.surveys.rules.trends import Line, Trends, headline


def topics(found: Trends, *, width: int = svg.NARROW) -> Chart | None:
    """The relationship overall, and every topic."""
    lines = [*headline(found), *found.topics]
    return _multiples("Overall and topic by topic", lines, found, rows_are="Topic", width=width)


def questions(found: Trends, *, dimension: str, width: int = svg.NARROW) -> Chart | None:
    """Every question of one topic that is rated from 1 to 10."""
    return _multiples(dimension, found.of(dimension), found, rows_are="Question", width=width)


def _multiples(
    title: str, lines: Sequence[Line], found: Trends, *, rows_are: str, width: int
) -> Chart | None:
    panels = []
    for name in dict.fromkeys(line.id for line in lines if line.shape is Shape.RATING):
        own = {line.side: line for line in lines if line.id == name and line.atom == line.side.value}
        first, second = (_points(own.get(side), found) for side in Side)
        if any(first) or any(second):
            begins = tuple(_begins(own.get(side)) for side in Side)
            topic = next(line.topic for line in lines if line.id == name)
            panels.append(Panel(topic, first, second, (begins[0], begins[1])))
    if not panels:
        return None
    return small_multiples(
        title=title,
        panels=panels,
        waves=found.waves,
        first_name=COUNCILLORS,
        second_name=OFFICERS,
        rows_are=rows_are,
        width=width,
        marks=[(mark.before, mark.letter) for mark in found.marks],
    )


def _points(line: Line | None, found: Trends) -> list[Point | None]:
    if line is None:
        return [None] * len(found.waves)
    return [point_of(step.figure) for step in line.steps]


def _begins(line: Line | None) -> frozenset[int]:
    steps = line.steps if line else ()
    return frozenset(place for place, step in enumerate(steps) if step.begins)
