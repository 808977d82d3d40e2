"""Before and after a change of control, beside weighted least squares and the formula written out."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.smallsample.change_of_control import changes
from concordat.smallsample.labelling import from_seed, labellings
from concordat.smallsample.mantel_haenszel import of_tally
from concordat.smallsample.permuted_difference import permuted_difference
from concordat.smallsample.samples import NotComparable
from tests.smallsample.enquiries import made


def columns(seed, *, favour=0.0, enquiries=600):
    data = made(seed, sizes=(12, 10), enquiries=enquiries, strata=4)
    chance = np.random.default_rng(seed + 1)
    after = chance.random(enquiries) < 0.5
    in_time = data.time <= 10
    lifted = in_time | (after & data.second & (chance.random(enquiries) < favour))
    return {
        "outcome": lifted.astype(float),
        "after": after,
        "second": data.second,
        "stratum": data.stratum,
        "cluster": data.cluster,
    }


@pytest.mark.parametrize("seed", range(4))
def test_it_is_weighted_least_squares_on_each_councillors_change(seed):
    data = columns(seed)
    told = changes(**data)
    y, a, s, c = (data[name] for name in ("outcome", "after", "stratum", "cluster"))
    change, weight, second = [], [], []
    for who in np.unique(c):
        means, numbers = [], []
        for period in (False, True):
            own = (c == who) & (a == period)
            usual = [y[(s == s[i]) & (a == period)].mean() for i in np.flatnonzero(own)]
            means.append((y[own] - usual).mean() if own.any() else None)
            numbers.append(own.sum())
        if None not in means:
            change.append(means[1] - means[0])
            weight.append(1 / (1 / numbers[0] + 1 / numbers[1] + 0.02))
            second.append(data["second"][c == who][0])
    assert told.change == pytest.approx(change, abs=1e-12)
    assert told.weight == pytest.approx(weight, abs=1e-12)
    fitted = sm.WLS(change, sm.add_constant(np.array(second, float)), weights=weight).fit()
    found = of_tally(told.tally)
    assert found.difference == pytest.approx(fitted.params[1], abs=1e-8)
    d, w, b = np.array(change), np.array(weight), np.array(second)
    variance = 0.0
    for side in (b, ~b):
        mean = (w[side] * d[side]).sum() / w[side].sum()
        m = side.sum()
        variance += m / (m - 1) * (((w[side] * (d[side] - mean)) / w[side].sum()) ** 2).sum()
    assert found.se == pytest.approx(np.sqrt(variance), abs=1e-12)


def test_a_favour_to_those_who_came_in_is_found():
    told = changes(**columns(3, favour=0.9, enquiries=2_000))
    labelled = labellings(second=told.tally.second, rng=from_seed(1), draws=999)
    found = permuted_difference(counted=told.tally, labelled=labelled, limit=2.0)
    assert found.observed.difference > 0.1
    assert found.p() < 0.05


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 5_000), more=st.floats(-1, 1))
def test_what_changed_for_everybody_alike_changes_no_figure(seed, more):
    data = columns(seed, enquiries=300)
    moved = data | {"outcome": data["outcome"] + more * data["after"]}
    assert changes(**moved).change == pytest.approx(changes(**data).change, abs=1e-9)


def test_nobody_who_asked_both_before_and_after_is_no_comparison():
    with pytest.raises(NotComparable, match="before and after"):
        changes(
            outcome=[1, 0, 1], after=[0, 1, 1], second=[0, 0, 1], stratum=[0, 0, 0], cluster=["a", "a", "b"]
        )
