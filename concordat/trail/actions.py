"""The trail is only ever added to: this room has no deed that changes or removes a line."""

from datetime import datetime
from typing import Protocol

from django.db.models import Model

from concordat.trail.models import Entry

Fact = bool | int | str | None


class Doer(Protocol):
    """Whoever acts. The trail lies beneath `people`, so it asks for no more of an office than this."""

    id: int
    council_id: int


def record(
    *, did: str, thing: Model, by: Doer | None, at: datetime, council_id: int | None = None, **detail: Fact
) -> None:
    """Write one line, in the caller's transaction: either the deed and its line stand, or neither."""
    of = by.council_id if by else council_id
    Entry.objects.create(
        council_id=of,
        at=at,
        by_id=by.id if by else None,
        did=did,
        thing=f"{thing._meta.label_lower}:{thing.pk}",
        detail=detail,
    )
