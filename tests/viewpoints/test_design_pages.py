"""A study is designed through its pages: every deed, and what comes back when something is wrong."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from concordat.people import actions as people
from concordat.people.rules.duties import Kind
from concordat.trail import queries as trail
from concordat.viewpoints import actions, queries
from concordat.viewpoints.models import Study, Ticket
from tests.conftest import appointed
from tests.viewpoints.conftest import ANALYSING, OPENING, PREPARING, twelve
from tests.viewpoints.designing import ASKED, HERE, THERE, problems_in

pytestmark = pytest.mark.usefixtures("preparing")

# ----------------------------------------------------------------------------------------- the whole way


def test_a_study_from_its_name_to_its_opening_through_the_pages_alone(act, amara, bilal, owen, mona, isaac):
    page = act(f"{HERE}/new", ASKED | {"researcher": isaac.id})
    assert "Before it opens" in page
    assert "48 statements chosen" in page
    here = f"{HERE}/spring-2027"
    page = act(f"{here}/asked/ask", {"do": "ask_all"})
    assert "4 people are asked." in page
    assert "With fewer than five of a side" in page
    page = act(f"{here}/open")
    assert "None of this can be changed afterwards" in page
    assert Ticket.objects.count() == 0
    page = act(f"{here}/open", {})
    assert "The study is open." in page
    assert Ticket.objects.count() == 4
    study = Study.objects.get()
    assert [line.did for line in trail.history_of(study)] == [
        "began to prepare a study",
        "changed who is asked",
        "opened a study",
    ]


def test_a_study_that_keeps_sorts_no_longer_than_it_is_open_is_asked_for_again(act, isaac):
    page = act(f"{HERE}/new", ASKED | {"researcher": isaac.id, "keep_until_year": "2025"})
    assert "must be kept beyond the last day" in problems_in(page)
    assert 'value="Standards Committee"' in page
    assert not Study.objects.exists()


def test_only_someone_of_neither_side_can_be_the_researcher(act, isaac, owen):
    page = act(f"{HERE}/new", ASKED | {"researcher": owen.id})
    assert "Choose someone of neither side as the researcher." in problems_in(page)
    assert not Study.objects.exists()


def test_two_studies_cannot_have_one_name(act, study, isaac):
    page = act(f"{HERE}/new", ASKED | {"researcher": isaac.id, "name": "How we work together"})
    assert "of this name already" in problems_in(page)


@pytest.mark.parametrize("name", ["new", "Import", "???", "method"])
def test_a_name_never_hides_a_page(act, isaac, name):
    page = act(f"{HERE}/new", ASKED | {"researcher": isaac.id, "name": name})
    assert f"{name} <strong" in page.replace("\n", "")


def test_every_page_of_a_study_in_preparation_opens_to_whoever_runs_the_council(act, study):
    for page in (
        "/", "/change", "/statements", "/statements/add", "/statements/read", "/statements/s01/reword",
        "/statements/s01/remove", "/grid", "/wording", "/settings", "/consent", "/questions",
        "/questions/add-text", "/questions/add-radio", "/questions/add-rating", "/questions/q1/reword",
        "/preview", "/asked", "/open", "/remind", "/close", "/link",
    ):  # fmt: skip
        assert act(f"{THERE}{page}").count("<h1") == 1, page


def test_the_researcher_designs_too_but_neither_asks_nor_opens(client, study, isaac):
    client.force_login(isaac.person)
    for page in ("/", "/change", "/statements", "/grid", "/wording", "/consent", "/questions", "/preview"):
        assert client.get(f"{THERE}{page}").status_code == 200
    for page in ("/asked", "/open", "/remind", "/close", "/link"):
        assert client.get(f"{THERE}{page}").status_code == 403


def test_a_study_in_preparation_does_not_exist_for_councillors_nor_for_another_council(
    client, study, amara, nerys
):
    client.force_login(amara.person)
    assert client.get(f"{THERE}/").status_code == 404
    assert client.get(f"{THERE}/grid").status_code == 403
    client.force_login(nerys.person)
    assert client.get(f"{THERE}/grid").status_code == 404


def test_once_it_is_open_no_page_of_designing_changes_anything(act, opened, clock):
    clock(OPENING)
    for page in ("change", "grid", "wording", "settings", "consent", "questions", "asked", "open"):
        assert "can no longer be changed" in act(f"{THERE}/{page}", {"anything": "at all"})


# ---------------------------------------------------------------------------------------------- the asked


def test_people_are_found_by_side_and_by_words_and_only_those_shown_change(act, study, owen, amara):
    page = act(f"{THERE}/asked?side=officers&words=highways")
    assert "Owen Pryce" in page
    assert "Mona Lindqvist, Legal" not in page
    act(f"{THERE}/asked/ask", {"shown": [owen.id], "side": "officers", "words": "highways"})
    assert queries.asked_by_side(study) == {"councillors": 2, "officers": 1}
    strange = {"filter": "words=a%0d%0ab\r\nSet-Cookie: x"}
    act(f"{THERE}/asked/ask", {"do": "ask_none", "side": "councillors", "words": ""} | strange)
    assert queries.asked_by_side(study) == {"officers": 1}
    assert "Ask at least 4 people. 1 are on the list." in act(f"{THERE}/open")


def test_whoever_has_left_since_stands_in_the_way_by_name(act, study, owen, mona):
    people.end_office(office=owen, ends_on=date(2026, 9, 30), by=mona, at=PREPARING)
    assert "Owen Pryce no longer holds the office" in act(f"{THERE}/open")


def test_an_open_link_is_shown_once(act, study, clock):
    page = act(f"{THERE}/asked/how", {"asked": "link"})
    assert "anyone can sort more than once" in page
    assert not study.asked_people.exists()
    link = re.search(r"/sort/open/[0-9a-z-]+", act(f"{THERE}/open", {}))[0]
    assert link not in act(f"{THERE}/")
    again = act(f"{THERE}/link", {})
    assert link not in again
    assert re.search(r"/sort/open/[0-9a-z-]+", again)


def test_those_who_are_asked_are_told_so_on_the_study_s_own_page(act, opened, clock):
    clock(OPENING)
    page = act(f"{THERE}/", as_="amara")
    assert "You are asked to sort." in page
    assert "Sorts handed in" not in page
    assert "Fewer than 10" in act(f"{THERE}/")


# ------------------------------------------------------------------------------------------------- queries


@pytest.mark.parametrize(
    ("page", "most"),
    [("/", 20), ("/statements", 16), ("/grid", 12), ("/preview", 20), ("/asked", 16), ("/open", 18)],
)
def test_no_page_asks_more_of_the_database_when_there_is_more_to_show(
    client, study, mona, larkfield, page, most
):
    client.force_login(mona.person)
    client.get(f"{THERE}{page}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{THERE}{page}")
    for n in range(6):
        actions.add_statement(study=study, words=f"Another {n}.", by=mona, at=PREPARING)
        appointed(f"Person{n} Extra", Kind.OFFICER, larkfield, service="Highways")
    actions.ask(study=study, add=queries.ids_to_ask(study, today=PREPARING.date()), by=mona, at=PREPARING)
    with CaptureQueriesContext(connection) as many:
        client.get(f"{THERE}{page}")
    assert len(many) == len(few) <= most


def test_the_list_of_studies_does_not_grow_with_them(client, study, mona, isaac):
    client.force_login(mona.person)
    client.get(f"{HERE}/")
    with CaptureQueriesContext(connection) as one:
        client.get(f"{HERE}/")
    for n in range(3):
        actions.design_study(
            name=f"Study {n}", purpose="x", researcher=isaac.id, committee="y", closes_on=study.closes_on,
            keep_until=study.keep_until, begin=twelve(), by=mona, at=PREPARING,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as four:
        client.get(f"{HERE}/")
    assert len(one) == len(four) <= 8


# ------------------------------------------------------------------------------------------- who sees what


def test_after_the_close_the_researcher_has_doors_that_nobody_else_has(act, closed, clock):
    clock(ANALYSING)
    page = act(f"{THERE}/", as_="isaac")
    for door in ("solutions/", "sorts/", "sorts/type-in", "sorts/read-in", "cards"):
        assert f'href="{THERE}/{door}"' in page
    for who in ("mona", "amara"):
        page = act(f"{THERE}/", as_=who)
        assert "solutions/" not in page
        assert "sorts/" not in page
        assert "Isaac Mensah alone sees the single sorts" in page
    assert ">12. " in act(f"{THERE}/").replace("\n", "")
    assert "Sorts handed in" not in act(f"{THERE}/", as_="amara")


def test_an_open_study_can_be_reminded_of_and_closed_through_its_pages(act, opened, clock):
    clock(OPENING)
    assert "Everyone who was asked will be reminded." in act(f"{THERE}/remind", {})
    assert "The study is closed." in act(f"{THERE}/close", {})
    assert "Only while a study is open" in act(f"{THERE}/remind", {})
    assert "Only a study that is open can be closed." in act(f"{THERE}/close", {})
