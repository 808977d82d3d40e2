"""Where the balance lay, health check by health check: dictated, hands off, or even.

Each group places the council itself, year by year, on one question with three answers. Nothing is averaged
over groups or years, and no answer is the right one.
"""

from concordat.design.charts import svg
from concordat.design.charts.chart import Chart
from concordat.design.charts.timeline import Happening, Lane
from concordat.design.charts.timeline import timeline as drawn
from concordat.surveys.rules.drawings import bar_of
from concordat.surveys.rules.instrument import Bands
from concordat.surveys.rules.release import Release
from concordat.surveys.rules.trends import Line, Trends

BALANCE = "CU1"
TITLE = "Where the balance has lain"


def now(release: Release, *, width: int = svg.NARROW) -> Chart | None:
    """One health check alone: a single bar for each group."""
    item = next((item for item in release.questions if item.id == BALANCE), None)
    found = [figure for figure in release.items if figure.id == BALANCE]
    if item is None or item.bands is None or all(figure.suppressed for figure in found):
        return None
    lanes = [Lane(figure.atom.capitalize(), [bar_of(release.wave, figure)]) for figure in found]
    return drawn(title=TITLE, lanes=lanes, band_names=item.bands, width=width)


def through_the_years(found: Trends, *, width: int = svg.NARROW) -> Chart | None:
    """Every health check since the question was last reworded; ``None`` where nothing may be shown."""
    lines = [line for line in found.questions if line.id == BALANCE]
    start = max((_begun(line) for line in lines), default=0)
    lanes = [
        Lane(
            line.atom.capitalize(),
            [
                bar_of(wave, step.figure)
                for wave, step in list(zip(found.waves, line.steps, strict=True))[start:]
            ],
        )
        for line in lines
        if any(step.figure for step in line.steps[start:])
    ]
    bands = _bands(lines, start)
    if bands is None or not any(bar.bands for lane in lanes for bar in lane.bars):
        return None
    happened = [Happening(mark.before - start, mark.words) for mark in found.marks if mark.before > start]
    return drawn(
        title=TITLE,
        lanes=lanes,
        band_names=bands,
        happenings=happened,
        width=width,
    )


def _begun(line: Line) -> int:
    """The health check at which the latest wording was first asked."""
    starts = [place for place, step in enumerate(line.steps) if step.begins]
    first = next((place for place, step in enumerate(line.steps) if step.figure is not None), 0)
    return starts[-1] if starts else first


def _bands(lines: list[Line], start: int) -> Bands | None:
    for line in lines:
        for step in line.steps[start:]:
            if step.figure is not None and step.figure.bands:
                first, second, third = (band.label for band in step.figure.bands)
                return first, second, third
    return None
