"""A text as the paragraphs of a Word document: one for each clause, and for each further paragraph of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from concordat.protocol.rules.clauses import Clause, Kind
from concordat.protocol.rules.comparing.stretches import plain, stretches_of
from concordat.protocol.rules.writing.plain_text import PICTURE

DEEPEST_HEADING = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph.

    place    of the clause in its tree; ``nth``: which of its paragraphs it is
    text     its words, the printed mark and a tab before those of the first
    level    of a heading from 1; 0 for every other
    depth    how far in it stands
    """

    place: int
    nth: int
    text: str
    level: int
    depth: int


def lines_of(tree: Sequence[Clause]) -> list[Line]:
    """In the order of reading: a paragraph that follows a list stands below it."""
    told: list[Line] = []
    written: dict[int, int] = {}
    for place, text in stretches_of(tree, range(len(tree))):
        clause = tree[place]
        words = plain(text) or (PICTURE if clause.kind is Kind.IMAGE_MISSING else "")
        level = min(clause.depth + 1, DEEPEST_HEADING) if clause.kind is Kind.HEADING else 0
        for line in words.splitlines() or [""]:
            nth = written.get(place, 0)
            written[place] = nth + 1
            marked = f"{clause.label}\t{line}" if clause.label and nth == 0 else line
            told.append(Line(place, nth, marked, level, clause.depth))
    return told
