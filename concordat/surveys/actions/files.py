"""The files of a release, made once by the worker, so that no page waits for them."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from concordat.surveys import queries
from concordat.surveys.models import Rendering
from concordat.surveys.rules import publishing

TRIES = 3
AT_A_TIME = 10
SILENT = timedelta(minutes=5)

logger = logging.getLogger(__name__)


def render_due(*, at: datetime) -> int:
    """Make the files that are waiting; several workers may do so at once. Returns how many were made.

    A file is taken in one transaction and stored in another: it may take seconds to make, and on SQLite
    nobody else could write meanwhile, whoever presses the last button of a ballot included.
    """
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
    for rendering in waiting.filter(state="waiting").select_related("release__wave__council").order_by("id"):
        if rendering.attempts >= TRIES:  # as many workers have died over it
            rendering.state, rendering.taken_at = "failed", None
        else:
            rendering.attempts, rendering.taken_at = rendering.attempts + 1, at
        rendering.save(update_fields=["attempts", "state", "taken_at"])
        if rendering.state == "waiting":
            return rendering
    return None


def _written(rendering: Rendering) -> bytes:
    published = rendering.release
    if rendering.format in publishing.OF_ALL_RELEASES:
        trends = queries.trends_of(published.wave.council)
        if trends is None:
            raise LookupError("There is no release, though a file of one is wanted.")
        return publishing.made_of_all(rendering.format, trends=trends)
    return publishing.made(
        rendering.format,
        release=queries.results_of(published.wave),
        committee=published.wave.committee,
        on=localdate(published.made_at),
    )


def _make(rendering: Rendering) -> bool:
    """A file that cannot be made is tried again, then given up: the page stands without it."""
    taken = Rendering.objects.filter(id=rendering.id, taken_at=rendering.taken_at)
    # Unless it was asked for anew while it was being made: then this one is out of date already.
    ours = taken.filter(attempts=rendering.attempts)
    try:
        body = _written(rendering)
    # A renderer may stumble over anything, and the worker must go on.
    except Exception:
        logger.exception("A results file could not be made: %s", rendering.format)
        ours.update(state="waiting" if rendering.attempts < TRIES else "failed", taken_at=None)
        made = 0
    else:
        made = ours.update(state="made", body=body, taken_at=None)
    if not made:
        taken.update(taken_at=None)
    return bool(made)
