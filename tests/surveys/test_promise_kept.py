"""A wave keeps the promise under which it was launched: its words stay, and less is never opened."""

import html
from dataclasses import replace

import pytest

from concordat.smallsample import bands, clamps, disclosure
from concordat.surveys import actions, queries
from concordat.surveys.actions import opening
from concordat.surveys.models import CommentBox, Envelope, Release, Urn
from concordat.surveys.rules import comments, promise
from concordat.surveys.rules.promise import LessThanPromised
from tests.surveys.conftest import ANSWERING, OPENING, turn
from tests.surveys.test_desk import larger, opened

__all__ = ["larger", "opened"]  # fixtures

HERE = "/larkfield/health-check/autumn-2026"
FIRST_WORDS = "Your answers are locked before they are stored"


def text(page) -> str:
    return html.unescape(page.content.decode())


@pytest.fixture
def newer(monkeypatch):
    """A new version of the program, with a newer promise in other words."""
    words = promise.words
    newest = replace(promise.EDITIONS["2026-2"], score=6)
    monkeypatch.setattr(promise, "EDITIONS", {**promise.EDITIONS, "2027-1": newest})
    monkeypatch.setattr(promise, "EDITION", "2027-1")
    other = promise.Words("surveys/promises/unknown.html", "surveys/promises/unknown.html")
    monkeypatch.setattr(promise, "words", lambda edition: other if edition == "2027-1" else words(edition))


def test_the_ballot_shows_the_words_under_which_this_wave_was_launched(client, links, clock, newer, people):
    clock(ANSWERING)
    assert FIRST_WORDS in text(client.get(f"/answer/{links['councillors'][0]}"))
    client.force_login(people["amara"].person)
    assert FIRST_WORDS in text(client.get(f"{HERE}/"))
    assert FIRST_WORDS not in text(client.get("/larkfield/health-check/method"))


def test_a_program_that_keeps_less_opens_no_box_and_says_what_to_do(
    client, closed, secrets, people, clock, monkeypatch
):
    for each in (disclosure, clamps):
        monkeypatch.setattr(each, "MEAN_FLOOR", 3)
    clock(OPENING)
    client.force_login(people["mona"].person)
    page = text(client.get(f"{HERE}/opening"))
    assert "From 5, it was promised; this version would do it from 3." in page
    assert "Have the version of Concordat installed again" in page
    assert 'name="secret"' not in page
    told = text(client.post(f"{HERE}/opening", {"secret": secrets["mona"]}))
    assert "keeps less than was promised" in told
    with pytest.raises(LessThanPromised):
        turn(closed, "isaac", secrets["isaac"], people)
    assert not any(holder.opened_at for holder in queries.holders_of(closed))
    assert Envelope.objects.filter(wave=closed).count() == 6
    # The version that keeps it opens the box as if nothing had been.
    monkeypatch.undo()
    turn(closed, "isaac", secrets["isaac"], people)
    assert turn(closed, "mona", secrets["mona"], people)


def test_a_program_that_changed_between_the_two_keys_is_noticed_too(closed, secrets, people, monkeypatch):
    turn(closed, "isaac", secrets["isaac"], people)
    for each in (disclosure, bands):
        monkeypatch.setattr(each, "BAND_FLOOR", 4)
    with pytest.raises(LessThanPromised, match="how often"):
        turn(closed, "mona", secrets["mona"], people)
    assert not Release.objects.exists()


def test_a_program_that_would_not_destroy_publishes_nothing(closed, secrets, people, monkeypatch):
    turn(closed, "isaac", secrets["isaac"], people)
    monkeypatch.setattr(opening, "_destroy", lambda wave: None)
    with pytest.raises(LessThanPromised, match="would still be here"):
        turn(closed, "mona", secrets["mona"], people)
    assert not Release.objects.exists()
    assert Urn.objects.exclude(box=b"").exists()
    monkeypatch.undo()
    assert turn(closed, "mona", secrets["mona"], people)
    assert not Urn.objects.exclude(box=b"").exists()


def test_a_promise_that_this_version_does_not_know_is_opened_by_another(closed, secrets, people, monkeypatch):
    monkeypatch.setattr(promise, "EDITIONS", {})
    with pytest.raises(LessThanPromised, match="does not know"):
        turn(closed, "isaac", secrets["isaac"], people)


def test_comments_are_not_read_under_less_than_was_promised(
    client, opened, reviewers_secret, rhian, clock, monkeypatch
):
    monkeypatch.setattr(comments, "COMMENTS_NEEDED", 2)
    clock(OPENING)
    client.force_login(rhian.person)
    page = text(client.post(f"{HERE}/comments/councillors", {"secret": reviewers_secret}))
    assert "Comments are shown to their reviewer if enough wrote one." in page
    assert "<blockquote>" not in page
    with pytest.raises(LessThanPromised):
        actions.publish_themes(wave=opened, secret=reviewers_secret, by=rhian, at=OPENING)
    assert CommentBox.objects.exclude(box=b"").count() == 2
