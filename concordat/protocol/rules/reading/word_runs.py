"""What a paragraph of a Word file says: its words, and apart from them what is deleted, hidden, pictured."""

from dataclasses import dataclass, field, replace

from lxml import etree

from concordat.protocol.rules.reading.word_numbers import W, bullet
from concordat.protocol.rules.reading.word_styles import on, points

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
BOX = f"{W}txbxContent"
IMAGES = ("}pic", "}imagedata", "}chart", "}relIds", "}graphicFrame")
SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
GONE = (f"{W}del", f"{W}moveFrom")


@dataclass(slots=True)
class Told:
    """A paragraph. ``bold``: all of its words are; ``light``: somebody turned the bold of its style off."""

    words: str = ""
    deleted: str = ""
    hidden: str = ""
    pictures: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    inserted: int = 0
    bold: bool = False
    light: bool = False
    size: float = 0.0
    contents: bool = False

    def with_more(self, other: "Told") -> "Told":
        """This paragraph and the next, once the break between them is gone."""
        return replace(
            other,
            words=self.words + other.words,
            hidden=self.hidden + other.hidden,
            pictures=[*self.pictures, *other.pictures],
            boxes=[*self.boxes, *other.boxes],
            notes=[*self.notes, *other.notes],
            bold=self.bold and other.bold,
        )


def told_by(paragraph: etree._Element) -> Told:
    told = Told()
    letters = heavy = 0
    sizes: dict[float, int] = {}
    waiting = [(child, False) for child in reversed(paragraph)]
    while waiting:
        element, gone = waiting.pop()
        if element.tag == f"{W}r":
            said = _run(element, told, gone=gone)
            visible = len("".join(said.split()))
            letters += visible
            properties = element.find(f"{W}rPr")
            if properties is not None and visible:
                heavy += visible if on(properties, "b") else 0
                told.light = told.light or (properties.find(f"{W}b") is not None and not on(properties, "b"))
                size = points(properties)
                sizes[size] = sizes.get(size, 0) + visible
            continue
        if element.tag in (f"{W}pPr", f"{W}sdtPr", f"{W}rPr", f"{M}r"):
            if element.tag == f"{M}r":
                told.words += "".join(str(part) for part in element.itertext())
            continue
        if element.tag == f"{W}ins" or element.tag == f"{W}moveTo":
            told.inserted += 1
        gone = gone or element.tag in GONE
        waiting.extend((child, gone) for child in reversed(_inside(element)))
    told.bold = 0 < letters == heavy
    told.size = max(sizes, key=sizes.__getitem__, default=0.0)
    return told


def _inside(element: etree._Element) -> list[etree._Element]:
    """Of two ways to show the same thing only the first."""
    return list(element[0]) if element.tag == f"{MC}AlternateContent" and len(element) else list(element)


def _run(run: etree._Element, told: Told, *, gone: bool) -> str:
    properties = run.find(f"{W}rPr")
    hidden = properties is not None and on(properties, "vanish")
    written = ""
    for child in run:
        if child.tag in (f"{W}t", f"{W}delText"):
            written += child.text or ""
        elif child.tag == f"{W}br" and child.get(f"{W}type") in ("page", "column"):
            written += " "
        elif child.tag in SIGNS:
            written += SIGNS[child.tag]
        elif child.tag == f"{W}sym":
            written += _symbol(child)
        elif child.tag == f"{W}instrText":
            told.contents = told.contents or (child.text or "").strip().startswith("TOC")
        elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            told.notes.append((child.tag.removeprefix(W).removesuffix("Reference"), child.get(f"{W}id", "")))
        elif child.tag in (f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent"):
            _drawing(child, told)
    if gone:
        told.deleted += written
    elif hidden:
        told.hidden += written
    else:
        told.words += written
        return written
    return ""


def _symbol(element: etree._Element) -> str:
    code = element.get(f"{W}char", "")
    try:
        return bullet(chr(int(code, 16)))
    except ValueError:
        return ""


def _drawing(element: etree._Element, told: Told) -> None:
    if element.tag == f"{MC}AlternateContent" and len(element):
        element = element[0]
    boxes = [box for box in element.iter(BOX)]
    told.boxes.extend(boxes)
    if any(str(each.tag).endswith(IMAGES) for each in element.iter()):
        described = next(element.iter(DRAWN), None)
        told.pictures.append((described.get("descr") or "") if described is not None else "")
