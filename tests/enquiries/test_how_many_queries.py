"""No page asks the database more because there is more in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from concordat.enquiries import actions, queries
from concordat.home import queries as home
from tests.enquiries.conftest import asked_form, at


def asked(client, office, address: str) -> int:
    client.force_login(office.person)
    with CaptureQueriesContext(connection) as found:
        assert client.get(f"/larkfield/{address}").status_code == 200
    return len(found)


@pytest.fixture(autouse=True)
def today(clock):
    clock(at(9, 11))


@pytest.mark.parametrize(
    ("who", "address", "most"),
    [
        ("amara", "enquiries/", 12),
        ("owen", "enquiries/", 12),
        ("mona", "enquiries/all", 13),
        ("amara", "", 25),
        ("owen", "", 25),
        ("amara", "enquiries/ask", 16),
        ("mona", "enquiries/levels/", 12),
        ("mona", "enquiries/settings/", 40),
    ],
)
def test_a_list_asks_the_same_for_two_enquiries_and_for_thirty(
    client, topics, amara, owen, request, who, address, most
):
    office = request.getfixturevalue(who)

    def ask(count: int) -> None:
        for number in range(count):
            made = actions.ask(
                topic=topics["roads"], question=f"{number}?", sharing="ward", by=amara, at=at(7, 10)
            )
            if number % 2:
                actions.acknowledge(enquiry=made, by=owen, at=at(8, 10))

    ask(2)
    few = asked(client, office, address)
    ask(28)
    assert asked(client, office, address) == few
    assert few <= most


def test_an_enquirys_page_asks_the_same_however_much_was_said(client, enquiry, amara, owen, hana):
    def talk(times: int) -> None:
        for _ in range(times):
            actions.reply_in_part(enquiry=enquiry, words="So far.", by=owen, at=at(8, 10))
            actions.note(enquiry=enquiry, words="Among us.", by=owen, at=at(8, 10))
            actions.write_to_officer(enquiry=enquiry, words="Thank you.", by=amara, at=at(8, 10))

    talk(1)
    address = f"enquiries/{enquiry.reference}/"
    before = [asked(client, who, address) for who in (amara, owen)]
    talk(10)
    assert [asked(client, who, address) for who in (amara, owen)] == before
    assert max(before) <= 28


def test_the_front_door_gathers_in_a_handful(larkfield, enquiry, amara, owen):
    for office in (amara, owen):
        with CaptureQueriesContext(connection) as found:
            queries.tasks_for(office, at=at(8, 10))
        assert len(found) <= 6
    assert home.day_of(amara, today=at(8).date(), at=at(8, 10)).tasks[0].name.startswith(enquiry.reference)


def test_a_form_is_checked_in_the_same_number_whatever_stands_in_it(act, begin, topics):
    draft = begin()
    with CaptureQueriesContext(connection) as few:
        act(draft, asked_form(topics), as_="amara")
    with CaptureQueriesContext(connection) as many:
        act(draft, asked_form(topics, question="x" * 9000), as_="amara")
    assert len(many) <= len(few)


def test_what_waits_for_somebody_stands_at_the_front_door(client, enquiry, amara, owen, hana, clock):
    def door(office) -> str:
        client.force_login(office.person)
        return client.get("/larkfield/").content.decode()

    assert enquiry.reference in door(amara)
    assert enquiry.reference in door(owen)
    actions.ask_back(enquiry=enquiry, words="Which?", by=owen, at=at(8, 9))
    assert "The officer waits for you" in door(amara)
    pause = queries.pauses_of(queries.cycle_of(enquiry))[0]
    actions.dispute_pause(enquiry=enquiry, pause=pause, words="No.", by=amara, at=at(8, 10))
    assert "Settle the dispute about a pause" in door(hana)
    actions.ask_for_review(enquiry=enquiry, about="time", words="Slow.", by=amara, at=at(8, 11))
    assert f"Review {enquiry.reference}" in door(hana)
