"""Real documents, where they are at hand: other people's, so read and never copied, and skipped without."""

from pathlib import Path

import pytest

from concordat.protocol.rules.clauses import Clause, Reading
from concordat.protocol.rules.reading import read

FOLDER = Path(__file__).parents[5] / "shared" / "reference" / "protocol_texts"

needed = pytest.mark.skipif(not FOLDER.exists(), reason="the real protocol texts are not on this machine")


def reading_of(name: str) -> Reading:
    file = next(FOLDER.glob(f"{name}*"))
    return read(file.read_bytes(), name=file.name)


def below(reading: Reading, *labels: str) -> int:
    """The place of the clause with this path of labels, marks aside: ``below(reading, "4", "d", "viii")``."""
    at: int | None = None
    for label in labels:
        at = next(
            place
            for place, clause in enumerate(reading.clauses)
            if clause.parent == at and clause.label.strip("().") == label
        )
    assert at is not None
    return at


def children(reading: Reading, place: int | None) -> list[Clause]:
    return [clause for clause in reading.clauses if clause.parent == place]


def labels(clauses: list[Clause]) -> list[str]:
    return [clause.label.strip("().") for clause in clauses]
