"""The charts of a release. ``None`` where there is nothing that may be drawn.

The two sides are set against each other only where each is one group; a side that was declared in parts
has no figure as a whole, and its parts stand in the tables.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from concordat.design.charts import svg
from concordat.design.charts.bands import BandRow, three_bands
from concordat.design.charts.chart import Chart, Point
from concordat.design.charts.multiples import Panel, small_multiples
from concordat.design.charts.pairs import ArrowRow, DumbbellRow, arrows, dumbbell
from concordat.design.charts.replies import ReplyRow
from concordat.design.charts.replies import replies as reply_bars
from concordat.smallsample.disclosure import Cap
from concordat.surveys.rules.figures import Compared, Figure
from concordat.surveys.rules.instrument import Bands, Item, Shape, Side, reflections
from concordat.surveys.rules.release import DIRECTION, Release
from concordat.surveys.rules.side_by_side import HEADLINE

COUNCILLORS, OFFICERS = "Councillors", "Officers"
MOST_PANELS = 8
_CAPPED: Mapping[Cap | None, Literal["", "or above", "or below"]] = {
    None: "",
    Cap.AT_LEAST: "or above",
    Cap.AT_MOST: "or below",
}


def replies(release: Release, *, width: int = svg.NARROW) -> Chart | None:
    rows = [
        ReplyRow(atom.name.capitalize(), atom.answered, atom.invited)
        for atom in release.atoms
        if atom.invited
    ]
    return reply_bars(title="Who replied", rows=rows, width=width) if rows else None


def dimensions(release: Release, *, width: int = svg.NARROW) -> Chart | None:
    rows = []
    for dimension in release.dimensions:
        councillors, officers = (_one(dimension.scores, side) for side in Side)
        rows.append(DumbbellRow(dimension.name, point_of(councillors), point_of(officers)))
    title = "What each side says, topic by topic"
    return _dumbbell(title, rows, rows_are="Topic", width=width)


def questions(
    release: Release, gaps: Sequence[Compared], *, title: str, width: int = svg.NARROW
) -> Chart | None:
    """The two sides on these questions, in this order."""
    rows = [
        DumbbellRow(
            each.topic,
            point_of(release.figure(each.id, side=Side.COUNCILLORS)),
            point_of(release.figure(each.id, side=Side.OFFICERS)),
        )
        for each in gaps
    ]
    return _dumbbell(title, rows, rows_are="Question", width=width)


def blind_spots(release: Release, *, about: Side, width: int = svg.NARROW) -> Chart | None:
    rows = []
    for each in reflections(release.questions):
        if each.about is about:
            own = point_of(release.figure(each.own, side=about))
            others = point_of(release.figure(each.by_others, side=about.other))
            rows.append(ArrowRow(each.topic, own, others))
    if not any(row.own and row.by_others for row in rows):
        return None
    return arrows(
        title=f"How the {about} see themselves, and how the {about.other} see them",
        rows=rows,
        own_name=f"{about.capitalize()} of themselves",
        others_name=f"{about.other.capitalize()} of them",
        width=width,
    )


def direction(release: Release, *, width: int = svg.NARROW) -> Chart | None:
    item = next((item for item in release.questions if item.id == DIRECTION), None)
    if item is None or item.shape is not Shape.BANDS or item.bands is None:
        return None
    rows = [
        BandRow(figure.atom.capitalize(), _heads(figure), figure.n)
        for figure in release.items
        if figure.id == item.id
    ]
    return _three_bands("Better or worse than a year ago", rows, item.bands, rows_are="Group", width=width)


def who_does_what(release: Release, *, width: int = svg.NARROW) -> Chart | None:
    tasks = [item for item in release.questions if item.dimension == "Who does what" and item.bands]
    rows = [
        BandRow(f"{item.topic}: {figure.atom}", _heads(figure), figure.n)
        for item in tasks
        for figure in release.items
        if figure.id == item.id
    ]
    bands = tasks[0].bands if tasks else None
    if bands is None or any(item.bands != bands for item in tasks):
        return None
    return _three_bands("Who each side thinks should do what", rows, bands, rows_are="Task", width=width)


def pressure(release: Release, *, width: int = svg.NARROW) -> tuple[Chart, ...]:
    """One chart for each group and each set of bands."""
    items = [item for item in release.questions if item.pressure and item.bands]
    drawn = []
    for bands in dict.fromkeys(item.bands for item in items):
        for atom in release.atoms:
            chart = _pressure_on(release, atom.name, [item for item in items if item.bands == bands], width)
            drawn += [chart] if chart else []
    return tuple(drawn)


def _pressure_on(release: Release, atom: str, items: Sequence[Item], width: int) -> Chart | None:
    topics = {item.id: item.topic for item in items}
    rows = [
        BandRow(topics[figure.id], _heads(figure), figure.n)
        for figure in release.items
        if figure.atom == atom and figure.id in topics
    ]
    if len(topics) == 1:
        title = f"{next(iter(topics.values()))}: {atom}"
    else:
        title = f"Pressure in the last 12 months, as {atom} report it"
    bands = items[0].bands
    return _three_bands(title, rows, bands, rows_are="What", width=width) if bands else None


def through_time(release: Release, *, width: int = svg.NARROW) -> Chart | None:
    """The headline and the dimensions, wave by wave; ``None`` for a first wave."""
    if not release.history:
        return None
    heads = [*(past.headline for past in release.history), _headline(release)]
    every = [*(past.dimensions for past in release.history), release.dimensions]
    panels = [
        Panel(
            "The working relationship overall",
            [point_of(_one(figures, Side.COUNCILLORS)) for figures in heads],
            [point_of(_one(figures, Side.OFFICERS)) for figures in heads],
        )
    ]
    for dimension in release.dimensions:
        scores = [
            next((each.scores for each in dimensions if each.name == dimension.name), ())
            for dimensions in every
        ]
        panels.append(
            Panel(
                dimension.name,
                [point_of(_one(figures, Side.COUNCILLORS)) for figures in scores],
                [point_of(_one(figures, Side.OFFICERS)) for figures in scores],
            )
        )
    shown = [panel for panel in panels if any((*panel.first, *panel.second))]
    if not shown:
        return None
    return small_multiples(
        title="Health check by health check",
        panels=shown[:MOST_PANELS],
        waves=[*(past.wave for past in release.history), release.wave],
        rows_are="Topic",
        width=width,
        first_name=COUNCILLORS,
        second_name=OFFICERS,
    )


def _headline(release: Release) -> tuple[Figure, ...]:
    return tuple(figure for figure in release.items if figure.id == HEADLINE)


def _one(figures: Sequence[Figure], side: Side) -> Figure | None:
    found = [figure for figure in figures if figure.side is side]
    return found[0] if len(found) == 1 else None


def point_of(figure: Figure | None) -> Point | None:
    if figure is None or figure.value is None or figure.low is None or figure.high is None:
        return None
    return Point(
        figure.value, shown=figure.shown, low=figure.low, high=figure.high, capped=_CAPPED[figure.capped]
    )


def _heads(
    figure: Figure,
) -> tuple[tuple[str, int, int], tuple[str, int, int], tuple[str, int, int]] | None:
    if figure.bands is None:
        return None
    first, second, third = ((band.shown, band.low, band.high) for band in figure.bands)
    return first, second, third


def bar_of(label: str, figure: Figure | None) -> BandRow:
    """Three bands of one group under this label; where they may not be shown, the label alone."""
    return BandRow(label, _heads(figure), figure.n) if figure is not None else BandRow(label, None, 0)


def _dumbbell(title: str, rows: Sequence[DumbbellRow], *, rows_are: str, width: int) -> Chart | None:
    if not any(row.first or row.second for row in rows):
        return None
    return dumbbell(
        title=title,
        rows=rows,
        first_name=COUNCILLORS,
        second_name=OFFICERS,
        rows_are=rows_are,
        width=width,
    )


def _three_bands(
    title: str, rows: Sequence[BandRow], bands: Bands, *, rows_are: str, width: int
) -> Chart | None:
    if not any(row.bands for row in rows):
        return None
    return three_bands(title=title, rows=rows, band_names=bands, rows_are=rows_are, width=width)
