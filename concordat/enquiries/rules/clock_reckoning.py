"""When something falls due, and how much of its time is used: for one target, on one edition of the calendar.

Each of the three ways to count gives every instant a place on a line, as a whole number: working days by
their number, working hours by the opening time that has passed, elapsed hours by the time that has passed. A
pause takes out the stretch between the places of its two ends. So working days, working hours and hours obey
the same few lines below, and none of them adds anything to the time on a clock's face.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from concordat.calendar.rules.calendars import Edition
from concordat.enquiries.rules.clock_targets import Target, Unit

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Stretch = tuple[datetime, datetime | None]  # of a pause: None while it lasts


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What comes out: no due instant while a pause is open."""

    due: datetime | None
    counted: tuple[Stretch, ...] = ()  # the pauses that are taken out
    open_since: datetime | None = None


def microseconds_since_epoch(when: datetime) -> int:
    return (when - EPOCH) // MICROSECOND


def places(target: Target, edition: Edition) -> Callable[[datetime], int]:
    """Where on the line an instant lies."""
    if target.unit == Unit.WORKING_DAYS:
        return edition.belongs_to
    if target.unit == Unit.WORKING_HOURS:
        return edition.opened_by
    return microseconds_since_epoch


def instant_of(place: int, *, target: Target, edition: Edition, received: datetime) -> datetime:
    """The instant at which a place is reached: the end of that working day, or the first moment by which it
    is.
    """
    if target.unit == Unit.WORKING_DAYS:
        return edition.end_of(place)
    if target.unit == Unit.WORKING_HOURS:
        return edition.opened_reaches(place, after=received)
    return EPOCH + place * MICROSECOND


def length_of(target: Target) -> int:
    return target.amount if target.unit == Unit.WORKING_DAYS else target.microseconds


def reckon(
    *, target: Target, edition: Edition, received: datetime, pauses: Iterable[Stretch] = ()
) -> Reckoning:
    """When it falls due, pauses taken out. A pause that begins once it is due changes nothing."""
    place = places(target, edition)
    mark = place(received) + length_of(target)
    due = instant_of(mark, target=target, edition=edition, received=received)
    if not target.pausable:
        return Reckoning(due)
    counted: list[Stretch] = []
    for began, ended in pauses:
        if too_late(began, due=due, target=target):
            continue
        counted.append((began, ended))
        if ended is None:
            return Reckoning(None, tuple(counted), open_since=began)
        mark += place(ended) - place(began)
        due = instant_of(mark, target=target, edition=edition, received=received)
    return Reckoning(due, tuple(counted))


def too_late(began: datetime, *, due: datetime, target: Target) -> bool:
    # A working day lasts until its cut-off, that moment included. Of working hours nothing is left at the due
    # instant.
    return began > due if target.unit == Unit.WORKING_DAYS else began >= due


def used(
    *, target: Target, edition: Edition, received: datetime, at: datetime, counted: Iterable[Stretch] = ()
) -> int:
    """How much of the time has run by then: working days, or microseconds."""
    place = places(target, edition)
    now = place(at)
    paused = sum(
        min(now, place(ended) if ended else now) - place(began) for began, ended in counted if began <= at
    )
    return now - place(received) - paused


def standing_still(events: Iterable[tuple[datetime, int]]) -> list[Stretch]:
    """The stretches in which at least one pause was open: events are an instant and +1 or -1, in their
    order."""
    made: list[Stretch] = []
    depth = 0
    for at, group in groupby(events, key=lambda event: event[0]):
        before, depth = depth, max(0, depth + sum(step for _, step in group))
        if depth and not before:
            made.append((at, None))
        elif before and not depth:
            made[-1] = (made[-1][0], at)
    return made


def union(pauses: Iterable[Stretch]) -> list[Stretch]:
    """Pauses that overlap or touch, made one. The open one, if any, swallows what begins after it."""
    made: list[Stretch] = []
    for began, ended in sorted(pauses, key=lambda pause: pause[0]):
        if not made or (made[-1][1] is not None and made[-1][1] < began):
            made.append((began, ended))
            continue
        first, last = made[-1]
        made[-1] = (first, None if last is None or ended is None else max(last, ended))
    return made
