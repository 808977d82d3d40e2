"""The pages of the years: trends, election days, the joint meeting and what was promised there."""

import re
from datetime import UTC, date, datetime

import pytest

from concordat.people import actions as people_actions
from concordat.people.rules.councils import Governance
from concordat.surveys import actions, queries
from concordat.surveys.models import (
    Atom,
    ElectionDay,
    PromisedAction,
    Release,
    Rendering,
    RosterLine,
    Wave,
)
from concordat.surveys.rules import release as releases
from concordat.surveys.rules.course import Elected
from concordat.surveys.rules.promised import PromisedBy
from concordat.surveys.rules.publishing import OF_ALL_RELEASES
from concordat.surveys.rules.stages import OutOfTurn
from concordat.trail.queries import history_of
from tests.surveys.conftest import OPENING
from tests.surveys.rules.counted import released as counted

HERE = "/larkfield/health-check"
LATER = datetime(2027, 2, 1, 12, tzinfo=UTC)


def seen(client, who, address):
    client.force_login(who.person)
    return client.get(f"{HERE}/{address}")


def sent(client, who, address, **fields):
    client.force_login(who.person)
    return client.post(f"{HERE}/{address}", fields)


def out(year, body, prepared) -> Wave:
    """A health check that is out, without the labour of asking: its rows as a release would leave them."""
    wave = Wave.objects.create(
        council=prepared.council,
        name=f"Autumn {year}",
        slug=f"autumn-{year}",
        committee="Standards Committee",
        opens_on=date(year, 9, 7),
        closes_on=date(year, 9, 25),
        instrument=prepared.instrument,
        made_by=prepared.made_by,
        made_at=datetime(year, 9, 1, tzinfo=UTC),
    )
    made = datetime(year, 9, 28, 10, tzinfo=UTC)
    Release.objects.create(council=prepared.council, wave=wave, made_at=made, body=body.as_json())
    return wave


@pytest.fixture
def years(prepared):
    """Three health checks that are out."""
    levels = {2023: 8, 2024: 7, 2025: 5}
    waves = [
        out(year, counted(around={"councillors": level, "officers": 6}), prepared)
        for year, level in levels.items()
    ]
    newest = waves[-1].release
    Rendering.objects.bulk_create(
        Rendering(council=prepared.council, release=newest, format=form) for form in OF_ALL_RELEASES
    )
    return waves


def test_everyone_of_the_council_sees_every_year_and_another_council_nothing(client, years, people, nerys):
    page = seen(client, people["amara"], "trends").content.decode()
    for year in ("Autumn 2023", "Autumn 2024", "Autumn 2025"):
        assert year in page
    client.force_login(nerys.person)
    assert client.get(f"{HERE}/trends").status_code == 404


def test_before_the_first_results_the_page_says_so_and_there_are_no_files(client, people):
    assert "no results yet" in seen(client, people["amara"], "trends").content.decode()
    assert seen(client, people["amara"], "trends/file/csv").status_code == 404
    assert seen(client, people["amara"], "trends/file/pdf").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_years(
    client, years, people, django_assert_max_num_queries
):
    client.force_login(people["amara"].person)
    with django_assert_max_num_queries(16):
        client.get(f"{HERE}/trends")


def test_a_change_of_control_of_governance_and_an_election_are_marked(client, years, people, larkfield, mona):
    for by, begins in (("Labour", date(2019, 5, 2)), ("Green", date(2024, 5, 3))):
        people_actions.change_control(council=larkfield, in_control=by, begins_on=begins, by=mona, at=OPENING)
    for model, begins in (
        (Governance.COMMITTEES, date(2019, 5, 2)),
        (Governance.LEADER_AND_CABINET, date(2025, 5, 9)),
    ):
        people_actions.change_governance(
            council=larkfield, model=model, begins_on=begins, by=mona, at=OPENING
        )
    day = {"held_on_day": "2", "held_on_month": "5", "held_on_year": "2024", "of": "whole council"}
    told = sent(client, mona, "elections", **day)
    assert told.status_code == 302
    page = seen(client, people["amara"], "trends").content.decode()
    assert "Election (whole council), 2 May 2024; Control: from Labour to Green, 3 May 2024" in page
    assert "Governance: from committee system to leader and cabinet, 9 May 2025" in page
    assert ">A</text>" in page
    assert ">B</text>" in page


def test_the_guard_holds_between_two_years_whose_rosters_differ_by_one_name(prepared, people, larkfield):
    """The rosters decide: the same two figures, once with a name changed in between and once without."""
    small = [releases.Atom(side, side, 12, 12) for side in ("councillors", "officers")]
    first, second = (counted(*small, around={"councillors": level, "officers": 6}) for level in (8, 6))
    waves = [out(2023, first, prepared), out(2024, second, prepared), out(2025, first, prepared)]
    for wave, names in zip(waves, (("amara", "owen"), ("amara", "bilal"), ("amara", "bilal")), strict=True):
        atom = Atom.objects.create(
            council=larkfield, wave=wave, name="councillors", side="councillors", position=0
        )
        for name in names:
            RosterLine.objects.create(
                council=larkfield,
                wave=wave,
                atom=atom,
                office=people[name],
                name=name,
                email=f"{name}@x.example",
            )
    found = queries.trends_of(larkfield)
    (headline,) = (line for line in found.questions if line.id == "H1" and line.atom == "councillors")
    told = [(step.word, step.change) for step in headline.steps]
    assert told == [(None, None), ("worse", None), ("similar", 2.0)]


@pytest.mark.slow
def test_the_worker_makes_the_files_and_a_new_election_day_has_them_made_again(client, years, people, mona):
    assert "being made" in seen(client, mona, "trends/file/pdf").content.decode()
    actions.render_due(at=OPENING)
    assert seen(client, mona, "trends/file/pdf").content.startswith(b"%PDF")
    assert seen(client, mona, "trends/file/docx").content.startswith(b"PK")
    actions.note_election(held_on=date(2024, 5, 2), of=Elected.WHOLE, by=mona, at=OPENING)
    assert set(queries.trend_files_of(mona.council_id).values()) == {"waiting"}


@pytest.mark.parametrize("form", ["html", "csv", "json"])
def test_the_same_bytes_for_every_audience(client, years, people, form):
    files = {
        seen(client, people[who], f"trends/file/{form}").content for who in ("amara", "owen", "mona", "isaac")
    }
    assert len(files) == 1


# ------------------------------------------------------------------------------------------ election days


def test_an_election_day_is_noted_once_and_struck_with_a_line_for_each(client, people, mona):
    assert "first Thursday in May" in seen(client, mona, "elections").content.decode()
    day = {"held_on_day": "7", "held_on_month": "5", "held_on_year": "2026", "of": "whole council"}
    sent(client, mona, "elections", **day)
    assert "on the list already" in sent(client, mona, "elections", **day).content.decode()
    noted = ElectionDay.objects.get()
    assert "Strike" not in seen(client, people["amara"], "elections").content.decode()
    assert sent(client, people["amara"], f"elections/{noted.id}/strike").status_code == 403
    sent(client, mona, f"elections/{noted.id}/strike")
    assert [line.did for line in history_of(noted)] == ["noted a day of election", "struck a day of election"]
    assert not ElectionDay.objects.exists()


# ---------------------------------------------------------------------------------------- the joint meeting


def test_the_guide_is_open_to_everyone_once_results_are_out(client, released, people):
    for who in ("amara", "owen", "isaac"):
        page = seen(client, people[who], "autumn-2026/guide").content.decode()
        assert "Ground rules" in page
        assert "What both sides agree on first" in page
    assert seen(client, people["amara"], "autumn-2026/results/guide.html").status_code == 200


def test_there_is_no_guide_before_the_results(client, closed, people):
    assert seen(client, people["mona"], "autumn-2026/guide").status_code == 404
    assert seen(client, people["mona"], "autumn-2026/promised").status_code == 404


def promise(wave, mona, **more):
    words = {"what": "Reply within five days", "side": PromisedBy.OFFICERS, "by_when": date(2027, 3, 1)}
    return actions.record_promise(wave=wave, by=mona, at=LATER, **(words | more))


def test_a_promise_is_recorded_kept_and_taken_back_with_a_line_for_each(client, released, people, mona):
    fields = {"side": "officers", "by_when_day": "1", "by_when_month": "3", "by_when_year": "2099"}
    sent(client, mona, "autumn-2026/promised", what="Reply within five days", **fields)
    made = PromisedAction.objects.get()
    page = seen(client, people["amara"], "autumn-2026/promised").content.decode()
    assert re.search(
        r"Reply within five days.*Not yet.*Officers, by 1 March 2099.*Recorded by Mona", page, re.DOTALL
    )
    sent(client, mona, f"trends/kept/{made.id}", kept="yes")
    assert "Noted as kept by Mona" in seen(client, people["owen"], "autumn-2026/promised").content.decode()
    sent(client, mona, f"trends/kept/{made.id}", kept="no")
    told = [line.did for line in history_of(made)]
    assert told == [
        "recorded a promised action",
        "noted a promised action as kept",
        "took back that an action was kept",
    ]
    assert "five days" not in str([line.detail for line in history_of(made)])


def test_what_was_typed_comes_back_and_a_councillor_may_not_write(client, released, people, mona):
    page = sent(client, mona, "autumn-2026/promised", what="Something").content.decode()
    assert "Something</textarea>" in page
    assert "Choose who will do it." in page
    assert "<textarea" not in seen(client, people["amara"], "autumn-2026/promised").content.decode()
    made = promise(released, mona)
    assert sent(client, people["amara"], f"trends/kept/{made.id}").status_code == 403


def test_nothing_is_promised_before_the_results(closed, mona):
    with pytest.raises(OutOfTurn):
        promise(closed, mona)


def test_the_next_results_carry_what_was_promised_and_what_is_open_of_old(released, mona):
    kept = promise(released, mona)
    promise(released, mona, what="Brief before reports", side=PromisedBy.BOTH)
    actions.note_kept(promise=kept, by=mona, at=LATER)
    told = queries.promised_before(released.council_id, wave_id=released.id)
    assert [(each.what, each.kept_on) for each in told] == [
        ("Brief before reports", None),
        ("Reply within five days", "2027-02-01"),
    ]
    # Of waves before the last, only what is still open.
    (open_of_old,) = queries.promised_before(released.council_id, wave_id=None)
    assert open_of_old.what == "Brief before reports"
