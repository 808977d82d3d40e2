"""The stored bytes are the same, whoever gave which answers and whoever came first.

Rule R10, attacks A1 to A4: order, keys, times and pages of the database must tell nothing. With sealing made
deterministic (each answer sheet seals to its own fixed bytes), the same answers given by other people in
another order must leave every table of this room byte for byte as it was, row by row in the order in which
the database stores them.
"""

import random
from datetime import timedelta
from hashlib import sha512

import pytest
from django.apps import apps
from django.db import connection, transaction

from concordat.surveys import actions, queries
from concordat.surveys.models import Release, Urn
from concordat.surveys.rules import ballot, sealing
from tests.attacks.looking import order_of
from tests.surveys.conftest import ANSWERING, CLOSING, answers_of, turn

TABLES = sorted(model._meta.db_table for model in apps.get_app_config("surveys").get_models())


class Undone(Exception):
    """Takes the ballots out again, so that the next order begins from the same place."""


def stored() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in the order and with the columns in which the database keeps them.

    On PostgreSQL the places themselves move on with every write, also with one that was taken back, so a
    second course cannot begin where the first did.
    """
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            where = "rowid, " if connection.vendor == "sqlite" else ""
            cursor.execute(f"SELECT {where}* FROM {table} ORDER BY {order_of(table)}")
            found[table] = [
                tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row)
                for row in cursor.fetchall()
            ]
    return found


def after(course, *, look=stored) -> dict[str, list[tuple[object, ...]]]:
    """What is stored once these have answered: (link, answers, minutes after the first)."""
    kept = {}
    try:
        with transaction.atomic():
            for link, answers, minutes in course:
                paper = queries.ballot_paper(link, today=ANSWERING.date())
                actions.cast(paper=paper, answers=answers, at=ANSWERING + timedelta(minutes=minutes))
            kept = look()
            raise Undone
    except Undone:
        return kept


@pytest.fixture
def sealed_alike(monkeypatch):
    """A seal that is a pure function of what it seals, as long as a real one."""

    def seal(plain: bytes, *, public_key: bytes, wave: int, atom: int) -> bytes:
        return sha512(plain + bytes([atom % 256])).digest()[: sealing.OVERHEAD] + plain

    monkeypatch.setattr(sealing, "seal_ballot", seal)


def courses(links, *, number: int, seed: int):
    """The same answer sheets of the same side, given to other people, in another order, at other times."""
    chance = random.Random(seed)
    for _ in range(number):
        course = []
        for of_a_side in links.values():
            sheets = [answers_of(of_a_side[0], n) for n in range(len(of_a_side))]
            people = list(of_a_side)
            chance.shuffle(people)
            course += [
                (link, sheet, chance.randrange(10_000)) for link, sheet in zip(people, sheets, strict=True)
            ]
        chance.shuffle(course)
        yield course


def test_other_people_in_another_order_leave_the_same_bytes(links, sealed_alike):
    states = {repr(after(course)) for course in courses(links, number=40, seed=1)}
    assert len(states) == 1


def test_after_the_close_too_the_rows_lie_in_one_order(links, sealed_alike):
    def closing():
        actions.close_due(at=CLOSING)
        return stored()

    states = {repr(after(course, look=closing)) for course in courses(links, number=20, seed=4)}
    assert len(states) == 1


def test_it_would_have_been_noticed(links, sealed_alike, monkeypatch):
    """The same test, on a box that keeps the order in which ballots came."""
    monkeypatch.setattr(ballot, "put_in", lambda row, part: row + part)
    states = {repr(after(course)) for course in courses(links, number=10, seed=1)}
    assert len(states) > 1


def test_when_some_stay_away_only_the_set_of_spent_links_differs(links, sealed_alike):
    """Who spent a link is written nowhere, but which links were spent is: and no name belongs to one."""
    first, second = (after([(links["officers"][n], answers_of(links["officers"][n], 3), 0)]) for n in (0, 1))
    assert {table for table in TABLES if first[table] != second[table]} == {"surveys_urn"}


def test_with_real_seals_nothing_but_the_boxes_differs_and_they_are_as_long(links):
    first, second = (after(course) for course in courses(links, number=2, seed=2))
    assert {table for table in TABLES if first[table] != second[table]} == {"surveys_urn"}
    for one, other in zip(first["surveys_urn"], second["surveys_urn"], strict=True):
        assert [value for value in one if value not in other] == [
            value for value in one if value in boxes(first)
        ]
        assert list(map(length, one)) == list(map(length, other))


def boxes(state) -> set[bytes]:
    return {
        value
        for row in state["surveys_urn"]
        for value in row
        if isinstance(value, bytes) and len(value) > 400
    }


def length(value: object) -> int:
    return len(value) if isinstance(value, bytes) else 0


def test_the_release_is_the_same_too(links, secrets, people, sealed_alike, monkeypatch):
    """And so are the results: they are made from counts, and counts have no order."""
    monkeypatch.setattr(
        sealing, "open_ballot", lambda sealed, *, wave_key, wave, atom: sealed[sealing.OVERHEAD :]
    )
    told = set()
    for course in courses(links, number=4, seed=3):
        try:
            with transaction.atomic():
                for link, answers, _minutes in course:
                    paper = queries.ballot_paper(link, today=ANSWERING.date())
                    actions.cast(paper=paper, answers=answers, at=ANSWERING)
                actions.close_due(at=CLOSING)
                wave = Urn.objects.first().atom.wave
                for name in ("mona", "joan"):
                    turn(wave, name, secrets[name], people)
                told.add(repr(Release.objects.get(wave=wave).body))
                raise Undone
        except Undone:
            continue
    assert len(told) == 1


# Every column of the room that holds a time or a day, and what it is the time of. None is of a ballot.
TIMES = {
    "surveys_instrument.made_at",
    "surveys_wave.made_at",
    "surveys_wave.opens_on",
    "surveys_wave.closes_on",
    "surveys_wave.launched_at",
    "surveys_wave.closed_at",
    "surveys_wave.released_at",
    "surveys_cosignature.signed_at",
    "surveys_keyholder.opened_at",
    "surveys_release.made_at",
    "surveys_rendering.taken_at",
    "surveys_inwelsh.said_on",  # before anybody is asked: a trigger says so
    "surveys_slipsheet.taken_on",  # when its codes are gone: a constraint says so
    "surveys_themerelease.made_at",
    "surveys_electionday.held_on",
    "surveys_promisedaction.by_when",
    "surveys_promisedaction.recorded_on",
    "surveys_promisedaction.kept_on",
}
URN = {"id", "council_id", "atom_id", "is_open", "unspent", "spent", "box"}
# Every table that points at somebody, and what for. None points at a ballot or a link.
OFFICES = {
    "surveys_instrument.made_by_id",
    "surveys_wave.made_by_id",
    "surveys_rosterline.office_id",
    "surveys_cosignature.office_id",
    "surveys_keyholder.office_id",
    "surveys_electionday.noted_by_id",
    "surveys_promisedaction.recorded_by_id",
    "surveys_promisedaction.kept_noted_by_id",
    "surveys_inwelsh.said_by_id",
    "surveys_onpaper.office_id",
    "surveys_slipsheet.taken_by_id",
    "surveys_poolinvitation.agreed_by_id",
    "surveys_reviewer.office_id",
}


def test_no_column_holds_a_time_or_a_person_beside_a_ballot(db):
    models = list(apps.get_app_config("surveys").get_models())
    columns = {
        f"{model._meta.db_table}.{field.column}": field
        for model in models
        for field in model._meta.local_fields
    }
    timed = {name for name, field in columns.items() if "Date" in field.get_internal_type()}
    assert timed == TIMES
    related = {
        name
        for name, field in columns.items()
        if field.related_model and field.related_model.__name__ == "Office"
    }
    assert related == OFFICES
    assert {field.column for field in Urn._meta.local_fields} == URN
    with connection.cursor() as cursor:
        described = {
            column.name for column in connection.introspection.get_table_description(cursor, "surveys_urn")
        }
    assert described == URN


def test_a_group_has_one_row_however_many_answer(answered):
    assert Urn.objects.filter(atom__wave=answered).count() == 2
