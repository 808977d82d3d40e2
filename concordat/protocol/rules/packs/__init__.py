"""National packs: what a nation adds to the model, its principles, its words, and what its law holds fast.

Each pack is data (`england.toml` and so on). A nation without a local tier of its own has no local edition.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from concordat.people.rules.councils import Nation

_FILES = {
    Nation.ENGLAND: "england.toml",
    Nation.WALES: "wales.toml",
    Nation.SCOTLAND: "scotland.toml",
    Nation.NORTHERN_IRELAND: "northern-ireland.toml",
}

# Community councils in Scotland are no local authorities, and Northern Ireland has districts alone.
HAVE_LOCAL_COUNCILS = frozenset({Nation.ENGLAND, Nation.WALES})

# These keep their "officer" in every nation: a monitoring officer is not a monitoring employee.
_KEPT = re.compile(
    r"\[[^\]]*\]|\b(monitoring|statutory|chief|chief finance(?: and)?|chief financial|proper|"
    r"responsible financial|chief social work) officers?\b"
    r"|committee chairs",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Principle:
    """One principle that governs members here. ``tag`` is what clauses carry."""

    tag: str
    name: str
    meaning: str


@dataclass(frozen=True)
class Hold:
    """A clause that depends on law which may change.

    until    when that would be, as words that follow "until"
    then     what to do with the clause when it comes
    """

    clause: str
    law: str
    until: str
    then: str


@dataclass(frozen=True)
class Pack:
    nation: Nation
    title: str
    title_cy: str
    principles: tuple[Principle, ...]
    principles_law: str
    holds: tuple[Hold, ...]
    terms: Mapping[str, str]
    clauses: tuple[dict[str, Any], ...]

    def in_its_words(self, text: str) -> str:
        """The text in the terms that this nation's law defines: "employee" and "convener" in Scotland."""
        if not self.terms:
            return text
        said = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in sorted(self.terms, key=len)[::-1]))
        parts = []
        at = 0
        for kept in _KEPT.finditer(text):
            parts += [said.sub(self._term, text[at : kept.start()]), kept[0]]
            at = kept.end()
        return "".join([*parts, said.sub(self._term, text[at:])])

    def _term(self, found: re.Match[str]) -> str:
        return self.terms[found[0]]


@cache
def pack(nation: Nation) -> Pack:
    told = tomllib.loads(resources.files(__package__).joinpath(_FILES[nation]).read_text(encoding="utf-8"))
    return Pack(
        nation=nation,
        title=told["title"],
        title_cy=told.get("title_cy", ""),
        principles=tuple(Principle(**row) for row in told["principle"]),
        principles_law=told["principles"]["law"],
        holds=tuple(Hold(**row) for row in told.get("hold", [])),
        terms=told.get("terms", {}),
        clauses=tuple(told["clause"]),
    )
