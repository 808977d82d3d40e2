"""What Marlbridge's two sides promised each other after a health check, and the by-election in between."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from concordat.surveys import actions as surveys
from concordat.surveys.rules.course import Elected
from concordat.surveys.rules.promised import PromisedBy

THURSDAY = 3
# What was promised, by whom, within how many days, and after how many it was kept.
FIRST: tuple[tuple[str, PromisedBy, int, int | None], ...] = (
    ("Publish each quarter how long enquiries took, service by service.", PromisedBy.OFFICERS, 120, 95),
    (
        "Go through the clauses on influence on advice in each group, and say so at Council.",
        PromisedBy.COUNCILLORS,
        150,
        None,
    ),
)
SECOND: tuple[tuple[str, PromisedBy, int, int | None], ...] = (
    ("Meet twice a year, led by somebody who belongs to neither side.", PromisedBy.BOTH, 240, None),
)


def promise(
    wave: Any, *, promises: tuple[tuple[str, PromisedBy, int, int | None], ...], by: Any, at: datetime
) -> None:
    for what, side, within, kept_after in promises:
        made = surveys.record_promise(
            wave=wave, what=what, side=side, by_when=localdate(at) + timedelta(days=within), by=by, at=at
        )
        if kept_after is not None:
            surveys.note_kept(promise=made, by=by, at=at + timedelta(days=kept_after))


def vote(*, before: date, by: Any, at: datetime) -> None:
    """One seat is voted on anew, on the last Thursday before that day."""
    held_on = before - timedelta(days=(before.weekday() - THURSDAY) % 7)
    surveys.note_election(held_on=held_on, of=Elected.SEATS, by=by, at=at)
