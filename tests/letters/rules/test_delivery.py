from datetime import UTC, datetime, timedelta

import pytest

from concordat.letters.rules import delivery

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tries", "minutes"), [(1, 1), (2, 5), (3, 30), (4, 120), (5, 720), (6, 24 * 60), (7, 36 * 60)]
)
def test_each_wait_is_longer_than_the_last(tries, minutes):
    assert delivery.next_try(tries=tries, at=NOON) == NOON + timedelta(minutes=minutes)


def test_after_three_days_there_is_no_sense_in_it():
    assert delivery.next_try(tries=8, at=NOON) is None
    assert timedelta(days=3) <= sum(delivery.WAITS, timedelta()) <= timedelta(days=4)


def test_a_handful_is_done_before_anyone_else_may_take_it_up():
    assert timedelta(seconds=15) * 50 < delivery.IN_HAND
