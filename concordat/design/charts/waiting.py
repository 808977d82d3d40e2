"""How many were still waiting, day by day: a curve for each group, told apart by its dashes and marks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from concordat.design.charts import svg
from concordat.design.charts.chart import Chart
from concordat.design.charts.marks import colour, shape

PLOT = 240.0
LEFT = 44.0
RIGHT = 12.0
DASHES = ("", "7 4", "2 3", "9 3 2 3", "5 2", "1 4")
SHARES = (0, 25, 50, 75, 100)
# The days that the table and the words tell; the drawing has them all.
TOLD = (0, 1, 2, 5, 10, 15, 20, 30, 40, 60)


@dataclass(frozen=True)
class WaitingCurve:
    """shares   per cent still waiting at the end of each working day, from day 0 on"""

    label: str
    shares: Sequence[int]


def waiting_curves(
    *,
    curves: Sequence[WaitingCurve],
    title: str,
    each: str = "Group",
    width: int = svg.NARROW,
    mark_every: int = 5,
) -> Chart:
    """each   what one curve is of, as the head of its row in the table

    Raises ``ValueError`` without a curve, or for curves of different lengths."""
    lengths = {len(curve.shares) for curve in curves}
    if len(lengths) != 1 or lengths <= {0, 1}:
        raise ValueError("Curves need a day after the first, and all the same days.")
    days = lengths.pop() - 1
    about = f"The share of enquiries still waiting for an answer, by working day from 0 to {days}."
    legend, top = _legend(curves, width)

    def x(day: float) -> float:
        return LEFT + day * (width - LEFT - RIGHT) / days

    def y(share: float) -> float:
        return top + (100 - share) / 100 * PLOT

    drawn = [_curve(place, curve.shares, x, y, mark_every=mark_every) for place, curve in enumerate(curves)]
    told = [day for day in TOLD if day <= days]
    return Chart(
        svg=svg.drawing(
            *legend,
            _axes(x, y, days, width),
            *drawn,
            key=svg.key_of(title, curves),
            title=title,
            description=about,
            width=width,
            height=top + PLOT + 46,
        ),
        title=title,
        description=" ".join([about, *(_told(curve, told) for curve in curves)]),
        head=(each, *(f"Day {day}" for day in told)),
        rows=tuple((curve.label, *(f"{curve.shares[day]}%" for day in told)) for curve in curves),
    )


def _told(curve: WaitingCurve, told: Sequence[int]) -> str:
    days = ", ".join(f"{curve.shares[day]}% after day {day}" for day in told)
    return f"{curve.label}: {days}."


def _legend(curves: Sequence[WaitingCurve], width: int) -> tuple[list[str], float]:
    drawn, y = [], 12.0
    for place, curve in enumerate(curves):
        drawn.append(_line(f"M2 {svg.number(y)}H34", place))
        drawn.append(svg.element("path", d=shape(place, 18, y, 4.5), fill=colour(place), stroke="#fff"))
        lines = svg.wrapped(curve.label, width - 42, svg.SMALL)
        drawn.append(svg.block(lines, 42, y + 5, font_size=svg.SMALL))
        y += len(lines) * svg.LINE + 3
    return drawn, y + 14


def _line(path: str, place: int) -> str:
    dashes = DASHES[place % len(DASHES)]
    more = {"stroke_dasharray": dashes} if dashes else {}
    return svg.element("path", d=path, fill="none", stroke=colour(place), stroke_width=2, **more)


def _curve(
    place: int,
    shares: Sequence[int],
    x: Callable[[float], float],
    y: Callable[[float], float],
    *,
    mark_every: int,
) -> str:
    """A staircase: what is known of a day holds until the next. Marks of two groups stand on other days."""
    steps = f"M{svg.number(x(0))} {svg.number(y(100))}"
    for day, share in enumerate(shares):
        steps += f"H{svg.number(x(day))}V{svg.number(y(share))}"
    marks = "".join(
        shape(place, x(day), y(shares[day]), 4.5)
        for day in range(1 + place % mark_every, len(shares), mark_every)
    )
    return _line(steps, place) + svg.element("path", d=marks, fill=colour(place), stroke="#fff")


def _axes(x: Callable[[float], float], y: Callable[[float], float], days: int, width: int) -> str:
    lines = "".join(f"M{svg.number(LEFT)} {svg.number(y(share))}H{width - RIGHT:g}" for share in SHARES)
    words = [svg.text(f"{share}%", LEFT - 6, y(share) + 5, text_anchor="end") for share in SHARES]
    step = 5 if days <= 40 else 10
    words += [svg.text(str(day), x(day), y(0) + 19, text_anchor="middle") for day in range(0, days + 1, step)]
    words.append(svg.text("working days since receipt", width - RIGHT, y(0) + 38, text_anchor="end"))
    return svg.element("path", d=lines, stroke=svg.GAP) + svg.element(
        "g", *words, fill=svg.QUIET, font_size=svg.SMALL
    )
