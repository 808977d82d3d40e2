import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from concordat.qmethod.congruence import assign, congruence, match


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.integers(1, 12), st.booleans())
def test_the_assignment_is_as_good_as_scipys(seed: int, rows: int, columns: int, tied: bool) -> None:
    rng = np.random.default_rng(seed)
    gain = rng.integers(0, 3, (rows, columns)) * 1.0 if tied else rng.normal(size=(rows, columns))
    found = assign(gain=gain)
    placed = np.flatnonzero(found >= 0)
    assert len(placed) == len(set(found[placed])) == min(rows, columns)
    i, j = linear_sum_assignment(gain, maximize=True)
    assert gain[placed, found[placed]].sum() == pytest.approx(gain[i, j].sum(), abs=1e-9)


@given(st.permutations(range(4)), st.lists(st.sampled_from([-1.0, 1.0]), min_size=4, max_size=4))
def test_a_shuffled_and_reflected_solution_is_put_back(order, signs) -> None:
    to = np.random.default_rng(2).normal(size=(30, 4))
    of = (to * signs)[:, list(order)]
    matching = match(of=of, to=to)
    assert np.abs(of[:, matching.order] * matching.signs - to).max() < 1e-15
    assert matching.congruences == pytest.approx(np.ones(4))


def test_a_view_that_the_other_solution_lacks_stays_alone() -> None:
    to = np.random.default_rng(2).normal(size=(30, 3))
    matching = match(of=to[:, [2, 0]], to=to)
    assert matching.order.tolist() == [1, -1, 0]
    assert matching.congruences == pytest.approx([1, 0, 1])
    assert match(of=to, to=to[:, [2]]).order.tolist() == [2]


def test_congruence_is_the_cosine_and_nothing_for_a_factor_without_scores() -> None:
    a = np.array([[1.0, np.nan, 0.0], [2.0, 1.0, 0.0]])
    b = np.array([[2.0], [-1.0]])
    assert congruence(a, b)[:, 0] == pytest.approx([0.0, 0.0, 0.0])
    assert congruence(b, -3 * b)[0, 0] == pytest.approx(-1.0)
