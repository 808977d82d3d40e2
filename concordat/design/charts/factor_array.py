"""A view as a grid, as a person of that view would have laid the cards: a column for each value, the
statements' numbers in the cells, the texts beside it in the table."""

from collections.abc import Sequence
from dataclasses import dataclass

from concordat.design.charts import svg
from concordat.design.charts.chart import Chart
from concordat.design.charts.marks import tick

CELL = 30.0
LEAST = 25.0  # the narrowest column in which three signs of 13 units stand
LETTERS = 13
HEAD = ("Value", "Card", "Statement", "Mark")
DISTINGUISHES, AGREED = "distinguishes this view", "all views agree"


@dataclass(frozen=True)
class Card:
    """A statement in its column. ``label`` is short, to fit; ``mark`` is DISTINGUISHES, AGREED or ""."""

    label: str
    text: str
    value: float
    mark: str = ""


def factor_array(
    *,
    cards: Sequence[Card],
    title: str,
    ends: tuple[str, str] = ("most unlike my view", "most like my view"),
    width: int = svg.NARROW,
) -> Chart:
    """Cards stand in their column in the order in which they are given.

    The drawing is wider than ``width`` where the grid has more columns than fit. Raises ``ValueError``
    without a card.
    """
    if not cards:
        raise ValueError("A grid needs at least one card.")
    values = sorted({card.value for card in cards})
    columns = [[card for card in cards if card.value == value] for value in values]
    across = max(LEAST, (width - 2) / len(values))
    drawn_wide = max(width, round(across * len(values) + 2))
    labels = _short([card.label for card in cards], across)
    about = f"The grid from {tick(values[0])} ({ends[0]}) to {tick(values[-1])} ({ends[1]})."
    legend, top = _legend(ends, drawn_wide, {card.mark for card in cards})
    deepest = max(len(column) for column in columns)
    where = {
        id(card): (1 + place * across, top + 26 + down * CELL)
        for place, column in enumerate(columns)
        for down, card in enumerate(column)
    }
    heads = [
        svg.text(tick(value), 1 + (place + 0.5) * across, top + 16) for place, value in enumerate(values)
    ]
    words = [
        svg.text(label, where[id(card)][0] + across / 2, where[id(card)][1] + CELL / 2 + 5)
        for card, label in zip(cards, labels, strict=True)
    ]
    body = [
        legend,
        svg.element("g", *heads, text_anchor="middle", font_weight="700", font_size=svg.SMALL),
        *_cells(cards, where, across),
        svg.element("g", *words, text_anchor="middle", font_size=LETTERS),
    ]
    ordered = sorted(zip(cards, labels, strict=True), key=lambda pair: -pair[0].value)
    return Chart(
        svg=svg.drawing(
            *body,
            key=svg.key_of(title, cards),
            title=title,
            description=about,
            width=drawn_wide,
            height=top + 26 + deepest * CELL + 4,
        ),
        title=title,
        description=" ".join([about, *_told(columns)]),
        head=HEAD,
        rows=tuple((tick(card.value), label, card.text, card.mark) for card, label in ordered),
    )


def _short(labels: Sequence[str], across: float) -> list[str]:
    """The labels, or where one is too long for a cell, the place of each statement in the study."""
    if max(svg.wide(label, LETTERS) for label in labels) <= across:
        return list(labels)
    return [str(place) for place in range(1, len(labels) + 1)]


def _told(columns: Sequence[Sequence[Card]]) -> list[str]:
    return [
        f"{tick(column[0].value)}: {', '.join(card.label for card in column)}."
        for column in reversed(columns)
    ]


def _cells(cards: Sequence[Card], where: dict[int, tuple[float, float]], across: float) -> list[str]:
    paths = {"": "", DISTINGUISHES: "", AGREED: ""}
    for card in cards:
        x, y = where[id(card)]
        inset = 2.0 if card.mark else 0.0
        wide, high = svg.number(across - 2 * inset), svg.number(CELL - 2 * inset)
        paths[card.mark] += f"M{svg.number(x + inset)} {svg.number(y + inset)}h{wide}v{high}h-{wide}z"
        if card.mark:  # the plain frame as well, so that the grid stays whole
            whole = svg.number(across)
            paths[""] += f"M{svg.number(x)} {svg.number(y)}h{whole}v{svg.number(CELL)}h-{whole}z"
    looks: dict[str, dict[str, str | float]] = {
        "": {"stroke": svg.TICK},
        DISTINGUISHES: {"stroke": svg.SECOND, "stroke_width": 3},
        AGREED: {"stroke": svg.FIRST, "stroke_width": 2, "stroke_dasharray": "3 3"},
    }
    return [svg.element("path", d=path, fill="none", **looks[mark]) for mark, path in paths.items() if path]


def _legend(ends: tuple[str, str], width: int, marks: set[str]) -> tuple[str, float]:
    drawn, y = "", 0.0
    if DISTINGUISHES in marks:
        drawn += svg.element(
            "rect", x=2, y=y + 3, width=14, height=14, fill="none", stroke=svg.SECOND, stroke_width=3
        )
        drawn += svg.text("thick frame: " + DISTINGUISHES, 24, y + 15, font_size=svg.SMALL)
        y += 22
    if AGREED in marks:
        drawn += svg.element(
            "rect",
            x=2,
            y=y + 3,
            width=14,
            height=14,
            fill="none",
            stroke=svg.FIRST,
            stroke_width=2,
            stroke_dasharray="3 3",
        )
        drawn += svg.text("broken frame: " + AGREED, 24, y + 15, font_size=svg.SMALL)
        y += 22
    low, high = (svg.wrapped(words, width / 2 - 12, svg.SMALL) for words in ends)
    first = y + 14
    drawn += svg.element(
        "g",
        svg.block(low, 0, first),
        svg.block(high, width, first, text_anchor="end"),
        fill=svg.QUIET,
        font_size=svg.SMALL,
    )
    return drawn, y + max(len(low), len(high)) * svg.LINE + 2
