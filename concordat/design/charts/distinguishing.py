"""Statements on which the views differ: a dumbbell for each, with the number of the view in each weight."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from concordat.design.charts import svg
from concordat.design.charts.chart import NOT_SHOWN, Chart
from concordat.design.charts.marks import shape, signed, steps, tick

DISC = 9.5
LANE = 21.0


@dataclass(frozen=True)
class StatementRow:
    """One statement. ``scores``: a z-score for each view, None where it has none.

    apart   the views (from 1) that this statement sets apart from every other
    """

    label: str
    scores: Sequence[float | None]
    apart: frozenset[int] = frozenset()


def distinguishing(
    *,
    rows: Sequence[StatementRow],
    names: Sequence[str],
    title: str = "Statements on which the views differ",
    width: int = svg.NARROW,
) -> Chart:
    """Raises ``ValueError`` if a row has not a score, or None, for each view, or there is no row."""
    if not rows or any(len(row.scores) != len(names) for row in rows):
        raise ValueError(f"Each statement needs a score or None for each of {len(names)} views.")
    about = "What each view gives to a statement, as a z-score: 0 is the middle of that view."
    known = [score for row in rows for score in row.scores if score is not None]
    ladder = steps(min([*known, -1.0]), max([*known, 1.0]))

    def x(value: float) -> float:
        share = (value - ladder[0]) / (ladder[-1] - ladder[0])
        return 14 + share * (width - 28)

    legend, y = _legend(names, width)
    parts = [legend, _scale(ladder, x, y)]
    y += 26
    for row in rows:
        lines = svg.wrapped(row.label, width, letter=svg.BOLD)
        parts.append(svg.block(lines, 0, y + svg.SIZE, font_weight="700"))
        y += len(lines) * svg.LINE + 6
        drawn, lanes = _row(row, x, y, width)
        parts.append(drawn)
        y += lanes * LANE + 16
    return Chart(
        svg=svg.drawing(
            *parts,
            key=svg.key_of(title, rows, tuple(names)),
            title=title,
            description=about,
            width=width,
            height=y,
        ),
        title=title,
        description=" ".join([about, *(_told(row, names) for row in rows)]),
        head=("Statement", *names, "Sets apart"),
        rows=tuple((row.label, *map(_shown, row.scores), _apart(row, names)) for row in rows),
    )


def _shown(score: float | None) -> str:
    return NOT_SHOWN if score is None else signed(score)


def _apart(row: StatementRow, names: Sequence[str]) -> str:
    return ", ".join(names[view - 1] for view in sorted(row.apart)) or "none"


def _told(row: StatementRow, names: Sequence[str]) -> str:
    scores = ", ".join(f"{name} {_shown(score)}" for name, score in zip(names, row.scores, strict=True))
    return f"{row.label.rstrip('.')}: {scores}; sets apart {_apart(row, names)}."


def _row(row: StatementRow, x: Callable[[float], float], y: float, width: int) -> tuple[str, int]:
    """A lane more for each disc that would cover another."""
    placed = sorted((score, view) for view, score in enumerate(row.scores, start=1) if score is not None)
    ends: list[float] = []
    filled, hollow, dark, light = "", "", [], []
    for score, view in placed:
        at = x(score)
        lane = next((lane for lane, end in enumerate(ends) if at - end >= 2 * DISC + 1), len(ends))
        ends[lane : lane + 1] = [at]
        down = y + DISC + 1 + lane * LANE
        word = svg.text(str(view), at, down + 5)
        if view in row.apart:
            filled += shape(0, at, down, DISC)
            light.append(word)
        else:
            hollow += shape(0, at, down, DISC)
            dark.append(word)
    lanes = max(len(ends), 1)
    middle = svg.number(y + DISC + 1)
    ruler = f"M14 {middle}H{width - 14}M{svg.number(x(0))} {svg.number(y)}v{svg.number(lanes * LANE)}"
    drawn = svg.element("path", d=ruler, stroke=svg.TICK)
    if placed:
        left, right = x(placed[0][0]), x(placed[-1][0])
        band = f"M{svg.number(left)} {svg.number(y + DISC - 2)}H{svg.number(right)}v6H{svg.number(left)}z"
        drawn += svg.element("path", d=band, fill=svg.GAP)
    if hollow:
        drawn += svg.element("path", d=hollow, fill="#ffffff", stroke=svg.FIRST, stroke_width=1.6)
        drawn += svg.element("g", *dark, text_anchor="middle", font_size=svg.SMALL)
    if filled:
        drawn += svg.element("path", d=filled, fill=svg.FIRST, stroke="#fff")
        drawn += svg.element("g", *light, text_anchor="middle", font_size=svg.SMALL, fill="#ffffff")
    return drawn, lanes


def _legend(names: Sequence[str], width: int) -> tuple[str, float]:
    drawn, y = "", 15.0
    for place, name in enumerate(names, start=1):
        lines = svg.wrapped(name, width - 26)
        drawn += svg.text(f"{place}", 4, y, font_weight="700") + svg.block(lines, 26, y)
        y += len(lines) * svg.LINE
    drawn += svg.element("path", d=shape(0, 8, y, 7), fill=svg.FIRST)
    drawn += svg.text("filled: this statement sets the view apart", 26, y + 5, font_size=svg.SMALL)
    return drawn, y + 16


def _scale(ladder: Sequence[float], x: Callable[[float], float], y: float) -> str:
    words = [svg.text(tick(each), x(each), y + 14) for each in ladder]
    return svg.element("g", *words, text_anchor="middle", fill=svg.QUIET, font_size=svg.SMALL)
