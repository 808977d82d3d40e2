"""Close personal relationships: who may read what was declared, and where no word of it may be found."""

import logging
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.utils.timezone import now

from concordat.people import actions as people
from concordat.people.rules.duties import Duty, Kind
from concordat.protocol import actions, queries
from concordat.protocol.models import Declaration, ManagementNote
from concordat.protocol.rules.declaring import Declared
from concordat.protocol.rules.editions import OutOfTurn
from concordat.trail.models import Entry
from tests.conftest import appointed
from tests.protocol.conftest import READING

ROOM = "/larkfield/relationships/"
SECRET = "we share the allotment at Quince Hollow"
SAID = {"whom": "Owen Pryce", "kind": "friend", "words": SECRET}


@pytest.fixture
def declared(amara, mona):
    return actions.declare(declared=Declared(**SAID), by=amara, at=READING)


@pytest.fixture
def deputy(larkfield):
    return appointed("Delyth Parry", Kind.OFFICER, larkfield, Duty.DEPUTY_MONITORING_OFFICER, service="Legal")


def test_one_declares_in_confidence_and_reads_it_again(client, amara, mona, clock):
    client.force_login(amara.person)
    page = client.post(f"{ROOM}declare", SAID, follow=True).content.decode()
    assert "It is kept in confidence" in page
    assert SECRET in page
    assert "Amara" in client.get(ROOM).content.decode()


def test_before_anything_is_written_the_page_names_who_will_read_it(client, amara, mona, clock):
    client.force_login(amara.person)
    page = client.get(f"{ROOM}declare").content.decode()
    assert "Mona Lindqvist (monitoring officer)" in page


def test_the_monitoring_officer_reads_it_and_says_how_it_is_managed(client, declared, amara, mona, clock):
    client.force_login(mona.person)
    page = client.get(f"{ROOM}{declared.key}").content.decode()
    assert SECRET in page
    client.post(f"{ROOM}{declared.key}", {"words": "Owen passes allotment matters to a colleague."})
    client.force_login(amara.person)
    assert "passes allotment matters" in client.get(f"{ROOM}{declared.key}").content.decode()


def test_nobody_else_learns_that_there_is_one(client, declared, larkfield, bilal, owen, isaac, nerys, clock):
    runs = appointed("Dilys Roe", Kind.OFFICER, larkfield, Duty.HEAD_OF_DEMOCRATIC_SERVICES, service="Legal")
    for office in (bilal, owen, runs):
        client.force_login(office.person)
        assert client.get(f"{ROOM}{declared.key}").status_code == 404
        assert client.post(f"{ROOM}{declared.key}", {"words": "x"}).status_code == 404
        assert "Amara" not in client.get(ROOM).content.decode().partition("<main")[2]
    client.force_login(isaac.person)
    assert client.get(f"{ROOM}{declared.key}").status_code == 403
    client.force_login(nerys.person)
    assert client.get(f"{ROOM}{declared.key}").status_code == 404
    assert client.get(f"/netherby/relationships/{declared.key}").status_code == 404


def test_no_table_no_letter_no_log_and_no_line_of_the_trail_holds_a_word_of_it(
    client, declared, amara, mona, clock, caplog
):
    caplog.set_level(logging.DEBUG)
    actions.note_management(declaration=declared, words="The kestrel keeps away.", by=mona, at=READING)
    actions.end_declaration(declaration=declared, by=amara, at=READING)
    told = []
    for model in apps.get_models():
        told += [str(value) for row in model.objects.values() for value in row.values()]
    told += [message.body + message.subject for message in mail.outbox]
    everything = " ".join(told) + caplog.text
    for word in ("Quince", "allotment", "kestrel"):
        assert word not in everything


def test_the_trail_tells_that_something_was_declared_and_not_by_whom(declared, amara):
    entry = Entry.objects.order_by("-number").first()
    assert entry.did == "received a declaration in confidence"
    assert (entry.by_id, entry.detail) == (None, {})


def test_of_two_copies_of_one_declaration_the_database_cannot_tell_that_they_are_alike(amara, mona):
    first, second = (actions.declare(declared=Declared(**SAID), by=amara, at=READING) for _ in range(2))
    assert first.sealed != second.sealed


def test_nobody_manages_a_relationship_of_their_own(client, mona, deputy, clock):
    own = actions.declare(declared=Declared(**SAID), by=mona, at=READING)
    client.force_login(mona.person)
    page = client.get(f"{ROOM}{own.key}").content.decode()
    assert "Note it" not in page
    with pytest.raises(OutOfTurn):
        actions.note_management(declaration=own, words="Nothing to see.", by=mona, at=READING)
    actions.note_management(declaration=own, words="The deputy decides.", by=deputy, at=READING)
    assert ManagementNote.objects.count() == 1


def test_where_nobody_could_read_it_nothing_is_kept_and_what_was_typed_stays(client, amara, clock):
    client.force_login(amara.person)
    page = client.post(f"{ROOM}declare", SAID).content.decode()
    assert "Nothing was kept." in page
    assert SECRET in page
    assert not Declaration.objects.exists()


@pytest.mark.parametrize(
    ("left_out", "problem"), [("whom", "Say whom"), ("kind", "what kind"), ("words", "Say where")]
)
def test_what_is_missing_is_said_and_the_rest_stays(client, amara, mona, clock, left_out, problem):
    client.force_login(amara.person)
    page = client.post(f"{ROOM}declare", {**SAID, left_out: ""}).content.decode()
    assert problem in page
    assert not Declaration.objects.exists()


def test_only_its_writer_says_that_it_has_ended_and_a_year_later_it_is_destroyed(declared, amara, mona):
    with pytest.raises(OutOfTurn):
        actions.end_declaration(declaration=declared, by=mona, at=READING)
    actions.end_declaration(declaration=declared, by=amara, at=READING)
    assert actions.destroy_old_declarations(at=READING + timedelta(days=364)) == 0
    assert actions.destroy_old_declarations(at=READING + timedelta(days=366)) == 1
    assert not Declaration.objects.exists()


def test_in_a_parish_the_clerk_reads_it(larkfield, db):
    from concordat.people.rules.councils import Nation, Tier

    parish = people.found_council(
        name="Mill Parish Council", slug="mill", tier=Tier.PARISH, nation=Nation.ENGLAND, at=now()
    )
    clerk = appointed("Carys Clerk", Kind.OFFICER, parish, Duty.CLERK)
    member = appointed("Petra Member", Kind.COUNCILLOR, parish)
    made = actions.declare(declared=Declared(**SAID), by=member, at=READING)
    assert made in queries.declarations_seen_by(clerk)


def test_a_key_that_was_lost_is_said_and_breaks_no_page(client, declared, amara, settings, clock):
    settings.SECRET_KEY = "another key altogether, which nobody wrote down"
    client.force_login(amara.person)
    page = client.get(f"{ROOM}{declared.key}")
    assert page.status_code == 200
    assert "cannot be read" in page.content.decode()


def test_a_keeper_sees_what_waits_for_them(declared, amara, mona):
    assert (queries.declarations_waiting(mona), queries.declarations_waiting(amara)) == (1, 0)
    actions.note_management(declaration=declared, words="Nothing need be done.", by=mona, at=READING)
    assert queries.declarations_waiting(mona) == 0
