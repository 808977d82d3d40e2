"""The paper as HTML: a page that stands alone and prints well, or a fragment for a page of Concordat."""

from base64 import b64encode
from datetime import date
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from concordat.papers.document import (
    UNBROKEN,
    Figure,
    KeyFigures,
    Paper,
    Source,
    Strong,
    Table,
    Text,
    printable,
)
from concordat.papers.document import Emphasis as Emphasised
from concordat.papers.document import Link as Linked
from concordat.papers.drawing import FALLBACK, drawing
from concordat.papers.outline import (
    Called,
    Drawn,
    Heading,
    Item,
    Listed,
    Mark,
    Noted,
    Piece,
    Prosaic,
    Prose,
    Series,
    Sourced,
    Tabled,
    outline,
)
from concordat.papers.wording import Wording, wording

_SIZES = {1: "l", 2: "m"}


@cache
def stylesheet() -> str:
    """The look of a paper, on screen and printed. A page that shows a fragment links to the same file."""
    return (Path(__file__).parent / "static" / "papers" / "paper.css").read_text(encoding="utf-8")


@cache
def style() -> str:
    """What stands between the style tags of a paper that is a page of its own: the same in every paper."""
    return f"\nbody {{ margin: 0; font-family: {FALLBACK} }}\n{stylesheet()}"


@cache
def style_digest() -> str:
    """The name by which a content security policy lets this one style stand in a page, and no other."""
    return f"'sha256-{b64encode(sha256(style().encode()).digest()).decode()}'"


def to_html(
    paper: Paper, *, fragment: bool = False, level: int = 1, ids: str = "paper", typeset: bool = False
) -> str:
    """The paper as HTML.

    fragment   the paper alone, for a page that links to ``papers/paper.css``
    level      the heading level of the paper's title; its sections take the next
    ids        begins every id, so that two papers can stand on one page
    typeset    drawings as the PDF needs them (see ``drawing``)
    """
    writer = _Writer(paper, level=level, ids=ids, typeset=typeset)
    if fragment:
        return writer.article()
    return page(
        writer.article(),
        title=f"{paper.title} – {paper.council}",
        author=f"{paper.author_office}, {paper.council}",
        description=f"{paper.committee}, {writer.words.day(paper.date)}",
        language=paper.language,
        on=paper.date,
    )


def page(article: str, *, title: str, author: str, description: str, language: str, on: date) -> str:
    """A page that stands alone, around an article in the look of a paper. All but the article is text."""
    return (
        f'<!DOCTYPE html>\n<html lang="{_text(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n"
        f'<meta name="author" content="{_text(author)}">\n'
        f'<meta name="description" content="{_text(description)}">\n'
        f'<meta name="generator" content="Concordat">\n'
        f'<meta name="dcterms.created" content="{on.isoformat()}">\n'
        f'<meta name="dcterms.modified" content="{on.isoformat()}">\n'
        f"<style>{style()}</style>\n</head>\n"
        f"<body>\n<main>\n{article}</main>\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return escape(printable(text))


class _Writer:
    """Writes one paper. It holds what every element needs to know: the words, the level, the ids."""

    def __init__(self, paper: Paper, *, level: int, ids: str, typeset: bool) -> None:
        self.paper = paper
        self.level = level
        self.ids = ids
        self.typeset = typeset
        self.words: Wording = wording(paper.language)

    def article(self) -> str:
        items = "".join(self.item(item) for item in outline(self.paper))
        lang = _text(self.paper.language)
        return f'<article class="paper" lang="{lang}">\n{self.title_block()}{items}</article>\n'

    def title_block(self) -> str:
        paper, words = self.paper, self.words
        facts = [
            (words.committee, paper.committee),
            (words.date, words.day(paper.date)),
            (words.author, f"{paper.author}, {paper.author_office}" if paper.author else paper.author_office),
            (words.status, paper.status),
            (words.reference, paper.reference),
        ]
        rows = "".join(
            f'<tr><th scope="row">{_text(name)}</th><td>{_text(value)}</td></tr>\n'
            for name, value in facts
            if value
        )
        return (
            f'<p class="paper-council">{_text(paper.council)}</p>\n'
            f'<h{self.level} class="govuk-heading-xl paper-title">{_text(paper.title)}</h{self.level}>\n'
            '<table class="paper-facts">\n'
            f'<caption class="govuk-visually-hidden">{_text(words.about)}</caption>\n'
            f"<tbody>\n{rows}</tbody></table>\n"
        )

    def item(self, item: Item) -> str:
        match item:
            case Heading():
                return self.heading(item)
            case Prosaic(number, prose, _):
                return self.paragraph(number, prose)
            case Listed(items, lettered):
                tag, kind = ("ol", ' type="a"') if lettered else ("ul", "")
                style = "paper-letters" if lettered else "govuk-list--bullet"
                each = "".join(f"<li>{self.prose(prose)}</li>\n" for prose in items)
                return f'<{tag}{kind} class="govuk-list {style}">\n{each}</{tag}>\n'
            case Tabled(number, table):
                label = f"{self.words.table}\u00a0{number}: "
                return self.table(table, label=label, anchor=f"{self.ids}-table-{number}")
            case Drawn(number, figure):
                return self.figure(number, figure)
            case Called(kind, prose):
                return (
                    f'<div class="paper-callout"><p class="govuk-body"><strong>{_text(kind)}.</strong> '
                    f"{self.prose(prose)}</p></div>\n"
                )
            case KeyFigures(figures):
                return self.key_figures(figures)
            case Noted(notes):
                return self.notes(notes)
            case Sourced(sources):
                each = "".join(f"<li>{self.source(source)}</li>\n" for source in sources)
                return f'<ul class="govuk-list paper-sources">\n{each}</ul>\n'

    def heading(self, heading: Heading) -> str:
        level = min(self.level + heading.level, 6)
        size = _SIZES.get(heading.level, "s")
        match heading.series, heading.number:
            case Series.APPENDIX, number if number:
                name = f"{_text(self.words.appendix)} {number}: {_text(heading.text)}"
            case _, number if number:
                name = f'<span class="paper-number">{number}</span> {_text(heading.text)}'
            case _:
                name = _text(heading.text)
        style = f"govuk-heading-{size} paper-heading-{heading.level}"
        return f'<h{level} class="{style}" id="{self.ids}-{heading.anchor}">{name}</h{level}>\n'

    def paragraph(self, number: str, prose: Prose) -> str:
        if not number:
            return f'<p class="govuk-body">{self.prose(prose)}</p>\n'
        count = f'<span class="paper-number">{number}</span>'
        return f'<p class="govuk-body paper-counted">{count} {self.prose(prose)}</p>\n'

    def prose(self, prose: Prose) -> str:
        return "".join(self.piece(piece) for piece in prose)

    def piece(self, piece: Piece) -> str:
        match piece:
            case Text(text):
                return _text(text)
            case Strong(text):
                return f"<strong>{_text(text)}</strong>"
            case Emphasised(text):
                return f"<em>{_text(text)}</em>"
            case Linked(text, href):
                return f'<a class="govuk-link" href="{_text(href)}">{_text(text)}</a>'
            case Mark(number, first):
                place = f' id="{self.ids}-mark-{number}"' if first else ""
                label = f"{_text(self.words.to_note)} {number}"
                return (
                    f'<sup class="paper-mark"><a class="govuk-link"{place} href="#{self.ids}-note-{number}" '
                    f'aria-label="{label}">{number}</a></sup>'
                )

    def table(self, table: Table, *, label: str, anchor: str) -> str:
        caption = f'<span class="paper-label">{_text(label)}</span>' if label else ""
        head = "".join(
            f'<th scope="col"{_numeric(table, at, "header")}>{_text(name)}</th>'
            for at, name in enumerate(table.head)
        )
        rows = "".join(f"<tr>{self.row(table, row)}</tr>\n" for row in table.rows)
        # Broken over two pages, it would be two tables to a screen reader.
        short = " paper-scroll--whole" if len(table.rows) <= UNBROKEN else ""
        return (
            f'<div class="paper-scroll{short}" role="region" tabindex="0" aria-labelledby="{anchor}">\n'
            f'<table class="govuk-table paper-table">\n'
            f'<caption class="govuk-table__caption" id="{anchor}">'
            f'<span class="paper-caption">{caption}{_text(table.caption)}</span></caption>\n'
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n</div>\n{self.below(table.note)}"
        )

    def row(self, table: Table, row: tuple[str, ...]) -> str:
        return "".join(
            f'<th scope="row"{_numeric(table, at, "header")}>{_text(cell)}</th>'
            if at == 0 and table.row_heads
            else f"<td{_numeric(table, at, 'cell')}>{_text(cell)}</td>"
            for at, cell in enumerate(row)
        )

    def figure(self, number: int, figure: Figure) -> str:
        anchor = f"{self.ids}-figure-{number}"
        drawn = drawing(
            figure.svg, prefix=anchor, alternative=printable(figure.alternative), typeset=self.typeset
        )
        label = f'<span class="paper-label">{_text(self.words.figure)}\u00a0{number}: </span>'
        table = self.table(figure.table, label="", anchor=f"{anchor}-table") if figure.table else ""
        return (
            f'<figure class="paper-figure">\n'
            f'<figcaption id="{anchor}">{label}{_text(figure.title)}</figcaption>\n'
            f"{drawn.svg}\n{self.below(figure.note)}</figure>\n{table}"
        )

    def below(self, note: str) -> str:
        return f'<p class="govuk-body-s paper-below">{_text(note)}</p>\n' if note else ""

    def key_figures(self, figures: tuple[tuple[str, str, str], ...]) -> str:
        each = "".join(
            f'<li><span class="paper-key-label">{_text(label)}</span> '
            f'<strong class="paper-key-value">{_text(value)}</strong> '
            f'<span class="paper-key-note">{_text(note)}</span></li>\n'
            for label, value, note in figures
        )
        return f'<ul class="paper-key">\n{each}</ul>\n'

    def notes(self, notes: tuple[Prose, ...]) -> str:
        back = _text(self.words.back_from_note)
        each = "".join(
            f'<li id="{self.ids}-note-{number}">{self.prose(prose)} <a class="govuk-link paper-back" '
            f'href="#{self.ids}-mark-{number}" aria-label="{back} ({number})">↑</a></li>\n'
            for number, prose in enumerate(notes, start=1)
        )
        return f'<ol class="govuk-list govuk-list--number paper-notes">\n{each}</ol>\n'

    def source(self, source: Source) -> str:
        if not source.href:
            return _text(source.text)
        return f'<a class="govuk-link" href="{_text(source.href)}">{_text(source.text)}</a>'


def _numeric(table: Table, at: int, part: str) -> str:
    # The head of a column of figures stands over its figures.
    kind = f"govuk-table__{part}"
    return f' class="{kind} {kind}--numeric"' if at in table.numeric else f' class="{kind}"'
