"""What both sides are asked to talk about: made of released figures, and taking no side."""

import re

import pytest

from concordat.surveys.rules.discussing import to_discuss
from concordat.surveys.rules.instrument import SHORT_FORM
from concordat.surveys.rules.release import Atom
from tests.surveys.rules.counted import COUNCILLORS, OFFICERS, counts, ratings, released

TINY = (Atom("councillors", "councillors", 4, 4), Atom("officers", "officers", 2, 2))
ALIKE = {"councillors": 7, "officers": 7}


@pytest.mark.parametrize(
    "release",
    [released(), released(items=SHORT_FORM), released(around=ALIKE), released(*TINY)],
    ids=["whole", "short", "alike", "tiny"],
)
def test_there_are_three_to_five_questions_and_each_asks(release):
    asked = to_discuss(release)
    assert 3 <= len(asked) <= 5
    assert all("?" in question for question in asked)
    assert len(set(asked)) == len(asked)


def test_the_overall_scores_come_first_and_then_the_widest_gap():
    told = counts((COUNCILLORS, OFFICERS), around={"councillors": 8, "officers": 7})
    told["officers", "A3"] = ratings(120, around=3)
    overall, widest, *_more = to_discuss(released(counts=told))
    assert overall.startswith("Councillors rate the working relationship 8.0 out of 10, officers 7.0.")
    assert widest.startswith("“Saying what needs saying”: councillors say 8.0, officers 3.0.")


def test_where_nothing_may_be_shown_no_figure_is_named():
    assert not re.search(r"\d", " ".join(to_discuss(released(*TINY))))


def test_where_the_sides_agree_nobody_is_told_that_they_differ():
    first = to_discuss(released(around=ALIKE, items=SHORT_FORM))[0]
    assert "no clear difference" in first


@pytest.mark.parametrize("blame", ["should", "fail", "blame", "fault", "wrong", "must", "problem"])
def test_no_question_takes_a_side(blame):
    told = " ".join(to_discuss(released()))
    assert not re.search(rf"\b{blame}", told, re.IGNORECASE)
