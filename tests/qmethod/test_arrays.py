import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from concordat.qmethod import as_in_r_scores
from concordat.qmethod.arrays import arrays, tied_apart
from concordat.qmethod.cautions import About

GRID = np.array([-2, -1, -1, 0, 0, 1, 1, 2.0])


def laid(z):
    return arrays(zscores=np.array(z)[:, None], grid=GRID[: len(z)])[:, 0].tolist()


def test_the_lowest_score_is_laid_on_the_lowest_value():
    assert laid([0.5, -1, 2, -3, 0.1, 0.2, 0.9, 1.1]) == [0, -1, 2, -2, -1, 0, 1, 1]


def test_of_tied_statements_the_first_of_the_study_is_higher():
    assert laid([0.3, 0.3, 0.3, 0.3, -1, 0, 1, 2]) == [1, 0, 0, -1, -2, -1, 1, 2]


def test_scores_that_differ_in_their_last_bits_are_tied():
    third = 0.1 + 0.2
    assert third != 0.3
    assert laid([0.3, third, 0, 1]) == laid([third, 0.3, 0, 1]) == [-1, -1, -2, 0]


@given(st.lists(st.integers(-2, 2), min_size=8, max_size=8))
def test_every_array_uses_the_grid_exactly_however_many_are_tied(z):
    assert sorted(laid([float(value) for value in z])) == GRID.tolist()


def test_a_factor_without_scores_has_no_array():
    z = np.column_stack([np.arange(8.0), np.full(8, np.nan)])
    placed = arrays(zscores=z, grid=GRID)
    assert placed[:, 0].tolist() == GRID.tolist()
    assert np.isnan(placed[:, 1]).all()


def test_tied_statements_in_different_columns_are_listed_and_those_in_one_column_are_not():
    z = np.array([5, 1, 1, 0, 0, 9, 10, 11.0])[:, None]  # 1, 1 straddle −1 and 0; 0, 0 straddle −2 and −1
    names = [f"s{row}" for row in range(1, 9)]
    told = tied_apart(zscores=z, arrays=arrays(zscores=z, grid=GRID), statements=names)
    assert [(caution.about, caution.statements) for caution in told] == [
        (About.TIED_APART, ("s2", "s3", "s4", "s5"))
    ]
    level = np.array([0, 1, 1, 3, 3, 5, 5, 7.0])[:, None]
    assert tied_apart(zscores=level, arrays=arrays(zscores=level, grid=GRID), statements=names) == []


def test_r_gives_tied_statements_one_value_and_leaves_the_grid():
    z = np.array([0, 0, 1, 1, 1, 2, 3, 3.0])[:, None]
    found = as_in_r_scores.arrays(zscores=z, grid=GRID)[:, 0].tolist()
    # Average ranks 1.5, 4, 6 and 7.5: places 1, 4, 6 and 7 of the grid.
    assert found == [-2, -2, 0, 0, 0, 1, 1, 1]
    told = as_in_r_scores.cautions(arrays=np.array(found)[:, None], grid=GRID)
    assert [(caution.about, caution.factors) for caution in told] == [(About.LEFT_THE_GRID, (1,))]
