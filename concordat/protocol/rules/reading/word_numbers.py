"""The numbers that Word prints before a paragraph and does not keep in its text.

They come from the numbering definitions: a paragraph, or its style, names a list (`num`) and a level; the
list stands on an abstract one, may change levels of it and start them elsewhere; and all lists on one
abstract definition count together. What is worked out here is what the paper shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from concordat.protocol.rules.reading.marks import BULLETS, in_letters, in_roman
from concordat.protocol.rules.reading.words import WORDS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDINALS = {1: "st", 2: "nd", 3: "rd"}
ORDINAL_WORDS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
ONES = WORDS["ones"]
TENS = WORDS["tens"]
LEVELS = 9


@dataclass(slots=True)
class Level:
    """How one level of a list is numbered and printed."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str = ""
    left: float | None = None
    hanging: float = 0.0


@dataclass(slots=True)
class Numbered:
    """What stands before one paragraph."""

    label: str
    level: int
    left: float | None
    hanging: float
    bullet: bool


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    changed: dict[str, dict[int, Level]] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    counted: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, number: str, style: str) -> int:
        """The level that is tied to a paragraph style; the first if none is."""
        for place, level in self.abstract.get(self.lists.get(number, ""), {}).items():
            if level.style == style:
                return place
        return 0

    def next(self, number: str, place: int) -> Numbered | None:
        """Count one paragraph of this list on this level, and say what is printed before it."""
        abstract = self.lists.get(number)
        if abstract is None or not 0 <= place < LEVELS:
            return None
        levels = self.abstract.get(abstract, {}) | self.changed.get(number, {})
        level = levels.get(place, Level())
        counted = self.counted.setdefault(abstract, [None] * LEVELS)
        self._begin(number, place, levels, counted)
        before = counted[place]
        counted[place] = level.start if before is None else before + 1
        for above in range(place):
            if counted[above] is None:
                counted[above] = levels.get(above, Level()).start
        for below in range(place + 1, LEVELS):
            restart = levels.get(below, Level()).restart
            if restart is None or (restart and place < restart):
                counted[below] = None
        label = _printed(level, levels, counted)
        return Numbered(label, place, level.left, level.hanging, level.form == "bullet")

    def _begin(self, number: str, place: int, levels: Mapping[int, Level], counted: list[int | None]) -> None:
        """A list that is used for the first time may start its levels elsewhere than where the others are."""
        starts = self.starts.get(number, {})
        if place in starts and (number, place) not in self.begun:
            counted[place] = starts[place] - 1
        self.begun.add((number, place))


def _printed(level: Level, levels: Mapping[int, Level], counted: list[int | None]) -> str:
    if level.form == "bullet":
        return bullet(level.text)
    words = level.text
    for place in range(LEVELS):
        token = f"%{place + 1}"
        if token in words:
            form = levels.get(place, Level()).form
            if level.legal and form not in ("none", "bullet"):
                form = "decimal"
            words = words.replace(token, in_form(counted[place] or 0, form))
    return words.strip()


def bullet(glyph: str) -> str:
    """Symbol fonts put their bullets where Unicode has no signs."""
    glyph = glyph.strip()
    if not glyph:
        return ""
    return "•" if "\ue000" <= glyph[0] <= "\uf8ff" or glyph[0] in BULLETS else glyph


def in_form(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        written = in_letters(number) if number > 0 else str(number)
    elif form in ("lowerRoman", "upperRoman"):
        written = in_roman(number) if number > 0 else str(number)
    elif form in ("none", "bullet"):
        return ""
    elif form == "decimalZero":
        return f"{number:02}"
    elif form == "ordinal":
        return f"{number}{'th' if 10 <= number % 100 <= 20 else ORDINALS.get(number % 10, 'th')}"
    elif form == "cardinalText":
        return in_words(number).capitalize()
    elif form == "ordinalText":
        return in_order(number).capitalize()
    elif form == "decimalEnclosedParen":
        return f"({number})"
    else:
        return str(number)
    return written.upper() if form.startswith("upper") else written


def in_words(number: int) -> str:
    if number < 20:
        return ONES[max(0, number)]
    if number < 100:
        tens, ones = divmod(number, 10)
        return TENS[tens - 2] + (f"-{ONES[ones]}" if ones else "")
    return str(number)


def in_order(number: int) -> str:
    """First, second … twenty-first; of numbers that have no words, "101st"."""
    if not 0 < number < 100:
        return in_form(number, "ordinal")
    before, hyphen, last = in_words(number).rpartition("-")
    regular = f"{last.removesuffix('y')}ieth" if last.endswith("y") else f"{last}th"
    return f"{before}{hyphen}{ORDINAL_WORDS.get(last, regular)}"


# ------------------------------------------------------------------------------ the definitions


def numbering_of(root: etree._Element | None, styled: Mapping[str, str]) -> Numbering:
    """``styled``: which list each numbering style names."""
    made = Numbering()
    if root is None:
        return made
    linked: dict[str, str] = {}
    for each in root.iterchildren(f"{W}abstractNum"):
        name = each.get(f"{W}abstractNumId", "")
        made.abstract[name] = {
            _number(level, "ilvl"): _level(level) for level in each.iterchildren(f"{W}lvl")
        }
        link = each.find(f"{W}numStyleLink")
        if link is not None:
            linked[name] = link.get(f"{W}val", "")
    for each in root.iterchildren(f"{W}num"):
        _take(made, each)
    for name, style in linked.items():
        real = made.lists.get(styled.get(style, ""), "")
        for number, abstract in made.lists.items():
            if abstract == name and real:
                made.lists[number] = real
    return made


def _take(made: Numbering, each: etree._Element) -> None:
    number = each.get(f"{W}numId", "")
    abstract = each.find(f"{W}abstractNumId")
    made.lists[number] = abstract.get(f"{W}val", "") if abstract is not None else ""
    for change in each.iterchildren(f"{W}lvlOverride"):
        place = _number(change, "ilvl")
        level, start = change.find(f"{W}lvl"), change.find(f"{W}startOverride")
        if level is not None:
            made.changed.setdefault(number, {})[place] = _level(level)
        if start is not None:
            made.starts.setdefault(number, {})[place] = _number(start, "val")


def _level(element: etree._Element) -> Level:
    level = Level()
    for child in element:
        value = child.get(f"{W}val", "")
        if child.tag == f"{W}start":
            level.start = _number(child, "val")
        elif child.tag == f"{W}numFmt":
            level.form = value
        elif child.tag == f"{W}lvlText":
            level.text = value
        elif child.tag == f"{W}lvlRestart":
            level.restart = _number(child, "val")
        elif child.tag == f"{W}isLgl":
            level.legal = value not in ("0", "false", "off")
        elif child.tag == f"{W}pStyle":
            level.style = value
        elif child.tag == f"{W}pPr":
            level.left, level.hanging = indents(child)
    return level


TWIPS = 120.0  # to the width of a character of eleven points


def indents(properties: etree._Element) -> tuple[float | None, float]:
    """Where the words begin, and how far before them the number stands; None if nothing is said."""
    found = properties.find(f"{W}ind")
    if found is None:
        return None, 0.0
    left = found.get(f"{W}left") or found.get(f"{W}start")
    hanging = _twips(found.get(f"{W}hanging")) - _twips(found.get(f"{W}firstLine"))
    return (None if left is None else _twips(left)), hanging


def _twips(value: str | None) -> float:
    try:
        return float(value or 0) / TWIPS
    except ValueError:
        return 0.0


def _number(element: etree._Element, name: str) -> int:
    value = element.get(f"{W}{name}", "0")
    return int(value) if value.lstrip("-").isdigit() else 0
