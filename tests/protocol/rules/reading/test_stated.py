"""Dates as exactly as they are stated, and no others."""

import pytest

from concordat.protocol.rules.reading import stated
from tests.protocol.rules.reading.trees_as_text import of_text


@pytest.mark.parametrize(
    ("words", "value", "precision"),
    [
        ("Adopted: 16th December 2021", "2021-12-16", "day"),
        ("ADOPTED BY COUNCIL 20 AUGUST 2018", "2018-08-20", "day"),
        ("Adopted on 2023-05-03", "2023-05-03", "day"),
        ("Approved March 4, 2020", "2020-03-04", "day"),
        ("Adopted October 2024", "2024-10", "month"),
        ("Adopted in 2019", "2019", "year"),
        ("Mabwysiadwyd 1 Mawrth 2022", "2022-03-01", "day"),
    ],
)
def test_an_adoption_is_as_exact_as_its_words(words, value, precision):
    found = stated.adoption(words)
    assert found is not None
    assert (found.value, found.precision) == (value, precision)


@pytest.mark.parametrize(
    ("words", "value", "precision"),
    [
        ("Review Date: December 2026", "2026-12", "month"),
        ("Next review due 1 May 2027", "2027-05-01", "day"),
        ("This protocol will be reviewed annually.", "annually", "cycle"),
        ("To be reviewed every four years", "every four years", "cycle"),
        ("Review: 2019", "2019", "year"),
    ],
)
def test_a_review_is_a_date_or_a_cycle(words, value, precision):
    found = stated.review(words)
    assert found is not None
    assert (found.value, found.precision) == (value, precision)


@pytest.mark.parametrize(
    "words",
    [
        "Last updated 4 January 2022, version 3",
        "Last reviewed 30th April 2024",
        "the code adopted by the Council",
    ],
)
def test_what_is_past_or_undated_is_no_adoption(words):
    assert stated.adoption(words) is None
    assert stated.review(words) is None


def test_the_review_of_something_else_is_not_the_review_of_this_text():
    text = """Protocol on Working Together

1. Money
1.1 Financial regulations shall be reviewed at least annually for fitness of purpose.
"""
    assert of_text(text).review is None
