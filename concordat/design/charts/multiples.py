"""Small multiples: one small panel for each question, two sides through several waves, one scale for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from concordat.design.charts import svg
from concordat.design.charts.chart import Chart, Point, cells, said

PLOT = 132.0
GUTTER = 20.0
LEAST = 165  # the narrowest panel in which two latest figures and the first and last wave can be read
COLOURS = (svg.FIRST, svg.SECOND)


@dataclass(frozen=True)
class Panel:
    """first, second: a figure for each wave, in order; None where it is not shown or was not asked.

    begins   for each side the waves, counted from 0, from which on something else was asked: a new line
    """

    label: str
    first: Sequence[Point | None]
    second: Sequence[Point | None]
    begins: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())

    @property
    def sides(self) -> tuple[Sequence[Point | None], Sequence[Point | None]]:
        return self.first, self.second


def small_multiples(
    *,
    title: str,
    panels: Sequence[Panel],
    waves: Sequence[str],
    first_name: str,
    second_name: str,
    scale: tuple[int, int] = (1, 10),
    rows_are: str = "Question",
    width: int = svg.NARROW,
    marks: Sequence[tuple[int, str]] = (),
) -> Chart:
    """marks   letters for what happened before a wave (counted from 0), explained by whoever draws

    Raises ``ValueError`` if a panel has not one figure, or None, for each of at least one wave."""
    for panel in panels:
        if not waves or not len(panel.first) == len(panel.second) == len(waves):
            raise ValueError(f"{panel.label!r} must have one figure or None for each of {len(waves)} waves.")
    names = (first_name, second_name)
    body, height = _laid_out(panels, waves, names, scale, width, marks)
    about = (
        f"What {first_name.lower()} and {second_name.lower()} said, from {scale[0]} to {scale[1]}, over time."
    )
    key = svg.key_of(title, panels, waves, marks)
    likely = tuple(f"{name}, likely range" for name in names)
    return Chart(
        svg=svg.drawing(*body, key=key, title=title, description=about, width=width, height=height),
        title=title,
        description=" ".join([about, *_told(panels, waves, names)]),
        head=(rows_are, "When", names[0], likely[0], names[1], likely[1]),
        rows=tuple(
            (panel.label, wave, *cells(first), *cells(second))
            for panel in panels
            for wave, first, second in zip(waves, *panel.sides, strict=True)
        ),
    )


def _laid_out(
    panels: Sequence[Panel],
    waves: Sequence[str],
    names: tuple[str, str],
    scale: tuple[int, int],
    width: int,
    marks: Sequence[tuple[int, str]],
) -> tuple[list[str], float]:
    across = max(1, width // LEAST)
    each = (width - (across - 1) * GUTTER) / across
    capped = any(side[-1] and side[-1].capped for panel in panels for side in panel.sides)
    body, y = [_legend(names)], 44.0
    for start in range(0, len(panels), across):
        row = panels[start : start + across]
        titles = [svg.wrapped(panel.label, each, svg.SMALL, svg.BOLD) for panel in row]
        head = max(len(lines) for lines in titles) * svg.LINE
        for place, (panel, lines) in enumerate(zip(row, titles, strict=True)):
            x = place * (each + GUTTER)
            plot = _Plot(
                left=x + 32,
                right=x + each - (70 if capped else 36),
                top=y + head,
                scale=scale,
                waves=len(waves),
            )
            body.append(svg.block(lines, x, y + 12, font_weight="700", font_size=svg.SMALL))
            body.append(_frame(plot, waves, x + each))
            body += [_mark(plot, wave, letter) for wave, letter in marks if 0 < wave < len(waves)]
            body += [_side(plot, side, points, panel.begins[side]) for side, points in enumerate(panel.sides)]
            body.append(_latest(plot, panel))
        y += head + PLOT + 56
    return body, y - 10


@dataclass(frozen=True)
class _Plot:
    left: float
    right: float
    top: float
    scale: tuple[int, int]
    waves: int

    def across(self, wave: float) -> float:
        return self.left + wave * (self.right - self.left) / max(1, self.waves - 1)

    def down(self, value: float) -> float:
        low, high = self.scale
        share = (min(max(value, low), high) - low) / (high - low)
        return self.top + PLOT - 8 - share * (PLOT - 16)


def _frame(plot: _Plot, waves: Sequence[str], edge: float) -> str:
    lines = "".join(
        f"M{svg.number(plot.left - 7)} {svg.number(plot.down(end))}H{svg.number(plot.right + 7)}"
        for end in plot.scale
    )
    words = [svg.text(str(end), plot.left - 12, plot.down(end) + 5, text_anchor="end") for end in plot.scale]
    under = plot.top + PLOT + 12
    first, *rest = _told_apart(waves)
    words.append(svg.text(first, plot.left - 7, under))
    if rest:
        last, room = rest[-1], edge - plot.right
        wide = svg.wide(last, svg.SMALL)
        start = edge - wide if wide / 2 > room else plot.right - wide / 2
        if plot.left - 7 + svg.wide(first, svg.SMALL) + 8 > start:
            under += svg.LINE - 2  # a step down, where the two would run into each other
        words.append(
            svg.text(last, edge, under, text_anchor="end")
            if wide / 2 > room
            else svg.text(last, plot.right, under, text_anchor="middle")
        )
    return svg.element("path", d=lines, stroke=svg.TICK) + svg.element(
        "g", *words, fill=svg.QUIET, font_size=svg.SMALL
    )


def _told_apart(waves: Sequence[str]) -> list[str]:
    """Their names without the words with which all of them begin: "October 2025", "May 2026"."""
    words = [wave.split() for wave in waves]
    same = 0
    while len(waves) > 1 and all(len(each) > same + 1 and each[same] == words[0][same] for each in words):
        same += 1
    return [" ".join(each[same:]) or wave for each, wave in zip(words, waves, strict=True)]


def _mark(plot: _Plot, wave: int, letter: str) -> str:
    x = plot.across(wave - 0.5)
    return svg.element(
        "path",
        d=f"M{svg.number(x)} {svg.number(plot.top + 10)}V{svg.number(plot.top + PLOT)}",
        stroke=svg.QUIET,
        stroke_dasharray="3 3",
    ) + svg.text(letter, x, plot.top + 6, text_anchor="middle", font_size=13, fill=svg.QUIET)


def _side(plot: _Plot, side: int, points: Sequence[Point | None], begins: frozenset[int]) -> str:
    placed = [
        (plot.across(wave), plot.down(point.value), point) if point else None
        for wave, point in enumerate(points)
    ]
    lines = "".join(
        f"M{svg.number(a[0])} {svg.number(a[1])}L{svg.number(b[0])} {svg.number(b[1])}"
        for wave, (a, b) in enumerate(pairwise(placed), start=1)
        if a and b and wave not in begins
    )
    marks = ""
    for spot in placed:
        if spot is not None:
            x, y, point = spot
            lines += (
                f"M{svg.number(x)} {svg.number(plot.down(point.low))}V{svg.number(plot.down(point.high))}"
            )
            marks += _diamond(x, y) if side else _circle(x, y)
    return svg.element("path", d=lines, fill="none", stroke=COLOURS[side], stroke_width=1.6) + svg.element(
        "path", d=marks, fill=COLOURS[side], stroke="#fff"
    )


def _latest(plot: _Plot, panel: Panel) -> str:
    """The latest figures, each beside its mark; where they would touch, the lower one gives way."""
    latest = [
        (plot.down(points[-1].value) + 5, points[-1], colour)
        for points, colour in zip(panel.sides, COLOURS, strict=True)
        if points[-1] is not None
    ]
    latest.sort(key=lambda spot: spot[0])
    if len(latest) == 2 and latest[1][0] - latest[0][0] < svg.SIZE:
        latest[0] = (latest[0][0] - 6, *latest[0][1:])
    drawn, free = "", float("-inf")
    for y, point, colour in latest:
        value, _space, bound = point.shown.partition(" ")
        top = max(y, free)
        drawn += svg.text(value, plot.right + 9, top, fill=colour, font_weight="700", font_size=svg.SMALL)
        if bound:
            drawn += svg.text(bound, plot.right + 9, top + 14, fill=colour, font_size=13)
        free = top + (30 if bound else 16)
    return drawn


def _circle(x: float, y: float) -> str:
    return f"M{svg.number(x - 4.5)} {svg.number(y)}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z"


def _diamond(x: float, y: float) -> str:
    return f"M{svg.number(x)} {svg.number(y - 5.5)}l5.5 5.5-5.5 5.5-5.5-5.5z"


def _legend(names: tuple[str, str]) -> str:
    second = 44 + svg.wide(names[0], svg.SMALL)
    return (
        svg.element("path", d=_circle(8, 12), fill=svg.FIRST)
        + svg.text(names[0], 20, 17, font_size=svg.SMALL)
        + svg.element("path", d=_diamond(second, 12), fill=svg.SECOND)
        + svg.text(names[1], second + 12, 17, font_size=svg.SMALL)
    )


def _told(panels: Sequence[Panel], waves: Sequence[str], names: tuple[str, str]) -> list[str]:
    sentences = []
    for panel in panels:
        told = "; ".join(
            f"{wave}, {names[0]} {said(first)}, {names[1]} {said(second)}"
            for wave, first, second in zip(waves, *panel.sides, strict=True)
        )
        sentences.append(f"{panel.label}: {told}.")
    return sentences
