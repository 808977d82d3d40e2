"""What a launch promises is held by the database itself, against whoever writes SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from concordat.surveys.models import Release, Urn, Wave


def refused(sql: str, *values) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.rowcount == 0 and pytest.fail(f"It touched no row, so it proves nothing: {sql}")
    except DatabaseError as error:
        return any(
            word in str(error) for word in ("promised", "stays so", "ballot box", "once", "both sides")
        )


LOCKED_COLUMNS = {
    "name": "'Other'",
    "slug": "'other'",
    "committee": "'Other'",
    "opens_on": "'2026-01-01'",
    "closes_on": "'2027-01-01'",
    "split": "'officers:service:Legal'",
    "items": "'[]'",
    "edition": "'x'",
    "promise": "'x'",
    "roster_hash": "'x'",
    "launched_at": "NULL",
    "made_at": "'2020-01-01'",
}


@pytest.mark.parametrize("column", LOCKED_COLUMNS)
def test_nothing_that_was_promised_can_be_changed(launched, column):
    assert refused(f"UPDATE surveys_wave SET {column} = {LOCKED_COLUMNS[column]} WHERE id = %s", launched.id)


def test_every_column_of_a_wave_is_either_promised_or_a_step_onward(launched):
    steps = {"id", "council_id", "instrument_id", "made_by_id", "public_key", "closed_at", "released_at"}
    assert {field.column for field in Wave._meta.local_fields} == set(LOCKED_COLUMNS) | steps


@pytest.mark.parametrize("column", ["id", "council_id", "instrument_id", "made_by_id"])
def test_a_wave_belongs_for_ever_to_whom_it_belonged(launched, column):
    assert refused(f"UPDATE surveys_wave SET {column} = {column} + 1000 WHERE id = %s", launched.id)


def test_another_public_key_is_refused(launched):
    assert refused("UPDATE surveys_wave SET public_key = %s WHERE id = %s", b"\1" * 32, launched.id)


@pytest.mark.parametrize("table", ["atom", "rosterline", "cosignature", "keyholder", "urn", "envelope"])
def test_nothing_that_belongs_to_the_wave_can_be_removed(launched, table):
    assert refused(f"DELETE FROM surveys_{table}")


@pytest.mark.parametrize(
    "change",
    [
        "surveys_atom SET name = 'x'",
        "surveys_atom SET side = 'officers'",
        "surveys_rosterline SET name = 'x'",
        "surveys_rosterline SET email = 'x@x.example'",
        "surveys_cosignature SET signed_at = '2020-01-01'",
        "surveys_keyholder SET office_id = office_id + 1",
        "surveys_envelope SET second = first",
        "surveys_envelope SET wave_id = wave_id + 1",
    ],
)
def test_nothing_that_belongs_to_the_wave_can_be_changed(launched, change):
    assert refused(f"UPDATE {change}")


def test_a_key_holders_key_cannot_be_exchanged(launched):
    assert refused("UPDATE surveys_keyholder SET public_key = %s", b"\1" * 32)


def test_nobody_can_be_added_to_the_roster(launched, isaac):
    atom = launched.atoms.first()
    assert refused(
        "INSERT INTO surveys_rosterline (council_id, wave_id, atom_id, office_id, name, email)"
        " VALUES (%s, %s, %s, %s, 'Dummy', 'dummy@x.example')",
        launched.council_id,
        launched.id,
        atom.id,
        isaac.id,
    )


def test_a_launched_wave_cannot_be_removed(launched):
    assert refused("DELETE FROM surveys_wave WHERE id = %s", launched.id)


def test_while_the_box_is_open_no_ballot_can_be_taken_out(answered):
    assert refused("UPDATE surveys_urn SET box = %s", b"")


def test_links_are_only_ever_spent(answered):
    assert refused("UPDATE surveys_urn SET unspent = spent, spent = %s", b"")
    assert refused("UPDATE surveys_urn SET unspent = %s", b"\1" * 320)


def test_a_closed_wave_cannot_be_opened_again(closed):
    assert refused("UPDATE surveys_wave SET closed_at = NULL")
    assert refused("UPDATE surveys_urn SET is_open = %s", True)


def test_between_the_close_and_the_results_the_box_cannot_be_touched(closed):
    assert refused("UPDATE surveys_urn SET box = %s", b"")
    assert refused("UPDATE surveys_urn SET box = %s", bytes(Urn.objects.first().box) + b"\1")


def test_results_can_be_neither_changed_nor_withdrawn_nor_made_twice(released):
    assert refused("UPDATE surveys_release SET spoiled = 5")
    assert refused("DELETE FROM surveys_release")
    assert refused("UPDATE surveys_wave SET released_at = NULL")
    columns = ", ".join(field.column for field in Release._meta.local_fields if field.column != "id")
    assert refused(f"INSERT INTO surveys_release ({columns}) SELECT {columns} FROM surveys_release")


def test_an_emptied_urn_cannot_be_filled(released):
    assert refused("UPDATE surveys_urn SET box = %s", b"\1")


def test_without_both_signatures_the_database_itself_refuses_a_launch(prepared, secrets):
    prepared.signatures.filter(side="officers").delete()
    assert refused(
        "UPDATE surveys_wave SET launched_at = '2026-09-07', edition = 'x', roster_hash = %s WHERE id = %s",
        prepared.roster_hash,
        prepared.id,
    )


def test_insert_or_replace_is_no_way_round(launched):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no such statement: its upsert is an UPDATE, which is refused above.")
    columns = ", ".join(field.column for field in Wave._meta.local_fields)
    assert refused(f"INSERT OR REPLACE INTO surveys_wave ({columns}) SELECT {columns} FROM surveys_wave")


def test_on_postgresql_the_tables_cannot_be_emptied_at_a_stroke(launched):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE: there every removal is a DELETE, which is refused above.")
    connection.check_constraints()  # settles the keys that are checked late, which would stand in the way
    assert refused("TRUNCATE surveys_wave CASCADE")


def test_before_the_launch_everything_can_still_be_changed(prepared):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE surveys_wave SET committee = 'Audit Committee'")
        assert cursor.rowcount == 1
