"""Whose task each side says it is: two bars of three bands for each task, and how far apart they are.

The bars are those of `bands`: what surely belongs to a band is solid, and where the line between two may
lie is hatched. The gap stands beneath each pair in words, because nobody can read it off two bars of ranges.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from concordat.design.charts import svg
from concordat.design.charts.bands import BAR, BandRow, bar, legend
from concordat.design.charts.chart import NOT_SHOWN, Chart

ABOUT = "Whose task each side says it is; each figure is a range of heads, not a count."


@dataclass(frozen=True)
class TaskRow:
    """One task. ``gap`` says in a few words how far the two sides are apart, or that it cannot be told."""

    label: str
    first: BandRow
    second: BandRow
    gap: str


def role_sort(
    *, title: str, rows: Sequence[TaskRow], band_names: tuple[str, str, str], width: int = svg.NARROW
) -> Chart:
    """The label of each ``BandRow`` is the name of its side."""
    drawn_legend, y = legend(band_names, width)
    heads: list[str] = []
    bars: list[str] = []
    words: list[str] = []
    for row in rows:
        lines = svg.wrapped(row.label, width, letter=svg.BOLD)
        heads.append(svg.block(lines, 0, y + svg.SIZE))
        y += len(lines) * svg.LINE + 4
        for side in (row.first, row.second):
            told, drawn, y = one_bar(side, y, width)
            words += told
            bars += drawn
        gap = svg.wrapped(row.gap, width, svg.SMALL, svg.BOLD)
        words.append(svg.block(gap, 0, y + 12, font_weight="700", fill=svg.QUIET))
        y += len(gap) * svg.LINE + 22
    return Chart(
        svg=svg.drawing(
            *drawn_legend,
            svg.element("g", *heads, font_weight="700"),
            svg.element("g", *bars, stroke=svg.FIRST),
            svg.element("g", *words, font_size=svg.SMALL),
            key=svg.key_of(title, rows, band_names),
            title=title,
            description=ABOUT,
            width=width,
            height=y - 14,
        ),
        title=title,
        description=" ".join([ABOUT, *(_told(row, band_names) for row in rows)]),
        head=("Task", "Side", *band_names, "Gap"),
        rows=tuple(
            (row.label, side.label, *in_cells(side), row.gap)
            for row in rows
            for side in (row.first, row.second)
        ),
    )


def one_bar(row: BandRow, y: float, width: int) -> tuple[list[str], list[str], float]:
    """A bar under its own label, what is shown of each band beneath: its words, its drawing and its foot."""
    words = [svg.text(row.label, 0, y + 14)]
    y += svg.LINE
    if row.bands is None:
        return [*words, svg.text(NOT_SHOWN.capitalize(), 0, y + 14)], [], y + svg.LINE + 10
    drawn = bar(row, y, width)
    y += BAR + 4
    cells = [svg.wrapped(shown, width / 3 - 8, svg.SMALL) for shown, _low, _high in row.bands]
    words += [svg.block(cell, place * width / 3, y + 12) for place, cell in enumerate(cells)]
    return words, drawn, y + max(len(cell) for cell in cells) * svg.LINE + 6


def in_cells(row: BandRow) -> tuple[str, ...]:
    return tuple(shown for shown, _low, _high in row.bands) if row.bands else (NOT_SHOWN,) * 3


def in_words(row: BandRow, names: tuple[str, str, str]) -> str:
    if row.bands is None:
        return NOT_SHOWN
    return ", ".join(f"{name} {band[0]}" for name, band in zip(names, row.bands, strict=True))


def _told(row: TaskRow, names: tuple[str, str, str]) -> str:
    sides = "; ".join(f"{side.label} say {in_words(side, names)}" for side in (row.first, row.second))
    return f"{row.label}: {sides}. {row.gap}"
