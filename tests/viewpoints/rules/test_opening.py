"""What stands before an opening, and how the number of sorts is told."""

from dataclasses import replace
from datetime import date

import pytest

from concordat.viewpoints.rules import opening
from concordat.viewpoints.rules.opening import Preparation

TODAY = date(2026, 10, 1)
READY = Preparation(
    chosen=12,
    grid=[[-1, 4], [0, 4], [1, 4]],
    instruction="Sort.",
    consent="Agree.",
    missing_cy=(),
    asked="roster",
    asked_now={"councillors": 6, "officers": 6},
    gone=(),
    researching=True,
    closes_on=date(2026, 10, 30),
    keep_until=date(2027, 4, 30),
)


def test_a_study_that_is_ready_has_nothing_before_it():
    assert opening.obstacles(READY, today=TODAY) == ()


@pytest.mark.parametrize(
    ("change", "page"),
    [
        ({"chosen": 5}, "statements"),
        ({"grid": []}, "grid"),
        ({"instruction": " "}, "wording"),
        ({"consent": ""}, "consent"),
        ({"missing_cy": (("questions", 1),)}, "questions"),
        ({"asked_now": {"councillors": 3}}, "asked"),
        ({"gone": ("Owen Pryce",)}, "asked"),
        ({"researching": False}, "change"),
        ({"closes_on": date(2026, 9, 30)}, "change"),
    ],
)
def test_each_thing_that_is_missing_stands_in_the_way_and_says_where_it_is_mended(change, page):
    [obstacle] = opening.obstacles(replace(READY, **change), today=TODAY)
    assert obstacle.page == page
    assert obstacle.words.endswith(".")


def test_nobody_need_be_named_where_there_is_an_open_link():
    by_link = replace(READY, asked="link", asked_now={})
    assert opening.obstacles(by_link, today=TODAY) == ()
    assert not any(each.page == "asked" for each in opening.advice(by_link))


def test_a_small_side_is_a_warning_and_no_obstacle():
    small = replace(READY, asked_now={"councillors": 6, "officers": 4})
    assert opening.obstacles(small, today=TODAY) == ()
    assert any("Only 4 officers are asked" in each.words for each in opening.advice(small))
    one = opening.small_sides({"councillors": 1})
    assert one[0].startswith("Only 1 councillor is asked.")
    assert one[1].startswith("No officers are asked")


def test_the_number_of_sorts_is_told_in_steps_until_the_study_closes():
    told = [opening.sorts_told(count, closed=False) for count in (0, 9, 10, 14, 15, 61)]
    assert told == [
        "fewer than 10",
        "fewer than 10",
        "at least 10",
        "at least 10",
        "at least 15",
        "at least 60",
    ]
    assert opening.sorts_told(14, closed=True) == "14"
