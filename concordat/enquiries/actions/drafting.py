"""What somebody is still writing. Drafts leave no line in the trail: they are their writer's, and no deed
yet."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from concordat.enquiries import queries
from concordat.enquiries.models import Attachment, Content, Draft, Enquiry, StopCount
from concordat.enquiries.rules.attachments import MOST, File, NotTaken
from concordat.enquiries.rules.stops import Stop
from concordat.people.rules.offices import Office

ASK = "ask"
KEPT_FOR = timedelta(days=60)
MOST_DRAFTS = 20


class TooManyDrafts(Exception):
    """Somebody has begun so many enquiries and sent none of them that something must be wrong."""


@transaction.atomic
def keep_draft(*, key: UUID, said: dict[str, Any], by: Office, at: datetime) -> Draft:
    """Keep an enquiry as far as it is written. Raises ``TooManyDrafts``."""
    draft = queries.drafts_of(by).select_for_update().filter(key=key).first()
    if draft is None:
        if queries.drafts_of(by).filter(use=ASK).count() >= MOST_DRAFTS:
            raise TooManyDrafts
        draft = Draft(council_id=by.council_id, by_id=by.id, key=key, use=ASK)
    draft.said, draft.saved_at = said, at
    draft.save()
    return draft


@transaction.atomic
def keep_reply(*, enquiry: Enquiry, use: str, said: dict[str, Any], by: Office, at: datetime) -> Draft:
    """Keep a reply as far as it is written."""
    draft, _new = Draft.objects.update_or_create(
        council_id=by.council_id,
        by_id=by.id,
        enquiry=enquiry,
        use=use,
        defaults={"said": said, "saved_at": at},
    )
    return draft


@transaction.atomic
def throw_away(*, draft: Draft, by: Office, at: datetime) -> None:
    draft.delete()


@transaction.atomic
def attach(*, draft: Draft, file: File, by: Office, at: datetime) -> Attachment:
    """Lay a file beside a draft. Raises ``NotTaken`` where there are as many as there may be."""
    Draft.objects.select_for_update().get(pk=draft.pk)
    if Attachment.objects.filter(draft=draft).count() >= MOST:
        raise NotTaken("many")
    attachment = Attachment.objects.create(
        council_id=draft.council_id,
        draft=draft,
        name=file.name,
        kind=file.kind,
        size=len(file.content),
        by_id=by.id,
        at=at,
    )
    Content.objects.create(council_id=draft.council_id, attachment=attachment, content=file.content)
    return attachment


@transaction.atomic
def detach(*, draft: Draft, number: int, by: Office, at: datetime) -> None:
    Attachment.objects.filter(council=draft.council_id, draft=draft, pk=number).delete()


@transaction.atomic
def count_stop(*, stop: Stop, by: Office, at: datetime) -> None:
    """One more in this month. Not whose: a stop is held against nobody, and leaves no line in the trail."""
    counted, _new = StopCount.objects.get_or_create(
        council_id=by.council_id, month=localdate(at).replace(day=1), stop=stop.value
    )
    StopCount.objects.filter(pk=counted.pk).update(count=F("count") + 1)


def clear_drafts(*, at: datetime) -> int:
    """Forget what nobody went on with for two months. The worker calls it."""
    left = Draft.objects.filter(saved_at__lt=at - KEPT_FOR)
    return left.delete()[0] if left.exists() else 0
