"""Why this date? The count of a clock, day by day, in words.

Each day says whether it counts on the clock by which the service level is judged, and why; and whether it
counts on the councillor's, which no pause stops.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from concordat.calendar.rules import london
from concordat.calendar.rules.calendars import FRIDAY, Edition
from concordat.calendar.rules.hours import MINUTE
from concordat.enquiries.rules.clock_readings import Cycle
from concordat.enquiries.rules.clock_reckoning import Stretch, used
from concordat.enquiries.rules.clock_targets import Unit

ONE_DAY = timedelta(days=1)
MOST_DAYS = 4_000


class Holds(StrEnum):
    """What a day is to the count."""

    WEEKEND = "weekend"
    CLOSED = "closed"
    NOUGHT = "day nought"
    COUNTED = "counted"
    STOPPED = "stopped"
    OUTSIDE = "outside"  # a working day before day nought, or one on which no opening hour is left


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    counts: bool
    why: str
    holds: Holds
    counted: int = 0  # up to and including this day: working days, or minutes
    counts_unpaused: bool = False


def days_of(cycle: Cycle) -> tuple[Day, ...]:
    """From the day of receipt to the later of the two due days; while it is paused, at least to today."""
    tell = by_working_days if cycle.target.unit == Unit.WORKING_DAYS else by_hours
    return tuple(tell(cycle))


def span(cycle: Cycle) -> Iterator[date]:
    ends = [cycle.unpaused.due, cycle.paused.due]
    if cycle.paused.due is None:
        ends += [cycle.measured_at, *(began for began, _ in cycle.paused.counted)]
    first = london.local(cycle.received).date()
    last = max(london.local(end).date() for end in ends if end is not None)
    return (first + ONE_DAY * n for n in range(min((last - first).days + 1, MOST_DAYS)))


def clock_face(when: datetime | time) -> str:
    face = london.local(when) if isinstance(when, datetime) else when
    return f"{face:%H:%M:%S}" if face.second else f"{face:%H:%M}"


def not_worked(day: date, *, edition: Edition, received: datetime) -> tuple[Holds, str] | None:
    """Why a day is no working day, or None if it is one."""
    if day.weekday() > FRIDAY:
        return Holds.WEEKEND, f"{london.WEEKDAYS[day.weekday()]}: not a working day"
    closed = edition.why_not(day)
    if closed is None:
        return None
    said = f"council closed: {closed.reason}" if closed.own else f"bank holiday: {closed.reason}"
    source = "" if closed.own else f" (source: {closed.source})"
    learnt = ""
    if closed.since is not None and closed.since > received:
        learnt = f", made known on {london.in_words(london.local(closed.since).date())} while this was open"
    return Holds.CLOSED, f"{said}{source}{learnt}"


# ── working days ──


def by_working_days(cycle: Cycle) -> Iterator[Day]:
    edition, amount = cycle.paused.edition, cycle.target.amount
    first = edition.belongs_to(cycle.received)
    last_unpaused = cycle.unpaused.due
    counted = 0
    for day in span(cycle):
        number = edition.number(day)
        beyond = last_unpaused is None or day > london.local(last_unpaused).date()
        closed = not_worked(day, edition=edition, received=cycle.received)
        running = closed is None and number > first
        unpaused = running and not beyond
        if closed:
            holds, why = closed
        elif number <= first:
            holds, why = before_the_count(cycle, day=day, number=number, first=first)
        elif reason := stopped(cycle, number=number):
            holds = Holds.STOPPED
            why = f"the clock stands still: {reason}" + ("; counts on the unpaused clock" if unpaused else "")
        else:
            counted += 1
            holds, why = Holds.COUNTED, f"working day {counted} of {amount}"
            if counted > amount:
                holds, why = Holds.OUTSIDE, "after the due time"
        why += due_today(cycle, day=day)
        yield Day(day, holds == Holds.COUNTED, why, holds, min(counted, amount), unpaused)


def before_the_count(cycle: Cycle, *, day: date, number: int, first: int) -> tuple[Holds, str]:
    edition, received = cycle.paused.edition, london.local(cycle.received)
    if number < first:
        begins = london.weekday_in_words(edition.day(first))
        cut_off = clock_face(edition.cut_off(day))
        return Holds.OUTSIDE, (
            f"received at {clock_face(cycle.received)}, after the {cut_off} cut-off, so day 0 is {begins}"
        )
    if received.date() == day:
        return Holds.NOUGHT, f"day 0: received at {clock_face(cycle.received)}"
    came = f"{london.WEEKDAYS[received.weekday()]} {clock_face(cycle.received)}"
    return Holds.NOUGHT, f"day 0: received {came}, which belongs to this day"


def stopped(cycle: Cycle, *, number: int) -> str:
    """The reason of the pause in which a working day lies, or nothing."""
    edition = cycle.paused.edition
    for began, ended in cycle.paused.counted:
        if edition.belongs_to(began) < number and (ended is None or number <= edition.belongs_to(ended)):
            return reasons(cycle, began=began, ended=ended)
    return ""


def reasons(cycle: Cycle, *, began: datetime, ended: datetime | None) -> str:
    told = [
        pause.reason or "paused"
        for pause in cycle.pauses
        if pause.began >= began and (ended is None or pause.began <= ended)
    ]
    return " and ".join(dict.fromkeys(told)) or "paused"


def due_today(cycle: Cycle, *, day: date) -> str:
    paused, unpaused = cycle.paused.due, cycle.unpaused.due
    said = ""
    if paused is not None and london.local(paused).date() == day:
        said += f"; due at {clock_face(paused)}"
    if unpaused is not None and unpaused != paused and london.local(unpaused).date() == day:
        said += f"; the unpaused clock is due at {clock_face(unpaused)}"
    return said


# ── working and elapsed hours ──


def by_hours(cycle: Cycle) -> Iterator[Day]:
    edition, target = cycle.paused.edition, cycle.target
    elapsed = target.unit == Unit.ELAPSED_HOURS
    for day in span(cycle):
        begins = max(cycle.received, midnight(day))
        ends = midnight(day + ONE_DAY)
        until = min(ends, cycle.paused.due or ends)
        amount = run(cycle, begins, until)
        unpaused = used_between(cycle, begins, min(ends, cycle.unpaused.due or ends)) > 0
        counted = run(cycle, cycle.received, max(until, cycle.received))
        closed = None if elapsed else not_worked(day, edition=edition, received=cycle.received)
        if closed:
            holds, why = closed
        elif amount:
            holds = Holds.COUNTED
            why = f"{hours(amount)}, which makes {hours(counted)} of {hours(target.microseconds)}"
            why += ": hours run on every day of the week" if elapsed and not_a_weekday(day, edition) else ""
            why += change_of_clocks(day) if elapsed else ""
        elif unpaused:
            holds, why = Holds.STOPPED, f"the clock stands still: {reason_on(cycle, begins, ends)}"
            why += "; counts on the unpaused clock"
        else:
            holds, why = Holds.OUTSIDE, "no opening time is left on this day"
        why += due_today(cycle, day=day)
        yield Day(day, holds == Holds.COUNTED, why, holds, counted // MINUTE, unpaused)


def midnight(day: date) -> datetime:
    return london.at(day, time.min)


def run(cycle: Cycle, begins: datetime, ends: datetime) -> int:
    """Microseconds that the service level's clock runs between two instants."""
    return used_between(cycle, begins, ends, counted=cycle.paused.counted)


def used_between(cycle: Cycle, begins: datetime, ends: datetime, counted: tuple[Stretch, ...] = ()) -> int:
    if ends <= begins:
        return 0
    until, before = (
        used(
            target=cycle.target,
            edition=cycle.paused.edition,
            received=cycle.received,
            at=moment,
            counted=counted,
        )
        for moment in (ends, begins)
    )
    return until - before


def reason_on(cycle: Cycle, begins: datetime, ends: datetime) -> str:
    for began, ended in cycle.paused.counted:
        if began < ends and (ended is None or ended > begins):
            return reasons(cycle, began=began, ended=ended)
    return "paused"


def not_a_weekday(day: date, edition: Edition) -> bool:
    return not edition.is_working_day(day)


def change_of_clocks(day: date) -> str:
    length = midnight(day + ONE_DAY) - midnight(day)
    if length == ONE_DAY:
        return ""
    return "; the clocks go forward" if length < ONE_DAY else "; the clocks go back"


def hours(microseconds: int) -> str:
    whole, minutes = divmod(microseconds // MINUTE, 60)
    said = [f"{whole} h"] if whole else []
    if minutes or not whole:
        said.append(f"{minutes} min")
    return " ".join(said)
