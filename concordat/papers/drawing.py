"""Drawings: checked before they are trusted, then made ready for the format that shows them.

The drawings are our own charts. They are checked all the same, because a chart carries words that people
typed, and a paper is opened on machines that we know nothing about.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

FONTS = Path(__file__).parent / "fonts"
TYPEFACE = "Source Sans 3"
FALLBACK = f"'{TYPEFACE}', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_DRAWN = {
    *("svg", "g", "defs", "use", "symbol", "title", "desc", "text", "tspan"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    *("pattern", "clipPath", "mask", "marker", "linearGradient", "radialGradient", "stop"),
}
_REFERENCE = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)


class NotDrawable(ValueError):
    """An SVG that is not well formed, or that holds something other than a drawing."""


@dataclass(frozen=True)
class Drawing:
    """width, height: CSS pixels at which the lettering has its natural size."""

    svg: str
    width: float
    height: float


def checked(svg: str) -> ElementTree.Element:
    """The drawing as a tree. Raises ``NotDrawable`` unless it is shapes, words and nothing else."""
    # Refused before anything is parsed, and with it every attack by entities.
    if "<!doctype" in svg.lower() or "<!entity" in svg.lower():
        raise NotDrawable("A drawing cannot declare a document type.")
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 - entities were refused above
    except ElementTree.ParseError as wrong:
        raise NotDrawable(f"The drawing is not well-formed XML: {wrong}.") from wrong
    if root.tag != f"{{{_SVG}}}svg":
        raise NotDrawable("A drawing is one svg element in the SVG namespace.")
    for element in root.iter():
        name = str(element.tag).removeprefix(f"{{{_SVG}}}")
        if name not in _DRAWN:
            raise NotDrawable(f"A drawing cannot hold <{name}>.")
        for attribute, value in element.attrib.items():
            _check_attribute(attribute, value)
    return root


def _check_attribute(attribute: str, value: str) -> None:
    name = attribute.lower()
    if name.startswith("on") or name == "style":
        raise NotDrawable(f"A drawing cannot carry the attribute {attribute}.")
    if (name == "href" or attribute == _XLINK) and not value.startswith("#"):
        raise NotDrawable(f"A drawing cannot refer to {value!r}.")
    if _REFERENCE.search(value) or "javascript:" in value.lower():
        raise NotDrawable(f"A drawing cannot refer to {value!r}.")


def drawing(svg: str, *, prefix: str, alternative: str, typeset: bool) -> Drawing:
    """The drawing with ids of its own and one text alternative.

    prefix        put before every id, so that two drawings in one document cannot borrow each other's parts
    alternative   what the drawing shows, in sentences
    typeset       for PDF and Word: lettered in our own typeface, and with the alternative as its title, which
                  is where WeasyPrint looks for it. On a screen a title is a box that hangs under the pointer,
                  so there the alternative is a label instead
    """
    root = checked(svg)
    _without_namespaces(root)
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag in ("title", "desc")]:
            parent.remove(child)
    _prefix_ids(root, prefix)
    for attribute in ("aria-labelledby", "aria-describedby", "aria-label"):
        root.attrib.pop(attribute, None)
    width, height = _size(root)
    root.set("role", "img")
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    if typeset:
        title = ElementTree.Element("title")
        title.text = alternative
        root.insert(0, title)
        for element in root.iter():
            element.attrib.pop("font-family", None)
        root.set("font-family", FALLBACK)
    else:
        root.set("aria-label", alternative)
    return Drawing(ElementTree.tostring(root, encoding="unicode"), width, height)


def _without_namespaces(root: ElementTree.Element) -> None:
    # ElementTree writes ns0:path, which no HTML page understands, unless it is told otherwise for the whole
    # process; and WeasyPrint tells it something else. Bare names and one xmlns say the same.
    for element in root.iter():
        element.tag = str(element.tag).removeprefix(f"{{{_SVG}}}")
        if _XLINK in element.attrib:
            element.set("href", element.attrib.pop(_XLINK))
    root.set("xmlns", _SVG)


def _prefix_ids(root: ElementTree.Element, prefix: str) -> None:
    for element in root.iter():
        for attribute, value in list(element.attrib.items()):
            if attribute == "id":
                element.set(attribute, f"{prefix}-{value}")
            elif attribute == "href":
                element.set(attribute, f"#{prefix}-{value[1:]}")
            elif "url(#" in value:
                element.set(attribute, value.replace("url(#", f"url(#{prefix}-"))


def _size(root: ElementTree.Element) -> tuple[float, float]:
    try:
        _, _, width, height = (float(number) for number in root.get("viewBox", "").replace(",", " ").split())
    except ValueError:
        raise NotDrawable("A drawing needs a viewBox of four numbers.") from None
    if not (0 < width < 10_000 and 0 < height < 10_000):
        raise NotDrawable("A drawing needs a viewBox with a width and a height.")
    return width, height
