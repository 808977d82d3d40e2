"""Every question that may be asked about letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from concordat.letters.models import Letter
from concordat.letters.rules import sealing
from concordat.letters.rules.delivery import WORTH_A_WORD, Email
from concordat.letters.rules.wording import by_language, with_secret
from concordat.people.rules.offices import Office

PER_PAGE = 25
NOT_DELIVERED = Q(email=Email.FAILED.value) | Q(email=Email.WAITING.value, tries__gte=WORTH_A_WORD)


@dataclass(frozen=True, slots=True)
class Told:
    """A letter as its reader sees it on the page: without its secret, which no longer exists.

    Subject and body with the language of each, one after another where it says the same in several; the
    language is "" where it was written in English alone.
    """

    key: UUID
    subjects: Sequence[tuple[str, str]]
    bodies: Sequence[tuple[str, str]]
    sent_at: datetime
    read_at: datetime | None

    @property
    def subject(self) -> str:
        return " / ".join(words for _language, words in self.subjects)


@dataclass(frozen=True, slots=True)
class Undelivered:
    """An e-mail that has not arrived. What it says is between its sender and its reader."""

    key: UUID
    to: str
    address: str
    sent_at: datetime
    trouble: str
    still_trying: bool


def letters_to(office: Office, *, page: int | str = 1, per_page: int = PER_PAGE) -> Page[Told]:
    """What this person was told in this council, in this office or an earlier one, newest first."""
    letters = addressed_to(office).order_by("-sent_at", "-id")
    leaf: Page[Any] = Paginator(letters, per_page).get_page(page)
    leaf.object_list = [told(letter) for letter in leaf.object_list]
    return leaf


def letter_to(office: Office, *, key: UUID) -> Told | None:
    letter = addressed_to(office).filter(key=key).first()
    return told(letter) if letter else None


def unread(office: Office) -> int:
    return addressed_to(office).filter(read_at=None).count()


def due_since(moment: datetime) -> int:
    """How many e-mails should have been tried by then, and were not: nobody is at work."""
    return Letter.objects.filter(email=Email.WAITING.value, next_try_at__lt=moment).count()


def waiting_secrets() -> tuple[int, int]:
    """How many secrets wait for the post, and how many of them no key of the settings opens."""
    waiting = Letter.objects.exclude(secret="").values_list("secret", flat=True)
    keys = secret_keys()
    return len(waiting), sum(not sealing.opens(secret, keys=keys) for secret in waiting)


def undelivered(council_id: int) -> int:
    """How many e-mails were given up, or have been tried in vain so often that someone should know."""
    return not_delivered(council_id).count()


def is_undelivered(council_id: int, *, key: UUID) -> bool:
    return not_delivered(council_id).filter(key=key).exists()


def undelivered_letters(council_id: int, *, page: int | str = 1) -> Page[Undelivered]:
    letters = not_delivered(council_id).select_related("to__person").order_by("-sent_at", "-id")
    leaf: Page[Any] = Paginator(letters, PER_PAGE).get_page(page)
    leaf.object_list = [
        Undelivered(
            key=letter.key,
            to=letter.to.name,
            address=letter.to.email,
            sent_at=letter.sent_at,
            trouble=letter.get_trouble_display(),
            still_trying=letter.email == Email.WAITING.value,
        )
        for letter in leaf.object_list
    ]
    return leaf


def addressed_to(office: Office) -> QuerySet[Letter]:
    return Letter.objects.filter(council=office.council_id, to__person=office.person_id)


def not_delivered(council_id: int) -> QuerySet[Letter]:
    return Letter.objects.filter(NOT_DELIVERED, council=council_id)


def told(letter: Letter) -> Told:
    return Told(
        letter.key, by_language(letter.subject), list(_bodies(letter)), letter.sent_at, letter.read_at
    )


def _bodies(letter: Letter) -> Iterator[tuple[str, str]]:
    for language, words in by_language(letter.body):
        with override(language or get_language()):
            yield language, with_secret(words, _("(sent to you by e-mail only; we keep no copy)"))


def secret_keys() -> list[str]:
    """What a letter's secret is sealed with while its e-mail waits; the newest key first."""
    return [settings.SECRET_KEY, *(str(key) for key in settings.SECRET_KEY_FALLBACKS)]
