"""The database is away while somebody answers."""

import html
import re

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from concordat.surveys import queries
from concordat.surveys.models import Urn
from concordat.surveys.rules import ballot, sealing
from tests.surveys.conftest import ANSWERING, answers_of

HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


@pytest.fixture
def link(links, clock):
    clock(ANSWERING)
    return links["councillors"][0]


@pytest.fixture
def ballots(links):
    """The address of each councillor's ballot, and everything typed on it."""
    return [
        (f"/answer/{link}", {name: str(answer) for name, answer in answers_of(link, number).items()})
        for number, link in enumerate(links["councillors"])
    ]


def waiting_in(page) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in HIDDEN.findall(page.content.decode())}


def in_the_box() -> tuple[int, int]:
    """How many links were used, and how many signs of sealed ballots lie there."""
    urns = list(Urn.objects.all())
    return sum(len(bytes(urn.spent)) for urn in urns) // ballot.HASH, sum(len(bytes(urn.box)) for urn in urns)


@pytest.mark.parametrize("trouble", [OperationalError, InterfaceError])
def test_while_the_database_is_away_a_page_asks_for_patience_and_keeps_what_was_typed(
    client, link, ballots, monkeypatch, trouble
):
    def away(*args, **kwargs):
        raise trouble("the connection is closed")

    address, typed = ballots[0]
    with monkeypatch.context() as outage:
        outage.setattr(queries, "ballot_paper", away)
        assert client.get(address).status_code == 503
        page = client.post(address, typed | {"go": "seal", "H1": '"><script>'})
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "5"
    assert not page.cookies
    assert "<script>" not in page.content.decode()
    assert waiting_in(page) == typed | {"go": "seal", "H1": '"><script>'}
    assert client.post(address, waiting_in(page) | {"H1": "1"}).status_code == 200
    assert client.get(address).status_code == 410


def test_a_connection_that_breaks_while_the_ballot_is_laid_in_wastes_no_link(
    client, link, links, ballots, monkeypatch
):
    def broken(*args, **kwargs):
        raise InterfaceError("connection already closed")

    other = links["councillors"][1]
    address, typed = ballots[0]
    with monkeypatch.context() as outage:
        outage.setattr(Urn, "save", broken)
        page = client.post(address, typed | {"go": "seal"})
    assert page.status_code == 503
    assert in_the_box() == (0, 0)
    assert client.post(address, typed | {"go": "seal"}).status_code == 200
    used, laid_in = in_the_box()
    assert used == 1
    assert (
        laid_in == ballot.size(queries.ballot_paper(other, today=ANSWERING.date()).items) + sealing.OVERHEAD
    )


def test_a_form_in_another_alphabet_is_refused_in_words_and_breaks_nothing(db):
    """Django's own page for what cannot be read looks for a token in it, and falls over it."""
    visitor = Client(enforce_csrf_checks=True, raise_request_exception=False)
    visitor.cookies["csrftoken"] = "a" * 32
    for address in ("/sign-in", "/answer/1-forged"):
        kind = "application/x-www-form-urlencoded; charset=utf-7"
        page = visitor.generic("POST", address, b"email=%2BADw-", content_type=kind)
        assert page.status_code in {400, 404}
        assert "<h1" in page.content.decode()
