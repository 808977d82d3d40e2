"""Giving councillors the other group's name: all ways and some, beside SciPy and the formula worked anew."""

from dataclasses import replace
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from concordat.smallsample.labelling import from_seed, labellings, p_value
from concordat.smallsample.mantel_haenszel import of_tally
from concordat.smallsample.permuted_difference import permuted_difference
from concordat.smallsample.samples import NotComparable, Tally, tally
from tests.smallsample.enquiries import EXPECTED, made, worked


def found_in(data, *, seed=1, draws=9_999):
    counted = tally(**data)
    labelled = labellings(second=counted.second, rng=from_seed(seed), draws=draws)
    return permuted_difference(counted=counted, labelled=labelled)


def test_the_worked_data_set_is_reproduced():
    found = found_in(worked().counted)
    assert found.whole
    assert len(found.difference) == 792
    assert found.p() == pytest.approx(EXPECTED["permutation_p_share"], abs=1e-6)
    assert found.interval() == pytest.approx(EXPECTED["permutation_interval_95"], abs=5e-4)
    assert found.interval(level=0.9) == pytest.approx(EXPECTED["permutation_interval_90"], abs=5e-4)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("shift", [0.0, 0.07, -0.2])
def test_every_labelling_has_the_statistic_that_working_it_out_anew_gives(seed, shift):
    counted = tally(**made(seed, sizes=(4, 3), enquiries=90, strata=12).counted)
    labelled = labellings(second=counted.second, rng=from_seed(1))
    found = permuted_difference(counted=counted, labelled=labelled)
    moved = np.where(counted.second[:, None], shift, 0.0)
    total = counted.total - moved * counted.n
    square = counted.square - 2 * moved * counted.total + moved**2 * counted.n
    own = of_tally(Tally(counted.n, total, square, counted.second))
    anew = [of_tally(Tally(counted.n, total, square, second)) for second in labelled.second]
    as_far = sum(abs(each.difference / each.se) >= abs(own.difference / own.se) - 1e-9 for each in anew)
    assert found.p(shift=shift) == pytest.approx(as_far / comb(7, 3), abs=1e-12)


def test_all_labellings_give_the_p_value_of_scipy():
    """One enquiry kind and one enquiry each: then the statistic is Welch's."""
    chance = np.random.default_rng(3)
    first, second = chance.normal(0, 1, 6), chance.normal(0.8, 2, 5)
    values = np.concatenate([first, second])
    data = {
        "outcome": values,
        "second": np.arange(11) >= 6,
        "stratum": np.zeros(11, int),
        "cluster": np.arange(11),
    }
    theirs = stats.permutation_test(
        (first, second),
        lambda a, b: abs(stats.ttest_ind(a, b, equal_var=False).statistic),
        n_resamples=np.inf,
        alternative="greater",
        vectorized=False,
    )
    assert found_in(data).p() == pytest.approx(theirs.pvalue, abs=1e-12)


@pytest.mark.parametrize(
    ("sizes", "whole"), [((7, 5), True), ((26, 2), True), ((26, 3), True), ((26, 14), False)]
)
def test_all_labellings_are_gone_through_if_there_are_not_too_many(sizes, whole):
    second = np.arange(sum(sizes)) >= sizes[0]
    labelled = labellings(second=second, rng=from_seed(1))
    assert labelled.whole is whole
    assert len(labelled) == (comb(sum(sizes), sizes[1]) if whole else 9_999)
    assert set(labelled.second.sum(axis=1).tolist()) == {sizes[1]}
    if whole:
        assert len(np.unique(labelled.second, axis=0)) == len(labelled)
        assert (labelled.second == second).all(axis=1).any()


def test_every_councillor_is_drawn_equally_often():
    labelled = labellings(second=np.arange(40) >= 26, rng=from_seed(4), draws=20_000)
    assert labelled.second.mean(axis=0) == pytest.approx(np.full(40, 14 / 40), abs=0.02)


def test_a_drawn_p_value_counts_the_observed_labelling_too():
    assert p_value(statistics=np.array([0.1, -2.0, 3.0]), observed=2.0, whole=False) == 3 / 4
    assert p_value(statistics=np.array([0.1, -2.0, 3.0]), observed=2.0, whole=True) == 2 / 3
    assert p_value(statistics=np.zeros(9), observed=1.0, whole=False) == 1 / 10


def test_one_group_cannot_be_labelled_anew():
    with pytest.raises(NotComparable):
        labellings(second=np.ones(4, bool), rng=from_seed(1))


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10_000))
def test_calling_the_groups_the_other_way_round_mirrors_the_interval_exactly(seed):
    data = made(seed, sizes=(14, 9), enquiries=120).counted
    one = found_in(data, draws=199)
    other = found_in(data | {"second": ~data["second"]}, draws=199)
    assert one.p() == other.p()
    low, high = one.interval()
    assert other.interval() == pytest.approx((-high, -low), abs=1e-6)


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10_000), shift=st.floats(-0.3, 0.3))
def test_moving_one_group_moves_its_interval_as_far(seed, shift):
    data = made(seed, sizes=(8, 6), enquiries=120).counted
    moved = data | {"outcome": data["outcome"] + shift * data["second"]}
    before, after = (replace(found_in(each, draws=199), limit=9.0) for each in (data, moved))
    assert after.interval() == pytest.approx([end + shift for end in before.interval()], abs=1e-6)


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10_000))
def test_interval_and_p_value_never_contradict_each_other(seed):
    found = found_in(made(seed, sizes=(8, 6), enquiries=100, gap=0.5).counted, draws=199)
    for level in (0.9, 0.95):
        low, high = found.interval(level=level)
        assert low <= found.observed.difference <= high
        assert (low <= 0 <= high) == (found.p() >= 1 - level)
    assert found.interval()[0] <= found.interval(level=0.9)[0]
    assert found.interval()[1] >= found.interval(level=0.9)[1]


def test_never_in_ten_times_is_less_sure_than_never_in_a_thousand():
    def width(each):
        who = np.repeat(np.arange(10), each)
        data = {
            "outcome": np.ones(10 * each),
            "second": who >= 5,
            "stratum": np.zeros(10 * each, int),
            "cluster": who,
        }
        low, high = found_in(data).interval()
        return high - low

    assert width(2) == pytest.approx(2 * 3.8415 / 13.8415, abs=1e-4)
    assert width(200) < 0.01


def test_an_interval_of_shares_stays_between_minus_one_and_one():
    data = made(2, sizes=(2, 2), enquiries=12, strata=1).counted
    low, high = found_in(data).interval()
    assert -1 <= low <= high <= 1


def test_the_same_seed_gives_the_same_and_another_seed_nearly():
    data = made(5, sizes=(20, 12), enquiries=300).counted
    assert found_in(data, seed=7).p() == found_in(data, seed=7).p()
    assert found_in(data, seed=7).p() == pytest.approx(found_in(data, seed=8).p(), abs=0.03)
