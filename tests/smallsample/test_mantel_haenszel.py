"""The stratified difference of shares, beside the worked data, statsmodels, and the formula written out."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from concordat.smallsample.detectable import detectable_difference, needed_for_alike
from concordat.smallsample.mantel_haenszel import risk_difference
from concordat.smallsample.samples import NotComparable, tally
from tests.smallsample.enquiries import EXPECTED, made, worked


def test_the_worked_data_set_is_reproduced():
    data = worked().counted
    found = risk_difference(**data)
    assert found.difference == pytest.approx(EXPECTED["mantel_haenszel_difference"], abs=1e-6)
    assert found.se == pytest.approx(EXPECTED["clustered_se"], abs=1e-6)
    assert found.df == pytest.approx(EXPECTED["satterthwaite_df"], abs=1e-6)
    assert found.unclustered_se == pytest.approx(EXPECTED["unclustered_se"], abs=1e-6)
    assert found.design_effect == pytest.approx(EXPECTED["design_effect"], abs=1e-6)
    assert found.t_interval() == pytest.approx(EXPECTED["t_interval_95"], abs=1e-6)
    assert found.t_interval(level=0.9) == pytest.approx(EXPECTED["t_interval_90"], abs=1e-6)
    means = tally(**data).means
    assert means == pytest.approx([EXPECTED["on_time_share"][group] for group in "AB"], abs=1e-6)
    assert means[1] - means[0] == pytest.approx(EXPECTED["raw_difference"], abs=1e-6)
    assert found.compared == tuple(EXPECTED["counted_for_share"][group] for group in "AB")


@pytest.mark.parametrize("seed", range(5))
def test_the_difference_is_the_coefficient_of_a_regression_on_group_and_strata(seed):
    """Mantel and Haenszel's weights are those of least squares with a constant for each stratum."""
    data = made(seed).counted
    strata = np.eye(data["stratum"].max() + 1)[data["stratum"]]
    fitted = sm.OLS(data["outcome"], np.column_stack([data["second"], strata])).fit()
    assert risk_difference(**data).difference == pytest.approx(fitted.params[0], abs=1e-8)


@pytest.mark.parametrize("seed", range(5))
def test_the_errors_are_those_of_the_formula_enquiry_by_enquiry(seed):
    data = made(seed, sizes=(7, 5), enquiries=150, strata=20).counted
    found = risk_difference(**data)
    y, b, s, c = (data[name] for name in ("outcome", "second", "stratum", "cluster"))
    pairs = [k for k in np.unique(s) if 0 < b[s == k].sum() < (s == k).sum()]
    n = {(k, side): ((s == k) & (b == side)).sum() for k in pairs for side in (False, True)}
    w = {k: n[k, False] * n[k, True] / (n[k, False] + n[k, True]) for k in pairs}
    whole = sum(w.values())
    influence = np.zeros(len(y))
    for i in range(len(y)):
        if s[i] in pairs:
            mean = y[(s == s[i]) & (b == b[i])].mean()
            influence[i] = (1 if b[i] else -1) * w[s[i]] * (y[i] - mean) / n[s[i], b[i]] / whole
    variances = []
    for side in (False, True):
        of = [influence[(c == each)].sum() for each in np.unique(c[b == side])]
        variances.append(len(of) / (len(of) - 1) * sum(u**2 for u in of))
    assert found.se == pytest.approx(np.sqrt(sum(variances)), abs=1e-12)
    assert found.unclustered_se == pytest.approx(np.sqrt((influence**2).sum()), abs=1e-12)
    members = [len(np.unique(c[b == side])) for side in (False, True)]
    df = sum(variances) ** 2 / sum(v**2 / (m - 1) for v, m in zip(variances, members, strict=True))
    assert found.df == pytest.approx(df, abs=1e-9)
    assert found.t_interval()[1] == pytest.approx(
        found.difference + stats.t.ppf(0.975, df) * found.se, abs=1e-8
    )


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 10_000))
def test_calling_the_groups_the_other_way_round_turns_the_sign_and_nothing_else(seed):
    data = made(seed, enquiries=80).counted
    one, other = risk_difference(**data), risk_difference(**data | {"second": ~data["second"]})
    assert one.difference == pytest.approx(-other.difference, abs=1e-12)
    assert (one.se, one.df, one.design_effect) == pytest.approx((other.se, other.df, other.design_effect))


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 10_000), order=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(seed, order):
    data = made(seed, enquiries=80).counted
    places = list(range(len(data["outcome"])))
    order.shuffle(places)
    mixed = {name: column[places] for name, column in data.items()}
    assert risk_difference(**mixed).se == pytest.approx(risk_difference(**data).se, abs=1e-12)


def test_groups_that_never_ask_the_same_cannot_be_compared():
    with pytest.raises(NotComparable, match="No kind"):
        risk_difference(outcome=[1, 0], second=[0, 1], stratum=["roads", "parks"], cluster=[1, 2])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"outcome": [1.0, float("nan"), 0.0]}, "without gaps"),
        ({"outcome": ["late", "in time", "late"]}, "is a number"),
        ({"outcome": [1, 0]}, "one length"),
        ({"second": [0, 2, 1]}, "yes or no"),
        ({"second": [0, 0, 0]}, "two groups"),
        ({"second": [0, 1, 1], "cluster": ["a", "a", "b"]}, "one group"),
    ],
)
def test_what_cannot_be_compared_is_refused(change, says):
    good = {"outcome": [1, 0, 1], "second": [0, 0, 1], "stratum": [1, 1, 1], "cluster": ["a", "a", "b"]}
    with pytest.raises(NotComparable, match=says):
        risk_difference(**good | change)


def test_what_could_have_been_seen_goes_by_the_width_of_the_interval():
    se = 0.03
    reach = stats.t.ppf(0.975, 12) * se
    found = detectable_difference(ci95=(0.1 - reach, 0.1 + reach), df=12.0)
    assert found == pytest.approx(se * (stats.t.ppf(0.975, 12) + stats.t.ppf(0.8, 12)), abs=1e-8)
    assert detectable_difference(ci95=(0.0, 0.0), df=12.0) is None
    assert detectable_difference(ci95=(-1.0, 1.0), df=None) is None


def test_four_times_the_councillor_years_are_needed_for_half_the_margin():
    se = 0.04
    reach = stats.t.ppf(0.95, 12) * se
    wide, narrow = (
        needed_for_alike(ci90=(-reach, reach), df=12.0, margin=margin, have=40) for margin in (0.1, 0.05)
    )
    assert narrow == pytest.approx(4 * wide)
    wanted = se * (stats.t.ppf(0.95, 12) + stats.t.ppf(0.9, 12))
    assert wide == pytest.approx(40 * (wanted / 0.1) ** 2, abs=1e-6)
    assert needed_for_alike(ci90=(0.1, 0.1), df=None, margin=0.1, have=40) is None
