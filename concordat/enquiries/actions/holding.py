"""What every deed on an enquiry does first and last: take hold of it, write its history, set its clock
anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from concordat.calendar.rules.calendars import Calendar
from concordat.enquiries import queries
from concordat.enquiries.models import Breach, Cycle, Enquiry, Event, Handling, Message, Pause
from concordat.enquiries.rules import looking, stages
from concordat.enquiries.rules.clock_reminders import next_contact
from concordat.enquiries.rules.clock_targets import Target
from concordat.enquiries.rules.history import Clock, Did, Promise
from concordat.enquiries.rules.speech import Speech
from concordat.enquiries.rules.stages import MovedOn, OutOfTurn, Stage
from concordat.people.rules.offices import Office
from concordat.trail import actions as trail


@dataclass(frozen=True)
class Held:
    """An enquiry that nobody else can change until this deed is done, and the calendar that counts for it."""

    enquiry: Enquiry
    cycle: Cycle

    @cached_property
    def calendar(self) -> Calendar:
        """Fetched once for a deed."""
        return queries.calendar_of(self.enquiry.council_id)


def hold(*, enquiry: Enquiry, at: datetime, read: int | None = None, running: bool | None = True) -> Held:
    """Take hold of an enquiry and of its latest cycle. The caller stands in a transaction.

    read      the revision that the writer had read; raises ``MovedOn`` if something was said since
    running   whether the clock must run, or (False) must have stopped, or (None) it is all the same;
              raises ``OutOfTurn``
    """
    related = Enquiry.objects.select_related("asked_by__person", "council", "topic")
    enquiry.refresh_from_db(from_queryset=related.select_for_update(of=("self",)))
    cycle = queries.cycle_held(enquiry)
    if enquiry.erased_at:
        raise OutOfTurn("What was said here has been erased. Ask anew, in an enquiry of its own.")
    if read is not None and read != enquiry.revision:
        raise MovedOn
    if running is True and not cycle.is_open:
        raise OutOfTurn("This enquiry has ended: it can be asked again.")
    if running is False and cycle.is_open:
        raise OutOfTurn("This enquiry is open.")
    return Held(enquiry, cycle)


def write(*, held: Held, did: Did, by: Office | None, at: datetime, **facts: object) -> Event:
    """One line of the history."""
    return Event.objects.create(
        council_id=held.enquiry.council_id,
        enquiry=held.enquiry,
        cycle=held.cycle,
        did=did.value,
        at=at,
        by_id=by.id if by else None,
        facts=facts,
    )


def say(
    *, held: Held, kind: Speech, words: str, by: Office, at: datetime, for_the_resident: str = ""
) -> Message:
    """Something that the other side reads. Whoever writes at the same time is told of it first."""
    held.enquiry.revision += 1
    held.enquiry.save(update_fields=["revision"])
    return Message.objects.create(
        council_id=held.enquiry.council_id,
        enquiry=held.enquiry,
        cycle=held.cycle,
        kind=kind.value,
        words=words,
        for_the_resident=for_the_resident,
        by_id=by.id,
        at=at,
    )


def set_clock(*, held: Held, at: datetime) -> None:
    """Work the clock out anew from the events, store what it says, and note what was missed."""
    cycle = held.cycle
    calendar = held.calendar
    both = queries.clocks_of(cycle, calendar=calendar, at=at)
    put(cycle=cycle, both=both, calendar=calendar, at=at)
    cycle.save()
    for which, due in missed(both=both, cycle=cycle, at=at).items():
        note_breach(held=held, promise=which[0], clock=which[1], due=due, at=at)


def put(*, cycle: Cycle, both: queries.Both, calendar: Calendar, at: datetime) -> None:
    """What the clock says, in the columns by which queues are read. Saves nothing."""
    cycle.acknowledge_due_at = both.acknowledge.due_unpaused
    cycle.due_at = both.reply.due
    cycle.due_unpaused_at = both.reply.due_unpaused
    cycle.queue_at = both.reply.due or both.reply.would_be_due or both.reply.due_unpaused
    cycle.look_at = None
    if cycle.is_open:
        cycle.look_at = looking.next_look(
            looks_of(cycle=cycle, calendar=calendar, at=at), after=cycle.looked_at
        )


def looks_of(*, cycle: Cycle, calendar: Calendar, at: datetime) -> list[looking.Look]:
    """When somebody must be told about this cycle, as things stand."""
    return looking.looks(
        calendar=calendar,
        received=cycle.received_at,
        acknowledge_due=None if cycle.acknowledged_at else cycle.acknowledge_due_at,
        due=cycle.due_at,
        word_due=cycle.word_due_at,
    )


def missed(*, both: queries.Both, cycle: Cycle, at: datetime) -> dict[tuple[Promise, Clock], datetime]:
    """What was promised and is late by now: each promise on each clock, with when it was due."""
    found: dict[tuple[Promise, Clock], datetime] = {}
    for breach in both.acknowledge.now.breaches:
        found.setdefault((Promise.ACKNOWLEDGE, Clock.UNPAUSED), breach.due)
    for breach in both.reply.now.breaches:
        found.setdefault((Promise.REPLY, Clock(breach.clock.value)), breach.due)
    return found


def note_breach(*, held: Held, promise: Promise, clock: Clock, due: datetime, at: datetime) -> None:
    """Once for each promise and clock; the database lets nobody take it back."""
    _breach, made = Breach.objects.get_or_create(
        council_id=held.enquiry.council_id,
        cycle=held.cycle,
        promise=promise.value,
        clock=clock.value,
        defaults={"due_at": due, "noted_at": at},
    )
    if made:
        write(
            held=held,
            did=Did.BREACHED,
            by=None,
            at=at,
            promise=promise.value,
            clock=clock.value,
            due=due.isoformat(),
        )
        trail.record(
            did="noted that an enquiry was late",
            thing=held.enquiry,
            by=None,
            council_id=held.enquiry.council_id,
            at=at,
            promise=promise.value,
            clock=clock.value,
            due=due,
        )


def heard(*, held: Held, at: datetime) -> None:
    """The member has heard something: by when they should hear again."""
    every = queries.terms_of(held.cycle.edition).keep_in_touch
    held.cycle.word_due_at = (
        next_contact(last_message=at, every=every, calendar=held.calendar) if every else None
    )


def is_pausable(*, held: Held, at: datetime) -> bool:
    return Target.parse(held.cycle.reply_by).pausable


def end_pause(*, held: Held, by: Office, at: datetime) -> None:
    """The pause that is open ends now, if there is one. The caller sets the clock."""
    if not held.cycle.paused_at:
        return
    pause = Pause.objects.get(council=held.enquiry.council_id, cycle=held.cycle, ended_at=None)
    pause.ended_at = at
    pause.save(update_fields=["ended_at"])
    held.cycle.paused_at = None
    write(held=held, did=Did.RESUMED, by=by, at=at, reason=pause.reason, pause=pause.id)


def end(*, held: Held, stage: Stage, did: Did, by: Office, at: datetime, **facts: object) -> None:
    """The clock stops, and says for good how it went."""
    cycle = held.cycle
    cycle.stage = stages.move(cycle.stage, to=stage).value
    end_pause(held=held, by=by, at=at)
    cycle.acknowledged_at = cycle.acknowledged_at or at
    cycle.is_open, cycle.ended_at, cycle.word_due_at = False, at, None
    Handling.objects.filter(council=by.council_id, cycle=cycle, until=None).update(until=at)
    write(held=held, did=did, by=by, at=at, **facts)
    set_clock(held=held, at=at)


def point_to(*, held: Held, offices: Iterable[Office], at: datetime) -> None:
    """These persons are to decide about it, and so may read it, whichever service they are of."""
    Handling.objects.bulk_create(
        Handling(
            council_id=held.enquiry.council_id,
            enquiry=held.enquiry,
            cycle=held.cycle,
            service=held.cycle.service,
            office_id=office.id,
            since=at,
            until=at,
        )
        for office in offices
    )
