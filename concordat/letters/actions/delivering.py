"""Handing e-mails over to the mail server.

A letter is taken in hand, sent, and only then marked as sent. Whoever dies in between leaves it to be sent
a second time: better twice than never, and both carry one Message-ID, by which mail programs know them.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from concordat.letters.models import Letter
from concordat.letters.queries import not_delivered, secret_keys
from concordat.letters.rules import sealing, wording
from concordat.letters.rules.delivery import IN_HAND, Email, Trouble, next_try
from concordat.people.rules.offices import Office
from concordat.trail import actions as trail

PERMANENT = 500  # mail servers count their refusals from here on as final


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a handful of e-mails."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0


@dataclass(frozen=True, slots=True)
class Setback:
    trouble: Trouble
    final: bool = False


def deliver_due(*, at: datetime, limit: int = 50) -> Delivered:
    """Send the e-mails that are due. Any number of workers may do so at once; none takes another's."""
    outcomes = []
    connection, setback = get_connection(), None
    for letter in _take_in_hand(at=at, limit=limit):
        if not (setback and setback.trouble == Trouble.NO_SERVER):  # Else the rest would wait in vain, too.
            setback = _hand_over(letter, to=connection)
        outcomes.append(_settle(letter, setback=setback, at=at))
    _hang_up(connection)
    return Delivered(
        sent=outcomes.count(Email.SENT),
        put_off=outcomes.count(Email.WAITING),
        given_up=outcomes.count(Email.FAILED),
    )


@transaction.atomic
def try_again(*, key: UUID, by: Office, at: datetime) -> None:
    """Put an e-mail that did not arrive back into the outbox, perhaps to an address that was mended."""
    letter = not_delivered(by.council_id).select_for_update().filter(key=key).first()
    if letter is None:
        return  # It has arrived meanwhile, or a colleague was quicker.
    letter.email, letter.tries, letter.next_try_at, letter.trouble = Email.WAITING.value, 0, at, ""
    letter.save(update_fields=["email", "tries", "next_try_at", "trouble"])
    trail.record(did="put a letter back into the post", thing=letter, by=by, at=at)


@transaction.atomic
def _take_in_hand(*, at: datetime, limit: int) -> list[Letter]:
    due = Letter.objects.filter(email=Email.WAITING.value, next_try_at__lte=at)
    ours = due.select_for_update(skip_locked=True, of=("self",)).select_related("to__person", "council")
    letters = list(ours.order_by("next_try_at", "id")[:limit])
    for letter in letters:
        letter.tries += 1
        letter.next_try_at = at + IN_HAND
    taken = Letter.objects.filter(pk__in=[letter.pk for letter in letters])
    taken.update(tries=F("tries") + 1, next_try_at=at + IN_HAND)
    return letters


def _hand_over(letter: Letter, *, to: BaseEmailBackend) -> Setback | None:
    try:
        to.open()
        _email_of(letter, over=to).send()
    except SMTPRecipientsRefused as refused:
        codes = [code for code, _words in refused.recipients.values()]
        return Setback(Trouble.REFUSED, final=all(code >= PERMANENT for code in codes))
    except sealing.NotOurs:
        return Setback(Trouble.UNREADABLE, final=True)
    except ValueError:  # What stands as an address is none.
        return Setback(Trouble.REFUSED, final=True)
    except OSError:  # SMTPException is one of its kind.
        _hang_up(to)
        return Setback(Trouble.NO_SERVER)
    return None


def _settle(letter: Letter, *, setback: Setback | None, at: datetime) -> Email:
    """Write down what became of it: at once, for from now on nobody holds its secret."""
    again = None if not setback or setback.final else next_try(tries=letter.tries, at=at)
    if setback is None:
        email, words = Email.SENT, {"secret": "", "trouble": ""}
    else:
        email, words = Email.WAITING if again else Email.FAILED, {"trouble": setback.trouble.value}
    # Unless it was forgotten meanwhile: then it stays forgotten.
    Letter.objects.filter(pk=letter.pk, email=Email.WAITING.value).update(
        email=email.value, next_try_at=again, **words
    )
    return email


def _email_of(letter: Letter, *, over: BaseEmailBackend) -> EmailMessage:
    secret = sealing.unseal(letter.secret, keys=secret_keys())
    body = wording.with_secret(wording.below_one_another(letter.body), secret)
    page = settings.ADDRESS + reverse("letters:letter", args=[letter.council.slug, letter.key])
    languages = [language for language, _words in wording.by_language(letter.body)]
    # The address stands at the end, once.
    footers = "\n".join(_footer(language, council=letter.council.name) for language in languages)
    return EmailMessage(
        subject=wording.subject_line(wording.in_a_line(letter.subject), council=letter.council.name),
        # By the blank behind the dashes mail programs know that a footer begins.
        body=f"{wording.in_short_lines(body)}\n\n-- \n{wording.in_short_lines(footers)}\n{page}",
        to=[letter.to.email],
        connection=over,
        headers={
            "Auto-Submitted": "auto-generated",
            **({"Content-Language": ", ".join(languages)} if len(languages) > 1 else {}),
            "Message-ID": f"<{letter.key}@{urlsplit(settings.ADDRESS).hostname}>",
        },
    )


def _footer(language: str, *, council: str) -> str:
    with override(language or get_language()):
        said = _("Sent by Concordat for %(council)s. This letter also lies on your page:")
    return said % {"council": council}


def _hang_up(connection: BaseEmailBackend) -> None:
    with suppress(SMTPException, OSError):
        connection.close()
