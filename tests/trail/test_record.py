from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from concordat.trail import actions, queries
from concordat.trail.models import Entry
from concordat.trail.rules.lines import NotALine

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class MindChanged(Exception):
    """Something went wrong after the line was written."""


@transaction.atomic
def launch_and_think_again(larkfield, mona):
    actions.record(did="launched a wave", thing=larkfield, by=mona, at=NOON)
    raise MindChanged


@transaction.atomic
def say_too_much_and_go_on(larkfield, mona):
    with suppress(NotALine):
        actions.record(did="said", thing=larkfield, by=mona, at=NOON, words="Why,\nthat is private!")
    actions.record(did="went on regardless", thing=larkfield, by=mona, at=NOON)


def test_a_line_says_who_did_what_to_which_thing_when(larkfield, mona):
    actions.record(did="launched a wave", thing=larkfield, by=mona, at=NOON, closes_on=date(2026, 3, 20))
    line = queries.history_of(larkfield)[-1]
    assert (line.by, line.did, line.at) == ("Mona Lindqvist", "launched a wave", NOON)
    assert line.thing == f"people.council:{larkfield.pk}"
    assert line.detail == {"closes_on": "2026-03-20"}


def test_each_line_is_bound_to_the_one_before_it(larkfield, mona):
    for did in ("launched a wave", "closed a wave"):
        actions.record(did=did, thing=larkfield, by=mona, at=NOON)
    written = list(Entry.objects.order_by("number"))
    assert [line.number for line in written] == list(range(1, len(written) + 1))
    assert [line.previous for line in written[1:]] == [line.hash for line in written[:-1]]


def test_each_council_has_a_trail_of_its_own(larkfield, netherby, mona):
    [own] = queries.history_of(netherby)
    assert own.number == 1
    assert queries.lines(netherby.id).total == 1


def test_a_deed_undone_leaves_no_line(larkfield, mona):
    before = queries.ends()
    with pytest.raises(MindChanged):
        launch_and_think_again(larkfield, mona)
    assert queries.ends() == before
    actions.record(did="closed a wave", thing=larkfield, by=mona, at=NOON)
    assert queries.verify() is None


def test_a_deed_whose_line_was_refused_cannot_stand_even_if_the_refusal_was_caught(larkfield, mona):
    before = queries.ends()
    with pytest.raises(transaction.TransactionManagementError):
        say_too_much_and_go_on(larkfield, mona)
    assert queries.ends() == before


@pytest.mark.parametrize("did", ["", "x" * 81, "two\nlines"])
def test_what_was_done_is_a_short_phrase(larkfield, mona, did):
    with pytest.raises(NotALine), transaction.atomic():
        actions.record(did=did, thing=larkfield, by=mona, at=NOON)


def test_an_office_leaves_no_line_in_another_council(netherby, mona):
    with pytest.raises(NotALine), transaction.atomic():
        actions.record(did="launched a wave", thing=netherby, by=mona, council_id=netherby.id, at=NOON)


def test_what_concordat_itself_does_happens_in_some_council(larkfield):
    with pytest.raises(NotALine), transaction.atomic():
        actions.record(did="closed a wave", thing=larkfield, by=None, at=NOON)
    actions.record(did="closed a wave", thing=larkfield, by=None, council_id=larkfield.id, at=NOON)
    assert queries.history_of(larkfield)[-1].by is None


def test_whoever_writes_holds_the_end_of_the_trail(larkfield, mona):
    with CaptureQueriesContext(
        connection,
    ) as told:
        actions.record(did="launched a wave", thing=larkfield, by=mona, at=NOON)
    statements = [query["sql"] for query in told if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) == 3
    # SQLite lets one writer in at a time, and locks the whole file for them.
    assert ("FOR UPDATE" in statements[0]) == (connection.vendor == "postgresql")
