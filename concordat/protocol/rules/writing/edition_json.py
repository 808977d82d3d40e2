"""An edition for another program: everything that is known of each clause."""

import json
from typing import Any

from concordat.protocol.rules.clauses import Clause
from concordat.protocol.rules.writing.copies import Copy


def as_data(copy: Copy) -> dict[str, Any]:
    return {
        "title": copy.title,
        "council": copy.council,
        "language": copy.language,
        "date": copy.on.isoformat(),
        "facts": dict(copy.facts),
        "address": copy.address,
        "sha256": copy.fingerprint,
        "clauses": [_clause(clause) for clause in copy.clauses],
    }


def to_json(copy: Copy) -> str:
    return json.dumps(as_data(copy), ensure_ascii=False, indent=2) + "\n"


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "key": clause.key,
        "label": clause.label,
        "heading": clause.heading,
        "text": clause.text,
        "type": clause.kind.value,
        "depth": clause.depth,
        "parent": clause.parent,
        "owed": clause.owed.value if clause.owed else None,
        "tags": sorted(clause.tags),
    }
