import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.qmethod.rotation import turn
from concordat.qmethod.study import Refused

LOADINGS = np.random.default_rng(4).normal(size=(12, 3))


@given(st.floats(-720, 720), st.sampled_from([(1, 2), (2, 1), (1, 3), (3, 2)]))
def test_a_turn_and_its_opposite_leave_things_as_they_were(degrees: float, factors: tuple[int, int]) -> None:
    there = turn(loadings=LOADINGS, factors=factors, degrees=degrees).loadings
    back = turn(loadings=there, factors=factors, degrees=-degrees).loadings
    assert np.abs(back - LOADINGS).max() < 1e-12


def test_a_quarter_turn_clockwise_puts_the_second_factor_in_the_place_of_the_first() -> None:
    found = turn(loadings=LOADINGS, factors=(1, 3), degrees=90)
    assert found.loadings[:, 0] == pytest.approx(LOADINGS[:, 2])
    assert found.loadings[:, 2] == pytest.approx(-LOADINGS[:, 0])
    assert np.array_equal(found.loadings[:, 1], LOADINGS[:, 1])
    assert np.abs(LOADINGS @ found.matrix - found.loadings).max() < 1e-15


@pytest.mark.parametrize("factors", [(1, 1), (0, 2), (2, 4)])
def test_a_turn_of_factors_that_are_not_there_is_refused(factors: tuple[int, int]) -> None:
    with pytest.raises(Refused, match="two different factors from 1 to 3"):
        turn(loadings=LOADINGS, factors=factors, degrees=5)


def test_a_turn_without_an_end_is_refused() -> None:
    with pytest.raises(Refused, match="finite number of degrees"):
        turn(loadings=LOADINGS, factors=(1, 2), degrees=float("nan"))
