"""Trees written as one would type them: a mark, the words, and two spaces for each step inwards."""

import re

from concordat.protocol.rules.clauses import Clause, Kind
from concordat.protocol.rules.comparing import Comparison, Pair, Verdict

_LINE = re.compile(
    r"(?P<steps>(?:  )*)(?P<heading># )?(?:\[(?P<kind>[a-z ]+)\] )?(?P<label>\S+)\s+(?P<text>.+)"
)


def tree(text: str) -> tuple[Clause, ...]:
    """``# `` begins a heading, ``[definition]`` names a kind, ``-`` is no mark, ``key=`` ends a line."""
    clauses: list[Clause] = []
    above: list[int] = []
    for line in text.strip("\n").splitlines():
        found = _LINE.fullmatch(line.rstrip())
        assert found, line
        depth = len(found["steps"]) // 2
        words, _, key = found["text"].partition(" key=")
        kind = Kind.HEADING if found["heading"] else Kind(found["kind"] or "rule")
        label = "" if found["label"] == "-" else found["label"]
        del above[depth:]
        heading, said = (words, "") if kind is Kind.HEADING else ("", words)
        parent = above[-1] if above else None
        above.append(len(clauses))
        clauses.append(Clause(label, heading, said, kind, depth, parent, key=key))
    return tuple(clauses)


def one(words: str, kind: Kind = Kind.RULE) -> tuple[Clause, ...]:
    """A tree of one clause, between two others that stay as they are."""
    return (
        Clause("1.", "", "The council publishes this protocol on its website.", Kind.RULE),
        Clause("2.", "", words, kind),
        Clause("3.", "", "Everybody who is bound by it is given a copy.", Kind.RULE),
    )


def verdicts(comparison: Comparison) -> dict[str, str]:
    """By the number that a clause has in the new text, or had in the old one."""
    return {name(pair): pair.verdict.value for pair in comparison.pairs}


def name(pair: Pair) -> str:
    place = pair.new or pair.old
    assert place
    return place.path or place.name


def only(comparison: Comparison) -> Pair:
    """The one pair that is not as it was."""
    (found,) = (pair for pair in comparison.pairs if pair.verdict is not Verdict.UNCHANGED)
    return found
