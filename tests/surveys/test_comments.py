"""A comment, from the page on which it is written to the moment in which nothing is left of it."""

import html
import random
import re
from hashlib import sha512

import pytest
from django.db import OperationalError, transaction

from concordat.letters import actions as letters
from concordat.letters.models import Letter
from concordat.surveys import queries
from concordat.surveys.models import CommentBox, Urn
from concordat.surveys.rules import ballot, comments, sealing
from concordat.surveys.rules.comments import Comment
from concordat.trail.models import Entry
from tests.surveys.conftest import ANSWERING, write
from tests.surveys.test_answer import hidden as answers_in
from tests.surveys.test_answer import typed
from tests.surveys.test_kept_nowhere import everything_stored
from tests.surveys.test_permutation import Undone, stored

PART = comments.SIZE + sealing.OVERHEAD
PLAIN = "Zwieback and marmalade: papers arrive far too late."


@pytest.fixture
def reviewed(reviewers_secret, launched, links):
    """A launched wave that asks for comments, and the links to it."""
    return links


@pytest.fixture
def link(reviewed, clock):
    clock(ANSWERING)
    return reviewed["councillors"][0]


@pytest.fixture
def address(link):
    return f"/answer/{link}"


def hidden(page) -> dict[str, str]:
    pairs = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">', page.content.decode())
    return {name: html.unescape(value) for name, value in pairs}


def last_part(link: str) -> int:
    """The page that asks for a comment comes after those of the questions."""
    items = queries.ballot_paper(link, today=ANSWERING.date()).items
    return len({item.dimension for item in items}) + 1


# ----------------------------------------------------------------------------------------------- the page


def test_the_comment_has_a_page_of_its_own_before_the_check_and_the_promise_names_its_reader(
    client, link, address
):
    beginning = client.get(address).content.decode()
    assert "only Rhian Bowen, the independent reviewer, holds" in beginning
    page = client.post(address, typed(link) | {"go": str(last_part(link))})
    words = page.content.decode()
    assert "In your own words" in words
    assert "My comment may be quoted word for word" in words
    go = re.search(r'name="go" value="(\d+)">Continue', words)[1]
    page = client.post(address, hidden(page) | {"own-comment": "Papers come late.", "go": go})
    words = page.content.decode()
    assert "Check your answers" in words
    assert "Papers come late." in words
    assert "It will not be quoted." in words
    assert not CommentBox.objects.exclude(box=b"").exists(), "nothing is stored before it is sealed"
    assert "Your answers are sealed" in client.post(address, hidden(page) | {"go": "seal"}).content.decode()


def test_without_a_reviewer_nobody_is_asked_for_a_comment(client, links, clock):
    clock(ANSWERING)
    link = links["councillors"][0]
    pages = [client.post(f"/answer/{link}", typed(link) | {"go": str(n)}) for n in (0, 7, 99)]
    assert not [page for page in pages if "own words" in page.content.decode()]
    client.post(f"/answer/{link}", typed(link) | {"own-comment": PLAIN, "go": "seal"})
    assert not CommentBox.objects.exists()


def test_what_is_written_can_be_read_with_the_reviewers_secret_and_nothing_else(
    client, link, address, launched, reviewers_secret
):
    sent = typed(link) | {"own-comment": PLAIN, "own-may_quote": "on", "go": "seal"}
    client.post(address, sent)
    [box] = CommentBox.objects.filter(side="councillors")
    key = sealing.reviewer_key(secret=printed(reviewers_secret), wave=launched.id)
    opened = sealing.open_comment(bytes(box.box), key=key, wave=launched.id, side="councillors")
    assert comments.decode(opened) == Comment(PLAIN, may_quote=True)
    for wrong in ("officers", "councillors"):
        other = sealing.holder_key if wrong == "councillors" else sealing.reviewer_key
        key = other(secret=printed(reviewers_secret), wave=launched.id)
        with pytest.raises(sealing.DoesNotOpen):
            sealing.open_comment(bytes(box.box), key=key, wave=launched.id, side=wrong)


def printed(secret: str) -> bytes:
    from concordat.surveys.rules import secrets

    return secrets.read(secret)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I told Bilal about it", "Bilal"),
        ("As the only woman I was not heard", "As the only woman"),
        ("our monitoring officer is fair", "monitoring officer"),
        ("nobody came on 12 March", "12 March"),
        ("we in Highways know", "Highways"),
    ],
)
def test_words_that_could_show_the_writer_are_shown_marked_and_may_be_sent_all_the_same(
    client, link, address, text, found
):
    sent = typed(link) | {"own-comment": text, "go": "99"}
    page = client.post(address, sent)
    words = page.content.decode()
    assert "Some words could show who you are" in words
    assert f"<mark>{found}</mark>" in words
    assert answers_in(page) | {"looked": ""} == typed(link) | {"looked": ""}
    again = client.post(address, hidden(page) | sent)
    assert "Check your answers" in again.content.decode()
    assert "Your answers are sealed" in client.post(address, hidden(again) | {"go": "seal"}).content.decode()
    assert len(bytes(CommentBox.objects.get(side="councillors").box)) == PART


def test_words_that_were_not_shown_marked_are_not_sealed_behind_the_writers_back(client, link, address):
    first = client.post(address, typed(link) | {"own-comment": "Bilal knows", "go": "99"})
    for told in ({}, {"own-looked": hidden(first)["own-looked"]}):
        sent = typed(link) | {"own-comment": "Bilal and Gwen know", "go": "seal"} | told
        page = client.post(address, sent)
        assert "<mark>Gwen</mark>" in page.content.decode()
    assert not CommentBox.objects.exclude(box=b"").exists()


def test_the_writer_may_go_back_from_the_page_without_being_held_up(client, link, address):
    page = client.post(address, typed(link) | {"own-comment": "Bilal knows", "go": "1"})
    assert hidden(page)["own-comment"] == "Bilal knows"


def test_too_long_a_comment_comes_back_whole_and_says_how_long_it_is(client, link, address):
    text = "Ŵy\r\n" * 400
    page = client.post(address, typed(link) | {"own-comment": text, "go": "seal"})
    words = html.unescape(page.content.decode())
    assert "Your comment has 1,199 signs" in words
    assert "There is a problem" in words
    assert ("Ŵy\n" * 400).strip() in words
    assert answers_in(page) == typed(link)
    assert not Urn.objects.exclude(box=b"").exists()


def test_nothing_in_a_comment_is_taken_for_a_part_of_the_page(client, link, address):
    text = '</textarea><script>alert(1)</script> Bilal "quoted" {{ x }}'
    page = client.post(address, typed(link) | {"own-comment": text, "go": "99"})
    assert "<script>alert" not in page.content.decode()
    again = client.post(address, hidden(page) | {"own-comment": text, "go": "99"})
    assert "<script>alert" not in again.content.decode()
    assert hidden(again)["own-comment"] == text


def test_when_the_comment_cannot_be_stored_nothing_typed_is_lost_and_the_ballot_is_not_cast(
    client, link, address, monkeypatch
):
    def full(*args, **kwargs):
        raise OperationalError("database or disk is full")

    sent = typed(link) | {"own-comment": "Papers\ncome late", "own-may_quote": "on"}
    with monkeypatch.context() as broken:
        broken.setattr(CommentBox, "save", full)
        page = client.post(address, sent | {"go": "seal"})
    assert page.status_code == 503
    assert "Nothing is lost" in page.content.decode()
    assert not Urn.objects.exclude(box=b"").exists()
    again = hidden(page)
    assert again.pop("from") == "check"
    assert again == sent
    assert client.post(address, again | {"go": "seal"}).status_code == 200
    assert len(bytes(CommentBox.objects.get(side="councillors").box)) == PART


def test_the_check_for_words_stores_nothing_sends_nothing_and_says_nothing_to_a_log(
    client, link, address, caplog, mailoutbox
):
    before, written = everything_stored(), (Entry.objects.count(), Letter.objects.count(), len(mailoutbox))
    for go in ("99", "seal", "1"):
        page = client.post(address, typed(link) | {"own-comment": f"Bilal: {PLAIN}", "go": go})
        assert not page.cookies
        assert page.headers["Cache-Control"] == "no-store"
    assert everything_stored() == before
    assert written == (Entry.objects.count(), Letter.objects.count(), len(mailoutbox))
    assert caplog.text == ""


# ------------------------------------------------------------------------------------------ what is stored


def test_no_table_no_letter_and_no_line_of_the_trail_holds_a_word_of_a_comment(reviewed, mailoutbox, caplog):
    for number, each in enumerate(reviewed["councillors"]):
        write(each, f"{PLAIN} {number}", number=number)
    letters.deliver_due(at=ANSWERING)
    for told in (*everything_stored().values(), *(email.body for email in mailoutbox), caplog.text):
        for word in ("Zwieback", "marmalade", "far too late"):
            assert word not in told
            assert word.encode().hex() not in told.lower()


def test_before_and_after_one_ballot_the_snapshots_are_alike_in_shape_with_a_comment_and_without(reviewed):
    def change(text: str) -> dict[str, list[object]]:
        before = stored()
        try:
            with transaction.atomic():
                write(reviewed["officers"][0], text)
                after = stored()
                raise Undone
        except Undone:
            return {
                table: [
                    tuple(len(cell) if isinstance(cell, bytes) else cell for cell in row)
                    for row in after[table]
                    if row not in before[table]
                ]
                for table in after
                if after[table] != before[table]
            }

    shapes = [change(text) for text in ("", "x", PLAIN, "好" * 900)]
    assert all(shape == shapes[0] for shape in shapes)
    assert set(shapes[0]) >= {"surveys_commentbox", "surveys_urn"}


def test_every_ballot_lays_in_one_comment_written_or_not_and_each_as_long(reviewed):
    for number, each in enumerate(reviewed["councillors"]):
        write(each, PLAIN if number % 2 else "", number=number)
        write(reviewed["officers"][number], number=number)
    for box in CommentBox.objects.all():
        parts = ballot.parts(bytes(box.box), length=PART)
        assert len(parts) == 6
        assert parts == sorted(parts)
        assert {len(part) for part in parts} == {PART}


@pytest.fixture
def sealed_alike(monkeypatch):
    """Seals that are pure functions of what they seal, as long as real ones."""

    def seal(plain: bytes, *, public_key: bytes, wave: int, atom: int) -> bytes:
        return sha512(plain + bytes([atom % 256])).digest()[: sealing.OVERHEAD] + plain

    def seal_comment(plain: bytes, *, public_key: bytes, wave: int, side: str) -> bytes:
        return sha512(plain + side.encode()).digest()[: sealing.OVERHEAD] + plain

    monkeypatch.setattr(sealing, "seal_ballot", seal)
    monkeypatch.setattr(sealing, "seal_comment", seal_comment)


def courses(links, *, number: int, seed: int):
    """The same sheets and the same comments, dealt out to other people, each apart, in another order."""
    chance = random.Random(seed)
    for _ in range(number):
        course = []
        for of_a_side in links.values():
            people, sheets = list(of_a_side), list(range(len(of_a_side)))
            texts = ["", "", "one", "two", "three " * 150, "four"]
            for cards in (people, sheets, texts):
                chance.shuffle(cards)
            course += zip(people, sheets, texts, strict=True)
        chance.shuffle(course)
        yield course


def stored_after(course) -> str:
    try:
        with transaction.atomic():
            for each, number, text in course:
                write(each, text, number=number)
            kept = {table: sorted(rows, key=repr) for table, rows in stored().items()}
            raise Undone
    except Undone:
        return repr(kept)


def test_who_wrote_which_comment_with_which_ratings_and_when_leaves_no_trace(reviewed, sealed_alike):
    assert len({stored_after(course) for course in courses(reviewed, number=25, seed=7)}) == 1


def test_it_would_have_been_noticed(reviewed, sealed_alike, monkeypatch):
    """The same test, on a box that keeps the order in which comments came."""
    real = ballot.put_in
    monkeypatch.setattr(
        ballot, "put_in", lambda row, part: row + part if len(part) == PART else real(row, part)
    )
    assert len({stored_after(course) for course in courses(reviewed, number=8, seed=7)}) > 1


def test_both_boxes_are_written_with_every_ballot_so_that_no_place_tells_whose_was_last(
    reviewed, monkeypatch
):
    written = []
    real = CommentBox.save
    monkeypatch.setattr(
        CommentBox, "save", lambda self, **how: (written.append(self.side), real(self, **how))[1]
    )
    for side in ("officers", "councillors", "officers"):
        write(reviewed[side].pop(), PLAIN)
    assert written == ["councillors", "officers"] * 3


def test_a_comment_and_a_ballot_have_no_column_in_common_by_which_they_could_be_joined(db):
    def columns(model):
        return {field.column for field in model._meta.local_fields}

    assert columns(CommentBox) == {"id", "council_id", "wave_id", "side", "box", "outcome"}
    assert columns(CommentBox) & columns(Urn) == {"id", "council_id", "box"}
    assert not [field for field in Urn._meta.local_fields if field.related_model is CommentBox]
