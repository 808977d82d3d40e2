"""The mail server refuses, hangs up and forgets while personal links are on their way: none is lost."""

from collections import Counter
from datetime import timedelta

import pytest

from concordat.letters import actions as letters
from concordat.letters import queries as outbox
from concordat.letters.models import Letter
from concordat.surveys import queries
from tests.faults.post import a_mail_server
from tests.surveys.conftest import ANSWERING, LAUNCHING, LINK

HOUR = timedelta(hours=1)


@pytest.fixture
def over_smtp(settings):
    """E-mails go to this port of this machine."""

    def at(port: int) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False

    return at


def delivered_for(hours: int) -> None:
    for hour in range(hours):
        letters.deliver_due(at=LAUNCHING + hour * HOUR)


def waiting() -> int:
    return Letter.objects.filter(email="waiting").count()


@pytest.mark.parametrize("mood", ["gone", "busy", "no such", "full", "forgets"])
def test_every_link_arrives_and_works_after_a_mail_server_had_a_bad_day(launched, over_smtp, mood):
    asked = waiting()
    with a_mail_server([mood] * 3) as post:
        over_smtp(post.port)
        delivered_for(60)
    assert waiting() == 0
    links = {link for _key, text in post.arrived for link in LINK.findall(text.replace("=\n", ""))}
    assert len(links) == 12, "each of the twelve has one, and no two the same"
    assert all(queries.ballot_paper(link, today=ANSWERING.date()) for link in links)
    keys = Counter(key for key, _text in post.arrived)
    assert len(keys) == asked
    # What was kept and not acknowledged comes again, under the Message-ID by which mail programs know it.
    assert (max(keys.values()) > 1) == (mood == "forgets")


def test_a_mail_server_that_is_not_there_for_a_day_wastes_no_link(launched, over_smtp):
    over_smtp(1)  # nobody listens there
    delivered_for(24)
    assert waiting() == Letter.objects.exclude(email="none").count()
    assert all(letter.secret for letter in Letter.objects.filter(email="waiting").exclude(secret=""))
    with a_mail_server([]) as post:
        over_smtp(post.port)
        for hour in range(24, 72):
            letters.deliver_due(at=LAUNCHING + hour * HOUR)
    assert waiting() == 0
    links = [link for _key, text in post.arrived for link in LINK.findall(text)]
    assert len(links) == len(set(links)) == 12
    assert not Letter.objects.exclude(secret="").exists(), "once handed over a link is nowhere"
    assert outbox.due_since(LAUNCHING + 72 * HOUR) == 0
