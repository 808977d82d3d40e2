"""Sorts on paper and from elsewhere: what is missing, double or over-full is said."""

import pytest

from concordat.qmethod.study import Sort, Statement, Study
from concordat.viewpoints.rules import as_laid, elsewhere
from concordat.viewpoints.rules.as_laid import Slip
from concordat.viewpoints.rules.draft import Plan
from concordat.viewpoints.rules.elsewhere import DoesNotFit
from concordat.viewpoints.rules.stages import Side

PLAN = Plan(cards=("a", "b", "c", "d", "e", "f", "g"), grid=((-1, 2), (0, 3), (1, 2)), questions=("q1",))


def test_a_sort_is_read_column_by_column():
    places, slips = as_laid.read({-1: "2 6", 0: "3, 4,7", 1: "1;5"}, PLAN)
    assert slips == ()
    assert places == {"b": -1, "f": -1, "c": 0, "d": 0, "g": 0, "a": 1, "e": 1}


def test_missing_double_unknown_and_over_full_are_all_told_at_once():
    _places, slips = as_laid.read({-1: "2 6 1", 0: "3 99 x4", 1: "1 5"}, PLAN)
    assert set(slips) == {
        Slip("unreadable", ("x4",), 0),
        Slip("unknown", ("99",), 0),
        Slip("twice", ("1",)),
        Slip("missing", ("4", "7")),
        Slip("over", (), -1, 1),
        Slip("short", (), 0, 2),
        Slip("short", (), 1, 1),
    }


def test_a_free_sort_may_fill_its_columns_as_it_likes():
    free = Plan(cards=PLAN.cards, grid=PLAN.grid, forced=False)
    places, slips = as_laid.read({-1: "1 2 3 4 5 6 7"}, free)
    assert (set(places.values()), slips) == ({-1}, ())


def test_comments_are_read_a_line_for_each_card():
    said, slips = as_laid.comments("1: Said so often\n\n7) Not here\n1: and again\nhm\n12: x", PLAN)
    assert said == {"a": "Said so often and again", "g": "Not here"}
    assert slips == (Slip("unreadable", ("hm",)), Slip("unknown", ("12",)))


SAID = {"s1": " why ", "zz": "no"}
ANSWERS = {"q1": "y", "x": "z"}


def a_study(*rows, ids=("s1", "s2", "s3", "s4", "s5", "s6", "s7"), **facts):
    return Study(
        statements=tuple(Statement(each) for each in ids),
        sorts=tuple(
            Sort(f"X{n}", tuple(row), facts=facts, comments=SAID, answers=ANSWERS)
            for n, row in enumerate(rows)
        ),
    )  # fmt: skip


GOOD = (-1, -1, 0, 0, 0, 1, 1)


def test_statements_are_matched_by_key_or_by_number():
    by_number = elsewhere.fitted(a_study(GOOD), PLAN)[0]
    by_key = elsewhere.fitted(a_study(GOOD, ids=PLAN.cards), PLAN)[0]
    assert dict(by_number.values) == dict(by_key.values) == dict(zip(PLAN.cards, GOOD, strict=True))
    assert (by_number.comments, by_number.answers, by_number.wrong) == ({"a": "why"}, {"q1": "y"}, ())


def test_a_file_of_another_study_is_refused_as_a_whole():
    with pytest.raises(DoesNotFit, match="6 statements"):
        elsewhere.fitted(a_study(GOOD[:6], ids=("s1", "s2", "s3", "s4", "s5", "s6")), PLAN)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ((-1, -1, 0, 0, None, 1, 1), "no value for card 5"),
        ((-1, -1, 0, 0, 2, 1, 1), "a value that the grid does not have for card 5"),
        ((-1, -1, 0, 0, 0.5, 1, 1), "a value that the grid does not have for card 5"),
        ((-1, -1, -1, 0, 0, 1, 1), "its columns are not as full as the grid says"),
    ],
)
def test_a_sort_that_does_not_fit_says_why(row, why):
    assert elsewhere.fitted(a_study(row), PLAN)[0].wrong == (why,)


def test_the_same_sort_twice_is_told():
    present = [dict(zip(PLAN.cards, GOOD, strict=True))]
    assert elsewhere.fitted(a_study(GOOD), PLAN, present=present)[0].wrong == (
        "the same sort is there already",
    )
    assert [bool(found.wrong) for found in elsewhere.fitted(a_study(GOOD, GOOD), PLAN)] == [False, True]


def test_the_side_is_as_the_file_says_or_as_whoever_reads_it_in():
    assert elsewhere.fitted(a_study(GOOD, group="Officer"), PLAN)[0].side is Side.OFFICERS
    assert elsewhere.fitted(a_study(GOOD), PLAN)[0].side is Side.NEITHER
    assert elsewhere.fitted(a_study(GOOD), PLAN, side=Side.COUNCILLORS)[0].side is Side.COUNCILLORS
