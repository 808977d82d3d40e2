"""Adjusted p-values beside the worked ones and statsmodels."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from concordat.smallsample.multiplicity import benjamini_hochberg, holm
from tests.smallsample.enquiries import WORKED


def test_the_worked_p_values_are_reproduced():
    worked = WORKED["multiplicity"]
    assert holm(worked["p"]) == pytest.approx(worked["holm"], abs=1e-9)
    assert benjamini_hochberg(worked["p"]) == pytest.approx(worked["benjamini_hochberg"], abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_adjusted_p_values_are_those_of_statsmodels(seed):
    chance = np.random.default_rng(seed)
    p = np.round(chance.random(1 + 2 * seed), 2).tolist()  # some of them equal
    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1], abs=1e-8)
    assert benjamini_hochberg(p) == pytest.approx(multipletests(p, method="fdr_bh")[1], abs=1e-8)


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_nothing_is_made_surer_by_adjusting(p):
    assert (np.array(holm(p)) >= np.array(benjamini_hochberg(p)) - 1e-12).all()
    assert (np.array(benjamini_hochberg(p)) >= np.array(p) - 1e-12).all()


def test_what_is_no_probability_is_refused():
    with pytest.raises(ValueError, match="0 to 1"):
        holm([0.5, 1.5])
