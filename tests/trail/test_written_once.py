"""What the database itself refuses, whoever asks; and what the chain shows once its guard is down."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from typer.testing import CliRunner

from concordat.trail import actions, commands, queries
from concordat.trail.models import Chain, Entry
from concordat.trail.rules.chain import Broken, Why

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GUARDS = {
    "sqlite": [
        "DROP TRIGGER trail_lines_are_not_changed",
        "DROP TRIGGER trail_lines_are_not_removed",
        "DROP TRIGGER trail_lines_are_not_replaced",
        "DROP TRIGGER trail_ends_move_on_by_one",
        "DROP TRIGGER trail_ends_are_not_removed",
    ],
    "postgresql": [
        "DROP TRIGGER trail_lines_are_not_changed ON trail_entry",
        "DROP TRIGGER trail_ends_move_on_by_one ON trail_chain",
    ],
}


def told(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def five_lines(larkfield, mona):
    """Founding the council and appointing Mona have written three lines; here are two more."""
    for did in ("launched a wave", "closed a wave"):
        actions.record(did=did, thing=larkfield, by=mona, at=NOON, invited=60)
    assert [end.lines for end in queries.ends()] == [5]
    if (
        connection.vendor == "postgresql"
    ):  # which neither empties nor alters a table with checks still to come
        told("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def unguarded(five_lines):
    """The same, in a database whose owner has taken the triggers away."""
    for statement in GUARDS[connection.vendor]:
        told(statement)


REFUSED = [
    "UPDATE trail_entry SET did = 'did nothing' WHERE number = 4",
    "UPDATE trail_entry SET number = 40 WHERE number = 4",
    "DELETE FROM trail_entry WHERE number = 5",
    "DELETE FROM trail_entry",
    "UPDATE trail_chain SET lines = 4",
    "UPDATE trail_chain SET hash = ''",
    "UPDATE trail_chain SET lines = lines + 2",
    "DELETE FROM trail_chain",
]
ONLY_IN = {
    "sqlite": [
        "INSERT OR REPLACE INTO trail_entry"
        " SELECT id, number, at, 'did nothing', thing, detail, previous, hash, by_id, council_id"
        " FROM trail_entry WHERE number = 4",
        "REPLACE INTO trail_chain SELECT id, 0, hash, council_id FROM trail_chain",
        "UPDATE OR REPLACE trail_entry SET number = 5 WHERE number = 4",
    ],
    "postgresql": [
        "TRUNCATE trail_entry",
        "TRUNCATE trail_chain",
        "INSERT INTO trail_entry SELECT * FROM trail_entry WHERE number = 4"
        " ON CONFLICT (id) DO UPDATE SET did = 'did nothing'",
        "SET LOCAL session_replication_role = replica; DELETE FROM trail_entry",
    ],
}


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses_to_change_or_remove_a_line(five_lines, statement):
    with pytest.raises(IntegrityError, match=r"written once|one line at a time"), transaction.atomic():
        told(statement)
    assert queries.verify() is None


@pytest.mark.parametrize(
    ("vendor", "statement"), [(vendor, one) for vendor, those in ONLY_IN.items() for one in those]
)
def test_the_database_refuses_what_only_its_own_kind_can_be_asked(five_lines, vendor, statement):
    if connection.vendor != vendor:
        pytest.skip(f"Only {vendor} can be asked this.")
    with pytest.raises(IntegrityError, match=r"written once|one line at a time"), transaction.atomic():
        told(statement)
    assert queries.verify() is None


def test_no_model_can_be_asked_either(five_lines):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(number=4).update(detail={})
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Chain.objects.all().delete()


def test_a_trail_that_nobody_touched_holds(unguarded):
    assert queries.verify() is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("did", "'did nothing'"),
        ("thing", "'people.council:999'"),
        ("at", "'2026-03-02 12:00:01+00:00'"),
        ("by_id", "NULL"),
        ("detail", """'{"invited": 61}'"""),
        ("hash", f"'{'0' * 64}'"),
    ],
)
def test_a_changed_line_is_named(unguarded, column, value):
    told(f"UPDATE trail_entry SET {column} = {value} WHERE number = 4")
    assert queries.verify() == Broken("larkfield", 4, Why.CHANGED)


def test_a_missing_line_is_named(unguarded):
    told("DELETE FROM trail_entry WHERE number = 4")
    assert queries.verify() == Broken("larkfield", 4, Why.MISSING)


def test_two_lines_that_changed_places_are_named(unguarded):
    for old, new in ((4, 40), (5, 4), (40, 5)):
        told(f"UPDATE trail_entry SET number = {new} WHERE number = {old}")
    assert queries.verify() == Broken("larkfield", 4, Why.UNLINKED)


def test_a_cut_end_is_named(unguarded):
    told("DELETE FROM trail_entry WHERE number = 5")
    assert queries.verify() == Broken("larkfield", 5, Why.CUT)


def test_lines_without_an_end_are_named(unguarded):
    told("DELETE FROM trail_chain")
    assert queries.verify() == Broken("larkfield", 1, Why.BEYOND)


def test_only_an_end_noted_elsewhere_shows_that_a_trail_was_cut_with_its_end(unguarded):
    noted = queries.ends()
    told("DELETE FROM trail_entry WHERE number = 5")
    told("UPDATE trail_chain SET lines = 4, hash = (SELECT hash FROM trail_entry WHERE number = 4)")
    assert queries.verify() is None
    assert queries.verify(noted=noted) == Broken("larkfield", 5, Why.CUT)


def test_one_council_can_be_asked_about_alone(unguarded, larkfield, netherby):
    told("DELETE FROM trail_entry WHERE number = 4")
    assert queries.verify(netherby.id) is None
    assert queries.verify(larkfield.id) == Broken("larkfield", 4, Why.MISSING)


def test_the_command_says_how_many_lines_hold(five_lines, netherby):
    said = CliRunner().invoke(commands.app, ["verify"])
    assert (said.exit_code, said.stdout) == (0, "All 6 lines hold.\n")


def test_the_command_names_the_first_line_that_does_not(unguarded):
    told("UPDATE trail_entry SET did = 'did nothing' WHERE number = 4")
    said = CliRunner().invoke(commands.app, ["verify"])
    assert said.exit_code == 1
    assert said.stderr == "larkfield, line 4: what it says is not what was written.\n"


def test_an_end_that_was_printed_can_be_held_against_the_trail_later(unguarded):
    printed = CliRunner().invoke(commands.app, ["head"]).stdout.strip()
    assert CliRunner().invoke(commands.app, ["verify", "--head", printed]).exit_code == 0
    told("DELETE FROM trail_entry WHERE number = 5")
    told("UPDATE trail_chain SET lines = 4, hash = (SELECT hash FROM trail_entry WHERE number = 4)")
    said = CliRunner().invoke(commands.app, ["verify", "--head", printed])
    assert said.exit_code == 1
    assert said.stderr.startswith("larkfield, line 5: the trail stops before it.")


def test_an_end_that_nobody_printed_is_refused(db):
    said = CliRunner().invoke(commands.app, ["verify", "--head", "larkfield"])
    assert said.exit_code == 2
    assert "paste a whole line" in said.stderr
