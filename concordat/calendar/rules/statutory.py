"""Dates that the law sets, each by its own calendar.

None of these counts a council's own closures: a council cannot lengthen a statute by closing. The basis of
each stands beside it. Those marked "check" are well known, but were not read in the statute itself by whoever
wrote this down: look them up before you rely on them.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from concordat.calendar.rules import working_days
from concordat.calendar.rules.bank_holidays import DIVISIONS, bank_holidays

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
FOI_DAYS, REPORT_DAYS, KEY_DECISION_DAYS = 20, 21, 28
MOST_CLEAR_DAYS = 60


class NotCounted(ValueError):
    """A date that cannot be worked out: the words say why."""


class Count(StrEnum):
    """Which days are counted as clear days. Where standing orders differ, a council chooses."""

    WORKING_DAYS = "working days"
    ALL_DAYS = "all days"
    NOT_SUNDAYS = "all days but Sundays, Christmas Day, Good Friday and bank holidays"


@dataclass(frozen=True, slots=True)
class Law:
    """Where a rule stands. ``read`` is False where it was not read in the statute itself."""

    words: str
    read: bool


FOIA = Law("Freedom of Information Act 2000, section 10", read=True)
FOISA = Law("Freedom of Information (Scotland) Act 2002, sections 10 and 73", read=True)
AGENDAS = Law("Local Government Act 1972, section 100B", read=False)
KEY_DECISIONS = Law("SI 2012/2089, regulation 9 (SR 2015/44, regulation 20, in Northern Ireland)", read=False)
PRIVATE_MEETINGS = Law(
    "SI 2012/2089, regulation 5 (SR 2015/44, regulation 20, in Northern Ireland)", read=False
)
SECTION_114 = Law("Local Government Finance Act 1988, sections 115 and 115B", read=True)
SECTION_5 = Law("Local Government and Housing Act 1989, section 5(5)", read=False)
SUSPENSION = Law("Local Government and Housing Act 1989, section 5(6)", read=False)
SUBJECT_ACCESS = Law("UK GDPR, article 12(3), and the Information Commissioner's guidance", read=False)


def years_around(day: date) -> range:
    return range(day.year - 1, day.year + 2)


def holidays_of(nation: str, *, around: date) -> frozenset[date]:
    return frozenset(bank_holidays(nation=nation, years=years_around(around)))


def holidays_of_any_nation(*, around: date) -> frozenset[date]:
    return frozenset(day for nation in DIVISIONS for day in holidays_of(nation, around=around))


def freedom_of_information(received: date, *, nation: str) -> date:
    """The twentieth working day after receipt.

    Under the Act of 2000 a bank holiday in any part of the United Kingdom is no working day anywhere; under
    the Scottish Act only those of Scotland are none.
    """
    scottish = nation == "Scotland"
    closed = holidays_of(nation, around=received) if scottish else holidays_of_any_nation(around=received)
    return working_days.after(received, days=FOI_DAYS, closed=closed)


def latest_publication(meeting: date, *, clear_days: int, count: Count, nation: str) -> date:
    """The last day on which papers can be published: neither that day nor the day of the meeting counts."""
    if not 1 <= clear_days <= MOST_CLEAR_DAYS:
        raise NotCounted(f"Clear days are counted from 1 to {MOST_CLEAR_DAYS}.")
    counts = counting(count, closed=holidays_of(nation, around=meeting))
    day, left = meeting, clear_days
    while left:
        day -= ONE_DAY
        left -= counts(day)
    day -= ONE_DAY
    while not counts(day):  # nobody publishes on a day that does not count
        day -= ONE_DAY
    return day


def counting(count: Count, *, closed: Set[date]) -> Callable[[date], bool]:
    if count == Count.ALL_DAYS:
        return lambda day: True
    if count == Count.NOT_SUNDAYS:
        return lambda day: day.weekday() != SUNDAY and day not in closed
    return lambda day: working_days.is_working_day(day, closed=closed)


def meeting_after_section_114(copies_sent: date) -> date:
    """Within 21 days beginning with the day on which copies are sent: that day is day one."""
    return copies_sent + ONE_DAY * (REPORT_DAYS - 1)


def meeting_after_section_5(copies_sent: date) -> date:
    """Not more than 21 days after copies are sent: one day later than under section 114."""
    return copies_sent + ONE_DAY * REPORT_DAYS


def suspended_until_end_of(consideration_concluded: date, *, nation: str) -> date:
    """The first business day after consideration of a section 5 report is concluded."""
    closed = holidays_of(nation, around=consideration_concluded)
    return working_days.after(consideration_concluded, days=1, closed=closed)


def subject_access(received: date, *, nation: str) -> date:
    """One calendar month; where it ends on a day that is no working day, the next one."""
    closed = holidays_of(nation, around=received)
    return working_days.on_or_after(one_month_after(received), closed=closed)


def one_month_after(day: date) -> date:
    """The same day of the next month, or its last day where it has no such day."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    last = (date(year + month // 12, month % 12 + 1, 1) - ONE_DAY).day
    return date(year, month, min(day.day, last))
