"""A redline in Word with genuine tracked changes: accept all for the new text, reject all for the old.

Nothing stands in the document but the two texts; what they are is said in its header.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from concordat.papers.document import printable
from concordat.protocol.rules.clauses import Clause
from concordat.protocol.rules.comparing import Comparison, Did, Pair, Run
from concordat.protocol.rules.comparing.differences import longest_rising, runs
from concordat.protocol.rules.writing.word_document import begun, finished, paragraph
from concordat.protocol.rules.writing.word_lines import Line, lines_of

# What may follow "track changes" in the settings of a document, whose order the schema fixes.
AFTER_TRACKING = tuple(
    f"w:{name}"
    for name in (
        *(
            "doNotTrackMoves",
            "doNotTrackFormatting",
            "documentProtection",
            "autoFormatOverride",
            "styleLockTheme",
        ),
        *("styleLockQFSet", "defaultTabStop", "autoHyphenation", "characterSpacingControl", "footnotePr"),
        *(
            "endnotePr",
            "compat",
            "rsids",
            "themeFontLang",
            "clrSchemeMapping",
            "shapeDefaults",
            "decimalSymbol",
        ),
        "listSeparator",
    )
)

Step = tuple[Line | None, Line | None]


def to_word(
    old: Sequence[Clause],
    new: Sequence[Clause],
    comparison: Comparison,
    *,
    title: str,
    author: str,
    on: date,
    language: str = "en-GB",
) -> bytes:
    """The redline of two trees.

    author   by whose hand the changes are said to be: the council, or Concordat on its behalf
    """
    document = begun(title=title, author=author, on=on, language=language)
    document.sections[0].header.paragraphs[0].add_run(printable(title))
    _track_on(document)
    tracker = _Tracker(author=printable(author)[:255], at=f"{on.isoformat()}T00:00:00Z")
    for before, after in steps(lines_of(old), lines_of(new), became(comparison)):
        tracker.write(document, before, after)
    # Word cannot take away the last mark of a document, so the last is never one of ours.
    document.add_paragraph()
    return finished(document)


def became(comparison: Comparison) -> dict[int, int]:
    """For each place of the old tree the one of the new tree that it became; each new place once."""
    told: dict[int, int] = {}
    taken: set[int] = set()
    for before, after in _places(comparison.pairs):
        if before not in told and after not in taken:
            told[before] = after
            taken.add(after)
    return told


def _places(pairs: Sequence[Pair]) -> Iterator[tuple[int, int]]:
    for pair in pairs:
        if pair.old is None or pair.new is None:
            continue
        yield pair.old.at, pair.new.at
        if pair.items:
            yield from _places(pair.items)
        elif len(pair.old.places) == len(pair.new.places):
            yield from zip(pair.old.places, pair.new.places, strict=True)


def steps(old: Sequence[Line], new: Sequence[Line], told: Mapping[int, int]) -> Iterator[Step]:
    """Both texts as one sequence: what is paired and in the same order, with what comes and goes between."""
    at = {(line.place, line.nth): place for place, line in enumerate(new)}
    paired = [
        (before, at[told[line.place], line.nth])
        for before, line in enumerate(old)
        if line.place in told and (told[line.place], line.nth) in at
    ]
    kept = [paired[place] for place in longest_rising([after for _, after in paired])]
    before = after = 0
    for one, other in [*kept, (len(old), len(new))]:
        yield from ((line, None) for line in old[before:one])
        yield from ((None, line) for line in new[after:other])
        if one < len(old):
            yield old[one], new[other]
        before, after = one + 1, other + 1


class _Tracker:
    """Writes paragraphs with their changes. It counts, for every change needs a number of its own."""

    def __init__(self, *, author: str, at: str) -> None:
        self.author, self.at = author, at
        self.count = 0

    def write(self, document: Any, before: Line | None, after: Line | None) -> None:
        line = after or before
        if line is None:
            return
        made = paragraph(document, line)
        if before is not None and after is not None:
            if (before.level, before.depth) != (after.level, after.depth):
                self._other_place(document, made, before)
            told: Sequence[Run] = runs(before.text, after.text, exact=True)
        else:
            did = Did.INSERTED if before is None else Did.DELETED
            told = (Run(did, line.text),)
            self._mark(made, "w:ins" if before is None else "w:del")
        for run in told:
            self._run(made, run)

    def _change(self, name: str) -> Any:
        self.count += 1
        change = OxmlElement(name)
        change.set(qn("w:id"), str(self.count))
        change.set(qn("w:author"), self.author)
        change.set(qn("w:date"), self.at)
        return change

    def _mark(self, made: Any, name: str) -> None:
        """That the paragraph itself came or went, and not only its words."""
        properties = made._p.get_or_add_pPr()
        mark = OxmlElement("w:rPr")
        mark.append(self._change(name))
        # After everything that says how the paragraph looks, as the schema asks.
        properties.append(mark)

    def _other_place(self, document: Any, made: Any, before: Line) -> None:
        """That the paragraph was a heading, or stood further in or out."""
        was = paragraph(document, before)
        change = self._change("w:pPrChange")
        old = was._p.get_or_add_pPr()
        was._p.getparent().remove(was._p)
        change.append(old)
        made._p.get_or_add_pPr().append(change)

    def _run(self, made: Any, run: Run) -> None:
        if not run.text:
            return
        into = made._p
        if run.did is not Did.KEPT:
            into = self._change("w:ins" if run.did is Did.INSERTED else "w:del")
            made._p.append(into)
        element = OxmlElement("w:r")
        for place, words in enumerate(printable(run.text).split("\t")):
            if place:
                element.append(OxmlElement("w:tab"))
            if words:
                text = OxmlElement("w:delText" if run.did is Did.DELETED else "w:t")
                text.text = words
                text.set(qn("xml:space"), "preserve")
                element.append(text)
        into.append(element)


def _track_on(document: Any) -> None:
    """Whoever goes on writing in it goes on tracked."""
    settings = document.settings.element
    if settings.find(qn("w:trackRevisions")) is None:
        settings.insert_element_before(OxmlElement("w:trackRevisions"), *AFTER_TRACKING)
