"""Words in a comment that could show who wrote it. A warning, never a bar: the writer decides.

It looks for what this council's people would know somebody by: names on the roster, posts and places that
one person holds, days, telephone numbers, addresses, and turns of phrase that set the writer apart.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize


class Why(StrEnum):
    NAME = "a name on the roster"
    POST = "a post that one person holds"
    PLACE = "a ward, a group or a service with one person"
    DATE = "a day or a month"
    TELEPHONE = "a telephone number"
    ADDRESS = "an e-mail or web address"
    APART = "words that set you apart from the others"


@dataclass(frozen=True)
class Known:
    """What people of this council know one another by.

    names    of everyone on the roster
    posts    that exactly one person holds
    places   wards, groups and services in which exactly one person stands
    """

    names: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mark:
    start: int
    end: int
    words: str
    why: Why


_TITLES = "cllr councillor ald alderman mr mrs ms miss mx dr prof rev sir dame lord lady"
TITLES = frozenset(_TITLES.split())
_PARTICLES = "ap ab ferch verch van von der den de la le du di da al el bin ibn y"
PARTICLES = frozenset(_PARTICLES.split())
# Names that are also words. They are marked only with a capital inside a sentence, or in a full name.
_ALSO_WORDS = """
    abbott amber angel april art august baker ball banks baron bell berry best bill bird bishop black
    bob bond booth bridge brook brown bull butler carol carter case chambers chance chase christian
    church clay cliff cole cook court craft crane cross daisy dale dawn day dean dear drake drew duke
    earl east eve faith field fields fish fisher foot forest fox frank french frost gardener gate glen
    good grace grant gray green grey guy hall hand harper hart hawk hazel head heath heather hill holly
    hope house hunt hunter iris ivy jack jade joy june king knight lake lamb lane law lily little long
    love major mark marsh marshall mason max may mayor miles mill miller mills moon moor moss noble
    north olive page park parker parks pat pearl penny pike pope porter potter pound power price pride
    prince ray read reed rice rivers rob rock root rose ruby rush sage salt sands savage sharp shepherd
    short small smart smith snow south speaker star steel stone street strong sue summer summers swan
    sweet swift taylor turner victor wade walker ward waters weaver wells west white will winter wise
    wolf wood woods worth young
"""
ALSO_WORDS = frozenset(_ALSO_WORDS.split())
# How people say a post in a word or two, and in Welsh, where its first sound changes with the word before.
SHORT_FOR = {
    "section 151 officer": ("section 151", "s151", "s.151", "s 151", "adran 151"),
    "deputy section 151 officer": ("deputy section 151", "deputy s151"),
    "chief executive": ("chief exec", "ceo", "prif weithredwr", "brif weithredwr", "phrif weithredwr"),
    "chief finance officer": ("cfo",),
    "responsible financial officer": ("rfo",),
    "director of adult social services": ("dass",),
    "director of children's services": ("dcs",),
    "director of public health": ("dph",),
    "head of democratic services": (
        "hods",
        *(f"{head} gwasanaethau democrataidd" for head in ("pennaeth", "bennaeth", "phennaeth")),
    ),
    "head of internal audit": tuple(
        f"{head} archwilio mewnol" for head in ("pennaeth", "bennaeth", "phennaeth")
    ),
    "director of social services": tuple(
        f"{head} gwasanaethau cymdeithasol" for head in ("cyfarwyddwr", "gyfarwyddwr", "chyfarwyddwr")
    ),
    "monitoring officer": ("swyddog monitro",),
    "deputy monitoring officer": ("dirprwy swyddog monitro", "ddirprwy swyddog monitro"),
    "leader": ("arweinydd", "harweinydd"),
    "deputy leader": ("dirprwy arweinydd", "ddirprwy arweinydd"),
    "chair": ("cadeirydd", "gadeirydd", "chadeirydd", "nghadeirydd"),
    "clerk": ("clerc", "glerc", "chlerc", "nghlerc"),
    "independent person": ("person annibynnol", "berson annibynnol", "pherson annibynnol"),
}

MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec "
    "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr "
    "fawrth fai fehefin orffennaf fedi dachwedd ragfyr"
)
_MONTH = rf"(?:{MONTHS.replace(' ', '|')})"
_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
DATES = (
    rf"\b{_DAY}(?: of| o)? {_MONTH}\b(?:,? (?:19|20)\d\d)?",
    rf"\b{_MONTH},? (?:{_DAY}\b(?:,? (?:19|20)\d\d)?|(?:19|20)\d\d\b)",
    r"\b[0-3]?\d[/.][01]?\d[/.](?:\d{4}|\d\d)\b",
    r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b",
    rf"\b(?:on|last|this|next|that) {_WEEKDAY}\b",
    r"\bddydd (?:llun|mawrth|mercher|iau|gwener|sadwrn|sul)\b",
)
TELEPHONES = (r"(?<![\w/])(?:\+\d{2}|0)[ ().-]{0,2}\d(?:[ ().-]{0,2}\d){7,12}\b",)
ADDRESSES = (
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+",
    r"\b(?:https?://|www\.)\S+",
    r"(?<!\w)@[a-z0-9_]{3,30}\b",
)
_ONE_OF_A_KIND = "the (?:only|one|longest|newest|youngest|oldest|former|first|last)"
APART = (
    rf"\b(?:as|i am|i'm|i was|being) {_ONE_OF_A_KIND}\b(?: \w+)?",
    r"\b(?:as|being) (?:a |an |the )?(?:former|new|newly elected|recently appointed) \w+",
    r"\bin my (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty)(?: or so)? years\b",
    r"\bsince i (?:was (?:elected|appointed)|joined|became|started)\b",
    r"\bmy (?:own )?(?:ward|portfolio|committee|constituency|predecessor|successor|wife|husband|partner)\b",
    r"\bfel yr unig\b(?: \w+)?",
)
FIXED = tuple(
    (why, re.compile("|".join(patterns)))
    for why, patterns in (
        (Why.ADDRESS, ADDRESSES),
        (Why.TELEPHONE, TELEPHONES),
        (Why.DATE, DATES),
        (Why.APART, APART),
    )
)
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def identifying(text: str, *, known: Known = Known()) -> tuple[Mark, ...]:
    """Every such word or phrase, in the order of the text; what overlaps is told once, at its longest."""
    folded = _folded(text)
    found = [*_fixed(folded), *_names(text, folded, known.names)]
    found += _posts(folded, known.posts)
    found += _places(text, folded, known.places)
    kept: list[tuple[int, int, Why]] = []
    for start, end, why in sorted(found, key=lambda each: (each[0], -each[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, why))
    return tuple(Mark(start, end, text[start:end], why) for start, end, why in kept)


def pieces(text: str, marks: Sequence[Mark]) -> list[tuple[str, bool]]:
    """The text cut up, each piece with whether it is marked: for a page that shows where."""
    cut, at = [], 0
    for mark in marks:
        cut += [(text[at : mark.start], False), (mark.words, True)]
        at = mark.end
    return [(piece, marked) for piece, marked in [*cut, (text[at:], False)] if piece]


Found = tuple[int, int, Why]


def _fixed(folded: str) -> Iterator[Found]:
    for why, pattern in FIXED:
        for match in pattern.finditer(folded):
            yield match.start(), match.end(), why


def _names(text: str, folded: str, names: Sequence[str]) -> Iterator[Found]:
    split = [_parts(_folded(name)) for name in names]
    yield from _phrases(folded, [" ".join(parts) for parts in split if len(parts) > 1], Why.NAME)
    known = {word for parts in split for word in _first_and_last(parts)}
    for match in WORD.finditer(folded):
        word = match.group().removesuffix("'s")
        shorter = [half for half in word.split("-") if half in known] if word not in known else [word]
        for half in shorter:
            start = match.start() + word.index(half)
            if not _also_a_word(half) or _stands_out(text, start):
                yield start, start + len(half), Why.NAME


def _parts(name: str) -> list[str]:
    return [word for word in WORD.findall(name) if word not in TITLES]


def _first_and_last(parts: Sequence[str]) -> set[str]:
    """The words by which somebody is called: first and last name, and each half of a double one."""
    ends = {parts[0], parts[-1]} if parts else set()
    halves = {half for word in ends for half in word.split("-") if len(half) > 2}
    return (ends | halves) - PARTICLES


def _also_a_word(word: str) -> bool:
    return word in ALSO_WORDS or len(word) < 3


def _stands_out(text: str, start: int) -> bool:
    """Whether a capital stands here that no sentence begins with."""
    before = text[:start].rstrip(" \t\"'“‘(")
    return text[start].isupper() and bool(before) and before[-1] not in ".!?:;\n…"


def _posts(folded: str, posts: Sequence[str]) -> Iterator[Found]:
    said = [words for post in map(_folded, posts) for words in (post, *SHORT_FOR.get(post, ()))]
    return _phrases(folded, said, Why.POST)


def _places(text: str, folded: str, places: Sequence[str]) -> Iterator[Found]:
    """A place of one word ("Castle", "Legal") may be any word, so it must stand out; two words are enough."""
    for start, end, why in _phrases(folded, [_folded(place) for place in places], Why.PLACE):
        if not folded[start:end].isalpha() or _stands_out(text, start):
            yield start, end, why


def _phrases(folded: str, phrases: Iterable[str], why: Why) -> Iterator[Found]:
    wanted = sorted({phrase for phrase in phrases if phrase}, key=len, reverse=True)
    if wanted:
        said = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in wanted)
        for match in re.finditer(rf"(?<!\w)(?:{said})(?!\w)", folded):
            yield match.start(), match.end(), why


def _folded(text: str) -> str:
    """Small letters without accents, sign for sign: a place in it is the same place in the text."""
    return "".join(map(_plain, text))


def _plain(sign: str) -> str:
    if sign in "’‘ʼ`":
        return "'"
    if sign in "‐‑–":
        return "-"
    if sign in "\n\t\u00a0":
        return " "
    small = normalize("NFKD", sign)[:1].lower()
    return small if len(small) == 1 else sign
