"""A council's calendar: which days count, from when to when it is open, and since when each of that is known.

A `Calendar` remembers when it learnt of each closed day. What it knew at one instant is an `Edition`, and all
counting is done by editions: that is how a holiday that is proclaimed in June cannot change what was answered
in May. Nothing here walks from day to day. The weekdays are numbered, the closed ones among them are sorted,
and every count is a look into that list.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate

from concordat.calendar.rules import london
from concordat.calendar.rules.hours import (
    ALWAYS_NINE_TO_FIVE,
    NINE_TO_FIVE,
    WEEKDAYS,
    Hours,
    HoursFrom,
    Window,
    known_at,
    length,
    since_midnight,
)

FRIDAY = 4


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day on which the council does no work, who says so, and from when to when that was known.

    ``since`` is None where it was known all along; ``until`` is None where it still holds.
    """

    day: date
    reason: str
    source: str
    own: bool = False  # the council's own closure, and not the nation's bank holiday
    since: datetime | None = None
    until: datetime | None = None

    def known_at(self, when: datetime) -> bool:
        return (self.since is None or self.since <= when) and (self.until is None or when < self.until)


def weekdays_through(ordinal: int) -> int:
    """How many weekdays there have been since the year 1, up to and including this day."""
    weeks, days = divmod(ordinal - 1, 7)
    return weeks * WEEKDAYS + min(days + 1, WEEKDAYS)


@dataclass(frozen=True)
class Edition:
    """What a calendar knew at one instant. Working days are numbered; the numbers can be subtracted."""

    closed: Mapping[date, ClosedDay]
    hours: tuple[HoursFrom, ...] = ALWAYS_NINE_TO_FIVE

    # ── working days ──

    @cached_property
    def _closed_numbers(self) -> list[int]:
        return sorted(weekdays_through(day.toordinal()) for day in self.closed if day.weekday() <= FRIDAY)

    @cached_property
    def _worked_before(self) -> list[int]:
        """For each closed weekday, how many working days came before it."""
        return [number - 1 - place for place, number in enumerate(self._closed_numbers)]

    # What was worked out once of a day: a hundred thousand enquiries fall on a few hundred.

    @cached_property
    def _ends(self) -> dict[int, datetime]:
        return {}

    @cached_property
    def _belonging(self) -> dict[date, tuple[int, time | None]]:
        """The number of a day, and its cut-off if it is a working day."""
        return {}

    @cached_property
    def _opened(self) -> dict[date, int]:
        return {}

    def is_working_day(self, day: date) -> bool:
        return day.weekday() <= FRIDAY and day not in self.closed

    def number(self, day: date) -> int:
        """The number of this working day, or of the last one before it."""
        weekdays = weekdays_through(day.toordinal())
        return weekdays - bisect_right(self._closed_numbers, weekdays)

    def day(self, number: int) -> date:
        """The working day of this number."""
        weekday = number + bisect_left(self._worked_before, number)
        weeks, days = divmod(weekday - 1, WEEKDAYS)
        return date.fromordinal(weeks * 7 + days + 1)

    def belongs_to(self, when: datetime) -> int:
        """The number of the working day to which an instant belongs: until the cut-off that day, else the
        next.
        """
        local = when.astimezone(london.LONDON)
        day = local.date()
        if day not in self._belonging:
            cut_off = self.cut_off(day) if self.is_working_day(day) else None
            self._belonging[day] = (self.number(day), cut_off)
        number, cut_off = self._belonging[day]
        return number if cut_off is not None and local.time() <= cut_off else number + 1

    def end_of(self, number: int) -> datetime:
        """The cut-off of the working day of this number."""
        if number not in self._ends:
            day = self.day(number)
            self._ends[number] = london.at(day, self.cut_off(day))
        return self._ends[number]

    def why_not(self, day: date) -> ClosedDay | None:
        return self.closed.get(day)

    # ── opening hours ──

    def hours_on(self, day: date) -> Hours:
        if len(self.hours) == 1:
            return self.hours[0].hours
        return self.hours[max(0, bisect_right(self._firsts, day.toordinal()) - 1)].hours

    def cut_off(self, day: date) -> time:
        return self.hours_on(day).cut_offs[min(day.weekday(), FRIDAY)]

    def windows(self, day: date) -> tuple[Window, ...]:
        """When the council is open on this day; not at all on a day that is no working day."""
        return self.hours_on(day).windows[day.weekday()] if self.is_working_day(day) else ()

    @cached_property
    def _firsts(self) -> list[int]:
        return [each.first_on.toordinal() for each in self.hours]

    @cached_property
    def _of_the_week(self) -> list[list[int]]:
        """For each edition of the hours: opening time from Monday up to each day of the week."""
        weeks = []
        for each in self.hours:
            lengths = [length(windows) for windows in each.hours.windows]
            weeks.append([0, *accumulate(lengths), sum(lengths), sum(lengths)])
        return weeks

    def _in_weeks(self, ordinal: int, place: int) -> int:
        weeks, days = divmod(ordinal - 1, 7)
        return weeks * self._of_the_week[place][7] + self._of_the_week[place][days]

    @cached_property
    def _begun_with(self) -> list[int]:
        """The opening time that came before each edition of the hours, as if no day had been closed."""
        begun = [0]
        for place in range(1, len(self.hours)):
            first = self._firsts[place]
            begun.append(
                begun[-1]
                + self._in_weeks(first, place - 1)
                - self._in_weeks(self._firsts[place - 1], place - 1)
            )
        return begun

    @cached_property
    def _closed_ordinals(self) -> list[int]:
        return sorted(day.toordinal() for day in self.closed if day.weekday() <= FRIDAY)

    @cached_property
    def _lost(self) -> list[int]:
        """The opening time lost to closed days, added up."""
        days = (date.fromordinal(ordinal) for ordinal in self._closed_ordinals)
        return [0, *accumulate(length(self.hours_on(day).windows[day.weekday()]) for day in days)]

    def opened_before(self, day: date) -> int:
        """Opening time before this day, in microseconds, from some day long ago: only differences mean
        anything.
        """
        if day not in self._opened:
            self._opened[day] = self._open_time_before(day.toordinal())
        return self._opened[day]

    def _open_time_before(self, ordinal: int) -> int:
        place = max(0, bisect_right(self._firsts, ordinal) - 1)
        open_if_never_closed = (
            self._begun_with[place]
            + self._in_weeks(ordinal, place)
            - self._in_weeks(self._firsts[place], place)
        )
        return open_if_never_closed - self._lost[bisect_left(self._closed_ordinals, ordinal)]

    def opened_by(self, when: datetime) -> int:
        local = when.astimezone(london.LONDON)
        day, now = local.date(), since_midnight(local.time())
        today = 0
        for begin, end in self.windows(day):
            today += max(0, min(now, since_midnight(end)) - since_midnight(begin))
        return self.opened_before(day) + today

    def opened_reaches(self, total: int, *, after: datetime) -> datetime:
        """The earliest instant, not before ``after``, by which so much opening time has passed."""
        if self.opened_by(after) >= total:
            return after
        low = after.astimezone(london.LONDON).date().toordinal()
        step = 7
        while self.opened_before(date.fromordinal(low + step)) < total:
            step *= 2
        high = low + step
        while high - low > 1:
            middle = (low + high) // 2
            if self.opened_before(date.fromordinal(middle)) < total:
                low = middle
            else:
                high = middle
        day = date.fromordinal(low)
        missing = total - self.opened_before(day)
        for begin, end in self.windows(day):
            long = since_midnight(end) - since_midnight(begin)
            if missing <= long:
                return london.at(day, begin) + timedelta(microseconds=missing)
            missing -= long
        raise AssertionError("the day on which the time is reached has that much of it")

    def is_open(self, when: datetime) -> bool:
        """Whether the council is open at that instant; its first and its last moment are within."""
        local = when.astimezone(london.LONDON)
        return any(begin <= local.time() <= end for begin, end in self.windows(local.date()))


@dataclass(frozen=True)
class Calendar:
    """A council's calendar with its memory.

    ``known_until`` is the last day whose bank holidays are known; beyond it counting knows of weekends only.
    """

    nation: str
    closed: tuple[ClosedDay, ...] = ()
    hours: tuple[HoursFrom, ...] = ALWAYS_NINE_TO_FIVE
    known_until: date | None = None
    _editions: dict[int, Edition] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        nation: str,
        closures: Mapping[date, str] | Iterable[ClosedDay] = (),
        *,
        windows: Iterable[Window] | None = None,
        cut_off: time | None = None,
        source: str = "council",
        known_until: date | None = None,
    ) -> "Calendar":
        """One that has known all along what it knows: closures as days and reasons, or as closed days."""
        if isinstance(closures, Mapping):
            closures = [ClosedDay(day, why, source, own=source == "council") for day, why in closures.items()]
        hours = Hours.alike(
            NINE_TO_FIVE.windows[0] if windows is None else windows,
            NINE_TO_FIVE.cut_offs[0] if cut_off is None else cut_off,
        )
        return cls(
            nation=nation,
            closed=tuple(closures),
            hours=(HoursFrom(date.min, hours),),
            known_until=known_until,
        )

    @cached_property
    def changed_at(self) -> list[datetime]:
        """Every instant at which this calendar learnt something."""
        told = {moment for each in self.closed for moment in (each.since, each.until) if moment}
        told |= {each.since for each in self.hours if each.since}
        return sorted(moment.astimezone(UTC) for moment in told)

    def known_at(self, when: datetime) -> Edition:
        """What it knew then. Asked twice between two changes, it is the same edition."""
        place = bisect_right(self.changed_at, when)
        if place not in self._editions:
            known = (each for each in self.closed if each.known_at(when))
            closed = {each.day: each for each in known}
            self._editions[place] = Edition(closed=closed, hours=known_at(when, self.hours))
        return self._editions[place]

    @property
    def newest(self) -> Edition:
        return self.known_at(self.changed_at[-1] if self.changed_at else datetime.min.replace(tzinfo=UTC))

    def changes(self, *, after: datetime, until: datetime | None) -> list[datetime]:
        """When it learnt something after one instant, and not after another."""
        begin = bisect_right(self.changed_at, after)
        end = len(self.changed_at) if until is None else bisect_right(self.changed_at, until)
        return self.changed_at[begin:end]

    def learning_of(self, *days: ClosedDay) -> "Calendar":
        """The same calendar with more days closed; what it said of these days before, it forgets."""
        anew = {each.day for each in days}
        kept = tuple(each for each in self.closed if each.day not in anew)
        return replace(self, closed=kept + days)

    def forgetting(self, days: Iterable[date]) -> "Calendar":
        gone = frozenset(days)
        return replace(self, closed=tuple(each for each in self.closed if each.day not in gone))
