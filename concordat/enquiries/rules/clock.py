"""The clock of an enquiry, worked out from what happened to it and from nothing else.

    clock(received=…, target=Target.parse("10wd"), events=[…], calendar=…, as_of=…)

It shows two times always. The *paused* clock, by which the service level is judged, leaves out the pauses.
The *unpaused* one is the councillor's: from receipt to the reply, nothing left out. What was missed stays
missed: once a due instant has passed, no pause, no holiday and no new handler takes that back.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from concordat.calendar.rules import london
from concordat.calendar.rules.calendars import Calendar, ClosedDay
from concordat.enquiries.rules.clock_cycles import cycle
from concordat.enquiries.rules.clock_days import Day, days_of
from concordat.enquiries.rules.clock_readings import Breach, Cycle, DueChange, Hand, Pause, Stage, State
from concordat.enquiries.rules.clock_targets import Target, Unit
from concordat.enquiries.rules.events import ENDING, Event, Kind, order

# What has no meaning for a clock that has stopped for good.
TOO_LATE = frozenset({Kind.PAUSED, Kind.RESUMED, Kind.RECLASSIFIED, Kind.REASSIGNED, *ENDING})
AFTER_THE_END = "Something was recorded after the reply: the clock had stopped."
NOT_KNOWN_YET = "The bank holidays of that year are not known yet: the date may move."
OPENED_TWICE = "It was opened again while it was open: that changes nothing."


class BeforeReceipt(ValueError):
    """Something happened to the enquiry before it was received."""


@dataclass(frozen=True)
class Clock:
    """All cycles, of which the last is shown: opening it again begins a new one, and the old one stays."""

    cycles: tuple[Cycle, ...]
    unsure_of_holidays: bool = False  # it falls due in a year whose bank holidays are not known yet

    @property
    def now(self) -> Cycle:
        return self.cycles[-1]

    @property
    def received(self) -> datetime:
        return self.now.received

    @property
    def target(self) -> Target:
        return self.now.target

    @property
    def state(self) -> State:
        return self.now.state

    @property
    def paused(self) -> Hand:
        return self.now.paused

    @property
    def unpaused(self) -> Hand:
        return self.now.unpaused

    @property
    def due(self) -> datetime | None:
        """By which the service level is judged; None while a pause is open."""
        return self.now.paused.due

    @property
    def due_unpaused(self) -> datetime:
        due = self.now.unpaused.due
        assert due is not None  # noqa: S101 - nothing pauses the councillor's clock
        return due

    @property
    def would_be_due(self) -> datetime | None:
        """While a pause is open: when it would be due, were it resumed now."""
        return self.now.paused.would_be_due

    @property
    def answered_at(self) -> datetime | None:
        return self.now.ended_at if self.now.state == State.ANSWERED else None

    @property
    def late(self) -> bool:
        """Whether the service level has been missed in this cycle."""
        return self.now.paused.late

    @property
    def history(self) -> tuple[DueChange, ...]:
        return tuple(change for each in self.cycles for change in each.history)

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """Every due instant that was missed, in any cycle."""
        return tuple(breach for each in self.cycles for breach in each.breaches)

    @property
    def stages(self) -> tuple[Stage, ...]:
        return tuple(stage for each in self.cycles for stage in each.stages)

    @property
    def pauses(self) -> tuple[Pause, ...]:
        return tuple(pause for each in self.cycles for pause in each.pauses)

    @property
    def warnings(self) -> tuple[str, ...]:
        odd = dict.fromkeys(warning for each in self.cycles for warning in each.warnings)
        return (*odd, NOT_KNOWN_YET) if self.unsure_of_holidays else tuple(odd)

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(note for each in self.cycles for note in each.notes))

    @property
    def reopened(self) -> int:
        return len(self.cycles) - 1

    @property
    def day_zero(self) -> date | None:
        """The working day to which the receipt belongs; only where working days are counted."""
        if self.target.unit != Unit.WORKING_DAYS:
            return None
        edition = self.now.paused.edition
        return edition.day(edition.belongs_to(self.received))

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Why this date: the count, day by day, in words."""
        return days_of(self.now)


def clock(
    *,
    received: datetime,
    target: Target,
    calendar: Calendar,
    events: Iterable[Event] = (),
    as_of: datetime | None = None,
) -> Clock:
    """The clock at ``as_of``, or, without it, after the last event.

    ``events`` may come in any order. Each holiday among them counts as known from then on.
    Raises `BeforeReceipt` where an event of the enquiry lies before its receipt.
    """
    happened = sorted(
        (event for event in events if as_of is None or event.at <= as_of),
        key=order,
    )
    calendar = learning(calendar, happened)
    happened = [event for event in happened if event.kind not in {Kind.HOLIDAY_ADDED, Kind.POLICY_EDITED}]
    if happened and happened[0].at < received:
        raise BeforeReceipt(f"“{happened[0].kind}” lies before the enquiry was received.")
    cycles: list[Cycle] = []
    handler = ""
    for begun, during, warned in split(received, happened):
        made = cycle(
            received=begun,
            target=cycles[-1].target if cycles else target,
            events=during,
            calendar=calendar,
            handler=handler,
            as_of=as_of,
        )
        handler = made.stages[-1].handler if made.stages else handler
        cycles.append(replace(made, warnings=made.warnings + warned))
    return Clock(tuple(cycles), unsure_of_holidays=beyond(calendar, cycles[-1]))


def beyond(calendar: Calendar, cycle: Cycle) -> bool:
    """Whether it falls due in a year whose bank holidays nobody has told the calendar."""
    if calendar.known_until is None:
        return False
    dues = (cycle.paused.due, cycle.paused.would_be_due, cycle.unpaused.due)
    return any(due is not None and london.local(due).date() > calendar.known_until for due in dues)


def learning(calendar: Calendar, events: Iterable[Event]) -> Calendar:
    """The calendar, having learnt of each holiday among the events when that event says so."""
    told: dict[date, Event] = {}
    for event in events:  # in their order: a day that is told of twice was known from the first time
        if event.kind == Kind.HOLIDAY_ADDED and event.day:
            told.setdefault(event.day, event)
    if not told:
        return calendar
    known = {each.day: each for each in calendar.closed}
    learnt = (
        ClosedDay(
            day,
            reason=event.reason or (known[day].reason if day in known else "holiday"),
            source=known[day].source if day in known else "event",
            own=known[day].own if day in known else False,
            since=event.at,
        )
        for day, event in told.items()
    )
    return calendar.learning_of(*learnt)


def split(
    received: datetime, events: Sequence[Event]
) -> Iterator[tuple[datetime, list[Event], tuple[str, ...]]]:
    """The events of each cycle, with its beginning and what was odd about it."""
    begun, over = received, False
    during: list[Event] = []
    warned: tuple[str, ...] = ()
    for event in events:
        if event.kind == Kind.REOPENED and over:
            yield begun, during, warned
            begun, during, warned, over = event.at, [], (), False
        elif event.kind == Kind.REOPENED:
            warned = (*warned, OPENED_TWICE)
        elif over and event.kind in TOO_LATE:
            warned = (*warned, AFTER_THE_END)
        else:
            during.append(event)
            over = over or event.kind in ENDING
    yield begun, during, warned
