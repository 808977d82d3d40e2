"""A year in Marlbridge, made once through the rooms' own doors."""

from datetime import UTC, datetime

import pytest
from django.core import mail

from concordat.demo import marlbridge, studies
from concordat.people import queries as people
from concordat.surveys import queries as surveys
from concordat.trail import queries as trail
from concordat.viewpoints import queries as viewpoints

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def council(db):
    assert not marlbridge.stands()
    marlbridge.make(at=AT)
    return people.council_called("marlbridge")


def test_a_year_is_made_and_can_be_told(council):
    assert marlbridge.stands()
    assert trail.verify() is None
    six = [person.name for person in people.to_look_around_as()]
    assert len(six) == 6

    offices = {office.name: office for office in people.offices_of(council.id, on=AT.date())}
    assert set(six) <= set(offices)
    organiser = offices["Ruth Adeyemi"]
    stages = [surveys.stage_of(wave, today=AT.date()) for wave in surveys.waves_seen_by(organiser)]
    assert stages == ["being prepared", "open", "results are out", "results are out"]

    newest, before = surveys.released_figures(council.id)
    assert newest.release.headline.gap is not None
    assert before.release.headline.gap is not None
    assert newest.release.changes
    # What was promised after the one stands beside the results of the next, kept or not.
    assert {bool(each.kept_on) for each in newest.release.promised} == {True, False}

    # What is open may be answered: its invitations went where the settings say, and nothing else did.
    ballots = [message for message in mail.outbox if "/answer/" in message.body]
    codes = [message for message in mail.outbox if "/sort/" in message.body]
    assert len(ballots) == len(offices) - 2  # everyone but the independent person and the reviewer
    assert len(codes) == 44 + studies.ASKED_OFFICERS
    assert len(mail.outbox) == len(ballots) + len(codes)
    assert surveys.tasks_for(offices["Professor Ama Osei"], today=AT.date())

    running = viewpoints.running(organiser, today=AT.date())
    assert [study.is_open for study in running] == [True]
    report = viewpoints.latest_report(organiser)
    # The analysis found the planted views: each has the name of the one whose cards stand at its ends.
    assert sorted(report.viewpoints) == sorted(view.name for view in studies.VIEWS)

    [parish] = [
        o
        for o in people.offices_held(by=offices["Tomos Griffith"].person, on=AT.date())
        if o.council != council
    ]
    assert parish.council.principal == council
