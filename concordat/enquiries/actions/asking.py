"""A councillor asks. From this moment the clock runs, by the service levels of this day."""

from collections.abc import Collection
from datetime import date, datetime
from functools import partial
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from concordat.enquiries import queries
from concordat.enquiries.actions.holding import Held, put, write
from concordat.enquiries.actions.settling import edition_of_the_day
from concordat.enquiries.models import Attachment, Cycle, Draft, Enquiry, Handling, Topic
from concordat.enquiries.rules.history import Did
from concordat.enquiries.rules.references import new_reference
from concordat.enquiries.rules.sharing import Sharing
from concordat.enquiries.rules.tiers import tier_of
from concordat.enquiries.rules.urgency import Whom
from concordat.letters import actions as letters
from concordat.people.rules.offices import Office
from concordat.trail import actions as trail

TRIES = 5


class AlreadySent(Exception):
    """The same was sent before: the button was pressed twice, or the e-mail came twice."""


@transaction.atomic
def ask(
    *,
    topic: Topic | None,
    question: str,
    whom: str = Whom.WARD,
    consent: str = "",
    ward: str = "",
    facts: Collection[str] = (),
    set_date: date | None = None,
    set_date_for: str = "",
    wanted_by: date | None = None,
    sharing: str = Sharing.ONLY_ME,
    draft: Draft | None = None,
    key: UUID | None = None,
    by_email: bool = False,
    by: Office,
    at: datetime,
) -> Enquiry:
    """Put a question. Its promise is fixed now, by the office held now: nothing that changes later moves it.

    draft   the draft that it came from, with its files; it is gone afterwards
    key     of whatever else it came from (an e-mail): what has the same key is sent once
    Raises ``AlreadySent``.
    """
    key = draft.key if draft else key or uuid4()
    if draft and not Draft.objects.select_for_update().filter(pk=draft.pk).exists():
        raise AlreadySent
    if Enquiry.objects.filter(council=by.council_id, key=key).exists():
        raise AlreadySent
    made = partial(
        Enquiry.objects.create,
        council_id=by.council_id,
        asked_by_id=by.id,
        asked_at=at,
        tier=tier_of(by.duties).value,
        group=by.group,
        asker_ward=by.ward,
        topic=topic,
        ward=ward,
        question=question,
        whom=whom,
        consent=consent,
        facts=sorted(facts),
        set_date=set_date,
        set_date_for=set_date_for,
        wanted_by=wanted_by,
        sharing=sharing,
        by_email=by_email,
        key=key,
    )
    enquiry = _with_a_reference(made)
    held = begin_cycle(
        enquiry=enquiry, did=Did.RECEIVED, service=topic.service if topic else "", by=by, at=at
    )
    if draft is not None:
        Attachment.objects.filter(council=by.council_id, draft=draft).update(draft=None, enquiry=enquiry)
        draft.delete()
    trail.record(
        did="asked an enquiry",
        thing=enquiry,
        by=by,
        at=at,
        due=held.cycle.due_at,
        reply_by=held.cycle.reply_by,
    )
    return enquiry


def _with_a_reference(made: "partial[Enquiry]") -> Enquiry:
    """Two that drew the same letters in one moment: one in half a thousand million. It draws again."""
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return made(reference=new_reference())
        except IntegrityError:
            continue
    raise IntegrityError("No reference was free.")


def begin_cycle(
    *, enquiry: Enquiry, did: Did, service: str, number: int = 1, by: Office, at: datetime
) -> Held:
    """A clock begins to run, for the service that answers, which is told. The caller stands in a
    transaction."""
    council_id, calendar = enquiry.council_id, queries.calendar_of(enquiry.council_id)
    edition = edition_of_the_day(council_id=council_id, at=at)
    topic = enquiry.topic
    promised = queries.terms_of(edition).promised(
        tier=tier_of(by.duties),
        topic=topic.slug if topic else "",
        safeguarding=bool(topic and topic.safeguarding),
        facts=enquiry.facts,
        received=at,
        calendar=calendar,
    )
    cycle = Cycle(
        council_id=council_id,
        enquiry=enquiry,
        number=number,
        edition=edition,
        acknowledge_by=str(promised.level.acknowledge),
        reply_by=str(promised.level.reply),
        because_of=promised.because.value,
        service=service,
        received_at=at,
        looked_at=at,
    )
    both = queries.told(cycle, events=(), aside=frozenset(), calendar=calendar, at=at)
    put(cycle=cycle, both=both, calendar=calendar, at=at)
    cycle.save()
    Handling.objects.create(council_id=council_id, enquiry=enquiry, cycle=cycle, service=service, since=at)
    held = Held(enquiry, cycle)
    write(
        held=held,
        did=did,
        by=by,
        at=at,
        acknowledge=cycle.acknowledge_by,
        reply=cycle.reply_by,
        edition=edition.number,
        service=service,
    )
    # To the head of the service, not to all of its officers: it stands in their queue, and reminders follow.
    told = queries.heads_of(council_id, service, on=localdate(at))
    letters.send_many(
        letters=[(office, "") for office in told],
        letter="enquiries/letters/received.txt",
        about=enquiry,
        at=at,
    )
    return held
