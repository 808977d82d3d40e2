"""An officer answers: acknowledges, asks back, hands over, replies in part, answers, passes on."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from concordat.enquiries import queries
from concordat.enquiries.actions.holding import (
    Held,
    end,
    end_pause,
    heard,
    hold,
    is_pausable,
    point_to,
    say,
    set_clock,
    write,
)
from concordat.enquiries.models import Enquiry, Handling, Message, Note, Pause, Topic
from concordat.enquiries.rules import stages
from concordat.enquiries.rules.clock_targets import Target
from concordat.enquiries.rules.events import PauseReason
from concordat.enquiries.rules.history import Did
from concordat.enquiries.rules.kinds import ROUTES, Kind
from concordat.enquiries.rules.service_levels import Tier
from concordat.enquiries.rules.speech import Speech
from concordat.enquiries.rules.stages import OutOfTurn, Stage
from concordat.letters import actions as letters
from concordat.people.rules.offices import Office
from concordat.trail import actions as trail


@transaction.atomic
def acknowledge(*, enquiry: Enquiry, words: str = "", by: Office, at: datetime) -> None:
    """Say that it has come, and who is looking into it."""
    held = hold(enquiry=enquiry, at=at)
    held.cycle.stage = stages.move(held.cycle.stage, to=Stage.ACKNOWLEDGED).value
    held.cycle.acknowledged_at = at
    _take(held, by)
    if words:
        say(held=held, kind=Speech.ACKNOWLEDGEMENT, words=words, by=by, at=at)
    _finish(held, did=Did.ACKNOWLEDGED, by=by, at=at)
    _from_draft(held, "acknowledge", by)
    trail.record(did="acknowledged an enquiry", thing=enquiry, by=by, at=at)
    _tell_the_member(held, at)


@transaction.atomic
def take(*, enquiry: Enquiry, by: Office, at: datetime) -> None:
    """Take it in hand oneself: from now on reminders go to this officer."""
    held = hold(enquiry=enquiry, at=at)
    if held.cycle.handler_id == by.id:
        return
    held.cycle.handler_id = by.id
    held.cycle.save(update_fields=["handler"])
    write(held=held, did=Did.TAKEN, by=by, at=at)
    trail.record(did="took an enquiry in hand", thing=enquiry, by=by, at=at)


@transaction.atomic
def ask_back(
    *,
    enquiry: Enquiry,
    words: str,
    reason: str = PauseReason.MEMBER,
    pause: bool = True,
    read: int | None = None,
    by: Office,
    at: datetime,
) -> None:
    """Ask the member something, or tell them whom one waits for. It pauses the clock, if the level allows
    that.

    Raises ``OutOfTurn`` where the clock is paused already, ``MovedOn`` where something was said meanwhile.
    """
    held = hold(enquiry=enquiry, at=at, read=read)
    pauses = pause and is_pausable(held=held, at=at)
    if pauses and held.cycle.paused_at:
        raise OutOfTurn("The clock is paused already. Ask without a pause, or let it run on first.")
    kind = Speech.ASKED_BACK if reason == PauseReason.MEMBER else Speech.PAUSE
    say(held=held, kind=kind, words=words, by=by, at=at)
    _acknowledged_by_that(held, at)
    _take(held, by)
    write(held=held, did=Did.ASKED_BACK, by=by, at=at, reason=reason)
    if pauses:
        begun = Pause.objects.create(
            council_id=by.council_id, cycle=held.cycle, reason=reason, began_at=at, by_id=by.id
        )
        held.cycle.paused_at = at
        write(held=held, did=Did.PAUSED, by=by, at=at, reason=reason, pause=begun.id)
    heard(held=held, at=at)
    set_clock(held=held, at=at)
    _from_draft(held, "ask_back", by)
    trail.record(did="asked back on an enquiry", thing=enquiry, by=by, at=at, reason=reason, paused=pauses)
    _tell_the_member(held, at)


@transaction.atomic
def resume(*, enquiry: Enquiry, by: Office, at: datetime) -> None:
    """What was waited for has come: the clock runs on."""
    held = hold(enquiry=enquiry, at=at)
    if not held.cycle.paused_at:
        raise OutOfTurn("The clock is running already.")
    end_pause(held=held, by=by, at=at)
    set_clock(held=held, at=at)
    trail.record(did="let the clock of an enquiry run on", thing=enquiry, by=by, at=at)


@transaction.atomic
def hand_over(
    *, enquiry: Enquiry, service: str, note: str = "", read: int | None = None, by: Office, at: datetime
) -> None:
    """Another service answers it. The clock knows of no borders between services: it runs on."""
    held = hold(enquiry=enquiry, at=at, read=read)
    if service == held.cycle.service:
        raise OutOfTurn("This service has it in hand already.")
    Handling.objects.filter(council=by.council_id, cycle=held.cycle, until=None).update(until=at)
    Handling.objects.create(
        council_id=by.council_id, enquiry=enquiry, cycle=held.cycle, service=service, since=at
    )
    before, held.cycle.service, held.cycle.handler_id = held.cycle.service, service, None
    if note:
        Note.objects.create(council_id=by.council_id, enquiry=enquiry, words=note, by_id=by.id, at=at)
    write(held=held, did=Did.HANDED_OVER, by=by, at=at, to=service, **{"from": before})
    set_clock(held=held, at=at)
    _from_draft(held, "hand_over", by)
    trail.record(did="handed an enquiry over", thing=enquiry, by=by, at=at, to=service)
    told = queries.answering(by.council_id, service, on=localdate(at))
    letters.send_many(
        letters=[(office, "") for office in told],
        letter="enquiries/letters/handed_over.txt",
        about=enquiry,
        at=at,
    )
    _tell_the_member(held, at)


@transaction.atomic
def reply_in_part(*, enquiry: Enquiry, words: str, read: int | None = None, by: Office, at: datetime) -> None:
    """A holding reply: what is known so far. It stops neither clock."""
    held = hold(enquiry=enquiry, at=at, read=read)
    message = say(held=held, kind=Speech.HOLDING, words=words, by=by, at=at)
    _acknowledged_by_that(held, at)
    _take(held, by)
    _finish(held, did=Did.HOLDING_REPLY, by=by, at=at)
    _from_draft(held, "holding", by, message)
    trail.record(did="replied in part to an enquiry", thing=enquiry, by=by, at=at)
    _tell_the_member(held, at)


@transaction.atomic
def answer(
    *,
    enquiry: Enquiry,
    words: str,
    for_the_resident: str = "",
    read: int | None = None,
    by: Office,
    at: datetime,
) -> None:
    """The substantive reply, which stops both clocks. ``for_the_resident``: the same in words to send on."""
    held = hold(enquiry=enquiry, at=at, read=read)
    message = say(held=held, kind=Speech.ANSWER, words=words, for_the_resident=for_the_resident, by=by, at=at)
    _take(held, by)
    end(held=held, stage=Stage.ANSWERED, did=Did.ANSWERED, by=by, at=at)
    _from_draft(held, "answer", by, message)
    trail.record(did="answered an enquiry", thing=enquiry, by=by, at=at)
    _tell_the_member(held, at)


@transaction.atomic
def pass_on(
    *, enquiry: Enquiry, kind: str, words: str, read: int | None = None, by: Office, at: datetime
) -> None:
    """It belongs to another route (a complaint, a request for information): the member is told which, and
    why.

    A matter of the code of conduct is pointed to those who run the council, the monitoring officer among
    them.
    """
    held = hold(enquiry=enquiry, at=at, read=read)
    if kind not in ROUTES:
        raise OutOfTurn("An enquiry is not passed on to itself.")
    enquiry.kind = kind
    enquiry.save(update_fields=["kind"])
    say(held=held, kind=Speech.PASSED_ON, words=words, by=by, at=at)
    end(held=held, stage=Stage.PASSED_ON, did=Did.PASSED_ON, by=by, at=at, kind=kind)
    _from_draft(held, "pass_on", by)
    trail.record(did="passed an enquiry on", thing=enquiry, by=by, at=at, kind=kind)
    if kind == Kind.CODE_OF_CONDUCT:
        _point_to_those_who_run(held, at)
    _tell_the_member(held, at)


def _point_to_those_who_run(held: Held, at: datetime) -> None:
    told = queries.who_run(held.enquiry.council_id, on=localdate(at))
    point_to(held=held, offices=told, at=at)
    letters.send_many(
        letters=[(office, "") for office in told],
        letter="enquiries/letters/pointed_out.txt",
        about=held.enquiry,
        at=at,
    )


@transaction.atomic
def reclassify(*, enquiry: Enquiry, topic: Topic, by: Office, at: datetime) -> None:
    """Another topic: counted from receipt by the same edition, and the earlier date stays in the history."""
    held = hold(enquiry=enquiry, at=at)
    if enquiry.topic_id == topic.id:
        raise OutOfTurn("That is its topic already.")
    cycle = held.cycle
    promised = queries.terms_of(cycle.edition).promised(
        tier=Tier(enquiry.tier),
        topic=topic.slug,
        safeguarding=topic.safeguarding,
        facts=enquiry.facts,
        received=cycle.received_at,
        calendar=held.calendar,
    )
    before, enquiry.topic = enquiry.topic, topic
    enquiry.save(update_fields=["topic"])
    cycle.acknowledge_by, cycle.reply_by = str(promised.level.acknowledge), str(promised.level.reply)
    cycle.because_of = promised.because.value
    if cycle.paused_at and not Target.parse(cycle.reply_by).pausable:
        end_pause(held=held, by=by, at=at)
    due = cycle.due_unpaused_at
    write(
        held=held,
        did=Did.TOPIC_CHANGED,
        by=by,
        at=at,
        topic=topic.id,
        before=before.id if before else None,
        reply=cycle.reply_by,
        was_due=due.isoformat(),
    )
    set_clock(held=held, at=at)
    trail.record(
        did="changed the topic of an enquiry",
        thing=enquiry,
        by=by,
        at=at,
        topic=topic.id,
        reply_by=cycle.reply_by,
    )
    _tell_the_member(held, at)


@transaction.atomic
def note(*, enquiry: Enquiry, words: str, by: Office, at: datetime) -> None:
    """Something for colleagues. The councillor never sees it."""
    enquiry.refresh_from_db(from_queryset=Enquiry.objects.select_for_update())
    if enquiry.erased_at:
        raise OutOfTurn("What was said here has been erased, and nothing is added to it.")
    Note.objects.create(council_id=by.council_id, enquiry=enquiry, words=words, by_id=by.id, at=at)
    trail.record(did="noted something on an enquiry", thing=enquiry, by=by, at=at)


# What several deeds have in common


def _finish(held: Held, *, did: Did, by: Office, at: datetime) -> None:
    write(held=held, did=did, by=by, at=at)
    heard(held=held, at=at)
    set_clock(held=held, at=at)


def _acknowledged_by_that(held: Held, at: datetime) -> None:
    """Whoever has heard anything of substance knows that it has come."""
    if held.cycle.stage == Stage.RECEIVED:
        held.cycle.stage, held.cycle.acknowledged_at = Stage.ACKNOWLEDGED.value, at


def _take(held: Held, by: Office) -> None:
    held.cycle.handler_id = held.cycle.handler_id or by.id


def _from_draft(held: Held, use: str, by: Office, message: Message | None = None) -> None:
    """The reply's draft has done its duty. The files that lie beside it go with the message."""
    draft = queries.begun_reply(by, held.enquiry, use)
    if draft is None:
        return
    if message is not None:
        draft.attachments.update(draft=None, enquiry=held.enquiry, message=message)
    draft.delete()


def _tell_the_member(held: Held, at: datetime) -> None:
    """That there is something to read, and where. What it is stands behind the sign-in alone."""
    letters.send(to=held.enquiry.asked_by, letter="enquiries/letters/news.txt", about=held.enquiry, at=at)
