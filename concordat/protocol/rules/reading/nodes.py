"""The tree while it is being made: the same as clauses, but it can still be mended."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from concordat.protocol.rules.clauses import Clause, Kind, Owed, Span
from concordat.protocol.rules.reading.lines import tidy, trimmed
from concordat.protocol.rules.reading.marks import Mark

# Told to whoever reads: one sentence.
Warn = Callable[[str], None]
# An item of a list rarely ends in a full stop.
ITEM_ENDS = re.compile(r"(?:[;,]|; ?(?:and|or)|[;,]? ?(?:and|or))$")


@dataclass(slots=True)
class Piece:
    """Words of one line, and where they stand in the source; ``raw`` is what stands there."""

    words: str
    span: Span
    raw: str

    def cut(self, place: int) -> "tuple[Piece, Piece]":
        """Two of it, the second beginning with the word at that place of ``words``."""
        visible = sum(not sign.isspace() for sign in self.words[:place])
        at = 0
        while visible or tidy(self.raw[at : at + 1]) == "":
            visible -= tidy(self.raw[at]) != ""
            at += 1
        return piece_of(self.raw[:at], self.span.start), piece_of(self.raw[at:], self.span.start + at)


@dataclass(slots=True, eq=False)
class Node:
    """A clause in the making.

    label       what it is to be called; ``printed`` is what stands on the paper where that differs
    title       pieces of its heading, if it looks as if it had one
    paragraphs  its text, each paragraph the pieces of its lines
    doubts      why one may not be sure, and how much surety each of them costs
    """

    label: str = ""
    mark: Mark | None = None
    printed: str | None = None
    label_span: Span | None = None
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    titled: bool = False
    title: list[Piece] = field(default_factory=list)
    paragraphs: list[list[Piece]] = field(default_factory=list)
    kind: Kind | None = None
    owed: Owed | None = None
    rank: int = 0
    indent: float = 0.0
    column: float = 0.0
    page: int = 0
    gap: int = 0  # empty paragraphs after it
    listed: bool = False  # a mark that the format itself gave
    key: str = ""
    tags: frozenset[str] = frozenset()
    said: bool = False
    sure: float = 0.98  # before any doubt that has words
    doubts: list[tuple[str, float]] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        return self.kind is Kind.HEADING

    @property
    def heading(self) -> str:
        return together(self.title)

    @property
    def text(self) -> str:
        return "\n".join(together(paragraph) for paragraph in self.paragraphs)

    @property
    def words(self) -> str:
        return self.text or self.heading

    def doubt(self, why: str, cost: float) -> None:
        if all(why != each for each, _cost in self.doubts):
            self.doubts.append((why, cost))

    def adopt(self, child: "Node", place: int | None = None) -> None:
        if child.parent:
            child.parent.children.remove(child)
        child.parent = self
        self.children.insert(len(self.children) if place is None else place, child)

    @property
    def siblings(self) -> "list[Node]":
        """All children of its parent, itself among them."""
        return self.parent.children if self.parent else [self]

    @property
    def place(self) -> int:
        return next(n for n, child in enumerate(self.siblings) if child is self)

    @property
    def before(self) -> "Node | None":
        return self.siblings[self.place - 1] if self.place else None

    @property
    def after(self) -> "Node | None":
        return self.siblings[self.place + 1] if self.place + 1 < len(self.siblings) else None

    @property
    def numbered(self) -> bool:
        return self.mark is not None and not self.mark.bullet

    @property
    def bulleted(self) -> bool:
        return self.mark is not None and self.mark.bullet

    @property
    def spans(self) -> list[Span]:
        pieces = [*self.title, *(piece for paragraph in self.paragraphs for piece in paragraph)]
        spans = [piece.span for piece in pieces]
        if self.label_span:
            spans.append(self.label_span)
        return merged(spans)


def together(pieces: Iterable[Piece]) -> str:
    """Lines made one again. A hyphen at a line's end is kept: most of them belong to the word."""
    parts: list[str] = []
    end = ""  # the last two signs: a paragraph of very many lines is not searched for each of them
    for piece in pieces:
        if end.endswith(("\u00ad", "\u2010")):
            parts[-1] = parts[-1][:-1]
            end = end[:-1]
        elif end and not (end[-1] == "-" and end[:-1].isalpha() and piece.words[:1].isalpha()):
            parts.append(" ")
            end = f"{end} "
        if piece.words:
            parts.append(piece.words)
            end = f"{end}{piece.words}"[-2:]
    return "".join(parts)


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order; those that touch made one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if joined and span.start <= joined[-1].end + 1:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        elif span.end > span.start:
            joined.append(span)
    return joined


def piece_of(text: str, start: int) -> Piece:
    span = trimmed(text, start)
    return Piece(tidy(text), span, text[span.start - start : span.end - start])


def walk(root: Node) -> Iterator[Node]:
    """Every node below the root in the order of the document; no recursion, so as deep as it likes."""
    waiting = list(reversed(root.children))
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def clauses(root: Node) -> tuple[Clause, ...]:
    order = list(walk(root))
    places = {id(node): place for place, node in enumerate(order)}
    depths: dict[int, int] = {id(root): -1}
    made = []
    for node in order:
        depth = depths[id(node)] = depths[id(node.parent)] + 1
        made.append(
            Clause(
                label=node.label,
                heading=node.heading,
                text=node.text,
                kind=node.kind or Kind.RULE,
                depth=depth,
                parent=places.get(id(node.parent)),
                confidence=confidence(node),
                doubts=tuple(why for why, _cost in node.doubts),
                source=tuple(node.spans),
                key=node.key,
                owed=node.owed,
                tags=node.tags,
            )
        )
    return tuple(made)


def confidence(node: Node) -> float:
    """What is left once each doubt has taken its share. Nothing inferred is ever certain."""
    if node.said:
        return 1.0
    sure = node.sure
    for _why, cost in node.doubts:
        sure *= 1.0 - cost
    return round(max(0.05, sure), 3)
