"""Passkeys: as a second step, in place of both, and every way in which one must not open the door."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import now
from fido2.utils import websafe_encode

from concordat.people import actions
from concordat.people.views import sign_in
from concordat.trail import queries as trail
from tests.people.authenticator import Key, asked_on
from tests.people.signing_in import app_shows, first_step, is_signed_in, with_app

PAGE = "/larkfield/people/"
REFUSED = "This passkey did not work here"


@pytest.fixture(autouse=True)
def required(db, settings):
    cache.clear()
    settings.SECOND_STEP = True


def made(client, office, key: Key | None = None, **said) -> Key:
    """Somebody signs in, makes a passkey, and signs out."""
    key = key or Key()
    first_step(client, office.email)
    asked = asked_on(client.get("/account/passkey"))
    made = client.post("/account/passkey", {"name": "blue key", **key.make(asked), **said})
    assert "shown this once" in made.content.decode(), made.content.decode()[:2000]
    client.post("/sign-out")
    return key


def options(client) -> dict:
    return client.get("/sign-in/passkey", headers={"Accept": "application/json"}).json()


def enter(client, answer: dict[str, str], **said):
    return client.post("/sign-in/passkey", {**answer, **said})


def refused(client, answer: dict[str, str]) -> bool:
    sent = enter(client, answer)
    page = client.get("/sign-in").content.decode()
    return sent.headers["Location"] == "/sign-in" and REFUSED in page and not is_signed_in(client)


def test_a_passkey_replaces_both_steps(client, mona):
    key = made(client, mona)
    answer = enter(client, key.use(options(client)), next=PAGE)
    assert answer.headers["Location"] == PAGE
    assert client.get(PAGE).status_code == 200
    assert [line.did for line in trail.history_of(mona)][-1] == "set up a second step"


def test_a_passkey_is_the_second_step_after_the_code(client, mona):
    key = made(client, mona)
    assert first_step(client, mona.email).headers["Location"] == "/sign-in/second-step"
    asked = asked_on(client.get("/sign-in/second-step"))
    assert client.post("/sign-in/second-step", key.use(asked)).headers["Location"] == "/"
    assert client.get(PAGE).status_code == 200


def test_a_passkey_shows_once_more_that_it_is_you(client, mona, monkeypatch):
    key = made(client, mona)
    enter(client, key.use(options(client)))
    monkeypatch.setattr("concordat.people.views.second_step.LONG_AGO", -1)
    asking = client.get("/account/passkey").headers["Location"]
    page = client.get(asking)
    assert "<title>Show once more that it is you" in page.content.decode()
    assert '<a class="govuk-back-link" href="/account/">' in page.content.decode()
    asked = asked_on(page)
    answer = client.post("/account/again", {**key.use(asked), "next": "/account/passkey"})
    assert answer.headers["Location"] == "/account/passkey"


def test_somebody_elses_passkey_is_not_the_second_step(client, mona, owen):
    key, stolen = made(client, mona), made(Client(), owen)
    first_step(client, mona.email)
    asked = asked_on(client.get("/sign-in/second-step"))
    page = client.post("/sign-in/second-step", stolen.use(asked)).content.decode()
    assert REFUSED in page
    assert "Error:" in page
    assert not is_signed_in(client)
    asked = asked_on(client.get("/sign-in/second-step"))
    assert client.post("/sign-in/second-step", key.use(asked)).headers["Location"] == "/"


def test_a_passkey_opens_the_door_of_its_own_person_alone(client, mona, owen):
    made(client, mona)
    key = made(Client(), owen)
    asked = options(client)
    other = Key(id=key.id, secret=key.secret)  # owen's key, in mona's name
    other.owner = websafe_encode(b"1") if key.owner != websafe_encode(b"1") else websafe_encode(b"2")
    assert refused(client, other.use(asked))


def test_an_answer_to_another_question_or_the_same_one_twice_is_refused(client, mona):
    key = made(client, mona)
    asked = options(client)
    old = key.use(asked)
    options(client)
    assert refused(client, old)
    good = key.use(options(client))
    assert not refused(client, good)
    client.post("/sign-out")
    options(client)
    assert refused(client, good)


@pytest.mark.parametrize("place", ["testserver", "testserver.elsewhere.example"])
def test_an_answer_that_another_site_got_is_refused(client, mona, place):
    """Also where a browser that was tampered with says it was asked for by ours."""
    key = made(client, mona)
    key.origin, key.place = "https://testserver.elsewhere.example", place
    assert refused(client, key.use(options(client)))


def test_an_answer_of_a_key_for_another_site_is_refused(client, mona):
    key = made(client, mona)
    key.place = "testserver.elsewhere.example"
    assert refused(client, key.use(options(client)))


def test_without_a_finger_a_face_or_a_pin_it_does_not_replace_both(client, mona):
    key = made(client, mona)
    key.verifies = False
    assert refused(client, key.use(options(client)))


def test_a_key_that_asks_for_nothing_is_not_taken_on(client, mona):
    first_step(client, mona.email)
    asked = asked_on(client.get("/account/passkey"))
    page = client.post("/account/passkey", {"name": "old key", **Key(verifies=False).make(asked)})
    assert "Error:" in page.content.decode()
    assert 'value="old key"' in page.content.decode()
    assert not Authenticator.objects.exists()


def test_without_a_name_the_browser_has_not_been_asked_yet_and_that_alone_is_said(client, mona):
    first_step(client, mona.email)
    page = client.post("/account/passkey", {"name": " ", "credential": ""}).content.decode()
    assert "Enter what to call the passkey." in page
    assert "has not made a passkey" not in page
    page = client.post("/account/passkey", {"name": "blue key", "credential": ""}).content.decode()
    assert "has not made a passkey" in page


def test_a_signature_by_another_key_is_refused(client, mona):
    key = made(client, mona)
    forged = Key(id=key.id)
    forged.owner = key.owner
    assert refused(client, forged.use(options(client)))


def test_a_removed_passkey_and_one_who_may_not_sign_in_any_more_are_told_the_same(client, mona, owen):
    key = made(client, owen)
    owen.person.is_active = False
    owen.person.save()
    assert refused(client, key.use(options(client)))
    owen.person.is_active = True
    owen.person.save()
    assert not refused(client, key.use(options(client)))
    client.post("/account/remove", {"passkey": Authenticator.objects.get(type="webauthn").pk})
    client.post("/sign-out")
    assert refused(client, key.use(options(client)))


def test_nobody_removes_the_passkey_of_another(client, mona, owen):
    made(Client(), mona)
    key = made(client, owen)
    first = Authenticator.objects.get(user=mona.person, type="webauthn")
    enter(client, key.use(options(client)))
    for number in (first.pk, 0, 10**18, "x", "-1"):
        client.post("/account/remove", {"passkey": number})
    assert is_signed_in(client)
    assert Authenticator.objects.filter(pk=first.pk).exists()
    assert Authenticator.objects.filter(user=owen.person, type="webauthn").exists()


def test_whoever_has_no_app_is_asked_for_a_recovery_code_in_those_words(client, mona, owen):
    made(client, mona)
    first_step(client, mona.email)
    page = client.post("/sign-in/second-step", {"code": "12345"}).content.decode()
    assert "Ten figures, from the paper that you kept." in page
    assert "This recovery code is not right, or has been used. Enter another of them." in page
    with_app(client, owen.person)
    first_step(client, owen.email)
    page = client.post("/sign-in/second-step", {"code": "12345"}).content.decode()
    assert "Six figures from your authenticator app; or one of your recovery codes" in page
    assert "Enter the one shown now." in page


def test_one_of_two_second_steps_may_go(client, mona):
    key, _codes = with_app(client, mona.person)
    first_step(client, mona.email)
    client.post("/sign-in/second-step", {"code": app_shows(key, later=1)})
    asked = asked_on(client.get("/account/passkey"))
    client.post("/account/passkey", {"name": "blue key", **Key().make(asked)})
    client.post("/account/remove")
    kinds = set(Authenticator.objects.values_list("type", flat=True))
    assert kinds == {"webauthn", "recovery_codes"}
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "x",
        "[]",
        "{}",
        "null",
        '"x"',
        '"\\ud800"',
        "[" * 100_000,
        "1" * 5_000,
        "\0",
        "1",
        json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}),
        json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": []}),
        json.dumps(
            {
                "id": "AA",
                "rawId": "AA",
                "type": "public-key",
                "response": dict.fromkeys(
                    ("clientDataJSON", "authenticatorData", "signature", "userHandle", "attestationObject"),
                    "AA",
                ),
            }
        ),
    ],
)
def test_nonsense_in_place_of_a_passkey_is_told_so_in_a_sentence(client, mona, nonsense):
    key = made(client, mona)
    options(client)
    assert refused(client, {"credential": nonsense})
    first_step(client, mona.email)
    assert client.post("/sign-in/second-step", {"credential": nonsense}).status_code == 200
    asked = asked_on(client.get("/sign-in/second-step"))
    client.post("/sign-in/second-step", key.use(asked))
    page = client.post("/account/passkey", {"name": "x", "credential": nonsense})
    assert "Error:" in page.content.decode()


def test_whatever_one_handle_says_of_its_owner_nobody_else_is_signed_in(client, mona):
    key = made(client, mona)
    for owner in ("", "AA", websafe_encode(b"zzzzzzzzzzzzzzzzzzzzz"), websafe_encode(b"\xff"), "!"):
        assert refused(client, key.use(options(client), owner=owner))


def test_tries_with_passkeys_are_limited(client, mona, monkeypatch):
    key = made(client, mona)
    monkeypatch.setitem(sign_in.THROTTLES, "passkey", "3/15m/ip")
    asked = options(client)
    for _ in range(2):
        enter(client, {"credential": "x"})
    enter(client, key.use(asked))
    assert "Too many have tried" in client.get("/sign-in").content.decode()
    assert not is_signed_in(client)


def test_when_an_address_changes_hands_the_passkey_opens_nothing(client, mona, owen):
    key = made(client, owen)
    facts = {"name": "Olwen Price", "service": "Highways"}
    actions.correct(office=owen, email="olwen@larkfield.example", **facts, by=mona, at=now())
    assert refused(client, key.use(options(client)))
