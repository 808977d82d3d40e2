"""An independent look at the structure of a tagged PDF: it knows nothing of how ours are made.

``problems`` says in sentences what a screen reader would stumble over, after the checks of the Matterhorn
Protocol that a program can make. It reads the content streams too, so that nothing drawn can hide from it.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

_HEADINGS = {f"H{level}": level for level in range(1, 7)}
_PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"}
_MAY_HOLD = {
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"Caption", "L", "LI"},
    "LI": {"Lbl", "LBody"},
}


@dataclass
class Element:
    kind: str
    alternative: str
    source: Any
    parent: "Element | None"
    children: list["Element"] = field(default_factory=list)
    marked: list[tuple[int, int]] = field(default_factory=list)

    def all(self, *kinds: str) -> "list[Element]":
        """Every element of these kinds, in reading order."""
        return [element for element in self.walk() if element.kind in kinds]

    def walk(self) -> "Iterator[Element]":
        yield self
        for child in self.children:
            yield from child.walk()

    def contains_marked(self) -> bool:
        return any(element.marked for element in self.walk())


def read(pdf: pikepdf.Pdf) -> Element:
    """The structure tree of the file."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    root = Element("Root", "", pdf.Root.StructTreeRoot, None)
    _read_children(pdf.Root.StructTreeRoot, root, None, pages)
    return root


def _read_children(source: Any, into: Element, page: int | None, pages: dict[tuple[int, int], int]) -> None:
    kids = source.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array | list) else [kids]:
        if isinstance(kid, int):
            assert page is not None, "marked content without a page"
            into.marked.append((page, kid))
        elif kid.get("/Type") == "/MCR":
            into.marked.append((pages[kid.Pg.objgen], int(kid.MCID)))
        elif "/S" in kid:
            where = pages[kid.Pg.objgen] if "/Pg" in kid else page
            child = Element(str(kid.S)[1:], str(kid.get("/Alt", "")), kid, into)
            into.children.append(child)
            _read_children(kid, child, where, pages)


def problems(file: bytes) -> list[str]:
    """What is wrong with the file, in sentences; an empty list is what we want."""
    with pikepdf.open(BytesIO(file)) as pdf:
        found = _document_problems(pdf)
        if "/StructTreeRoot" not in pdf.Root:
            return [*found, "The file has no structure."]
        tree = read(pdf)
        found += _order_problems(tree)
        found += _table_problems(tree)
        found += [
            f"A {child.kind} stands in a {parent.kind}."
            for parent in tree.walk()
            for child in parent.children
            if parent.kind in _MAY_HOLD and child.kind not in _MAY_HOLD[parent.kind]
        ]
        found += [
            "A figure has no alternative." for figure in tree.all("Figure") if not figure.alternative.strip()
        ]
        found += _content_problems(pdf, tree)
        found += _link_problems(pdf, tree)
        return found


def _document_problems(pdf: pikepdf.Pdf) -> list[str]:
    found = []
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked", False):
        found.append("The file does not say that it is tagged.")
    if not str(pdf.Root.get("/Lang", "")):
        found.append("The file has no language.")
    if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        found.append("The window would show the name of the file, not its title.")
    with pdf.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1":
            found.append("The file does not claim PDF/UA-1.")
        if not metadata.get("dc:title"):
            found.append("The file has no title.")
    found += [
        f"The font {font.BaseFont} is not embedded."
        for font in pdf.objects
        if isinstance(font, pikepdf.Dictionary)
        and font.get("/Type") == "/FontDescriptor"
        and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys())
    ]
    return found


def _order_problems(tree: Element) -> list[str]:
    levels = [_HEADINGS[element.kind] for element in tree.walk() if element.kind in _HEADINGS]
    found = [] if levels[:1] == [1] else ["The first heading is not an H1."]
    if levels.count(1) > 1:
        found.append("There are several H1.")
    found += [
        f"An H{later} follows an H{earlier}."
        for earlier, later in itertools.pairwise(levels)
        if later > earlier + 1
    ]
    found += ["A heading is empty." for heading in tree.all(*_HEADINGS) if not heading.contains_marked()]
    return found


def _table_problems(tree: Element) -> list[str]:
    found = []
    names = [str(cell.source.ID) for cell in tree.all("TH", "TD") if "/ID" in cell.source]
    if len(names) != len(set(names)):
        found.append("Two header cells have the same id.")
    for table in tree.all("Table"):
        rows = table.all("TR")
        if len({len(row.children) for row in rows}) > 1:
            found.append("The rows of a table differ in length.")
        if not table.all("TH"):
            found.append("A table has no header cell.")
        for cell in table.all("TH"):
            if str(cell.source.get("/A", {}).get("/Scope", "")) not in ("/Row", "/Column", "/Both"):
                found.append("A header cell has no scope.")
        for cell in table.all("TD"):
            headers = [str(name) for name in cell.source.get("/A", {}).get("/Headers", [])]
            if not headers:
                found.append("A cell has no header.")
            found += [f"The header {name} does not exist." for name in headers if name not in names]
    return found


def _content_problems(pdf: pikepdf.Pdf, tree: Element) -> list[str]:
    """Everything drawn belongs to one element of the structure, or is marked as decoration."""
    found = []
    owned = [mark for element in tree.walk() for mark in element.marked]
    if len(owned) != len(set(owned)):
        found.append("A piece of content belongs to two elements.")
    drawn: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages):
        open_marks: list[str | int] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BMC", "BDC"):
                mark = (
                    operands[1].get("/MCID")
                    if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary)
                    else None
                )
                open_marks.append(int(mark) if mark is not None else str(operands[0]))
                if mark is not None:
                    drawn.add((number, int(mark)))
            elif name == "EMC":
                open_marks.pop()
            elif name in _PAINTING and not any(
                isinstance(mark, int) or mark == "/Artifact" for mark in open_marks
            ):
                found.append(f"Page {number + 1} draws something ({name}) that no element owns.")
    found += [f"An element owns content {mark} that is not there." for mark in set(owned) - drawn]
    return found + [f"Content {mark} is in no element." for mark in sorted(drawn - set(owned))]


def _link_problems(pdf: pikepdf.Pdf, tree: Element) -> list[str]:
    found = []
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            if annotation.Subtype == "/Link":
                if not str(annotation.get("/Contents", "")):
                    found.append("A link does not say where it leads.")
                if "/StructParent" not in annotation:
                    found.append("A link is not part of the structure.")
        if "/Annots" in page and page.get("/Tabs") != "/S":
            found.append("The tab key would not follow the structure.")
    return found
