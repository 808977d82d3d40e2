"""Flags by every rule, and the words for how they came about."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from concordat.qmethod.cautions import About
from concordat.qmethod.flagging import CRITICAL, Change, Flagging, Rule, by_hand, cautions, described, flags
from concordat.qmethod.study import Refused

N = 36  # 1.96/√36 = .3267
LOADINGS = np.array([[0.60, 0.20], [0.50, 0.55], [0.32, 0.05], [0.33, -0.05], [0.50, 0.50], [-0.70, 0.10]])


def flagged(flagging=None, loadings=LOADINGS, statements=N):
    return flags(loadings=loadings, statements=statements, flagging=flagging).astype(int).tolist()


def test_a_flag_needs_a_significant_loading_that_outweighs_all_others():
    assert flagged() == [[1, 0], [0, 1], [0, 0], [1, 0], [0, 0], [1, 0]]


def test_both_conditions_are_strict():
    at_the_limit = np.array([[1.96 / 6, 0.0], [np.nextafter(1.96 / 6, 1), 0.0]])
    assert flagged(loadings=at_the_limit) == [[0, 0], [1, 0]]


def test_without_the_majority_a_sort_may_be_flagged_twice():
    assert flagged(Flagging(majority=False)) == [[1, 0], [1, 1], [0, 0], [1, 0], [1, 1], [1, 0]]


def test_the_majority_alone_asks_for_no_level():
    assert flagged(Flagging(rule=Rule.MAJORITY_ALONE)) == [[1, 0], [0, 1], [1, 0], [1, 0], [0, 0], [1, 0]]


def test_qfactor_asks_for_two_standard_errors_and_half_of_the_communality():
    # 2/√36 = .3333, and .50 beside .50 is just half of h².
    assert flagged(Flagging(rule=Rule.QFACTOR)) == [[1, 0], [0, 1], [0, 0], [0, 0], [1, 1], [1, 0]]


def test_by_hand_nothing_is_flagged_by_itself():
    assert not np.any(flagged(Flagging(rule="by hand")))


def test_a_stricter_level_flags_no_more():
    counts = [np.sum(flagged(Flagging(level=level))) for level in CRITICAL]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_the_nine_levels_are_those_of_kade_and_others_those_of_the_normal_distribution():
    for level, critical in CRITICAL.items():
        assert critical == pytest.approx(norm.isf(level / 2), abs=0.01)
        assert Flagging(level=level).critical == critical
    assert Flagging(level=0.03).critical == pytest.approx(norm.isf(0.015))


@pytest.mark.parametrize("level", [0, 1, -0.1, float("nan"), "5"])
def test_a_level_that_is_no_probability_is_refused(level):
    with pytest.raises(Refused, match="The level of flagging must lie between 0 and 1"):
        Flagging(level=level)


@given(st.lists(st.lists(st.floats(-0.99, 0.99), min_size=3, max_size=3), min_size=1, max_size=6))
def test_with_the_majority_nobody_is_flagged_twice_and_signs_do_not_matter(rows):
    loadings = np.array(rows)
    found = flags(loadings=loadings, statements=40)
    assert found.sum(axis=1).max() <= 1
    assert (flags(loadings=-loadings, statements=40) == found).all()


def test_flags_by_hand_come_in_order_and_leave_the_automatic_ones_as_they_were():
    automatic = flags(loadings=LOADINGS, statements=N)
    changed = by_hand(
        flags=automatic,
        changes=[Change(0, 0, False), Change(4, 1, True), Change(0, 0, True), Change(3, 0, False)],
    )
    assert changed.astype(int).tolist() == [[1, 0], [0, 1], [0, 0], [0, 0], [0, 1], [1, 0]]
    assert automatic[3, 0]
    told = {"participants": tuple("ABCDEF"), "names": ("1", "2")}
    words = described(automatic=automatic, final=changed, rule=Flagging(), **told)
    assert words == "automatic, changed: D off factor 1, E on factor 2"
    assert described(automatic=automatic, final=automatic, rule=Flagging(), **told) == "automatic"
    by_hand_alone = Flagging(rule=Rule.BY_HAND)
    assert described(automatic=automatic, final=changed, rule=by_hand_alone, **told) == "manual"


def test_flags_on_two_factors_no_flag_and_one_flag_are_said():
    table = np.array([[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1]], dtype=bool)
    told = {caution.about: caution for caution in cautions(flags=table, participants=("P1", "P2", "P3"))}
    assert told[About.FLAGGED_TWICE].participants == ("P1",)
    assert told[About.NO_FLAG].factors == (3,)
    assert told[About.ONE_FLAG].factors == (4,)
    assert told[About.ONE_FLAG].participants == ("P3",)
    assert "Only P3 is flagged on factor 4" in told[About.ONE_FLAG].sentence
