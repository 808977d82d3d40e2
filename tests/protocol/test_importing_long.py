"""A long text is made a draft by the worker: thrown away, overtaken, or given up meanwhile."""

from datetime import timedelta

import pytest

from concordat.protocol import actions, queries
from concordat.protocol.models import Edition, SourceFile
from concordat.protocol.queries import importing
from concordat.protocol.rules import comparing, laid_beside
from concordat.trail.models import Entry
from tests.protocol.bringing import HERE, NEXT, address
from tests.protocol.conftest import READING, key_of


@pytest.fixture
def long(adopted, mona, client, clock, monkeypatch) -> SourceFile:
    """A text that follows an edition, and is too long to be laid beside it while somebody waits."""
    monkeypatch.setattr(laid_beside, "AT_ONCE", 0)
    clock(READING)
    client.force_login(mona.person)
    client.post(f"{HERE}read-in", {"words": NEXT})
    return SourceFile.objects.get()


def confirmed(client, source):
    return client.post(address(source, "confirm"), {"title": "Next", "seen": source.revision}, follow=True)


def test_a_long_text_becomes_a_draft_by_the_worker_and_the_page_shows_how_far_it_is(
    client, long, adopted, mona
):
    page = confirmed(client, long).content.decode()
    assert "The draft is being made" in page
    assert "<progress" in page
    assert Edition.objects.count() == 1
    assert actions.lay_due(at=READING) == 1
    draft = Edition.objects.get(resolved_at=None)
    keys = {row.label: row.clause.key for row in queries.rows_of(draft)}
    assert (keys["2.2"], keys["2.1"]) == (key_of(adopted, "2.1"), key_of(adopted, "2.2"))
    assert (draft.title, draft.made_by.id, draft.begun_from) == ("Next", mona.id, adopted)
    [line] = Entry.objects.filter(did="made a draft of a reading")
    assert line.by.id == mona.id
    assert "See the draft" in client.get(address(long)).content.decode()
    assert actions.lay_due(at=READING) == 0


def test_a_text_thrown_away_before_the_worker_came_becomes_no_draft(client, long):
    confirmed(client, long)
    assert client.post(address(long, "repair"), {"do": "promote:1", "seen": "0"}).status_code == 404
    client.post(address(long, "throw-away"))
    assert actions.lay_due(at=READING) == 0
    assert Edition.objects.count() == 1


def test_a_text_thrown_away_while_the_worker_was_at_it_becomes_no_draft(client, long, mona, monkeypatch):
    confirmed(client, long)

    def compared(old, new):
        actions.throw_away(source=SourceFile.objects.get(), by=mona, at=READING)
        return comparing.compare(old, new)

    monkeypatch.setattr(importing, "compare", compared)
    assert actions.lay_due(at=READING) == 0
    assert Edition.objects.count() == 1
    assert SourceFile.objects.get().state == "thrown away"


def test_where_a_colleague_began_a_draft_meanwhile_the_text_waits_and_says_why(client, long, adopted, mona):
    confirmed(client, long)
    other = actions.begin_draft(instrument=adopted.instrument, by=mona, at=READING)
    assert other.wordings.exists()
    assert actions.lay_due(at=READING) == 0
    long.refresh_from_db()
    assert long.state == "read"
    assert "There is a draft with words in hand already." in client.get(address(long)).content.decode()
    assert other.wordings.count() == adopted.wordings.count()
    actions.abandon_draft(edition=other, by=mona, at=READING)
    confirmed(client, long)
    assert actions.lay_due(at=READING) == 1


def test_a_draft_whose_worker_died_is_made_by_another_and_given_up_after_three(client, long):
    confirmed(client, long)
    SourceFile.objects.update(attempts=1, alive_at=READING)
    assert actions.lay_due(at=READING + timedelta(minutes=1)) == 0
    SourceFile.objects.update(attempts=3, alive_at=READING)
    assert actions.lay_due(at=READING + timedelta(minutes=6)) == 0
    long.refresh_from_db()
    assert long.state == "read"
    assert "gave up three times" in client.get(address(long)).content.decode()
    confirmed(client, long)
    assert actions.lay_due(at=READING + timedelta(minutes=6)) == 1


def test_what_nobody_thought_of_ends_no_worker(client, long, monkeypatch):
    def compared(old, new):
        raise ZeroDivisionError

    confirmed(client, long)
    monkeypatch.setattr(importing, "compare", compared)
    assert actions.lay_due(at=READING) == 0
    long.refresh_from_db()
    assert (long.state, long.attempts) == ("read", 3)
    assert not Edition.objects.filter(resolved_at=None).exists()
