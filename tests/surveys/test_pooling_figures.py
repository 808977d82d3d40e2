"""What is told of the officers of several parishes: the same to all, of nobody, and never of a change."""

import re
from datetime import timedelta

from concordat.letters import actions as letters
from concordat.people import actions as people_actions
from concordat.people.rules.councils import Nation, Tier
from concordat.people.rules.duties import Duty, Kind
from concordat.surveys import actions, queries
from concordat.surveys.models import PoolInvitation
from concordat.trail.queries import history_of
from tests.conftest import AT, appointed
from tests.surveys.conftest import CLOSING, LAUNCHING, OPENING, PREPARING, turn
from tests.surveys.test_pooling import (
    HERE,
    PARISHES,
    agree,
    answer_all,
    invited,
    launched_pool,
    out,
    page_of,
    parishes,
    seen,
    signed_and_launched,
)

__all__ = ["invited", "launched_pool", "out", "parishes"]  # fixtures


def test_the_host_and_every_parish_read_the_same_figures_of_all_together(
    client, out, invited, parishes, people
):
    release = queries.results_of(out)
    assert (release.pooled.councils, release.pooled.reply.invited, release.pooled.reply.answered) == (
        5,
        10,
        10,
    )
    host = page_of(client, people["amara"], f"{HERE}/results")
    assert "Officers of 5 parishes" in host
    files = set()
    for slug in PARISHES[:5]:
        here = f"/{slug}/health-check/pools/{invited[slug].id}"
        assert "Officers of 5 parishes" in page_of(client, parishes[slug]["councillor"], here)
        files.add(seen(client, parishes[slug]["clerk"], f"{here}/figures").content)
    assert len(files) == 1
    assert b"H1" in files.pop()


def test_nothing_that_is_published_names_a_parish_or_a_person_of_one(client, out, people):
    said = str(out.release.body)
    for form in ("html", "csv", "json", "guide.html"):
        said += seen(client, people["mona"], f"{HERE}/results/{form}").content.decode()
    said += page_of(client, people["mona"], f"{HERE}/results")
    assert not re.search("|".join(PARISHES), said, re.IGNORECASE)
    assert not re.search(r"Warden|Clerk[a-z]+ Able", said)


def test_the_figures_of_the_host_are_those_that_they_would_be_without_a_pool(out):
    release = queries.results_of(out)
    assert {figure.atom for figure in release.items} == {"councillors", "officers"}
    assert release.headline.officers is not None
    assert [atom.name for atom in release.atoms] == ["councillors", "officers"]


def test_each_parish_has_a_letter_that_leads_to_its_own_page(out, mailoutbox):
    letters.deliver_due(at=OPENING + timedelta(minutes=1), limit=200)
    (letter,) = (
        email for email in mailoutbox if "clerkdalby" in email.to[0] and "results are out" in email.subject
    )
    assert "/dalby/health-check/pools" in letter.body
    assert "/larkfield/" not in letter.body


def test_the_trail_of_the_host_tells_that_a_council_agreed_and_nobodys_name(out, invited):
    told = [line for line in history_of(invited["ashby"]) if line.did.startswith("a council")]
    assert [(line.by, line.detail) for line in told] == [(None, {"council": "ashby"})]


def test_a_council_of_another_principal_is_pooled_by_its_address_as_an_association_does(
    prepared, parishes, netherby, mona, people
):
    """Neither below the council that asks nor known to it: the clerk's agreement is all that counts."""
    far = people_actions.found_council(
        name="Far Parish Council",
        slug="far",
        tier=Tier.PARISH,
        nation=Nation.ENGLAND,
        principal=netherby,
        at=AT,
    )
    clerk = appointed("Faraday Clerk", Kind.OFFICER, far, Duty.CLERK)
    addresses = [*PARISHES[:4], "far", "netherby"]
    actions.invite_to_pool(wave=prepared, addresses=addresses, by=mona, at=PREPARING)
    invited = {each.address: each for each in PoolInvitation.objects.all()}
    agree(invited, parishes, *PARISHES[:4])
    assert not queries.standing_today(prepared, today=PREPARING.date()).is_asked
    actions.agree_to_pool(invitation=invited["far"], by=clerk, at=PREPARING)
    standing = queries.standing_today(prepared, today=PREPARING.date())
    assert (standing.councils, standing.people, standing.is_asked) == (5, 9, True)


def a_year_later(at):
    return at + timedelta(days=364)


def test_when_one_parish_joins_the_change_of_the_pool_has_no_figure_in_any_release(
    out, parishes, people, mailoutbox
):
    """Attack A20, through the whole path: five parishes, and a year later the same five and one more."""
    mailoutbox.clear()
    mona = people["mona"]
    # Three people join with it: for so many the guard for changed names would let go.
    appointed("Groundsman Drew", Kind.OFFICER, parishes["fernley"]["clerk"].council)
    wave = actions.prepare_wave(
        name="Autumn 2027",
        committee="Standards Committee",
        opens_on=a_year_later(LAUNCHING).date(),
        closes_on=a_year_later(CLOSING).date() - timedelta(days=1),
        instrument="short",
        by=mona,
        at=a_year_later(PREPARING),
    )
    actions.invite_to_pool(wave=wave, addresses=PARISHES, by=mona, at=a_year_later(PREPARING))
    for each in PoolInvitation.objects.filter(pool__wave=wave):
        actions.agree_to_pool(invitation=each, by=parishes[each.address]["clerk"], at=a_year_later(PREPARING))
    secrets = signed_and_launched(wave, people, later=a_year_later)
    answer_all(mailoutbox, later=a_year_later)
    actions.close_due(at=a_year_later(CLOSING))
    for name in ("isaac", "mona"):
        turn(wave, name, secrets[name], people, at=a_year_later(OPENING))
    wave.refresh_from_db()
    release = queries.results_of(wave)
    assert release.pooled.councils == 6
    told = [change for change in release.pooled.changes if change.word is not None]
    assert told
    assert all(change.change is None and change.margin is None for change in release.pooled.changes)
    assert any(change.change is not None for change in release.changes)  # of the sides, nobody changed
