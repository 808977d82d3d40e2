"""Routes that a protocol sends people down: which are unlawful, which do harm, which are for referring only.

A rule looks at one sentence at a time, because "may not" and "may" differ by a word; the rules are data
(`routes.toml`). They err towards telling: each finding is for a person to look at, with how sure it is.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from concordat.people.rules.councils import Nation
from concordat.protocol.rules.law import Reach
from concordat.protocol.rules.signs import Signs, met, signs, small

_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")


class Verdict(StrEnum):
    UNLAWFUL = "unlawful"
    UNSAFE = "unsafe"
    REFER_ONLY = "refer only"


@dataclass(frozen=True)
class Route:
    id: str
    verdict: Verdict
    nations: frozenset[Nation]
    reaches: frozenset[Reach]
    needs: Signs
    unless: Signs
    unless_in_clause: Signs
    under: Signs
    what: str
    why: str
    mend: str
    law: tuple[str, ...]
    confidence: float


def taken(text: str, *, under: str, nation: Nation, of: Reach) -> Iterator[tuple[Route, str]]:
    """Each route of the register that this text takes, with the sentence that takes it.

    under   the headings above the text, for rules that only hold beneath certain ones
    """
    for route in register():
        if nation in route.nations and of in route.reaches and (sentence := _sentence(route, text, under)):
            yield route, sentence


def _sentence(route: Route, text: str, under: str) -> str:
    if route.under and not met(route.under, small(under)):
        return ""
    words = small(text)
    # Most texts fall at the first look, and need not be taken apart.
    if not all(sign.search(words) for sign in route.needs) or met(route.unless_in_clause, words):
        return ""
    for sentence in _SENTENCES.split(text):
        said = small(sentence)
        if all(sign.search(said) for sign in route.needs) and not met(route.unless, said):
            return " ".join(sentence.split())
    return ""


@cache
def register() -> tuple[Route, ...]:
    rows = tomllib.loads(resources.files(__package__).joinpath("routes.toml").read_text(encoding="utf-8"))
    return tuple(_route(row) for row in rows["route"])


def _route(row: Mapping[str, Any]) -> Route:
    return Route(
        id=row["id"],
        verdict=Verdict(row["verdict"]),
        nations=frozenset(Nation(name) for name in row["nations"]),
        reaches=frozenset(Reach(name) for name in row.get("tiers", list(Reach))),
        needs=signs(row.get("needs", [])),
        unless=signs(row.get("unless", [])),
        unless_in_clause=signs(row.get("unless_in_clause", [])),
        under=signs(row.get("under", [])),
        what=row["what"],
        why=row["why"],
        mend=row["mend"],
        law=tuple(row["law"]),
        confidence=row["confidence"],
    )
