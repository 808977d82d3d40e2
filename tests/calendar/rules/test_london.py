"""What people type is London's time; what is stored is UTC."""

from datetime import UTC, datetime

import pytest

from concordat.calendar.rules.london import NoSuchTime, NotATime, TwiceThatTime, read, read_day, stamp


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-07-01T10:00", "2026-07-01T09:00:00Z"),
        ("2026-12-01 10:00:30", "2026-12-01T10:00:30Z"),
        ("2026-12-01T10:00Z", "2026-12-01T10:00:00Z"),
        ("2026-07-01T10:00+05:30", "2026-07-01T04:30:00Z"),
        ("2026-10-25T01:30+01:00", "2026-10-25T00:30:00Z"),
        ("2026-03-29T01:00Z", "2026-03-29T01:00:00Z"),
        ("2026-03-29T02:00", "2026-03-29T01:00:00Z"),
        ("2026-03-29T00:59:59", "2026-03-29T00:59:59Z"),
    ],
)
def test_a_time_is_read(typed, meant):
    assert stamp(read(typed)) == meant


@pytest.mark.parametrize(
    "typed", ["", "today", "2026-12-01", "2026-13-01T10:00", "2026-12-01T24:01", "1850-01-01T10:00"]
)
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(NotATime):
        read(typed)


@pytest.mark.parametrize("typed", ["2026-03-29T01:00", "2026-03-29T01:30", "2027-03-28T01:59:59"])
def test_an_hour_that_was_left_out_is_refused_in_words(typed):
    with pytest.raises(NoSuchTime, match="the clocks went forward from 01:00 to 02:00"):
        read(typed)


def test_an_hour_that_came_twice_is_asked_about_with_both_readings():
    with pytest.raises(TwiceThatTime, match="2026-10-25T01:30\\+01:00 \\(before, BST\\)") as asked:
        read("2026-10-25T01:30")
    assert asked.value.readings == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize("typed", ["", "2026-2-1", "2026-02-30", "20260201", "1066-10-14"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(NotATime):
        read_day(typed)
