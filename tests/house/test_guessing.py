"""Whoever guesses: how far they come with what opens a door, and whether an answer tells them anything."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from concordat.people.views.sign_in import THROTTLES
from concordat.surveys.rules import secrets as links
from concordat.viewpoints.rules import codes
from tests.people.signing_in import ask, first_step, with_app

DAY, QUARTER = 24 * 60 * 60, 15 * 60
YEAR = 365 * DAY
SWIFT = 10_000  # guesses a second: more than any of our servers answers


@pytest.fixture(autouse=True)
def no_tries_before(db):
    cache.clear()


def allowed(rate: str) -> float:
    """The most tries in a second that "20/1d/key" allows for one person."""
    amount, within, _per = rate.split("/")
    return int(amount) / (int(within[:-1]) * {"m": 60, "h": 3600, "d": DAY}[within[-1]])


def test_a_year_of_guessing_one_persons_code_from_the_e_mail_comes_to_nothing():
    tries = allowed(THROTTLES["enter_code"].split(",")[0]) * YEAR
    assert tries / 20**8 < 1e-4


def test_a_day_of_guessing_the_second_step_behind_a_stolen_letter_box_comes_to_nothing(settings):
    longest = settings.ACCOUNT_RATE_LIMITS["login_failed"].split(",")[-1]
    tries = allowed(longest) * DAY
    right = 1 + 2 * settings.MFA_TOTP_TOLERANCE  # codes of the app that are good at one moment
    recovery = 10 / 10**settings.MFA_RECOVERY_CODE_DIGITS
    assert tries * (right / 10**6 + recovery) < 1e-4


@pytest.mark.parametrize(
    ("bits", "at_once"),
    [(5 * links.LINK_SIGNS, 20_000), (5 * codes.SIGNS, 20_000)],
    ids=["the link to a ballot", "the code of a sort"],
)
def test_links_and_codes_need_no_throttle_that_would_have_to_know_who_comes(bits, at_once):
    """They are so long that a hundred years at any server's pace find none of all that are open at once."""
    assert 100 * YEAR * SWIFT * at_once / 2**bits < 1e-4


def test_for_an_unknown_address_the_same_is_said_and_the_same_is_done(amara):
    def seen(email):
        client = Client()
        mail.outbox.clear()
        with CaptureQueriesContext(connection) as asked:
            answer = ask(client, email)
        page = client.get(answer.headers["Location"]).content.decode()
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page).replace(email, "…")
        return answer.status_code, answer.headers["Location"], page, len(mail.outbox), len(asked)

    for email in (amara.email, "nobody@larkfield.example"):
        seen(email)  # what is looked up once only
    cache.clear()
    assert seen(amara.email) == seen("nobody@larkfield.example")


def test_a_wrong_code_is_told_the_same_whether_the_address_is_known_or_not(amara):
    def seen(email):
        client = Client()
        ask(client, email)
        page = client.post("/sign-in/code", {"code": "BBBB-BBBB", "action": "verify"}).content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page).replace(email, "…")

    assert seen(amara.email) == seen("nobody@larkfield.example")


def test_whether_somebody_has_a_second_step_is_told_only_behind_their_letter_box(amara, owen):
    with_app(Client(), amara.person)

    def seen(email):
        client = Client()
        answer = ask(client, email)
        return answer.headers["Location"], client.get("/sign-in/second-step").headers["Location"]

    assert seen(amara.email) == seen(owen.email)
    assert first_step(Client(), amara.email).headers["Location"] == "/sign-in/second-step"


@pytest.mark.parametrize("before", ["/answer/", "/sort/"])
def test_a_guessed_link_is_told_the_same_whatever_there_is_and_leaves_nothing_behind(client, mona, before):
    guesses = (
        "1-aaaaaaaaaaaaaaaaaaaa",
        "999999-aaaaaaaaaaaaaaaaaaaa",
        "aaaaa-aaaaa-aaaaa",
        "nothing-of-ours",
    )
    pages = [client.get(before + guess) for guess in guesses]
    said = {page.content.decode().replace(guess, "…") for page, guess in zip(pages, guesses, strict=True)}
    assert len({page.status_code for page in pages}) == len(said) == 1
    assert not client.cookies
