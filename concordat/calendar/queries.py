"""Every question that may be asked of a council's calendar."""

from dataclasses import dataclass
from datetime import date

from concordat.calendar.models import Closure
from concordat.calendar.rules import working_days

OWN = "council"


@dataclass(frozen=True, slots=True)
class Day:
    """A weekday that is not, or might not be, a working day."""

    day: date
    reason: str
    source: str
    own: bool  # the council's own closure, and not the nation's bank holiday
    kept: bool  # False where the council works on it after all


def closures(council_id: int) -> frozenset[date]:
    """The weekdays on which this council is closed. Fetch them once, and count with the rules."""
    kept = Closure.objects.filter(council=council_id, kept=True)
    return frozenset(kept.values_list("closed_on", flat=True))


def days_of(council_id: int, *, year: int) -> tuple[Day, ...]:
    """A year's bank holidays and closures, each with its source; those that the council works on, too."""
    days = Closure.objects.filter(council=council_id, closed_on__year=year).order_by("closed_on")
    return tuple(
        Day(day.closed_on, day.reason, day.source, own=day.source == OWN, kept=day.kept) for day in days
    )


def years_of(council_id: int) -> tuple[int, ...]:
    """The years whose bank holidays are known. Beyond the last, counting knows only of weekends."""
    nations = Closure.objects.filter(council=council_id).exclude(source=OWN)
    return tuple(day.year for day in nations.dates("closed_on", "year"))


def is_working_day(council_id: int, day: date) -> bool:
    return working_days.is_working_day(day, closed=closures(council_id))


def working_days_after(council_id: int, start: date, *, days: int) -> date:
    return working_days.after(start, days=days, closed=closures(council_id))


def working_days_between(council_id: int, start: date, end: date) -> int:
    return working_days.between(start, end, closed=closures(council_id))
