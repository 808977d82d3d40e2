"""The machine's clock is stepped back, by a minute or by years."""

from datetime import timedelta

import pytest

from concordat.letters import actions as letters
from concordat.letters.models import Letter
from concordat.surveys import actions, queries
from concordat.surveys.models import Urn, Wave
from concordat.surveys.rules import ballot
from concordat.surveys.rules.links import AlreadyAnswered, TooLate
from concordat.trail import queries as trail
from tests.surveys.conftest import ANSWERING, CLOSING, LAUNCHING, OPENING, answers_of, turn

DAY = timedelta(days=1)
BACK = [timedelta(minutes=1), DAY, 400 * DAY]


@pytest.mark.parametrize("step", BACK, ids=str)
def test_ballots_go_in_once_whatever_the_clock_says(links, step):
    for number, link in enumerate(links["councillors"]):
        at = ANSWERING - step * (number % 2)
        paper = queries.ballot_paper(link, today=at.date())
        actions.cast(paper=paper, answers=answers_of(link, number), at=at)
        for again in (at, at - step):
            with pytest.raises(AlreadyAnswered):
                actions.cast(paper=paper, answers=answers_of(links["officers"][0]), at=again)
    urn = Urn.objects.get(atom__side="councillors")
    assert len(bytes(urn.spent)) == 6 * ballot.HASH
    assert bytes(urn.unspent) == b""


@pytest.mark.parametrize("step", BACK, ids=str)
def test_a_health_check_that_was_closed_does_not_open_again(links, launched, step):
    link = links["officers"][0]
    paper = queries.ballot_paper(link, today=ANSWERING.date())
    actions.close_due(at=CLOSING)
    with pytest.raises(TooLate):
        queries.ballot_paper(link, today=(CLOSING - step).date())
    with pytest.raises(TooLate):
        actions.cast(paper=paper, answers={}, at=CLOSING - step)
    actions.close_due(at=CLOSING - step)
    assert Wave.objects.get(id=launched.id).closed_at == CLOSING


def test_the_box_is_opened_and_every_ballot_counted_though_the_clock_went_back(closed, secrets, people):
    assert turn(closed, "mona", secrets["mona"], people, at=OPENING) is False
    assert turn(closed, "joan", secrets["joan"], people, at=ANSWERING - 400 * DAY) is True
    closed.refresh_from_db()
    assert [atom.answered for atom in queries.results_of(closed).atoms] == [6, 6]


def test_invitations_wait_for_the_clock_and_go_out_once(launched, mailoutbox):
    invitations = Letter.objects.exclude(secret="")
    letters.deliver_due(at=LAUNCHING - DAY)
    assert invitations.count() == 12, "none went out, and none is forgotten"
    letters.deliver_due(at=LAUNCHING)
    assert invitations.count() == 0
    for at in (LAUNCHING - DAY, LAUNCHING):
        assert letters.deliver_due(at=at).sent == 0
    assert len({message.extra_headers["Message-ID"] for message in mailoutbox}) == len(mailoutbox)


def test_the_trail_still_verifies_when_a_line_is_dated_before_the_one_above_it(launched, mona):
    actions.remind(wave=launched, by=mona, at=ANSWERING)
    actions.remind(wave=launched, by=mona, at=ANSWERING - DAY)
    assert trail.verify() is None


def test_through_the_page_a_clock_stepped_back_changes_nothing_for_whoever_answers(client, links, clock):
    link = links["councillors"][2]
    typed = {name: str(answer) for name, answer in answers_of(link).items()}
    clock(ANSWERING)
    assert client.post(f"/answer/{link}", typed | {"go": "1"}).status_code == 200
    clock(ANSWERING - 3 * DAY)
    assert client.post(f"/answer/{link}", typed | {"go": "seal"}).status_code == 200
    clock(ANSWERING - 5 * DAY)
    assert client.post(f"/answer/{link}", typed | {"go": "seal"}).status_code == 410
