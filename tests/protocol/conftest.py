"""A protocol of Larkfield's at each stage of its life. Its words are made up."""

import importlib
import pkgutil
from datetime import UTC, date, datetime

import pytest

from concordat.protocol import actions, views
from concordat.protocol.models import Edition, Instrument
from concordat.protocol.rules.clauses import Kind, Owed
from concordat.protocol.rules.editions import Adopted
from concordat.protocol.rules.instruments import InstrumentKind

DRAFTING = datetime(2026, 3, 2, 9, tzinfo=UTC)
RESOLVING = datetime(2026, 5, 20, 9, tzinfo=UTC)
MET = date(2026, 5, 18)
EFFECTIVE = date(2026, 6, 1)
READING = datetime(2026, 7, 1, 12, tzinfo=UTC)
WORDS = (
    (0, "1.", "Aims", "", Kind.HEADING, None),
    (1, "1.1", "", "This protocol says how councillors and officers work together.", Kind.RULE, None),
    (0, "2.", "What each may expect", "", Kind.HEADING, None),
    (1, "2.1", "", "Officers answer within ten working days.", Kind.EXPECTATION, Owed.BY_OFFICERS),
    (1, "2.2", "", "Councillors give clear direction.", Kind.EXPECTATION, Owed.BY_COUNCILLORS),
    (2, "(a)", "", "They say what matters most. They say so early.", Kind.RULE, None),
)


@pytest.fixture
def clock(monkeypatch):
    """Sets the clock that the pages of the room read."""

    def turn(at: datetime) -> None:
        for page in pkgutil.iter_modules(views.__path__, f"{views.__name__}."):
            module = importlib.import_module(page.name)
            if hasattr(module, "now"):
                monkeypatch.setattr(module, "now", lambda: at)
            if hasattr(module, "localdate"):
                monkeypatch.setattr(module, "localdate", lambda when=at: when.date())

    turn(READING)
    return turn


@pytest.fixture
def begun(mona) -> Instrument:
    """An instrument with an empty draft in hand."""
    return actions.begin_instrument(
        name="Working together", kind=InstrumentKind.PROTOCOL, place="Part 5", by=mona, at=DRAFTING
    )


@pytest.fixture
def draft(begun, mona) -> Edition:
    """A draft of six clauses, on three levels."""
    found = begun.editions.get()
    for depth, label, heading, text, kind, owed in WORDS:
        row = actions.add_clause(
            edition=found,
            after="",
            kind=kind,
            label=label,
            heading=heading,
            text=text,
            owed=owed,
            tags=["no surprises"] if label == "2.2" else [],
            by=mona,
            at=DRAFTING,
        )
        for _step in range(depth):
            actions.shift_clause(
                edition=found, key=row.clause.key, step="demote", seen=found.revision, by=mona, at=DRAFTING
            )
    return found


@pytest.fixture
def adopted(draft, mona) -> Edition:
    """Resolved by full council, in force from 1 June 2026."""
    actions.resolve(
        edition=draft,
        resolved=Adopted("Full Council", MET, "16.3", EFFECTIVE),
        why_not_consulted="It was adopted before it was brought here.",
        file_name="minutes.pdf",
        file=b"%PDF-1.7 minutes",
        by=mona,
        at=RESOLVING,
    )
    return draft


def key_of(edition: Edition, label: str) -> str:
    return edition.wordings.get(label=label).clause.key
