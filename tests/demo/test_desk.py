"""Whoever looks around finds something to do, whatever day it is."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.timezone import localdate

from concordat.calendar import actions as calendar
from concordat.demo import cast, desk, enquiries, marlbridge
from concordat.enquiries import queries
from concordat.enquiries.models import Cycle
from concordat.enquiries.rules.stages import OPEN, Stage
from concordat.people import actions as people
from concordat.people.rules.councils import Nation, Tier

ON = [
    datetime(2026, 11, 30, 15, 40, tzinfo=UTC),
    datetime(2027, 1, 2, 3, 0, tzinfo=UTC),  # a Saturday at night, in the holidays
    datetime(2027, 6, 7, 8, 1, tzinfo=UTC),  # early on a Monday
]


@pytest.fixture(params=ON, ids=str)
def everyone(request, db, monkeypatch):
    """The council without its year: nothing but what lies on the tables."""
    at = request.param
    monkeypatch.setattr(enquiries, "ASKED", 0)
    begun = at - timedelta(days=900)
    council = people.found_council(
        name="Marlbridge", slug="marlbridge", tier=Tier.DISTRICT, nation=Nation.ENGLAND, at=begun
    )
    calendar.renew(at=at)
    marlbridge._fill(council, [*cast.officers(), *cast.councillors()], at=begun)
    everyone = marlbridge._Everyone(council.id, on=localdate(at))
    enquiries.make(everyone, besides=desk.lay, at=at)
    everyone.at = at
    return everyone


def open_of(everyone, service):
    found = Cycle.objects.filter(service=service, stage__in=list(OPEN)).select_related(
        "enquiry__asked_by__person"
    )
    return list(found.order_by("due_unpaused_at"))


def test_an_officers_queue_holds_what_is_late_what_is_new_and_what_stands_still(everyone):
    queue = open_of(everyone, "Planning")
    assert len(queue) == 6
    late = [cycle for cycle in queue if cycle.due_at and cycle.due_at < everyone.at]
    late_for_the_councillor = [cycle for cycle in queue if cycle.due_unpaused_at < everyone.at]
    assert len(late) == 1
    assert len(late_for_the_councillor) == 2
    assert [cycle.acknowledged_at is None for cycle in queue].count(True) == 1
    assert [cycle.paused_at is not None for cycle in queue].count(True) == 1
    received = [cycle.received_at for cycle in queue]
    assert received != sorted(received), "what came first is not what is due first"


def test_a_dispute_and_a_review_wait_for_somebody_as_whom_one_can_look_around(everyone):
    ruth = everyone.called("Ruth Adeyemi")
    [paused] = [cycle for cycle in open_of(everyone, "Planning") if cycle.paused_at]
    [pause] = queries.pauses_of(paused)
    assert queries.may_settle(ruth, paused, pause, on=localdate(everyone.at))
    assert len(queries.reviews_waiting_for(ruth)) == 1


def test_a_councillor_has_what_waits_and_what_was_answered(everyone):
    tomos = everyone.called("Tomos Griffith")
    own = Cycle.objects.filter(enquiry__asked_by__person=tomos.person_id)
    assert [cycle.stage in OPEN for cycle in own.order_by("received_at")].count(True) == 2
    assert own.filter(stage=Stage.ANSWERED).count() == 1
    assert len(open_of(everyone, "Legal and democratic services")) == 1
