"""The names of clauses that a file tells: kept where they are the instrument's own."""

from datetime import timedelta

from concordat.protocol import actions, queries
from concordat.protocol.models import SourceFile
from concordat.protocol.rules import readings
from concordat.protocol.rules.clauses import Kind
from concordat.protocol.rules.editions import Adopted
from concordat.protocol.rules.instruments import InstrumentKind
from tests.protocol.bringing import NEXT
from tests.protocol.conftest import READING, key_of

# ---------------------------------------------------------------------------------- names told by a file


def told(words: str, key: str) -> str:
    return f'- {words} <!-- clause label="" kind="rule" key="{key}" -->\n'


def brought(instrument, mona, text: str) -> SourceFile:
    return actions.bring(instrument=instrument, name="next.md", body=text.encode(), by=mona, at=READING)


def test_a_file_of_ours_keeps_its_clauses_whatever_was_written_in_them(adopted, mona):
    """By its words alone the rewritten clause was a new one, and its history was cut off."""
    own = key_of(adopted, "2.1")
    text = f"# Next\n\n{told('Nothing of the old words is left here.', own)}{told('Both are open.', '')}"
    source = brought(adopted.instrument, mona, text)
    draft = actions.confirm_reading(source=source, title="Next", seen=0, by=mona, at=READING)
    keys = [row.clause.key for row in queries.rows_of(draft)]
    assert keys[0] == own
    assert keys[1] not in set(queries.rows_of(adopted).values_list("clause__key", flat=True))


def test_names_of_another_instrument_and_names_told_twice_are_ignored_with_a_warning(adopted, mona):
    own = key_of(adopted, "2.1")
    other = actions.begin_instrument(
        name="Members’ code", kind=InstrumentKind.PROTOCOL, place="", by=mona, at=READING
    )
    foreign = actions.add_clause(
        edition=other.editions.get(), after="", kind=Kind.RULE, text="Theirs.", by=mona, at=READING
    ).clause.key
    text = "# Next\n\n" + told("Ours.", own) + told("Copied.", own) + told("Theirs.", foreign)
    source = brought(adopted.instrument, mona, text)
    warnings = " ".join(source.reading["warnings"])
    assert "Names of clauses that this instrument never gave were ignored (1 in this file)" in warnings
    assert "more than once were ignored but for the first (1 of them)" in warnings
    draft = actions.confirm_reading(source=source, title="Next", seen=0, by=mona, at=READING)
    keys = [row.clause.key for row in queries.rows_of(draft)]
    assert keys[0] == own
    assert len({*keys, foreign}) == 4


def test_the_worker_checks_the_names_of_a_long_file_as_well(adopted, mona, monkeypatch):
    monkeypatch.setattr(readings, "AT_ONCE_ELSE", 0)
    source = brought(adopted.instrument, mona, "# Next\n\n" + told("Theirs.", "zzzzzz"))
    assert actions.read_due(at=READING) == 1
    source.refresh_from_db()
    assert "that this instrument never gave" in " ".join(source.reading["warnings"])


def test_a_clause_that_comes_back_has_the_name_that_it_had(adopted, mona):
    gone = actions.begin_draft(instrument=adopted.instrument, by=mona, at=READING)
    name = key_of(adopted, "2.1")
    actions.remove_clause(edition=gone, key=name, seen=0, by=mona, at=READING)
    later = READING + timedelta(days=30)
    actions.resolve(
        edition=gone,
        resolved=Adopted("Full Council", later.date(), "17", later.date()),
        why_not_consulted="A slip.",
        file_name="",
        file=b"",
        by=mona,
        at=later,
    )
    text = "# Next\n\n" + told("Officers answer within ten working days.", name)
    source = actions.bring(
        instrument=adopted.instrument, name="next.md", body=text.encode(), by=mona, at=later
    )
    draft = actions.confirm_reading(source=source, title="Next", seen=0, by=mona, at=later)
    assert [row.clause.key for row in queries.rows_of(draft)] == [name]


def test_a_text_that_follows_an_edition_not_yet_in_force_knows_its_clauses(draft, mona):
    """A draft begun by hand did; one that was read in had every clause anew."""
    actions.resolve(
        edition=draft,
        resolved=Adopted("Full Council", READING.date(), "16.3", READING.date() + timedelta(days=60)),
        why_not_consulted="It was adopted before it was brought here.",
        file_name="",
        file=b"",
        by=mona,
        at=READING,
    )
    source = actions.bring(
        instrument=draft.instrument, name="next.txt", body=NEXT.encode(), by=mona, at=READING
    )
    made = actions.confirm_reading(source=source, title="Next", seen=0, by=mona, at=READING)
    assert key_of(made, "2.1") == key_of(draft, "2.2")
