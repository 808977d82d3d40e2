"""Differences beside the margin that was agreed beforehand: inside it they do not matter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from concordat.design.charts import svg
from concordat.design.charts.chart import NOT_SHOWN, Chart
from concordat.design.charts.marks import shape, signed, steps, tick

BAR = 9.0
ROW = 34.0


@dataclass(frozen=True)
class MarginRow:
    """A difference with its intervals, or ``None`` where it may not be shown; ``verdict`` in words."""

    label: str
    verdict: str
    value: float | None = None
    ci90: tuple[float, float] | None = None
    ci95: tuple[float, float] | None = None


def against_margin(
    *,
    rows: Sequence[MarginRow],
    margin: float,
    title: str,
    unit: str = "points",
    width: int = svg.NARROW,
) -> Chart:
    """The 90% interval as a bar, the 95% interval as a line, the margin as a band behind them.

    Raises ``ValueError`` without a row.
    """
    if not rows:
        raise ValueError("Differences beside a margin need a row.")
    about = (
        f"Each difference in {unit}, with its 90% interval (bar) and its 95% interval (line), beside the "
        f"agreed margin of {tick(margin)} {unit} either way."
    )
    ends = [end for row in rows for end in (row.ci95 or ()) if row.value is not None]
    reach = max([margin * 1.5, *(abs(end) for end in ends)])
    ladder = steps(-reach, reach, most=6)

    def x(value: float) -> float:
        return 14 + (value - ladder[0]) / (ladder[-1] - ladder[0]) * (width - 28)

    body, foot = _rows(rows, x, margin, width)
    return Chart(
        svg=svg.drawing(
            _legend(),
            _numbers(ladder, x),
            *body,
            key=svg.key_of(title, rows, margin),
            title=title,
            description=about,
            width=width,
            height=foot,
        ),
        title=title,
        description=" ".join([about, *(_told(row, unit) for row in rows)]),
        head=("Groups", f"Difference in {unit}", "90% interval", "95% interval", "What may be said"),
        rows=tuple((row.label, *_cells(row), row.verdict) for row in rows),
    )


def _cells(row: MarginRow) -> tuple[str, str, str]:
    if row.value is None or row.ci90 is None or row.ci95 is None:
        return NOT_SHOWN, NOT_SHOWN, NOT_SHOWN
    return signed(row.value, 1), _between(row.ci90), _between(row.ci95)


def _between(ends: tuple[float, float]) -> str:
    return f"{signed(ends[0], 1)} to {signed(ends[1], 1)}"


def _told(row: MarginRow, unit: str) -> str:
    difference, ci90, ci95 = _cells(row)
    if row.value is None:
        return f"{row.label}: {row.verdict}."
    return f"{row.label}: {difference} {unit}, 90% {ci90}, 95% {ci95}; {row.verdict}."


TOP = 78.0


def _legend() -> str:
    bar = svg.element("path", d="M2 12H34", stroke=svg.FIRST, stroke_width=BAR)
    words = svg.text("90% interval; thin line: 95%", 42, 17, font_size=svg.SMALL)
    band = svg.element("rect", x=2, y=24, width=32, height=14, fill=svg.GAP)
    return bar + words + band + svg.text("the agreed margin", 42, 36, font_size=svg.SMALL)


def _numbers(ladder: Sequence[float], x: Callable[[float], float]) -> str:
    numbers = [svg.text(tick(each), x(each), TOP - 14, text_anchor="middle") for each in ladder]
    return svg.element("g", *numbers, fill=svg.QUIET, font_size=svg.SMALL)


def _rows(
    rows: Sequence[MarginRow], x: Callable[[float], float], margin: float, width: int
) -> tuple[list[str], float]:
    body, y = [], TOP
    for row in rows:
        lines = svg.wrapped(row.label, width, letter=svg.BOLD)
        body.append(svg.block(lines, 0, y + svg.SIZE, font_weight="700"))
        y += len(lines) * svg.LINE + 2
        verdict = svg.wrapped(row.verdict, width, svg.SMALL)
        body.append(svg.block(verdict, 0, y + svg.SMALL, font_size=svg.SMALL))
        y += len(verdict) * svg.LINE + 6
        if row.value is not None and row.ci90 is not None and row.ci95 is not None:
            body += [_ground(x, margin, y), _bars(row.value, row.ci90, row.ci95, x, y + ROW / 2)]
            y += ROW
        y += 16
    return body, y


def _ground(x: Callable[[float], float], margin: float, y: float) -> str:
    """The margin behind one row, its ends drawn too, for whoever sees no difference of grey."""
    left, right, down = svg.number(x(-margin)), svg.number(x(margin)), f"{svg.number(y)}v{svg.number(ROW)}"
    return (
        svg.element("rect", x=x(-margin), y=y, width=x(margin) - x(-margin), height=ROW, fill=svg.GAP)
        + svg.element("path", d=f"M{left} {down}M{right} {down}", stroke=svg.QUIET, stroke_dasharray="4 3")
        + svg.element("path", d=f"M{svg.number(x(0))} {down}", stroke=svg.QUIET)
    )


def _bars(
    value: float,
    ci90: tuple[float, float],
    ci95: tuple[float, float],
    x: Callable[[float], float],
    y: float,
) -> str:
    line = f"M{svg.number(x(ci95[0]))} {svg.number(y)}H{svg.number(x(ci95[1]))}"
    line += "".join(f"M{svg.number(x(end))} {svg.number(y - 5)}v10" for end in ci95)
    bar = f"M{svg.number(x(ci90[0]))} {svg.number(y)}H{svg.number(x(ci90[1]))}"
    return (
        svg.element("path", d=line, stroke=svg.FIRST, stroke_width=1.6, fill="none")
        + svg.element("path", d=bar, stroke=svg.FIRST, stroke_width=BAR)
        + svg.element("path", d=shape(1, x(value), y, 5.5), fill="#fff", stroke=svg.FIRST, stroke_width=1.6)
    )
