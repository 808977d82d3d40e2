"""The paper in reading order, with every number already given.

The three formats are written from this list and add nothing to it: what is 3.2 in the PDF is 3.2 in Word.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from concordat.papers.document import (
    Block,
    BulletList,
    Callout,
    Emphasis,
    Figure,
    KeyFigures,
    Link,
    Note,
    NoteMark,
    NumberedList,
    Paper,
    Paragraph,
    Section,
    Source,
    Strong,
    Table,
    Text,
    Words,
    runs,
)
from concordat.papers.wording import wording


class Series(Enum):
    """How a heading of the first level is counted."""

    SECTION = "1, 2, 3"
    APPENDIX = "Appendix A, Appendix B"
    UNCOUNTED = "not at all"


@dataclass(frozen=True)
class Mark:
    """The place of a note in the prose. ``first``: the place to which the note leads back."""

    number: int
    first: bool


Piece = Text | Strong | Emphasis | Link | Mark
Prose = tuple[Piece, ...]


@dataclass(frozen=True)
class Heading:
    """``level`` 1 is a section of the paper; the title of the paper stands above all levels."""

    level: int
    number: str
    text: str
    anchor: str
    series: Series


@dataclass(frozen=True)
class Prosaic:
    """A paragraph; ``number`` is empty where paragraphs are not counted."""

    number: str
    prose: Prose
    series: Series


@dataclass(frozen=True)
class Listed:
    items: tuple[Prose, ...]
    lettered: bool


@dataclass(frozen=True)
class Tabled:
    number: int
    table: Table


@dataclass(frozen=True)
class Drawn:
    number: int
    figure: Figure


@dataclass(frozen=True)
class Called:
    kind: str
    prose: Prose


@dataclass(frozen=True)
class Noted:
    notes: tuple[Prose, ...]


@dataclass(frozen=True)
class Sourced:
    sources: tuple[Source, ...]


Item = Heading | Prosaic | Listed | Tabled | Drawn | Called | KeyFigures | Noted | Sourced


def letter(place: int) -> str:
    """1 is a, 26 is z, 27 is aa: as Word and HTML count in letters."""
    return chr(ord("a") + (place - 1) % 26) * ((place - 1) // 26 + 1)


def outline(paper: Paper) -> tuple[Item, ...]:
    """Everything that comes after the title block."""
    return tuple(_Counting().paper(paper))


@dataclass
class _Counting:
    """Where the counting has got to."""

    series: Series = Series.UNCOUNTED
    section: str = ""
    paragraphs: int = 0
    sections: int = 0
    appendices: int = 0
    headings: int = 0
    tables: int = 0
    figures: int = 0
    notes: dict[Note, int] = field(default_factory=dict)

    def paper(self, paper: Paper) -> Iterator[Item]:
        words = wording(paper.language)
        yield from self.blocks(paper.head, level=1)
        if paper.purpose:
            yield from self.counted(Section(words.purpose, paper.purpose))
        if paper.recommendation:
            heading = words.recommendations if _several(paper.recommendation) else words.recommendation
            yield from self.counted(Section(heading, paper.recommendation))
        for section in paper.body:
            yield from self.counted(section)
        if paper.implications:
            yield from self.counted(Section(words.implications, paper.implications))
        # Notes of the appendices belong to the same list, and the list stands last but for the sources.
        for appendix in paper.appendices:
            yield from self.appendix(appendix)
        if self.notes:
            yield self.uncounted(words.notes)
            yield Noted(tuple(self.noted()))
        if paper.sources:
            yield self.uncounted(words.sources)
            yield Sourced(paper.sources)

    def counted(self, section: Section) -> Iterator[Item]:
        self.sections += 1
        self.series, self.section, self.paragraphs = Series.SECTION, f"{self.sections}.", 0
        yield self.heading(1, str(self.sections), section.heading)
        yield from self.blocks(section.blocks, level=2)

    def appendix(self, section: Section) -> Iterator[Item]:
        self.appendices += 1
        self.series, self.section, self.paragraphs = Series.APPENDIX, letter(self.appendices).upper(), 0
        yield self.heading(1, self.section, section.heading)
        yield from self.blocks(section.blocks, level=2)

    def uncounted(self, text: str) -> Heading:
        self.series, self.section = Series.UNCOUNTED, ""
        return self.heading(1, "", text)

    def heading(self, level: int, number: str, text: str) -> Heading:
        self.headings += 1
        return Heading(level, number, text, f"section-{self.headings}", self.series)

    def blocks(self, blocks: tuple[Block | Section, ...], *, level: int) -> Iterator[Item]:
        for block in blocks:
            if isinstance(block, Section):
                yield self.heading(level, "", block.heading)
                yield from self.blocks(block.blocks, level=level + 1)
            else:
                yield self.block(block)

    def block(self, block: Block) -> Item:
        match block:
            case Paragraph(words):
                self.paragraphs += bool(self.section)
                number = f"{self.section}{self.paragraphs}" if self.section else ""
                return Prosaic(number, self.prose(words), self.series)
            case BulletList(items):
                return Listed(tuple(self.prose(item) for item in items), lettered=False)
            case NumberedList(items):
                return Listed(tuple(self.prose(item) for item in items), lettered=True)
            case Table():
                self.tables += 1
                return Tabled(self.tables, block)
            case Figure():
                self.figures += 1
                return Drawn(self.figures, block)
            case Callout(kind, words):
                return Called(kind, self.prose(words))
            case KeyFigures():
                return block

    def noted(self) -> Iterator[Prose]:
        # Not over the notes themselves: a note may bring another, which then stands after it.
        written = 0
        while written < len(self.notes):
            yield self.prose(list(self.notes)[written].text)
            written += 1

    def prose(self, words: Words) -> Prose:
        return tuple(self.mark(run) if isinstance(run, NoteMark) else run for run in runs(words))

    def mark(self, mark: NoteMark) -> Mark:
        first = mark.note not in self.notes
        return Mark(self.notes.setdefault(mark.note, len(self.notes) + 1), first)


def _several(blocks: tuple[Block, ...]) -> bool:
    return any(isinstance(block, NumberedList | BulletList) and len(block.items) > 1 for block in blocks)
