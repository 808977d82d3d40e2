"""What every format is first turned into: one source text, and its lines with the facts of their layout.

A reader of a format knows nothing of clauses. It writes down what a person would see on the paper, line by
line, with automatic numbers printed as the paper prints them, and says of each line where it stands.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from concordat.protocol.rules.clauses import Span
from concordat.protocol.rules.reading.marks import marks_of
from concordat.protocol.rules.reading.words import word

# Beside the plain space and tab: the non-breaking, the thin and the zero-width ones of justified text.
SPACES = str.maketrans(dict.fromkeys("\t\xa0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000", " "))
WELSH = word("welsh")
ENGLISH = word("english")
INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\x0b\x0c\x1a]")


def tidy(words: str) -> str:
    """One space where there were several, none at the ends, nothing that cannot be seen."""
    return " ".join(INVISIBLE.sub("", words).translate(SPACES).split())


@dataclass(slots=True)
class Line:
    """One line of layout, or a whole paragraph where the format keeps paragraphs.

    start, end   its place in the source text, the line break not counted
    text         what stands there
    indent       where its words begin, in widths of a character
    right        where they end; 0 if the format does not say
    blanks       how many empty lines or paragraphs stand before it
    size         of its type, in points; 0 if the format does not say
    level        of a heading, if the format itself says that it is one; 1 is the title
    mark         how many characters at its start the format itself says are a number or bullet
    skip         how many signs at its start are layout: "## " of Markdown
    whole        it is a paragraph, not a part of one
    inline       it was cut out of the middle of a line, where a mark seems to stand
    beside       it says the same as the line above it, in the other language
    continued    another paragraph of the item of a list that the line above belongs to
    inside       it begins within a quotation that an earlier line opened
    left_out     why it is no text of the instrument, if the format itself says so
    said         what a file that we wrote ourselves says about it: kind, key, label …
    """

    start: int
    end: int
    text: str
    indent: float = 0.0
    right: float = 0.0
    blanks: int = 0
    page: int = 0
    size: float = 0.0
    bold: bool = False
    level: int = 0
    mark: int = 0
    skip: int = 0
    whole: bool = False
    linked: bool = False
    quoted: bool = False
    note: bool = False
    sideways: bool = False
    inline: bool = False
    inside: bool = False
    picture: bool = False
    beside: bool = False
    continued: bool = False
    left_out: str = ""
    said: Mapping[str, str] | None = None
    _words: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def body(self) -> str:
        """What is left without the signs of layout and the space around it."""
        return self.text[self.skip :].strip()

    @property
    def words(self) -> str:
        if self._words is None:
            self._words = tidy(self.text[self.skip :])
        return self._words

    @property
    def told(self) -> bool:
        """A file that we wrote ourselves says that this is a clause, or a part of one."""
        return self.said is not None or self.continued

    @property
    def span(self) -> Span:
        """Its place without the space around it."""
        return trimmed(self.text, self.start)


def trimmed(text: str, start: int) -> Span:
    before = len(text) - len(text.lstrip())
    return Span(start + before, start + max(before, len(text.rstrip())))


@dataclass(slots=True)
class Layout:
    """A document before anybody has thought about its clauses.

    indents    where the lines begin can be relied on
    warnings   what the format's reader noticed
    """

    source: str
    lines: list[Line]
    indents: bool = True
    warnings: list[str] = field(default_factory=list)


def welsh(words: str) -> bool:
    return len(WELSH.findall(words)) > len(ENGLISH.findall(words))


def usual_size(lines: Sequence[Line]) -> float:
    """The size of type in which most of the text is set."""
    signs: Counter[float] = Counter()
    for line in lines:
        signs[line.size] += len(line.text)
    return max(signs, key=signs.__getitem__, default=0.0)


class Sheet:
    """Writes the source text, line after line."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._length = 0
        self._blanks = 0
        self.lines: list[Line] = []
        self.warnings: list[str] = []

    def add(self, text: str, **facts: Any) -> Line | None:
        """One more line. One without words is only counted, as space before the next."""
        text = text.replace("\n", " ")
        if not INVISIBLE.sub("", text).strip():
            self.blank()
            return None
        blanks = max(facts.pop("blanks", 0), self._blanks)
        line = Line(start=self._length, end=self._length + len(text), text=text, blanks=blanks, **facts)
        self.lines.append(line)
        self._write(text)
        self._blanks = 0
        return line

    def rows(self, cells: Sequence[str], **facts: Any) -> None:
        """Cells of one row: a number and its text, the same in two languages, or one thing after another."""
        cells = [cell for cell in cells if cell.strip()]
        if len(cells) > 1 and len(cells[0]) < 12 and marks_of(f"{cells[0].strip()} X"):
            cells = [f"{cells[0]} {cells[1]}", *cells[2:]]
        for place, cell in enumerate(cells):
            other = place > 0 and welsh(cell) != welsh(cells[0])
            self.add(cell, beside=other, **facts)

    def blank(self, times: int = 1) -> None:
        self._blanks += times
        for _ in range(min(times, 3)):
            self._write("")

    def layout(self, *, indents: bool = True) -> Layout:
        return Layout("".join(self._written), self.lines, indents, self.warnings)

    def _write(self, text: str) -> None:
        self._written.append(f"{text}\n")
        self._length += len(text) + 1
