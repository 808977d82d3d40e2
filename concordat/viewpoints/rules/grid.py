"""The grid that a sort fills: its columns, lowest value first, and what can be wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import exp

Grid = list[list[int]]  # [value, how many cards] for each column, as it is kept

FEWEST_COLUMNS, MOST_COLUMNS = 3, 21
MOST_CARDS_IN_A_COLUMN = 60
# PQMethod and KADE write a grid in twenty fields, one for each value from -6 to 13.
LOWEST_ELSEWHERE, HIGHEST_ELSEWHERE = -6, 13


class Steepness(StrEnum):
    """Flat: many cards may lie at the ends, for people who know the matter well. Steep: few may."""

    FLAT = "flat"
    USUAL = "usual"
    STEEP = "steep"


# How wide the hill is, in columns, for each column between its middle and its end.
SPREAD = {Steepness.FLAT: 0.85, Steepness.USUAL: 0.62, Steepness.STEEP: 0.45}


@dataclass(frozen=True)
class Problem:
    """``blocking``: no study can open with it. The others are advice."""

    words: str
    blocking: bool = True


@dataclass(frozen=True)
class Column:
    value: int
    cards: int

    @property
    def label(self) -> str:
        return signed(self.value)

    @property
    def places(self) -> range:
        return range(1, self.cards + 1)


def signed(value: int) -> str:
    """As people write it: +3, 0, −3."""
    return f"+{value}" if value > 0 else f"−{-value}" if value < 0 else "0"


def columns(grid: Sequence[Sequence[int]]) -> tuple[Column, ...]:
    return tuple(Column(int(value), int(cards)) for value, cards in grid)


def places(grid: Sequence[Sequence[int]]) -> int:
    """How many cards it holds."""
    return sum(int(cards) for _value, cards in grid)


def usual_columns(cards: int) -> int:
    """How many columns a study of so many cards usually has."""
    for most, count in ((8, 3), (14, 5), (24, 7), (38, 9), (60, 11)):
        if cards <= most:
            return count
    return 13


def suggest(*, cards: int, columns: int = 0, steepness: Steepness = Steepness.USUAL) -> Grid:
    """A symmetrical hill for so many cards, centred on 0.

    columns   an odd number, 3 to 21; 0 for as many as are usual
    Each column holds at least one card and none more than its neighbour nearer to the middle. What remains
    of an odd sum goes to the middle. Raises ``ValueError`` if the cards are fewer than the columns.
    """
    count = columns or usual_columns(cards)
    if not (FEWEST_COLUMNS <= count <= MOST_COLUMNS and count % 2 and cards >= count):
        raise ValueError(f"{cards} cards cannot be laid in {count} columns around a middle.")
    half = count // 2
    hill = [exp(-((out / (SPREAD[steepness] * half)) ** 2) / 2) for out in range(half + 1)]
    whole = hill[0] + 2 * sum(hill[1:])
    side = [max(1, round(cards * height / whole)) for height in hill[1:]]
    middle = cards - 2 * sum(side)
    while middle < side[0]:  # take from the widest step, so that the hill keeps its shape
        place = max(range(half), key=lambda out: (side[out], out))
        side[place] -= 1
        middle += 2
    while middle > side[0] + 3:  # what is left over goes outwards from the middle
        place = next((out for out in range(1, half) if side[out] < side[out - 1]), 0)
        side[place] += 1
        middle -= 2
    heights = [*reversed(side), middle, *side]
    return [[value, height] for value, height in zip(range(-half, half + 1), heights, strict=True)]


def widened(grid: Sequence[Sequence[int]]) -> Grid:
    """A column more at each end, of one card."""
    kept = [[int(value), int(cards)] for value, cards in grid]
    if not kept:
        return [[-1, 1], [0, 1], [1, 1]]
    return [[kept[0][0] - 1, 1], *kept, [kept[-1][0] + 1, 1]]


def narrowed(grid: Sequence[Sequence[int]]) -> Grid:
    """A column fewer at each end."""
    kept = [[int(value), int(cards)] for value, cards in grid]
    return kept[1:-1] if len(kept) > FEWEST_COLUMNS else kept


def problems(grid: Sequence[Sequence[int]], *, cards: int) -> tuple[Problem, ...]:
    """What is wrong with a grid for so many chosen statements, and what is only unusual."""
    laid = columns(grid)
    if len(laid) < FEWEST_COLUMNS:
        return (Problem(f"A grid has at least {FEWEST_COLUMNS} columns. This one has {len(laid)}."),)
    return (*_of_the_values(laid), *_of_the_cards(laid, cards), *_unusual(laid))


def _of_the_values(laid: tuple[Column, ...]) -> list[Problem]:
    found = []
    for left, right in pairwise(laid):
        if right.value == left.value:
            found.append(Problem(f"Two columns have the value {left.label}. Give each a value of its own."))
        elif right.value < left.value:
            found.append(
                Problem(f"The column {right.label} stands after {left.label}. Put the lowest value first.")
            )
    return found


def _of_the_cards(laid: tuple[Column, ...], cards: int) -> list[Problem]:
    found = [
        Problem(f"The column {column.label} holds no card. Give it one, or take the column out.")
        for column in laid
        if column.cards < 1
    ]
    room = sum(column.cards for column in laid)
    if room < cards:
        found.append(
            Problem(f"The grid has {room} places for {cards} chosen statements: {cards - room} too few.")
        )
    elif room > cards:
        found.append(
            Problem(f"The grid has {room} places for {cards} chosen statements: {room - cards} too many.")
        )
    return found


def _unusual(laid: tuple[Column, ...]) -> list[Problem]:
    found = []
    heights = [column.cards for column in laid]
    values = [column.value for column in laid]
    if heights != heights[::-1] or [-value for value in reversed(values)] != values:
        found.append(
            Problem("The grid is not symmetrical. That is allowed, but readers will ask why.", blocking=False)
        )
    if any(right - left > 1 for left, right in pairwise(values)):
        found.append(
            Problem("A value is left out between two columns, so their distance is uneven.", blocking=False)
        )
    if values and (min(values) < LOWEST_ELSEWHERE or max(values) > HIGHEST_ELSEWHERE):
        found.append(
            Problem(
                f"PQMethod and KADE know values from {signed(LOWEST_ELSEWHERE)} to "
                f"{signed(HIGHEST_ELSEWHERE)} only: this study could not be taken there.",
                blocking=False,
            )
        )
    return found


def in_words(grid: Sequence[Sequence[int]]) -> str:
    """The grid for whoever cannot see it: "−1: 2 cards; 0: 3 cards; +1: 2 cards"."""
    return "; ".join(
        f"{column.label}: {column.cards} card{'' if column.cards == 1 else 's'}" for column in columns(grid)
    )
