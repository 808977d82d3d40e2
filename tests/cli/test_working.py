"""The work beside the pages: one fault stops one deed, and whoever is killed is replaced."""

import json
import logging
import threading
from datetime import UTC, datetime

import pytest

from concordat.cli import working
from concordat.trail.rules.logs import Plainly

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
def deeds():
    done = []

    def first(*, at):
        done.append(("first", at))

    def broken(*, at):
        raise RuntimeError("Key (email)=(amara.okafor@larkfield.example) already exists")

    def last(*, at):
        done.append(("last", at))

    return done, (first, broken, last)


def test_a_fault_in_one_deed_keeps_no_other_from_being_done(db, deeds, caplog):
    done, todo = deeds
    assert working.look(todo, at=AT) == [f"{__name__}.broken"]
    assert done == [("first", AT), ("last", AT)]
    (line,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    told = Plainly().format(line)
    assert json.loads(told)["fault"] == "RuntimeError"
    assert "broken" in json.loads(told)["passed"][-1]
    assert "amara" not in told


def test_every_room_that_leaves_work_for_later_has_it_done():
    """A deed whose name says that something falls due, and that nobody does, would never be done."""
    named = {f"{deed.__module__}.{deed.__name__}" for deed in working.deeds()}
    from concordat.enquiries import actions as questions
    from concordat.protocol import actions as protocols
    from concordat.surveys import actions as health_checks
    from concordat.viewpoints import actions as studies

    due = {
        f"{getattr(room, name).__module__}.{name}"
        for room in (questions, protocols, health_checks, studies)
        for name in room.__all__
        if name.endswith("_due")
    }
    assert len(due) >= 8
    assert due <= named


def test_with_once_the_command_says_what_it_could_not_do(operator):
    operator("migrate")
    assert operator("work", "--once").returncode == 0
    gone = operator("work", "--once", DATABASE_URL="sqlite:////nowhere/at/all.sqlite3")
    assert gone.returncode == 1
    assert "Not done: concordat.surveys.actions" in gone.stderr


class Process:
    """Stands for one that works, until somebody ends it."""

    def __init__(self, *, killed: bool, started: threading.Semaphore) -> None:
        self.code = -9 if killed else None
        started.release()

    def poll(self):
        return self.code

    def terminate(self):
        self.code = -15

    def wait(self):
        return self.code


def test_whoever_works_and_is_killed_is_replaced_and_the_last_is_ended_with_the_server(monkeypatch):
    started, made = threading.Semaphore(0), []

    def start(command):
        assert command[-1] == "work"
        made.append(Process(killed=len(made) < 2, started=started))
        return made[-1]

    monkeypatch.setattr(working, "AGAIN", 0)
    monkeypatch.setattr(working.subprocess, "Popen", start)
    with working.Worker():
        for _ in range(3):
            assert started.acquire(timeout=600)
    assert [process.code for process in made] == [-9, -9, -15]
