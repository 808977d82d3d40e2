"""Officers of several parishes as one atom: agreed by each, seen by each in part, told of together."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from concordat.letters import actions as letters
from concordat.letters.models import Letter
from concordat.people import actions as people_actions
from concordat.people.rules.councils import Nation, Tier
from concordat.people.rules.duties import Duty, Kind
from concordat.surveys import actions, queries
from concordat.surveys.models import Pool, PoolInvitation, RosterLine
from concordat.surveys.rules.pooling import POOLED
from concordat.surveys.rules.stages import OutOfTurn
from concordat.trail.models import Entry
from tests.conftest import AT, appointed
from tests.surveys.conftest import ANSWERING, CLOSING, LAUNCHING, LINK, PREPARING, turn

PARISHES = ("ashby", "beckton", "crowle", "dalby", "elmton", "fernley")
HERE = "/larkfield/health-check/autumn-2026"


@pytest.fixture
def parishes(larkfield):
    """Six parishes below Larkfield, each with a clerk and one other officer, and a councillor."""
    found = {}
    for slug in PARISHES:
        council = people_actions.found_council(
            name=f"{slug.capitalize()} Parish Council",
            slug=slug,
            tier=Tier.PARISH,
            nation=Nation.ENGLAND,
            principal=larkfield,
            at=AT,
        )
        found[slug] = {
            "clerk": appointed(f"Clerk{slug} Able", Kind.OFFICER, council, Duty.CLERK),
            "other": appointed(f"Warden{slug} Baker", Kind.OFFICER, council),
            "councillor": appointed(f"Member{slug} Cole", Kind.COUNCILLOR, council),
        }
    return found


@pytest.fixture
def invited(prepared, parishes, mona):
    actions.invite_to_pool(wave=prepared, addresses=PARISHES, by=mona, at=PREPARING)
    return {each.address: each for each in PoolInvitation.objects.all()}


def agree(invited, parishes, *slugs):
    for slug in slugs:
        actions.agree_to_pool(invitation=invited[slug], by=parishes[slug]["clerk"], at=PREPARING)


def at_once(at):
    return at


def signed_and_launched(wave, people, *, later=at_once) -> dict[str, str]:
    """Everything from the roster to the launch; each key-holder's secret, by their first name."""
    preparing = later(PREPARING)
    actions.draw_up_roster(wave=wave, by=people["mona"], at=preparing)
    for signer in (people["amara"], people["owen"]):
        actions.sign_roster(wave=wave, roster_hash=wave.roster_hash, by=signer, at=preparing)
    trio = {name: people[name] for name in ("mona", "joan", "isaac")}
    actions.name_holders(wave=wave, holders=list(trio.values()), by=people["mona"], at=preparing)
    secrets = {
        name: actions.collect_secret(holder=holder, by=office, at=preparing)
        for (name, office), holder in zip(trio.items(), queries.holders_of(wave), strict=True)
    }
    actions.launch(wave=wave, by=people["mona"], at=later(LAUNCHING))
    wave.refresh_from_db()
    return secrets


def answer_all(mailoutbox, *, later=at_once) -> None:
    letters.deliver_due(at=later(LAUNCHING) + timedelta(minutes=1), limit=200)
    links = [link for email in mailoutbox for link in LINK.findall(email.body)]
    for number, link in enumerate(links):
        paper = queries.ballot_paper(link, today=later(ANSWERING).date())
        top = {"M": 10, "D": 3}
        answers = {item.id: (number * 3 + n) % top[item.shape] + 1 for n, item in enumerate(paper.items)}
        actions.cast(paper=paper, answers=answers, at=later(ANSWERING))


@pytest.fixture
def launched_pool(prepared, invited, parishes, people):
    agree(invited, parishes, *PARISHES[:5])
    return prepared, signed_and_launched(prepared, people)


@pytest.fixture
def out(launched_pool, people, mailoutbox):
    """Everyone has answered, and the box is open."""
    wave, secrets = launched_pool
    answer_all(mailoutbox)
    actions.close_due(at=CLOSING)
    wave.refresh_from_db()
    for name in ("isaac", "mona"):
        turn(wave, name, secrets[name], people)
    wave.refresh_from_db()
    return wave


def seen(client, who, address):
    client.force_login(who.person)
    return client.get(address)


def page_of(client, who, address):
    return seen(client, who, address).content.decode()


# ----------------------------------------------------------------------------------------- agreeing


def test_the_organiser_invites_through_the_page_and_each_clerk_has_a_letter(client, prepared, parishes, mona):
    client.force_login(mona.person)
    client.post(f"{HERE}/pool", {"parishes": ["ashby", "beckton"], "others": "some-far-parish"})
    assert sorted(PoolInvitation.objects.values_list("address", flat=True)) == [
        "ashby",
        "beckton",
        "some-far-parish",
    ]
    told = Letter.objects.filter(subject__contains="invited to take part").values_list(
        "to__council__slug", flat=True
    )
    assert sorted(told) == ["ashby", "beckton"]
    page = page_of(client, mona, f"{HERE}/pool")
    assert "Ashby Parish Council: no answer yet" in page
    client.post(f"{HERE}/pool", {"parishes": ["ashby"], "others": ""})
    assert list(PoolInvitation.objects.values_list("address", flat=True)) == ["ashby"]


def test_an_address_says_nothing_of_whether_there_is_such_a_council(client, prepared, netherby, mona):
    """A parish elsewhere, a council that is none, and one that does not exist: the same page."""
    people_actions.found_council(name="Far", slug="far", tier=Tier.PARISH, nation=Nation.ENGLAND, at=AT)
    pages = []
    for address in ("far", "netherby", "nowhere-at-all"):
        actions.invite_to_pool(wave=prepared, addresses=[address], by=mona, at=PREPARING)
        page = page_of(client, mona, f"{HERE}/pool")
        pages.append(re.search(r"Invited</h2>.*?</ul>", page, re.DOTALL)[0].replace(address, "X"))
    assert len(set(pages)) == 1


def test_what_is_no_address_comes_back_with_a_sentence(client, prepared, mona):
    client.force_login(mona.person)
    page = client.post(f"{HERE}/pool", {"others": "Not An Address!"}).content.decode()
    assert "is no address" in page
    assert not PoolInvitation.objects.exists()


def test_the_clerk_agrees_and_withdraws_with_a_line_in_both_trails(client, invited, parishes, larkfield):
    clerk, invitation = parishes["ashby"]["clerk"], invited["ashby"]
    address = reverse("surveys:decide", args=["ashby", invitation.id])
    client.force_login(clerk.person)
    client.post(address, {"agree": "yes"})
    invitation.refresh_from_db()
    assert invitation.agreed_by_id == clerk.id
    client.post(address, {"agree": "no"})
    invitation.refresh_from_db()
    assert invitation.agreed_by_id is None
    lines = Entry.objects.filter(thing=f"surveys.poolinvitation:{invitation.id}")
    told = sorted((line.council.slug, line.by_id, line.did) for line in lines.select_related("council"))
    assert told == [
        ("ashby", clerk.id, "agreed to a pool"),
        ("ashby", clerk.id, "withdrew from a pool"),
        ("larkfield", None, "a council agreed to a pool"),
        ("larkfield", None, "a council withdrew from a pool"),
    ]


def test_only_who_runs_a_council_decides_for_it_and_nobody_for_another(client, invited, parishes, mona):
    other = parishes["ashby"]["other"]
    client.force_login(other.person)
    assert client.post(reverse("surveys:decide", args=["ashby", invited["ashby"].id])).status_code == 403
    clerk = parishes["ashby"]["clerk"]
    client.force_login(clerk.person)
    assert client.post(reverse("surveys:decide", args=["ashby", invited["beckton"].id])).status_code == 404
    assert client.post(reverse("surveys:decide", args=["beckton", invited["beckton"].id])).status_code == 404
    client.force_login(mona.person)
    assert client.post(reverse("surveys:decide", args=["larkfield", invited["ashby"].id])).status_code == 404


def test_too_few_councils_are_not_asked_and_the_page_says_why(client, prepared, invited, parishes, mona):
    agree(invited, parishes, *PARISHES[:4])
    actions.draw_up_roster(wave=prepared, by=mona, at=PREPARING)
    assert not RosterLine.objects.filter(atom__name=POOLED).exists()
    assert "so far there are 4." in page_of(client, mona, f"{HERE}/pool")


def test_a_council_that_withdraws_makes_the_roster_fall(prepared, invited, parishes, mona, people):
    agree(invited, parishes, *PARISHES)
    actions.draw_up_roster(wave=prepared, by=mona, at=PREPARING)
    actions.sign_roster(wave=prepared, roster_hash=prepared.roster_hash, by=people["amara"], at=PREPARING)
    before = prepared.roster_hash
    actions.withdraw_from_pool(invitation=invited["fernley"], by=parishes["fernley"]["clerk"], at=PREPARING)
    assert any("Draw it up again" in each for each in queries.obstacles(prepared, today=PREPARING.date()))
    actions.draw_up_roster(wave=prepared, by=mona, at=PREPARING)
    assert prepared.roster_hash != before
    assert not prepared.signatures.exists()
    assert "fernley" not in set(queries.pooled_by_council(prepared.id))


def test_after_the_launch_nobody_joins_or_leaves_and_the_database_holds_to_it(
    launched_pool, invited, parishes, mona
):
    wave, _secrets = launched_pool
    with pytest.raises(OutOfTurn):
        actions.withdraw_from_pool(invitation=invited["ashby"], by=parishes["ashby"]["clerk"], at=LAUNCHING)
    with pytest.raises(OutOfTurn):
        actions.agree_to_pool(invitation=invited["fernley"], by=parishes["fernley"]["clerk"], at=LAUNCHING)
    with pytest.raises(OutOfTurn):
        actions.invite_to_pool(wave=wave, addresses=[], by=mona, at=LAUNCHING)
    pool = Pool.objects.get()
    for deed in (
        lambda: PoolInvitation.objects.filter(address="ashby").update(agreed_by=None),
        lambda: PoolInvitation.objects.filter(address="fernley").delete(),
        lambda: PoolInvitation.objects.create(council_id=wave.council_id, pool=pool, address="x"),
        lambda: Pool.objects.update(councils=9),
        lambda: Pool.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="promised"), transaction.atomic():
            deed()


# -------------------------------------------------------------------------------- who sees which names


def test_each_parish_sees_its_own_people_and_no_page_of_the_host_names_any(
    client, launched_pool, invited, parishes, people
):
    for slug in PARISHES[:5]:
        page = page_of(client, parishes[slug]["other"], f"/{slug}/health-check/pools/{invited[slug].id}")
        assert re.search(rf"Warden{slug}", page, re.IGNORECASE)
        others = [other for other in PARISHES if other != slug]
        assert not any(re.search(rf"(Warden|Clerk){other}|{other}", page, re.IGNORECASE) for other in others)
    for address in ("roster", "", "preflight", "pool", "launch"):
        page = page_of(client, people["mona"], f"{HERE}/{address}")
        assert not re.search(r"Warden|Clerk[a-z]+ Able", page), address
    assert "Officers of local councils (10)" in page_of(client, people["amara"], f"{HERE}/roster")


def test_another_parishs_invitation_does_not_exist_whatever_its_number(
    client, launched_pool, invited, parishes, nerys
):
    """Enumeration: every number but one's own is answered as a number that was never given."""
    clerk = parishes["ashby"]["clerk"]
    client.force_login(clerk.person)
    own = invited["ashby"].id
    highest = max(each.id for each in invited.values())
    for page in ("", "/figures"):
        answers = {
            number: client.get(f"/ashby/health-check/pools/{number}{page}").status_code
            for number in range(1, highest + 3)
        }
        assert {number for number, status in answers.items() if status != 404} <= {own}
    assert client.get("/larkfield/health-check/autumn-2026/results").status_code == 404
    assert client.get("/larkfield/health-check/autumn-2026/pool").status_code == 404
    client.force_login(nerys.person)
    assert client.get(f"/netherby/health-check/pools/{own}").status_code == 404


def test_a_parish_that_did_not_agree_shows_its_people_nothing(client, launched_pool, invited, parishes):
    other = parishes["fernley"]["other"]
    assert seen(client, other, f"/fernley/health-check/pools/{invited['fernley'].id}").status_code == 404
    assert "has not been invited" in page_of(client, other, "/fernley/health-check/pools")


def test_the_ballot_paper_asks_of_ones_own_council_and_for_no_comment(
    client, launched_pool, mailoutbox, clock
):
    clock(ANSWERING)
    letters.deliver_due(at=LAUNCHING + timedelta(minutes=1), limit=100)
    (link,) = (
        link for email in mailoutbox if "clerkashby" in email.to[0] for link in LINK.findall(email.body)
    )
    paper = queries.ballot_paper(link, today=ANSWERING.date())
    assert not paper.reviewer_key
    page = client.get(f"/answer/{link}").content.decode()
    assert "at your own council" in page
    assert "the council that you work for" in page


def test_links_that_never_arrived_in_a_parish_open_nothing_after_the_close(launched_pool):
    assert Letter.objects.exclude(secret="").filter(council__slug="ashby").exists()
    actions.close_due(at=CLOSING)
    assert not Letter.objects.exclude(secret="").exists()


def test_only_a_local_council_is_asked_into_a_pool(client, prepared, mona, nerys):
    actions.invite_to_pool(wave=prepared, addresses=["netherby"], by=mona, at=PREPARING)
    (invitation,) = PoolInvitation.objects.all()
    assert seen(client, nerys, f"/netherby/health-check/pools/{invitation.id}").status_code == 404
    assert not queries.invitations_seen_by(nerys).exists()


def test_the_clerk_is_told_at_the_front_door_until_they_have_decided(invited, parishes):
    clerk = queries.clerks_of("ashby", today=PREPARING.date())[0]
    (task,) = queries.tasks_for(clerk, today=PREPARING.date())
    assert task.href == f"/ashby/health-check/pools/{invited['ashby'].id}"
    agree(invited, parishes, "ashby")
    assert queries.tasks_for(clerk, today=PREPARING.date()) == ()


def test_whoever_withdraws_and_agrees_again_keeps_their_part_of_the_roster(prepared, invited, parishes, mona):
    agree(invited, parishes, *PARISHES)
    actions.draw_up_roster(wave=prepared, by=mona, at=PREPARING)
    before = PoolInvitation.objects.get(address="ashby").roster_hash
    actions.withdraw_from_pool(invitation=invited["ashby"], by=parishes["ashby"]["clerk"], at=PREPARING)
    agree(invited, parishes, "ashby")
    actions.draw_up_roster(wave=prepared, by=mona, at=PREPARING)
    assert PoolInvitation.objects.get(address="ashby").roster_hash == before != ""
