"""What PDF/UA asks of the structure, and WeasyPrint 70 leaves out.

Header cells are given a scope and an index of their ids; the running foot is marked as no part of the text,
so that "Page 3 of 9" is not read out in the middle of a sentence; words in another language are marked as
such, or Welsh would be read out as if it were English. When WeasyPrint does this itself, this file can go.
"""

from collections.abc import Iterator
from typing import Any

import pydyf

Elements = dict[bytes, Any]


# Of what is written with these, no other element of the structure is made.
LANGUAGES_STAND_ON = {"div": "/Div", "span": "/Span"}


def complete(document: Any, pdf: Any) -> None:
    """A finisher for ``Document.write_pdf``: called when the tree is whole and nothing is written yet."""
    dictionaries = [item for item in pdf.objects if isinstance(item, pydyf.Dictionary)]
    elements = {item.reference: item for item in dictionaries if item.get("Type") == "/StructElem"}
    root = next(item for item in dictionaries if item.get("Type") == "/StructTreeRoot")
    _describe_headers(pdf, root, elements)
    _set_apart_running_foot(pdf, root, elements)
    _mark_languages(document, elements)


def _mark_languages(document: Any, elements: Elements) -> None:
    """Each box has made its element, one after the other: they are told apart by their order."""
    kinds = set(LANGUAGES_STAND_ON.values())
    # What holds a piece of content itself is made of the words in a box, and of no box.
    made = [
        element
        for element in elements.values()
        if element["S"] in kinds and not any(isinstance(kid, int) for kid in element["K"])
    ]
    boxes = [
        box
        for page in document.pages
        for box in _boxes(page._page_box)
        if box.element is not None and box.element_tag in LANGUAGES_STAND_ON
    ]
    if not any(box.element.attrib.get("lang") for box in boxes):
        return  # nearly every paper is in one language, and must not fail over a shape that was not foreseen
    for box, element in zip(boxes, made, strict=True):
        if language := box.element.attrib.get("lang"):
            element["Lang"] = pydyf.String(language)


def _boxes(box: Any) -> Iterator[Any]:
    """Every box of a page that is neither a line nor a run of letters, as it comes."""
    from weasyprint.formatting_structure.boxes import LineBox, MarginBox, TextBox

    box = getattr(box, "_box", box)  # one that stands apart from the flow is only named in it
    if isinstance(box, TextBox):
        return
    if not isinstance(box, LineBox | MarginBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


def _describe_headers(pdf: Any, root: Any, elements: Elements) -> None:
    named: list[tuple[str, bytes]] = []
    for reference, cell in elements.items():
        if cell["S"] != "/TH" or "A" not in cell:
            continue
        group = elements[elements[cell["P"]]["P"]]
        cell["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"
        if "ID" in cell:
            named.append((cell["ID"].string, reference))
    if named:
        names = pydyf.Array()
        for name, reference in sorted(named):
            names.extend([pydyf.String(name), reference])
        tree = pydyf.Dictionary({"Names": names})
        pdf.add_object(tree)
        root["IDTree"] = tree.reference


def _set_apart_running_foot(pdf: Any, root: Any, elements: Elements) -> None:
    by_reference = {item.reference: item for item in pdf.objects}
    within: set[bytes] = set()
    waiting = list(root["K"])
    while waiting:
        reference = waiting.pop()
        if reference in elements and reference not in within:
            within.add(reference)
            waiting.extend(kid for kid in elements[reference]["K"] if isinstance(kid, bytes))
    owners = by_reference[root["ParentTree"]]["Nums"]
    for page in [
        item for item in pdf.objects if isinstance(item, pydyf.Dictionary) and "StructParents" in item
    ]:
        owner = owners[2 * page["StructParents"] + 1]
        written = by_reference[page["Contents"]].stream
        for place, part in enumerate(written):
            # Three parts open a piece of content: its tag, its number and the operator.
            if isinstance(part, pydyf.Dictionary) and "MCID" in part and owner[part["MCID"]] not in within:
                owner[part["MCID"]] = "null"
                written[place - 1] = "/Artifact"
                written[place] = pydyf.Dictionary({"Type": "/Pagination"})
