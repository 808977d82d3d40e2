from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.calendar.rules import working_days
from concordat.calendar.rules.bank_holidays import bank_holidays

EASTER_2026 = {date(2026, 4, 3), date(2026, 4, 6)}
SHUTDOWN_2026 = {date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
        (date(2026, 3, 2), 1, date(2026, 3, 3)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),  # over a weekend
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # from a Saturday
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Easter
    ],
)
def test_so_many_working_days_later(start, days, end):
    assert working_days.after(start, days=days, closed=EASTER_2026) == end


# From Concordat's own clock vectors, each worked out there by two independent methods. A clock that begins on
# a day when nobody works counts from the next working day.
@pytest.mark.parametrize(
    ("nation", "received", "days", "due", "shut"),
    [
        ("England", date(2026, 9, 7), 10, date(2026, 9, 21), set()),
        ("Wales", date(2026, 9, 13), 5, date(2026, 9, 21), set()),  # a Sunday
        ("England", date(2026, 12, 18), 10, date(2027, 1, 6), set()),
        ("Scotland", date(2026, 12, 18), 10, date(2027, 1, 7), set()),
        ("England", date(2026, 12, 18), 10, date(2027, 1, 11), SHUTDOWN_2026),
        ("England", date(2026, 12, 25), 5, date(2027, 1, 6), set()),  # Christmas Day
        ("Scotland", date(2027, 12, 30), 5, date(2028, 1, 10), set()),
        ("England", date(2027, 12, 30), 5, date(2028, 1, 7), set()),
        ("Scotland", date(2026, 6, 11), 5, date(2026, 6, 19), set()),  # the World Cup
        ("Northern Ireland", date(2026, 6, 11), 5, date(2026, 6, 18), set()),
        ("England", date(2027, 3, 24), 5, date(2027, 4, 2), set()),  # Easter
        ("Scotland", date(2026, 8, 27), 5, date(2026, 9, 3), set()),
        ("Northern Ireland", date(2026, 7, 9), 3, date(2026, 7, 15), set()),
        ("Northern Ireland", date(2023, 5, 4), 5, date(2023, 5, 12), set()),  # the coronation
        ("England", date(2022, 5, 27), 5, date(2022, 6, 7), set()),  # the jubilee
    ],
)
def test_the_clock_vectors(nation, received, days, due, shut):
    closed = shut | set(bank_holidays(nation=nation, years=range(received.year, received.year + 2)))
    day_nought = working_days.on_or_after(received, closed=closed)
    assert working_days.after(day_nought, days=days, closed=closed) == due


any_day = st.dates(date(2022, 1, 1), date(2030, 1, 1))


@given(start=any_day, days=st.integers(0, 60), closed=st.frozensets(any_day, max_size=40))
def test_counting_back_gives_the_days_that_were_counted_forward(start, days, closed):
    end = working_days.after(start, days=days, closed=closed)
    assert working_days.between(start, end, closed=closed) == days


@given(end=any_day, days=st.integers(0, 60), closed=st.frozensets(any_day, max_size=40))
def test_before_undoes_after(end, days, closed):
    end = working_days.on_or_after(end, closed=closed)
    start = working_days.before(end, days=days, closed=closed)
    assert working_days.after(start, days=days, closed=closed) == end


def test_nothing_lies_between_a_day_and_an_earlier_one():
    assert working_days.between(date(2026, 3, 9), date(2026, 3, 2), closed=set()) == 0


@pytest.mark.parametrize("count", [working_days.after, working_days.before])
def test_a_promise_cannot_fall_due_before_it_is_made(count):
    with pytest.raises(ValueError, match="not -1 of them"):
        count(date(2026, 3, 2), days=-1, closed=set())
