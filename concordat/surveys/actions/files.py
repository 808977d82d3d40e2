"""The files of a release, made once by the worker, so that no page waits for them."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from concordat.surveys.models import Rendering
from concordat.surveys.rules import publishing
from concordat.surveys.rules.release import Release

TRIES = 3
AT_A_TIME = 10

logger = logging.getLogger(__name__)


def render_due(*, at: datetime) -> int:
    """Make the files that are waiting; several workers may do so at once. Returns how many were made."""
    made = 0
    for _ in range(AT_A_TIME):
        with transaction.atomic():
            waiting = Rendering.objects.select_for_update(skip_locked=True, of=("self",))
            rendering = waiting.filter(state="waiting").select_related("release__wave").order_by("id").first()
            if rendering is None:
                break
            made += _make(rendering)
    return made


def _make(rendering: Rendering) -> bool:
    """A file that cannot be made is tried again, then given up: the page stands without it."""
    rendering.attempts += 1
    published = rendering.release
    try:
        rendering.body = publishing.made(
            rendering.format,
            release=Release.from_json(published.body),
            committee=published.wave.committee,
            on=localdate(published.made_at),
        )
        rendering.state = "made"
    # A renderer may stumble over anything, and the worker must go on.
    except Exception:
        logger.exception("A results file could not be made: %s", rendering.format)
        rendering.state = "waiting" if rendering.attempts < TRIES else "failed"
    rendering.save(update_fields=["attempts", "state", "body"])
    return rendering.state == "made"
