"""A model protocol put together for one kind of council: its tier, its nation, its form of governance.

Two editions stand beside each other in the data, one file for each family. What both have, they have under
one key and in one wording; what a nation adds comes from its pack. Nothing in them is anybody else's text.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from concordat.people.rules.councils import Governance, Nation, Tier
from concordat.protocol.rules import expectations, law
from concordat.protocol.rules.clauses import Clause, Kind
from concordat.protocol.rules.expectations import Expectation, Measure
from concordat.protocol.rules.law import Mark, Reach, Reference
from concordat.protocol.rules.model.families import Family, families
from concordat.protocol.rules.model.placeholders import Placeholder, asked_in
from concordat.protocol.rules.packs import HAVE_LOCAL_COUNCILS, Hold, Pack, Principle, pack

VERSION = "2026-11"
QUESTIONS = (
    "who does what?",
    "who comes from where?",
    "how do the two teams work together?",
    "how are people to grow?",
)
INFLUENCE = "influence"
NO_SURPRISES = "no surprises"

Row = dict[str, Any]


class NoModel(ValueError):
    """There is no council of this kind: the words say why."""


@dataclass(frozen=True)
class Lock:
    """A clause that only summarises law, and may not be amended.

    law         the row of the register that prevails over the summary
    paragraphs  where in it; empty where the paragraph was not read
    mark        how far it was read for this summary
    """

    law: str
    paragraphs: str
    mark: Mark


@dataclass(frozen=True)
class Model:
    """One edition of the model protocol.

    clauses       the tree, in reading order, each with its permanent key
    placeholders  what is to be filled in, in the order in which it is met
    expectations  by clause key: who owes it, from which source, with its measures
    rests_on      by clause key: rows of the register of law
    locked        by clause key: the law that a summary leads to
    holds         clauses that depend on law which may change
    headings_cy   by clause key: draft Welsh of the title ("") and the headings; empty outside Wales
    """

    title: str
    reach: Reach
    nation: Nation
    governance: Governance
    version: str
    clauses: tuple[Clause, ...]
    placeholders: tuple[Placeholder, ...]
    expectations: Mapping[str, Expectation]
    rests_on: Mapping[str, tuple[Reference, ...]]
    locked: Mapping[str, Lock]
    holds: tuple[Hold, ...]
    headings_cy: Mapping[str, str]

    @property
    def measures(self) -> Mapping[str, Measure]:
        return {key: each.measure for key, each in self.expectations.items()}


def model_for(tier: Tier, nation: Nation, governance: Governance = Governance.OTHER) -> Model:
    """The model for a council of this kind. Raises ``NoModel`` where there is none."""
    of = law.reach(tier)
    if of is Reach.LOCAL and nation not in HAVE_LOCAL_COUNCILS:
        raise NoModel(
            f"{nation} has no parish, town or community councils that employ officers, so there is no "
            "model for one. Choose the edition for principal councils."
        )
    return _assembled(of, nation, Governance.OTHER if of is Reach.LOCAL else governance)


def principles(nation: Nation) -> tuple[Principle, ...]:
    """The principles that govern members in this nation, in the order of the law."""
    return pack(nation).principles


@cache
def _assembled(of: Reach, nation: Nation, governance: Governance) -> Model:
    added = pack(nation)
    rows = tuple(row for each in families() for row in _of_family(each, added, of) if _fits(row, governance))
    clauses = tuple(_tree(rows, added))
    present = {clause.key for clause in clauses}
    known = expectations.register()
    return Model(
        title=added.title,
        reach=of,
        nation=nation,
        governance=governance,
        version=VERSION,
        clauses=clauses,
        placeholders=asked_in(clauses),
        expectations={key: known[key] for key in known if key in present},
        rests_on={row["key"]: refs for row in rows if (refs := _law(row, nation, of))},
        locked={row["key"]: _lock(row) for row in rows if "locked" in row},
        holds=tuple(hold for hold in added.holds if hold.clause in present),
        headings_cy=_welsh(clauses, added),
    )


# ----------------------------------------------------------------------------------- which rows, in order


def _of_family(each: Family, added: Pack, of: Reach) -> list[Row]:
    """The family's heading and rows, with what the nation adds in its places."""
    rows = [
        _told_for(row, of) for row in _base(each) if _in_edition(row, of) and _in_nation(row, added.nation)
    ]
    for row in added.clauses:
        if row["family"] == each.key and _in_edition(row, of):
            told = _told_for(row, of)
            rows.insert(_place(rows, told), told | {"in": each})
    return [{"key": f"family.{each.key}", "kind": "heading", "text": each.name, "in": each}, *rows]


def _place(rows: list[Row], row: Row) -> int:
    """After the clause that it names and whatever hangs beneath that; without one, first in its family."""
    if "after" not in row:
        return 0
    place = [each["key"] for each in rows].index(row["after"]) + 1
    while place < len(rows) and rows[place].get("under") == row["after"]:
        place += 1
    return place


def _told_for(row: Row, of: Reach) -> Row:
    """The row with what it says of this edition alone: `after_local`, `under_local`."""
    if of is not Reach.LOCAL:
        return row
    return row | {name: row[f"{name}_local"] for name in ("after", "under") if f"{name}_local" in row}


def _in_edition(row: Row, of: Reach) -> bool:
    return row["editions"] in {"both", of}


def _in_nation(row: Row, nation: Nation) -> bool:
    return nation in row.get("nations", list(Nation))


def _fits(row: Row, governance: Governance) -> bool:
    return "governance" not in row or governance in row["governance"]


@cache
def _base(each: Family) -> tuple[Row, ...]:
    """The rows of one file, each told its family."""
    file = resources.files(__package__).joinpath(f"{each.number:02d}-{each.key}.toml")
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["clause"]
    return tuple(row | {"in": each} for row in rows)


# -------------------------------------------------------------------------------------- rows to a tree


def _tree(rows: Iterable[Row], added: Pack) -> Iterator[Clause]:
    places: dict[str, int] = {}
    numbers = _Numbers()
    for place, row in enumerate(rows):
        key, kind, each = row["key"], Kind(row["kind"]), row["in"]
        top = key == f"family.{each.key}"
        parent = None if top else places[row.get("under", f"family.{each.key}")]
        words = added.in_its_words(row["text"])
        owing = expectations.register().get(key)
        yield Clause(
            label=numbers.of(place, parent, kind),
            heading=words if kind is Kind.HEADING else "",
            text="" if kind is Kind.HEADING else words,
            kind=kind,
            depth=numbers.depth(place),
            parent=parent,
            key=key,
            owed=owing.owed if owing else None,
            tags=frozenset({each.tag, *row.get("tags", [])}),
        )
        places[key] = place


class _Numbers:
    """Printed labels: 1., 1.1, and below that 1.1.1 under a heading and (a) under a sentence."""

    def __init__(self) -> None:
        self.labels: list[str] = []
        self.depths: list[int] = []
        self.kinds: list[Kind] = []
        self.children: dict[int | None, int] = {}

    def of(self, place: int, parent: int | None, kind: Kind) -> str:
        number = self.children[parent] = self.children.get(parent, 0) + 1
        if parent is None:
            label = f"{number}."
        elif self.depths[parent] == 0 or self.kinds[parent] is Kind.HEADING:
            label = f"{self.labels[parent].rstrip('.')}.{number}"
        else:
            label = f"({chr(ord('a') + number - 1)})"
        self.labels.append(label)
        self.depths.append(0 if parent is None else self.depths[parent] + 1)
        self.kinds.append(kind)
        return label

    def depth(self, place: int) -> int:
        return self.depths[place]


# --------------------------------------------------------------------------------------- law and language


def _law(row: Row, nation: Nation, of: Reach) -> tuple[Reference, ...]:
    references = (law.reference(key) for key in row.get("law", []))
    return tuple(each for each in references if each.applies_to(nation, of))


def _lock(row: Row) -> Lock:
    return Lock(law=row["law"][0], paragraphs=row.get("paragraphs", ""), mark=Mark(row["locked"]))


def _welsh(clauses: Iterable[Clause], added: Pack) -> Mapping[str, str]:
    if not added.title_cy:
        return {}
    named = {f"family.{each.key}": each.name_cy for each in families()}
    return {"": added.title_cy} | {clause.key: named[clause.key] for clause in clauses if clause.key in named}


def words(clauses: Iterable[Clause]) -> int:
    """How long a text is."""
    return sum(len(re.findall(r"\S+", f"{clause.heading} {clause.text}")) for clause in clauses)
