"""How large each factor is, beside what chance alone would give: where the line of the study leaves the line
of chance, there is nothing more to find. It is one piece of evidence among others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from concordat.design.charts import svg
from concordat.design.charts.chart import Chart
from concordat.design.charts.marks import shape, signed, steps, tick

PLOT = 210.0
LEFT = 36.0
HEAD = ("Factor", "Eigenvalue", "By chance (95th percentile)", "Larger than chance")


@dataclass(frozen=True)
class ScreePoint:
    """factor       counted from 1
    eigenvalue   at least 0
    chance       what 95 in 100 shuffled studies stay below; None where it was not worked out
    """

    factor: int
    eigenvalue: float
    chance: float | None = None

    @property
    def stands_out(self) -> str:
        if self.chance is None:
            return "not known"
        return "yes" if self.eigenvalue > self.chance else "no"


def scree(
    *,
    points: Sequence[ScreePoint],
    title: str = "How large each factor is",
    width: int = svg.NARROW,
) -> Chart:
    """Eigenvalues as a solid line with filled circles, chance as a dashed line with hollow diamonds.

    Raises ``ValueError`` without a point.
    """
    if not points:
        raise ValueError("A scree needs at least one factor.")
    about = "Eigenvalues of the factors, largest first"
    compared = any(point.chance is not None for point in points)
    about += ", beside those of shuffled sorts." if compared else "."
    legend, top = _legend(compared=compared)
    ladder = steps(0, max(max(p.eigenvalue, p.chance or 0) for p in points))
    foot = top + PLOT

    def x(factor: int) -> float:
        return LEFT + 14 + (factor - 1) * (width - LEFT - 28) / max(1, len(points) - 1)

    def y(value: float) -> float:
        return foot - value / ladder[-1] * PLOT

    body = [
        legend,
        _axes(points, ladder, x, y, width, foot),
        _line([(x(p.factor), y(p.chance)) for p in points if p.chance is not None], hollow=True),
        _line([(x(p.factor), y(p.eigenvalue)) for p in points], hollow=False),
    ]
    return Chart(
        svg=svg.drawing(
            *body,
            key=svg.key_of(title, points),
            title=title,
            description=about,
            width=width,
            height=foot + 44,
        ),
        title=title,
        description=" ".join([about, *(_told(point) for point in points)]),
        head=HEAD,
        rows=tuple(
            (
                str(point.factor),
                signed(point.eigenvalue),
                "not known" if point.chance is None else signed(point.chance),
                point.stands_out,
            )
            for point in points
        ),
    )


def _told(point: ScreePoint) -> str:
    by_chance = "" if point.chance is None else f", by chance {signed(point.chance)}"
    return f"Factor {point.factor}: {signed(point.eigenvalue)}{by_chance}."


def _legend(*, compared: bool) -> tuple[str, float]:
    drawn = svg.element("path", d="M2 12H30", stroke=svg.FIRST, stroke_width=2)
    drawn += svg.element("path", d=shape(0, 16, 12), fill=svg.FIRST)
    drawn += svg.text("this study", 38, 17, font_size=svg.SMALL)
    y = 32.0
    if compared:
        drawn += svg.element(
            "path", d=f"M2 {y}H30", stroke=svg.SECOND, stroke_width=2, stroke_dasharray="5 4"
        )
        drawn += svg.element("path", d=shape(1, 16, y), fill="#fff", stroke=svg.SECOND, stroke_width=1.6)
        drawn += svg.text("shuffled sorts: 95 of 100 lie below", 38, y + 5, font_size=svg.SMALL)
        y += 20
    drawn += svg.element("path", d=f"M2 {y}H30", stroke=svg.TICK, stroke_width=2)
    drawn += svg.text("an eigenvalue of 1, for the record", 38, y + 5, font_size=svg.SMALL)
    return drawn, y + 28


def _axes(
    points: Sequence[ScreePoint],
    ladder: Sequence[float],
    x: Callable[[int], float],
    y: Callable[[float], float],
    width: int,
    foot: float,
) -> str:
    lines = "".join(f"M{svg.number(LEFT)} {svg.number(y(each))}H{width}" for each in ladder)
    words = [svg.text(tick(each), LEFT - 6, y(each) + 5, text_anchor="end") for each in ladder]
    every = 1 if len(points) <= 12 else 2
    words += [svg.text(str(p.factor), x(p.factor), foot + 19, text_anchor="middle") for p in points[::every]]
    words.append(svg.text("factor", width, foot + 38, text_anchor="end"))
    return (
        svg.element("path", d=lines, stroke=svg.GAP)
        + svg.element(
            "path", d=f"M{svg.number(LEFT)} {svg.number(y(1))}H{width}", stroke=svg.TICK, stroke_width=2
        )
        + svg.element("g", *words, fill=svg.QUIET, font_size=svg.SMALL)
    )


def _line(spots: Sequence[tuple[float, float]], *, hollow: bool) -> str:
    if not spots:
        return ""
    colour = svg.SECOND if hollow else svg.FIRST
    path = "".join(
        f"M{svg.number(a)} {svg.number(b)}L{svg.number(c)} {svg.number(d)}"
        for (a, b), (c, d) in pairwise(spots)
    )
    dashes: dict[str, str | float] = {"stroke_dasharray": "5 4"} if hollow else {}
    marks = "".join(shape(int(hollow), a, b) for a, b in spots)
    return (
        svg.element("path", d=path, fill="none", stroke=colour, stroke_width=2, **dashes) if path else ""
    ) + svg.element("path", d=marks, fill="#fff" if hollow else colour, stroke=colour if hollow else "#fff")
