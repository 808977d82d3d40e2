"""The clocks of an enquiry, worked out from its events: the one place in which rows become a clock."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils.timezone import get_current_timezone

from concordat.calendar import queries as calendars
from concordat.calendar.rules.calendars import Calendar
from concordat.enquiries.models import CalendarSeen, Cycle, Event, Pause
from concordat.enquiries.rules import events as rules
from concordat.enquiries.rules.clock import Clock, clock
from concordat.enquiries.rules.clock_changes import Case
from concordat.enquiries.rules.clock_targets import Target
from concordat.enquiries.rules.history import Did

# What the clock hears of a history. What it does not hear changes no due time.
HEARD = {
    Did.ACKNOWLEDGED: rules.Kind.ACKNOWLEDGED,
    Did.ASKED_BACK: rules.Kind.SENT,
    Did.PAUSED: rules.Kind.PAUSED,
    Did.RESUMED: rules.Kind.RESUMED,
    Did.HANDED_OVER: rules.Kind.REASSIGNED,
    Did.HOLDING_REPLY: rules.Kind.HOLDING_REPLY,
    Did.TOPIC_CHANGED: rules.Kind.RECLASSIFIED,
    Did.ANSWERED: rules.Kind.REPLIED,
    Did.PASSED_ON: rules.Kind.WITHDRAWN,
    Did.WITHDRAWN: rules.Kind.WITHDRAWN,
}


AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Both:
    """Both promises of one cycle: the acknowledgement, which nothing pauses, and the reply."""

    acknowledge: Clock
    reply: Clock


def calendar_of(council_id: int) -> Calendar:
    """The council's calendar, for every clock. It knows since when it knows each day, so that what has ended
    stays
    judged by what was known then."""
    return calendars.calendar_of(council_id, nation="")  # a name on it, by which nothing is counted


def clocks_of(cycle: Cycle, *, calendar: Calendar, at: datetime) -> Both:
    found = list(Event.objects.filter(council=cycle.council_id, cycle=cycle).order_by("id"))
    aside: frozenset[int] = frozenset()
    if any("pause" in event.facts for event in found):
        set_aside = Pause.objects.filter(council=cycle.council_id, cycle=cycle, stands=False)
        aside = frozenset(set_aside.values_list("id", flat=True))
    return told(cycle, events=found, aside=aside, calendar=calendar, at=at)


def clocks_of_many(cycles: Sequence[Cycle], *, calendar: Calendar, at: datetime) -> dict[int, Both]:
    """The clocks of several cycles of one council, in two queries."""
    return {
        cycle.id: told(cycle, events=events, aside=aside, calendar=calendar, at=at)
        for cycle, events, aside in _with_events(cycles)
    }


def _with_events(cycles: Sequence[Cycle]) -> Iterator[tuple[Cycle, list[Event], frozenset[int]]]:
    ids = [cycle.id for cycle in cycles]
    events: dict[int, list[Event]] = defaultdict(list)
    for event in Event.objects.filter(cycle__in=ids).order_by("id"):
        events[event.cycle_id].append(event)
    aside = frozenset(Pause.objects.filter(cycle__in=ids, stands=False).values_list("id", flat=True))
    for cycle in cycles:
        yield cycle, events[cycle.id], aside


def told(
    cycle: Cycle, *, events: Iterable[Event], aside: frozenset[int], calendar: Calendar, at: datetime
) -> Both:
    events = list(events)
    target, heard = _of_the_reply(cycle, events, aside=aside)
    reply = clock(received=cycle.received_at, target=target, events=heard, calendar=calendar, as_of=at)
    # An acknowledgement is given when the member hears for the first time, however much they hear.
    stopped = min((event.at for event in events if event.did in ENDS_THE_SILENCE), default=None)
    acknowledge = clock(
        received=cycle.received_at,
        target=Target.parse(_begun_with(events).get("acknowledge", cycle.acknowledge_by)),
        events=[rules.Event(rules.Kind.REPLIED, stopped)] if stopped else [],
        calendar=calendar,
        as_of=at,
    )
    return Both(acknowledge, reply)


ENDS_THE_SILENCE = frozenset(
    {Did.ACKNOWLEDGED, Did.ASKED_BACK, Did.HOLDING_REPLY, Did.ANSWERED, Did.PASSED_ON, Did.WITHDRAWN}
)


def _begun_with(events: Iterable[Event]) -> dict[str, str]:
    """What stood in the first line of the cycle: the targets that it was received under."""
    return next((event.facts for event in events if event.did in {Did.RECEIVED, Did.REOPENED}), {})


def _of_the_reply(
    cycle: Cycle, events: Sequence[Event], *, aside: frozenset[int]
) -> tuple[Target, list[rules.Event]]:
    heard = [
        _heard(event) for event in events if event.did in HEARD and event.facts.get("pause") not in aside
    ]
    return Target.parse(_begun_with(events).get("reply", cycle.reply_by)), heard


def _heard(event: Event) -> rules.Event:
    target = event.facts.get("reply")
    return rules.Event(
        HEARD[Did(event.did)],
        event.at,
        reason=event.facts.get("reason", ""),
        to=event.facts.get("to", ""),
        target=Target.parse(target) if event.did == Did.TOPIC_CHANGED and target else None,
    )


# A calendar that changes


def cases_of(cycles: Sequence[Cycle]) -> list[Case[str]]:
    """Replies that are waited for, as the rule about a changed calendar takes them, by their references."""
    return [
        Case(cycle.enquiry.reference, cycle.received_at, *_of_the_reply(cycle, events, aside=aside))
        for cycle, events, aside in _with_events(cycles)
    ]


def closed_days(calendar: Calendar) -> dict[str, str]:
    return {day.isoformat(): each.reason for day, each in sorted(calendar.newest.closed.items())}


def calendars_that_changed() -> list[tuple[int, str]]:
    """The councils with open enquiries that were counted by another calendar than today's, each with its
    mark."""
    running = Cycle.objects.filter(is_open=True).order_by().values_list("council_id", flat=True).distinct()
    seen = dict(CalendarSeen.objects.values_list("council_id", "mark"))
    marks = calendars.marks()
    return [
        (council, marks.get(council, ""))
        for council in running
        if marks.get(council, "") != seen.get(council)
    ]


def open_cycles_around(
    council_id: int, *, first: date, last: date, to_change: bool = True
) -> Iterator[list[Cycle]]:
    """The open cycles whose count may touch these days, a handful at a time, held if they are to change."""
    begin = datetime.combine(first, time.min, tzinfo=get_current_timezone())
    end = datetime.combine(last + timedelta(days=1), time.min, tzinfo=get_current_timezone())
    # A due time that lies before the first of the days is not moved by any of them; one of a pause is open.
    touched = (
        Q(acknowledge_due_at__gte=begin)
        | Q(due_unpaused_at__gte=begin)
        | Q(due_at__gte=begin)
        | Q(due_at=None)
    )
    found = Cycle.objects.filter(touched, council=council_id, is_open=True, received_at__lt=end)
    found = found.select_for_update() if to_change else found.select_related("enquiry")
    last_id = 0
    while cycles := list(found.filter(id__gt=last_id).order_by("id")[:AT_A_TIME]):
        last_id = cycles[-1].id
        yield cycles
