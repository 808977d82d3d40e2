"""A health check of Larkfield's, at each stage of its life."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from concordat.letters import actions as letters
from concordat.people.rules.duties import Duty, Kind
from concordat.surveys import actions, queries
from concordat.surveys.models import Wave
from concordat.surveys.rules import comments
from tests.conftest import appointed

OPENS = date(2026, 9, 7)
CLOSES = date(2026, 9, 25)
PREPARING = datetime(2026, 9, 1, 9, tzinfo=UTC)
LAUNCHING = datetime(2026, 9, 7, 9, tzinfo=UTC)
ANSWERING = datetime(2026, 9, 10, 12, tzinfo=UTC)
CLOSING = datetime(2026, 9, 26, 0, 5, tzinfo=UTC)
OPENING = datetime(2026, 9, 28, 10, tzinfo=UTC)
LINK = re.compile(r"/answer/(\d+-[0-9a-z]{26})")


@pytest.fixture
def clock(monkeypatch):
    """Sets the clock that the pages of the room read."""

    def turn(at: datetime) -> None:
        rooms = (
            "ballots",
            "comments",
            "desk",
            "kiosk",
            "preparing",
            "launching",
            "opening",
            "slips",
            "welsh",
        )
        for page in rooms:
            module = f"concordat.surveys.views.{page}"
            monkeypatch.setattr(f"{module}.now", lambda: at, raising=False)
            monkeypatch.setattr(f"{module}.localdate", lambda: at.date(), raising=False)

    return turn


@pytest.fixture
def people(amara, bilal, owen, mona, isaac, larkfield):
    """Six councillors and six officers, an auditor among them, and the independent person beside them."""
    for name in ("Carys Vaughan", "Dev Patel", "Edith Crane", "Femi Adeyemi"):
        appointed(name, Kind.COUNCILLOR, larkfield, ward="Castle", group="Labour")
    for name in ("Gwen Moss", "Harun Aziz", "Ines Duarte"):
        appointed(name, Kind.OFFICER, larkfield, service="Finance")
    auditor = appointed("Joan Pike", Kind.OFFICER, larkfield, Duty.HEAD_OF_INTERNAL_AUDIT, service="Audit")
    return {"amara": amara, "bilal": bilal, "owen": owen, "mona": mona, "isaac": isaac, "joan": auditor}


@pytest.fixture
def prepared(people, mona) -> Wave:
    return actions.prepare_wave(
        name="Autumn 2026",
        committee="Standards Committee",
        opens_on=OPENS,
        closes_on=CLOSES,
        instrument="short",
        by=mona,
        at=PREPARING,
    )


@pytest.fixture
def rhian(larkfield):
    """An outside reviewer, of neither side, who reads comments where a test asks for them."""
    return appointed("Rhian Bowen", Kind.OTHER, larkfield, Duty.REVIEWER)


@pytest.fixture
def reviewers_secret(prepared, rhian, people) -> str:
    """The reviewer is named, and has collected a secret, before anything else is prepared."""
    actions.name_reviewer(wave=prepared, reviewer=rhian, by=people["mona"], at=PREPARING)
    reviewer = queries.reviewer_of(prepared)
    return actions.collect_reviewers_secret(reviewer=reviewer, by=rhian, at=PREPARING)


@pytest.fixture
def secrets(prepared, people) -> dict[str, str]:
    """Everything before the launch done; each key-holder's secret, by their first name."""
    mona, joan, isaac = people["mona"], people["joan"], people["isaac"]
    actions.draw_up_roster(wave=prepared, by=mona, at=PREPARING)
    for signer in (people["amara"], people["owen"]):
        actions.sign_roster(wave=prepared, roster_hash=prepared.roster_hash, by=signer, at=PREPARING)
    actions.name_holders(wave=prepared, holders=[mona, joan, isaac], by=mona, at=PREPARING)
    holders = zip(("mona", "joan", "isaac"), queries.holders_of(prepared), strict=True)
    return {
        name: actions.collect_secret(holder=holder, by=people[name], at=PREPARING) for name, holder in holders
    }


@pytest.fixture
def launched(prepared, secrets, mona) -> Wave:
    actions.launch(wave=prepared, by=mona, at=LAUNCHING)
    prepared.refresh_from_db()
    return prepared


@pytest.fixture
def links(launched, mailoutbox) -> dict[str, list[str]]:
    """The links of each side, as they came by e-mail."""
    letters.deliver_due(at=LAUNCHING + timedelta(minutes=1))
    found: dict[str, list[str]] = {"councillors": [], "officers": []}
    sides = {str(atom.id): atom.side for atom in launched.atoms.all()}
    for email in mailoutbox:
        for link in dict.fromkeys(LINK.findall(email.body)):  # twice where it is in two languages
            found[sides[link.split("-")[0]]].append(link)
    return found


def answers_of(link: str, number: int = 0) -> dict[str, int]:
    """Some answers to the short form, a little different for each number."""
    paper = queries.ballot_paper(link, today=ANSWERING.date())
    top = {"M": 10, "D": 3}
    return {item.id: (number * 3 + n) % top[item.shape] + 1 for n, item in enumerate(paper.items)}


def write(link: str, text: str = "", *, number: int = 0, may_quote: bool = False) -> None:
    """Somebody answers, and writes a comment."""
    paper = queries.ballot_paper(link, today=ANSWERING.date())
    comment = comments.written(text, may_quote=may_quote)
    actions.cast(paper=paper, answers=answers_of(link, number), comment=comment, at=ANSWERING)


@pytest.fixture
def answered(launched, links) -> Wave:
    """Everyone has answered."""
    for side in links.values():
        for number, link in enumerate(side):
            paper = queries.ballot_paper(link, today=ANSWERING.date())
            actions.cast(paper=paper, answers=answers_of(link, number), at=ANSWERING)
    return launched


@pytest.fixture
def closed(answered) -> Wave:
    actions.close_due(at=CLOSING)
    answered.refresh_from_db()
    return answered


@pytest.fixture
def released(closed, secrets, people) -> Wave:
    for name in ("isaac", "mona"):
        turn(closed, name, secrets[name], people)
    closed.refresh_from_db()
    return closed


def turn(wave: Wave, name: str, secret: str, people, at: datetime = OPENING) -> bool:
    """One key-holder uses a secret."""
    holder = queries.keys_of(people[name]).get(wave=wave)
    return actions.open_box(holder=holder, secret=secret, by=people[name], at=at)
