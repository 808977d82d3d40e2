"""The ends of the scale, against our committed vector and against the search that found it."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from concordat.smallsample.clamps import TooFew, clamp, half_up, insiders, step

# Ours, found by an exhaustive search before this program was written: n = 5 to 200.
VECTOR = Path(__file__).with_name("clamp_table.csv")


def test_the_ends_are_those_of_the_committed_vector():
    with VECTOR.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["n"]) for row in rows] == list(range(5, 201))
    for row in rows:
        n = int(row["n"])
        ends = clamp(n=n)
        ours = (step(n=n), insiders(n=n), ends.at_most, ends.at_least)
        theirs = ("precision", "colluders_resisted", "show_as_at_most", "show_as_at_least")
        assert ours == tuple(Fraction(row[column]) for column in theirs), n


def test_the_ends_widen_with_the_number_of_answers_except_where_the_rule_grows_stricter():
    for n in range(5, 2_000):
        if n + 1 != 20:  # From 20 answers a second insider is resisted, and the steps are finer.
            assert clamp(n=n + 1).at_most <= clamp(n=n).at_most


def test_very_large_groups_may_be_seen_at_the_ends_of_the_scale():
    assert clamp(n=420).at_most == Fraction(11, 10)
    assert (clamp(n=421).at_most, clamp(n=421).at_least) == (1, 10)


@pytest.mark.parametrize(
    ("value", "to", "rounded"),
    [
        ("7.25", "0.5", "7.5"),
        ("7.24", "0.5", "7"),
        ("7.1", "0.2", "7.2"),
        ("7.65", "0.1", "7.7"),
        ("1.05", "0.1", "1.1"),
    ],
)
def test_the_middle_goes_up_where_floats_would_waver(value, to, rounded):
    assert half_up(Fraction(value), to=Fraction(to)) == Fraction(rounded)


def test_four_answers_have_no_score():
    with pytest.raises(TooFew, match="not 4"):
        clamp(n=4)
