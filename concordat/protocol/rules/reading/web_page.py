"""HTML: the marks that a browser would print, and what of a page is navigation, script or hidden.

The parser hands over one element after another, so a page may be nested as deep as it likes. Marks come
from the elements and their own attributes (`ol type start reversed`, `li value`, `style`): a style sheet in
another file is not read.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from concordat.protocol.rules.reading import encodings
from concordat.protocol.rules.reading.lines import Layout, Line, Sheet, tidy
from concordat.protocol.rules.reading.marks import in_letters, in_roman, marks_of
from concordat.protocol.rules.reading.refusing import (
    LARGEST_PAGE,
    CannotRead,
    not_too_deep,
    not_too_large,
    not_too_long,
)
from concordat.protocol.rules.reading.words import WORDS, pattern

BLOCKS = frozenset(WORDS["html_blocks"])
EMPTY = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
NEVER_TEXT = {
    "script": "script",
    "style": "style sheet",
    "noscript": "shown without script only",
    "template": "script",
    "svg": "drawing",
    "iframe": "another page",
    "object": "another page",
    "select": "form control",
    "button": "form control",
    "textarea": "form control",
    "nav": "navigation",
    "aside": "aside",
    "title": "title of the web page",
}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
UNSEEN = re.compile(r"\b(?:visually-?hidden|sr-only|screen-?reader(?:-text)?|hidden)\b", re.IGNORECASE)
AROUND = pattern("class_navigation", begin=r"(?:^|[\s_-])", end=r"(?:$|[\s_-])")
CONTENTS = pattern("class_contents", begin=r"(?:^|[\s_-])", end=r"(?:$|[\s_-])")
LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
STYLES = {
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "none": "",
}
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
STEP = 3.0  # how far one level of lists is set in
TOLD = 60


@dataclass(slots=True)
class Listing:
    """A list that is open: what its items are marked with, and which comes next."""

    ordered: bool
    style: str
    number: int
    step: int = 1
    waiting: str | None = None  # the mark of an item whose words have not come yet


@dataclass(slots=True)
class Row:
    cells: list[str] = field(default_factory=list)


def layout(data: bytes) -> Layout:
    not_too_large(len(data), most=LARGEST_PAGE)
    made = _parsed(_text(data))
    if not any(not line.left_out for line in made.lines):
        raise CannotRead("The page holds no words.")
    return made


def lines_of(markup: str) -> list[Line]:
    """The lines of a piece of HTML within another format."""
    return _parsed(markup).lines


def _parsed(markup: str) -> Layout:
    page = Page()
    target: Any = page
    parser = etree.HTMLParser(target=target, no_network=True, huge_tree=False, encoding="utf-8")
    try:
        parser.feed(markup.encode())
        parser.close()
    except etree.XMLSyntaxError as fault:
        raise CannotRead("The HTML is broken beyond reading. Save the page again from a browser.") from fault
    return page.sheet.layout()


def _text(data: bytes) -> str:
    named = CHARSET.search(data[:4096])
    if named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        encoding = named.group(1).decode("ascii")
        try:
            return data.decode("cp1252" if encoding.lower() in ("iso-8859-1", "latin-1") else encoding)
        except (UnicodeDecodeError, LookupError):
            raise CannotRead(
                f"The page says that it is in {encoding}, and it is not. {encodings.HOW}"
            ) from None
    return encodings.text_of(data)


class Page:
    """Takes the elements as they come and writes lines."""

    def __init__(self) -> None:
        self.sheet = Sheet()
        self.lists: list[Listing] = []
        self.tags: list[tuple[str, str]] = []  # each open element, and the reason it gives for leaving out
        self.reasons: list[str] = []
        self.counts: dict[str, int] = {}
        self.words: list[str] = []
        self.bold = self.linked = self.all = 0
        self.level = self.broken = 0
        self.swallowed = 0
        self.row: Row | None = None

    # -------------------------------------------------------------------------- what the parser calls

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.lower()
        if tag == "br":
            self._flush(broken=True)
            return
        if tag == "img":
            self._picture(attributes)
            return
        reason = "" if tag in EMPTY else _reason(tag, attributes, self.counts)
        if tag in BLOCKS or reason:
            self._flush()
        if tag not in EMPTY:
            self.tags.append((tag, reason))
            self.counts[tag] = self.counts.get(tag, 0) + 1
            if reason:
                self.reasons.append(reason)
        if tag in ("ol", "ul"):
            self._say_waiting()
            self.lists.append(_listing(tag, attributes))
            not_too_deep(len(self.lists))
        elif tag == "li":
            self._item(attributes)
        elif tag[:1] == "h" and tag[1:].isdigit():
            self.level = int(tag[1:])
        elif tag == "tr":
            self.row = Row()

    def end(self, tag: str) -> None:
        tag = tag.lower()
        if tag in EMPTY or not self.tags:
            return
        open_tag, reason = self.tags[-1]
        if open_tag != tag:
            return  # the parser balances what it opened; anything else was never opened
        if tag in BLOCKS or reason:
            self._flush(cell=tag in ("td", "th"))
        self.tags.pop()
        self.counts[tag] -= 1
        if reason:
            self._tell_swallowed(reason)
            self.reasons.pop()
        if tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        elif tag == "li" and self.lists:
            self._say_waiting()
        elif tag[:1] == "h" and tag[1:].isdigit():
            self.level = 0
        elif tag == "tr":
            self._close_row()

    def data(self, words: str) -> None:
        if self.reasons and self.reasons[-1] in ("script", "style sheet"):
            self.swallowed += len(words)
            return
        visible = len("".join(words.split()))
        self.all += visible
        if self.counts.get("b", 0) or self.counts.get("strong", 0):
            self.bold += visible
        if self.counts.get("a", 0):
            self.linked += visible
        self.words.append(words)

    def comment(self, _words: str) -> None:
        """Nobody who reads the page sees it."""

    def pi(self, _target: str, _words: str | None = None) -> None:
        """Nor this."""

    def close(self) -> None:
        self._flush()

    # -------------------------------------------------------------------------- lines

    def _flush(self, *, broken: bool = False, cell: bool = False) -> None:
        """The words so far become a line; ``broken``: the paragraph goes on behind a `br`."""
        written = "".join(self.words)
        words = written if self.counts.get("pre", 0) else tidy(written)
        facts = self._facts(broken)
        self.words, self.bold, self.linked, self.all = [], 0, 0, 0
        if not words.strip():
            paragraph = bool(self.tags) and self.tags[-1][0] in ("p", "div") and "\xa0" in written
            if (broken or paragraph) and not self.reasons:
                self.sheet.blank()
            self.broken = self.broken if broken else 0
            return
        if cell and self.row is not None and not self.reasons and not self.lists:
            self.row.cells.append(words)
        else:
            self._add(words, facts)
        self.broken = 1 if broken else 0

    def _facts(self, broken: bool) -> dict[str, Any]:
        return {
            "bold": 0 < self.bold >= 0.95 * self.all,
            "linked": 0 < self.linked >= 0.9 * self.all,
            "level": self.level,
            "quoted": self.counts.get("blockquote", 0) > 0,
            "whole": not broken and not self.broken,
            "blanks": 0 if self.broken else 1,
            "left_out": self.reasons[0] if self.reasons else "",
            "indent": STEP * len(self.lists),
        }

    def _add(self, words: str, facts: dict[str, Any]) -> None:
        not_too_long(len(self.sheet.lines))
        listing = self.lists[-1] if self.lists else None
        if listing and listing.waiting is not None and not facts["left_out"]:
            label, listing.waiting = listing.waiting, None
            own = any(mark.weight >= 3.9 and not mark.bullet for mark in marks_of(words))
            if label and not own:
                self.sheet.add(f"{label} {words}", mark=len(label), **facts)
                return
            self.sheet.add(words, **facts)
            return
        if self.lists:
            facts["indent"] += STEP / 2
        for line in words.split("\n"):
            self.sheet.add(line, **facts)

    def _say_waiting(self) -> None:
        """An item without words of its own, such as one that only holds another list."""
        self._flush()
        listing = self.lists[-1] if self.lists else None
        if listing and listing.waiting and not self.reasons:
            label, listing.waiting = listing.waiting, None
            self.sheet.add(label, mark=len(label), whole=True, indent=STEP * len(self.lists))

    def _item(self, attributes: dict[str, str]) -> None:
        if not self.lists:
            self.lists.append(Listing(ordered=False, style="•", number=1))
        listing = self.lists[-1]
        if (value := attributes.get("value", "")).lstrip("-").isdigit():
            listing.number = int(value)
        style = _style(attributes) if "style" in attributes else None
        listing.waiting = _label(listing, style)
        listing.number += listing.step

    def _picture(self, attributes: dict[str, str]) -> None:
        alternative = tidy(attributes.get("alt", ""))
        decorative = attributes.get("alt") == "" or self.counts.get("a", 0) or self.counts.get("header", 0)
        self._flush()
        if decorative or self.reasons:
            reason = self.reasons[0] if self.reasons else "decorative picture"
            self.sheet.add(f"[picture: {alternative}]" if alternative else "[picture]", left_out=reason)
            return
        words = f"[picture: {alternative}]" if alternative else "[picture]"
        self.sheet.add(words, picture=True, whole=True, indent=STEP * len(self.lists))

    def _tell_swallowed(self, reason: str) -> None:
        if self.swallowed:
            self.sheet.add(f"[{reason}, {self.swallowed} characters]", left_out=reason)
            self.swallowed = 0

    def _close_row(self) -> None:
        """Cells side by side: a number and its text, the same in two languages, or one after the other."""
        cells, self.row = (self.row.cells if self.row else []), None
        facts: dict[str, Any] = {"whole": True, "blanks": 1, "indent": STEP * len(self.lists)}
        self.sheet.rows(cells, **facts)


# ------------------------------------------------------------------------------ elements


def _reason(tag: str, attributes: dict[str, str], counts: dict[str, int]) -> str:
    """Why an element is no text of the instrument, if it is none."""
    if tag in NEVER_TEXT:
        return NEVER_TEXT[tag]
    if "hidden" in attributes or HIDDEN.search(attributes.get("style", "")):
        return "hidden on the page"
    named = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if attributes.get("role") in ("navigation", "search", "banner", "contentinfo") or AROUND.search(named):
        return "navigation" if tag not in ("body", "main", "article", "html") else ""
    if CONTENTS.search(named) and tag not in ("body", "main", "article", "html"):
        return "contents"
    if UNSEEN.search(attributes.get("class", "")) and tag not in ("body", "html"):
        return "hidden on the page"
    inside = counts.get("main", 0) or counts.get("article", 0) or counts.get("section", 0)
    if tag in ("header", "footer") and not inside:
        return f"page {tag}"
    return ""


def _listing(tag: str, attributes: dict[str, str]) -> Listing:
    style = _style(attributes)
    if tag == "ul":
        return Listing(ordered=False, style="•" if style is None else "", number=1)
    start = attributes.get("start", "")
    number = int(start) if start.lstrip("-").isdigit() else 1
    if style is None:
        style = (
            attributes.get("type", "1") if attributes.get("type", "1") in ("1", "a", "A", "i", "I") else "1"
        )
    return Listing(ordered=True, style=style, number=number, step=-1 if "reversed" in attributes else 1)


def _style(attributes: dict[str, str]) -> str | None:
    found = LIST_STYLE.search(attributes.get("style", ""))
    return STYLES.get(found.group(1).lower()) if found else None


def _label(listing: Listing, style: str | None) -> str:
    chosen = listing.style if style is None else style
    if not listing.ordered:
        return chosen
    number = listing.number
    if chosen in ("a", "A", "i", "I") and number > 0:
        signs = in_letters(number) if chosen in "aA" else in_roman(number)
        return f"{signs if chosen.islower() else signs.upper()}."
    return f"{number}." if chosen else ""
