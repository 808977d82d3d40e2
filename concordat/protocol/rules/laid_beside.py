"""Two texts that are laid beside each other, and what came out, as they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from concordat.protocol.rules import repair_kept, repairing, tree
from concordat.protocol.rules.clauses import Clause
from concordat.protocol.rules.comparing import Comparison, Did, Verdict
from concordat.protocol.rules.writing import redline_json

# So many words in both are compared in well under a second.
AT_ONCE = 12_000


@dataclass(frozen=True)
class Text:
    """A text, and what it is called beside another."""

    name: str
    clauses: tuple[Clause, ...]


def told_apart(old: Text, new: Text, *, old_number: int | None, new_number: int | None) -> tuple[Text, Text]:
    """Two editions of one title, each called by its number too; a draft has none yet."""
    if old.name != new.name:
        return old, new
    return _numbered(old, old_number), _numbered(new, new_number)


def _numbered(text: Text, number: int | None) -> Text:
    return replace(text, name=f"{text.name}, edition {number}" if number else f"{text.name}, draft")


def as_json(text: Text) -> dict[str, Any]:
    return {"name": text.name, "clauses": [repair_kept.clause_as_json(clause) for clause in text.clauses]}


def restored(told: Mapping[str, Any]) -> Text:
    return Text(told["name"], tree.planted([repair_kept.clause_of(each) for each in told["clauses"]]))


def is_short(*texts: Text) -> bool:
    return sum(len(repairing.words_of(each).split()) for text in texts for each in text.clauses) <= AT_ONCE


def result_of(comparison: Comparison) -> dict[str, Any]:
    return redline_json.as_data(comparison)


@dataclass(frozen=True)
class Shown:
    """One row of a comparison, as a page shows it."""

    number: int
    pair: Mapping[str, Any]
    verdict: str
    in_force: bool
    old_at: int | None
    new_at: int | None

    @property
    def old_runs(self) -> list[Mapping[str, str]]:
        return [run for run in self.pair["runs"] if run["what"] != Did.INSERTED]

    @property
    def new_runs(self) -> list[Mapping[str, str]]:
        return [run for run in self.pair["runs"] if run["what"] != Did.DELETED]


def rows_of(result: Mapping[str, Any], *, verdict: str = "all") -> list[Shown]:
    """The rows, or those of one verdict: "in force" for what changed in force, "different" for any change."""
    found = []
    for number, pair in enumerate(result["pairs"], start=1):
        if verdict not in {"all", pair["verdict"], *_also(pair)}:
            continue
        found.append(
            Shown(
                number,
                pair,
                pair["verdict"],
                pair["in_force"],
                pair["old"]["clauses"][0] if pair["old"] else None,
                pair["new"]["clauses"][0] if pair["new"] else None,
            )
        )
    return found


def _also(pair: Mapping[str, Any]) -> set[str]:
    different = {"different"} if pair["verdict"] != Verdict.UNCHANGED.value else set()
    return different | ({"in force"} if pair["in_force"] else set())


def counted(result: Mapping[str, Any]) -> list[tuple[str, int]]:
    """How many rows there are of each verdict that occurs, what changed in force first."""
    different = sum(result["counts"].values()) - result["counts"][Verdict.UNCHANGED.value]
    told = [("in force", int(result["changed_in_force"])), ("different", different)]
    told += [(verdict.value, result["counts"][verdict.value]) for verdict in Verdict]
    return [(verdict, count) for verdict, count in told if count]
