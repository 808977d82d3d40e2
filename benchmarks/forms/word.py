"""A paper in Word, as a reader gets it: its tables, its words, and what else lies in the package."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

from benchmarks.forms.pages import Table
from concordat.papers import document
from concordat.papers.word import to_word

# Measures, and the numbers by which one part of the file names another: where something stands, never what.
# Of the attribute "val" the element says what it is.
MEASURES = {"w", "cx", "cy", "before", "after", "id", "Id", "embed", "numId", "ilvl", "abstractNumId"}
COUNTED_BY_WORD = {"PAGE", "NUMPAGES"}
PICTURE = re.compile(r"(?:/?word/)?media/image\d+\.png")
MIDNIGHT = "T00:00:00Z"
OF_A_PICTURE = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}

Held = tuple[str, str]  # where in the package something stands, and what


def tables(body: bytes) -> Iterator[Table]:
    """A caption is the paragraph above its table; a header row is the first."""
    caption = ""
    for each in docx.Document(io.BytesIO(body)).element.body.iterchildren():
        if each.tag == qn("w:tbl"):
            yield Table(caption, [[said(cell) for cell in row.tc_lst] for row in each.tr_lst])
        caption = said(each) if each.tag == qn("w:p") and each.style == "Caption" else ""


def words(body: bytes) -> str:
    return said(docx.Document(io.BytesIO(body)).element.body)


def said(element: Any) -> str:
    """All words in it, one paragraph after another."""
    return " ".join(" ".join(map(_said, element.iter(qn("w:p")))).split())


def _said(paragraph: Any) -> str:
    return "".join(
        each.text or "" if each.tag == qn("w:t") else " "
        for each in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
        if not _is_counted_by_word(each)
    )


def _is_counted_by_word(text: Any) -> bool:
    """The number of a page: Word writes it when the paper is opened, and ours is always 1."""
    field = text.getparent().getparent()
    return field.get(qn("w:instr")) in COUNTED_BY_WORD and text.text == "1"


def text(body: bytes) -> str:
    """All words and numbers in the package, but for those that stand in the same place of every paper."""
    of_every_paper, held = _of_every_paper()
    own = (each for each in _parts(body) if each[1] != of_every_paper.get(each[0]))
    said = (each for name, part in own for each in _in(name, part) if each not in held)
    return "\n".join(each for _place, each in said)


@cache
def _of_every_paper() -> tuple[dict[str, bytes], frozenset[Held]]:
    """What a paper holds in which there is one of everything, and not a word."""
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    table = document.Table("", ("", ""), (("", ""),), numeric=frozenset({1}))
    blocks = (
        document.Paragraph(""),
        document.BulletList(("",)),
        document.NumberedList(("",)),
        document.Callout("", ""),
        document.KeyFigures((("", "", ""),)),
        document.Figure("", drawn, "", table),
        document.Section("", ()),
    )
    parts = (document.Section("", blocks),)
    silent = document.Paper("", "", "", date(2000, 1, 1), "", "", (), (), body=parts, appendices=parts)
    found = dict(_parts(to_word(silent)))
    return found, frozenset(each for name, part in found.items() for each in _in(name, part))


def _parts(body: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of the package, and what it notes beside each."""
    package = zipfile.ZipFile(io.BytesIO(body))
    for entry in package.infolist():
        yield entry.filename, package.read(entry)
        yield f"beside {entry.filename}", entry.comment + entry.extra
    yield "beside all", package.comment


def _in(name: str, part: bytes) -> Iterator[Held]:
    yield "name", PICTURE.sub("", name)
    if name.endswith((".xml", ".rels")) and not name.startswith("beside"):
        yield from ((f"{name} {place}", said) for place, said in of_xml(part))
    elif PICTURE.fullmatch(name):
        yield from ((name, said) for said in beside_the_picture(part))
    else:
        yield name, part.decode("latin-1")


def of_xml(part: bytes) -> Iterator[Held]:
    """Every text and every value, a paragraph in one piece, but for measures."""
    for each in etree.fromstring(part).iter():
        if each.tag == qn("w:p"):
            yield "paragraph", " ".join(_said(each).split())
        if each.tag != qn("w:t"):
            yield str(each.tag), (each.text or "").strip().removesuffix(MIDNIGHT)
        yield f"after {each.tag}", (each.tail or "").strip()
        for name, value in each.attrib.items():
            own = etree.QName(each if name == qn("w:val") else name).localname
            if not (own in MEASURES and value.removeprefix("rId").isdecimal()):
                yield f"{each.tag} {name}", PICTURE.sub("", value)


def pictures(body: bytes) -> list[bytes]:
    """What is drawn, in the order of the paper."""
    paper = docx.Document(io.BytesIO(body))
    return [
        paper.part.related_parts[each.get(qn("r:embed"))].blob
        for each in paper.element.body.iter(qn("a:blip"))
    ]


def beside_the_picture(png: bytes) -> Iterator[str]:
    """What a PNG holds besides its picture: remarks, times, and what stands behind its end."""
    place = 8
    while place < len(png):
        length, kind = int.from_bytes(png[place : place + 4], "big"), png[place + 4 : place + 8]
        if kind not in OF_A_PICTURE:
            yield png[place + 4 : place + 8 + length].decode("latin-1")
        place += length + 12
