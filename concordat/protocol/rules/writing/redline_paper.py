"""A redline as a paper to a committee: what changed, and a table of every clause that did."""

from dataclasses import dataclass
from datetime import date

from concordat.papers.document import (
    Block,
    BulletList,
    Callout,
    KeyFigures,
    Paper,
    Paragraph,
    Section,
    Table,
)
from concordat.protocol.rules.comparing import Comparison, Verdict
from concordat.protocol.rules.comparing.likeness import LOWEST
from concordat.protocol.rules.comparing.saying import what_changed
from concordat.protocol.rules.writing.redline_rows import HEAD, rows, summary, weightiest_first

TOLD = (Verdict.CHANGED, Verdict.NEW, Verdict.REMOVED, Verdict.RESTRUCTURED, Verdict.MOVED, Verdict.EDITORIAL)
# How wide the columns of the table are, one beside another.
SHARES = (3, 3, 6, 6, 5)


@dataclass(frozen=True)
class Setting:
    """For whom the paper is, and by whom."""

    council: str
    committee: str
    on: date
    author: str = ""
    author_office: str = "Monitoring Officer"
    language: str = "en-GB"
    recommendation: tuple[str, ...] = (
        "That the changes in force be considered clause by clause.",
        "That each cross-reference that is told below to be stale be settled.",
    )


def paper(comparison: Comparison, *, title: str, old: str, new: str, setting: Setting) -> Paper:
    """The change table of two texts, with what has to be known to read it."""
    purpose = f"To set out what became of each clause of “{old}” in “{new}”."
    return Paper(
        title=title,
        council=setting.council,
        committee=setting.committee,
        date=setting.on,
        author=setting.author,
        author_office=setting.author_office,
        purpose=(Paragraph(purpose),),
        recommendation=(BulletList(setting.recommendation),),
        body=(_what_changed(comparison), *_warnings(comparison), *_table(comparison)),
        appendices=(_method(comparison),),
        language=setting.language,
        head=_figures(comparison),
    )


def _figures(comparison: Comparison) -> tuple[Block, ...]:
    notes = {
        "changed in force": "duties, persons, times, modality or amounts",
        "new": "stand only in the new text",
        "removed": "stand only in the old text",
    }
    told = dict(summary(comparison))
    items = tuple((name.capitalize(), str(told.get(name, 0)), note) for name, note in notes.items())
    return (KeyFigures(items),)


def _what_changed(comparison: Comparison) -> Section:
    told = what_changed(comparison.pairs)
    if not told:
        return Section("What changed", (Paragraph("Nothing that is demanded of anybody."),))
    return Section("What changed", (BulletList(told),))


def _warnings(comparison: Comparison) -> tuple[Section, ...]:
    if not comparison.warnings:
        return ()
    return (
        Section(
            "What to look at", tuple(Callout("Look at this", warning) for warning in comparison.warnings)
        ),
    )


def _table(comparison: Comparison) -> tuple[Section, ...]:
    told = weightiest_first(comparison, among=TOLD)
    quiet = ", ".join(
        f"{count} {name}" for name, count in summary(comparison) if name in ("renumbered", "unchanged")
    )
    note = f"Besides: {quiet}." if quiet else ""
    if not told:
        return (Section("Clause by clause", (Paragraph(note or "There is no clause in either text."),)),)
    table = Table(
        caption="Clauses that are not as they were", head=HEAD, rows=rows(told), note=note, shares=SHARES
    )
    return (Section("Clause by clause", (table,)),)


def _method(comparison: Comparison) -> Section:
    masked = f" These names were masked: {', '.join(comparison.masked)}." if comparison.masked else ""
    return Section(
        "How the texts were compared",
        (
            Paragraph(
                "Clauses are paired by permanent identity where both texts have it, and else by what they"
                f" say: by the words and pairs of words that they share, from a likeness of {LOWEST:g}, with"
                " their headings and neighbours, so that all pairs together are as alike as can be. The"
                f" number plays no part.{masked}"
            ),
            Paragraph(
                "A clause has changed in force where a word was put in, taken out or replaced that says who,"
                " must or may, not, unless, how many, how much, by when, or in what form, or where an item of"
                " a list of rules came or went. This is a rule about words. It points to what must be read;"
                " it does not replace reading."
            ),
        ),
    )
