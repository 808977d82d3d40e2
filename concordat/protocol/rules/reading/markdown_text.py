"""Markdown: headings, lists and paragraphs as they would be shown, and what files of ours say of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from concordat.protocol.rules.reading import encodings, our_comments, plain_text, web_page
from concordat.protocol.rules.reading.lines import Layout, Sheet, tidy
from concordat.protocol.rules.reading.marks import marks_of
from concordat.protocol.rules.reading.refusing import (
    LARGEST_TEXT,
    CannotRead,
    not_too_large,
    not_too_long,
)

NESTED = 100_000  # never reached: what lies deeper would be dropped without a word
STEP = 3.0
COMMENT = re.compile(r"\s*(<!--.*?-->)\s*", re.DOTALL)


@dataclass(slots=True)
class Listing:
    mark: str
    number: int | None
    waiting: str = ""


@dataclass(slots=True)
class Said:
    """What the inline parts of one paragraph come to."""

    words: str = ""
    bold: bool = False
    linked: bool = False
    said: dict[str, str] | None = None
    pictures: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def layout(data: bytes) -> Layout:
    not_too_large(len(data), most=LARGEST_TEXT)
    text = encodings.text_of(data)
    reader = MarkdownIt("commonmark", {"maxNesting": NESTED}).enable("table")
    page = Page(text)
    try:
        tokens = reader.parse(text)
    except RecursionError:
        made = plain_text.layout(data)
        made.warnings.append("Its lists are nested too deep for Markdown, so it was read as plain text.")
        return made
    for token in tokens:
        page.take(token)
    made = page.sheet.layout()
    if not any(not line.left_out for line in made.lines):
        raise CannotRead("The file holds no words.")
    return made


class Page:
    """Takes the blocks as they come and writes lines."""

    def __init__(self, text: str) -> None:
        self.sheet = Sheet()
        self.lists: list[Listing] = []
        self.level = self.quotes = 0
        self.cells: list[str] | None = None
        self.first_of_item = False

    def take(self, token: Token) -> None:
        kind = token.type
        if kind == "heading_open":
            self.level = int(token.tag[1:])
        elif kind == "heading_close":
            self.level = 0
        elif kind in ("bullet_list_open", "ordered_list_open"):
            start = token.attrGet("start")
            number = int(start if start is not None else 1) if kind[0] == "o" else None
            self.lists.append(Listing(token.markup, number))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif kind == "list_item_open":
            self._item()
        elif kind in ("blockquote_open", "blockquote_close"):
            self.quotes += 1 if kind.endswith("open") else -1
        elif kind == "inline":
            self._inline(token.children or [])
        elif kind in ("fence", "code_block"):
            for line in token.content.split("\n"):
                self.sheet.add(
                    line, indent=len(line) - len(line.lstrip()) + STEP * len(self.lists), whole=True
                )
        elif kind == "html_block":
            self._html(token.content)
        elif kind == "tr_open":
            self.cells = []
        elif kind == "tr_close":
            self.sheet.rows(self.cells or [], whole=True, blanks=1)
            self.cells = None

    def _item(self) -> None:
        listing = self.lists[-1]
        listing.waiting = listing.mark
        if listing.number is not None:
            listing.waiting = f"{listing.number}{listing.mark}"
            listing.number += 1

    def _inline(self, children: Sequence[Token]) -> None:
        not_too_long(len(self.sheet.lines))
        said = _said_by(children)
        if self.cells is not None:
            self.cells.append(tidy(said.words))
            return
        for comment in said.comments:
            self.sheet.add(comment, left_out="comment")
        rows = [row for row in said.words.split("\n") if tidy(row)]
        label = self.lists[-1].waiting if self.lists else ""
        begins = bool(label)
        if said.said is not None:
            label = said.said.get("label", "")
        elif rows and any(mark.weight >= 3.9 and not mark.bullet for mark in marks_of(tidy(rows[0]))):
            label = ""
        if self.lists:
            self.lists[-1].waiting = ""
        self._rows(rows, label, said, begins=begins)
        for picture in said.pictures:
            words = f"[picture: {tidy(picture)}]" if tidy(picture) else "[picture]"
            self.sheet.add(words, picture=True, whole=True, blanks=1)

    def _rows(self, rows: Sequence[str], label: str, said: Said, *, begins: bool) -> None:
        indent = STEP * len(self.lists) + (STEP / 2 if self.lists and not begins else 0.0)
        own = said.said is not None
        for place, row in enumerate(rows):
            text = tidy(row) if own else row.strip()
            if place == 0 and label and not (own and text.startswith(label)):
                text = f"{label} {text}"
            self.sheet.add(
                text,
                mark=len(label) if place == 0 else 0,
                level=self.level,
                indent=indent,
                right=indent + len(text),
                whole=len(rows) == 1,
                blanks=0 if place else 1,
                bold=said.bold,
                linked=said.linked,
                quoted=self.quotes > 0,
                said=(said.said | {"nested": str(len(self.lists))}) if said.said and place == 0 else None,
                continued=not begins and bool(self.lists),
            )

    def _html(self, content: str) -> None:
        rest = content
        for comment in COMMENT.findall(content):
            rest = rest.replace(comment, "")
            if our_comments.read(comment) is None and not comment.startswith("<!-- concordat"):
                self.sheet.add(comment, left_out="comment")
        if tidy(rest):
            for line in web_page.lines_of(rest):
                self.sheet.add(
                    line.text, left_out=line.left_out, level=line.level, mark=line.mark, whole=line.whole,
                    blanks=line.blanks, picture=line.picture, indent=line.indent,
                )  # fmt: skip


def _said_by(children: Sequence[Token]) -> Said:
    said = Said()
    strong = linked = letters = heavy = led = 0
    for child in children:
        if child.type in ("strong_open", "strong_close"):
            strong += child.nesting
        elif child.type in ("link_open", "link_close"):
            linked += child.nesting
        elif child.type in ("softbreak", "hardbreak"):
            said.words += "\n"
        elif child.type in ("text", "code_inline"):
            visible = len("".join(child.content.split()))
            letters += visible
            heavy += visible if strong else 0
            led += visible if linked else 0
            said.words += child.content
        elif child.type == "image":
            said.pictures.append(child.content)
        elif child.type == "html_inline":
            _inline_html(child.content, said)
    said.bold, said.linked = 0 < letters == heavy, 0 < letters == led
    return said


def _inline_html(content: str, said: Said) -> None:
    if content.startswith("<!--"):
        ours = our_comments.read(content)
        if ours is None:
            said.comments.append(content)
        else:
            said.said = ours
    elif re.match(r"<br\b", content, re.IGNORECASE):
        said.words += "\n"
