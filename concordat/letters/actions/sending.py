"""Laying a letter on a page, and its e-mail in the outbox: in the transaction of the deed that caused it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from random import SystemRandom
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.template.loader import get_template
from django.utils.translation import override

from concordat.letters.models import Letter
from concordat.letters.queries import secret_keys
from concordat.letters.rules import sealing, wording
from concordat.letters.rules.delivery import Email
from concordat.people.rules.offices import Office
from concordat.trail.queries import name_of

AT_A_TIME = 500


def send(*, to: Office, letter: str, about: object, at: datetime, secret: str = "") -> None:
    """Lay a letter on someone's page, and its e-mail in the outbox; a deed undone tells nobody.

    letter   a template of the room that sends: its first line is the subject. It is given ``to``,
             ``about``, ``address`` (of this Concordat) and ``secret``
    secret   a link that nobody but the reader may know. It is in the e-mail where the template says
             ``{{ secret }}``; on the page there is a sentence in its place, and once the e-mail is
             handed over, it is nowhere
    """
    send_many(letters=[(to, secret)], letter=letter, about=about, at=at)


def send_many(
    *,
    letters: Iterable[tuple[Office, str]],
    letter: str,
    about: object,
    at: datetime,
    languages: Sequence[str] = (),
) -> None:
    """The same to many, each with a secret of their own (or ``""``), in a handful of statements.

    languages   in which it is to be said, one after another; English where none is named
    """
    template = get_template(letter)
    keys = secret_keys()
    laid = []
    for to, secret in letters:
        words = {
            "to": to,
            "about": about,
            "address": settings.ADDRESS,
            "secret": wording.HERE if secret else "",
        }
        subject, body = _said(template, words, languages)
        laid.append(
            Letter(
                council_id=to.council_id,
                to_id=to.id,
                about=name_of(about) if isinstance(about, Model) else "",
                subject=subject,
                body=body,
                sent_at=at,
                secret=sealing.seal(secret, keys=keys),
                email=Email.WAITING.value,
                next_try_at=at,
            )
        )
    # In no order: a row's place must not tell which of the links, made in some order, went to whom.
    SystemRandom().shuffle(laid)
    Letter.objects.bulk_create(laid, batch_size=AT_A_TIME)


def _said(template: Any, words: dict[str, object], languages: Sequence[str]) -> tuple[str, str]:
    """The subject and the body, in each of the languages if there are several."""
    if len(languages) < 2:
        return wording.parts(template.render(words))
    subjects, bodies = [], []
    for language in languages:
        with override(language):
            subject, body = wording.parts(template.render(words))
        subjects.append((language, subject))
        bodies.append((language, body))
    return wording.in_several(subjects), wording.in_several(bodies)


def forget(*, about: Model, at: datetime, in_every_council: bool = False) -> int:
    """Give up the e-mails about a thing whose links no longer open anything, and erase the links.

    in_every_council   whether people of other councils, too, had a letter about it
    Returns how many. The letters stay on their pages.
    """
    waiting = Letter.objects.filter(about=name_of(about)).exclude(secret="")
    council_id = getattr(about, "council_id", None)
    if council_id and not in_every_council:
        waiting = waiting.filter(council=council_id)
    return waiting.update(secret="", email=Email.NONE.value, next_try_at=None)
