"""Faults that other systems had, and their users met: each is kept out by name.

The numbers are those of the table of fault classes in docs/method/clocks.md, which names where each was met.
"""

from datetime import date, time, timedelta

import pytest

from concordat.calendar.rules import london
from concordat.calendar.rules.calendars import Calendar, ClosedDay
from concordat.enquiries.rules.clock_changes import Case, effects_of_calendar_change
from concordat.enquiries.rules.clock_readings import Breach, State, Which
from concordat.enquiries.rules.clock_reminders import When, reminders
from concordat.enquiries.rules.clock_targets import Target
from concordat.enquiries.rules.events import Kind, PauseReason
from tests.enquiries.rules.clocks import ENGLAND, at, happened, made, paused


def test_01_working_hours_do_not_run_by_the_wall_clock():
    eight_hours = made("2026-09-11T16:00", "8wh")
    assert eight_hours.due == at("2026-09-14T16:00")
    assert eight_hours.due != eight_hours.received + timedelta(hours=8)


def test_02_a_holiday_is_a_day_in_london_whatever_its_date_is_elsewhere():
    """Half past midnight on the Tuesday after the August holiday is still Monday in UTC."""
    night = made("2026-09-01T00:30", "1wd")
    assert night.received.date() == date(2026, 8, 31)
    assert night.day_zero == date(2026, 9, 1)
    assert night.due == at("2026-09-02T17:00")


def test_02_a_weekend_that_is_named_as_a_holiday_is_not_taken_off_twice():
    saturday = ClosedDay(date(2026, 12, 26), "Boxing Day", "a feed")
    with_it = ENGLAND.learning_of(saturday)
    assert made("2026-12-24T10:00", "3wd", calendar=with_it).due == made("2026-12-24T10:00", "3wd").due


def test_03_a_pause_takes_out_no_more_than_the_opening_hours_within_it():
    night = made(
        "2026-09-07T09:00", "8wh", paused("2026-09-07T16:00"), happened(Kind.RESUMED, "2026-09-08T10:00")
    )
    assert night.due - night.due_unpaused == at("2026-09-08T11:00") - at("2026-09-07T17:00")


def test_03_overlapping_pauses_count_once_and_are_warned_of():
    both = made(
        "2026-09-07T09:00",
        "10wd",
        paused("2026-09-08T10:00"),
        paused("2026-09-08T11:00", PauseReason.COURT),
        happened(Kind.RESUMED, "2026-09-10T10:00", reason=PauseReason.COURT),
        happened(Kind.RESUMED, "2026-09-10T11:00", reason=PauseReason.MEMBER),
    )
    assert both.due == at("2026-09-23T17:00")
    assert both.warnings == ("Pauses overlap: they count once.",)


def test_03_a_pause_over_a_holiday_takes_out_nothing_that_was_not_there():
    easter = made(
        "2026-04-01T10:00", "5wd", paused("2026-04-02T16:00"), happened(Kind.RESUMED, "2026-04-06T10:00")
    )
    # Resumed on Easter Monday, which belongs to Tuesday: one working day was waited for.
    assert easter.due == at("2026-04-13T17:00")
    assert easter.due_unpaused == at("2026-04-10T17:00")


def test_04_whoever_resumes_is_not_late_at_once():
    long = made(
        "2026-09-07T09:00", "5wd", paused("2026-09-10T10:00"), happened(Kind.RESUMED, "2026-10-20T10:00")
    )
    assert long.due == at("2026-10-22T17:00")
    assert not long.late


def test_05_opening_it_again_begins_anew_and_keeps_what_was_missed():
    again = made(
        "2026-09-07T09:00",
        "5wd",
        happened(Kind.REPLIED, "2026-09-16T10:00"),
        happened(Kind.REOPENED, "2026-09-17T10:00"),
        as_of="2026-09-18T10:00",
    )
    missed = at("2026-09-14T17:00")
    assert {Breach(Which.PAUSED, missed, missed), Breach(Which.UNPAUSED, missed, missed)} == set(
        again.breaches
    )
    assert again.cycles[0].paused.on_time is False
    assert (again.reopened, again.state, again.late) == (1, State.RUNNING, False)
    assert again.due == at("2026-09-24T17:00")


def test_05_a_slower_class_loses_neither_the_pauses_nor_the_breach():
    slower = made(
        "2026-09-07T09:00",
        "3wd",
        paused("2026-09-08T10:00"),
        happened(Kind.RESUMED, "2026-09-09T10:00"),
        happened(Kind.RECLASSIFIED, "2026-09-15T10:00", target=Target.parse("10wd")),
        happened(Kind.REPLIED, "2026-09-16T10:00"),
    )
    assert slower.due == at("2026-09-22T17:00")
    assert [breach.due for breach in slower.breaches if breach.clock == Which.PAUSED] == [
        at("2026-09-11T17:00")
    ]
    assert slower.paused.on_time is False


def test_05_a_faster_class_can_find_it_late_already_and_says_since_when():
    faster = made(
        "2026-09-07T09:00",
        "10wd",
        happened(Kind.RECLASSIFIED, "2026-09-15T10:00", target=Target.parse("2wd")),
        as_of="2026-09-15T11:00",
    )
    breach = Breach(Which.PAUSED, due=at("2026-09-09T17:00"), at=at("2026-09-15T10:00"))
    assert breach in faster.breaches


def test_06_each_handler_has_a_stage_and_together_they_are_the_whole():
    handed = made(
        "2026-09-07T09:00",
        "10wd",
        happened(Kind.REASSIGNED, "2026-09-08T10:00", to="Highways"),
        paused("2026-09-09T10:00"),
        happened(Kind.RESUMED, "2026-09-11T10:00"),
        happened(Kind.REASSIGNED, "2026-09-17T10:00", to="Housing"),
        happened(Kind.REPLIED, "2026-09-22T10:00"),
    )
    stages = [(stage.handler, stage.used, stage.used_unpaused) for stage in handed.stages]
    assert stages == [("", 1, 1), ("Highways", 5, 7), ("Housing", 3, 3)]
    assert (handed.paused.used, handed.unpaused.used) == (9, 11)


@pytest.mark.parametrize("target", ["1wd", "10wd", "1wh", "8wh", "24h", "61h"])
@pytest.mark.parametrize(
    "received", ["2026-03-27T23:50", "2026-03-28T12:00", "2026-04-02T16:59", "2026-12-24T18:00"]
)
def test_07_nobody_is_reminded_at_night_at_the_weekend_or_on_a_holiday(received, target):
    due = made(received, target).due
    found = reminders(received=at(received), due=due, calendar=ENGLAND)
    assert When.DUE in {reminder.when for reminder in found}
    assert all(reminder.at > at(received) for reminder in found)
    for reminder in found:
        assert ENGLAND.newest.is_open(reminder.at)
        assert time(9) <= london.local(reminder.at).time() <= time(17)


def test_08_a_word_of_thanks_or_a_second_reply_restarts_nothing():
    thanked = made(
        "2026-09-07T09:00",
        "5wd",
        happened(Kind.REPLIED, "2026-09-09T10:00"),
        happened(Kind.SENT, "2026-09-10T10:00"),
        happened(Kind.REPLIED, "2026-09-30T10:00"),
    )
    assert thanked.answered_at == at("2026-09-09T10:00")
    assert (thanked.paused.used, thanked.paused.on_time, thanked.reopened) == (2, True, 0)


def test_09_a_day_is_a_working_day_and_neither_eight_hours_nor_twenty_four():
    friday = "2026-09-11T16:00"
    assert made(friday, "1wd").due == at("2026-09-14T17:00")
    assert made(friday, "8wh").due == at("2026-09-14T16:00")
    assert made(friday, "24h").due == at("2026-09-12T16:00")


def proclaimed(day: date, on: str) -> Calendar:
    return ENGLAND.learning_of(ClosedDay(day, "Day of mourning", "proclamation", since=at(on)))


def test_10_a_new_holiday_reaches_open_enquiries_and_keeps_both_dates():
    new = proclaimed(date(2026, 9, 18), "2026-09-10T12:00")
    open_one = made("2026-09-07T09:00", "10wd", calendar=new)
    assert [change.due for change in open_one.history] == [at("2026-09-21T17:00"), at("2026-09-22T17:00")]
    assert [change.because for change in open_one.history] == ["received", "holiday_added"]


def test_10_it_reaches_neither_what_was_answered_nor_what_was_missed():
    new = proclaimed(date(2026, 9, 8), "2026-09-15T08:00")  # it would make it Tuesday 15 September, 17:00
    answered = made("2026-09-07T09:00", "5wd", happened(Kind.REPLIED, "2026-09-14T16:00"), calendar=new)
    missed = made("2026-09-07T09:00", "5wd", calendar=new, as_of="2026-09-16T13:00")
    for each in (answered, missed):
        assert each.due == at("2026-09-14T17:00")
    assert [breach.due for breach in missed.breaches] == [at("2026-09-14T17:00")] * 2
    cases = [Case("missed", at("2026-09-07T09:00"), Target.parse("5wd"))]
    assert effects_of_calendar_change(cases, old=ENGLAND, new=new) == []


def test_10_nobody_is_late_for_a_date_that_was_not_there_when_it_passed():
    """A closure that is called off brings due dates forward, but never into the past."""
    closed = ClosedDay(date(2026, 9, 9), "Civic day", "council", own=True, until=at("2026-09-15T08:00"))
    calendar = ENGLAND.learning_of(closed)
    kept = made("2026-09-07T09:00", "5wd", calendar=calendar, as_of="2026-09-15T09:00")
    assert (kept.due, kept.late) == (at("2026-09-15T17:00"), False)
    moved = made("2026-09-07T09:00", "8wd", calendar=calendar, as_of="2026-09-15T09:00")
    assert [change.due for change in moved.history] == [at("2026-09-18T17:00"), at("2026-09-17T17:00")]


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-03-27T10:00", "2026-03-30T17:00"),  # the clocks go forward in between
        ("2026-10-23T10:00", "2026-10-26T17:00"),  # and back
    ],
)
def test_11_the_cut_off_is_the_same_time_of_day_on_both_sides_of_a_change_of_clocks(received, due):
    across = made(received, "1wd")
    assert across.due == at(due)
    assert london.local(across.due).time() == time(17)


def test_11_elapsed_hours_are_hours_that_pass():
    assert made("2026-03-28T12:00", "24h").due == at("2026-03-29T13:00")
    assert made("2026-10-24T12:00", "24h").due == at("2026-10-25T11:00")


def test_12_a_lunch_hour_is_not_working_time():
    lunch = Calendar.of(
        "England", ENGLAND.closed, windows=[(time(9), time(12, 30)), (time(13, 30), time(17))]
    )
    assert made("2026-09-07T12:00", "1wh", calendar=lunch).due == at("2026-09-07T14:00")
    assert made("2026-09-07T12:45", "1wh", calendar=lunch).due == at("2026-09-07T14:30")


def test_13_what_moved_is_told_and_nothing_else():
    """Whoever sends the letters has a list of what moved, with both dates, and need not do it all again."""
    new = proclaimed(date(2026, 9, 18), "2026-09-10T12:00")
    cases = [
        Case("beyond it", at("2026-09-07T09:00"), Target.parse("10wd")),
        Case("before it", at("2026-09-07T09:00"), Target.parse("5wd")),
        Case("in hours", at("2026-09-18T10:00"), Target.parse("24h")),
        Case(
            "answered",
            at("2026-09-07T09:00"),
            Target.parse("10wd"),
            [happened(Kind.REPLIED, "2026-09-08T10:00")],
        ),
    ]
    [moved] = effects_of_calendar_change(cases, old=ENGLAND, new=new)
    assert (moved.key, moved.due_before, moved.due_after) == (
        "beyond it",
        at("2026-09-21T17:00"),
        at("2026-09-22T17:00"),
    )
