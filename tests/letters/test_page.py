import re
from uuid import uuid4

import pytest

from concordat.letters import actions, queries
from concordat.letters.models import Letter
from concordat.trail import queries as trail
from tests.letters.conftest import NOON


@pytest.fixture
def failed(notice):
    Letter.objects.update(email="failed", next_try_at=None, trouble="refused", tries=8)
    return Letter.objects.get()


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_the_newest_letter_comes_first_and_is_new(client, amara, notice):
    client.force_login(amara.person)
    page = client.get("/larkfield/letters/")
    assert "About B7" in words(page)
    assert "1 that you have not marked as read" in words(page)


def test_looking_at_a_letter_does_not_mark_it(client, amara, notice):
    client.force_login(amara.person)
    page = client.get(f"/larkfield/letters/{Letter.objects.get().key}")
    assert "The answer is &quot;yes&quot;." in page.content.decode()
    assert queries.unread(amara) == 1


def test_a_letter_in_two_languages_marks_each_as_what_it_is(client, amara, in_two_languages):
    client.force_login(amara.person)
    for address in ("", Letter.objects.get().key):
        page = client.get(f"/larkfield/letters/{address}").content.decode()
        assert '<span lang="en">Start</span> / <span lang="cy">Dechrau</span>' in page
    english, said = re.findall(r'<div class="letter" lang="([\w-]+)">(.*?)</div>', page, re.DOTALL)
    assert english[0] == "en-gb"
    assert "(sent to you by e-mail only; we keep no copy)" in english[1]
    assert said[0] == "cy"
    assert "Annwyl Amara" in said[1]
    assert "(anfonwyd atoch drwy e-bost yn unig; nid ydym yn cadw copi)" in said[1]
    assert "<title>Start / Dechrau" in page


def test_a_letter_in_english_alone_is_marked_by_its_page(client, amara, notice):
    client.force_login(amara.person)
    page = client.get(f"/larkfield/letters/{Letter.objects.get().key}").content.decode()
    assert '<div class="letter"><p>Dear Amara' in page


def test_marking_a_letter_marks_it_once(client, amara, notice):
    client.force_login(amara.person)
    address = f"/larkfield/letters/{Letter.objects.get().key}/read"
    assert client.post(address).status_code == 302
    first = Letter.objects.get().read_at
    assert first is not None
    client.post(address)
    assert Letter.objects.get().read_at == first
    assert queries.unread(amara) == 0


def test_all_letters_can_be_marked_and_nobody_elses(client, amara, bilal, notice):
    actions.send(to=bilal, letter="notice.txt", about="B8", at=NOON)
    client.force_login(amara.person)
    client.post("/larkfield/letters/read")
    assert (queries.unread(amara), queries.unread(bilal)) == (0, 1)


def test_somebody_elses_letter_is_not_there(client, bilal, notice):
    client.force_login(bilal.person)
    key = Letter.objects.get().key
    assert client.get(f"/larkfield/letters/{key}").status_code == 404
    assert client.post(f"/larkfield/letters/{key}/read").status_code == 404
    assert "About B7" not in words(client.get("/larkfield/letters/"))


def test_what_was_written_is_shown_and_never_run(client, amara):
    actions.send(to=amara, letter="notice.txt", about="<script>alert(1)</script>", at=NOON)
    client.force_login(amara.person)
    assert "<script>alert" not in client.get("/larkfield/letters/").content.decode()


def test_whoever_runs_the_council_sees_to_whom_and_not_what(client, mona, failed):
    client.force_login(mona.person)
    page = words(client.get("/larkfield/letters/undelivered"))
    assert "Amara O&#x27;Neill" in page
    assert "The mail server refused the address" in page
    assert "About B7" not in page
    assert "1 e-mail has not arrived" in words(client.get("/larkfield/letters/"))


def test_others_are_not_told(client, owen, failed):
    client.force_login(owen.person)
    assert client.get("/larkfield/letters/undelivered").status_code == 403
    assert client.post(f"/larkfield/letters/undelivered/{failed.key}").status_code == 403
    assert "not arrived" not in words(client.get("/larkfield/letters/"))


def test_a_letter_is_put_back_into_the_post(client, mona, failed, mailoutbox):
    client.force_login(mona.person)
    page = client.post(f"/larkfield/letters/undelivered/{failed.key}", follow=True)
    assert "back in the post" in words(page)
    assert "Every e-mail has arrived, or is on its way" in words(page)
    [line] = trail.history_of(failed)
    assert (line.did, line.by) == ("put a letter back into the post", "Mona Lindqvist")
    failed.refresh_from_db()
    assert actions.deliver_due(at=failed.next_try_at).sent == 1


def test_a_letter_that_has_arrived_is_not_sent_again(client, mona, notice):
    actions.deliver_due(at=NOON)
    actions.try_again(key=Letter.objects.get().key, by=mona, at=NOON)
    assert Letter.objects.get().email == "sent"
    client.force_login(mona.person)
    assert client.post(f"/larkfield/letters/undelivered/{Letter.objects.get().key}").status_code == 404


def test_another_councils_letters_are_not_there(client, nerys, failed):
    client.force_login(nerys.person)
    assert client.get("/larkfield/letters/").status_code == 404
    assert client.get(f"/netherby/letters/{failed.key}").status_code == 404
    assert client.post(f"/netherby/letters/undelivered/{failed.key}").status_code == 404


def test_a_letter_that_nobody_wrote_is_not_there(client, amara):
    client.force_login(amara.person)
    assert client.get(f"/larkfield/letters/{uuid4()}").status_code == 404


@pytest.mark.parametrize("letters", [1, 60])
def test_a_page_asks_no_more_however_many_letters_there_are(
    client, mona, letters, django_assert_max_num_queries
):
    actions.send_many(letters=[(mona, "")] * letters, letter="notice.txt", about="B7", at=NOON)
    Letter.objects.update(email="failed", next_try_at=None)
    client.force_login(mona.person)
    with django_assert_max_num_queries(9):
        client.get("/larkfield/letters/")
    with django_assert_max_num_queries(9):
        client.get("/larkfield/letters/undelivered?page=2")
