"""What people consented to is held by the database itself, against whoever writes SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from concordat.viewpoints import actions
from concordat.viewpoints.models import AskedPerson, ConsentPage, Question, Statement, Study
from concordat.viewpoints.rules.stages import Asked, OutOfTurn
from tests.viewpoints.conftest import CLOSES, KEEP_UNTIL, SORTING


def refused(sql: str, *values) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.rowcount == 0 and pytest.fail(f"It touched no row, so it proves nothing: {sql}")
    except DatabaseError as error:
        return any(word in str(error) for word in ("consented", "no way back", "destroyed"))


LOCKED_COLUMNS = {
    "name": "'Other'",
    "slug": "'other'",
    "purpose": "'Other'",
    "committee": "'Other'",
    "in_welsh": "NOT in_welsh",
    "instruction": "'Other'",
    "instruction_cy": "'Other'",
    "most": "'Other'",
    "most_cy": "'Other'",
    "least": "'Other'",
    "least_cy": "'Other'",
    "grid": "'[]'",
    "forced": "NOT forced",
    "piles": "NOT piles",
    "thinning": "NOT thinning",
    "practice": "NOT practice",
    "comment_columns": "2",
    "asked": "'link'",
    "keeps_trace": "NOT keeps_trace",
    "equivalence": "0.7",
    "closes_on": "'2026-12-01'",
    "keep_until": "'2030-01-01'",
    "made_at": "'2020-01-01'",
    "opened_at": "NULL",
    "researcher_id": "made_by_id",
    "made_by_id": "researcher_id",
    "council_id": "council_id + 1000",
    "id": "id + 1000",
}


@pytest.mark.parametrize("column", LOCKED_COLUMNS)
def test_nothing_that_people_consented_to_can_be_changed(opened, column):
    assert refused(f"UPDATE viewpoints_study SET {column} = {LOCKED_COLUMNS[column]}")


def test_every_column_of_a_study_is_either_fixed_or_a_step_onward(opened):
    steps = {"link", "closed_at", "reported_at", "destroyed_at"}
    assert {field.column for field in Study._meta.local_fields} == set(LOCKED_COLUMNS) | steps


@pytest.mark.parametrize("part", [Statement, ConsentPage, Question, AskedPerson])
def test_no_part_of_an_open_study_can_be_changed_removed_or_doubled(opened, part):
    table = part._meta.db_table
    columns = ", ".join(field.column for field in part._meta.local_fields)
    others = ", ".join(field.column for field in part._meta.local_fields if field.column != "id")
    assert part.objects.exists()
    assert refused(f"UPDATE {table} SET study_id = study_id")
    assert refused(f"DELETE FROM {table}")
    assert refused(f"INSERT INTO {table} ({others}) SELECT {others} FROM {table}")
    if connection.vendor == "sqlite":  # PostgreSQL has no such statement
        assert refused(f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}")


def test_an_open_study_can_be_neither_removed_nor_replaced(opened):
    assert refused("DELETE FROM viewpoints_study")
    if connection.vendor == "sqlite":
        columns = ", ".join(field.column for field in Study._meta.local_fields)
        assert refused(
            f"INSERT OR REPLACE INTO viewpoints_study ({columns}) SELECT {columns} FROM viewpoints_study"
        )


def test_on_postgresql_the_tables_cannot_be_emptied_at_a_stroke(opened):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE: there every removal is a DELETE, which is refused above.")
    connection.check_constraints()
    assert refused("TRUNCATE viewpoints_study CASCADE")


def test_a_closed_study_stays_closed(closed):
    assert refused("UPDATE viewpoints_study SET closed_at = NULL")
    assert refused("UPDATE viewpoints_study SET closed_at = '2026-11-11'")


def test_destroyed_sorts_cannot_come_back_and_the_names_of_those_asked_may_go(closed):
    kept = closed.sorts.first()
    closed.sorts.all().delete()
    Study.objects.update(destroyed_at=SORTING)
    assert refused(
        "INSERT INTO viewpoints_sort (council_id, study_id, pseudonym, side, \"values\", comments, may_quote,"
        " answers, \"order\", trace, consent, language)"
        " VALUES (%s, %s, 'P999', 'officers', '{}', '{}', %s, '{}', '[]', '{}', 1, 'en-gb')",
        kept.council_id,
        closed.id,
        False,
    )  # fmt: skip
    assert closed.asked_people.all().delete()[0] == 4


def test_before_the_opening_everything_can_still_be_changed(study):
    for change in (
        "viewpoints_study SET keep_until = '2030-01-01'",
        "viewpoints_statement SET words = 'Other'",
        "viewpoints_askedperson SET side = 'officers'",
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {change}")
            assert cursor.rowcount >= 1


DEEDS = {
    "change_study": {
        "name": "Other", "purpose": "", "researcher": 0, "committee": "", "closes_on": CLOSES,
        "keep_until": KEEP_UNTIL, "in_welsh": True,
    },
    "write_instruction": {"instruction": "Other", "most": "a", "least": "b"},
    "lay_grid": {"grid": [[-1, 4], [0, 4], [1, 4]]},
    "set_sorting": {
        "forced": False, "piles": False, "thinning": False, "practice": False, "comment_columns": 2,
        "keeps_trace": True, "equivalence": 0.6,
    },
    "write_consent": {"words": "Other"},
    "choose_asking": {"asked": Asked.LINK},
    "add_statement": {"words": "Other"},
    "reword_statement": {"key": "s01", "words": "Other"},
    "choose_statements": {"choose": [], "drop": ["s01"]},
    "move_statement": {"key": "s01", "to": 3},
    "remove_statement": {"key": "s01"},
    "read_statements": {"lines": []},
    "add_question": {"shape": "text", "words": "Other"},
    "reword_question": {"key": "q1", "words": "Other"},
    "move_question": {"key": "q1", "to": 1},
    "drop_question": {"key": "q1"},
    "ask": {"add": []},
    "open_study": {},
}  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_of_designing_is_out_of_turn_once_a_study_is_open(opened, mona, deed):
    with pytest.raises(OutOfTurn):
        getattr(actions, deed)(study=opened, by=mona, at=SORTING, **DEEDS[deed])


def test_the_deeds_of_designing_that_are_tried_are_all_there_are():
    from concordat.viewpoints.actions import designing, questions, statements

    public = {
        name
        for module in (designing, questions, statements)
        for name, deed in vars(module).items()
        if callable(deed) and getattr(deed, "__module__", "") == module.__name__ and not name.startswith("_")
    }
    assert public - {"design_study"} == set(DEEDS) - {"ask", "open_study"}
