"""What a line may begin with: every way in which its first signs could be a number, a letter or a bullet.

Nothing is decided here. "i." is a roman one and the ninth letter, "a specification" may begin with a mark or
with a word: `numbering` weighs all of them against what stands before and after.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from concordat.protocol.rules.reading.words import any_of, pattern

BULLETS = "•●○◦▪▫■□‣⁃∙·➢➤►✓✔❖◆♦\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf076\uf0a8\uf06e\u25aa\ufffd"
MONTHS = any_of("months")
DATE = re.compile(rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{MONTHS}\b", re.IGNORECASE)
CLOCK = re.compile(r"\d{1,2}[.:]\d{2}\s*(?:[ap]\.?m\b|hrs|hours|o'clock)", re.IGNORECASE)
# "2 members", and not "2 Members": with a capital it begins a clause.
MEASURE = pattern("measures", begin=r"[\d.]+\s*", end=r"(?!\w)", exact=True)
ROMAN = re.compile(r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
PARTS = any_of("parts")
PLACES = re.compile(r"\d+|\b(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})\b")

NUMBER_PATH = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,5})\.?\)?(?=\s|$|[A-Za-z“\"‘'(\[])")
NUMBER = re.compile(r"(\d{1,3})([.)])(?=\s|$|[A-Z“\"‘(\[])|\((\d{1,3})\)(?=\s|$|[A-Za-z“\"‘])")
BARE_NUMBER = re.compile(r"(\d{1,3})(?=\s+\S|\s*$)")
LETTERS = re.compile(r"\(([A-Za-z]{1,5})\)(?=\s|$|[A-Za-z“\"‘])|([A-Za-z]{1,5})([.)])(?=\s|$|[A-Z“\"‘(])")
BARE_LETTERS = re.compile(r"([a-z]{1,5}|[IVX]{2,5}|[A-HJ-Z](?=\s+[A-Z]{2}))(?=\s+\S)")
MIXED = re.compile(
    r"(\d{1,3})\.?\(([a-z]{1,4}|\d{1,2})\)(?:\s?\(([ivxlc]{1,6})\))?(?=\s|$|[A-Za-z“\"])"
    r"|(\d{1,3})\.?([a-zA-Z])[.)]?(?=\s+\S)"
    r"|([A-Z])\.?(\d{1,3}(?:\.\d{1,3})*)[.):]?(?=\s+\S)"
)
NAMED = re.compile(
    rf"({PARTS})\s+(\d{{1,3}}(?:\.\d{{1,3}})?[A-Z]?|[A-Z]|[IVXLC]+)\b\s*[.:]?(?:\s*[-–—:](?=\s|$))?",
    re.IGNORECASE,
)
BULLET = re.compile(rf"(?:[{BULLETS}]+|\(cid:\d+\)|[-–—*+](?=\s)|o(?=\s{{2,}}\S|\t)|--(?=\s))(?=\s*\S)")


@dataclass(frozen=True, slots=True)
class Mark:
    """One way to take the start of a line.

    family   "1.", "(a)", "i", "1.1", "•", "part": marks of one list are of one family
    value    the place it claims: (3,) for "c.", (1, 2) for "1.2"; (0,) for a bullet
    label    as printed
    weight   how much it would cost to call it mere text
    """

    family: str
    value: tuple[int, ...]
    label: str
    weight: float

    @property
    def kind(self) -> str:
        """The family without its points and brackets: a typist who forgets one has not begun a new list."""
        return kind_of(self.family)

    @property
    def bullet(self) -> bool:
        return self.value == (0,)

    @property
    def first(self) -> bool:
        return self.value[-1] in (0, 1)


@cache
def kind_of(family: str) -> str:
    return family.strip("().") or family


@lru_cache(maxsize=4096)
def roman(words: str) -> int:
    """The value of a roman number below a hundred and fifty, or 0."""
    words = words.lower()
    if not words or not ROMAN.fullmatch(words):
        return 0
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[sign] for sign in words]
    return sum(-v if v < max(values[place:]) else v for place, v in enumerate(values))


def letter(words: str) -> int:
    """a is 1, z is 26, aa is 27; any other run of letters is 0."""
    words = words.lower()
    if len(words) == 1:
        return ord(words) - 96
    if len(words) == 2 and words[0] == words[1]:
        return ord(words[0]) - 96 + 26
    return 0


def in_roman(value: int) -> str:
    signs = (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    written = ""
    for worth, sign in signs:
        while value >= worth:
            written, value = written + sign, value - worth
    return written


def in_letters(value: int) -> str:
    return chr(96 + (value - 1) % 26 + 1) * ((value - 1) // 26 + 1)


def relabelled(label: str, family: str, value: int) -> str:
    """The same label with another value: ("(i)", "(i)", 2) is "(ii)", ("1.", "1.", 4) is "4."."""
    kind = family.strip("().")
    core = re.search(r"[A-Za-z]+|\d+(?!.*\d)", label)
    if core is None:
        return label
    if kind in ("i", "I"):
        new = in_roman(value)
    elif kind in ("a", "A"):
        new = in_letters(value)
    else:
        new = str(value)
    if kind in ("I", "A"):
        new = new.upper()
    return label[: core.start()] + new + label[core.end() :]


def marks_of(text: str) -> tuple[Mark, ...]:
    """Every mark that a line could begin with, whose text has no space before it."""
    if not text:
        return ()
    if bullet := BULLET.match(text):
        glyph = bullet.group()
        dash = glyph in "-–—*+o" or glyph == "--"
        family = "-" if dash else "•"
        return (Mark(family, (0,), glyph, 3.5 if dash else 6.0),)
    if DATE.match(text) or CLOCK.match(text):
        return ()
    return tuple(_candidates(text))


def mark_as_given(label: str) -> tuple[Mark, ...]:
    """The marks that a label can be of which the format itself says that it is one: "Rule 3:" as well."""
    whole = len(label.strip())
    for after in ("x", "X"):
        known = tuple(mark for mark in marks_of(f"{label} {after}") if len(mark.label.strip()) >= whole)
        if known:
            return known
    if not whole:
        return ()
    family = PLACES.sub("#", label.strip().lower())
    value = tuple(int(each) if each.isdigit() else roman(each) for each in PLACES.findall(label.lower()))
    return (Mark(family, value or (0,), label, 6.0),)


def _candidates(text: str) -> Iterator[Mark]:
    if text[0].isdigit() or text[:1] == "(":
        yield from _numbers(text)
    if text[0].isalpha() or text[:1] == "(":
        yield from _letters(text)
    if mixed := MIXED.match(text):
        yield from _mixed(text, mixed)
    if named := NAMED.match(text):
        yield from _named(text, named)


def _follows(text: str, end: int) -> str:
    """The first sign of what is said after a mark: "A", "a", or "" if nothing is."""
    rest = text[end:].lstrip(" \t\xa0“\"‘'([")
    return rest[:1]


def _numbers(text: str) -> Iterator[Mark]:
    if path := NUMBER_PATH.match(text):
        value = tuple(int(part) for part in path.group(1).split("."))
        after = _follows(text, path.end())
        weight = 1.0 if MEASURE.match(text) else 2.5 if after.islower() else 5.0
        yield Mark("1.1", value, path.group(), weight)
        return
    if number := NUMBER.match(text):
        digits = number.group(1) or number.group(3)
        family = f"1{number.group(2)}" if number.group(1) else "(1)"
        after = _follows(text, number.end())
        yield Mark(family, (int(digits),), number.group(), 3.0 if after.islower() else 4.5)
    elif bare := BARE_NUMBER.match(text):
        after = _follows(text, bare.end())
        if not after or MEASURE.match(text) or not after.isalpha():
            weight = 0.3
        else:
            weight = 2.8 if after.isupper() else 0.6
        yield Mark("1", (int(bare.group(1)),), bare.group(), weight)


def _letters(text: str) -> Iterator[Mark]:
    found = LETTERS.match(text)
    if found:
        core = found.group(1) or found.group(2)
        shape = "({})" if found.group(1) else "{}" + found.group(3)
        after = _follows(text, found.end())
        weight = 4.5 if found.group(1) else 2.6 if after.islower() else 4.0
    elif found := BARE_LETTERS.match(text):
        core, shape = found.group(1), "{}"
        after = _follows(text, found.end())
        weight = 2.8 if after.isupper() else 2.0
        if core in ("a", "o") and after.islower():
            weight = 0.7
        elif core.isupper():
            weight = 2.0
    else:
        return
    if not (core.islower() or core.isupper()):
        return
    base = "a" if core.islower() else "A"
    if value := letter(core):
        yield Mark(shape.format(base), (value,), found.group(), weight)
    if value := roman(core):
        yield Mark(shape.format("i" if core.islower() else "I"), (value,), found.group(), weight)


def _mixed(text: str, found: re.Match[str]) -> Iterator[Mark]:
    number, inner, deeper, before, suffix, capital, behind = found.groups()
    after = _follows(text, found.end())
    weight = 1.5 if after.islower() else 3.0
    label = found.group()
    if number:
        second = int(inner) if inner.isdigit() else letter(inner) or roman(inner)
        if second:
            third = (roman(deeper),) if deeper else ()
            yield Mark("1(a)", (int(number), second, *third), label, weight + 1)
    elif before:
        # "3A" between 3 and 4 was put in later; "3a" hangs from 3.
        family = "1a" if suffix.islower() else "1A"
        yield Mark(family, (int(before), letter(suffix)), label, weight)
    else:
        parts = tuple(int(part) for part in behind.split("."))
        yield Mark("A1", (letter(capital), *parts), label, weight)


def _named(text: str, found: re.Match[str]) -> Iterator[Mark]:
    word, core = found.group(1).lower(), found.group(2)
    rest = text[found.end() :].strip()
    if not text[0].isupper() or len(text) > 110 or text.rstrip()[-1:] in ".;," or rest[:1].islower():
        return
    numbers = tuple(int(part) for part in re.findall(r"\d+", core))
    # "Part I" is the first, and between H and J the ninth: its neighbours tell.
    values = [numbers] if numbers else [(roman(core),), (letter(core),) if len(core) == 1 else (0,)]
    for value in values:
        if value[0]:
            yield Mark(word, value, found.group().rstrip(), 3.5)
