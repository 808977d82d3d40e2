"""Where one is signed in, and how that ends."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import localdate, now

from concordat.people import actions
from concordat.people.models import OpenSession
from concordat.people.rules.duties import Kind
from tests.people.signing_in import DEVICE, first_step, is_signed_in

PAGE = "/larkfield/people/"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1"


@pytest.fixture(autouse=True)
def no_tries_before(db):
    cache.clear()


@pytest.fixture
def desk(amara):
    client = Client(headers={"user-agent": DEVICE}, REMOTE_ADDR="192.0.2.1")
    first_step(client, amara.email)
    return client


@pytest.fixture
def phone(amara, desk):
    client = Client(headers={"user-agent": PHONE}, REMOTE_ADDR="192.0.2.2")
    first_step(client, amara.email)
    return client


def test_the_list_says_which_browser_and_since_when(desk, phone):
    page = desk.get("/account/sessions").content.decode()
    assert "This browser</strong>: Firefox on Windows" in page
    assert "Safari on iPhone" in page
    assert f"last used on {localdate():%-d %B %Y}" in page


def test_no_address_of_the_network_no_hour_of_a_visit_and_no_more_of_the_browser_is_kept(desk, phone):
    before = list(OpenSession.objects.order_by("id").values())
    desk.get(PAGE)
    phone.get("/account/")
    assert list(OpenSession.objects.order_by("id").values()) == before
    assert "192.0.2" not in str(before)
    assert "Gecko" not in str(before)
    assert set(before[0]) == {"id", "person_id", "session_key", "device", "began_at", "seen_on"}


def test_no_page_moves_the_end_of_a_session(desk):
    row = Session.objects.values().get()
    for page in ("/", "/larkfield/", PAGE, "/account/", "/account/sessions"):
        desk.get(page)
    assert Session.objects.values().get() == row


def test_on_the_next_day_the_day_is_noted_once_and_the_end_stays(desk, monkeypatch):
    ends = Session.objects.get().expire_date
    tomorrow, later = now() + timedelta(days=1), now() + timedelta(hours=2)
    monkeypatch.setattr("concordat.people.gate.localdate", lambda at=None: localdate(tomorrow))
    monkeypatch.setattr("concordat.people.gate.now", lambda: tomorrow)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)  # by which Django would count anew
    desk.get(PAGE)
    assert OpenSession.objects.get().seen_on == localdate(tomorrow)
    assert abs(Session.objects.get().expire_date - ends) < timedelta(seconds=1)


def test_one_browser_is_signed_out_from_another(desk, phone):
    [other] = OpenSession.objects.filter(device="Safari on iPhone")
    assert desk.post("/account/sessions", {"session": other.pk}).status_code == 302
    assert phone.get(PAGE).headers["Location"].startswith("/sign-in?next=")
    assert desk.get(PAGE).status_code == 200


def test_all_others_are_signed_out_at_once(desk, phone, amara):
    third = Client()
    first_step(third, amara.email)
    desk.post("/account/sessions", {"others": "yes"})
    assert not is_signed_in(phone)
    assert not is_signed_in(third)
    assert desk.get(PAGE).status_code == 200
    assert "signed in nowhere else" in desk.get("/account/sessions").content.decode()


@pytest.mark.parametrize("number", ["", "0", "x", "-1", "9" * 40, "²"])
def test_a_session_that_is_not_there_is_no_such_page(desk, phone, number):
    assert desk.post("/account/sessions", {"session": number}).status_code == 404
    assert is_signed_in(phone)


def test_nobody_ends_the_session_of_another(desk, owen):
    other = Client()
    first_step(other, owen.email)
    theirs = OpenSession.objects.get(person=owen.person)
    assert desk.post("/account/sessions", {"session": theirs.pk}).status_code == 404
    desk.post("/account/sessions", {"others": "yes"})
    assert is_signed_in(other)


def test_a_visitor_of_the_demonstration_sees_and_ends_nobodys_session(desk, amara, settings):
    settings.DEMO = True
    amara.person.look_around = "Amara asks."
    amara.person.save()
    visitor = Client()
    visitor.post("/look-around", {"person": amara.person.pk})
    visitor.post("/account/sessions", {"others": "yes"})
    assert is_signed_in(desk)
    assert visitor.get("/account/authenticator").headers["Location"].startswith("/account/again")


def test_signing_out_leaves_nothing_in_the_list(desk, amara):
    desk.post("/sign-out")
    again = Client()
    first_step(again, amara.email)
    assert again.get("/account/sessions").content.decode().count("since") == 1
    assert OpenSession.objects.count() == 1  # what had run out was forgotten


def test_whoever_has_left_loses_every_session(desk, phone, mona, amara):
    actions.end_office(office=amara, ends_on=localdate() - timedelta(days=1), by=mona, at=now())
    assert not OpenSession.objects.exists()
    for client in (desk, phone):
        assert client.get("/account/").headers["Location"].startswith("/sign-in?next=")


def test_whoever_still_holds_an_office_elsewhere_stays_signed_in(desk, mona, amara, netherby):
    facts = {"name": amara.name, "email": amara.email, "kind": Kind.COUNCILLOR, "begins_on": amara.begins_on}
    actions.appoint(council=netherby, **facts, by=None, at=now())
    actions.end_office(office=amara, ends_on=localdate() - timedelta(days=1), by=mona, at=now())
    assert desk.get("/netherby/people/").status_code == 200
    assert desk.get(PAGE).status_code == 404
    assert is_signed_in(desk)


def test_a_session_lasts_twelve_hours_from_signing_in_whatever_is_done_in_it(desk, monkeypatch):
    left = Session.objects.get().expire_date - now()
    assert timedelta(hours=11, minutes=59) < left <= timedelta(hours=12)
    Session.objects.update(expire_date=now() - timedelta(seconds=1))
    assert desk.get(PAGE).headers["Location"].startswith("/sign-in?next=")
