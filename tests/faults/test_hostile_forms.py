"""Three hundred hostile requests from a few visitors; `python -m benchmarks.fuzz` sends twenty thousand."""

import random

import pytest
from django.db import transaction
from django.test import Client

from benchmarks import fuzz
from benchmarks.fuzz import Answer, Sent
from tests.access.conftest import *  # noqa: F403 - fixtures

pytestmark = pytest.mark.slow
EACH = {"nobody": 100, "mona": 120, "amara": 80}


def sender(client: Client):
    """Sends as bytes would come over a wire, and leaves everything as it was.

    The cookies too: a session that was made anew is gone again with what it was written in, and whoever held
    to its cookie would be signed out for the rest of the storm.
    """

    def send(sent: Sent) -> Answer:
        held = client.cookies.copy()
        with transaction.atomic():
            answer = client.generic(sent.method, sent.path, sent.body, content_type=sent.kind or "text/plain")
            transaction.set_rollback(True)
        client.cookies = held
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return Answer(answer.status_code, body, answer.headers.get("Location", ""))

    return send


@pytest.mark.parametrize("who", EACH)
def test_no_page_breaks_whatever_is_sent_to_it(who, things, links, request):
    client = Client(raise_request_exception=False)
    if who != "nobody":
        client.force_login(request.getfixturevalue(who).person)
    send = sender(client)
    starts = ["/", "/sign-in", f"/answer/{links['officers'][0]}", "/larkfield/"]
    pages, forms = fuzz.walked(send, starts)
    assert pages
    assert forms
    chance = random.Random(7)
    requests = [fuzz.spoilt(chance, pages, forms) for _ in range(EACH[who])]
    broken = [
        (sent.method, sent.path[:200], sent.body[:200]) for sent in requests if fuzz.is_broken(send(sent))
    ]
    assert broken == []
    if who != "nobody":
        assert send(Sent("GET", "/larkfield/")).status == 200, "Nobody answers who was signed out meanwhile."


def test_a_page_that_broke_would_be_noticed():
    assert fuzz.is_broken(Answer(500, b""))
    assert fuzz.is_broken(Answer(200, b"<pre>Traceback (most recent call last):</pre>"))
    assert not fuzz.is_broken(Answer(404, b"Page not found"))
