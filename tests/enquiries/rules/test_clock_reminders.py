"""Reminders fall in opening hours; the councillor hears something every so many working days."""

from concordat.enquiries.rules.clock_reminders import To, When, keep_in_touch, reminders
from concordat.enquiries.rules.events import Kind
from tests.enquiries.rules.clocks import ENGLAND, at, happened, paused


def told(received: str, due: str) -> list[tuple[When, str]]:
    found = reminders(received=at(received), due=at(due), calendar=ENGLAND)
    return [(reminder.when, f"{reminder.at:%d %H:%M}") for reminder in found]


def test_before_at_and_after_in_their_order_and_to_whom():
    found = reminders(received=at("2026-12-07T10:00"), due=at("2026-12-16T17:00"), calendar=ENGLAND)
    assert [(each.when, each.to) for each in found] == [
        (When.BEFORE, To.HANDLER),
        (When.DUE, To.HANDLER),
        (When.OVERDUE, To.SUPERVISOR),
    ]
    assert [f"{each.at:%d %H:%M}" for each in found] == ["15 09:00", "16 17:00", "17 09:00"]


def test_what_was_due_at_christmas_is_reminded_of_before_and_after_it():
    assert told("2026-12-23T10:00", "2026-12-25T10:00") == [
        (When.BEFORE, "24 09:00"),
        (When.DUE, "24 17:00"),
        (When.OVERDUE, "29 09:00"),
    ]


def test_what_came_yesterday_evening_is_reminded_of_on_the_morning_of_the_due_day():
    assert told("2026-12-07T18:00", "2026-12-08T17:00")[0] == (When.BEFORE, "08 09:00")


def test_what_came_this_morning_needs_no_reminder_before_it_is_due():
    assert told("2026-12-08T10:00", "2026-12-08T17:00")[0] == (When.DUE, "08 17:00")


def test_hours_that_run_out_at_the_weekend_are_reminded_of_on_monday_if_they_began_there():
    assert told("2026-12-05T10:00", "2026-12-06T10:00") == [
        (When.DUE, "07 09:00"),
        (When.OVERDUE, "07 09:00"),
    ]


def test_silence_is_counted_from_the_last_message_the_councillor_could_see():
    def due(*events):
        return keep_in_touch(received=at("2026-09-07T10:00"), events=events, every=5, calendar=ENGLAND)

    assert due() == at("2026-09-14T17:00")
    assert due(happened(Kind.HOLDING_REPLY, "2026-09-09T10:00")) == at("2026-09-16T17:00")
    assert due(paused("2026-09-10T10:00")) == at("2026-09-17T17:00")  # it tells the councillor, too
    unseen = [
        happened(Kind.REASSIGNED, "2026-09-10T10:00", to="Housing"),
        happened(Kind.TRIAGED, "2026-09-10T11:00"),
    ]
    assert due(*unseen) == at("2026-09-14T17:00")
    replied = happened(Kind.REPLIED, "2026-09-10T10:00")
    assert due(replied) is None
    assert due(replied, happened(Kind.REOPENED, "2026-09-15T10:00")) == at("2026-09-22T17:00")
