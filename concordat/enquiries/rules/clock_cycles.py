"""One cycle of a clock: the events in the order in which they happened, and what each did to the due
instants.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from concordat.calendar.rules.calendars import Calendar, Edition
from concordat.enquiries.rules.clock_readings import (
    Breach,
    Cycle,
    DueChange,
    Hand,
    Pause,
    Stage,
    State,
    Which,
    shown,
)
from concordat.enquiries.rules.clock_reckoning import Reckoning, Stretch, length_of, reckon, union, used
from concordat.enquiries.rules.clock_targets import Target
from concordat.enquiries.rules.events import ENDING, Event, Kind, order

REFUSED = "pause refused: this service level cannot be paused"
OVERLAP = "Pauses overlap: they count once."
NOTHING_TO_RESUME = "The clock was told to go on while it was running: that changes nothing."


@dataclass(slots=True)
class Running:
    """A hand while the story is being told."""

    which: Which
    edition: Edition
    reckoning: Reckoning
    in_force_since: datetime
    breaches: list[Breach] = field(default_factory=list)

    @property
    def missed(self) -> bool:
        """Whether the due instant that is in force has passed."""
        return bool(self.breaches) and self.breaches[-1].due == self.reckoning.due

    def pass_to(self, when: datetime) -> None:
        """Time goes on: what was due before is missed, for good."""
        due = self.reckoning.due
        if due is not None and due < when and not self.missed:
            self.breaches.append(Breach(self.which, due, max(due, self.in_force_since)))


@dataclass(slots=True)
class Telling:
    """One cycle while its story is being told."""

    received: datetime
    target: Target
    calendar: Calendar
    pauses: list[Pause] = field(default_factory=list)
    handlers: list[tuple[datetime, str]] = field(default_factory=list)
    history: list[DueChange] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    hands: tuple[Running, Running] = field(init=False)

    def __post_init__(self) -> None:
        edition = self.calendar.known_at(self.received)
        first = self.reckon(edition, paused=False)
        self.hands = (
            Running(Which.PAUSED, edition, first, self.received),
            Running(Which.UNPAUSED, edition, first, self.received),
        )

    def reckon(self, edition: Edition, *, paused: bool) -> Reckoning:
        stretches = union((pause.began, pause.ended) for pause in self.pauses) if paused else ()
        return reckon(target=self.target, edition=edition, received=self.received, pauses=stretches)

    def write(self, when: datetime, because: str) -> None:
        """A line of the history, if anything is due at another time than before."""
        paused, unpaused = (hand.reckoning.due for hand in self.hands)
        last = self.history[-1] if self.history else None
        if last is None or (last.due, last.due_unpaused) != (paused, unpaused):
            self.history.append(DueChange(when, because, paused, unpaused))

    def put(self, hand: Running, reckoning: Reckoning, when: datetime) -> None:
        if reckoning.due != hand.reckoning.due:
            hand.in_force_since = when
        hand.reckoning = reckoning

    # ── what can happen ──

    def learn(self, when: datetime) -> None:
        """The calendar changed. What was missed stays missed, and nobody is late for a date that was not
        there
        when it passed."""
        edition = self.calendar.known_at(when)
        for hand in self.hands:
            anew = self.reckon(edition, paused=hand.which == Which.PAUSED)
            if hand.missed or (anew.due is not None and anew.due < when):
                continue
            hand.edition = edition
            self.put(hand, anew, when)
        self.write(when, Kind.HOLIDAY_ADDED)

    def reclassify(self, event: Event) -> None:
        """Another target, counted from receipt."""
        if event.target is None:
            self.warnings.append("It was put into another class without a target: the old one holds.")
            return
        self.target = event.target
        for hand in self.hands:
            hand.edition = self.calendar.known_at(event.at)
            self.put(hand, self.reckon(hand.edition, paused=hand.which == Which.PAUSED), event.at)
        self.write(event.at, Kind.RECLASSIFIED)

    def pause_and_resume(self, events: Sequence[Event], when: datetime) -> None:
        """What began and ended at one instant is taken together, so that its order does not matter."""
        ending = [event for event in events if event.kind == Kind.RESUMED]
        for event in events:
            if event.kind == Kind.PAUSED:
                self._pause(event)
        for event in ending:
            self._resume(event)
        hand = self.hands[0]
        self.put(hand, self.reckon(hand.edition, paused=True), when)
        paused = any(event.kind == Kind.PAUSED for event in events)
        self.write(when, Kind.PAUSED if paused and hand.reckoning.due is None else Kind.RESUMED)

    def _pause(self, event: Event) -> None:
        if not self.target.pausable:
            self.notes.append(REFUSED)
            return
        if any(pause.ended is None for pause in self.pauses) and OVERLAP not in self.warnings:
            self.warnings.append(OVERLAP)
        self.pauses.append(Pause(event.at, None, event.reason))

    def _resume(self, event: Event) -> None:
        waiting = [place for place, pause in enumerate(self.pauses) if pause.ended is None]
        if not waiting:
            self.warnings.append(NOTHING_TO_RESUME)
            return
        named = [place for place in waiting if self.pauses[place].reason == event.reason]
        place = (named or waiting)[0]
        begun = self.pauses[place]
        self.pauses[place] = Pause(begun.began, event.at, begun.reason)

    def finish(self, when: datetime) -> None:
        """It is over: a pause that was still open ends with it."""
        self.pauses = [Pause(pause.began, pause.ended or when, pause.reason) for pause in self.pauses]
        hand = self.hands[0]
        if hand.reckoning.due is None:
            self.put(hand, self.reckon(hand.edition, paused=True), when)
            self.write(when, Kind.RESUMED)
        for each in self.hands:
            each.pass_to(when)


@dataclass(frozen=True, slots=True)
class Step:
    at: datetime
    events: tuple[Event, ...]
    learnt: bool


def steps(events: Iterable[Event], learnt: Iterable[datetime]) -> Iterator[Step]:
    """Everything that happened, by instants, whatever the order in which it was stored."""
    told: list[tuple[datetime, Event | None]] = [(event.at, event) for event in events]
    told += [(when, None) for when in learnt]
    for when, group in groupby(sorted(told, key=lambda each: each[0]), key=lambda each: each[0]):
        here = list(group)
        found = tuple(event for _, event in here if event is not None)
        yield Step(when, tuple(sorted(found, key=order)), any(event is None for _, event in here))


def cycle(
    *,
    received: datetime,
    target: Target,
    events: Sequence[Event],
    calendar: Calendar,
    handler: str = "",
    as_of: datetime | None,
) -> Cycle:
    """Tell one cycle, with none but its own events, from its receipt to its end or to ``as_of``."""
    ending = min((event.at for event in events if event.kind in ENDING), default=None)
    until = ending or as_of
    telling = Telling(received=received, target=target, calendar=calendar)
    telling.handlers.append((received, handler))
    telling.write(received, "received")
    happened = [event for event in events if ending is None or event.at <= ending]
    for step in steps(happened, calendar.changes(after=received, until=until)):
        for hand in telling.hands:
            hand.pass_to(step.at)
        take(telling, step)
    if ending is not None:
        telling.finish(ending)
    elif as_of is not None:
        for hand in telling.hands:
            hand.pass_to(as_of)
    withdrawn = any(event.kind == Kind.WITHDRAWN and event.at == ending for event in events)
    return told(telling, ending=ending, withdrawn=withdrawn, as_of=as_of)


def take(telling: Telling, step: Step) -> None:
    if step.learnt:
        telling.learn(step.at)
    for event in step.events:
        if event.kind == Kind.RECLASSIFIED:
            telling.reclassify(event)
        elif event.kind == Kind.REASSIGNED:
            telling.handlers.append((event.at, event.to))
    stopping = [event for event in step.events if event.kind in {Kind.PAUSED, Kind.RESUMED}]
    if stopping:
        telling.pause_and_resume(stopping, step.at)


def told(telling: Telling, *, ending: datetime | None, withdrawn: bool, as_of: datetime | None) -> Cycle:
    measured_at = ending or as_of
    if ending is not None:
        state = State.WITHDRAWN if withdrawn else State.ANSWERED
    else:
        state = State.PAUSED if telling.hands[0].reckoning.due is None else State.RUNNING
    paused, unpaused = (
        read(hand, telling=telling, measured_at=measured_at, answered=state == State.ANSWERED)
        for hand in telling.hands
    )
    breaches = sorted((each for hand in telling.hands for each in hand.breaches), key=lambda each: each.at)
    counted = telling.hands[0].reckoning.counted
    return Cycle(
        received=telling.received,
        target=telling.target,
        paused=paused,
        unpaused=unpaused,
        state=state,
        ended_at=ending,
        measured_at=measured_at,
        history=tuple(telling.history),
        breaches=tuple(breaches),
        stages=tuple(stages(telling, measured_at)) if measured_at else (),
        pauses=tuple(
            Pause(each.began, each.ended, each.reason, counts=within(each.began, counted))
            for each in telling.pauses
        ),
        notes=tuple(telling.notes),
        warnings=tuple(telling.warnings),
    )


def within(began: datetime, counted: Iterable[Stretch]) -> bool:
    return any(first <= began and (last is None or began <= last) for first, last in counted)


def read(hand: Running, *, telling: Telling, measured_at: datetime | None, answered: bool) -> Hand:
    reckoning, target = hand.reckoning, telling.target
    would_be = None
    if reckoning.open_since is not None:
        now = max(measured_at or reckoning.open_since, reckoning.open_since)
        resumed = [(began, ended or now) for began, ended in reckoning.counted]
        would_be = reckon(target=target, edition=hand.edition, received=telling.received, pauses=resumed).due
    amount = None
    if measured_at is not None:
        amount = used(
            target=target,
            edition=hand.edition,
            received=telling.received,
            at=measured_at,
            counted=reckoning.counted,
        )
    return Hand(
        due=reckoning.due,
        edition=hand.edition,
        counted=reckoning.counted,
        would_be_due=would_be,
        used=None if amount is None else shown(amount, target=target),
        remaining=None if amount is None else shown(length_of(target) - amount, target=target),
        on_time=not hand.breaches if answered else None,
        late=bool(hand.breaches),
    )


def stages(telling: Telling, measured_at: datetime) -> Iterator[Stage]:
    """What each handler had of the time. Together they make up the whole, on either hand."""
    ends = [began for began, _ in telling.handlers[1:]] + [measured_at]
    for (began, handler), ended in zip(telling.handlers, ends, strict=True):
        if ended == began and len(ends) > 1:
            continue  # handed on in the moment in which it came
        amounts = [
            sum(
                sign
                * used(
                    target=telling.target,
                    edition=hand.edition,
                    received=telling.received,
                    at=moment,
                    counted=hand.reckoning.counted,
                )
                for sign, moment in ((1, ended), (-1, began))
            )
            for hand in telling.hands
        ]
        paused, unpaused = (shown(amount, target=telling.target) for amount in amounts)
        yield Stage(handler, began, ended, paused, unpaused)
