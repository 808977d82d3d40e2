"""Every question that may be asked of a council's calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from concordat.calendar.models import Closure, OpeningHours, WaitingList
from concordat.calendar.rules import bank_holidays, lists, working_days
from concordat.calendar.rules.calendars import Calendar, ClosedDay
from concordat.calendar.rules.hours import Hours, HoursFrom
from concordat.calendar.rules.origins import Origin

OWN = "council"
LAST_CHANGES = 30


@dataclass(frozen=True, slots=True)
class Day:
    """A weekday that is not, or might not be, a working day."""

    day: date
    reason: str
    source: str
    own: bool  # the council's own closure, and not the nation's bank holiday
    kept: bool  # False where the council works on it after all
    at: datetime
    since: datetime | None  # None where it was known all along


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was decided about a day, and by whom."""

    at: datetime
    by: str
    day: date
    reason: str
    source: str
    own: bool
    kept: bool
    gone: bool = False  # the nation keeps the day no longer


def standing(council_id: int) -> QuerySet[Closure]:
    """What holds now of each day."""
    return Closure.objects.filter(council=council_id, until=None).order_by("closed_on")


def closures(council_id: int) -> frozenset[date]:
    """The weekdays on which this council is closed. Fetch them once, and count with the rules."""
    kept = Closure.objects.filter(council=council_id, kept=True, until=None)
    return frozenset(kept.values_list("closed_on", flat=True))


def calendar_of(council_id: int, *, nation: str) -> Calendar:
    """All that this council knows and ever knew of its days, as the rules count with it. Fetch it once."""
    rows = list(Closure.objects.filter(council=council_id).order_by("closed_on", "id"))
    closed = tuple(
        ClosedDay(row.closed_on, row.reason, row.source, own_(row), since=row.since, until=row.until)
        for row in rows
        if row.kept
    )
    years = {row.closed_on.year for row in rows if not own_(row)}
    known_until = date(max(years), 12, 31) if years else date.min
    hours = hours_of(council_id)
    given = {"hours": hours} if hours else {}
    return Calendar(nation, closed, known_until=known_until, **given)


def own_(row: Closure) -> bool:
    return row.origin == Origin.COUNCIL


def hours_of(council_id: int) -> tuple[HoursFrom, ...]:
    """Every setting of the opening hours, in the order in which they were made."""
    rows = OpeningHours.objects.filter(council=council_id).order_by("at")
    return tuple(HoursFrom(row.first_on, as_hours(row.windows, row.cut_offs), since=row.at) for row in rows)


def as_hours(windows: list[list[list[str]]], cut_offs: list[str]) -> Hours:
    """Opening hours as the database and the forms hold them: times as words."""
    each = tuple(
        tuple((time.fromisoformat(begin), time.fromisoformat(end)) for begin, end in day) for day in windows
    )
    return Hours(windows=each, cut_offs=tuple(map(time.fromisoformat, cut_offs)))


def marks() -> dict[int, str]:
    """A mark for each council's calendar, which changes whenever anything of it does. One query for all."""
    hours = OpeningHours.objects.filter(council=OuterRef("council_id")).order_by("-at").values("at")[:1]
    found = Closure.objects.order_by().values("council_id").annotate(hours=Subquery(hours))
    counted = found.annotate(
        days=Count("id"), ended=Count("id", filter=~Q(until=None)), last=Max("at"), gone=Max("until")
    )
    return {row["council_id"]: mark_of(row) for row in counted}


def mark_of(row: Mapping[str, Any]) -> str:
    moments = (row["last"], row["gone"], row["hours"])
    told = [f"{moment:%Y%m%d%H%M%S%f}" if moment else "" for moment in moments]
    return "/".join([str(row["days"]), str(row["ended"]), *told])


def days_of(council_id: int, *, year: int) -> tuple[Day, ...]:
    """A year's bank holidays and closures, each with its source; those that the council works on, too."""
    return tuple(as_day(row) for row in standing(council_id).filter(closed_on__year=year))


def as_day(row: Closure) -> Day:
    return Day(row.closed_on, row.reason, row.source, own_(row), row.kept, row.at, row.since)


def all_days(council_id: int) -> tuple[Day, ...]:
    return tuple(as_day(row) for row in standing(council_id))


def closed_with_reasons(council_id: int) -> dict[date, str]:
    """The days that are no working days, each with why."""
    return {row.closed_on: row.reason for row in standing(council_id).filter(kept=True)}


def opening_hours(council_id: int, *, on: date) -> tuple[HoursFrom, ...]:
    """The hours that hold on a day, and those that will hold later."""
    told = Calendar("", hours=hours_of(council_id)).newest.hours
    begun = [each for each in told if each.first_on <= on]
    return (begun[-1], *(each for each in told if each.first_on > on))


def years_of(council_id: int) -> tuple[int, ...]:
    """The years whose bank holidays are known. Beyond the last, counting knows only of weekends."""
    nations = Closure.objects.filter(council=council_id).exclude(origin=Origin.COUNCIL.value)
    return tuple(day.year for day in nations.dates("closed_on", "year"))


def changes_of(council_id: int) -> tuple[Change, ...]:
    """What people decided about single days, the latest first. What came with a whole year is not among
    it."""
    rows = Closure.objects.filter(council=council_id).select_related("by__person", "ended_by__person")
    begun = list(rows.exclude(since=None).exclude(by=None).order_by("-at", "-closed_on")[:LAST_CHANGES])
    ended = list(rows.exclude(until=None).order_by("-until", "-closed_on")[:LAST_CHANGES])
    replaced = {(row.closed_on, row.since) for row in begun}
    changes = [told(row, at=row.at, by=row.by, source=row.source) for row in begun]
    changes += [
        replace(told(row, at=row.until, by=row.ended_by, source=row.ended_for), kept=False, gone=True)
        for row in ended
        if row.until is not None and (row.closed_on, row.until) not in replaced
    ]
    return tuple(sorted(changes, key=lambda each: (each.at, each.day), reverse=True)[:LAST_CHANGES])


def told(row: Closure, *, at: datetime, by: object, source: str) -> Change:
    named = str(by) if by else ""
    return Change(at, named, row.closed_on, row.reason, source, own=own_(row), kept=row.kept)


def held(council_id: int) -> list[lists.Held]:
    """The days as a list is compared with them, bank holidays on which the council works among them."""
    rows = (row for row in standing(council_id) if row.kept or not own_(row))
    return [lists.Held(row.closed_on, row.reason, own_(row)) for row in rows]


def compared(council_id: int, *, listed: dict[date, str]) -> lists.Compared:
    return lists.compare(held(council_id), listed)


def compared_with_package(council_id: int, *, nation: str) -> lists.Compared | None:
    """How the list that comes with Concordat differs in the years that are known; None if none is."""
    years = years_of(council_id)
    listed = bank_holidays.bank_holidays(nation=nation, years=years)
    return compared(council_id, listed=listed) if listed else None


def waiting(council_id: int, *, by_id: int, number: int) -> WaitingList | None:
    """A list that this office read in."""
    return WaitingList.objects.filter(council=council_id, by=by_id, id=number).first()


def days_in(waiting: WaitingList) -> dict[date, str]:
    return {date.fromisoformat(day): title for day, title in waiting.days.items()}


def is_working_day(council_id: int, day: date) -> bool:
    return working_days.is_working_day(day, closed=closures(council_id))


def working_days_after(council_id: int, start: date, *, days: int) -> date:
    return working_days.after(start, days=days, closed=closures(council_id))


def working_days_between(council_id: int, start: date, end: date) -> int:
    return working_days.between(start, end, closed=closures(council_id))
