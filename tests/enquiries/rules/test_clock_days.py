"""Why this date? The count in words, as a councillor reads it."""

from datetime import date, time

from concordat.calendar.rules.bank_holidays import source
from concordat.calendar.rules.calendars import Calendar, ClosedDay
from concordat.enquiries.rules.clock_days import Holds
from concordat.enquiries.rules.events import Kind, PauseReason
from tests.enquiries.rules.clocks import ENGLAND, at, happened, made, paused


def told(clock) -> dict[str, str]:
    return {f"{day.date:%d %b}": day.why for day in clock.days}


def counted(clock) -> int:
    return sum(day.counts for day in clock.days)


def test_christmas_is_told_day_by_day():
    shut = [date(2026, 12, day) for day in (29, 30, 31)]
    closures = [ClosedDay(day, "Christmas shutdown", "council", own=True) for day in shut]
    clock = made("2026-12-18T10:00", "10wd", calendar=ENGLAND.learning_of(*closures))
    days = told(clock)
    assert days["18 Dec"] == "day 0: received at 10:00"
    assert days["19 Dec"] == "Saturday: not a working day"
    assert days["21 Dec"] == "working day 1 of 10"
    assert days["25 Dec"] == f"bank holiday: Christmas Day (source: {source('England')})"
    assert days["28 Dec"].startswith("bank holiday: Boxing Day (observed)")
    assert days["29 Dec"] == "council closed: Christmas shutdown"
    assert days["11 Jan"] == "working day 10 of 10; due at 17:00"
    assert list(days)[-1] == "11 Jan"
    assert counted(clock) == 10
    assert [day.counted for day in clock.days][-1] == 10


def test_after_the_cut_off_it_says_to_which_day_it_belongs():
    days = told(made("2026-09-11T18:10", "2wd"))
    assert days["11 Sep"] == "received at 18:10, after the 17:00 cut-off, so day 0 is Monday 14 September"
    assert days["14 Sep"] == "day 0: received Friday 18:10, which belongs to this day"
    assert days["16 Sep"] == "working day 2 of 2; due at 17:00"


def test_the_same_day_is_day_nought_and_due():
    assert told(made("2026-09-07T10:00", "0wd"))["07 Sep"] == "day 0: received at 10:00; due at 17:00"


def test_days_on_which_the_clock_stood_still_say_why_and_count_for_the_councillor():
    clock = made(
        "2026-09-07T10:00",
        "5wd",
        paused("2026-09-08T10:00", PauseReason.THIRD_PARTY),
        happened(Kind.RESUMED, "2026-09-10T10:00"),
    )
    days = told(clock)
    assert days["09 Sep"] == "the clock stands still: awaiting third party; counts on the unpaused clock"
    assert days["14 Sep"] == "working day 3 of 5; the unpaused clock is due at 17:00"
    assert days["16 Sep"] == "working day 5 of 5; due at 17:00"
    assert (counted(clock), sum(day.counts_unpaused for day in clock.days)) == (5, 5)


def test_while_it_stands_still_every_day_to_today_is_told():
    clock = made("2026-09-07T10:00", "2wd", paused("2026-09-08T10:00"), as_of="2026-09-15T10:00")
    days = told(clock)
    assert list(days)[-1] == "15 Sep"
    assert days["09 Sep"].endswith("counts on the unpaused clock; the unpaused clock is due at 17:00")
    assert days["15 Sep"] == "the clock stands still: awaiting member"
    assert counted(clock) == 1


def test_a_holiday_that_was_proclaimed_meanwhile_says_when_it_became_known():
    new = ClosedDay(date(2026, 9, 10), "Day of mourning", "proclamation", since=at("2026-09-08T12:00"))
    clock = made("2026-09-07T10:00", "5wd", calendar=ENGLAND.learning_of(new))
    assert told(clock)["10 Sep"] == (
        "bank holiday: Day of mourning (source: proclamation), "
        "made known on 8 September 2026 while this was open"
    )


def test_working_hours_are_added_up():
    lunch = Calendar.of(
        "England", ENGLAND.closed, windows=[(time(9), time(12, 30)), (time(13, 30), time(17))]
    )
    clock = made("2026-09-11T16:15", "8wh", calendar=lunch)
    days = told(clock)
    assert days["11 Sep"] == "45 min, which makes 45 min of 8 h"
    assert days["12 Sep"] == "Saturday: not a working day"
    assert days["14 Sep"] == "7 h, which makes 7 h 45 min of 8 h"
    assert days["15 Sep"] == "15 min, which makes 8 h of 8 h; due at 09:15"


def test_a_day_of_hours_in_which_the_clock_stood_still_says_why():
    clock = made(
        "2026-09-07T16:00", "10wh", paused("2026-09-08T09:00"), happened(Kind.RESUMED, "2026-09-09T09:00")
    )
    assert told(clock)["08 Sep"] == "the clock stands still: awaiting member; counts on the unpaused clock"
    assert told(clock)["10 Sep"] == "1 h, which makes 10 h of 10 h; due at 10:00"


def test_received_after_closing_no_hour_is_left_of_that_day():
    clock = made("2026-09-07T19:00", "1wh")
    assert told(clock)["07 Sep"] == "no opening time is left on this day"
    assert clock.days[0].holds == Holds.OUTSIDE


def test_elapsed_hours_say_that_they_run_at_weekends_and_when_the_clocks_change():
    spring = told(made("2026-03-28T12:00", "24h"))
    assert spring["28 Mar"] == "12 h, which makes 12 h of 24 h: hours run on every day of the week"
    assert spring["29 Mar"] == (
        "12 h, which makes 24 h of 24 h: hours run on every day of the week; "
        "the clocks go forward; due at 13:00"
    )
    autumn = told(made("2026-10-25T00:00", "25h"))
    assert autumn["25 Oct"].startswith("25 h, which makes 25 h of 25 h")
    assert "the clocks go back" in autumn["25 Oct"]


def test_an_answered_enquiry_still_tells_why_it_was_due_then():
    clock = made("2026-09-07T10:00", "5wd", happened(Kind.REPLIED, "2026-09-08T10:00"))
    assert list(told(clock))[-1] == "14 Sep"
