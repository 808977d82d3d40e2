"""The same paper as plain text, wrapped text, Markdown, HTML, Word and PDF."""

import html
import re
import textwrap
from collections.abc import Callable
from random import Random

from tests.protocol.made.pdf_files import Printed, printed
from tests.protocol.made.trees import Paper, Row
from tests.protocol.made.word_files import Level, WordFile

Clothes = Callable[[Paper, Random], tuple[bytes, str]]


def plain(paper: Paper, chance: Random) -> tuple[bytes, str]:
    """One line for each paragraph, with or without empty lines, with or without indents."""
    blank, indents = chance.choice((True, False)), chance.choice((True, False))
    lines = paper.top
    for row in paper.shown:
        if row.joined:
            lines[-1] += f" {row.printed}"
            continue
        if row.heading or blank:
            lines.append("")
        lines.append(f"{'    ' * row.depth if indents else ''}{row.printed}")
    return _text([*lines, *paper.bottom])


def wrapped(paper: Paper, chance: Random) -> tuple[bytes, str]:
    """As a PDF comes out: lines broken at the edge, and only what has no mark parted from the line above."""
    width = chance.choice((72, 88, 96))
    lines = paper.top
    began, before = 0, ""
    for row in paper.shown:
        words = row.printed
        if row.joined:
            del lines[began:]
            words = f"{before} {words}"
        elif row.heading or not row.label:
            lines.append("")
        began, before = len(lines), words
        lines += textwrap.wrap(words, width, break_on_hyphens=False)
    return _text([*lines, *paper.bottom])


def paged(paper: Paper, chance: Random) -> tuple[bytes, str]:
    """Wrapped, with a running head and the number of the page."""
    text, _name = wrapped(paper, chance)
    lines = text.decode().split("\n")
    pages = [lines[at : at + 30] for at in range(0, len(lines), 30)]
    out = []
    for number, page in enumerate(pages, 1):
        out += [*page, f"Page {number} of {len(pages)}"]
    return _text(out)


def markdown(paper: Paper, chance: Random) -> tuple[bytes, str]:
    """Headings as headings; everything else as paragraphs with their marks, or as lists."""
    top = [f"# {line}" if line == paper.title else f"{_safe(line)}\n" for line in paper.top]
    lines = [*top, ""]
    for row in paper.shown:
        words = _safe(row.printed)
        if row.heading:
            lines += ["", f"## {words}", ""]
        else:
            lines += [f"{'  ' * (row.depth - 1)}{words}" if row.label in ("-", "*") else words, ""]
    return "\n".join([*lines, *paper.bottom]).encode(), "paper.md"


def _safe(words: str) -> str:
    return words.replace("*", "\\*").replace("_", "\\_")


def web(paper: Paper, chance: Random) -> tuple[bytes, str]:
    """A web page with navigation around it, marks typed into paragraphs."""
    links = "".join(f'<li><a href="#c">{html.escape(line)}</a></li>' for line in paper.contents)
    body = [f"<h1>{html.escape(paper.title)}</h1>", *(f"<p>{html.escape(line)}</p>" for line in paper.front)]
    body.append(f"<ol>{links}</ol>" if links else "")
    for row in paper.shown:
        tag = "h2" if row.heading else "p"
        body.append(f"<{tag}>{html.escape(row.printed)}</{tag}>")
    body += [f"<p>{html.escape(line)}</p>" for line in paper.back]
    page = (
        "<!doctype html><html><head><title>Larkfield</title><style>p{}</style></head><body>"
        '<a class="skip-link" href="#main">Skip to content</a><nav><ul><li><a href="/">Home</a></ul></nav>'
        f'<main id="main">{"".join(body)}</main><footer>© Larkfield</footer><script>var x;</script>'
        "</body></html>"
    )
    return page.encode(), "paper.html"


LISTS = {"1.": "1", "a.": "a", "i.": "i", "A.": "A", "I.": "I"}


def web_lists(paper: Paper, chance: Random) -> tuple[bytes, str]:
    """The same with `ol` and `ul`, where the marks can be had so."""
    body: list[str] = [
        f"<h1>{html.escape(paper.title)}</h1>",
        *(f"<p>{html.escape(line)}</p>" for line in paper.front),
    ]
    open_lists: list[str] = []
    for row in paper.shown:
        if row.heading:
            while open_lists:
                body.append(f"</li></{open_lists.pop()}>")
            body.append(f"<h2>{html.escape(row.printed)}</h2>")
            continue
        while len(open_lists) > row.depth:
            body.append(f"</li></{open_lists.pop()}>")
        if len(open_lists) == row.depth:
            body.append("</li>")
        else:
            body.append(_opened(row, open_lists))
        body.append(f"<li>{html.escape(row.words)}")
    while open_lists:
        body.append(f"</li></{open_lists.pop()}>")
    body += [f"<p>{html.escape(line)}</p>" for line in paper.back]
    return f"<html><body><main>{''.join(body)}</main></body></html>".encode(), "paper.html"


def _opened(row: Row, open_lists: list[str]) -> str:
    core = row.label.rstrip(".")
    if row.label in ("•", "-", "–", "*"):
        open_lists.append("ul")
        return "<ul>"
    open_lists.append("ol")
    if core.isdigit():
        return f'<ol start="{core}">'
    return f'<ol type="{"i" if core in ("i", "ii") else "a"}">'


def _text(lines: list[str]) -> tuple[bytes, str]:
    return "\n".join(lines).encode(), "paper.txt"


# ------------------------------------------------------------------------------ Word and PDF


FORMS = {"1": "decimal", "a": "lowerLetter", "i": "lowerRoman"}


def word_typed(paper: Paper, chance: Random) -> tuple[bytes, str]:
    """Word, with every mark typed by hand and headings in bold."""
    file = WordFile()
    file.say(paper.title, style="Title")
    for line in paper.front:
        file.say(line)
    for row in paper.shown:
        file.say(row.printed, bold=row.heading)
    for line in paper.back:
        file.say(line)
    return file.saved(), "paper.docx"


def word_numbered(paper: Paper, chance: Random) -> tuple[bytes, str]:
    """Word, with every mark from a list, each run of items starting anew."""
    file = WordFile()
    file.say(paper.title, style="Title")
    for line in paper.front:
        file.say(line)
    levels = [level_of([row.label for row in paper.shown if row.depth == depth], depth) for depth in range(3)]
    # Headings without a number may be counted all the same, for the sake of 1.1 below them.
    counted = levels[1] is not None and "%1" in levels[1].text
    number = file.list_of([level or Level("decimal" if counted else "none", "") for level in levels])
    for row in paper.shown:
        numbered = (levels[row.depth] is not None and row.label) or (row.heading and counted)
        file.say(
            row.words,
            number=number if numbered else None,
            level=row.depth,
            style="Heading 1" if row.heading else "",
        )
    for line in paper.back:
        file.say(line)
    return file.saved(), "paper.docx"


def level_of(labels: list[str], depth: int) -> Level | None:
    """The level that Word would print these labels with, counting anew below each level above."""
    first = next((label for label in labels if label), "")
    if not first:
        return None
    if first in ("•", "-", "–"):
        return Level("bullet", first)
    if re.fullmatch(r"\d+\.\d+", first):
        return Level("decimal", "%1.%2", start=int(first.split(".")[1]))
    core = re.search(r"\d+|[a-z]+", first)
    assert core
    kind = "1" if core.group().isdigit() else ("i" if core.group() == "i" else "a")
    return Level(FORMS[kind], first.replace(core.group(), f"%{depth + 1}"))


def pdf(paper: Paper, chance: Random) -> tuple[bytes, str]:
    """Pages of Helvetica: title large, headings bold, a running head and the number of the page."""
    lines: list[Printed] = [Printed(paper.title, size=18, bold=True, gap=10)]
    lines += [Printed(line, gap=4) for line in paper.front]
    for row in paper.shown:
        left = 72 + 18 * row.depth
        wrapped_words = textwrap.wrap(row.printed, 92 - 4 * row.depth, break_on_hyphens=False)
        for place, words in enumerate(wrapped_words):
            gap = (10 if row.heading else 5) if place == 0 else 0
            lines.append(Printed(words, left=left, bold=row.heading, gap=gap))
    lines += [Printed(line, gap=8) for line in paper.back]
    return printed(lines, head="Larkfield Borough Council"), "paper.pdf"
