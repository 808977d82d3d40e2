"""What is due, in a calendar: behind a secret address, and without a word of what was asked."""

from icalendar import Calendar

from concordat.enquiries.models import Feed
from concordat.people import actions as people
from tests.enquiries.conftest import ASKED, at, said_on


def subscribed(act, as_):
    page = act("calendar/", {}, as_=as_)
    return page.partition("http")[2].partition(".ics")[0].partition("/larkfield")[2]


def events(client, address):
    answer = client.get(f"/larkfield{address}.ics")
    found = Calendar.from_ical(answer.content).walk("VEVENT") if answer.status_code == 200 else []
    return answer.status_code, found


def test_a_councillor_sees_when_each_of_theirs_is_due(client, act, enquiry, clock):
    clock(ASKED)
    address = subscribed(act, "amara")
    client.logout()
    status, found = events(client, address)
    assert status == 200
    assert [str(event["summary"]) for event in found] == [f"{enquiry.reference}: answer due"]
    assert found[0].decoded("dtend") == at(21, 17)


def test_an_officer_sees_what_waits_for_their_service_and_others_see_nothing(client, act, enquiry, clock):
    clock(ASKED)
    for who, n in (("owen", 1), ("piotr", 0), ("bilal", 0)):
        assert len(events(client, subscribed(act, who))[1]) == n


def test_it_holds_no_word_of_what_was_asked(client, act, enquiry, clock):
    clock(ASKED)
    content = client.get(f"/larkfield{subscribed(act, 'owen')}.ics").content.decode()
    assert "crossing" not in content
    assert "Amara" not in content


def test_the_address_is_shown_once_and_only_its_fingerprint_is_kept(act, enquiry, clock):
    clock(ASKED)
    address = subscribed(act, "amara")
    secret = address.rpartition("/")[2]
    assert secret not in act("calendar/", as_="amara")
    assert secret not in str(list(Feed.objects.values()))


def test_a_new_address_closes_the_old_one_and_giving_up_closes_both(client, act, enquiry, clock):
    clock(ASKED)
    old, new = subscribed(act, "amara"), subscribed(act, "amara")
    assert (events(client, old)[0], events(client, new)[0]) == (404, 200)
    act("calendar/end", {}, as_="amara")
    assert events(client, new)[0] == 404


def test_whoever_leaves_the_office_has_no_calendar_from_that_day(client, act, enquiry, amara, mona, clock):
    clock(ASKED)
    address = subscribed(act, "amara")
    people.end_office(office=amara, ends_on=ASKED.date(), by=mona, at=ASKED)
    assert events(client, address)[0] == 200
    clock(at(8))
    assert events(client, address)[0] == 404


def test_another_council_and_a_guess_open_nothing(client, act, enquiry, netherby, clock):
    clock(ASKED)
    address = subscribed(act, "amara")
    assert client.get(f"/netherby{address}.ics").status_code == 404
    assert client.get("/larkfield/enquiries/calendar/guess.ics").status_code == 404


def test_the_page_says_what_is_shown_before_anything_is_made(act, enquiry, clock):
    assert "not a word of what was asked" in said_on(act("calendar/", as_="amara"))
