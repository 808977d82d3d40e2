"""The register of law: what a protocol may rest on, what it must no longer cite, and where a text does so.

The rows are data (`law.toml`), each with its dates, the day it was last gone over and how far it was read.
Nothing here is legal advice, and a row marked "check at source" says so wherever it is shown.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from concordat.people.rules.councils import LOCAL, Nation, Tier


class NotInTheRegister(KeyError):
    """A clause rests on law that the register does not know."""


class Mark(StrEnum):
    """How far a row was checked."""

    READ = "read"
    IN_PART = "in part"
    UNCHECKED = "check at source"


class Force(StrEnum):
    LAW = "law"
    GUIDANCE = "guidance"
    INTENTION = "intention"


class Reach(StrEnum):
    """Which councils of a nation a row concerns."""

    PRINCIPAL = "principal"
    LOCAL = "local"


def reach(tier: Tier) -> Reach:
    return Reach.LOCAL if tier in LOCAL else Reach.PRINCIPAL


@dataclass(frozen=True)
class Reference:
    """One legal reference.

    says         what it says, in one line of ours
    begins_on    first day in force; ``ends_on``: the last, None while it is in force
    checked_on   when this row was last gone over; ``mark``: how far
    """

    id: str
    name: str
    provision: str
    nations: frozenset[Nation]
    reaches: frozenset[Reach]
    begins_on: date
    ends_on: date | None
    says: str
    mark: Mark
    force: Force
    checked_on: date
    url: str
    patterns: tuple[re.Pattern[str], ...] = ()

    @property
    def title(self) -> str:
        return f"{self.name}, {self.provision}"

    def in_force(self, on: date) -> bool:
        return self.begins_on <= on and (self.ends_on is None or on <= self.ends_on)

    def applies_to(self, nation: Nation, of: Reach) -> bool:
        return nation in self.nations and of in self.reaches


@dataclass(frozen=True)
class Lapsed:
    """Law that a text must no longer cite, or that never bore the name.

    ends_on      the last day on which it was law; None for a misnomer
    instead      what to cite now, as a sentence
    law          rows of the register to look up
    confidence   how sure a match of ``patterns`` is; ``needs``: how many different ones must match
    """

    id: str
    name: str
    nations: frozenset[Nation]
    ends_on: date | None
    says: str
    instead: str
    law: tuple[str, ...]
    mark: Mark
    confidence: float
    patterns: tuple[re.Pattern[str], ...]
    needs: int = 1
    misnamed: bool = False


@dataclass(frozen=True)
class Citation:
    """Lapsed law that a text cites, in which of the passages given, and in which words."""

    lapsed: Lapsed
    passages: tuple[int, ...]
    words: tuple[str, ...]
    confidence: float


@cache
def register() -> Mapping[str, Reference]:
    told = _told()
    return {row["id"]: _reference(row, told["checked"]) for row in told["law"]}


@cache
def lapsed() -> tuple[Lapsed, ...]:
    return tuple(_lapsed(row) for row in _told()["lapsed"])


def edition() -> str:
    return str(_told()["edition"])


def reference(key: str) -> Reference:
    try:
        return register()[key]
    except KeyError:
        raise NotInTheRegister(f"The register of law has no row “{key}”.") from None


def for_council(*, nation: Nation, tier: Tier, on: date) -> tuple[Reference, ...]:
    """Every row that concerns a council of this kind and is in force on the day."""
    rows = register().values()
    return tuple(row for row in rows if row.applies_to(nation, reach(tier)) and row.in_force(on))


def cited_lapsed(passages: Iterable[str], *, nation: Nation, on: date) -> tuple[Citation, ...]:
    """The lapsed law that these passages cite, each with the places and the words."""
    texts = tuple(passages)
    found = (_citation(row, texts) for row in lapsed() if nation in row.nations and _is_past(row, on))
    return tuple(citation for citation in found if citation)


def cited(text: str, *, nation: Nation) -> tuple[Reference, ...]:
    """The rows of the register whose name this text uses. One Act may stand in several rows."""
    return tuple(
        row
        for row in register().values()
        if nation in row.nations and any(pattern.search(text) for pattern in row.patterns)
    )


def _is_past(row: Lapsed, on: date) -> bool:
    return row.ends_on is None or row.ends_on < on


def _citation(row: Lapsed, texts: tuple[str, ...]) -> Citation | None:
    places: list[int] = []
    words: dict[int, str] = {}
    for place, text in enumerate(texts):
        for number, pattern in enumerate(row.patterns):
            if match := pattern.search(text):
                places.append(place)
                words.setdefault(number, " ".join(match[0].split()))
    if len(words) < row.needs:
        return None
    # Each further sign makes a list of ten principles likelier, where one alone would prove nothing.
    surer = min(row.confidence, 0.35 + 0.15 * len(words)) if row.needs > 1 else row.confidence
    return Citation(row, tuple(dict.fromkeys(places)), tuple(words.values()), surer)


# ------------------------------------------------------------------------------------------- reading it


def _reference(row: Mapping[str, Any], checked: date) -> Reference:
    return Reference(
        id=row["id"],
        name=row["name"],
        provision=row["provision"],
        nations=frozenset(Nation(name) for name in row["nations"]),
        reaches=frozenset(Reach(name) for name in row.get("tiers", list(Reach))),
        begins_on=row["from"],
        ends_on=row.get("until"),
        says=row["says"],
        mark=Mark(row["mark"]),
        force=Force(row.get("force", Force.LAW)),
        checked_on=row.get("checked", checked),
        url=row["url"],
        patterns=_patterns(row),
    )


def _lapsed(row: Mapping[str, Any]) -> Lapsed:
    return Lapsed(
        id=row["id"],
        name=row["name"],
        nations=frozenset(Nation(name) for name in row["nations"]),
        ends_on=row.get("until"),
        says=row["says"],
        instead=row["instead"],
        law=tuple(row["law"]),
        mark=Mark(row["mark"]),
        confidence=row["confidence"],
        patterns=_patterns(row),
        needs=row.get("needs", 1),
        misnamed=row.get("misnamed", False),
    )


def _patterns(row: Mapping[str, Any]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(words, re.IGNORECASE | re.MULTILINE) for words in row["patterns"])


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("law.toml").read_text(encoding="utf-8"))
