"""The expectation register: what each side owes the other, from which source, and how it would be known.

An expectation is felt (asked of both sides) and shown (by records), and the two are never mixed. The rows are
data (`expectations.toml`); the words of each expectation are a clause of the model, under the same key.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from concordat.protocol.rules.clauses import Owed
from concordat.protocol.rules.signs import Signs, met, signs, small


class Source(StrEnum):
    """Where an entry stands in the two lists that were compared. They differ, and are kept apart."""

    WORKBOOK = "W"
    LOCAL = "L"
    OURS = "O"


NAMES = {
    Source.WORKBOOK: "councillor’s workbook, 2018",
    Source.LOCAL: "a local council’s protocol, 2021",
    Source.OURS: "neither list",
}


@dataclass(frozen=True)
class Shown:
    """What records show, and the room that keeps them."""

    words: str
    room: str


@dataclass(frozen=True)
class Measure:
    """How it would be known that an expectation is met.

    felt    what to ask both sides, as given and as received, in the same words
    items   those of the built-in health check that ask it; none where a council would have to add one
    shown   what the records show
    apart   whether it must never be folded into an average
    """

    felt: str
    items: tuple[str, ...]
    shown: tuple[Shown, ...]
    apart: bool = False


@dataclass(frozen=True)
class Expectation:
    key: str
    owed: Owed
    short: str
    sources: frozenset[Source]
    measure: Measure
    cues: Signs

    def is_said_in(self, text: str) -> bool:
        """Whether another text, in small letters, says the same in whatever words."""
        return met(self.cues, text)


@cache
def register() -> Mapping[str, Expectation]:
    told = tomllib.loads(resources.files(__package__).joinpath("expectations.toml").read_text("utf-8"))
    return {row["key"]: _expectation(row) for row in told["expectation"]}


def of(key: str, text: str, *, owed: Owed | None) -> tuple[Expectation, ...]:
    """Which entries of the register a clause speaks of: the one it was taken from, or those it resembles.

    owed    who owes what it says; where nobody is named, it is held against what either side owes
    """
    known = register()
    if key in known:
        return (known[key],)
    # A line may break within a phrase.
    words = small(text).replace("\n", " ")
    return tuple(each for each in known.values() if _same_side(each.owed, owed) and each.is_said_in(words))


def _same_side(entry: Owed, owed: Owed | None) -> bool:
    return owed in {None, Owed.BY_BOTH, entry} or entry is Owed.BY_BOTH


def _expectation(row: Mapping[str, Any]) -> Expectation:
    return Expectation(
        key=row["key"],
        owed=Owed(row["owed"]),
        short=row["short"],
        sources=frozenset(Source(letter) for letter in row["sources"]),
        measure=Measure(
            felt=row["felt"],
            items=tuple(row["items"]),
            shown=tuple(Shown(words, room) for words, room in row["shown"]),
            apart=row.get("apart", False),
        ),
        cues=signs(row["cues"]),
    )
