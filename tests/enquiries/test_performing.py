"""The council's quarters as pages and files: the same for every reader, and none before it is over."""

import json
from datetime import timedelta

import pytest

from concordat.enquiries import actions
from concordat.people.rules.duties import Kind
from tests.conftest import appointed
from tests.enquiries.conftest import ASKED, at, said_on

AFTER = at(5, month=10)


@pytest.fixture
def summer(larkfield, topics, amara, owen):
    """Twenty-four enquiries of six councillors about roads: every fourth answered late."""
    asking = [amara] + [
        appointed(f"Member{n} Jones", Kind.COUNCILLOR, larkfield, ward="Castle", group="Labour")
        for n in range(5)
    ]
    for number in range(24):
        asked = ASKED + timedelta(hours=number % 6)
        enquiry = actions.ask(
            topic=topics["roads"],
            question=f"Number {number}: what of Mill Lane?",
            by=asking[number % 6],
            at=asked,
        )
        late = number % 4 == 0
        actions.answer(enquiry=enquiry, words="It is mended.", by=owen, at=at(22 if late else 9 + number % 5))


def test_a_quarter_is_told_when_it_is_over_and_not_before(act, summer, clock):
    clock(at(29))
    assert "No quarter with an enquiry is over yet." in said_on(act("performance/", as_="amara"))
    clock(AFTER)
    page = said_on(act("performance/", as_="amara"))
    assert "July to September 2026 24 24 75% 75%" in page


def test_every_reader_sees_the_same(act, summer, clock):
    clock(AFTER)
    pages = {
        said_on(act("performance/", as_=who)).partition("Elsewhere")[0] for who in ("amara", "bilal", "owen")
    }
    assert len(pages) == 1


def test_a_service_of_too_few_is_not_shown_anywhere(act, client, summer, topics, amara, piotr, clock):
    lone = actions.ask(topic=topics["homes"], question="Whose roof is it?", by=amara, at=ASKED)
    actions.answer(enquiry=lone, words="Ours.", by=piotr, at=at(9))
    clock(AFTER)
    rows = json.loads(act("performance.json", as_="owen"))
    housing = next(row for row in rows if row["service"] == "Housing")
    assert housing["received"] is None
    assert housing["withheld"]


@pytest.mark.parametrize("form", ["html", "docx", "pdf", "csv", "xlsx", "json"])
def test_it_goes_to_committee_and_into_a_spreadsheet(client, act, summer, amara, clock, form):
    clock(AFTER)
    client.force_login(amara.person)
    answer = client.get(f"/larkfield/enquiries/performance.{form}")
    assert answer.status_code == 200
    assert len(answer.content) > 200


def test_a_form_that_is_none_and_a_council_without_a_quarter_have_no_file(client, act, topics, amara, clock):
    clock(AFTER)
    client.force_login(amara.person)
    assert client.get("/larkfield/enquiries/performance.pdf").status_code == 404
    assert client.get("/larkfield/enquiries/mine.exe").status_code == 404


def test_no_file_names_a_councillor_or_an_officer(client, act, summer, amara, clock):
    clock(AFTER)
    client.force_login(amara.person)
    for form in ("html", "csv", "json"):
        said = client.get(f"/larkfield/enquiries/performance.{form}").content.decode()
        for name in ("Amara", "Owen", "Jones"):
            assert name not in said


def test_the_page_says_what_the_council_chose_and_what_others_publish(act, summer, clock):
    clock(AFTER)
    page = said_on(act("performance/", as_="amara"))
    assert "equal levels for all" in page
    assert "Haringey" in page
    assert "no benchmark" in page


def test_an_officer_sees_what_lies_on_their_own_table_and_whoever_runs_the_council_on_all(
    act, enquiry, topics, amara, clock
):
    actions.ask(topic=topics["homes"], question="Whose roof is it?", by=amara, at=ASKED)
    clock(at(22))
    assert "Highways 1 1 0 1" in said_on(act("load/", as_="owen"))
    assert "Housing" not in said_on(act("load/", as_="owen"))
    whole = said_on(act("load/", as_="mona"))
    assert "Highways" in whole
    assert "Housing" in whole
    act("load/", as_="amara", status=403)


def test_how_long_things_lie_there_is_told_in_working_days(act, enquiry, clock):
    for day, ages in ((8, "1 0 0 0"), (16, "0 1 0 0"), (28, "0 0 1 0")):
        clock(at(day))
        assert (
            said_on(act("load/", as_="owen")).partition("Highways")[2].split("How")[0].strip().endswith(ages)
        )


def test_a_councillor_takes_all_of_their_own_away_with_its_words(client, act, enquiry, amara, bilal, clock):
    clock(at(9))
    rows = json.loads(act("mine.json", as_="amara"))
    assert [row["Reference"] for row in rows] == [enquiry.reference]
    assert "crossing" in rows[0]["Question"]
    assert json.loads(act("mine.json", as_="bilal")) == []
    client.force_login(amara.person)
    assert client.get("/larkfield/enquiries/mine.xlsx").content.startswith(b"PK")
    assert enquiry.reference in client.get("/larkfield/enquiries/mine.csv").content.decode()


def test_an_officer_takes_their_queue_away_without_what_was_asked(act, enquiry, clock):
    clock(at(9))
    told = act("mine.json", as_="owen")
    assert enquiry.reference in told
    assert "crossing" not in told
    assert json.loads(act("mine.json", as_="piotr")) == []


def test_the_page_asks_no_more_questions_for_many_than_for_few(
    client, act, summer, amara, clock, django_assert_max_num_queries
):
    clock(AFTER)
    client.force_login(amara.person)
    with django_assert_max_num_queries(20):
        client.get("/larkfield/enquiries/performance/")
