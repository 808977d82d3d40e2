"""Signing in by a code that is sent by e-mail."""

import re
import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import localdate, now

from concordat.people import actions
from concordat.people.models import Person
from concordat.people.views import sign_in


@pytest.fixture(autouse=True)
def no_tries_before(db):
    cache.clear()


def ask(client, email: str, **said):
    return client.post("/sign-in", {"email": email}, **said)


def code_sent() -> str:
    return re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE)[1]


def enter(client, code: str):
    return client.post("/sign-in/code", {"code": code, "action": "verify"})


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_whoever_has_no_session_is_led_to_sign_in(client, larkfield):
    assert client.get("/larkfield/people/").headers["Location"] == "/sign-in?next=/larkfield/people/"


def test_a_code_from_the_e_mail_signs_in(client, amara):
    assert ask(client, "Amara@Larkfield.example").headers["Location"] == "/sign-in/code"
    assert mail.outbox[0].to == ["Amara@Larkfield.example"]
    assert enter(client, code_sent()).headers["Location"] == "/"
    assert client.get("/larkfield/people/").status_code == 200


def test_the_link_in_the_e_mail_fills_in_the_code_and_signs_nobody_in_by_itself(client, amara):
    ask(client, amara.email)
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
    page = client.get(link)
    assert f'value="{code_sent()}"' in page.content.decode()
    assert not signed_in(client)


def test_a_code_is_worth_nothing_in_another_browser(client, amara):
    ask(client, amara.email)
    another = Client()
    assert enter(another, code_sent()).headers["Location"] == "/sign-in"
    assert not signed_in(another)


def test_after_signing_in_one_arrives_where_one_was_going(client, amara):
    client.post("/sign-in?next=/larkfield/people/", {"email": amara.email, "next": "/larkfield/people/"})
    code = {"code": code_sent(), "action": "verify", "next": "/larkfield/people/"}
    assert client.post("/sign-in/code", code).headers["Location"] == "/larkfield/people/"


def test_nobody_is_led_away_to_another_site(client, amara):
    ask(client, amara.email)
    code = {"code": code_sent(), "action": "verify", "next": "https://elsewhere.example/"}
    assert client.post("/sign-in/code", code).headers["Location"] == "/"


def test_an_unknown_address_is_told_the_same_and_gets_no_account(client, amara):
    def seen(email):
        answer = ask(client, email)
        page = client.get("/sign-in/code").content.decode()
        client.post("/sign-out")
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
        return answer.status_code, answer.headers["Location"], page.replace(email, "…")

    assert seen("nobody@larkfield.example") == seen(amara.email)
    assert not Person.objects.filter(email="nobody@larkfield.example").exists()
    assert "No council has given us this address" in mail.outbox[0].body
    assert "code:" not in mail.outbox[0].subject


def test_the_code_that_an_unknown_address_was_not_sent_cannot_be_guessed_as_empty(client, larkfield):
    ask(client, "nobody@larkfield.example")
    for guess in ("", "None", " "):
        enter(client, guess)
    assert not signed_in(client)


def test_three_wrong_codes_void_the_right_one(client, amara):
    ask(client, amara.email)
    for _ in range(3):
        answer = enter(client, "BBBB-BBBB")
    assert answer.headers["Location"] == "/sign-in"
    assert "That code is void" in client.get("/sign-in").content.decode()
    enter(client, code_sent())
    assert not signed_in(client)


def test_wrong_codes_are_counted_across_visits(client, amara, monkeypatch):
    monkeypatch.setitem(sign_in.THROTTLES, "enter_code", "4/15m/key,240/15m/ip")
    for _ in range(2):
        ask(client, amara.email)
        enter(client, "BBBB-BBBB")
        enter(client, "BBBB-BBBB")
        client.post("/sign-out")
    ask(client, amara.email)
    enter(client, code_sent())
    assert not signed_in(client)


def test_codes_for_one_address_are_limited_whether_it_is_known_or_not(client, amara, monkeypatch):
    monkeypatch.setitem(sign_in.THROTTLES, "ask_for_code", "2/15m/key,120/15m/ip")
    for email in (amara.email, "nobody@larkfield.example"):
        mail.outbox.clear()
        for _ in range(3):
            answer = ask(client, email)
            client.post("/sign-out")
        assert answer.status_code == 200
        assert "Too many codes have been asked for" in answer.content.decode()
        assert len(mail.outbox) == 2


def test_requests_from_one_place_are_limited(client, larkfield, monkeypatch):
    monkeypatch.setitem(sign_in.THROTTLES, "ask_for_code", "6/15m/key,3/15m/ip")
    for n in range(4):
        answer = ask(client, f"n{n}@larkfield.example")
        client.post("/sign-out")
    assert "Too many codes have been asked for" in answer.content.decode()


def test_a_code_is_old_after_a_quarter_of_an_hour(client, amara, monkeypatch):
    ask(client, amara.email)
    later = time.time() + 15 * 60 + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert enter(client, code_sent()).headers["Location"] == "/sign-in"
    assert not signed_in(client)


def test_an_address_that_is_none_is_asked_for_again(client, db):
    page = ask(client, "amara").content.decode()
    assert "Error:" in page
    assert 'value="amara"' in page
    assert not mail.outbox


def test_signing_out_ends_the_session(client, amara):
    client.force_login(amara.person)
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    assert client.get("/larkfield/people/").status_code == 302
    assert not Session.objects.exists()


def test_a_link_cannot_sign_anyone_out(client, amara):
    client.force_login(amara.person)
    assert client.get("/sign-out").status_code == 405
    assert signed_in(client)


def test_one_who_may_not_sign_in_any_more_gets_no_code(client, amara):
    amara.person.is_active = False
    amara.person.save()
    ask(client, amara.email)
    assert "No council has given us this address" in mail.outbox[0].body


@pytest.mark.parametrize(
    "page", ["accounts/signup/", "accounts/login/", "accounts/password/reset/", "signup/"]
)
def test_there_is_no_way_to_sign_up_or_to_have_a_password(client, amara, page):
    client.force_login(amara.person)
    assert client.get(f"/{page}").status_code == 404
    assert not amara.person.has_usable_password()


def test_one_who_holds_no_office_today_signs_in_to_a_page_that_says_so(client, mona, owen):
    actions.end_office(office=owen, ends_on=localdate() - timedelta(days=1), by=mona, at=now())
    ask(client, owen.email)
    enter(client, code_sent())
    assert "You hold no office today" in client.get("/").content.decode()
    assert client.get("/larkfield/people/").status_code == 404
