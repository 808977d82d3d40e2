"""When a council is open, and until when what arrives still belongs to the day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

Window = tuple[time, time]
WEEKDAYS = 5
MICROSECOND = 1
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE


class NotHours(ValueError):
    """These cannot be the opening hours of a council: the words say why."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Five weekdays, Monday first: the windows in which the council is open, and the day's cut-off.

    What arrives at the cut-off or before belongs to that day; what comes later to the next working day.
    A working day is a working day even if a small council's office is shut on it: then its windows are empty.
    """

    windows: tuple[tuple[Window, ...], ...]
    cut_offs: tuple[time, ...]

    def __post_init__(self) -> None:
        if len(self.windows) != WEEKDAYS or len(self.cut_offs) != WEEKDAYS:
            raise NotHours("Opening hours are given for five weekdays, Monday to Friday.")
        if not any(self.windows):
            raise NotHours("The council must be open at some time of the week.")
        for windows in self.windows:
            ends = [moment for window in windows for moment in window]
            if any(before >= after for before, after in pairwise(ends)):
                raise NotHours("Each opening must end after it begins, and before the next one begins.")

    @classmethod
    def alike(cls, windows: Iterable[Window], cut_off: time) -> "Hours":
        """The same hours on each weekday."""
        return cls(windows=(tuple(windows),) * WEEKDAYS, cut_offs=(cut_off,) * WEEKDAYS)

    @classmethod
    def by_day(cls, windows: Mapping[int, Iterable[Window]], cut_off: time) -> "Hours":
        """Windows by weekday, 0 for Monday; shut on those that are not named."""
        each = tuple(tuple(windows.get(weekday, ())) for weekday in range(WEEKDAYS))
        return cls(windows=each, cut_offs=(cut_off,) * WEEKDAYS)


def since_midnight(moment: time) -> int:
    """In microseconds, in which all opening time is added up: whole numbers, so nothing is rounded."""
    return ((moment.hour * 60 + moment.minute) * 60 + moment.second) * SECOND + moment.microsecond


def length(windows: Iterable[Window]) -> int:
    return sum(since_midnight(end) - since_midnight(begin) for begin, end in windows)


NINE_TO_FIVE = Hours.alike([(time(9), time(17))], time(17))


@dataclass(frozen=True, slots=True)
class HoursFrom:
    """Opening hours, the first day on which they hold, and since when that is known: all along, if None."""

    first_on: date
    hours: Hours
    since: datetime | None = None


ALWAYS_NINE_TO_FIVE = (HoursFrom(date.min, NINE_TO_FIVE),)


def known_at(when: datetime, told: Iterable[HoursFrom]) -> tuple[HoursFrom, ...]:
    """The hours of every day as they were known at an instant, the oldest first.

    Of two that begin on the same day the one that was made known later holds. Before the first: nine to five.
    """
    known = [each for each in told if each.since is None or each.since <= when]
    known.sort(key=lambda each: (each.since is not None, each.since or when))
    by_day = {each.first_on: each for each in (*ALWAYS_NINE_TO_FIVE, *known)}
    return tuple(by_day[day] for day in sorted(by_day))
