"""A text as words: as they stand, and as they are meant once names, terms, pronouns and numbers are alike."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from concordat.protocol.rules.comparing.lexicon import (
    LANGUAGES,
    Lexicon,
    Numbers,
    Phrases,
    language_of,
    lexicon,
)

NAME = "‹name›"
DATE = "‹date›"
MAY = "‹may›"  # the month, which permits nothing

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´ʼ", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    }
)
_GLYPH = re.compile(r"\(cid:\d+\)")
_ABBREVIATED = re.compile(r"\b([apei])\.\s?([mge])\b\.?", re.IGNORECASE)
# A mark of a list that the paper's layout put into the line: after a colon, a stop, or at the start.
_LIST_MARK = re.compile(
    r"(?:^|(?<=[:;.\n]))[ \t]*(?:[-•·▪●○◦*]+|\((?:[a-z]|[ivxl]{1,5}|\d{1,2})\))(?=[ \t\n])", re.IGNORECASE
)
_SPACES = re.compile(r"\s+")
_REFERENCE = (
    r"\d+[a-z]?(?:\.\d+)*(?:\([a-z\d]{1,5}\))+(?:(?:,\s*|\s+(?:and|or|to)\s+|\s*&\s*)\([a-z\d]{1,5}\))*"
)
_TOKEN = re.compile(
    rf"(?P<reference>{_REFERENCE})"
    r"|(?P<mark>(?<![\w)])\((?:[a-z]|[ivxl]{1,5})\))"
    r"|(?P<ordinal>\d+(?=(?:st|nd|rd|th)\b))(?:st|nd|rd|th)"
    r"|(?P<amount>£?\d+(?:,\d{3})*(?:\.\d+)*%?)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*(?:\(s\))?)"
    r"|(?P<sign>[£&%€])",
    re.IGNORECASE,
)
_BEFORE_A_MONTH = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|of|by|each|during|before|after|until|since|from|this|next|last))\s+\Z"
)
_YEAR = re.compile(r"\s+\d{4}\b")
_SIGNS = {"&": "and", "%": "percent"}


def tidy(text: str) -> str:
    """The text without what typesetting adds: curly quotation marks, kinds of dash and space, list marks."""
    text = _GLYPH.sub(" ", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    text = _ABBREVIATED.sub(r"\1\2", text)
    return _SPACES.sub(" ", _LIST_MARK.sub(" ", text)).strip()


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words.

    text       tidied; its stretches, one for each item of a list, are parted by a space
    spoken     the words as they stand, without case and punctuation; ``spans``: where they stand in ``text``
    meant      the words as they are compared; ``came_from`` is the stretch of ``spoken`` behind each
    kinds      of each word in ``meant``: "name", "term", "pronoun", "number", "reference", or ""
    begins     where each stretch begins in ``meant``
    """

    text: str
    spoken: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    meant: tuple[str, ...]
    came_from: tuple[tuple[int, int], ...]
    kinds: tuple[str, ...]
    begins: tuple[int, ...]
    language: str

    @property
    def lexicon(self) -> Lexicon:
        return lexicon(self.language)

    def quoted(self, start: int, end: int) -> str:
        """What stands in the text behind these words of ``meant``."""
        if start >= end:
            return ""
        first, last = self.came_from[start][0], self.came_from[end - 1][1] - 1
        return self.text[self.spans[first][0] : self.spans[last][1]]


def words_of(stretches: Sequence[str], *, names: Phrases | None = None, likely: str = LANGUAGES[0]) -> Words:
    """The words of a text that stands in one or more stretches.

    names    names to be masked, as phrases of words without case
    likely   the language, where the words by themselves do not tell it
    """
    texts: list[str] = []
    spoken: list[str] = []
    spans: list[tuple[int, int]] = []
    kinds: list[str] = []
    starts: list[int] = []
    length = 0
    for stretch in stretches:
        clean = tidy(stretch)
        starts.append(len(spoken))
        for found in _TOKEN.finditer(clean):
            kind = str(found.lastgroup)
            if kind == "mark":
                continue
            word = _spoken(found.group(), kind)
            spoken.append(word)
            if word == "may" and _is_the_month(clean, found.start(), found.end()):
                kind = "month"
            spans.append((length + found.start(), length + found.end()))
            kinds.append(kind)
        texts.append(clean)
        length += len(clean) + 1
    language = language_of(spoken, likely=likely)
    meant, came_from, meanings = _meant(spoken, kinds, lexicon(language), names)
    return Words(
        text=" ".join(texts),
        spoken=tuple(spoken),
        spans=tuple(spans),
        meant=tuple(meant),
        came_from=tuple(came_from),
        kinds=tuple(meanings),
        begins=tuple(_begins(starts, came_from)),
        language=language,
    )


def _is_the_month(text: str, start: int, end: int) -> bool:
    return text[start] == "M" and bool(
        _BEFORE_A_MONTH.search(text, max(0, start - 12), start) or _YEAR.match(text, end)
    )


def _spoken(text: str, kind: str) -> str:
    match kind:
        case "amount":
            return text.replace(",", "")
        case "ordinal":
            return text[:-2]
        case "reference":
            return _SPACES.sub("", text.lower())
        case "sign":
            return _SIGNS.get(text, text)
        case _:
            return text.casefold().replace("'", "")


def _begins(starts: list[int], came_from: list[tuple[int, int]]) -> list[int]:
    begins: list[int] = []
    place = 0
    for start in starts:
        while place < len(came_from) and came_from[place][0] < start:
            place += 1
        begins.append(place)
    return begins


def _meant(
    spoken: list[str], kinds: list[str], words: Lexicon, names: Phrases | None
) -> tuple[list[str], list[tuple[int, int]], list[str]]:
    meant: list[str] = []
    came_from: list[tuple[int, int]] = []
    meanings: list[str] = []
    told_otherwise = words.telling_words | (names.openings if names else frozenset())
    place = 0
    while place < len(spoken):
        if kinds[place] == "word" and spoken[place] not in told_otherwise:
            length, meaning, kind = 1, spoken[place], ""
        else:
            length, meaning, kind = _one(spoken, kinds, place, words, names)
        meant.append(meaning)
        came_from.append((place, place + length))
        meanings.append(kind)
        place += length
    return meant, came_from, meanings


def _one(
    spoken: list[str], kinds: list[str], place: int, words: Lexicon, names: Phrases | None
) -> tuple[int, str, str]:
    if kinds[place] == "reference":
        return 1, spoken[place], "reference"
    if kinds[place] in ("amount", "ordinal"):
        return 1, spoken[place], "number"
    if kinds[place] == "month":
        return 1, MAY, ""
    if names is not None and (found := names.at(spoken, place)):
        return found[0], NAME, "name"
    if (found := words.terms.at(spoken, place)) and _is_the_term(spoken, place, *found, words):
        return *found, "term"
    if found := words.pronouns.at(spoken, place):
        return *found, "pronoun"
    if found := number_at(spoken, place, words.numbers):
        length, value = found
        # "Twenty (20)" says one number twice.
        return length + (spoken[place + length : place + length + 1] == [value]), value, "number"
    return 1, spoken[place], ""


def _is_the_term(spoken: list[str], place: int, length: int, meaning: str, words: Lexicon) -> bool:
    # A member of the public is not a councillor, nor is a co-opted or a cabinet member another word for one.
    if length > 1:
        return True
    rule = words.term_rules[meaning]
    before = spoken[place - 1] if place else ""
    after = spoken[place + 1] if place + 1 < len(spoken) else ""
    return before not in rule.not_after and after not in rule.not_before


def number_at(spoken: Sequence[str], place: int, told: Numbers) -> tuple[int, str] | None:
    """How many words from here on are a number, and that number in figures: "twenty", "one" is 21."""
    word = spoken[place]
    if word in told.ordinals and word not in told.units:
        return 1, str(told.ordinals[word])
    if word in told.units and place and spoken[place - 1] == "no":
        return None  # "no one" is nobody
    total, current, at = 0, 0, place
    counted = False
    while at < len(spoken):
        word = spoken[at]
        step, value = _counted(spoken, at, told)
        if value is not None:
            if counted and current % 100 and not (current % 10 == 0 and value < 10):
                break  # "two", "three": two numbers, not one
            current += value
        elif word in told.hundred and counted:
            current *= 100
        elif word in told.thousand and counted:
            total, current = total + current * 1000, 0
        elif word == told.joining and counted and _goes_on(spoken, at, told):
            pass
        else:
            break
        counted = True
        at += step
    if not counted:
        return None
    value = total + current
    if at < len(spoken) and spoken[at] in told.parts and value:
        return at + 1 - place, f"{value}/{told.parts[spoken[at]]}"
    return at - place, str(value)


def _counted(spoken: Sequence[str], at: int, told: Numbers) -> tuple[int, int | None]:
    word = spoken[at]
    if word in told.tens:
        return 1, told.tens[word]
    if word in told.units:
        if at + 1 < len(spoken) and spoken[at + 1] in told.tens_words:
            return 2, told.units[word] * 10
        return 1, told.units[word]
    return 1, None


def _goes_on(spoken: Sequence[str], at: int, told: Numbers) -> bool:
    """Whether this "and" joins a hundred to what follows it."""
    before, after = spoken[at - 1], spoken[at + 1] if at + 1 < len(spoken) else ""
    return (before in told.hundred or before in told.thousand) and (after in told.units or after in told.tens)


@lru_cache(maxsize=65536)
def near(one: str, other: str) -> bool:
    """Whether one slip leads from one word to the other: a letter more, less or wrong, or two swapped."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return (
        a[1:] == b[1:]
        or a[1:] == b
        or a == b[1:]
        or (len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:])
    )
