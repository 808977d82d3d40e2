"""Deeds of people that somebody must be told of: `people` lies beneath the letters, and cannot send any."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from concordat.letters import actions as letters
from concordat.people import actions as people
from concordat.people import queries
from concordat.people.rules.offices import Office


@transaction.atomic
def reset_second_step(*, office: Office, by: Office | None, at: datetime) -> None:
    """Reset somebody's second step, and tell them and everybody else who runs the council.

    ``by`` is None where whoever runs the server does it. Raises ``NotReset`` of `people`.
    """
    for concerned in people.reset_second_step(office=office, by=by, at=at):
        told = [concerned, *queries.others_who_run(concerned, on=localdate(at))]
        letters.send_many(
            letters=[(one, "") for one in told],
            letter="home/letters/second_step_reset.txt",
            about={"office": concerned, "by": by, "council": concerned.council},
            at=at,
        )
