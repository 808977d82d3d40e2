"""What a change of the calendar does to open enquiries, and to no other.

A newly proclaimed holiday moves the due dates that lie beyond it. What was answered keeps the date by which
it was judged, what was missed stays missed, and whoever is moved is told both dates.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar

from concordat.calendar.rules import london
from concordat.calendar.rules.calendars import FRIDAY, Calendar
from concordat.enquiries.rules.clock import clock
from concordat.enquiries.rules.clock_reckoning import Stretch, reckon, standing_still
from concordat.enquiries.rules.clock_targets import Target, Unit
from concordat.enquiries.rules.events import ENDING, Event, Kind, order

Key = TypeVar("Key", bound=Hashable)

ONE_DAY = timedelta(days=1)
# Without these a due instant follows from the receipt and the pauses alone.
MATTERING = frozenset({Kind.RECLASSIFIED, Kind.REOPENED, Kind.HOLIDAY_ADDED, *ENDING})
STEPS = {Kind.PAUSED: 1, Kind.RESUMED: -1}


@dataclass(frozen=True, slots=True)
class Case(Generic[Key]):
    """An enquiry, by whatever name the caller gives it."""

    key: Key
    received: datetime
    target: Target
    events: Sequence[Event] = ()


@dataclass(frozen=True, slots=True)
class Effect(Generic[Key]):
    """One enquiry that moved, with the dates before and after; ``due`` is None while a pause is open."""

    key: Key
    due_before: datetime | None
    due_after: datetime | None
    due_unpaused_before: datetime
    due_unpaused_after: datetime


def changed_days(old: Calendar, new: Calendar) -> frozenset[date]:
    """The weekdays that count in one calendar and not in the other."""
    before, after = old.newest.closed.keys(), new.newest.closed.keys()
    return frozenset(day for day in before ^ after if day.weekday() <= FRIDAY)


def effects_of_calendar_change(
    cases: Iterable[Case[Key]], *, old: Calendar, new: Calendar
) -> list[Effect[Key]]:
    """The open enquiries whose due instants move. Where the change is dated, it moves only what was open
    then.
    """
    swift = Swift(old, new)
    found = []
    for case in cases:
        effect = swift.effect(case) if swift.may_take(case) else in_full(case, old=old, new=new)
        if effect is not None:
            found.append(effect)
    return found


def in_full(case: Case[Key], *, old: Calendar, new: Calendar) -> Effect[Key] | None:
    if ended(case.events):
        return None
    before, after = (
        clock(received=case.received, target=case.target, events=case.events, calendar=calendar)
        for calendar in (old, new)
    )
    if (before.due, before.due_unpaused) == (after.due, after.due_unpaused):
        return None
    return Effect(case.key, before.due, after.due, before.due_unpaused, after.due_unpaused)


def ended(events: Iterable[Event]) -> bool:
    over = False
    for event in sorted(events, key=order):
        over = event.kind in ENDING or (over and event.kind != Kind.REOPENED)
    return over


class Swift:
    """The common case, of which there may be a hundred thousand: one change came, and until then nothing
    happened
    but pauses.
    """

    def __init__(self, old: Calendar, new: Calendar) -> None:
        days = changed_days(old, new)
        self.begins: datetime | None = london.at(min(days), time.min) if days else None
        self.ends: datetime | None = london.at(max(days) + ONE_DAY, time.min) if days else None
        self.quiet_since = max(old.changed_at, default=None)
        instants = sorted(set(new.changed_at) - set(old.changed_at))
        self.simple = len(instants) <= 1 and old.hours == new.hours
        self.when = instants[0] if instants else None
        self.before, self.after = old.newest, new.newest

    def may_take(self, case: Case[Key]) -> bool:
        if not self.simple or (self.quiet_since is not None and self.quiet_since > case.received):
            return False
        return all(
            event.kind not in MATTERING
            and (self.when is None or event.kind not in STEPS or event.at < self.when)
            for event in case.events
        )

    def effect(self, case: Case[Key]) -> Effect[Key] | None:
        if self.begins is None or self.ends is None or self.ends <= case.received:
            return None
        if case.target.unit == Unit.ELAPSED_HOURS:
            return None
        unpaused, unpaused_anew = self.dues(case, ())
        paused, paused_anew = unpaused, unpaused_anew
        if case.events and case.target.pausable:
            steps = [
                (event.at, STEPS[event.kind])
                for event in sorted(case.events, key=order)
                if event.kind in STEPS
            ]
            if steps:
                paused, paused_anew = self.dues(case, standing_still(steps))
        if (paused, unpaused) == (paused_anew, unpaused_anew) or unpaused is None or unpaused_anew is None:
            return None
        return Effect(case.key, paused, paused_anew, unpaused, unpaused_anew)

    def dues(self, case: Case[Key], pauses: Sequence[Stretch]) -> tuple[datetime | None, datetime | None]:
        """Before and after. What was missed stays missed, and nothing is moved into the past."""
        due = reckon(target=case.target, edition=self.before, received=case.received, pauses=pauses).due
        if due is not None and ((self.begins is not None and due < self.begins) or self.past(due, case)):
            return due, due
        anew = reckon(target=case.target, edition=self.after, received=case.received, pauses=pauses).due
        return due, due if anew is not None and self.past(anew, case) else anew

    def past(self, due: datetime, case: Case[Key]) -> bool:
        return self.when is not None and case.received < self.when and due < self.when
