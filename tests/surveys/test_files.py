"""The worker makes the files of a release without standing in anybody's way."""

from datetime import timedelta

import pytest
from django.db import connection

from concordat.surveys import actions
from concordat.surveys.actions import files
from concordat.surveys.models import Rendering
from tests.surveys.conftest import OPENING

MINUTE = timedelta(minutes=1)


@pytest.fixture
def one_file(released, monkeypatch):
    """The release waits for one file, made in an instant."""
    Rendering.objects.exclude(format="xlsx").delete()
    monkeypatch.setattr(files, "_written", lambda rendering: b"made")
    return Rendering.objects.filter(format="xlsx")


def test_a_file_is_made_outside_any_transaction_so_that_others_may_write(one_file, monkeypatch):
    held = []

    def watched(rendering):
        held.append(len(connection.savepoint_ids))  # the test's own transaction is no savepoint
        return b"made"

    monkeypatch.setattr(files, "_written", watched)
    assert actions.render_due(at=OPENING) == 1
    assert held == [0]


def test_a_worker_that_died_over_a_file_leaves_it_to_another_after_five_minutes(one_file, monkeypatch):
    def dies(rendering):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(files, "_written", dies)
        with pytest.raises(KeyboardInterrupt):
            actions.render_due(at=OPENING)
    assert actions.render_due(at=OPENING + 4 * MINUTE) == 0, "somebody has it in hand"
    assert actions.render_due(at=OPENING + 6 * MINUTE) == 1


def test_a_file_over_which_three_workers_died_is_given_up(one_file):
    one_file.update(attempts=3, taken_at=OPENING)
    assert actions.render_due(at=OPENING + 6 * MINUTE) == 0
    assert one_file.get().state == "failed"


def test_a_clock_that_was_stepped_back_holds_no_file_up(one_file):
    one_file.update(attempts=1, taken_at=OPENING)
    assert actions.render_due(at=OPENING - timedelta(days=1)) == 1


def test_a_worker_thought_dead_does_not_write_over_what_another_made(one_file, monkeypatch):
    def late(rendering):
        monkeypatch.setattr(files, "_written", lambda rendering: b"in time")
        actions.render_due(at=OPENING + 6 * MINUTE)
        return b"late"

    monkeypatch.setattr(files, "_written", late)
    actions.render_due(at=OPENING)
    assert bytes(one_file.get().body) == b"in time"


def test_a_file_asked_for_anew_while_it_was_being_made_is_made_again(one_file, monkeypatch):
    def outdated(rendering):
        one_file.update(state="waiting", attempts=0, body=b"")
        monkeypatch.setattr(files, "_written", lambda rendering: b"new")
        return b"old"

    monkeypatch.setattr(files, "_written", outdated)
    assert actions.render_due(at=OPENING) == 1
    assert bytes(one_file.get().body) == b"new"
