"""The headers that guard a page stand on everything we send: also on what went wrong, and on what is no page.

That they stand on each page of each room, for each office, is tried in tests/access. Here is the rest.
"""

import pytest
from django.test import Client

from tests.access.test_access import unguarded
from tests.people.signing_in import code_sent

NOWHERE = ["/nowhere/at/all", "/larkfield/nothing", "/answer/1-nobody-was-sent-this", "/sort/nothing-of-ours"]


@pytest.fixture(autouse=True)
def as_on_a_secure_address(settings, db):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, False
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.DEBUG = False


@pytest.mark.parametrize("address", NOWHERE)
def test_a_page_that_is_not_there_is_guarded_too(client, larkfield, address):
    answer = client.get(address, secure=True)
    assert answer.status_code in {302, 404}
    assert unguarded(answer) == []


def test_a_form_that_another_site_sent_is_refused_by_a_guarded_page(larkfield):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in", {"email": "amara@larkfield.example"}, secure=True)
    assert answer.status_code == 403
    assert unguarded(answer) == []


def test_a_page_that_broke_is_guarded_and_says_nothing_of_why(client, amara, monkeypatch):
    def broken(*_given, **_said):
        raise RuntimeError("the secret reason")

    client.force_login(amara.person)
    client.raise_request_exception = False
    monkeypatch.setattr("concordat.people.queries.page_of_people", broken)
    answer = client.get("/larkfield/people/", secure=True)
    assert answer.status_code == 500
    assert "the secret reason" not in answer.content.decode()
    assert unguarded(answer) == []


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace", "head"])
@pytest.mark.parametrize("address", ["/sign-in", "/account/", "/larkfield/people/", "/answer/1-x"])
def test_another_method_gets_a_guarded_answer(client, mona, method, address):
    client.force_login(mona.person)
    assert unguarded(getattr(client, method)(address, secure=True)) == []


def test_the_cookies_of_a_sign_in_are_closed_and_its_session_is_new(client, amara):
    client.post("/sign-in", {"email": amara.email}, secure=True)
    before = client.cookies["sessionid"].value
    sent = client.post("/sign-in/code", {"code": code_sent(), "action": "verify"}, secure=True)
    cookie = sent.cookies["sessionid"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert cookie.value != before
    assert 0 < int(cookie["max-age"]) <= 12 * 60 * 60


def test_plain_http_is_sent_on_to_the_secure_address(client, larkfield, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/sign-in")
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://testserver/sign-in")
    assert not answer.cookies
