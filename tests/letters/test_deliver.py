from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail.backends.locmem import EmailBackend

from concordat.letters import actions, queries
from concordat.letters.actions import Delivered
from concordat.letters.models import Letter
from concordat.letters.rules.delivery import IN_HAND
from tests.letters.conftest import NOON
from tests.trail.scratch import run_in, scratch_database

MINUTE = timedelta(minutes=1)


@pytest.fixture
def post(monkeypatch):
    """A mail server that refuses the addresses in this dictionary, each with an error of its own."""
    refused = {}
    accept = EmailBackend.send_messages

    def send_messages(self, messages):
        for message in messages:
            if trouble := refused.get(message.to[0]):
                raise trouble
        return accept(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
    return refused


def refused(code, address="amara@larkfield.example"):
    return SMTPRecipientsRefused({address: (code, b"No")})


def test_an_email_says_what_the_letter_says(notice, mailoutbox):
    assert actions.deliver_due(at=NOON) == Delivered(sent=1)
    [email] = mailoutbox
    letter = Letter.objects.get()
    assert email.to == ["amara@larkfield.example"]
    assert email.subject == "Larkfield Borough Council: About B7"
    assert email.body.startswith('Dear Amara O\'Neill,\n\nThe answer is "yes".\n\n-- \n')
    assert f"/larkfield/letters/{letter.key}" in email.body
    assert email.extra_headers["Auto-Submitted"] == "auto-generated"
    assert email.extra_headers["Message-ID"] == f"<{letter.key}@127.0.0.1>"
    assert (letter.email, letter.next_try_at) == ("sent", None)


def test_the_secret_is_in_the_email_and_forgotten_once_it_is_handed_over(invitation, mailoutbox):
    assert Letter.objects.get().secret
    actions.deliver_due(at=NOON)
    assert "\nhttps://here.example/a/5up3r53cr3t\n" in mailoutbox[0].body
    assert Letter.objects.get().secret == ""


def test_an_email_in_two_languages_says_it_in_one_after_the_other(in_two_languages, mailoutbox):
    actions.deliver_due(at=NOON)
    [email] = mailoutbox
    assert email.subject == "Larkfield Borough Council: Start / Dechrau"
    english, said = email.body.split("\n* * *\n")
    link = "\nhttps://here.example/a/5up3r53cr3t\n"
    assert english.startswith("Dear Amara")
    assert link in english
    assert said.startswith("\nAnnwyl Amara")
    assert link in said
    # What stands below the dashes is the footer, for mail programs too: so there is one, at the end.
    assert said.count("\n-- \n") == 1
    assert "Sent by Concordat for" in said.partition("\n-- \n")[2]
    assert "Anfonwyd gan Concordat ar ran" in said.partition("\n-- \n")[2]
    assert email.body.count(f"/larkfield/letters/{Letter.objects.get().key}") == 1
    assert email.extra_headers["Content-Language"] == "en-gb, cy"
    assert "\ue001" not in str(email.message())


def test_an_email_in_english_alone_names_no_language(notice, mailoutbox):
    actions.deliver_due(at=NOON)
    assert "Content-Language" not in mailoutbox[0].extra_headers


def test_an_email_is_sent_once(notice, mailoutbox):
    for _ in range(2):
        actions.deliver_due(at=NOON + IN_HAND)
    assert len(mailoutbox) == 1


def test_one_bad_address_does_not_stand_in_the_way_of_the_others(amara, bilal, owen, post, mailoutbox):
    post[amara.email] = refused(550)
    for to in (amara, bilal, owen):
        actions.send(to=to, letter="notice.txt", about="B7", at=NOON)
    assert actions.deliver_due(at=NOON) == Delivered(sent=2, given_up=1)
    assert {email.to[0] for email in mailoutbox} == {bilal.email, owen.email}


def test_what_stands_as_an_address_and_is_none_is_given_up_at_once(amara, notice, post):
    post[amara.email] = ValueError("Invalid address")
    assert actions.deliver_due(at=NOON) == Delivered(given_up=1)


def test_a_server_that_says_not_now_is_asked_again_and_longer_each_time(amara, notice, post, mailoutbox):
    post[amara.email] = refused(451)
    at = NOON
    waits = []
    while (letter := Letter.objects.get()).email == "waiting":
        waits.append(letter.next_try_at - at)
        at = letter.next_try_at
        actions.deliver_due(at=at - timedelta(seconds=1))
        assert Letter.objects.get().tries == len(waits) - 1
        actions.deliver_due(at=at)
    assert waits[:4] == [timedelta(), MINUTE, 5 * MINUTE, 30 * MINUTE]
    assert (letter.email, letter.trouble, letter.tries) == ("failed", "refused", 8)
    assert mailoutbox == []


def test_while_the_server_is_down_everything_waits_and_nothing_is_lost(
    amara, bilal, invitation, post, mailoutbox
):
    post[amara.email] = post[bilal.email] = SMTPServerDisconnected("gone")
    actions.send(to=bilal, letter="notice.txt", about="B7", at=NOON)
    assert actions.deliver_due(at=NOON) == Delivered(put_off=2)
    assert set(Letter.objects.values_list("trouble", flat=True)) == {"no server"}
    post.clear()
    assert actions.deliver_due(at=NOON + MINUTE) == Delivered(sent=2)
    assert any("5up3r53cr3t" in email.body for email in mailoutbox)


def test_a_server_that_is_down_is_not_asked_for_every_letter(amara, bilal, owen, monkeypatch):
    asked = []

    def nobody_there(self):
        asked.append(1)
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "open", nobody_there)
    for to in (amara, bilal, owen):
        actions.send(to=to, letter="notice.txt", about="B7", at=NOON)
    assert actions.deliver_due(at=NOON) == Delivered(put_off=3)
    assert len(asked) == 1


def test_a_secret_whose_key_was_lost_is_reported_and_not_sent_as_nothing(invitation, settings, mailoutbox):
    settings.SECRET_KEY = "quite another"
    assert actions.deliver_due(at=NOON) == Delivered(given_up=1)
    assert Letter.objects.get().trouble == "unreadable"
    assert mailoutbox == []


def test_a_worker_that_dies_leaves_its_letters_to_another(notice, monkeypatch, mailoutbox):
    def power_cut(self, messages):
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(EmailBackend, "send_messages", power_cut)
        with pytest.raises(KeyboardInterrupt):
            actions.deliver_due(at=NOON)
    assert actions.deliver_due(at=NOON + IN_HAND - MINUTE) == Delivered()
    assert actions.deliver_due(at=NOON + IN_HAND) == Delivered(sent=1)
    assert len(mailoutbox) == 1


def test_a_letter_that_was_forgotten_while_it_was_in_hand_stays_forgotten(
    amara, larkfield, invitation, monkeypatch
):
    def forgotten_meanwhile(self, messages):
        actions.forget(about=larkfield, at=NOON)
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "send_messages", forgotten_meanwhile)
    actions.deliver_due(at=NOON)
    assert Letter.objects.get().email == "none"


def test_a_handful_at_a_time(amara, mailoutbox):
    actions.send_many(letters=[(amara, "")] * 5, letter="notice.txt", about="B7", at=NOON)
    assert actions.deliver_due(at=NOON, limit=3) == Delivered(sent=3)
    assert actions.deliver_due(at=NOON, limit=3) == Delivered(sent=2)


def test_whoever_runs_the_council_learns_what_has_not_arrived_and_not_what_it_said(
    amara, mona, invitation, post
):
    post[amara.email] = refused(550)
    assert queries.undelivered(amara.council_id) == 0
    actions.deliver_due(at=NOON)
    assert queries.undelivered(amara.council_id) == 1
    [letter] = queries.undelivered_letters(amara.council_id)
    assert (letter.to, letter.address, letter.still_trying) == ("Amara O'Neill", amara.email, False)
    assert not hasattr(letter, "subject")


FOUR_WORKERS = """
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from django.conf import settings
from django.core import mail
from django.db import connection
from django.template import engines
from concordat.letters import actions
from concordat.letters.actions import sending
from concordat.people import actions as people

settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
mail.outbox = []
sending.get_template = lambda name: engines["django"].from_string("Notice\\n\\nYes.")
at = datetime(2026, 3, 2, 12, tzinfo=UTC)
larkfield = people.found_council(
    name="Larkfield Borough Council", slug="larkfield", tier="borough", nation="England", at=at
)
amara = people.appoint(
    council=larkfield, name="Amara", email="amara@larkfield.example", kind="councillor",
    begins_on=at.date(), by=None, at=at,
)
actions.send_many(letters=[(amara, "")] * 200, letter="notice.txt", about="", at=at)
begin = Barrier(4)

def work(_):
    begin.wait()
    while actions.deliver_due(at=at, limit=7).sent:
        pass
    connection.close()

with ThreadPoolExecutor(4) as workers:
    list(workers.map(work, range(4)))
print(len(mail.outbox), len({email.extra_headers["Message-ID"] for email in mail.outbox}))
"""


@pytest.mark.usefixtures("django_db_setup")
def test_several_workers_send_each_email_once():
    with scratch_database() as address:
        assert run_in(address, FOUR_WORKERS, apps=("trail", "letters")) == "200 200\n"
