"""The twenty-four shapes of real instruments, and the clothes that each can wear.

The table of shapes tells of marks, headings and traps; the words are ours. A shape whose text comes out wrong
by nature (lost, flattened or run together) has a trap test of its own as well.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random

from tests.protocol.made import clothes
from tests.protocol.made.clothes import Clothes
from tests.protocol.made.trees import (
    Continuous,
    Marks,
    Paper,
    Row,
    decimals,
    dressed,
    letters,
    made,
    none,
    numbers,
    romans,
    sign,
)

ADOPTED = "Adopted by Full Council on 3 May 2023 (minute 45.2)"
REVIEW = "Review date: December 2027"
TITLE = "Protocol on Working Together"
TEXTS: tuple[Clothes, ...] = (clothes.plain, clothes.wrapped, clothes.paged, clothes.markdown, clothes.web)
ALL: tuple[Clothes, ...] = (*TEXTS, clothes.word_typed, clothes.pdf)
WORD: tuple[Clothes, ...] = (clothes.word_numbered,)


def capital_letter(path: tuple[int, ...]) -> str:
    return f"{chr(64 + path[-1])}."


@dataclass(frozen=True)
class Shape:
    """``marks`` makes them anew for each document, for some of them count."""

    marks: Callable[[], Marks]
    wears: tuple[Clothes, ...] = ALL
    change: Callable[[Paper], Paper] = lambda paper: paper
    lists: float = 0.4


def with_contents(paper: Paper) -> Paper:
    """T11 and T12: a list of the headings before the text."""
    rows = [row for row in paper.rows if row.heading]
    return replace(paper, contents=tuple(row.printed for row in rows))


def with_navigation(paper: Paper) -> Paper:
    return replace(paper, around=("Skip to content", "Back to top"))


def without_headings(paper: Paper) -> Paper:
    """T10: only the numbers tell where a chapter begins."""
    rows = []
    chapter = 0
    for row in paper.rows:
        if row.heading:
            chapter += 1
            rows.append(Row(str(chapter), "", 0, heading=True, lost=True))
        else:
            rows.append(row)
    return replace(paper, rows=tuple(rows))


def without_break(paper: Paper) -> Paper:
    """T8: one clause begins on the line of the one before it."""
    rows = list(paper.rows)
    for place in range(2, len(rows)):
        above, row = rows[place - 1], rows[place]
        if above.depth == row.depth == 1 and above.words.endswith(".") and not above.joined:
            rows[place] = replace(row, joined=True)
            break
    return replace(paper, rows=tuple(rows))


def close_up(paper: Paper) -> Paper:
    """T15: no space behind the marks."""
    return replace(paper, rows=tuple(replace(row, space="") for row in paper.rows))


def unbroken(paper: Paper) -> Paper:
    """T16: spaces that cannot break, and runs of spaces."""
    return replace(paper, rows=tuple(replace(row, space="\u00a0\u00a0 ") for row in paper.rows))


SHAPES: dict[str, Shape] = {
    "1": Shape(lambda: Marks(none, Continuous(), sign("•")), TEXTS, with_contents),
    "2": Shape(lambda: Marks(numbers("{}."), letters("({})"), romans("({})")), (*ALL, *WORD)),
    "3": Shape(lambda: Marks(numbers("{}."), numbers("{}."), sign("•")), ALL),
    "4": Shape(lambda: Marks(numbers("{}"), decimals, letters("({})"), capitals=True), ALL, unbroken),
    "5": Shape(lambda: Marks(numbers("{}."), decimals, letters("{}."), capitals=True), (*ALL, *WORD)),
    "6": Shape(lambda: Marks(none, Continuous(), letters("({})"))),
    "7": Shape(lambda: Marks(none, none, sign("•")), (*TEXTS, clothes.word_typed)),
    "8": Shape(lambda: Marks(numbers("{}."), decimals, sign("•")), (*ALL, *WORD)),
    "9": Shape(lambda: Marks(none, decimals, sign("-"), capitals=True), (*ALL, *WORD)),
    "10": Shape(
        lambda: Marks(numbers("{}."), none, sign("•")),
        (clothes.plain, clothes.wrapped, clothes.web),
        with_contents,
    ),
    "11": Shape(lambda: Marks(none, decimals, letters("({})")), TEXTS, without_headings),
    "12": Shape(lambda: Marks(none, decimals, letters("({})")), (*ALL, *WORD)),
    "13": Shape(lambda: Marks(none, Continuous("8.{}", 63), sign("•")), ALL, with_navigation),
    "14": Shape(lambda: Marks(none, Continuous(), sign("•"))),
    "16": Shape(lambda: Marks(numbers("{}."), letters("({})"), sign("-")), (*ALL, *WORD)),
    "18": Shape(lambda: Marks(numbers("{}"), decimals, romans("{}.")), (*ALL, *WORD)),
    "19": Shape(lambda: Marks(numbers("{}."), decimals, letters("({})")), TEXTS[:3], without_break),
    "20": Shape(lambda: Marks(numbers("{}"), numbers("({})"), letters("({})")), TEXTS, with_navigation),
    "20 close": Shape(lambda: Marks(numbers("{}."), numbers("({})"), letters("({})")), TEXTS[:3], close_up),
    "22": Shape(lambda: Marks(none, Continuous(), sign("•"), capitals=True)),
    "23": Shape(lambda: Marks(none, Continuous(), romans("({})")), TEXTS, with_navigation),
    "24": Shape(lambda: Marks(none, none, sign("-")), (*TEXTS, clothes.word_typed)),
    "orders": Shape(lambda: Marks(numbers("{}"), letters("{}"), romans("{}"), capitals=True)),
    "lettered": Shape(lambda: Marks(capital_letter, numbers("{}."), letters("({})"))),
    "parts": Shape(lambda: Marks(lambda path: f"Part {path[-1]}", decimals, letters("({})"))),
    "bracketed": Shape(lambda: Marks(numbers("{})"), letters("{})"), romans("{})"))),
}


def paper_of(name: str, seed: int) -> Paper:
    shape = SHAPES[name]
    parts = made(Random(seed), lists=shape.lists)
    return shape.change(dressed(parts, shape.marks(), title=TITLE, front=(ADOPTED,), back=(REVIEW,)))


def worn() -> Iterator[tuple[str, Clothes]]:
    for name, shape in SHAPES.items():
        for each in shape.wears:
            yield name, each
