"""Health checks with comments, lived through in a database file of their own, for tests outside this process.

python -m tests.surveys.lived bytes FILE    to the publication of the themes; prints what was in the box
python -m tests.surveys.lived pages FILE    one whose comments wait to be read, and one that is open; prints
                                            how a browser gets there
"""

import json
import os
import secrets
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

SECRETIVE = "Zwieback and marmalade number"


def main(what: str, where: str) -> None:
    database = where if "://" in where else f"sqlite:///{where}"
    os.environ |= {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    import django
    from django.conf import settings

    django.setup()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    lives = {"bytes": for_its_bytes, "pages": for_its_pages, "cost": for_its_cost}
    print(json.dumps(lives[what](Path(where))))


def for_its_bytes(file: Path) -> dict[str, Any]:
    from django.db import connection

    from concordat.surveys import actions, queries
    from concordat.surveys.models import CommentBox
    from concordat.surveys.rules import comments, sealing
    from concordat.surveys.rules.themes import Coding, Draft

    at = datetime(2026, 9, 7, 9, tzinfo=UTC)
    cast = people()
    wave, secret, links, held = launched("Autumn", cast, at=at)
    opened(wave, links, held, cast, at=at)
    box = CommentBox.objects.get(wave=wave, side="councillors")
    length = comments.SIZE + sealing.OVERHEAD
    sealed = [bytes(box.box)[start : start + length] for start in range(0, len(box.box), length)]
    by = cast["reviewer"]
    marks = list(actions.read_comments(box=box, secret=secret, by=by, at=at))
    drafts = [Draft(1, "Breakfast, mostly", "Several wrote of it."), Draft(2, "Untold draft", "Alone.")]
    codings = {mark: Coding(frozenset({1})) for mark in marks}
    actions.code(box=box, drafts=drafts, codings=codings, by=by, at=at)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = file.read_bytes()
    seen = all(part[:16] in before for part in sealed) and all(mark.encode() in before for mark in marks)
    actions.publish_themes(wave=wave, secret=secret, by=by, at=at)
    wave = type(wave).objects.get()
    assert queries.own_words_of(wave)[0].themes[0].at_least == 10
    return {"sealed": [part.hex() for part in sealed], "marks": marks, "seen": seen}


def for_its_pages(file: Path) -> dict[str, Any]:
    now = datetime.now(UTC)
    cast = people()
    wave, secret, links, held = launched("Past", cast, at=now - timedelta(days=2))
    opened(wave, links, held, cast, at=now - timedelta(days=1))
    _wave, _secret, links, _held = launched("Present", cast, at=now)
    _wave, _secret, in_both, _held = launched("Dwyieithog", cast, at=now, in_both=True)
    session = signed_in(cast["reviewer"].person)
    return {"secret": secret, "link": links[0], "bilingual": in_both[0], "session": session}


def for_its_cost(_where: Path) -> dict[int, list[float]]:
    """Comments in the box of each side → milliseconds of three ballots with a comment each."""
    from concordat.surveys import actions, queries
    from concordat.surveys.models import CommentBox
    from concordat.surveys.rules import comments, sealing

    at = datetime.now(UTC)
    wave, _secret, links, _held = launched("Cost", people(), at=at)
    took: dict[int, list[float]] = {}
    for lying in (10, 100, 250, 500, 1000):
        for box in CommentBox.objects.filter(wave=wave):
            noise = sorted(secrets.token_bytes(comments.SIZE + sealing.OVERHEAD) for _ in range(lying))
            box.box = b"".join(noise)
            box.save()
        for _ in range(3):
            paper = queries.ballot_paper(links.pop(), today=at.date())
            comment = comments.written("A comment of some length. " * 20, may_quote=False)
            began = time.perf_counter()
            actions.cast(paper=paper, answers={}, comment=comment, at=at)
            took.setdefault(lying, []).append(round(1000 * (time.perf_counter() - began), 1))
    return took


def signed_in(person: Any) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session.create()
    return str(session.session_key)


def people() -> dict[str, Any]:
    from concordat.people import actions as people
    from concordat.people.rules.councils import Nation, Tier
    from concordat.people.rules.duties import Duty, Kind
    from tests.conftest import AT, appointed

    larkfield = people.found_council(
        name="Larkfield Borough Council", slug="larkfield", tier=Tier.BOROUGH, nation=Nation.ENGLAND, at=AT
    )
    councillors = [appointed(f"{letter}mara Pugh", Kind.COUNCILLOR, larkfield) for letter in "ABCDEFGHIJKL"]
    for letter in "ABCDEFGHIJ":
        appointed(f"{letter}ric Howells", Kind.OFFICER, larkfield)
    return {
        "councillors": councillors,
        "mona": appointed("Mona Lindqvist", Kind.OFFICER, larkfield, Duty.MONITORING_OFFICER),
        "owen": appointed("Owen Pryce", Kind.OFFICER, larkfield),
        "reviewer": appointed("Rhian Bowen", Kind.OTHER, larkfield, Duty.REVIEWER),
    }


def launched(
    name: str, cast: dict[str, Any], *, at: datetime, in_both: bool = False
) -> tuple[Any, str, list[str], list[Any]]:
    from django.core import mail

    from concordat.letters import actions as post
    from concordat.surveys import actions, queries
    from concordat.surveys.rules import welsh
    from tests.surveys.conftest import LINK

    mona = cast["mona"]
    wave = actions.prepare_wave(
        name=name,
        committee="Standards Committee",
        opens_on=at.date(),
        closes_on=at.date() + timedelta(days=7),
        instrument="short",
        by=mona,
        at=at,
    )
    if in_both:
        actions.ask_in_welsh(wave=wave, in_both=True, by=mona, at=at)
        words = welsh.fingerprint(queries.items_of(wave))
        actions.say_checked(wave=wave, checked_by="Siân Parry", fingerprint=words, by=mona, at=at)
    actions.draw_up_roster(wave=wave, by=mona, at=at)
    for signer in (cast["councillors"][0], cast["owen"]):
        actions.sign_roster(wave=wave, roster_hash=wave.roster_hash, by=signer, at=at)
    holders = [mona, *cast["councillors"][:2]]
    actions.name_holders(wave=wave, holders=holders, by=mona, at=at)
    actions.name_reviewer(wave=wave, reviewer=cast["reviewer"], by=mona, at=at)
    reviewer = queries.reviewer_of(wave)
    secret = actions.collect_reviewers_secret(reviewer=reviewer, by=cast["reviewer"], at=at)
    held = [
        (key, by, actions.collect_secret(holder=key, by=by, at=at))
        for key, by in zip(queries.holders_of(wave), holders, strict=True)
    ]
    actions.launch(wave=wave, by=mona, at=at)
    mail.outbox = []
    post.deliver_due(at=at, limit=100)
    return wave, secret, [link for email in mail.outbox for link in LINK.findall(email.body)], held


def opened(wave: Any, links: list[str], held: list[Any], cast: dict[str, Any], *, at: datetime) -> None:
    from concordat.surveys import actions, queries
    from concordat.surveys.rules import comments

    for number, link in enumerate(links):
        paper = queries.ballot_paper(link, today=at.date())
        comment = comments.written(f"{SECRETIVE} {number}", may_quote=bool(number % 2))
        actions.cast(paper=paper, answers={}, comment=comment, at=at)
    actions.close(wave=wave, by=cast["mona"], at=at)
    for key, by, secret in held[:2]:
        actions.open_box(holder=key, secret=secret, by=by, at=at)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
