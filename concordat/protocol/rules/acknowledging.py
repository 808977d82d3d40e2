"""Who is asked to acknowledge what.

Whoever acknowledged an earlier edition is asked again only about the clauses that changed in force since that
one, whichever it was; if nothing did, they are not asked. That somebody has not acknowledged is a fact and no
sanction: it takes nothing away from them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from concordat.people.rules.duties import Side
from concordat.protocol.rules.clauses import Clause
from concordat.protocol.rules.comparing import Pair, Verdict, compare


class Manner(StrEnum):
    """What an office is asked for."""

    READ = "read"
    ACCEPT = "accept"
    UNDERTAKE = "undertake"


class Way(StrEnum):
    HERE = "here"
    PAPER = "on paper"


class NothingToAcknowledge(Exception):
    """This office is not asked, or has acknowledged already. The words say which."""


@dataclass(frozen=True, slots=True)
class Change:
    """One clause that changed: what it said, what it says, and why one is asked about it.

    runs   stretches of words, each with what happened to it: "kept", "inserted", "deleted"
    """

    key: str
    name: str
    before: str
    after: str
    why: str
    runs: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "name": self.name,
            "before": self.before,
            "after": self.after,
            "why": self.why,
            "runs": [list(run) for run in self.runs],
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Change":
        runs = tuple((did, text) for did, text in told["runs"])
        return cls(told["key"], told["name"], told["before"], told["after"], told["why"], runs)


def changes_in_force(
    old: Sequence[Clause], new: Sequence[Clause], *, also: Collection[str] = ()
) -> tuple[Change, ...]:
    """What changed in force between two editions, what is new and what is gone, in the new one's order.

    also   keys of clauses with other wording, without a sign of force, that the council wants to ask about
    """
    return tuple(
        change_of(pair)
        for pair in compare(old, new).pairs
        if pair.asks_again or is_rule_gone(pair) or (pair.council_decides and key_of(pair) in also)
    )


def reworded(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[Change, ...]:
    """The clauses with other wording of which only the council can say whether to ask about them."""
    return tuple(change_of(pair) for pair in compare(old, new).pairs if pair.council_decides)


def is_rule_gone(pair: Pair) -> bool:
    """What nobody is held to any more is worth knowing as much as what is new."""
    gone = pair.verdict is Verdict.REMOVED and not pair.stamp
    return gone and pair.old is not None and bool(pair.old.text) and pair.old.kind in HOLDS


HOLDS = frozenset({"rule", "expectation"})


def change_of(pair: Pair) -> Change:
    told = pair.new or pair.old
    assert told is not None  # noqa: S101 - a pair has one side at least
    return Change(
        key=key_of(pair),
        name=told.name,
        before=pair.old.text if pair.old else "",
        after=pair.new.text if pair.new else "",
        why=pair.why,
        runs=tuple((run.did.value, run.text) for run in pair.runs),
    )


def key_of(pair: Pair) -> str:
    return (pair.new.key if pair.new else "") or (pair.old.key if pair.old else "")


def manner_for(side: str | None, *, councillors: str, officers: str) -> Manner | None:
    """In which manner a side is asked; None where it is not."""
    asked = {Side.COUNCILLORS.value: councillors, Side.OFFICERS.value: officers}.get(side or "", "")
    return Manner(asked) if asked else None
