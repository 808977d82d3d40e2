"""A paper as a tree: what it says, never how it looks.

HTML, Word and PDF are all written from this one tree, so that they cannot say different things. The tree is
plain and frozen: two equal papers give the same files, byte for byte.
"""

import re
from dataclasses import dataclass
from datetime import date


class UnsafeLink(ValueError):
    """A link that leads neither to the web, nor to an e-mail address, nor to a place in the paper."""


class UnevenTable(ValueError):
    """A table in which a row has more or fewer cells than the head has columns."""


# Everything that XML 1.0 cannot hold: Word refuses to open a file with one of these in it.
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SAFE_LINK = re.compile(r"(https?://|mailto:|#)[^\s]+", re.IGNORECASE)


def printable(text: str) -> str:
    """The text without the control characters that no format can carry."""
    return _UNPRINTABLE.sub("", text)


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Strong:
    text: str


@dataclass(frozen=True)
class Emphasis:
    text: str


@dataclass(frozen=True)
class Link:
    text: str
    href: str

    def __post_init__(self) -> None:
        if not _SAFE_LINK.fullmatch(self.href):
            raise UnsafeLink(f"A paper cannot link to {self.href!r}.")


@dataclass(frozen=True)
class Note:
    """Something said at the end of the paper. Equal notes share one number."""

    text: "Words"


@dataclass(frozen=True)
class NoteMark:
    """The raised number in the prose that leads to a note."""

    note: Note


Run = Text | Strong | Emphasis | Link | NoteMark
Words = str | tuple[str | Run, ...]
"""Prose: a plain string, or strings and runs in reading order."""


def runs(words: Words) -> tuple[Run, ...]:
    """Prose as runs alone."""
    pieces = (words,) if isinstance(words, str) else words
    return tuple(Text(piece) if isinstance(piece, str) else piece for piece in pieces)


def plain_text(words: Words) -> str:
    """Prose without its marks."""
    return "".join(run.text for run in runs(words) if not isinstance(run, NoteMark))


@dataclass(frozen=True)
class Paragraph:
    """Within a section it is given a number (2.3); at the head of the paper it is not."""

    words: Words


@dataclass(frozen=True)
class BulletList:
    items: tuple[Words, ...]


@dataclass(frozen=True)
class NumberedList:
    """Lettered (a), (b), (c), since the paragraphs around it already have numbers."""

    items: tuple[Words, ...]


UNBROKEN = 16
"""A table of no more rows than this is never broken over two pages."""


@dataclass(frozen=True)
class Table:
    """Figures in rows.

    row_heads   whether the first cell of each row names the row
    numeric     columns, counted from 0, whose figures stand to the right
    shares      how wide the columns are, one beside another, where prose stands in several of them
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_heads: bool = True
    numeric: frozenset[int] = frozenset()
    note: str = ""
    shares: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.head):
                raise UnevenTable(
                    f"Row {number} of the table “{self.caption}” has {len(row)} cells, not {len(self.head)}."
                )


@dataclass(frozen=True)
class Figure:
    """A drawing with the same said in words, and the same in a table where there is one.

    svg           our own drawing; it is checked before it is used (see ``drawing``)
    alternative   everything that the drawing shows, in sentences
    """

    title: str
    svg: str
    alternative: str
    table: Table | None = None
    note: str = ""


@dataclass(frozen=True)
class Callout:
    """A quiet panel that opens with a word ("Caution"), since colour says nothing to some readers."""

    kind: str
    text: Words


@dataclass(frozen=True)
class KeyFigures:
    """Two to four figures to be seen first: (label, value, note)."""

    items: tuple[tuple[str, str, str], ...]


Block = Paragraph | BulletList | NumberedList | Table | Figure | Callout | KeyFigures


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it. A section within a section takes the next level of heading."""

    heading: str
    blocks: "tuple[Block | Section, ...]"


@dataclass(frozen=True)
class Source:
    text: str
    href: str = ""

    def __post_init__(self) -> None:
        if self.href and not _SAFE_LINK.fullmatch(self.href):
            raise UnsafeLink(f"A paper cannot link to {self.href!r}.")


@dataclass(frozen=True)
class Paper:
    """A paper to a council's committee, in the order in which committees read.

    author_office   the author's post ("Monitoring Officer")
    head            what is seen before the first section: key figures, a caution about the whole paper
    appendices      lettered A, B, C; the method stands here
    language        a language tag; "en-GB" and "cy" have the paper's own words (see ``wording``)
    """

    title: str
    council: str
    committee: str
    date: date
    author: str
    author_office: str
    purpose: tuple[Block, ...]
    recommendation: tuple[Block, ...]
    body: tuple[Section, ...] = ()
    implications: tuple[Section, ...] = ()
    appendices: tuple[Section, ...] = ()
    status: str = "Draft"
    language: str = "en-GB"
    reference: str = ""
    sources: tuple[Source, ...] = ()
    head: tuple[Block, ...] = ()
