"""From a draft to words that stand: what is recorded, what is frozen, what the world reads and from when."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from concordat.protocol import actions, queries
from concordat.protocol.models import Clause, Edition, Relation, Resolution, Wording
from concordat.protocol.rules.clauses import Kind, Owed
from concordat.protocol.rules.editions import Adopted, OutOfTurn, Stage
from concordat.trail.models import Entry
from tests.protocol.conftest import DRAFTING, EFFECTIVE, MET, READING, RESOLVING, key_of

WORKING = "/larkfield/protocol/working-together/"
PUBLIC = "/larkfield/published/working-together/"
RESOLUTION = {
    "body": "Full Council",
    "meeting_on_day": "18", "meeting_on_month": "5", "meeting_on_year": "2026",
    "minute": "16.3",
    "effective_on_day": "1", "effective_on_month": "6", "effective_on_year": "2026",
    "why_not_consulted": "It was adopted before it was brought here.",
}  # fmt: skip


def test_a_resolution_freezes_the_words_and_their_fingerprint_can_be_worked_out_by_anyone(
    client, draft, mona, clock
):
    clock(RESOLVING)
    client.force_login(mona.person)
    page = client.post(f"{WORKING}draft/resolve", RESOLUTION, follow=True)
    assert "the words are frozen" in page.content.decode()
    draft.refresh_from_db()
    assert draft.sha256 == hashlib.sha256(draft.frozen.encode()).hexdigest()
    assert draft.resolution.minute == "16.3"
    entry = Entry.objects.order_by("-number").first()
    assert (entry.did, entry.detail["sha256"]) == ("recorded a resolution", draft.sha256)


def test_it_is_public_from_the_morning_of_its_effective_day_and_not_a_day_before(client, adopted, clock):
    before = RESOLVING.replace(year=2026, month=5, day=31, hour=20)
    clock(before)
    assert client.get(PUBLIC).status_code == 404
    assert client.get("/larkfield/published/").status_code == 404
    assert client.get(f"{PUBLIC}editions/1/").status_code == 404
    assert client.get(f"{PUBLIC}clause/{key_of(adopted, '2.1')}").status_code == 404
    clock(before + timedelta(days=1))
    assert "Officers answer within ten working days." in client.get(PUBLIC).content.decode()


def test_a_draft_an_unknown_instrument_and_an_unknown_council_look_alike_to_the_world(client, draft, clock):
    pages = [client.get(f"/{council}/published/{slug}/") for council, slug in (
        ("larkfield", draft.instrument.slug), ("larkfield", "nothing-like-it"), ("nowhere", "protocol"),
    )]  # fmt: skip
    assert [page.status_code for page in pages] == [404, 404, 404]
    assert len({page.content for page in pages}) == 1


def test_a_new_draft_changes_nothing_that_the_world_reads(client, adopted, mona, clock):
    before = client.get(PUBLIC).content
    draft = actions.begin_draft(instrument=adopted.instrument, by=mona, at=READING)
    row = queries.row_of(draft, key_of(draft, "2.1")).get()
    actions.reword_clause(
        edition=draft, key=row.clause.key, seen=0, kind=Kind.EXPECTATION, label="2.1", heading="",
        text="Officers answer within twenty working days.", owed=Owed.BY_OFFICERS, tags=[], measure="",
        by=mona, at=READING,
    )  # fmt: skip
    assert client.get(PUBLIC).content == before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"minute": ""}, "Give the number of the minute, or tick that it is not known."),
        ({"body": ""}, "Name the body that resolved it."),
        ({"effective_on_day": "17", "effective_on_month": "5"}, "before the meeting"),
        ({"meeting_on_day": "31", "meeting_on_month": "2"}, "Give a real day"),
        ({"why_not_consulted": ""}, "Nobody was consulted."),
        ({"votes_for": "30"}, "Tick that the vote was recorded"),
    ],
)
def test_a_resolution_that_cannot_be_is_refused_and_nothing_typed_is_lost(
    client, draft, mona, clock, wrong, said
):
    clock(RESOLVING)
    client.force_login(mona.person)
    page = client.post(f"{WORKING}draft/resolve", RESOLUTION | wrong).content.decode()
    assert said in page
    assert 'value="16.3"' in page or "minute" in wrong
    assert not Resolution.objects.exists()


def test_an_edition_is_resolved_in_force_and_superseded_by_its_days_alone(adopted, mona):
    nextone = actions.begin_draft(instrument=adopted.instrument, by=mona, at=READING)
    actions.resolve(
        edition=nextone,
        resolved=Adopted("Full Council", date(2026, 9, 14), "40", date(2026, 10, 1)),
        why_not_consulted="Urgent.",
        by=mona,
        at=READING.replace(month=9, day=15),
    )
    stages = {
        day: [queries.stage_of(each, today=day) for each in (adopted, nextone)]
        for day in (date(2026, 5, 31), EFFECTIVE, date(2026, 9, 30), date(2026, 10, 1))
    }
    assert stages == {
        date(2026, 5, 31): [Stage.RESOLVED, Stage.RESOLVED],
        EFFECTIVE: [Stage.IN_FORCE, Stage.RESOLVED],
        date(2026, 9, 30): [Stage.IN_FORCE, Stage.RESOLVED],
        date(2026, 10, 1): [Stage.SUPERSEDED, Stage.IN_FORCE],
    }


def test_what_was_in_force_on_a_day_can_be_read_for_ever(client, adopted, mona, clock):
    nextone = actions.begin_draft(instrument=adopted.instrument, by=mona, at=READING)
    actions.remove_clause(
        edition=nextone, key=key_of(nextone, "2.2"), seen=nextone.revision, by=mona, at=READING
    )
    actions.resolve(
        edition=nextone, resolved=Adopted("Full Council", date(2026, 6, 29), "20", date(2026, 7, 1)),
        why_not_consulted="Urgent.", by=mona, at=READING,
    )  # fmt: skip
    assert "Councillors give clear direction." in client.get(f"{PUBLIC}on/2026-06-30").content.decode()
    assert "Councillors give clear direction." not in client.get(f"{PUBLIC}on/2026-07-01").content.decode()
    assert client.get(f"{PUBLIC}on/2026-05-31").status_code == 404
    assert client.get(f"{PUBLIC}on/2026-02-30").status_code == 404
    gone = client.get(f"{PUBLIC}clause/{key_of(adopted, '2.2')}").content.decode()
    assert "Councillors give clear direction." in gone
    assert "no longer in force" in gone


def test_expectations_in_force_leave_the_room_as_plain_values(adopted, larkfield):
    told = queries.expectations_in_force(larkfield.id, on=EFFECTIVE)
    assert [(each.label, each.owed, each.instrument) for each in told] == [
        ("2.1", "by officers to councillors", "working-together"),
        ("2.2", "by councillors to officers", "working-together"),
    ]
    assert told[1].tags == {"no surprises"}
    assert told[0].address.endswith(f"/clause/{told[0].key}")
    assert queries.expectations_in_force(larkfield.id, on=EFFECTIVE - timedelta(days=1)) == ()


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.rowcount == 0 and pytest.fail(f"It touched no row, so it proves nothing: {sql}")
    except DatabaseError as error:
        return any(
            word in str(error) for word in ("resolved", "recorded once", "permanent name", "resolution")
        )


LOCKED_COLUMNS = {
    "id": "id + 1000", "council_id": "council_id + 1000", "instrument_id": "instrument_id + 1000",
    "number": "number + 1", "title": "'Other'", "summary": "'Other'", "numbering": "'automatic'",
    "number_prefix": "'8.'", "number_start": "7", "revision": "revision + 1", "begun_from_id": "id",
    "model": "'other'", "source_id": "1", "corrects_id": "id", "correction_why": "'Other'",
    "made_by_id": "made_by_id + 1", "made_at": "'2020-01-01'", "abandoned_at": "'2026-01-01'",
    "resolved_at": "NULL", "effective_on": "'2020-01-01'", "frozen": "'x'", "sha256": "'x'",
}  # fmt: skip


@pytest.mark.parametrize("column", LOCKED_COLUMNS)
def test_no_column_of_a_resolved_edition_can_be_changed(adopted, column):
    assert refused(f"UPDATE protocol_edition SET {column} = {LOCKED_COLUMNS[column]}")


def test_every_column_of_an_edition_is_locked():
    assert {field.column for field in Edition._meta.local_fields} == set(LOCKED_COLUMNS)


@pytest.mark.parametrize("part", [Wording, Resolution])
def test_no_word_of_a_resolved_edition_can_be_changed_removed_or_doubled(adopted, part):
    table = part._meta.db_table
    columns = ", ".join(field.column for field in part._meta.local_fields)
    others = ", ".join(field.column for field in part._meta.local_fields if field.column != "id")
    assert refused(f"UPDATE {table} SET edition_id = edition_id")
    assert refused(f"DELETE FROM {table}")
    assert refused(f"INSERT INTO {table} ({others}) SELECT {others} FROM {table}")
    if connection.vendor == "sqlite":  # PostgreSQL has no such statement
        assert refused(f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}")


def test_a_resolved_edition_can_be_neither_removed_nor_made_without_a_resolution(adopted, mona):
    assert refused("DELETE FROM protocol_edition")
    draft = actions.begin_draft(instrument=adopted.instrument, by=mona, at=READING)
    assert refused(
        "UPDATE protocol_edition SET number = 9, resolved_at = '2026-07-01', effective_on = '2026-07-01',"
        f" frozen = 'x', sha256 = 'x' WHERE id = {draft.id}"
    )


def test_a_relation_cannot_be_told_of_a_resolved_edition_afterwards(adopted):
    first, second = Clause.objects.order_by("id")[:2]
    with pytest.raises(DatabaseError, match="resolved"), transaction.atomic():
        Relation.objects.create(
            council_id=adopted.council_id, edition=adopted, clause=first, kind="split from", other=second
        )


def test_the_permanent_name_of_a_clause_is_never_changed_removed_or_given_again(adopted):
    assert refused("UPDATE protocol_clause SET key = 'other'")
    assert refused("DELETE FROM protocol_clause")
    with pytest.raises(DatabaseError, match="permanent name"), transaction.atomic():
        Clause.objects.create(
            council_id=adopted.council_id,
            instrument=adopted.instrument,
            key=key_of(adopted, "2.1"),
            made_at=DRAFTING,
        )


def test_an_empty_draft_is_not_resolved(begun, mona):
    with pytest.raises(OutOfTurn, match="not a word"):
        actions.resolve(
            edition=begun.editions.get(),
            resolved=Adopted("Full Council", MET, "16.3", EFFECTIVE),
            why_not_consulted="So.",
            by=mona,
            at=RESOLVING,
        )


def test_an_overdue_review_is_shown_to_the_world_from_the_day_after_its_last_day(
    client, adopted, mona, clock
):
    actions.set_review(instrument=adopted.instrument, due="2026-12", cycle_months=None, by=mona, at=READING)
    clock(READING.replace(month=12, day=31))
    page = client.get(PUBLIC).content.decode()
    assert "By the end of December 2026" in page
    assert "overdue" not in page
    clock(READING.replace(year=2027, month=1, day=1))
    assert "overdue" in client.get(PUBLIC).content.decode()
