"""What the councillor who asked does afterwards: writes, disputes a pause, asks again, takes back, shares."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from concordat.enquiries import queries
from concordat.enquiries.actions.asking import begin_cycle
from concordat.enquiries.actions.holding import Held, end, end_pause, hold, point_to, say, set_clock, write
from concordat.enquiries.models import Attachment, Draft, Enquiry, Pause
from concordat.enquiries.rules.events import PauseReason
from concordat.enquiries.rules.history import Did
from concordat.enquiries.rules.speech import Speech
from concordat.enquiries.rules.stages import OutOfTurn, Stage
from concordat.letters import actions as letters
from concordat.people.rules.offices import Office
from concordat.trail import actions as trail


@transaction.atomic
def write_to_officer(
    *, enquiry: Enquiry, words: str, read: int | None = None, by: Office, at: datetime
) -> None:
    """Something for the officer. If the clock waits for the member, it runs on from this moment."""
    held = hold(enquiry=enquiry, at=at, read=read)
    message = say(held=held, kind=Speech.FROM_MEMBER, words=words, by=by, at=at)
    draft = queries.begun_reply(by, enquiry, "write")
    if draft:
        Attachment.objects.filter(draft=draft).update(draft=None, enquiry=enquiry, message=message)
        draft.delete()
    write(held=held, did=Did.MEMBER_WROTE, by=by, at=at)
    waits_for_them = Pause.objects.filter(
        council=by.council_id, cycle=held.cycle, ended_at=None, reason=PauseReason.MEMBER
    )
    if waits_for_them.exists():
        end_pause(held=held, by=by, at=at)
        set_clock(held=held, at=at)
    trail.record(did="wrote on an enquiry", thing=enquiry, by=by, at=at)
    _tell_the_officers(held, at)


@transaction.atomic
def dispute_pause(*, enquiry: Enquiry, pause: Pause, words: str, by: Office, at: datetime) -> None:
    """The member does not agree that the clock should stand still. Somebody else than paused it decides."""
    held = hold(enquiry=enquiry, at=at, running=None)
    pause.refresh_from_db()
    if pause.disputed_at:
        raise OutOfTurn("This pause is disputed already.")
    pause.disputed_at = at
    pause.save(update_fields=["disputed_at"])
    say(held=held, kind=Speech.DISPUTE, words=words, by=by, at=at)
    write(held=held, did=Did.PAUSE_DISPUTED, by=by, at=at, pause=pause.id)
    Draft.objects.filter(council=by.council_id, by_id=by.id, enquiry=enquiry, use="dispute").delete()
    trail.record(did="disputed a pause of an enquiry", thing=enquiry, by=by, at=at)
    deciding = queries.who_settle(held.cycle, pause, on=localdate(at))
    point_to(held=held, offices=deciding, at=at)
    letters.send_many(
        letters=[(office, "") for office in deciding],
        letter="enquiries/letters/to_settle.txt",
        about=enquiry,
        at=at,
    )


@transaction.atomic
def settle_pause(
    *, enquiry: Enquiry, pause: Pause, stands: bool, words: str, by: Office, at: datetime
) -> None:
    """Decide on a disputed pause, by name and with reasons. One that does not stand counts after all.

    What was late by the clock without it is late, for good. Raises ``OutOfTurn``.
    """
    held = hold(enquiry=enquiry, at=at, running=None)
    pause.refresh_from_db(from_queryset=Pause.objects.select_for_update())
    if not pause.disputed_at or pause.settled_at:
        raise OutOfTurn("There is no dispute about this pause, or it is settled.")
    if pause.by_id == by.id:
        raise OutOfTurn("Whoever paused the clock cannot settle the dispute about it.")
    pause.settled_at, pause.settled_by_id, pause.stands = at, by.id, stands
    pause.save(update_fields=["settled_at", "settled_by", "stands"])
    say(held=held, kind=Speech.SETTLEMENT, words=words, by=by, at=at)
    write(held=held, did=Did.PAUSE_SETTLED, by=by, at=at, pause=pause.id, stands=stands)
    if not stands:
        if pause.ended_at is None and held.cycle.is_open:
            end_pause(held=held, by=by, at=at)
        set_clock(held=held, at=at)
    Draft.objects.filter(council=by.council_id, by_id=by.id, enquiry=enquiry, use="settle").delete()
    trail.record(did="settled a dispute about a pause", thing=enquiry, by=by, at=at, stands=stands)
    letters.send(to=enquiry.asked_by, letter="enquiries/letters/news.txt", about=enquiry, at=at)


@transaction.atomic
def reopen(*, enquiry: Enquiry, words: str, read: int | None = None, by: Office, at: datetime) -> None:
    """Ask again: a new cycle of the clock, linked to the one before, which stays as it was judged."""
    held = hold(enquiry=enquiry, at=at, read=read, running=False)
    last = held.cycle
    begun = begin_cycle(
        enquiry=enquiry, did=Did.REOPENED, service=last.service, number=last.number + 1, by=by, at=at
    )
    message = say(held=begun, kind=Speech.REOPENED, words=words, by=by, at=at)
    draft = queries.begun_reply(by, enquiry, "reopen")
    if draft:
        Attachment.objects.filter(draft=draft).update(draft=None, enquiry=enquiry, message=message)
        draft.delete()
    trail.record(did="asked an enquiry again", thing=enquiry, by=by, at=at, cycle=begun.cycle.number)


@transaction.atomic
def withdraw(*, enquiry: Enquiry, by: Office, at: datetime) -> None:
    """It is no longer needed. What was late stays late."""
    held = hold(enquiry=enquiry, at=at)
    end(held=held, stage=Stage.WITHDRAWN, did=Did.WITHDRAWN, by=by, at=at)
    trail.record(did="took an enquiry back", thing=enquiry, by=by, at=at)
    _tell_the_officers(held, at)


@transaction.atomic
def share(*, enquiry: Enquiry, sharing: str, by: Office, at: datetime) -> None:
    """Say anew who else may read it. Whoever could until now, and should not, cannot from this moment."""
    held = hold(enquiry=enquiry, at=at, running=None)
    if enquiry.sharing == sharing:
        return
    enquiry.sharing = sharing
    enquiry.save(update_fields=["sharing"])
    write(held=held, did=Did.SHARED, by=by, at=at, sharing=sharing)
    trail.record(did="changed who may read an enquiry", thing=enquiry, by=by, at=at, sharing=sharing)


def _tell_the_officers(held: Held, at: datetime) -> None:
    told = (
        [held.cycle.handler]
        if held.cycle.handler
        else queries.answering(held.enquiry.council_id, held.cycle.service, on=localdate(at))
    )
    letters.send_many(
        letters=[(office, "") for office in told],
        letter="enquiries/letters/member_wrote.txt",
        about=held.enquiry,
        at=at,
    )
