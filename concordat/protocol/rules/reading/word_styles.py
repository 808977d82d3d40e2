"""Paragraph styles of a Word file: the list, heading, weight and indent of each, inherited ones included."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from concordat.protocol.rules.reading.word_numbers import W, indents

DEEPEST = 40  # styles that are based on one another; a circle would never end


@dataclass(frozen=True, slots=True)
class Style:
    """``number`` and ``level``: its list, if any. ``outline``: its rank as a heading, 1 the highest."""

    number: str = ""
    level: int | None = None
    outline: int = 0
    bold: bool = False
    size: float = 0.0
    left: float | None = None
    hanging: float = 0.0
    contents: bool = False
    numbered_by: str = ""


class Styles:
    """Looks a style up with everything that it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self.default = ""
        for each in root.iterchildren(f"{W}style") if root is not None else ():
            name = each.get(f"{W}styleId", "")
            self._elements[name] = each
            if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default") in ("1", "true", "on"):
                self.default = name

    def __getitem__(self, name: str) -> Style:
        name = name or self.default
        if name not in self._known:
            self._known[name] = _style(list(self._chain(name)))
        return self._known[name]

    def numbered(self) -> Mapping[str, str]:
        """The list that each numbering style names."""
        return {name: number for name in self._elements if (number := self[name].number)}

    def _chain(self, name: str) -> Iterator[tuple[str, etree._Element]]:
        for _ in range(DEEPEST):
            each = self._elements.get(name)
            if each is None:
                return
            yield name, each
            above = each.find(f"{W}basedOn")
            name = above.get(f"{W}val", "") if above is not None else ""


def _style(chain: list[tuple[str, etree._Element]]) -> Style:
    number, level, by = "", None, ""
    outline = 0
    size, bold, left, hanging = 0.0, None, None, 0.0
    contents = False
    for name, each in chain:
        properties, run = each.find(f"{W}pPr"), each.find(f"{W}rPr")
        called = each.find(f"{W}name")
        words = (called.get(f"{W}val", "") if called is not None else "").lower()
        contents = contents or words.startswith("toc") or words.startswith("table of contents")
        outline = outline or _outline(words, properties)
        if properties is not None:
            found = properties.find(f"{W}numPr")
            if found is not None and not by:
                number, level, by = _value(found, "numId"), _level(found), name
            if left is None:
                left, hanging = indents(properties)
        if run is not None:
            bold = on(run, "b") if bold is None and run.find(f"{W}b") is not None else bold
            size = size or points(run)
    return Style(number, level, outline, bool(bold), size, left, hanging, contents, by)


def _outline(words: str, properties: etree._Element | None) -> int:
    """A title is 1, "heading 1" is 2; a style that is only outlined counts as such a heading."""
    if words == "title":
        return 1
    if words.startswith("heading ") and words[8:].isdigit():
        return int(words[8:]) + 1
    if properties is not None and (value := _value(properties, "outlineLvl")).isdigit() and int(value) < 9:
        return int(value) + 2
    return 0


def _level(found: etree._Element) -> int | None:
    value = _value(found, "ilvl")
    return int(value) if value.isdigit() else None


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def on(element: etree._Element, name: str) -> bool:
    """Whether a switch such as bold is there and not turned off."""
    found = element.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def points(run: etree._Element) -> float:
    value = _value(run, "sz")
    return int(value) / 2 if value.isdigit() else 0.0
