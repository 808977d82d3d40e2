"""Where something lay in each of several years: for each group a column of bars, the earliest first.

Time runs down the page, as it does in a diary, so that it reads on a telephone. What happened between two
bars (an election, a change of control) is written between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from concordat.design.charts import svg
from concordat.design.charts.bands import BandRow, legend
from concordat.design.charts.chart import Chart
from concordat.design.charts.role_sort import in_cells, in_words, one_bar

ABOUT = "Where each group placed the council, from the earliest to the latest; figures are ranges of heads."


@dataclass(frozen=True)
class Lane:
    """One group's bars, the earliest first; the label of each ``BandRow`` says when."""

    label: str
    bars: Sequence[BandRow]


@dataclass(frozen=True)
class Happening:
    """Something that happened before the bar of this number (counted from 0)."""

    before: int
    words: str


def timeline(
    *,
    title: str,
    lanes: Sequence[Lane],
    band_names: tuple[str, str, str],
    happenings: Sequence[Happening] = (),
    width: int = svg.NARROW,
) -> Chart:
    drawn_legend, y = legend(band_names, width)
    body: list[str] = []
    for lane in lanes:
        lines = svg.wrapped(lane.label, width, letter=svg.BOLD)
        body.append(svg.block(lines, 0, y + svg.SIZE, font_weight="700"))
        y += len(lines) * svg.LINE + 6
        for place, row in enumerate(lane.bars):
            for each in happenings:
                if each.before == place and place:
                    mark, y = _mark(each.words, y, width)
                    body.append(mark)
            words, drawn, y = one_bar(row, y, width)
            body += [
                svg.element("g", *drawn, stroke=svg.FIRST),
                svg.element("g", *words, font_size=svg.SMALL),
            ]
        y += 14
    return Chart(
        svg=svg.drawing(
            *drawn_legend,
            *body,
            key=svg.key_of(title, lanes, band_names, happenings),
            title=title,
            description=ABOUT,
            width=width,
            height=y - 6,
        ),
        title=title,
        description=" ".join([ABOUT, *_told(lanes, band_names), *_happened(lanes, happenings)]),
        head=("Group", "When", *band_names),
        rows=tuple((lane.label, row.label, *in_cells(row)) for lane in lanes for row in lane.bars),
    )


def _mark(words: str, y: float, width: int) -> tuple[str, float]:
    """A line of dashes across the page with its words under it."""
    lines = svg.wrapped(words, width - 16, svg.SMALL)
    rule = svg.element(
        "path", d=f"M0 {svg.number(y + 4)}H{width}", stroke=svg.QUIET, stroke_dasharray="4 3", fill="none"
    )
    told = svg.block(lines, 16, y + 20, fill=svg.QUIET, font_size=svg.SMALL)
    return rule + told, y + len(lines) * svg.LINE + 12


def _told(lanes: Sequence[Lane], names: tuple[str, str, str]) -> list[str]:
    return [
        f"{lane.label}: " + "; ".join(f"{row.label}, {in_words(row, names)}" for row in lane.bars) + "."
        for lane in lanes
    ]


def _happened(lanes: Sequence[Lane], happenings: Sequence[Happening]) -> list[str]:
    when = [row.label for row in lanes[0].bars] if lanes else []
    return [
        f"Between {when[each.before - 1]} and {when[each.before]}: {each.words}."
        for each in happenings
        if 0 < each.before < len(when)
    ]
