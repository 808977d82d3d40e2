"""The files that no page waits for, made by the worker: of editions once frozen, of comparisons on demand.

A file is taken in one transaction and stored in another: it may take seconds to make, and on SQLite nobody
else could write meanwhile.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from concordat.people.rules.offices import Office
from concordat.protocol import queries
from concordat.protocol.models import Comparison, Edition, Rendering
from concordat.protocol.rules import edition_files, redline_files

TRIES = 3
AT_A_TIME = 10
SILENT = timedelta(minutes=5)

logger = logging.getLogger(__name__)


def order_files(*, edition: Edition, at: datetime) -> None:
    """Have the files of an edition made that was just frozen."""
    Rendering.objects.bulk_create(
        Rendering(council_id=edition.council_id, edition=edition, format=form)
        for form in edition_files.BY_THE_WORKER
    )


@transaction.atomic
def order_redline(*, comparison: Comparison, form: str, by: Office, at: datetime) -> None:
    """Have a file of a comparison made, or made again after clauses were paired by hand."""
    Comparison.objects.select_for_update().get(id=comparison.id)
    Rendering.objects.update_or_create(
        comparison=comparison,
        format=form,
        defaults={
            "council_id": comparison.council_id,
            "state": "waiting",
            "attempts": 0,
            "taken_at": None,
            "body": b"",
        },
    )


def render_due(*, at: datetime) -> int:
    """Make the files that are waiting; several workers may do so at once. Returns how many were made."""
    made = 0
    for _ in range(AT_A_TIME):
        rendering = _take(at=at)
        if rendering is None:
            break
        made += _make(rendering)
    return made


@transaction.atomic
def _take(*, at: datetime) -> Rendering | None:
    """The next file that nobody has in hand, or whose worker has been silent for too long."""
    free = Q(taken_at=None) | Q(taken_at__lt=at - SILENT) | Q(taken_at__gt=at + SILENT)
    waiting = Rendering.objects.select_for_update(skip_locked=True, of=("self",)).filter(free)
    for rendering in waiting.filter(state="waiting").order_by("id"):
        if rendering.attempts >= TRIES:  # as many workers have died over it
            rendering.state, rendering.taken_at = "failed", None
        else:
            rendering.attempts, rendering.taken_at = rendering.attempts + 1, at
        rendering.save(update_fields=["attempts", "state", "taken_at"])
        if rendering.state == "waiting":
            return rendering
    return None


def _make(rendering: Rendering) -> bool:
    """A file that cannot be made is tried again, then given up: the page stands without it."""
    ours = Rendering.objects.filter(id=rendering.id, taken_at=rendering.taken_at, attempts=rendering.attempts)
    try:
        body = _written(rendering)
    # A renderer may stumble over anything, and the worker must go on.
    except Exception:
        logger.exception("A file could not be made: %s", rendering.format)
        ours.update(state="waiting" if rendering.attempts < TRIES else "failed", taken_at=None)
        return False
    return bool(ours.update(state="made", body=body, taken_at=None))


def _written(rendering: Rendering) -> bytes:
    if rendering.comparison is not None:
        return redline_files.made(rendering.format, queries.redline_of(rendering.comparison))
    if rendering.edition is None:
        raise LookupError("It is a file of nothing.")
    return edition_files.made(rendering.format, queries.copy_of(rendering.edition))
