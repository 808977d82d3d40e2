"""What a text without our tags deals with, told from its words.

A plain reading by signs, not a guess that nobody can follow. Each family has headings, strong signs (a phrase
that by itself shows a rule on the subject) and weak ones (which need others beside them). A sign counts once,
however often it is met, and two signs in the same words are one. They are put together as if independent: a
family's score is one minus the product of what each sign leaves open, and from one half the family is there.
The confidence of a verdict is the score, or what it lacks to one. The signs are data (`model/families.toml`),
and a report shows which were met.
"""

import re
from dataclasses import dataclass
from functools import cache
from math import prod

from concordat.protocol.rules.clauses import Clause, Kind, Owed
from concordat.protocol.rules.gap_findings import FamilySeen
from concordat.protocol.rules.model.families import Family, families, signs_of_principles, told
from concordat.protocol.rules.signs import Signs, met, signs, small

HEADING, STRONG, WEAK = 0.8, 0.6, 0.25
PRESENT = 0.5
SHORT = 8  # words: no more can hardly say what is expected as well
LONGEST_HEADING = 12  # words: a longer line is a sentence that was taken for a heading
_BULLETS = frozenset("-–—•·*▪◦○o")
_SILENT = frozenset({Kind.DEFINITION, Kind.IMAGE_MISSING})  # lay down nothing


@dataclass(frozen=True)
class _Of:
    """The signs of one family."""

    heading: Signs
    strong: Signs
    weak: Signs


@dataclass(frozen=True)
class _Met:
    place: int
    weight: float
    begins: int
    ends: int
    words: str


@dataclass(frozen=True)
class _Passage:
    """A clause's words, and the same in small letters: worked out once for all signs."""

    place: int
    words: str
    small: str


def read_families(clauses: tuple[Clause, ...]) -> tuple[FamilySeen, ...]:
    headings = [_passage(place, each.heading) for place, each in enumerate(clauses) if is_heading(each)]
    passages = [_passage(place, said(each)) for place, each in enumerate(clauses) if each.kind not in _SILENT]
    return tuple(_seen(each, headings, passages) for each in families())


def _passage(place: int, words: str) -> _Passage:
    return _Passage(place, words, small(words))


def _seen(each: Family, headings: list[_Passage], passages: list[_Passage]) -> FamilySeen:
    mine = _signs()[each.key]
    found = [*_headings(mine, headings), *_apart(_passages(mine, passages))]
    score = 1 - prod(1 - one.weight for one in found)
    present = score >= PRESENT
    return FamilySeen(
        family=each,
        present=present,
        confidence=round(score if present else 1 - score, 2),
        where=tuple(sorted({one.place for one in found})),
        signs=tuple(dict.fromkeys(one.words for one in found)),
    )


def _headings(mine: _Of, headings: list[_Passage]) -> list[_Met]:
    """The first heading that announces the family. A second says no more than the first."""
    for each in headings:
        for sign in mine.heading:
            if found := sign.search(each.small):
                return [_met(each, HEADING, found)]
    return []


def _passages(mine: _Of, passages: list[_Passage]) -> list[_Met]:
    """Each sign where it is first met."""
    firsts = (
        next((_met(each, weight, found) for each in passages if (found := sign.search(each.small))), None)
        for patterns, weight in ((mine.strong, STRONG), (mine.weak, WEAK))
        for sign in patterns
    )
    return [one for one in firsts if one]


def _apart(met: list[_Met]) -> list[_Met]:
    """Without those that are read off the same words as a stronger one: one phrase is one sign."""
    kept: list[_Met] = []
    for one in met:
        if not any(
            one.place == other.place and one.begins < other.ends and other.begins < one.ends for other in kept
        ):
            kept.append(one)
    return kept


def is_heading(clause: Clause) -> bool:
    """Whether it announces a part. An item of a list may look like a heading, and announces nothing."""
    bulleted = bool(clause.label) and set(clause.label.strip()) <= _BULLETS
    return bool(clause.heading) and not bulleted and len(clause.heading.split()) <= LONGEST_HEADING


def said(clause: Clause) -> str:
    """All its words: a short item of a list may stand where a heading does."""
    if clause.heading and clause.text:
        return f"{clause.heading}\n{clause.text}"
    return clause.text if clause.text or is_heading(clause) else clause.heading


def _met(each: _Passage, weight: float, found: re.Match[str]) -> _Met:
    words = " ".join(each.words[found.start() : found.end()].split())
    return _Met(each.place, weight, found.start(), found.end(), words)


@cache
def _signs() -> dict[str, _Of]:
    return {
        row["key"]: _Of(*(signs(row[name]) for name in ("heading", "strong", "weak")))
        for row in told()["family"]
    }


# -------------------------------------------------------------------------------- who owes what is expected

# "Members can expect from officers:", and also without the officers: but not "expect of each other".
_MEMBERS, _STAFF = r"\b(?:councillors|members)\b", r"\b(?:officers|employees|staff)\b"
_EXPECT = r"[^.]{0,40}\bexpect\b(?![^.]{0,20}\beach other\b)"
_LEADS = (
    (re.compile(rf"{_MEMBERS}{_EXPECT}(?![^.]{{0,20}}{_MEMBERS})"), Owed.BY_OFFICERS),
    (re.compile(rf"{_STAFF}{_EXPECT}(?![^.]{{0,20}}{_STAFF})"), Owed.BY_COUNCILLORS),
)


def leads_to_expectations(clause: Clause) -> bool:
    """Whether it only says that a list of expectations follows, and is none itself."""
    words = said(clause) or clause.heading
    return _expecting(clause) is not None and (words.rstrip().endswith(":") or len(words.split()) <= SHORT)


def owing(clauses: tuple[Clause, ...]) -> tuple[Owed | None, ...]:
    """Who owes what each clause says: as it was marked, as it says itself, or as what leads to it says."""
    found: list[Owed | None] = []
    lead: Owed | None = None
    for clause in clauses:
        own = _expecting(clause)
        if own or (clause.depth == 0 and is_heading(clause)):
            lead = own if leads_to_expectations(clause) else None
        found.append(clause.owed or own or lead)
    return tuple(found)


def _expecting(clause: Clause) -> Owed | None:
    words = small(f"{clause.heading} {clause.text}")
    return next((owed for pattern, owed in _LEADS if pattern.search(words)), None)


# ------------------------------------------------------------------------------------- what bears a principle


def bears(words: str, tag: str) -> bool:
    """Whether words, in small letters, answer to a principle."""
    return met(_principle_signs()[tag], words)


@cache
def _principle_signs() -> dict[str, Signs]:
    return {tag: signs(patterns) for tag, patterns in signs_of_principles().items()}
