"""E-mails about what guards a sign-in, to the one it guards.

They go to the letter box and lie on no page: whoever sits at somebody else's session could read that, and
would be the one who changed it. They wait in no outbox. Where the mail server refuses one, the deed stands.
"""

import logging
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import get_template

from concordat.people.models import Person

log = logging.getLogger(__name__)


def tell_of_second_step(*, person: Person, what: str, at: datetime, left: int = 0) -> None:
    """Once the deed is done: what was done to somebody's second step.

    what   "authenticator app" or "passkey", which was set up; "removed"; "recovery codes", which were drawn;
           or "used", of a recovery code
    left   recovery codes that are left
    """
    words = {"person": person, "what": what, "at": at, "left": left, "address": settings.ADDRESS}
    text = get_template("people/notices/second_step.txt").render(words).strip()
    subject, _line, body = text.partition("\n")
    transaction.on_commit(partial(_send, subject, body.strip(), person.email))


def _send(subject: str, body: str, to: str) -> None:
    try:
        send_mail(subject, body, None, [to])
    except OSError:  # SMTPException is one of its kind.
        log.warning("The mail server did not take a notice about a second step.")
