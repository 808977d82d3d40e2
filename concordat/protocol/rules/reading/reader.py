"""From a layout to a reading: each step in the order in which the next one needs it."""

from collections.abc import Sequence

from concordat.protocol.rules.clauses import LeftOut, Reading
from concordat.protocol.rules.reading import (
    assembling,
    contents,
    front_matter,
    furniture,
    headings,
    kinds,
    mending,
    noticing,
    numbering,
    our_files,
    quotations,
    splitting,
)
from concordat.protocol.rules.reading.headings import Guess
from concordat.protocol.rules.reading.levels import Unit
from concordat.protocol.rules.reading.lines import Layout, Line
from concordat.protocol.rules.reading.marks import mark_as_given, marks_of
from concordat.protocol.rules.reading.nodes import ITEM_ENDS, Node, clauses
from concordat.protocol.rules.reading.telling import Progress


def reading_of(layout: Layout, progress: Progress) -> Reading:
    progress("Looking for page numbers and contents", 0.5)
    furniture.set_aside(layout)
    contents.set_aside(layout.lines)
    front = front_matter.take(layout)
    kept = [line for line in layout.lines if not line.left_out]
    root = our_files.tree_of(kept) if our_files.is_ours(kept) else _inferred(layout, kept, progress)
    made = clauses(root)
    noticing.dates_in_sentences(front, made)
    noticing.notice(layout, front, made)
    progress("Done", 1.0)
    return Reading(
        title=front.title,
        adopted=front.adopted,
        review=front.review,
        clauses=made,
        left_out=_left_out(layout.lines),
        warnings=tuple(dict.fromkeys(layout.warnings)),
        source=layout.source,
    )


def _inferred(layout: Layout, kept: Sequence[Line], progress: Progress) -> Node:
    quotations.find(kept)
    lines = splitting.cut(kept)
    progress("Working out the numbering", 0.6)
    guesses = headings.guesses(lines)
    decisions = numbering.decide(numbering.count_ones(_units(layout, lines, guesses)), progress)
    progress("Building the tree", 0.85)
    root = assembling.assemble(layout, lines, decisions, guesses)
    mending.mend(root, layout.warnings.append)
    kinds.settle(root)
    return root


def _units(layout: Layout, lines: Sequence[Line], guesses: Sequence[Guess]) -> list[Unit]:
    units: list[Unit] = []
    above: Line | None = None
    for line, guess in zip(lines, guesses, strict=True):
        units.append(_unit(layout, line, guess, above))
        above = line
    return units


def _unit(layout: Layout, line: Line, guess: Guess, above: Line | None) -> Unit:
    if guess.rank:
        return Unit(heading=guess.rank)
    if line.inside or line.picture or line.note or line.quoted:
        return Unit()
    text = line.body
    marks = mark_as_given(text[: line.mark]) if line.mark else marks_of(text)
    if not marks:
        return Unit()
    words = above.words if above else ""
    hanging = bool(above and not line.blanks and not line.whole and not line.mark and _hangs(words))
    longest = max(marks, key=lambda mark: len(mark.label))
    return Unit(
        marks=marks,
        indent=line.indent if layout.indents else None,
        titled=headings.titled(text[len(longest.label) :].strip(), bold=line.bold) or line.level > 0,
        announced=words.endswith((":", ":-", ":–")),
        hanging=hanging,
        settled=line.mark > 0,
    )


def _hangs(words: str) -> bool:
    """The sentence above is not at an end, nor is an item of a list."""
    return not headings.finished(words) and not ITEM_ENDS.search(words)


def _left_out(lines: Sequence[Line]) -> tuple[LeftOut, ...]:
    return tuple(LeftOut(line.left_out, line.text.strip(), line.span) for line in lines if line.left_out)
