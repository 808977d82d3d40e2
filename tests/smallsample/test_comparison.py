from itertools import product
from math import hypot

import pytest
from scipy.spatial.distance import cityblock

from concordat.smallsample.cautions import Caution
from concordat.smallsample.comparison import (
    Verdict,
    blind_spot,
    dimension_score,
    gap_between,
    misjudgement,
    role_gap,
)
from concordat.smallsample.disclosure import (
    Cap,
    Suppression,
    release_bands,
    withheld_bands,
    withheld_mean,
)
from concordat.smallsample.margins import mean_margin
from concordat.smallsample.published import published_mean
from tests.smallsample.scores import score

COUNCILLORS = score(7.7, n=44, invited=60)
OFFICERS = score(6.2, n=90, invited=200)
NOT_SHOWN = withheld_mean(invited=9, why=Suppression.TOO_FEW_ANSWERS)


def test_a_gap_is_the_difference_of_what_was_released_with_both_margins():
    gap = gap_between(first=COUNCILLORS, second=OFFICERS)
    margin = hypot(mean_margin(n=44, population=60), mean_margin(n=90, population=200)) + 0.1
    assert (gap.gap, gap.margin) == (1.5, pytest.approx(margin))
    assert (gap.verdict, gap.at_least) == (Verdict.CLEAR_GAP, False)
    assert gap.cautions == (Caution.LOW_RESPONSE,)


def test_a_gap_is_told_in_the_order_that_was_asked_for():
    assert gap_between(first=OFFICERS, second=COUNCILLORS).gap == -1.5


@pytest.mark.parametrize(
    ("mean", "verdict"),
    [
        (6.9, Verdict.CLEAR_GAP),  # 0.8 apart, margin 0.64
        (7.2, Verdict.POSSIBLE_GAP),  # 0.5
        (7.4, Verdict.NOT_ENOUGH_EVIDENCE),  # 0.3
        (7.7, Verdict.NOT_ENOUGH_EVIDENCE),
        (8.5, Verdict.CLEAR_GAP),
    ],
)
def test_the_verdict_is_clear_beyond_the_margin_and_possible_beyond_half_of_it(mean, verdict):
    assert gap_between(first=COUNCILLORS, second=score(mean, n=90, invited=200)).verdict is verdict


def test_a_small_council_is_told_that_there_is_not_enough_evidence():
    """Nine on each side, of twenty: a gap of Northampton's size cannot be told from chance."""
    gap = gap_between(first=score(7.5, n=9, invited=20), second=score(6.5, n=9, invited=20))
    assert gap.gap == 1.0
    assert gap.verdict is Verdict.NOT_ENOUGH_EVIDENCE


def test_a_difference_equal_to_its_margin_is_not_yet_clear():
    """Both sides in full: only rounding is in doubt, half a tenth each, and so a tenth decides nothing."""
    gap = gap_between(first=score(7.0, n=30, invited=30), second=score(6.9, n=30, invited=30))
    assert gap.margin == pytest.approx(0.1)
    assert gap.verdict is Verdict.POSSIBLE_GAP


def test_without_both_scores_there_is_no_verdict():
    for first, second in ((COUNCILLORS, NOT_SHOWN), (NOT_SHOWN, OFFICERS), (NOT_SHOWN, NOT_SHOWN)):
        gap = gap_between(first=first, second=second)
        assert (gap.gap, gap.margin, gap.verdict) == (None, None, Verdict.NO_VERDICT)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (10, 6.2, (3.3, True)),  # 9.5 or above
        (6.2, 10, (-3.3, True)),
        (1, 6.2, (-4.7, True)),  # 1.5 or below
        (10, 1, (8.0, True)),
        (10, 10, (None, False)),
        (1, 1, (None, False)),
    ],
)
def test_a_limit_makes_the_gap_a_limit_or_leaves_it_open(first, second, told):
    gap = gap_between(first=score(first, n=44, invited=60), second=score(second, n=44, invited=60))
    assert (gap.gap, gap.at_least) == told
    assert Caution.CAPPED in gap.cautions


def test_a_limit_below_the_other_score_leaves_open_which_side_is_higher():
    """ "7.5 or above" of five people may lie on either side of 8.6."""
    gap = gap_between(first=score(10, n=5, invited=5), second=score(8.6, n=60, invited=60))
    assert (gap.gap, gap.verdict) == (None, Verdict.NOT_ENOUGH_EVIDENCE)


def test_a_limit_that_starts_at_the_other_score_is_no_gap_of_nought():
    gap = gap_between(first=score(10, n=44, invited=60), second=score(9.5, n=60, invited=60))
    assert (gap.gap, gap.at_least) == (None, False)


def test_a_published_score_without_numbers_has_a_gap_but_no_verdict():
    """Northampton 2019 printed 7.73 and 6.24, and no numbers of answers."""
    gap = gap_between(first=published_mean(shown="7.73"), second=published_mean(shown="6.24"))
    assert (gap.gap, gap.margin, gap.verdict) == (1.49, None, Verdict.NO_VERDICT)
    assert gap.cautions == (Caution.NOT_COMPUTED_BY_US, Caution.NUMBERS_NOT_STATED)


def test_a_blind_spot_is_above_nought_where_a_side_flatters_itself():
    assert blind_spot(own=COUNCILLORS, by_others=OFFICERS).gap == 1.5


def test_a_misjudgement_is_above_nought_where_a_side_hoped_for_better():
    assert misjudgement(predicted=COUNCILLORS, actual=OFFICERS).gap == 1.5


# Dimensions


def test_a_dimension_is_the_mean_of_its_released_scores():
    items = [score(mean, n=44, invited=60) for mean in (7.0, 7.5, 8.1)]
    released = dimension_score(items=items)
    assert (released.shown, released.value, released.n, released.invited) == ("7.5", 7.5, 44, 60)
    assert released.sampling == pytest.approx(mean_margin(n=44, population=60))
    assert released.rounding == pytest.approx(0.05 + 0.05)
    exact = (7.0 + 7.5 + 8.1) / 3
    assert released.low == pytest.approx(exact - released.sampling - released.rounding)
    assert released.high == pytest.approx(exact + released.sampling + released.rounding)


def test_a_dimension_claims_no_more_answers_than_its_weakest_question():
    released = dimension_score(items=[score(7, n=n, invited=60) for n in (44, 19, 30)])
    assert released.n == 19
    assert Caution.SMALL_GROUP in released.cautions


def test_a_question_that_is_not_shown_is_left_out_and_said_to_be():
    items = [score(6, n=9, invited=9), NOT_SHOWN, score(7, n=9, invited=9)]
    released = dimension_score(items=items)
    assert released.value == 6.5
    assert Caution.SOME_NOT_SHOWN in released.cautions
    assert dimension_score(items=[NOT_SHOWN, NOT_SHOWN]) == NOT_SHOWN


def test_a_dimension_with_a_limit_is_a_limit_rounded_outwards():
    high = dimension_score(items=[score(mean, n=44, invited=60) for mean in (10, 7.0, 7.1)])
    assert (high.shown, high.capped, high.value) == ("7.8 or above", Cap.AT_LEAST, 7.8)  # 23.6 / 3
    low = dimension_score(items=[score(mean, n=44, invited=60) for mean in (1, 7.0, 7.1)])
    assert (low.shown, low.capped, low.value) == ("5.2 or below", Cap.AT_MOST, 5.2)  # 15.6 / 3
    assert low.low == pytest.approx(15.1 / 3 - low.sampling - low.rounding)


def test_limits_both_ways_leave_a_range_and_no_number():
    released = dimension_score(items=[score(mean, n=44, invited=60) for mean in (1, 10)])
    assert (released.shown, released.value, released.suppressed) == ("between 5.2 and 5.8", None, None)
    assert gap_between(first=released, second=OFFICERS).verdict is Verdict.NO_VERDICT


def test_a_dimension_is_of_one_roster():
    with pytest.raises(ValueError, match="one roster"):
        dimension_score(items=[COUNCILLORS, OFFICERS])
    with pytest.raises(ValueError, match="one roster"):
        dimension_score(items=[])


# Roles


def bands(*tally, invited=200):
    return release_bands(counts=tally, invited=invited)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ((0, 0, 44), (90, 0, 0)),
        ((2, 30, 12), (30, 40, 20)),
        ((10, 10, 10), (10, 10, 10)),
        ((5, 4, 3), (3, 4, 5)),
        ((1, 8, 1), (8, 1, 1)),
        ((0, 5, 5), (0, 0, 40)),
    ],
)
def test_the_role_gap_encloses_every_distance_that_the_bands_leave_open(ours, theirs):
    first, second = bands(*ours), bands(*theirs)
    gap = role_gap(first=[first], second=[second])
    open_to_us, open_to_them = (
        [tally for tally in product(*(range(b.low, b.high + 1) for b in side.bands)) if sum(tally) == side.n]
        for side in (first, second)
    )
    distances = [
        cityblock([c / first.n for c in one], [c / second.n for c in other]) / 2
        for one in open_to_us
        for other in open_to_them
    ]
    assert gap.low <= min(distances) + 1e-8
    assert gap.low == pytest.approx(min(distances), abs=1.5 / min(first.n, second.n))
    assert gap.high == pytest.approx(max(distances), abs=1e-8)


def test_the_role_gap_is_averaged_over_the_tasks_that_both_sides_are_shown_for():
    apart = role_gap(first=[bands(0, 0, 44)], second=[bands(90, 0, 0)])
    alike = role_gap(first=[bands(44, 0, 0)], second=[bands(90, 0, 0)])
    hidden = withheld_bands(invited=9, why=Suppression.TOO_FEW_ANSWERS)
    both = role_gap(
        first=[bands(0, 0, 44), bands(44, 0, 0), hidden],
        second=[bands(90, 0, 0), bands(90, 0, 0), bands(90, 0, 0)],
    )
    assert both.tasks == 2
    assert both.low == pytest.approx((apart.low + alike.low) / 2)
    assert both.high == pytest.approx((apart.high + alike.high) / 2)
    assert Caution.SOME_NOT_SHOWN in both.cautions
    assert Caution.UNCERTAIN_BANDS in both.cautions


def test_with_no_task_shown_for_both_there_is_no_role_gap():
    hidden = withheld_bands(invited=9, why=Suppression.TOO_FEW_ANSWERS)
    gap = role_gap(first=[hidden], second=[bands(90, 0, 0)])
    assert (gap.low, gap.high, gap.tasks) == (None, None, 0)


def test_both_sides_sort_the_same_tasks():
    with pytest.raises(ValueError, match="no pairs"):
        role_gap(first=[bands(5, 5, 5)], second=[])
