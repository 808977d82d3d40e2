"""The text of an instrument as a tree of clauses, and how sure a reader of it can be.

These are the values that everything in this room hands on: a reader makes them, the repair screen mends them,
an edition keeps them, the redline compares them and every export writes them.

A tree is a tuple of clauses in the order of the document; ``parent`` is a place in that tuple. The printed
label is only what the paper says ("3(a)", "8.63", "•"): who the clause *is* stands in ``key``.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a clause is. An illustration is not a rule, and a definition is not one either."""

    HEADING = "heading"
    RULE = "rule"
    EXPECTATION = "expectation"
    DEFINITION = "definition"
    ILLUSTRATION = "illustration"
    QUOTATION = "quotation"
    NOTE = "note"
    IMAGE_MISSING = "image missing"


class Owed(StrEnum):
    """Who owes whom what an expectation says."""

    BY_COUNCILLORS = "by councillors to officers"
    BY_OFFICERS = "by officers to councillors"
    BY_BOTH = "by each to the other"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source text: characters ``start`` up to, not including, ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, one heading, or one paragraph that stands by itself.

    label        as printed, with its marks: "1.", "(a)", "8.63"; empty where nothing was printed
    heading      the heading it carries; a clause of kind heading has its words here and no text
    text         its words; paragraphs of one clause are parted by a line break
    depth        0 at the top; always one more than that of its parent
    parent       the place of its parent in the tuple, or None
    confidence   0 to 1: how sure the reader is of label, kind and place together
    doubts       why it is not surer, each a short sentence for the person who repairs
    source       the stretches of the source text that it was made from, in order
    key          its permanent identity, once it has one
    owed         of an expectation alone: who owes whom
    tags         "influence", "no surprises", a principle, a family of the model: plain words
    """

    label: str
    heading: str
    text: str
    kind: Kind
    depth: int = 0
    parent: int | None = None
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    source: tuple[Span, ...] = ()
    key: str = ""
    owed: Owed | None = None
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of the source that is no clause, and why: "page number", "contents", "navigation"."""

    reason: str
    text: str
    source: Span


@dataclass(frozen=True, slots=True)
class Stated:
    """A date that the text itself states, as exactly as it states it.

    value       "2021-12-16", "2026-12" or "2026"; for a cycle the words, "every four years"
    precision   "day", "month", "year" or "cycle"
    words       as printed
    body        who adopted it, where that is said ("Full Council"); else empty
    minute      the number of the minute, where that is said; else empty
    """

    value: str
    precision: str
    words: str
    body: str = ""
    minute: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a document. Every character of ``source`` is in a clause or is left out.

    source     the whole text as it came out of the file, one line for each line of layout
    warnings   what a person should know: a reference that leads nowhere, a law that has lapsed
    """

    title: str
    adopted: Stated | None
    review: Stated | None
    clauses: tuple[Clause, ...]
    left_out: tuple[LeftOut, ...]
    warnings: tuple[str, ...]
    source: str
