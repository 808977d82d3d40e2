"""Clauses, and a repair that is under way, as they are kept."""

from collections.abc import Mapping
from typing import Any

from concordat.protocol.rules import tree
from concordat.protocol.rules.clauses import Clause, Kind, LeftOut, Owed, Span
from concordat.protocol.rules.repairing import Work


def as_json(work: Work) -> dict[str, Any]:
    """The work without its source, which stands in the reading."""
    return {
        "next": work.next,
        "clauses": [clause_as_json(clause) for clause in work.clauses],
        "left_out": [[each.reason, each.source.start, each.source.end] for each in work.left_out],
    }


def restored(told: Mapping[str, Any], *, source: str) -> Work:
    clauses = tree.planted([clause_of(each) for each in told["clauses"]])
    left_out = tuple(
        LeftOut(reason, source[start:end], Span(start, end)) for reason, start, end in told["left_out"]
    )
    return Work(clauses, left_out, source, told["next"])


def clause_as_json(clause: Clause) -> dict[str, Any]:
    told: dict[str, Any] = {
        "key": clause.key,
        "label": clause.label,
        "heading": clause.heading,
        "text": clause.text,
        "kind": clause.kind.value,
        "depth": clause.depth,
        "confidence": round(clause.confidence, 4),
        "doubts": list(clause.doubts),
        "source": [[span.start, span.end] for span in clause.source],
        "owed": clause.owed.value if clause.owed else "",
        "tags": sorted(clause.tags),
    }
    return {name: value for name, value in told.items() if value not in ("", [], None)}


def clause_of(told: Mapping[str, Any]) -> Clause:
    return Clause(
        label=told.get("label", ""),
        heading=told.get("heading", ""),
        text=told.get("text", ""),
        kind=Kind(told["kind"]),
        depth=told.get("depth", 0),
        confidence=told.get("confidence", 0.0),
        doubts=tuple(told.get("doubts", ())),
        source=tuple(Span(start, end) for start, end in told.get("source", ())),
        key=told.get("key", ""),
        owed=Owed(told["owed"]) if told.get("owed") else None,
        tags=frozenset(told.get("tags", ())),
    )
