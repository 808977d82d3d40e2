"""Differences between factors: p, corrections, sizes, and what a statement then is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, norm

from concordat.qmethod.distinguishing import (
    Correction,
    by_variance,
    corrected,
    differences,
    size,
    told,
    two_sided,
)
from concordat.qmethod.equivalence import agrees
from concordat.qmethod.results import Standing

families = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def test_p_is_exact_far_out_in_the_tail():
    deviates = np.array([[0, 1.96, -2.5], [5, -8, 20.0]])
    np.testing.assert_allclose(two_sided(deviates), 2 * norm.sf(np.abs(deviates)), rtol=1e-12)


def test_holm_by_hand():
    p = np.array([0.01, 0.04, 0.03, 0.005])  # 4·.005, 3·.01, 2·.03, 1·.04 raised to .06
    np.testing.assert_allclose(corrected(p=p, by=Correction.HOLM), [0.03, 0.06, 0.06, 0.02])


def test_benjamini_and_hochberg_by_hand():
    p = np.array([0.01, 0.04, 0.03, 0.005])  # 4/4·.04, 4/3·.03, 4/2·.01, 4·.005
    np.testing.assert_allclose(corrected(p=p, by=Correction.BH), [0.02, 0.04, 0.04, 0.02])


def test_benjamini_and_yekutieli_by_hand():
    p = np.array([0.01, 0.04, 0.03, 0.005])  # times 1 + 1/2 + 1/3 + 1/4
    np.testing.assert_allclose(corrected(p=p, by=Correction.BY), np.array([0.02, 0.04, 0.04, 0.02]) * 25 / 12)


@given(families, st.sampled_from(list(Correction)))
def test_a_corrected_p_is_never_below_the_raw_one_and_keeps_the_order(family, by):
    p = np.array(family)
    found = corrected(p=p, by=by)
    assert (found >= p - 1e-15).all()
    assert (found <= 1).all()
    assert (np.diff(found[np.argsort(p, kind="stable")]) >= -1e-15).all()


@given(families)
def test_false_discovery_corrections_agree_with_scipy(family):
    p = np.array(family)
    for by in (Correction.BH, Correction.BY):
        theirs = false_discovery_control(p, method=by.value)
        np.testing.assert_allclose(corrected(p=p, by=by), theirs, atol=1e-300)


def test_the_family_is_all_statements_and_all_pairs():
    p = np.array([[0.01, 0.2], [0.03, 0.04]])
    np.testing.assert_allclose(corrected(p=p, by=Correction.HOLM), [[0.04, 0.2], [0.09, 0.09]])


@pytest.mark.parametrize(
    ("difference", "word"),
    [(0.19, "negligible"), (-0.2, "small"), (0.5, "medium"), (-0.79, "medium"), (0.8, "large"), (3, "large")],
)
def test_a_difference_has_the_size_of_cohens_d(difference, word):
    assert size(difference) == word


def test_two_one_sided_tests_show_agreement_only_where_the_error_is_small_enough():
    close = np.array([[0.0, 0.0], [0.2, -0.2], [0.4, -0.4]])
    # .5 − .2 = .3 > 1.645·.18 = .296, and < 1.645·.19; nothing agrees with an error above .5/1.645.
    assert agrees(differences=close, se=np.array([0.18, 0.19])).tolist() == [
        [True, True],
        [True, False],
        [False, False],
    ]
    assert not agrees(differences=np.zeros((3, 1)), se=np.array([0.31])).any()
    assert agrees(differences=np.array([[0.7]]), se=np.array([0.1]), margin=1.0).all()


Z = np.array([[2.0, 0.0, -2.0], [0.1, 0.0, 0.05], [1.5, 0.0, 0.1], [0.3, 0.0, -0.3], [0.0, 0.0, 0.0]])
SED = np.full((3, 3), 0.2)


def compared(z=Z, sed=SED, **settings):
    found = differences(zscores=z, arrays=np.round(z), se_difference=sed, **settings)
    return found, told(statements=[f"s{row}" for row in range(1, len(z) + 1)], found=found)


def test_a_statement_distinguishes_the_factor_that_differs_from_every_other():
    found, rows = compared()
    assert found.pairs == ((0, 1), (0, 2), (1, 2))
    assert rows[0].standing is rows[2].standing is Standing.DISTINGUISHING
    assert (rows[0].label, rows[0].distinguishes) == ("Distinguishes all", {1: "***", 2: "***", 3: "***"})
    assert (rows[2].label, rows[2].distinguishes) == ("Distinguishes f1", {1: "***"})
    assert rows[1].standing is rows[4].standing is Standing.CONSENSUS
    pair = rows[2].pairs[1, 3]
    assert (pair.difference, pair.columns, pair.size, pair.agrees) == (pytest.approx(1.4), 2, "large", False)
    assert pair.p == pytest.approx(2 * norm.sf(7))
    assert pair.p <= pair.corrected_p <= 15 * pair.p


def test_not_found_to_differ_is_not_consensus():
    row = compared()[1][3]
    assert row.standing is Standing.UNDECIDED
    assert row.label == "Not found to differ, and not shown to agree"
    assert row.distinguishes == {}


def test_what_differs_by_less_than_the_margin_is_consensus_and_still_told_apart():
    z = np.array([[0.3, 0.0], [2.0, -2.0]])
    _, rows = compared(z=z, sed=np.full((2, 2), 0.08))
    assert rows[0].standing is Standing.CONSENSUS
    assert rows[0].distinguishes == {1: "***", 2: "***"}


def test_a_correction_takes_stars_away():
    z = np.zeros((40, 2))
    z[0] = 0.42, 0.0  # 2.1 SED: p = .036
    assert compared(z=z, correction=Correction.NONE)[1][0].distinguishes == {1: "*", 2: "*"}
    assert compared(z=z)[1][0].distinguishes == {}


def test_a_factor_without_scores_is_compared_with_none():
    z = np.column_stack([Z[:, 0], np.full(5, np.nan), Z[:, 2]])
    found, rows = compared(z=z)
    assert found.pairs == ((0, 2),)
    assert set(rows[0].distinguishes) == {1, 3}


def test_bootstrap_errors_take_the_place_of_the_sed_in_equivalence_alone():
    wide = np.full((5, 3), 0.4)
    found, rows = compared(bootstrap_se=wide, low=Z - 1, high=Z + 1)
    assert not found.agrees.any()
    assert rows[1].standing is Standing.UNDECIDED
    assert rows[0].standing is Standing.DISTINGUISHING
    assert (rows[0].pairs[1, 2].low, rows[0].pairs[1, 2].high) == (1.0, 3.0)


def test_statements_are_ordered_from_agreed_to_contested():
    assert by_variance(Z) == [4, 1, 3, 2, 0]
