"""When an instrument is to be looked at again: a day, a month, a year, or so often."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

DAY, MONTH, YEAR = "day", "month", "year"
WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class NotADate(ValueError):
    """A review date that is no day, month or year."""


@dataclass(frozen=True)
class Review:
    """value: "2026-12-16", "2026-12" or "2026", exactly as precise as it was decided."""

    value: str

    def __post_init__(self) -> None:
        self.last_day  # noqa: B018 - it raises what is wrong

    @property
    def precision(self) -> str:
        return (YEAR, MONTH, DAY)[self.value.count("-")]

    @property
    def last_day(self) -> date:
        """The last day on which a review is still in time: of "December 2026", the 31st."""
        written = WRITTEN.fullmatch(self.value)
        if written is None:
            raise NotADate("Give a year (2026), a month (2026-12) or a day (2026-12-16).")
        year, month, day = (int(part) if part else None for part in written.groups())
        try:
            month = 12 if month is None else month
            days = calendar.monthrange(int(year or 0), month)[1]
            return date(int(year or 0), month, days if day is None else day)
        except (ValueError, calendar.IllegalMonthError):
            raise NotADate("There is no such day. Check it.") from None

    def is_overdue(self, today: date) -> bool:
        return today > self.last_day


def due(*, value: str, cycle_months: int | None, since: date | None) -> Review | None:
    """The next review: the date that was set, or else one cycle after the last look or the effective date."""
    if value:
        return Review(value)
    if cycle_months and since:
        month = since.month - 1 + cycle_months
        return Review(f"{since.year + month // 12:04d}-{month % 12 + 1:02d}")
    return None
