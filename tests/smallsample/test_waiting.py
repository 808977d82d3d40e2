"""Curves, means and tests of waiting times, beside lifelines, statsmodels and the worked data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter, NelsonAalenFitter
from lifelines.utils import restricted_mean_survival_time
from scipy import stats
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from concordat.smallsample.kaplan_meier import kaplan_meier
from concordat.smallsample.labelling import from_seed, labellings
from concordat.smallsample.log_rank import log_rank, residual_test, residuals_of_clusters
from concordat.smallsample.nelson_aalen import at_risk, martingale_residuals
from concordat.smallsample.quantiles import chi_square_above, t_quantile
from concordat.smallsample.samples import NotComparable, tally
from tests.smallsample.enquiries import EXPECTED, made, worked


def test_the_worked_data_set_is_reproduced():
    data = worked()
    residuals = residuals_of_clusters(
        time=data.time, event=data.event, stratum=data.stratum, cluster=data.cluster
    )
    assert residuals.total == pytest.approx(EXPECTED["residual_sum_by_councillor"], abs=1e-6)
    second = tally(outcome=data.time, second=data.second, stratum=data.stratum, cluster=data.cluster).second
    labelled = labellings(second=second, rng=from_seed(1))
    tested = residual_test(residuals=residuals, second=second, labelled=labelled)
    assert tested.z == pytest.approx(EXPECTED["studentised_residual_statistic"], abs=1e-6)
    assert tested.p == pytest.approx(EXPECTED["permutation_p_time"], abs=1e-6)
    ordinary = log_rank(time=data.time, event=data.event, group=data.second, stratum=data.stratum)
    assert ordinary.excess[1] == pytest.approx(EXPECTED["log_rank_observed_minus_expected_B"], abs=1e-6)
    assert ordinary.chi_square == pytest.approx(EXPECTED["stratified_log_rank_chi2"], abs=1e-6)
    assert ordinary.p == pytest.approx(
        EXPECTED["stratified_log_rank_p_if_enquiries_were_independent"], abs=1e-6
    )
    means = [
        kaplan_meier(time=data.time[side], event=data.event[side]).restricted_mean(horizon=20)
        for side in (~data.second, data.second)
    ]
    assert means == pytest.approx([EXPECTED["rmst_20"][group] for group in "AB"], abs=1e-6)
    assert means[1] - means[0] == pytest.approx(EXPECTED["rmst_difference"], abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_the_curve_is_that_of_lifelines_and_its_error_that_of_statsmodels(seed):
    data = made(seed)
    ours = kaplan_meier(time=data.time, event=data.event)
    theirs = KaplanMeierFitter().fit(data.time, data.event)
    assert ours.share == pytest.approx(theirs.predict(ours.time).to_numpy(), abs=1e-8)
    other = SurvfuncRight(data.time, data.event)
    at_events = np.isin(ours.time, other.surv_times)
    assert ours.share[at_events] == pytest.approx(other.surv_prob, abs=1e-8)
    known = other.surv_prob > 0
    assert ours.se[at_events][known] == pytest.approx(other.surv_prob_se[known], abs=1e-8)


@pytest.mark.parametrize("horizon", [5, 20, 200])
@pytest.mark.parametrize("seed", range(3))
def test_the_restricted_mean_is_that_of_lifelines(seed, horizon):
    data = made(seed)
    theirs = restricted_mean_survival_time(KaplanMeierFitter().fit(data.time, data.event), t=horizon)
    ours = kaplan_meier(time=data.time, event=data.event).restricted_mean(horizon=horizon)
    assert ours == pytest.approx(theirs, abs=1e-8)


@pytest.mark.parametrize("seed", range(4))
def test_the_hazard_is_that_of_lifelines(seed):
    data = made(seed)
    ours = at_risk(time=data.time, event=data.event)
    theirs = NelsonAalenFitter(nelson_aalen_smoothing=False).fit(data.time, data.event)
    assert ours.hazard == pytest.approx(
        theirs.cumulative_hazard_.iloc[:, 0].reindex(ours.time).to_numpy(), abs=1e-8
    )


@pytest.mark.parametrize("groups", [2, 4])
@pytest.mark.parametrize("seed", range(4))
def test_the_log_rank_test_is_that_of_statsmodels_with_and_without_strata(seed, groups):
    data = made(seed)
    group = data.cluster % groups
    for stratum, strata in ((data.stratum, data.stratum), (np.zeros(len(group), int), None)):
        ours = log_rank(time=data.time, event=data.event, group=group, stratum=stratum)
        chi_square, p = survdiff(data.time, data.event, group, strata=strata)
        assert ours.chi_square == pytest.approx(chi_square, abs=1e-8)
        assert ours.p == pytest.approx(p, abs=1e-8)
        assert ours.df == groups - 1


@settings(deadline=None)
@given(seed=st.integers(0, 10_000))
def test_residuals_sum_to_nought_in_a_stratum_and_to_the_log_rank_excess_in_a_group(seed):
    data = made(seed, enquiries=60)
    residual = martingale_residuals(time=data.time, event=data.event, stratum=data.stratum)
    for kind in np.unique(data.stratum):
        assert residual[data.stratum == kind].sum() == pytest.approx(0, abs=1e-9)
    excess = log_rank(time=data.time, event=data.event, group=data.second, stratum=data.stratum).excess
    assert residual[data.second].sum() == pytest.approx(excess[1], abs=1e-9)


@settings(deadline=None)
@given(seed=st.integers(0, 10_000), more=st.floats(0.25, 10))
def test_a_wait_that_is_longer_for_all_by_as_much_changes_no_test(seed, more):
    """The same pause for everybody: order and strata are what the test sees."""
    data = made(seed, enquiries=60)
    later = {"event": data.event, "group": data.second, "stratum": data.stratum}
    one = log_rank(time=data.time, **later)
    other = log_rank(time=np.round(data.time + more, 9), **later)
    assert other.chi_square == pytest.approx(one.chi_square, abs=1e-9)


def test_an_enquiry_that_is_never_answered_keeps_the_curve_up():
    waiting = kaplan_meier(time=[1, 2, 30], event=[1, 1, 0])
    assert waiting.at(0.5) == 1
    assert waiting.at(2) == pytest.approx(1 / 3)
    assert waiting.at(1_000) == pytest.approx(1 / 3)
    assert waiting.quantile(0.5) == 2
    assert waiting.quantile(0.9) is None
    assert waiting.restricted_mean(horizon=20) == pytest.approx(1 + 2 / 3 + 18 / 3)


def test_an_answer_on_the_day_itself_waits_for_nothing():
    waiting = kaplan_meier(time=[0, 0, 4, 4], event=[1, 1, 1, 1])
    assert waiting.at(0) == 0.5
    assert waiting.restricted_mean(horizon=20) == 2


def test_one_group_has_no_log_rank_test():
    with pytest.raises(NotComparable):
        log_rank(time=[1, 2], event=[1, 1], group=["a", "a"], stratum=[0, 0])


@pytest.mark.parametrize("df", [1, 2, 3, 4, 7])
@pytest.mark.parametrize("value", [0.0, 0.3, 3.841, 25.0])
def test_the_tail_of_chi_square_is_that_of_scipy(value, df):
    assert chi_square_above(value=value, df=df) == pytest.approx(stats.chi2.sf(value, df), abs=1e-12)


@pytest.mark.parametrize("df", [1, 4.7, 38])
@pytest.mark.parametrize("probability", [0.025, 0.5, 0.8, 0.975])
def test_the_quantiles_of_t_are_those_of_scipy(probability, df):
    assert t_quantile(probability=probability, df=df) == pytest.approx(stats.t.ppf(probability, df), abs=1e-8)
