"""A redline as a page that stands alone: what changed, in one text, and side by side."""

from collections.abc import Iterable, Iterator
from datetime import date

from concordat.papers.html import page
from concordat.protocol.rules.clauses import Kind
from concordat.protocol.rules.comparing import Comparison, Did, Pair, Verdict
from concordat.protocol.rules.comparing.saying import what_changed
from concordat.protocol.rules.writing.markup import head, heading, runs, text, without
from concordat.protocol.rules.writing.redline_rows import class_of, summary, where


def to_html(
    comparison: Comparison, *, title: str, old: str, new: str, council: str, on: date, language: str = "en-GB"
) -> str:
    """The redline of two texts.

    old, new   what the two texts are called: "the edition of 3 May 2024", "the model protocol"
    """
    facts = [("Old", old), ("New", new)]
    facts += [("Found", ", ".join(f"{count} {name}" for name, count in summary(comparison)))]
    if comparison.masked:
        facts.append(("Masked", ", ".join(comparison.masked)))
    body = "".join(
        (
            head(title, council, facts),
            *_warnings(comparison),
            *_for_residents(comparison),
            *_in_one(comparison),
            *_side_by_side(comparison),
        )
    )
    return page(
        f'<article class="paper" lang="{text(language)}">\n{body}</article>\n',
        title=f"{title} – {council}",
        author=council,
        description=f"{old} – {new}",
        language=language,
        on=on,
    )


def _warnings(comparison: Comparison) -> Iterator[str]:
    for warning in comparison.warnings:
        yield (
            '<div class="paper-callout"><p class="govuk-body"><strong>Look at this.</strong> '
            f"{text(warning)}</p></div>\n"
        )


def _for_residents(comparison: Comparison) -> Iterator[str]:
    yield heading("What changed", 1, "what-changed")
    told = what_changed(comparison.pairs)
    if not told:
        yield '<p class="govuk-body">Nothing that is demanded of anybody.</p>\n'
        return
    items = "".join(f"<li>{text(sentence)}</li>\n" for sentence in told)
    yield f'<ul class="govuk-list govuk-list--bullet">\n{items}</ul>\n'


def _side_by_side(comparison: Comparison) -> Iterator[str]:
    yield heading("Side by side", 1, "side-by-side")
    yield (
        '<div class="paper-scroll" role="region" tabindex="0" aria-labelledby="both">\n'
        '<table class="govuk-table paper-table">\n<caption class="govuk-table__caption" id="both">'
        '<span class="paper-caption">Each clause in the old and in the new text</span></caption>\n'
        '<thead><tr><th scope="col" class="govuk-table__header">Clause</th>'
        '<th scope="col" class="govuk-table__header">Old</th>'
        '<th scope="col" class="govuk-table__header">New</th></tr></thead>\n<tbody>\n'
    )
    for pair in comparison.pairs:
        yield (
            f'<tr><th scope="row" class="govuk-table__header">{text(where(pair))}<br>'
            f'<strong>{class_of(pair)}</strong><br><span class="paper-aside">{text(pair.why)}</span></th>'
            f'<td class="govuk-table__cell">{runs(without(pair.runs, Did.INSERTED))}</td>'
            f'<td class="govuk-table__cell">{runs(without(pair.runs, Did.DELETED))}</td></tr>\n'
        )
    yield "</tbody></table>\n</div>\n"


def _in_one(comparison: Comparison) -> Iterator[str]:
    yield heading("In one text", 1, "in-one-text")
    yield '<div class="paper-clauses" role="list">\n'
    for pair in _once(comparison.pairs):
        mark = text(where(pair))
        note = (
            ""
            if pair.verdict is Verdict.UNCHANGED
            else f' <span class="paper-aside">({class_of(pair)})</span>'
        )
        words = runs(pair.runs)
        place = pair.new or pair.old
        if place is not None and place.kind is Kind.HEADING:
            words = f"<strong>{words}</strong>"
        yield (
            f'<div role="listitem"><p><span class="paper-clause-mark">{mark}</span> {words}{note}</p></div>\n'
        )
    yield "</div>\n"


def _once(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The rows with something to read: of a clause that went into another, the first may say it all."""
    return (pair for pair in pairs if pair.runs)
