"""Made-up instruments: a tree, the marks that it wears, and what a reader should find in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from concordat.protocol.rules.clauses import Kind, Reading
from tests.protocol.made import words

Path = tuple[int, ...]
Style = Callable[[Path], str]


@dataclass(frozen=True)
class Part:
    """A heading, a clause or an item; ``words`` without any mark."""

    words: str
    heading: bool = False
    parts: "tuple[Part, ...]" = ()


@dataclass(frozen=True)
class Row:
    """One paragraph of the paper and the mark before it. ``depth``: where a reader should put it."""

    label: str
    words: str
    depth: int
    heading: bool = False
    lost: bool = False  # not on the paper
    joined: bool = False  # on the line of what stands above it
    space: str = " "

    @property
    def printed(self) -> str:
        return f"{self.label}{self.space}{self.words}" if self.label else self.words


def made(
    chance: Random, *, chapters: tuple[int, int] = (2, 5), lists: float = 0.4, opened: bool = False
) -> tuple[Part, ...]:
    """Headings with clauses, some of which hold a list."""
    parts = []
    for heading in words.headings(chance, chance.randint(*chapters)):
        clauses = []
        for _ in range(chance.randint(2, 5)):
            if chance.random() < lists:
                listed = words.items(chance, chance.randint(2, 5))
                ends = chance.choice(((";", "; and", "."), ("", "", ""), (",", ", or", ".")))
                tail = [ends[0]] * (len(listed) - 2) + [ends[1], ends[2]]
                items = tuple(Part(item + end) for item, end in zip(listed, tail, strict=True))
                clauses.append(Part(words.lead(chance), parts=items))
            else:
                clauses.append(Part(words.paragraph(chance)))
        parts.append(Part(heading, heading=True, parts=tuple(clauses)))
    return tuple(parts)


# ------------------------------------------------------------------------------ marks


def roman(number: int) -> str:
    written = ""
    for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            written, number = written + sign, number - value
    return written


def letter(number: int) -> str:
    return chr(96 + number)


def numbers(shape: str) -> Style:
    return lambda path: shape.format(path[-1])


def decimals(path: Path) -> str:
    return ".".join(map(str, path))


def letters(shape: str) -> Style:
    return lambda path: shape.format(letter(path[-1]))


def romans(shape: str) -> Style:
    return lambda path: shape.format(roman(path[-1]))


def sign(glyph: str) -> Style:
    return lambda _path: glyph


def none(_path: Path) -> str:
    return ""


@dataclass
class Continuous:
    """One run of numbers through all headings."""

    shape: str = "{}."
    start: int = 1
    count: int = 0

    def __call__(self, _path: Path) -> str:
        self.count += 1
        return self.shape.format(self.start + self.count - 1)


@dataclass(frozen=True)
class Marks:
    """The marks of headings, clauses and items."""

    heading: Style = none
    clause: Style = none
    item: Style = none
    capitals: bool = False


@dataclass(frozen=True)
class Paper:
    """What stands on the paper: title, front lines, a list of contents, the rows, lines at the back.

    around   what a page has above its title and below its text
    """

    title: str
    rows: tuple[Row, ...]
    front: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    around: tuple[str, str] | tuple[()] = ()

    @property
    def shown(self) -> list[Row]:
        return [row for row in self.rows if not row.lost]

    @property
    def top(self) -> list[str]:
        """Everything before the rows."""
        above = [self.around[0], ""] if self.around else []
        return [*above, self.title, "", *self.front, "", *self.contents, *([""] if self.contents else [])]

    @property
    def bottom(self) -> list[str]:
        return ["", *self.back, *self.around[1:]]


def dressed(
    parts: Sequence[Part], marks: Marks, *, title: str, front: Sequence[str] = (), back: Sequence[str] = ()
) -> Paper:
    rows: list[Row] = []
    for chapter, part in enumerate(parts, 1):
        heading = part.words.upper() if marks.capitals else part.words
        rows.append(Row(marks.heading((chapter,)), heading, 0, heading=True))
        for place, clause in enumerate(part.parts, 1):
            rows.append(Row(marks.clause((chapter, place)), clause.words, 1))
            rows += [
                Row(marks.item((chapter, place, number)), item.words, 2)
                for number, item in enumerate(clause.parts, 1)
            ]
    return Paper(title, tuple(rows), tuple(front), tuple(back))


# ------------------------------------------------------------------------------ what is found


Found = tuple[str, str, int, bool]


def expected(paper: Paper) -> list[Found]:
    return [(row.label, row.words, row.depth, row.heading) for row in paper.rows]


def found(reading: Reading) -> list[Found]:
    return [
        (clause.label, clause.heading or clause.text, clause.depth, clause.kind is Kind.HEADING)
        for clause in reading.clauses
    ]


def shape(rows: Sequence[Found]) -> list[tuple[str, int, bool]]:
    """The tree without its marks."""
    return [(words, depth, heading) for _label, words, depth, heading in rows]
