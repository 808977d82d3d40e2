import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.qmethod import ordering
from concordat.qmethod.results import Rotated
from concordat.qmethod.rotation.oblimin import oblimin

UNROTATED = np.random.default_rng(3).normal(size=(15, 3)) * [1.0, 0.8, 0.5]
OBLIQUE = oblimin(loadings=UNROTATED)


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(3)), st.lists(st.sampled_from([-1.0, 1.0]), min_size=3, max_size=3))
def test_a_reflected_or_reordered_solution_becomes_the_same(order, signs) -> None:
    rotated = OBLIQUE
    expected = ordering.by_convention(rotated=rotated)
    moved = ordering.rearranged(rotated=rotated, order=np.array(order), signs=np.array(signs))
    found = ordering.by_convention(rotated=moved)
    assert np.abs(found.loadings - expected.loadings).max() < 1e-14
    assert np.abs(found.correlations - expected.correlations).max() < 1e-14
    assert np.abs(UNROTATED @ found.matrix - found.loadings).max() < 1e-12


def test_the_heaviest_factor_comes_first_with_its_larger_loadings_positive() -> None:
    loadings = np.array([[0.1, -0.9], [0.2, 0.4], [0.3, -0.1], [-0.7, -0.5]])
    found = ordering.by_convention(rotated=Rotated(loadings, np.eye(2))).loadings
    assert found[:, 0].tolist() == [0.9, -0.4, 0.1, 0.5]
    assert found[:, 1].tolist() == [-0.1, -0.2, -0.3, 0.7]


def test_a_balanced_factor_takes_its_sign_from_the_sum_and_then_from_the_first_sort() -> None:
    by_sum = np.array([[-0.5], [-0.5], [np.sqrt(0.5)]])
    by_first = np.array([[-0.5], [0.5]])
    assert ordering.by_convention(rotated=Rotated(by_sum, np.eye(1))).loadings[0, 0] == 0.5
    assert ordering.by_convention(rotated=Rotated(by_first, np.eye(1))).loadings[0, 0] == 0.5


def test_a_stack_is_arranged_as_each_of_its_solutions_is() -> None:
    stack = np.random.default_rng(9).normal(size=(25, 8, 4))
    alone = [ordering.by_convention(rotated=Rotated(each, np.eye(4))).loadings for each in stack]
    assert np.array_equal(ordering.by_convention_many(loadings=stack), np.stack(alone))
