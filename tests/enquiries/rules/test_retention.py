"""How long words are kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.enquiries.rules.retention import LONGEST, erased_on, last_closed_on, spared_until


@pytest.mark.parametrize(
    ("closed", "months", "erased"),
    [
        (date(2026, 9, 21), 24, date(2028, 9, 22)),
        (date(2026, 12, 31), 2, date(2027, 3, 1)),  # the last day of February is still within
        (date(2027, 12, 31), 2, date(2028, 3, 1)),
        (date(2028, 2, 29), 12, date(2029, 3, 1)),
        (date(2026, 12, 1), 1, date(2027, 1, 2)),
    ],
)
def test_words_are_kept_for_whole_months_and_the_day(closed, months, erased):
    assert erased_on(closed, months=months) == erased


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, LONGEST))
def test_the_last_day_that_is_no_longer_kept_is_the_last(today, months):
    last = last_closed_on(today, months=months)
    assert erased_on(last, months=months) <= today < erased_on(last + timedelta(days=1), months=months)


def test_a_period_of_even_handedness_spares_what_was_received_in_it():
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert spared_until([date(2026, 3, 1)], periods=[year]) == date(2026, 12, 31)
    assert spared_until([date(2025, 3, 1), date(2026, 1, 1)], periods=[year]) == date(2026, 12, 31)
    assert spared_until([date(2027, 1, 1)], periods=[year]) is None
