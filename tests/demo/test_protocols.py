"""Marlbridge's instruments: a history, a correction, a consultation of today, a parish on the model."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from concordat.demo import cast, marlbridge, protocols
from concordat.people import actions as people
from concordat.people.rules.councils import Nation, Tier
from concordat.people.rules.duties import Duty
from concordat.protocol import queries
from concordat.protocol.rules.editions import Stage
from concordat.trail import queries as trail

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = AT.date()


@pytest.fixture
def everyone(db):
    begun = AT - timedelta(days=900)
    district = people.found_council(
        name="Marlbridge District Council",
        slug="marlbridge",
        tier=Tier.DISTRICT,
        nation=Nation.ENGLAND,
        at=begun,
    )
    marlbridge._govern(district, begun=begun)
    marlbridge._fill(district, [*cast.officers(), *cast.councillors()], at=begun)
    for slug, (name, _seats) in cast.PARISHES.items():
        parish = people.found_council(
            name=name, slug=slug, tier=Tier.PARISH, nation=Nation.ENGLAND, principal=district, at=begun
        )
        marlbridge._fill(parish, cast.parish(slug), at=begun)
    found = marlbridge._Everyone(district.id, on=TODAY)
    clerks = {slug: marlbridge._clerk(slug, on=TODAY) for slug in cast.PARISHES}
    with marlbridge._letters_kept():
        protocols.make(found, clerks, deliver=marlbridge._deliver, at=AT)
    return found


def test_marlbridge_has_a_protocol_with_a_past_and_one_that_is_talked_over_today(everyone):
    run = everyone.holding(Duty.HEAD_OF_DEMOCRATIC_SERVICES)
    main, scheme = sorted(queries.instruments_seen_by(run, today=TODAY), key=lambda each: each.kind)
    told = queries.editions_of(main, office=run, today=TODAY)
    assert [stage for _edition, stage in told] == [
        Stage.IN_CONSULTATION, Stage.IN_FORCE, Stage.SUPERSEDED, Stage.SUPERSEDED,
    ]  # fmt: skip
    asked, current, second, first = (edition for edition, _stage in told)
    assert current.corrects == second
    assert "a letter was missing" in current.correction_why
    assert second.resolution.votes_for == 38
    assert bytes(first.source.body).decode() == protocols.TEXT
    assert queries.comments_waiting(asked) == 2
    assert queries.comments_waiting(second) == 0
    in_force = queries.expectations_in_force(run.council_id, on=TODAY)
    assert {each.owed for each in in_force} == {
        "by officers to councillors", "by councillors to officers",
    }  # fmt: skip
    assert queries.what_changed(current).result["counts"]["editorial"] == 1
    changed = queries.what_changed(second).result
    assert changed["changed_in_force"] >= 2
    assert changed["counts"]["new"] > 5
    assert [each.state for each in queries.sources_of(run, scheme.slug)] == ["read"]
    assert trail.verify() is None
    assert mail.outbox == []  # the letters of a past that is acted reach nobody


def test_a_parish_adopted_the_model_for_parishes_and_its_review_is_overdue(everyone):
    clerk = marlbridge._clerk("ashcombe", on=TODAY)
    [standing] = queries.standing_of(
        queries.instruments_seen_by(clerk, today=TODAY), office=clerk, today=TODAY
    )
    assert "local" in standing.in_force.model
    assert standing.overdue
    assert not queries.questions_in(standing.in_force)


def test_every_label_at_the_top_of_what_is_in_force_is_there_once(everyone):
    run = everyone.holding(Duty.HEAD_OF_DEMOCRATIC_SERVICES)
    for instrument in queries.instruments_seen_by(run, today=TODAY):
        current = queries.edition_in_force(instrument.editions.all(), on=TODAY)
        if current:
            labels = [clause.label for clause in queries.clauses_of(current) if not clause.depth]
            assert len(set(labels)) == len(labels)
