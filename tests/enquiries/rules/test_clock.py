"""What a clock shows, case by case, where the vectors and the faults of others leave a question open."""

from dataclasses import replace
from datetime import date, time

import pytest

from concordat.calendar.rules.calendars import Calendar, ClosedDay
from concordat.calendar.rules.hours import Hours, HoursFrom, NotHours
from concordat.enquiries.rules.clock import AFTER_THE_END, NOT_KNOWN_YET, OPENED_TWICE, BeforeReceipt
from concordat.enquiries.rules.clock_cycles import NOTHING_TO_RESUME, REFUSED
from concordat.enquiries.rules.clock_readings import State
from concordat.enquiries.rules.clock_targets import NotATarget, Target, Unit
from concordat.enquiries.rules.events import Event, Kind, OutOfTurn, PauseReason, may_follow
from tests.enquiries.rules.clocks import ENGLAND, at, happened, made, paused

FRIDAY_AT_TEN = "2026-09-11T10:00"


def test_while_a_pause_is_open_nothing_is_due_and_it_says_what_would_be():
    waiting = made("2026-09-07T09:00", "10wd", paused("2026-09-09T10:00"), as_of="2026-09-15T10:00")
    assert (waiting.state, waiting.due) == (State.PAUSED, None)
    assert waiting.would_be_due == at("2026-09-25T17:00")
    assert waiting.due_unpaused == at("2026-09-21T17:00")
    assert (waiting.paused.used, waiting.paused.remaining) == (2, 8)
    assert (waiting.unpaused.used, waiting.unpaused.remaining) == (6, 4)


def test_a_reply_ends_a_pause_that_was_still_open():
    answered = made(
        "2026-09-07T09:00", "5wd", paused("2026-09-09T10:00"), happened(Kind.REPLIED, "2026-09-21T10:00")
    )
    assert (answered.state, answered.paused.on_time, answered.unpaused.on_time) == (
        State.ANSWERED,
        True,
        False,
    )
    assert answered.due == at("2026-09-24T17:00")
    assert answered.pauses[0].ended == at("2026-09-21T10:00")


def test_a_pause_that_begins_as_the_hours_run_out_changes_nothing():
    at_the_end = made(
        "2026-09-07T09:00", "8wh", paused("2026-09-07T17:00"), happened(Kind.RESUMED, "2026-09-09T12:00")
    )
    assert at_the_end.due == at("2026-09-07T17:00")
    assert [pause.counts for pause in at_the_end.pauses] == [False]


def test_what_remains_goes_below_nought_when_it_is_late():
    late = made("2026-09-07T09:00", "5wd", as_of="2026-09-17T10:00")
    assert (late.late, late.paused.remaining) == (True, -3)


def test_a_withdrawn_enquiry_was_neither_on_time_nor_late():
    gone = made("2026-09-07T09:00", "5wd", happened(Kind.WITHDRAWN, "2026-09-09T10:00"))
    assert (gone.state, gone.paused.on_time, gone.answered_at) == (State.WITHDRAWN, None, None)


def test_at_the_due_instant_it_is_not_late_yet():
    assert not made("2026-09-07T09:00", "5wd", as_of="2026-09-14T17:00").late
    assert made("2026-09-07T09:00", "5wd", as_of="2026-09-14T17:00:01").late


def test_a_pause_that_may_not_be_is_noted_and_changes_nothing():
    urgent = made("2026-09-07T09:00", "24h", paused("2026-09-07T10:00"), as_of="2026-09-07T12:00")
    assert urgent.notes == (REFUSED,)
    assert (urgent.state, urgent.due) == (State.RUNNING, at("2026-09-08T09:00"))
    assert urgent.pauses == ()


def test_an_open_pause_means_nothing_once_the_class_may_not_be_paused():
    moved = made(
        "2026-09-07T09:00",
        "10wd",
        paused("2026-09-07T10:00"),
        happened(Kind.RECLASSIFIED, "2026-09-07T11:00", target=Target.parse("24h")),
        as_of="2026-09-07T12:00",
    )
    assert (moved.state, moved.due) == (State.RUNNING, at("2026-09-08T09:00"))


def test_it_says_what_was_odd_about_its_events():
    odd = made(
        "2026-09-07T09:00",
        "5wd",
        happened(Kind.RESUMED, "2026-09-08T10:00"),
        happened(Kind.REOPENED, "2026-09-08T11:00"),
        happened(Kind.REPLIED, "2026-09-09T10:00"),
        paused("2026-09-10T10:00"),
    )
    assert set(odd.warnings) == {NOTHING_TO_RESUME, OPENED_TWICE, AFTER_THE_END}
    assert odd.due == at("2026-09-14T17:00")


def test_opened_again_it_keeps_its_class_and_its_handler():
    again = made(
        "2026-09-07T09:00",
        "10wd",
        happened(Kind.REASSIGNED, "2026-09-07T10:00", to="Housing"),
        happened(Kind.RECLASSIFIED, "2026-09-07T11:00", target=Target.parse("3wd")),
        happened(Kind.REPLIED, "2026-09-08T10:00"),
        happened(Kind.REOPENED, "2026-09-10T10:00"),
        as_of="2026-09-11T10:00",
    )
    assert (again.target, again.due) == (Target.parse("3wd"), at("2026-09-15T17:00"))
    assert again.stages[-1].handler == "Housing"


def test_nothing_happens_before_receipt():
    with pytest.raises(BeforeReceipt, match="“replied” lies before the enquiry was received"):
        made("2026-09-07T09:00", "5wd", happened(Kind.REPLIED, "2026-09-07T08:59"))


def test_what_was_known_of_the_calendar_at_an_instant_can_be_asked_for_ever_after():
    day = date(2026, 9, 18)
    closed = ClosedDay(
        day, "Fair", "council", own=True, since=at("2026-09-01T09:00"), until=at("2026-09-05T09:00")
    )
    calendar = ENGLAND.learning_of(closed)
    told = [
        calendar.known_at(at(when)).is_working_day(day)
        for when in ("2026-08-31T09:00", "2026-09-01T09:00", "2026-09-05T09:00")
    ]
    assert told == [True, False, True]
    assert calendar.newest.is_working_day(day)


def test_new_opening_hours_hold_from_their_first_day():
    early = Hours.alike([(time(8), time(16))], time(16))
    calendar = Calendar(
        "England", ENGLAND.closed, hours=(*ENGLAND.hours, HoursFrom(date(2026, 9, 14), early))
    )
    assert made(FRIDAY_AT_TEN, "0wd", calendar=calendar).due == at("2026-09-11T17:00")
    assert made(FRIDAY_AT_TEN, "1wd", calendar=calendar).due == at("2026-09-14T16:00")
    assert made(FRIDAY_AT_TEN, "8wh", calendar=calendar).due == at("2026-09-14T09:00")
    assert made("2026-09-14T16:30", "1wd", calendar=calendar).due == at("2026-09-16T16:00")


def test_a_small_office_that_opens_twice_a_week_counts_working_days_and_its_own_hours():
    tuesdays = Hours.by_day({1: [(time(10), time(13))], 3: [(time(10), time(13))]}, time(17))
    calendar = Calendar("England", ENGLAND.closed, hours=(HoursFrom(date.min, tuesdays),))
    assert made(FRIDAY_AT_TEN, "5wd", calendar=calendar).due == at("2026-09-18T17:00")
    assert made(FRIDAY_AT_TEN, "4wh", calendar=calendar).due == at("2026-09-17T11:00")


@pytest.mark.parametrize(
    "windows",
    [[], [(time(17), time(9))], [(time(9), time(13)), (time(12), time(17))], [(time(9), time(9))]],
)
def test_hours_that_cannot_be_are_refused(windows):
    with pytest.raises(NotHours):
        Hours.alike(windows, time(17))


@pytest.mark.parametrize("written", ["10wd", "8WH", " 24 h "])
def test_a_target_is_read_as_it_is_written(written):
    assert str(Target.parse(written)) == written.replace(" ", "").lower()


@pytest.mark.parametrize(
    "written", ["", "10", "wd", "-3wd", "1.5wd", "10 days", "0h", "0wh", "1001wd", "9999999wd", "٣wd"]
)
def test_what_is_no_target_is_refused(written):
    with pytest.raises(NotATarget):
        Target.parse(written)


def test_hours_that_elapse_can_never_be_paused():
    assert Target(Unit.ELAPSED_HOURS, 24, pausable=True).pausable is False
    assert Target(Unit.WORKING_DAYS, 1).pausable is True


def may(event: Event, *events: Event, target: str = "10wd") -> None:
    may_follow(received=at("2026-09-07T09:00"), events=events, event=event, target=Target.parse(target))


REPLIED = happened(Kind.REPLIED, "2026-09-08T10:00")


@pytest.mark.parametrize(
    ("event", "before", "target", "why"),
    [
        (happened(Kind.REPLIED, "2026-09-07T08:00"), [], "10wd", "before what is recorded"),
        (happened(Kind.SENT, "2026-09-08T09:00"), [REPLIED], "10wd", "before what is recorded"),
        (happened(Kind.REOPENED, "2026-09-08T10:00"), [], "10wd", "is open"),
        (happened(Kind.CLOSED, "2026-09-08T10:00"), [], "10wd", "no reply yet"),
        (happened(Kind.REPLIED, "2026-09-09T10:00"), [REPLIED], "10wd", "is over"),
        (paused("2026-09-08T10:00"), [], "24h", "cannot be paused"),
        (paused("2026-09-08T10:00", "a busy week"), [], "10wd", "only for a listed reason"),
        (paused("2026-09-09T10:00"), [paused("2026-09-08T10:00")], "10wd", "stands still already"),
        (happened(Kind.RESUMED, "2026-09-08T10:00"), [], "10wd", "running already"),
        (happened(Kind.RECLASSIFIED, "2026-09-08T10:00"), [], "10wd", "which target"),
    ],
)
def test_what_cannot_follow_is_refused_in_words(event, before, target, why):
    with pytest.raises(OutOfTurn, match=why):
        may(event, *before, target=target)


def test_what_can_follow_may():
    may(paused("2026-09-08T10:00"))
    may(paused("2026-09-09T10:00", PauseReason.COURT), paused("2026-09-08T10:00"))
    may(happened(Kind.RESUMED, "2026-09-09T10:00"), paused("2026-09-08T10:00"))
    may(happened(Kind.REOPENED, "2026-09-09T10:00"), REPLIED)
    may(happened(Kind.SENT, "2026-09-09T10:00"), REPLIED)


def test_beyond_the_years_whose_holidays_are_known_it_says_so():
    calendar = replace(ENGLAND, known_until=date(2026, 12, 31))
    assert made("2026-12-18T10:00", "5wd", calendar=calendar).warnings == ()
    assert made("2026-12-18T10:00", "10wd", calendar=calendar).warnings == (NOT_KNOWN_YET,)


def test_a_holiday_that_is_told_of_twice_was_known_from_the_first_time():
    twice = [
        happened(Kind.HOLIDAY_ADDED, f"2026-09-{day}T12:00", day=date(2026, 9, 10)) for day in ("09", "21")
    ]
    clock = made("2026-09-07T09:00", "5wd", *twice)
    assert clock.due == at("2026-09-15T17:00")
