"""How sure a view's scores are: for each statement the score and the range of it in resampled studies."""

from collections.abc import Sequence
from dataclasses import dataclass

from concordat.design.charts import svg
from concordat.design.charts.chart import Chart
from concordat.design.charts.marks import shape, signed, steps, tick

ROW = 22.0
LONGEST = 8


@dataclass(frozen=True)
class IntervalRow:
    """``label`` is short, for the margin; low <= high, and the value may lie outside them."""

    label: str
    text: str
    value: float
    low: float
    high: float


def intervals(
    *,
    rows: Sequence[IntervalRow],
    title: str,
    level: str = "95% of resampled studies",
    figure_is: str = "z-score",
    width: int = svg.NARROW,
) -> Chart:
    """Raises ``ValueError`` without a row, or where an interval ends before it begins."""
    if not rows or any(row.low > row.high for row in rows):
        raise ValueError("Intervals need a row, and each must end no earlier than it begins.")
    about = f"The {figure_is} of each statement, and between which values it lies in {level}."
    ladder = steps(min(min(r.low, r.value) for r in rows), max(max(r.high, r.value) for r in rows))
    labels = [row.label[:LONGEST] for row in rows]
    left = max(svg.wide(label, svg.SMALL) for label in labels) + 16

    def x(value: float) -> float:
        return left + (value - ladder[0]) / (ladder[-1] - ladder[0]) * (width - left - 12)

    top = 50.0
    foot = top + len(rows) * ROW
    upright = "".join(f"M{svg.number(x(each))} {svg.number(top - 8)}V{svg.number(foot)}" for each in ladder)
    numbers = [svg.text(tick(each), x(each), top - 12) for each in ladder]
    whiskers, marks, words = "", "", []
    for place, (row, label) in enumerate(zip(rows, labels, strict=True)):
        y = top + place * ROW + ROW / 2
        words.append(svg.text(label, 0, y + 5))
        end = f"M{{}} {svg.number(y - 4)}v8"
        low, high = svg.number(x(row.low)), svg.number(x(row.high))
        whiskers += f"M{low} {svg.number(y)}H{high}{end.format(low)}{end.format(high)}"
        marks += shape(0, x(row.value), y, 4.5)
    nought = f"M{svg.number(x(0))} {svg.number(top - 8)}V{svg.number(foot)}"
    body = [
        svg.text(f"{figure_is}; bar: {level}", 0, 16, font_size=svg.SMALL),
        svg.element("g", *numbers, text_anchor="middle", fill=svg.QUIET, font_size=svg.SMALL),
        svg.element("path", d=upright, stroke=svg.GAP),
        svg.element("path", d=nought, stroke=svg.TICK, stroke_width=2)
        if ladder[0] <= 0 <= ladder[-1]
        else "",
        svg.element("path", d=whiskers, fill="none", stroke=svg.FIRST, stroke_width=1.6),
        svg.element("path", d=marks, fill=svg.FIRST, stroke="#fff"),
        svg.element("g", *words, font_size=svg.SMALL),
    ]
    return Chart(
        svg=svg.drawing(
            *body,
            key=svg.key_of(title, rows),
            title=title,
            description=about,
            width=width,
            height=foot + 8,
        ),
        title=title,
        description=" ".join([about, *(_told(row) for row in rows)]),
        head=("Card", "Statement", figure_is.capitalize(), "From", "To"),
        rows=tuple((r.label, r.text, signed(r.value), signed(r.low), signed(r.high)) for r in rows),
    )


def _told(row: IntervalRow) -> str:
    return f"{row.label}: {signed(row.value)} ({signed(row.low)} to {signed(row.high)})."
