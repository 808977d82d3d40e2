"""What the pages and letters of a pool say, to the council that asks and to each that is asked."""

import re
from datetime import timedelta

from concordat.letters import actions as letters
from concordat.letters.queries import letters_to
from concordat.people import actions as people_actions
from concordat.people.models import Council
from concordat.people.rules.councils import Tier
from concordat.surveys import actions
from concordat.surveys.models import PoolInvitation
from tests.surveys.conftest import ANSWERING, LAUNCHING, LINK, PREPARING
from tests.surveys.test_pooling import HERE, PARISHES, agree, page_of, seen, signed_and_launched
from tests.surveys.test_pooling import invited as invited
from tests.surveys.test_pooling import launched_pool as launched_pool
from tests.surveys.test_pooling import out as out
from tests.surveys.test_pooling import parishes as parishes

TOO_FEW = "The officers of at least 5 councils are needed; so far there are 4."


def their_page(client, parishes, invited, slug):
    return page_of(client, parishes[slug]["clerk"], f"/{slug}/health-check/pools/{invited[slug].id}")


# ------------------------------------------------------------------------------- to the council that asks


def test_whoever_prepares_it_is_told_when_a_council_withdraws(prepared, invited, parishes, mona, owen):
    agree(invited, parishes, "ashby")
    actions.withdraw_from_pool(invitation=invited["ashby"], by=parishes["ashby"]["clerk"], at=PREPARING)
    assert "A council has left the pool: Autumn 2026" in [each.subject for each in letters_to(mona)]
    assert not [each for each in letters_to(owen) if "left the pool" in each.subject]


def test_each_line_is_an_address_and_ones_own_is_refused_in_words(client, prepared, parishes, mona):
    client.force_login(mona.person)
    two_words = client.post(f"{HERE}/pool", {"others": "far\nUpper Marl"}).content.decode()
    assert "“Upper Marl” is no address" in two_words
    own = client.post(f"{HERE}/pool", {"parishes": ["ashby"], "others": "larkfield"}).content.decode()
    assert "“larkfield” is your own council" in own
    assert not PoolInvitation.objects.exists()
    nobody = client.post(f"{HERE}/pool", {"others": ""}, follow=True).content.decode()
    assert "No council is invited." in nobody


def test_with_too_few_councils_roster_and_launch_say_that_they_would_not_be_asked(
    client, prepared, invited, parishes, people
):
    pages = (f"{HERE}/roster", f"{HERE}/launch")
    assert not any("would not be asked" in page_of(client, people["mona"], page) for page in pages)
    agree(invited, parishes, *PARISHES[:4])
    for page in pages:
        assert TOO_FEW in page_of(client, people["mona"], page)
    agree(invited, parishes, PARISHES[4])
    assert not any("would not be asked" in page_of(client, people["mona"], page) for page in pages)


def test_a_roster_that_no_longer_stands_says_so_and_is_not_there_to_be_signed(
    client, prepared, invited, parishes, people, clock
):
    clock(PREPARING)
    agree(invited, parishes, *PARISHES)
    actions.draw_up_roster(wave=prepared, by=people["mona"], at=PREPARING)
    assert "Sign this roster" in page_of(client, people["amara"], f"{HERE}/roster")
    actions.withdraw_from_pool(invitation=invited["fernley"], by=parishes["fernley"]["clerk"], at=PREPARING)
    page = page_of(client, people["amara"], f"{HERE}/roster")
    assert "people to be asked have changed since this was drawn up" in page
    assert "Sign this roster" not in page
    assert "Draw it up again, and have it signed again." in page_of(client, people["mona"], f"{HERE}/roster")


def test_after_the_launch_the_page_tells_what_is_fixed_and_not_what_would_be(
    client, launched_pool, parishes, people
):
    """Whoever leaves a parish the day after takes nothing from the pool."""
    for slug in PARISHES[:3]:
        people_actions.end_office(
            office=parishes[slug]["other"], ends_on=LAUNCHING.date(), by=None, at=LAUNCHING
        )
    assert f'href="{HERE}/pool"' in page_of(client, people["mona"], f"{HERE}/")
    assert f'href="{HERE}/pool"' not in page_of(client, people["amara"], f"{HERE}/")
    page = page_of(client, people["mona"], f"{HERE}/pool")
    assert "10 officers of 5 councils are in the pool." in page
    assert "would" not in page
    assert re.search(r"Fernley Parish Council:\s+did not take part", page)
    assert "no answer yet" not in page


# --------------------------------------------------------------------------------- to each that is asked


def test_a_council_that_has_withdrawn_is_not_told_whom_of_it_is_asked(
    client, prepared, invited, parishes, mona
):
    agree(invited, parishes, *PARISHES)
    actions.draw_up_roster(wave=prepared, by=mona, at=PREPARING)
    assert "Who of your council is asked" in their_page(client, parishes, invited, "fernley")
    actions.withdraw_from_pool(invitation=invited["fernley"], by=parishes["fernley"]["clerk"], at=PREPARING)
    assert "Who of your council is asked" not in their_page(client, parishes, invited, "fernley")


def test_a_council_that_agreed_is_told_when_the_pool_came_to_nothing(
    client, prepared, invited, parishes, people
):
    agree(invited, parishes, *PARISHES[:4])
    signed_and_launched(prepared, people)
    told = {slug: [each.subject for each in letters_to(parishes[slug]["clerk"])] for slug in PARISHES}
    unasked = "Nobody is asked for your council after all: Autumn 2026"
    assert {slug for slug, subjects in told.items() if unasked in subjects} == set(PARISHES[:4])
    assert "nobody of it is asked here" in their_page(client, parishes, invited, "ashby")
    assert "did not take part" in their_page(client, parishes, invited, "elmton")
    assert "there were too few, or most of them were one council’s" in page_of(
        client, people["mona"], f"{HERE}/pool"
    )


def test_no_council_that_is_asked_is_told_that_it_is_not(launched_pool, parishes):
    told = [each.subject for slug in PARISHES for each in letters_to(parishes[slug]["clerk"])]
    assert told
    assert not [subject for subject in told if "after all" in subject]


def test_while_it_is_open_a_council_is_told_until_when(client, launched_pool, invited, parishes, monkeypatch):
    monkeypatch.setattr("concordat.surveys.views.pooling.localdate", lambda: ANSWERING.date())
    assert "open until the end of Friday 25 September 2026" in their_page(client, parishes, invited, "ashby")
    listed = page_of(client, parishes["fernley"]["clerk"], "/fernley/health-check/pools")
    assert "Did not take part" in listed
    assert ">Invited<" not in listed


def test_whoever_stayed_outside_reads_none_of_the_figures(client, out, invited, parishes):
    clerk, here = parishes["fernley"]["clerk"], f"/fernley/health-check/pools/{invited['fernley'].id}"
    assert "Officers of 5" not in page_of(client, clerk, here)
    assert seen(client, clerk, f"{here}/figures").status_code == 404


# ------------------------------------------------------------------------------------- to each who answers


def test_an_officer_of_a_parish_is_asked_by_letter_of_their_own_council(launched_pool, mailoutbox):
    letters.deliver_due(at=LAUNCHING + timedelta(minutes=1), limit=200)
    sent = {email.to[0]: " ".join(email.body.split()) for email in mailoutbox if LINK.search(email.body)}
    parish = next(body for to, body in sent.items() if "clerkashby" in to)
    assert "as an officer of Ashby Parish Council" in parish
    assert "Councillors and officers of Larkfield" not in parish
    own = next(body for to, body in sent.items() if "owen" in to)
    assert "Councillors and officers of Larkfield Borough Council are asked" in own


READING = "read “the Chief Executive” as the clerk, “the Leader” as the chair"


def test_whoever_answers_in_a_local_council_is_told_how_to_read_a_leader(
    client, launched_pool, mailoutbox, clock
):
    clock(ANSWERING)
    letters.deliver_due(at=LAUNCHING + timedelta(minutes=1), limit=200)
    links = {email.to[0].partition("@")[0]: LINK.findall(email.body) for email in mailoutbox}
    assert READING in client.get(f"/answer/{links['clerkashby'][0]}").content.decode()
    assert READING not in client.get(f"/answer/{links['owen'][0]}").content.decode()
    Council.objects.filter(slug="larkfield").update(tier=Tier.TOWN)
    assert READING in client.get(f"/answer/{links['owen'][0]}").content.decode()
