"""Clock cases as files: what the command reads, and what it writes beside each.

A case names its nation, its policy, when it was received and what happened, in the words of our published
vectors.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from concordat.calendar.rules import bank_holidays, london
from concordat.calendar.rules.calendars import Calendar, ClosedDay
from concordat.calendar.rules.hours import ALWAYS_NINE_TO_FIVE, Hours, HoursFrom, NotHours, Window
from concordat.enquiries.rules.clock import BeforeReceipt, Clock, clock
from concordat.enquiries.rules.clock_targets import NotATarget, Target, Unit
from concordat.enquiries.rules.events import FIRST, Event, Kind
from concordat.enquiries.rules.faults import CannotRead

SYNONYMS = {"answered": Kind.REPLIED, "reassignment": Kind.REASSIGNED, "handed_over": Kind.REASSIGNED}
YEARS_BEFORE, YEARS_AFTER = 1, 6


Row = Mapping[str, Any]


# ── reading ──


def text(row: Row, key: str, *, default: str | None = None) -> str:
    found = row.get(key, default)
    if not isinstance(found, str) or not found.strip():
        raise CannotRead(f"“{key}” is missing." if found in (None, "") else f"“{key}” must be text.")
    return found.strip()


def moment(row: Row, key: str) -> datetime:
    try:
        return london.read(text(row, key))
    except london.NotATime as wrong:
        raise CannotRead(f"“{key}”: {wrong}") from None


def day(said: object) -> date:
    try:
        return london.read_day(said if isinstance(said, str) else str(said))
    except london.NotATime as wrong:
        raise CannotRead(str(wrong)) from None


def hour(said: object) -> time:
    try:
        return time.fromisoformat(said) if isinstance(said, str) and ":" in said else _no_hour(said)
    except ValueError:
        return _no_hour(said)


def _no_hour(said: object) -> time:
    raise CannotRead(f"“{str(said)[:40]}” is not a time of day: write it as 17:00.")


def target_of(policy: Row) -> Target:
    amount = policy.get("amount")
    if amount in (None, ""):
        raise CannotRead("“amount” is missing.")
    if isinstance(amount, str) and amount.isascii() and amount.isdecimal() and len(amount) < 7:
        amount = int(amount)
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise CannotRead("“amount” must be a whole number.")
    unit = text(policy, "unit")
    if unit not in set(Unit):
        raise CannotRead(f"“{unit[:40]}” is no unit: write {', '.join(Unit)}.")
    try:
        return Target(unit=Unit(unit), amount=amount, pausable=policy.get("pausable", True) is not False)
    except NotATarget as wrong:
        raise CannotRead(str(wrong)) from None


def event_of(row: Row, *, received: datetime | None = None) -> Event:
    """received   before which nothing can have happened to it, if that is known"""
    said = text(row, "type").casefold().replace(" ", "_").replace("-", "_")
    kind = SYNONYMS.get(said, said)
    if kind not in set(Kind):
        raise CannotRead(
            f"“{said[:40]}” is nothing that can happen to an enquiry: write one of {', '.join(Kind)}."
        )
    kind = Kind(kind)
    at = moment(row, "at")
    # What happened to the calendar or to the council's levels may well be older than the enquiry.
    if received is not None and at < received and kind not in FIRST:
        raise CannotRead(
            f"“{said}” lies at {_clock_time(at)}, before the enquiry was received at "
            f"{_clock_time(received)}: one of the two is wrong."
        )
    return Event(
        kind=kind,
        at=at,
        reason=str(row.get("reason") or ""),
        to=str(row.get("to") or ""),
        target=target_of(row) if kind == Kind.RECLASSIFIED else None,
        day=day(row.get("date")) if kind == Kind.HOLIDAY_ADDED else None,
    )


def _clock_time(when: datetime) -> str:
    return f"{london.local(when):%Y-%m-%d %H:%M}"


def closed_day_of(row: object) -> ClosedDay:
    """A council's own closure: a date, or a date with its reason and source."""
    if isinstance(row, str):
        row = {"date": row}
    if not isinstance(row, Mapping):
        raise CannotRead("A closure must be a date, or a date with its reason.")
    return ClosedDay(
        day=day(text(row, "date")),
        reason=str(row.get("reason") or "closure"),
        source=str(row.get("source") or "council"),
        own=True,
    )


def windows_of(rows: object) -> list[Window]:
    if not isinstance(rows, list) or not all(isinstance(row, list) and len(row) == 2 for row in rows):
        raise CannotRead('“hours” must be a list of openings, each as ["09:00", "17:00"].')
    return [(hour(begin), hour(end)) for begin, end in rows]


def calendar_of(
    *,
    nation: str,
    received: datetime,
    closures: Iterable[ClosedDay] = (),
    lacking: Iterable[date] = (),
    windows: list[Window] | None = None,
    cut_off: time | None = None,
) -> Calendar:
    """The nation's bank holidays for the years that matter, and the council's own closures upon them."""
    try:
        name = bank_holidays.nation_of(nation)
    except bank_holidays.UnknownNation as wrong:
        raise CannotRead(str(wrong)) from None
    year = received.year
    years = range(year - YEARS_BEFORE, year + YEARS_AFTER)
    gone = frozenset(lacking)
    days = {each.day: each for each in bank_holidays.closed_days(nation=name, years=years)}
    own = {each.day: each for each in closures if each.day not in days}
    known = tuple(each for each in (days | own).values() if each.day not in gone)
    nine_to_five = ALWAYS_NINE_TO_FIVE[0].hours
    try:
        hours = Hours.alike(
            nine_to_five.windows[0] if windows is None else windows,
            nine_to_five.cut_offs[0] if cut_off is None else cut_off,
        )
    except NotHours as wrong:
        raise CannotRead(str(wrong)) from None
    return Calendar(nation=name, closed=known, hours=(HoursFrom(date.min, hours),))


def clock_of(case: Row) -> Clock:
    policy = case.get("policy")
    if policy is None:
        raise CannotRead("“policy” is missing.")
    if not isinstance(policy, Mapping):
        raise CannotRead('“policy” must be written as {"unit": "working_days", "amount": 10}.')
    received = moment(case, "received")
    events = [event_of(row, received=received) for row in rows_of(listed(case, "events"))]
    proclaimed = {event.day for event in events}
    lacking = [day(row) for row in listed(case, "calendar_lacks_at_receipt")]
    calendar = calendar_of(
        nation=text(case, "nation"),
        received=received,
        closures=[closed_day_of(row) for row in listed(case, "council_closures")],
        lacking=[each for each in lacking if each not in proclaimed],
        windows=windows_of(case["hours"]) if case.get("hours") is not None else None,
        cut_off=hour(policy["cutoff"]) if policy.get("cutoff") is not None else None,
    )
    as_of = moment(case, "as_of") if case.get("as_of") else None
    return told(received=received, target=target_of(policy), calendar=calendar, events=events, as_of=as_of)


def told(
    *, received: datetime, target: Target, calendar: Calendar, events: list[Event], as_of: datetime | None
) -> Clock:
    if as_of is not None and as_of < received:
        raise CannotRead("“as_of” lies before “received”.")
    try:
        return clock(received=received, target=target, calendar=calendar, events=events, as_of=as_of)
    except BeforeReceipt as wrong:
        raise CannotRead(str(wrong)) from None


def listed(case: Row, key: str) -> list[Any]:
    found = case.get(key) or []
    if not isinstance(found, list):
        raise CannotRead(f"“{key}” must be a list.")
    return found


def rows_of(found: list[Any]) -> list[Row]:
    if not all(isinstance(row, Mapping) for row in found):
        raise CannotRead("Each event must say its type and its time.")
    return found


# ── writing ──


def in_london(when: datetime) -> str:
    return f"{london.local(when):%a %d %b %Y %H:%M %Z}"


def hand_of(made: Clock, which: str) -> dict[str, Any]:
    hand = made.paused if which == "paused" else made.unpaused
    shown: dict[str, Any] = {"due": None, "due_local": None}
    if hand.due is not None:
        shown = {"due": london.stamp(hand.due), "due_local": in_london(hand.due)}
    elif hand.would_be_due is not None:
        shown["would_be_due"] = london.stamp(hand.would_be_due)
    if hand.used is not None and made.target.unit != Unit.ELAPSED_HOURS:
        shown["used"] = hand.used
    if hand.on_time is not None:
        shown["on_time"] = hand.on_time
    return shown


def computed(made: Clock) -> dict[str, Any]:
    """What a clock shows, in the shape in which the vectors expect it."""
    shown: dict[str, Any] = {which: hand_of(made, which) for which in ("paused", "unpaused")}
    if made.day_zero is not None:
        shown["day_zero"] = made.day_zero.isoformat()
    if made.now.measured_at is not None:
        if made.target.unit != Unit.ELAPSED_HOURS:
            shown["used_in"] = made.now.used_in
        shown["state"] = str(made.state)
    history = history_of(made)
    if len(history) > 1:
        shown["due_history"] = history
    if made.notes:
        shown["notes"] = list(made.notes)
    if made.reopened:
        shown["reopened"] = made.reopened
    if earlier := [breach for each in made.cycles[:-1] for breach in each.breaches]:
        shown["earlier_breaches"] = [
            {"clock": str(breach.clock), "due": london.stamp(breach.due)} for breach in earlier
        ]
    return shown


def history_of(made: Clock) -> list[dict[str, Any]]:
    """The lines in which the service level's due instant changed."""
    lines: list[dict[str, Any]] = []
    for change in made.history:
        due = london.stamp(change.due) if change.due else None
        if not lines or lines[-1]["due"] != due:
            lines.append({"at": london.stamp(change.at), "because": str(change.because), "due": due})
    return lines
