"""What a long text lacks: asked for on a page, and worked out by the worker."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from concordat.people.rules.offices import Office
from concordat.protocol import queries
from concordat.protocol.models import Edition, GapReading
from concordat.protocol.rules import gap_kept, law

SILENT = timedelta(minutes=5)
TRIES = 3

logger = logging.getLogger(__name__)


@transaction.atomic
def ask_for_gaps(*, edition: Edition, by: Office, at: datetime) -> None:
    """Have the gap report of an edition worked out, of its text and the law of today. Once is enough."""
    edition = Edition.objects.select_for_update(of=("self",)).defer("frozen").get(id=edition.id)
    text = queries.state_for_gaps(edition).fingerprint
    wanted = {"text": text, "on": localdate(at), "law_edition": law.edition()}
    if GapReading.objects.filter(edition=edition, state__in=("waiting", "made"), **wanted).exists():
        return
    GapReading.objects.update_or_create(
        edition=edition,
        defaults={
            "council_id": edition.council_id,
            **wanted,
            "state": "waiting",
            "done": 0,
            "attempts": 0,
            "alive_at": None,
            "result": None,
            "asked_by_id": by.id,
            "asked_at": at,
        },
    )


def read_gaps_due(*, at: datetime) -> int:
    """Work out the gap reports that wait. The worker calls it; returns how many were made."""
    done = 0
    while (row := _take(at=at)) is not None:
        done += _work_out(row, at=at)
    return done


@transaction.atomic
def _take(*, at: datetime) -> GapReading | None:
    free = Q(alive_at=None) | Q(alive_at__lt=at - SILENT)
    waiting = GapReading.objects.select_for_update(skip_locked=True, of=("self",)).filter(free)
    for row in waiting.filter(state="waiting").order_by("id"):
        if row.attempts >= TRIES:  # as many workers have died over it
            row.state = "failed"
        else:
            row.attempts, row.alive_at = row.attempts + 1, at
        row.save(update_fields=["state", "attempts", "alive_at"])
        if row.state == "waiting":
            return row
    return None


def _work_out(row: GapReading, *, at: datetime) -> bool:
    ours = GapReading.objects.filter(id=row.id, attempts=row.attempts, text=row.text, state="waiting")
    try:
        edition = Edition.objects.select_related("instrument__council__principal").get(id=row.edition_id)
        if queries.state_for_gaps(edition).fingerprint != row.text:
            ours.update(state="failed")  # the words have changed since: whoever looks asks again
            return False
        text = queries.text_for_gaps(edition)
        report = queries.report_of(edition, text, on=row.on, progress=_sign(ours, at))
    # The reading may stumble over a text that nobody thought of, and the worker must go on.
    except Exception:
        logger.exception("A gap report could not be made.")
        ours.update(state="failed" if row.attempts >= TRIES else "waiting", alive_at=None)
        return False
    return bool(ours.update(state="made", done=100, result=gap_kept.as_json(report, keys=text.keys)))


def _sign(ours: QuerySet[GapReading], at: datetime) -> Callable[[float], None]:
    began = time.monotonic()

    def progress(share: float) -> None:
        ours.update(done=round(share * 100), alive_at=at + timedelta(seconds=time.monotonic() - began))

    return progress
