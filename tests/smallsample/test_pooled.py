"""Pooled research figures against SciPy, statsmodels and pingouin, which the product does not need to run."""

import numpy as np
import pandas as pd
import pingouin
import pytest
from scipy import stats
from scipy.spatial.distance import cityblock
from statsmodels.stats.nonparametric import rank_compare_2indep
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.weightstats import DescrStatsW

from concordat.smallsample.cautions import Caution
from concordat.smallsample.pooled import (
    NotSample,
    cronbach_alpha,
    feldt_interval,
    rank_comparison,
    share_difference,
    total_variation,
    weighted_mean,
)
from concordat.smallsample.quantiles import f_quantile, t_two_sided


def ratings(seed, *sizes):
    chance = np.random.default_rng(seed)
    return [chance.integers(1 + place, 11 - place, size) for place, size in enumerate(sizes)]


@pytest.mark.parametrize(("seed", "sizes"), [(1, (9, 9)), (2, (25, 17)), (3, (44, 120)), (4, (500, 900))])
def test_ranks_compare_as_in_scipy_and_statsmodels(seed, sizes):
    first, second = ratings(seed, *sizes)
    ours = rank_comparison(first=first, second=second)
    theirs = stats.brunnermunzel(first, second)
    assert ours.statistic == pytest.approx(theirs.statistic, abs=1e-8)
    assert ours.p == pytest.approx(theirs.pvalue, abs=1e-8)
    also = rank_compare_2indep(first, second)
    assert ours.probability == pytest.approx(also.prob1, abs=1e-8)
    assert ours.df == pytest.approx(also.df, abs=1e-8)
    assert ours.delta == pytest.approx(2 * also.prob1 - 1, abs=1e-8)


def test_the_probability_is_that_of_all_pairs():
    first, second = ratings(5, 12, 7)
    pairs = [(one > other) + 0.5 * (one == other) for one in first for other in second]
    assert rank_comparison(first=first, second=second).probability == pytest.approx(np.mean(pairs), abs=1e-12)


def test_samples_that_do_not_overlap_have_a_probability_and_no_test():
    told = rank_comparison(first=[8, 9, 10], second=[1, 2, 3])
    assert (told.probability, told.delta, told.statistic, told.p) == (1.0, 1.0, None, None)


def one_factor(people, items):
    chance = np.random.default_rng(people)
    return np.clip(
        np.round(6 + chance.normal(0, 1.5, (people, 1)) + chance.normal(0, 1.5, (people, items))), 1, 10
    )


@pytest.mark.parametrize(("people", "items"), [(12, 5), (60, 2), (300, 34)])
def test_alpha_and_its_interval_are_those_of_pingouin_and_scipy(people, items):
    table = one_factor(people, items)
    ours = cronbach_alpha(ratings=table)
    alpha, interval = pingouin.cronbach_alpha(data=pd.DataFrame(table))
    assert ours.alpha == pytest.approx(alpha, abs=1e-8)
    assert [round(ours.low, 3), round(ours.high, 3)] == pytest.approx(list(interval))
    freedom = people - 1, (people - 1) * (items - 1)
    assert ours.low == pytest.approx(1 - (1 - alpha) * stats.f.ppf(0.975, *freedom), abs=1e-8)
    assert ours.high == pytest.approx(1 - (1 - alpha) * stats.f.ppf(0.025, *freedom), abs=1e-8)


def test_twelve_chairs_on_five_questions_give_a_wide_interval():
    """Auckland's local board chairs, 2012: alpha 0.85, interval 0.66 to 0.95 in our reference."""
    low, high = feldt_interval(alpha=0.8525, people=12, items=5)
    assert (round(low, 2), round(high, 2)) == (0.66, 0.95)


def test_reliability_below_fifty_people_carries_a_caution():
    assert cronbach_alpha(ratings=one_factor(49, 5)).cautions == (Caution.TOO_FEW_FOR_RESEARCH,)
    assert cronbach_alpha(ratings=one_factor(50, 5)).cautions == ()


@pytest.mark.parametrize("counts", [(7, 25, 1, 17), (0, 10, 0, 12), (10, 10, 0, 12), (56, 70, 48, 80)])
def test_differences_of_shares_are_newcombes(counts):
    first, of_first, second, of_second = counts
    ours = share_difference(first=first, of_first=of_first, second=second, of_second=of_second)
    low, high = confint_proportions_2indep(*counts, compare="diff", method="newcomb")
    assert (ours.low, ours.high) == (pytest.approx(low, abs=1e-8), pytest.approx(high, abs=1e-8))
    assert ours.estimate == pytest.approx(first / of_first - second / of_second, abs=1e-12)


def test_newcombes_own_example():
    """Newcombe (1998), table II, column (a): 56/70 less 48/80 is 0.2, from 0.0524 to 0.3339."""
    told = share_difference(first=56, of_first=70, second=48, of_second=80)
    assert (round(told.estimate, 4), round(told.low, 4), round(told.high, 4)) == (0.2, 0.0524, 0.3339)


def test_total_variation_is_half_the_city_block_distance_of_the_shares():
    first, second = np.array([3.0, 30, 11]), np.array([40.0, 45, 5])
    distance = cityblock(first / first.sum(), second / second.sum()) / 2
    assert total_variation(first=first, second=second) == pytest.approx(distance, abs=1e-8)
    assert total_variation(first=[1, 0], second=[0, 9]) == 1
    assert total_variation(first=[1, 2], second=[10, 20]) == pytest.approx(0)


def test_weighted_means_are_those_of_statsmodels():
    figures, weights = np.array([7.7, 6.2, 5.5]), np.array([44.0, 90, 17])
    theirs = DescrStatsW(figures, weights=weights).mean
    assert weighted_mean(values=figures, weights=weights) == pytest.approx(theirs, abs=1e-8)


@pytest.mark.parametrize("df1", [1, 2, 11, 99, 1_999])
@pytest.mark.parametrize("df2", [1, 4, 44, 396, 9_999])
@pytest.mark.parametrize("probability", [0.025, 0.5, 0.975])
def test_quantiles_of_f_are_those_of_scipy(probability, df1, df2):
    theirs = stats.f.ppf(probability, df1, df2)
    assert f_quantile(probability=probability, df1=df1, df2=df2) == pytest.approx(theirs, rel=1e-9)


@pytest.mark.parametrize("t", [0.0, 1e-6, 0.5, -1.96, 4.0, 30.0])
@pytest.mark.parametrize("df", [1, 2.5, 14.2, 120, 5_000])
def test_tails_of_t_are_those_of_scipy(t, df):
    assert t_two_sided(t=t, df=df) == pytest.approx(2 * stats.t.sf(abs(t), df), abs=1e-12, rel=1e-9)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: rank_comparison(first=[1], second=[1, 2]),
        lambda: rank_comparison(first=[1, float("nan")], second=[1, 2]),
        lambda: cronbach_alpha(ratings=[[1, 2]]),
        lambda: cronbach_alpha(ratings=[[1, 2], [1, 2]]),
        lambda: cronbach_alpha(ratings=[[1, 2], [1, float("nan")]]),
        lambda: share_difference(first=5, of_first=4, second=1, of_second=4),
        lambda: share_difference(first=0, of_first=0, second=1, of_second=4),
        lambda: total_variation(first=[1, 2], second=[1, 2, 3]),
        lambda: total_variation(first=[0, 0], second=[1, 2]),
        lambda: total_variation(first=[-1, 2], second=[1, 2]),
        lambda: weighted_mean(values=[1, 2], weights=[1]),
        lambda: weighted_mean(values=[1, 2], weights=[0, 0]),
    ],
)
def test_what_is_not_a_sample_is_refused(wrong):
    with pytest.raises(NotSample):
        wrong()
