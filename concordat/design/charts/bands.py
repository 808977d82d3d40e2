"""How often something happens, in three bands of heads.

A released band is a range of heads ("fewer than 4 of 60", "about 25 of 60"), so the line between two bands is
somewhere, not anywhere exact. The bar says so: whatever surely belongs to a band is solid, and the stretch in
which the line may lie is hatched."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from concordat.design.charts import svg
from concordat.design.charts.chart import NOT_SHOWN, Chart

BAR = 26
RULED = 9
HATCHED = 9
FILLS = ("#17436b", "#8fb0cd", "#ffffff")
EDGE_OF_BAR = "#17436b"
ABOUT = "How answers fall into three bands; each figure is a range of heads, not a count."


@dataclass(frozen=True)
class BandRow:
    """bands: for each band what is printed and between how many heads it lies; None where it is not shown."""

    label: str
    bands: tuple[tuple[str, int, int], tuple[str, int, int], tuple[str, int, int]] | None
    n: int


def three_bands(
    *,
    title: str,
    rows: Sequence[BandRow],
    band_names: tuple[str, str, str],
    rows_are: str = "Question",
    width: int = svg.NARROW,
) -> Chart:
    drawn_legend, y = legend(band_names, width)
    labels: list[str] = []
    bars: list[str] = []
    words: list[str] = []
    for row in rows:
        lines = svg.wrapped(row.label, width, letter=svg.BOLD)
        labels.append(svg.block(lines, 0, y + svg.SIZE))
        y += len(lines) * svg.LINE + 6
        if row.bands is None:
            words.append(svg.text(NOT_SHOWN.capitalize(), 0, y + 14))
            y += svg.LINE + 20
            continue
        bars += bar(row, y, width)
        y += BAR + 4
        cells = [svg.wrapped(shown, width / 3 - 8, svg.SMALL) for shown, _low, _high in row.bands]
        words += [svg.block(cell, place * width / 3, y + 14) for place, cell in enumerate(cells)]
        y += max(len(cell) for cell in cells) * svg.LINE + 20
    body = [
        *drawn_legend,
        svg.element("g", *labels, font_weight="700"),
        svg.element("g", *bars, stroke=EDGE_OF_BAR),
        svg.element("g", *words, font_size=svg.SMALL),
    ]
    description = " ".join([ABOUT, *_told(rows, band_names)])
    drawn = svg.drawing(
        *body,
        key=svg.key_of(title, rows, band_names),
        title=title,
        description=ABOUT,
        width=width,
        height=y - 6,
    )
    return Chart(
        svg=drawn,
        title=title,
        description=description,
        head=(rows_are, *band_names),
        rows=tuple(
            (row.label, *(band[0] for band in row.bands)) if row.bands else (row.label, *[NOT_SHOWN] * 3)
            for row in rows
        ),
    )


def solid(row: BandRow) -> list[tuple[float, float]]:
    """From which head to which each band surely reaches; an empty stretch where it reaches nowhere surely."""
    assert row.bands is not None  # noqa: S101 - asked only of rows that are shown
    (_a, low, high), _middle, (_c, last_low, last_high) = row.bands
    start, end = float(high), float(row.n - last_high)
    if start > end:
        start = end = (start + end) / 2
    return [(0, low), (start, end), (row.n - last_low, row.n)]


def bar(row: BandRow, y: float, width: int) -> list[str]:
    each = (width - 2) / row.n
    stretches = [(1 + start * each, 1 + end * each) for start, end in solid(row)]
    (_first, first_end), middle, (last_start, _last) = stretches
    parts = [
        hatched(left, right, y, BAR)
        for left, right in ((first_end, middle[0]), (middle[1], last_start))
        if right > left
    ]
    parts += [
        filled(place, left, right, y, BAR) for place, (left, right) in enumerate(stretches) if right > left
    ]
    return [*parts, svg.element("rect", x=1, y=y, width=width - 2, height=BAR, fill="none")]


def filled(place: int, left: float, right: float, y: float, height: float) -> str:
    """The solid stretch of a band; the middle one is ruled as well, so that no colour is needed."""
    box = svg.element("rect", x=left, y=y, width=right - left, height=height, fill=FILLS[place])
    if place != 1:
        return box
    rules = f"v{svg.number(height)}m{RULED}-{svg.number(height)}" * math.ceil((right - left) / RULED - 1)
    box += svg.element("path", d=f"M{svg.number(left + RULED)} {svg.number(y)}{rules}") if rules else ""
    return box


def hatched(left: float, right: float, y: float, height: float) -> str:
    """Slanted lines, cut at the edges by hand: a pattern's tiles show their seams in print."""
    lines, foot = "", left - height + HATCHED / 2
    while foot < right:
        start, end = max(foot, left), min(foot + height, right)
        run = svg.number(end - start)
        lines += f"M{svg.number(start)} {svg.number(y + height - start + foot)}l{run}-{run}"
        foot += HATCHED
    return svg.element("path", d=lines, stroke=svg.QUIET)


def legend(names: tuple[str, str, str], width: int) -> tuple[list[str], float]:
    parts, deepest = [], 1
    for place, name in enumerate(names):
        x = place * width / 3
        lines = svg.wrapped(name, width / 3 - 30, svg.SMALL)
        deepest = max(deepest, len(lines))
        parts.append(svg.element("g", filled(place, x + 1, x + 15, 2, 14), stroke=EDGE_OF_BAR))
        parts.append(svg.block(lines, x + 22, 14, font_size=svg.SMALL))
    y = deepest * svg.LINE + 6
    parts.append(hatched(1, 15, y, 14))
    parts.append(svg.element("rect", x=1, y=y, width=14, height=14, fill="none", stroke=svg.QUIET))
    words = "in one band or its neighbour: figures are rounded"
    parts.append(svg.text(words, 22, y + 12, font_size=svg.SMALL))
    return parts, y + svg.LINE + 14


def _told(rows: Sequence[BandRow], names: tuple[str, str, str]) -> list[str]:
    sentences = []
    for row in rows:
        if row.bands is None:
            sentences.append(f"{row.label}: {NOT_SHOWN}.")
        else:
            parts = ", ".join(f"{name} {band[0]}" for name, band in zip(names, row.bands, strict=True))
            sentences.append(f"{row.label}: {parts}.")
    return sentences
