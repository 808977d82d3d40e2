import pytest
from django.db import connection, transaction

from concordat.letters import actions, queries
from concordat.letters.models import Letter
from tests.letters.conftest import NOON


class MindChanged(Exception):
    """Something went wrong after the letter was sent."""


@transaction.atomic
def send_and_think_again(to):
    actions.send(to=to, letter="notice.txt", about="B7", at=NOON)
    raise MindChanged


def test_a_letter_lies_on_the_page_at_once(amara, bilal, notice):
    [letter] = queries.letters_to(amara)
    assert letter.subjects == [("", "About B7")]
    assert letter.bodies == [("", 'Dear Amara O\'Neill,\n\nThe answer is "yes".')]
    assert (letter.sent_at, letter.read_at) == (NOON, None)
    assert list(queries.letters_to(bilal)) == []


def test_a_deed_undone_tells_nobody(amara, mailoutbox):
    with pytest.raises(MindChanged):
        send_and_think_again(amara)
    assert list(queries.letters_to(amara)) == []
    assert actions.deliver_due(at=NOON) == actions.Delivered()
    assert mailoutbox == []


def test_a_secret_is_not_on_the_page_and_not_in_the_row(amara, invitation):
    [letter] = queries.letters_to(amara)
    [(_language, body)] = letter.bodies
    assert body == (
        "Dear Amara O'Neill,\n\n(sent to you by e-mail only; we keep no copy)\n\nThis link is yours alone."
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM letters_letter")
        assert "5up3r53cr3t" not in str(cursor.fetchall())


def test_many_letters_are_sent_in_a_handful_of_statements(
    amara, owen, larkfield, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):
        actions.send_many(letters=[(amara, ""), (owen, "")] * 130, letter="notice.txt", about="B7", at=NOON)
    assert Letter.objects.count() == 260


def test_the_order_of_the_rows_does_not_tell_in_which_order_the_links_were_made(amara, larkfield):
    subjects = [f"{n:03}" for n in range(60)]
    actions.send_many(
        letters=[(amara, subject) for subject in subjects], letter="invitation.txt", about=larkfield, at=NOON
    )
    from concordat.letters.queries import secret_keys
    from concordat.letters.rules import sealing

    kept = [sealing.unseal(letter.secret, keys=secret_keys()) for letter in Letter.objects.order_by("id")]
    assert sorted(kept) == subjects
    assert kept != subjects  # by chance once in 60! times


def test_what_a_letter_was_about_can_be_forgotten(amara, larkfield, netherby, invitation, mailoutbox):
    assert actions.forget(about=netherby, at=NOON) == 0
    assert actions.forget(about=larkfield, at=NOON) == 1
    assert Letter.objects.get().secret == ""
    assert actions.deliver_due(at=NOON) == actions.Delivered()
    assert mailoutbox == []
    assert len(queries.letters_to(amara)) == 1
