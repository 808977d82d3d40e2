"""A year in Marlbridge, acted through the rooms' own doors: nothing here writes to a table.

Councils, offices and waves are `Any` here: their tables are behind doors that a story may not open.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.core import mail
from django.db import transaction
from django.utils.timezone import localdate

from concordat.demo import (
    acknowledged,
    answers,
    cast,
    comments,
    desk,
    enquiries,
    fairness,
    promised,
    protocols,
    studies,
)
from concordat.letters import actions as letters
from concordat.people import actions as people
from concordat.people import queries as offices
from concordat.people.rules.councils import Governance, Nation, Tier
from concordat.people.rules.duties import Duty, Side
from concordat.surveys import actions as surveys
from concordat.surveys import queries as waves
from concordat.surveys.rules.links import AlreadyAnswered, NotALink, TooLate

SLUG = "marlbridge"
MEMORY = "django.core.mail.backends.locmem.EmailBackend"
BODIES = (
    "Full Council",
    "Cabinet",
    "Standards Committee",
    "Audit and Governance Committee",
    "Planning Committee",
)
KEYS = (Duty.MONITORING_OFFICER, Duty.HEAD_OF_INTERNAL_AUDIT, Duty.INDEPENDENT_PERSON)


def stands() -> bool:
    return offices.council_called(SLUG) is not None


@transaction.atomic
def make(*, at: datetime) -> None:
    """Make the council, its parishes, and a year of its life that ends at ``at``."""
    begun = at - timedelta(days=900)
    council = people.found_council(
        name="Marlbridge District Council", slug=SLUG, tier=Tier.DISTRICT, nation=Nation.ENGLAND, at=begun
    )
    _govern(council, begun=begun)
    _fill(council, [*cast.officers(), *cast.councillors(), cast.INDEPENDENT, cast.REVIEWER], at=begun)
    for slug, (name, _seats) in cast.PARISHES.items():
        parish = people.found_council(
            name=name, slug=slug, tier=Tier.PARISH, nation=Nation.ENGLAND, principal=council, at=begun
        )
        _fill(parish, cast.parish(slug), at=begun)
    everyone = _Everyone(council.id, on=localdate(at))
    _seat(council, everyone, begun=begun)
    people.adopt_bank_holidays(
        council=council,
        years=range(at.year - 1, at.year + 3),
        by=everyone.holding(Duty.MONITORING_OFFICER),
        at=begun,
    )
    with _letters_kept():
        clerks = {slug: _clerk(slug, on=localdate(at)) for slug in cast.PARISHES}
        protocols.make(everyone, clerks, deliver=_deliver, at=at)
        acknowledged.make(everyone, deliver=_deliver, at=at)
        enquiries.make(everyone, besides=desk.lay, at=at)
        fairness.make(everyone, at=at)
        _deliver(at)
    _listen(everyone, at=at)
    past, now = studies.OPENED_DAYS_AGO
    with _letters_kept() as post:
        studies.make_past(everyone, post=partial(_codes, post), at=at - timedelta(days=past))
    with _letters_kept() as post:
        studies.make_open(everyone, post=partial(_codes, post), at=at - timedelta(days=now))
        invitations = [message for message in post if "/sort/" in str(message.body)]
    mail.get_connection().send_messages(invitations)  # whoever looks around may sort


class _Everyone:
    """The offices of Marlbridge, by what they hold."""

    def __init__(self, council_id: int, *, on: date) -> None:
        self.offices = offices.offices_of(council_id, on=on)

    def holding(self, duty: Duty) -> Any:
        return next(office for office in self.offices if duty in office.duties)

    def called(self, name: str) -> Any:
        return next(office for office in self.offices if office.name == name)

    def of(self, side: Side) -> list[Any]:
        return [office for office in self.offices if office.side == side]


def _govern(council: Any, *, begun: datetime) -> None:
    first_day = localdate(begun)
    people.change_governance(
        council=council, model=Governance.LEADER_AND_CABINET, begins_on=first_day, by=None, at=begun
    )
    people.change_control(
        council=council,
        in_control="Conservative",
        begins_on=first_day - timedelta(days=1400),
        by=None,
        at=begun,
    )
    people.change_control(
        council=council, in_control="No overall control", begins_on=first_day, by=None, at=begun
    )


def _fill(council: Any, parts: Sequence[cast.Part], *, at: datetime) -> None:
    domain = f"{council.slug}.example"
    district = {part.name: part.address(f"{SLUG}.example") for part in cast.NAMED_COUNCILLORS}
    for part in parts:
        office = people.appoint(
            council=council,
            name=part.name,
            # Whoever sits on two councils is one person, with one address.
            email=district.get(part.name) or part.address(domain),
            kind=part.kind,
            begins_on=localdate(at),
            duties=part.duties,
            ward=part.ward,
            group=part.group,
            service=part.service,
            grade=part.grade,
            by=None,
            at=at,
        )
        if part.look_around:
            people.lend(office=office, why=part.look_around, at=at)


def _seat(council: Any, everyone: _Everyone, *, begun: datetime) -> None:
    councillors = everyone.of(Side.COUNCILLORS)
    chairs = {"Full Council": councillors[0], "Cabinet": everyone.holding(Duty.LEADER)}
    chairs |= {"Standards Committee": everyone.holding(Duty.CHAIR)}
    for place, name in enumerate(BODIES):
        body = people.make_body(council=council, name=name, begins_on=localdate(begun), by=None, at=begun)
        seats = councillors if name == "Full Council" else councillors[place * 7 : place * 7 + 8]
        chair = chairs.get(name, seats[0])
        for office in {chair.id: chair} | {office.id: office for office in seats}:
            member = next(each for each in councillors if each.id == office)
            people.join(
                body=body,
                office=member,
                chairs=member.id == chair.id,
                begins_on=localdate(begun),
                by=None,
                at=begun,
            )


def _listen(everyone: _Everyone, *, at: datetime) -> None:
    """Two health checks in the past, one that is open now, and one still being prepared."""
    chance = Random("Marlbridge")  # noqa: S311 - a story that is the same at each telling, and no secret
    organiser = everyone.holding(Duty.HEAD_OF_DEMOCRATIC_SERVICES)
    past = zip(answers.MOODS, (400, 205), (promised.FIRST, promised.SECOND), strict=True)
    for mood, days_ago, promises in past:
        opened = at - timedelta(days=days_ago)
        with _letters_kept() as post:
            wave, secrets, reviewers = _launch(everyone, at=opened)
            _answer(_links(post, at=opened), mood=mood, chance=chance, at=opened + timedelta(days=5))
            closing = opened + timedelta(days=22)
            surveys.close(wave=wave, by=everyone.holding(Duty.MONITORING_OFFICER), at=closing)
            for holder, secret in list(zip(waves.holders_of(wave), secrets, strict=True))[:2]:
                surveys.open_box(
                    holder=holder, secret=secret, by=holder.office, at=closing + timedelta(days=1)
                )
            reviewer = everyone.holding(Duty.REVIEWER)
            comments.review(wave, secret=reviewers, by=reviewer, at=closing + timedelta(days=9))
        promised.promise(wave, promises=promises, by=organiser, at=closing + timedelta(days=20))
    promised.vote(before=localdate(at - timedelta(days=290)), by=organiser, at=at - timedelta(days=280))
    opened = at - timedelta(days=6)
    with _letters_kept() as post:
        _launch(everyone, at=opened)
        links = _links(post, at=opened)
        invitations = [message for message in post if "/answer/" in str(message.body)]
        _answer(
            links, mood=answers.MOODS[-1], chance=chance, at=at - timedelta(days=2), spare=len(links) // 2
        )
    # These may be answered by whoever looks around: their e-mails go where the settings say.
    mail.get_connection().send_messages(invitations)
    _prepare_pulse(everyone, at=at - timedelta(days=1))


def _launch(everyone: _Everyone, *, at: datetime) -> tuple[Any, list[str], str]:
    """The wave, the secrets of its key-holders, and that of the reviewer of its comments."""
    organiser = everyone.holding(Duty.HEAD_OF_DEMOCRATIC_SERVICES)
    today = localdate(at)
    wave = surveys.prepare_wave(
        name=f"Health check, {today:%B %Y}",
        committee="Standards Committee",
        opens_on=today,
        closes_on=today + timedelta(days=21),
        instrument="full",
        by=organiser,
        at=at,
    )
    surveys.draw_up_roster(wave=wave, by=organiser, at=at)
    for signer in (everyone.holding(Duty.OPPOSITION_LEADER), everyone.holding(Duty.CHIEF_EXECUTIVE)):
        surveys.sign_roster(wave=wave, roster_hash=wave.roster_hash, by=signer, at=at)
    surveys.name_holders(wave=wave, holders=[everyone.holding(key) for key in KEYS], by=organiser, at=at)
    secrets = [
        surveys.collect_secret(holder=holder, by=holder.office, at=at) for holder in waves.holders_of(wave)
    ]
    reader = everyone.holding(Duty.REVIEWER)
    surveys.name_reviewer(wave=wave, reviewer=reader, by=organiser, at=at)
    review: Any = waves.reviewer_of(wave)
    reviewers = surveys.collect_reviewers_secret(reviewer=review, by=reader, at=at)
    surveys.launch(wave=wave, by=organiser, at=at)
    return wave, secrets, reviewers


def _prepare_pulse(everyone: _Everyone, *, at: datetime) -> None:
    """Left unfinished on purpose: whoever looks around can sign, collect a key, and see what is missing."""
    organiser = everyone.holding(Duty.HEAD_OF_DEMOCRATIC_SERVICES)
    today = localdate(at)
    wave = surveys.prepare_wave(
        name=f"Pulse, {today + timedelta(days=90):%B %Y}",
        committee="Standards Committee",
        opens_on=today + timedelta(days=90),
        closes_on=today + timedelta(days=104),
        instrument="short",
        by=organiser,
        at=at,
    )
    surveys.draw_up_roster(wave=wave, by=organiser, at=at)
    surveys.sign_roster(
        wave=wave, roster_hash=wave.roster_hash, by=everyone.holding(Duty.CHIEF_EXECUTIVE), at=at
    )
    surveys.name_holders(wave=wave, holders=[everyone.holding(key) for key in KEYS], by=organiser, at=at)
    audit = next(h for h in waves.holders_of(wave) if h.office_id == everyone.holding(KEYS[1]).id)
    surveys.collect_secret(holder=audit, by=audit.office, at=at)


@contextmanager
def _letters_kept() -> Iterator[list[mail.EmailMessage]]:
    """While the past is acted, its letters go into this list, and not to an address or a folder."""
    usual, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, MEMORY
    before, mail.outbox = getattr(mail, "outbox", []), []
    try:
        yield mail.outbox
    finally:
        settings.EMAIL_BACKEND, mail.outbox = usual, before


def _links(post: list[mail.EmailMessage], *, at: datetime) -> list[str]:
    """Deliver what was written, and read the personal links out of it as their readers would."""
    _deliver(at)
    return [
        word.rsplit("/", 1)[1] for message in post for word in str(message.body).split() if "/answer/" in word
    ]


def a_ballot() -> str | None:
    """A personal link that somebody may answer with, if its e-mail still lies in the folder of e-mails."""
    for file in Path(settings.EMAIL_FILE_PATH).glob("*"):
        for word in file.read_text(errors="replace").split():
            if "/answer/" in word and _is_good(word.rsplit("/", 1)[1]):
                return word
    return None


def _is_good(link: str) -> bool:
    try:
        waves.ballot_paper(link, today=localdate())
    except (NotALink, AlreadyAnswered, TooLate):
        return False
    return True


def _clerk(slug: str, *, on: date) -> Any:
    parish: Any = offices.council_called(slug)
    return _Everyone(parish.id, on=on).holding(Duty.CLERK)


def _deliver(at: datetime) -> None:
    while letters.deliver_due(at=at, limit=500).sent:
        pass


def _codes(post: list[mail.EmailMessage], *, at: datetime) -> dict[str, str]:
    """Deliver what was written, and read each reader's code out of it."""
    _deliver(at)
    return {
        message.to[0]: word.rsplit("/", 1)[1]
        for message in post
        for word in str(message.body).split()
        if "/sort/" in word
    }


def _answer(
    links: Sequence[str], *, mood: answers.Mood, chance: Random, at: datetime, spare: int = 0
) -> None:
    # Dice of their own, so that who writes changes nobody's answers.
    words = Random("In their own words")  # noqa: S311 - a story, and no secret
    chance.shuffle(shuffled := list(links))
    for link in shuffled[spare:]:
        paper = waves.ballot_paper(link, today=localdate(at))
        if chance.random() < mood.replies[paper.side]:
            said = answers.given(paper, mood=mood, chance=chance)
            comment = comments.written(paper.side, chance=words)
            surveys.cast(paper=paper, answers=said, comment=comment, at=at)
