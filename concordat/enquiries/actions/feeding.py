"""Subscribing to a calendar of what is due, and giving that up."""

from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction

from concordat.enquiries.models import Feed
from concordat.enquiries.rules.feed import fingerprint
from concordat.people.rules.offices import Office
from concordat.trail import actions as trail


@transaction.atomic
def begin_feed(*, by: Office, at: datetime) -> str:
    """A new secret address, which is told once. The one before opens nothing from this moment."""
    secret = token_urlsafe(32)
    feed, _new = Feed.objects.update_or_create(
        office_id=by.id,
        defaults={"council_id": by.council_id, "fingerprint": fingerprint(secret), "made_at": at},
    )
    trail.record(did="subscribed to a calendar of what is due", thing=feed, by=by, at=at)
    return secret


@transaction.atomic
def end_feed(*, by: Office, at: datetime) -> None:
    """Its address opens nothing any more."""
    feed = Feed.objects.filter(council=by.council_id, office=by.id).first()
    if feed:
        trail.record(did="gave up a calendar of what is due", thing=feed, by=by, at=at)
        feed.delete()
