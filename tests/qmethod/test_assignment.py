from math import atanh, sqrt, tanh

import numpy as np
import pytest

from concordat.qmethod.analysis import analyse
from concordat.qmethod.assignment import Standing, assign, sorts_over, to_analysis
from concordat.qmethod.cautions import About
from concordat.qmethod.study import Refused, Sort, Statement, Study
from tests.qmethod.studies import made, read_study

CLEAN = read_study(made("clean_three"))
VIEWS = analyse(CLEAN, factors=3)
RNG = np.random.default_rng(12)
# Three views at right angles to each other, over 40 statements.
PURE = np.linalg.qr(np.hstack([np.ones((40, 1)), RNG.normal(size=(40, 3))]))[0][:, 1:]


def test_a_sort_equal_to_a_factor_array_is_assigned_to_that_factor() -> None:
    found = assign(
        sorts=VIEWS.arrays,
        views=VIEWS.zscores,
        reliability=VIEWS.characteristics.composite_reliability,
        participants=("A", "B", "C"),
    )
    assert [(each.participant, each.standing, each.view) for each in found] == [
        ("A", Standing.ASSIGNED, 1),
        ("B", Standing.ASSIGNED, 2),
        ("C", Standing.ASSIGNED, 3),
    ]
    assert not any(each.opposite for each in found)
    assert found[0].closeness[0] > 0.95


def test_a_sort_turned_round_is_the_opposite_of_its_view() -> None:
    (found,) = assign(sorts=-VIEWS.arrays[:, [1]], views=VIEWS.zscores)
    assert (found.standing, found.view, found.opposite) == (Standing.ASSIGNED, 2, True)
    assert np.isnan(found.disattenuated).all()


def test_the_interval_is_fishers() -> None:
    sort = 0.6 * PURE[:, 0] + 0.8 * PURE[:, 2]
    (found,) = assign(sorts=sort[:, None], views=PURE, reliability=np.array([0.9, 0.9, 0.81]))
    assert found.closeness == pytest.approx([0.6, 0, 0.8], abs=1e-12)
    half = 1.96 / sqrt(37)
    assert found.low[0] == pytest.approx(tanh(atanh(0.6) - half))
    assert found.high[2] == pytest.approx(tanh(atanh(0.8) + half))
    assert found.disattenuated[2] == pytest.approx(0.8 / 0.9)
    assert found.beta == pytest.approx([0.6, 0, 0.8], abs=1e-12)
    assert found.r_squared == pytest.approx(1.0)
    assert (found.standing, found.view, found.overlaps) == (Standing.ASSIGNED, 3, (1,))


def test_between_two_views_a_sort_is_near_the_closer_and_far_from_all_near_none() -> None:
    left = np.linalg.qr(np.hstack([np.ones((40, 1)), PURE, RNG.normal(size=(40, 1))]))[0][:, 4]
    between = 0.5 * PURE[:, 0] + 0.48 * PURE[:, 1] + 0.3 * PURE[:, 2] + 0.65 * left
    far = 0.1 * PURE[:, 0] + left
    near, none = assign(sorts=np.column_stack([between, far]), views=PURE)
    assert (near.standing, near.view) == (Standing.NEAR, 1)
    assert 2 in near.overlaps
    assert (none.standing, none.view) == (Standing.NONE, None)
    assert none.r_squared < 0.05


def test_views_that_are_alike_share_the_regression() -> None:
    views = np.column_stack([PURE[:, 0], 0.9 * PURE[:, 0] + sqrt(0.19) * PURE[:, 1]])
    (found,) = assign(sorts=views[:, [1]], views=views)
    assert found.closeness == pytest.approx([0.9, 1.0])
    assert found.beta == pytest.approx([0.0, 1.0], abs=1e-12)
    assert (found.standing, found.view) == (Standing.ASSIGNED, 2)
    assert found.high[1] == 1.0


def test_a_view_without_scores_is_passed_over() -> None:
    views = PURE.copy()
    views[:, 1] = np.nan
    (found,) = assign(sorts=PURE[:, [2]], views=views)
    assert found.view == 3
    assert np.isnan(found.closeness[1])
    assert np.isnan(found.beta[1])
    with pytest.raises(Refused, match="None of these views has scores"):
        assign(sorts=PURE, views=np.full((40, 2), np.nan))


def test_missing_cards_widen_the_interval_and_too_many_leave_the_sort_unassigned() -> None:
    whole = PURE[:, [0]]
    some, many = whole.copy(), whole.copy()
    some[:4], many[:12] = np.nan, np.nan
    near = 0.8 * PURE[:, [0]] + 0.6 * PURE[:, [1]]
    fewer = near.copy()
    fewer[:4] = np.nan
    full, part = (assign(sorts=each, views=PURE)[0] for each in (near, fewer))
    assert part.cards == 36
    assert np.arctanh(part.high[0]) - np.arctanh(part.low[0]) > np.arctanh(full.high[0]) - np.arctanh(
        full.low[0]
    )
    assert About.MISSING_CARDS in [each.about for each in part.cautions]
    (left_out,) = assign(sorts=many, views=PURE)
    assert (left_out.standing, left_out.view) == (Standing.NONE, None)
    assert About.SORT_LEFT_OUT in [each.about for each in left_out.cautions]
    assert assign(sorts=some, views=PURE)[0].standing is Standing.ASSIGNED


def test_everybody_is_told_that_closeness_is_not_membership() -> None:
    found = to_analysis(CLEAN, analysis=VIEWS)
    assert all(each.cautions[0].about is About.CLOSENESS for each in found)


def test_people_are_found_again_in_the_views_they_defined() -> None:
    found = to_analysis(CLEAN, analysis=VIEWS)
    for row, each in enumerate(found):
        assert each.view is not None
        assert VIEWS.flags[row, each.view - 1]


def test_statements_are_found_by_their_ids() -> None:
    turned = Study(
        statements=CLEAN.statements[::-1],
        sorts=tuple(Sort(each.participant, each.values[::-1]) for each in CLEAN.sorts),
    )
    once, again = to_analysis(CLEAN, analysis=VIEWS), to_analysis(turned, analysis=VIEWS)
    assert [each.view for each in again] == [each.view for each in once]
    assert again[3].closeness == pytest.approx(once[3].closeness)


def test_sorts_that_cannot_be_laid_beside_views_are_refused() -> None:
    flat = np.column_stack([PURE[:, 0], np.ones(40)])
    with pytest.raises(Refused, match="sort of B, so it is close to no view") as refused:
        assign(sorts=flat, views=PURE, participants=("A", "B"))
    assert refused.value.participant == "B"
    with pytest.raises(Refused, match="has 3 cards, too few"):
        assign(sorts=np.array([[1.0], [2.0], [0.0], [np.nan]]), views=PURE[:4])
    with pytest.raises(Refused, match="the same statements"):
        assign(sorts=PURE[:30], views=PURE)


def test_a_study_with_other_statements_is_refused_naming_one() -> None:
    study = Study(statements=(Statement("a"), Statement("b")), sorts=(Sort("P", (1, "x")),))
    with pytest.raises(Refused, match="no statement c") as refused:
        sorts_over(study, statements=["a", "c"])
    assert refused.value.statement == "c"
    with pytest.raises(Refused, match="know no statement b"):
        sorts_over(study, statements=["a"])
    with pytest.raises(Refused, match="P has 'x' for the statement b"):
        sorts_over(study, statements=["a", "b"])
