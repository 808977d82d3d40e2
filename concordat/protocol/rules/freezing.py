"""What is frozen of an edition when a body has resolved it: one file, byte for byte, and its fingerprint.

Whoever has the file can work the fingerprint out again with a tool that has nothing to do with Concordat
(`sha256sum`), and sees that not a letter has changed.
"""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from concordat.protocol.rules.clauses import Clause, Kind, Owed

FORMAT = "concordat protocol edition, 1"


def frozen(clauses: Sequence[Clause], *, title: str, instrument: str, council: str, number: int) -> str:
    """The file: JSON in one spelling only."""
    told = {
        "format": FORMAT,
        "council": council,
        "instrument": instrument,
        "edition": number,
        "title": title,
        "clauses": [as_json(clause, clauses) for clause in clauses],
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def fingerprint(file: str) -> str:
    return sha256(file.encode("utf-8")).hexdigest()


def as_json(clause: Clause, among: Sequence[Clause]) -> dict[str, Any]:
    return {
        "key": clause.key,
        "label": clause.label,
        "heading": clause.heading,
        "text": clause.text,
        "kind": clause.kind.value,
        "depth": clause.depth,
        "parent": None if clause.parent is None else among[clause.parent].key,
        "owed": clause.owed.value if clause.owed else None,
        "tags": sorted(clause.tags),
    }


def read(file: str) -> tuple[Clause, ...]:
    """The clauses of a frozen file."""
    told = json.loads(file)["clauses"]
    places = {each["key"]: place for place, each in enumerate(told)}
    return tuple(
        Clause(
            label=each["label"],
            heading=each["heading"],
            text=each["text"],
            kind=Kind(each["kind"]),
            depth=each["depth"],
            parent=None if each["parent"] is None else places[each["parent"]],
            key=each["key"],
            owed=Owed(each["owed"]) if each["owed"] else None,
            tags=frozenset(each["tags"]),
        )
        for each in told
    )


def holds(file: str, clauses: Sequence[Clause], *, sha256: str) -> bool:
    """Whether a frozen file has the fingerprint that was published, and these are its words."""
    return fingerprint(file) == sha256 and read(file) == tuple(clauses)
