"""A paper as PDF, as a reader gets it: its tables by their tags, its words, every other string of the file.

What belongs to a cell, a caption or a paragraph is told by the structure that a screen reader follows
(pikepdf); what the letters say, by an ordinary viewer (pdfium). What no structure holds is read all the same.
"""

import ctypes
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

from benchmarks.forms.pages import Table

Mark = tuple[int, int]  # a page, and a piece of content on it
NOWHERE = -1
A_TEXT = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "Caption", "TH", "TD"}
# The names by which parts of the file find each other, where they stand; and the program that wrote it.
PLACE = re.compile(r"\d+-\d+-\d+|paper-(?:section|table|figure|note|mark)-\d+(?:-table)?|[0-9a-f]{32}")
NAMES_A_PLACE = ("/ID", "/Headers", "/Names", "/D")
NAMES_LETTERS = ("/Registry", "/Ordering")
WRITTEN_BY = f"WeasyPrint {version('weasyprint')}"
DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
MARK_OF_XMP = "W5M0MpCehiHzreSzNTczkc9d"  # in every one there is
OPENS_CONTENT = {"BDC", "DP"}


class Unread(Exception):
    """Something stands in the file that this reader makes nothing of."""


@dataclass
class Element:
    """A piece of the structure: a table, a row, a cell, a paragraph."""

    kind: str
    content: list["Element | Mark"] = field(default_factory=list)

    def every(self, *kinds: str) -> "Iterator[Element]":
        for each in self.content:
            if isinstance(each, Element):
                yield from [each] if each.kind in kinds else each.every(*kinds)

    def marks(self) -> Iterator[Mark]:
        for each in self.content:
            yield from each.marks() if isinstance(each, Element) else [each]


class Opened:
    """One file, opened by both."""

    def __init__(self, body: bytes) -> None:
        self.letters = _letters(body)
        self.file = pikepdf.open(io.BytesIO(body))
        pages = {page.objgen: number for number, page in enumerate(self.file.pages)}
        self.structure = Element("Root", list(_content(self.file.Root.StructTreeRoot, None, pages)))

    def said(self, element: Element) -> str:
        """Lines that follow each other are one text, and a space is where they part.

        Our papers break no word. If one were broken, each half would be strange.
        """
        return " ".join(" ".join(self.letters.get(mark, "") for mark in element.marks()).split())


@lru_cache(maxsize=1)
def opened(body: bytes) -> Opened:
    return Opened(body)


def tables(body: bytes) -> list[Table]:
    """A table that goes on over the page is one: its second part has the same head, and no caption."""
    file, found = opened(body), list[Table]()
    for element in file.structure.every("Table"):
        caption = " ".join(map(file.said, element.every("Caption")))
        lines = [[file.said(cell) for cell in row.every("TH", "TD")] for row in element.every("TR")]
        if not caption and found and found[-1].lines[0] == lines[0]:
            lines = [*found[-1].lines, *lines[1:]]
            caption = found.pop().caption
        found.append(Table(caption, lines))
    return found


def words(body: bytes) -> str:
    file = opened(body)
    return file.said(file.structure)


def text(body: bytes) -> str:
    """All words and numbers of the file, wherever they stand."""
    return "\n".join([*_seen(opened(body)), *_strings(opened(body).file)])


def _seen(file: Opened) -> Iterator[str]:
    """Each text in one piece, and each drawing, for words and numbers may go on in its next line."""
    texts = list(file.structure.every(*A_TEXT))
    yield from map(file.said, texts)
    of_texts = {mark for each in texts for mark in each.marks()}
    for mark, letters in file.letters.items():
        page, number = mark
        said = " ".join(letters.split())
        foot = rf"\bPage {page + 1} of {len(file.file.pages)}\b"
        if mark not in of_texts:
            yield re.sub(foot, "", said) if number == NOWHERE else said


# ------------------------------------------------------------------------------------- what a viewer shows


def _letters(body: bytes) -> dict[Mark, str]:
    """What each piece of content says, with the spaces and the ends of lines that a viewer puts in."""
    found: dict[Mark, str] = {}
    with pypdfium2.PdfDocument(body) as document:
        for number, page in enumerate(document):
            page_of_text, mark, shown = page.get_textpage(), (number, NOWHERE), set()
            for place in range(pdfium.FPDFText_CountChars(page_of_text)):
                if written := pdfium.FPDFText_GetTextObject(page_of_text, place):
                    mark = (number, pdfium.FPDFPageObj_GetMarkedContentID(written))
                    shown.add(ctypes.addressof(written.contents))
                found[mark] = found.get(mark, "") + chr(pdfium.FPDFText_GetUnicode(page_of_text, place))
            for each in page.get_objects(max_depth=50):
                if each.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                    raise Unread(f"A picture made of points, on page {number + 1}.")
                is_text = each.type == pdfium.FPDF_PAGEOBJ_TEXT
                if is_text and ctypes.addressof(each.raw.contents) not in shown:
                    raise Unread(f"Letters that no viewer tells, on page {number + 1}.")
    return found


# ----------------------------------------------------------------------------------- what the file holds


def _content(source: Any, page: int | None, pages: dict[tuple[int, int], int]) -> Iterator[Element | Mark]:
    kids = source.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array | list) else [kids]:
        if isinstance(kid, int) and page is not None:
            yield page, kid
        elif kid.get("/Type") == "/MCR":
            yield pages[kid.Pg.objgen], int(kid.MCID)
        elif "/S" in kid:
            where = pages[kid.Pg.objgen] if "/Pg" in kid else page
            yield Element(str(kid.S)[1:], list(_content(kid, where, pages)))


def _strings(file: pikepdf.Pdf) -> Iterator[str]:
    """Alternatives, titles, links, names of the author: every string of every object, and of the content."""
    known = _letters_and_content(file)
    for each in [*file.objects, file.trailer]:
        yield from _in(each)
        if isinstance(each, pikepdf.Stream) and each.objgen not in known:
            yield from _in_stream(each)
    for page in file.pages:
        yield from _in_content(page)


def _letters_and_content(file: pikepdf.Pdf) -> set[tuple[int, int]]:
    """The outlines of letters, the tables by which a viewer knows them, and what pages show of them."""
    found = [
        thing[name]
        for thing in file.objects
        if isinstance(thing, pikepdf.Dictionary)
        for name in ("/FontFile2", "/ToUnicode")
        if name in thing
    ]
    for page in file.pages:
        found += list(page.Contents) if isinstance(page.Contents, pikepdf.Array) else [page.Contents]
    return {each.objgen for each in found}


def _in(thing: Any, key: str = "") -> Iterator[str]:
    if isinstance(thing, pikepdf.String):
        said = DAY.sub(r"\1-\2-\3", str(thing).replace(WRITTEN_BY, ""))
        is_a_place = key.endswith(NAMES_A_PLACE) and PLACE.fullmatch(said)
        if not (is_a_place or key.endswith(NAMES_LETTERS)):
            yield said
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for name, each in thing.items():
            if not getattr(each, "is_indirect", False):
                yield from _in(each, f"{key}{name}")
    elif isinstance(thing, pikepdf.Array):
        for each in thing:
            if not getattr(each, "is_indirect", False):
                yield from _in(each, key)


def _in_stream(stream: pikepdf.Stream) -> Iterator[str]:
    if stream.get("/Type") in {"/XRef", "/ObjStm"}:
        return
    if stream.get("/Subtype") == "/Form":
        yield from _in_content(stream)
    elif stream.get("/Type") == "/Metadata":
        for each in etree.fromstring(stream.read_bytes()).xpath("/descendant-or-self::node()|//@*"):
            said = each if isinstance(each, str) else each.text or ""
            yield said.replace(MARK_OF_XMP, "").replace(WRITTEN_BY, "")
    else:
        yield stream.read_bytes().decode("latin-1")


def _in_content(source: Any) -> Iterator[str]:
    """What a piece of content is said to be beside what it shows."""
    for operands, operator in pikepdf.parse_content_stream(source):
        if str(operator) in OPENS_CONTENT:
            for each in operands:
                yield from _in(each)
