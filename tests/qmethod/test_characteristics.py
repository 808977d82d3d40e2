import numpy as np
import pytest
from scipy.stats import t

from concordat.qmethod import characteristics as module
from concordat.qmethod.characteristics import characteristics, repeated_sorts
from concordat.qmethod.study import Refused, Sort, Statement, Study


def test_the_figures_of_a_factor_follow_from_how_many_define_it():
    loadings = np.array([[0.9, 0.1, 0], [0.8, 0.2, 0], [0.1, 0.7, 0.1]])
    flags = np.array([[1, 0, 0], [1, 0, 0], [0, 1, 0]], dtype=bool)
    z = np.column_stack([[1.0, 0, -1], [0.0, 1, -1], [np.nan] * 3])
    found = characteristics(loadings=loadings, flags=flags, zscores=z)
    assert found.n_flagged.tolist() == [2, 1, 0]
    np.testing.assert_allclose(found.eigenvalue, [1.46, 0.54, 0.01])
    np.testing.assert_allclose(found.explained_percent, np.array([1.46, 0.54, 0.01]) / 3 * 100)
    # Spearman and Brown: 2·.8/(1 + .8) and .8; nothing is known of a factor without flags.
    np.testing.assert_allclose(found.composite_reliability, [1.6 / 1.8, 0.8, 0])
    np.testing.assert_allclose(found.se, np.sqrt([0.2 / 1.8, 0.2, 1]))
    assert found.se_difference[0, 1] == pytest.approx(np.sqrt(0.2 / 1.8 + 0.2))
    assert np.isnan(found.se_difference[2, :2]).all()
    assert found.factor_correlation[0, 1] == pytest.approx(0.5)
    assert np.isnan(found.factor_correlation[2, 0])
    np.testing.assert_array_equal(np.diag(found.factor_correlation), 1)


@pytest.mark.parametrize("reliability", [0, 1, -0.5, float("nan")])
def test_a_reliability_that_is_none_is_refused(reliability):
    with pytest.raises(Refused, match="must lie between 0 and 1"):
        characteristics(
            loadings=np.ones((1, 1)),
            flags=np.ones((1, 1), bool),
            zscores=np.ones((2, 1)),
            reliability=reliability,
        )


def repeated(*pairs):
    sorts = [
        Sort(f"P{person} {time}", tuple(values), facts={"person": f"P{person}", "wave": str(time)})
        for person, pair in enumerate(pairs)
        for time, values in enumerate(pair)
    ]
    return Study(tuple(Statement(f"s{card}") for card in range(len(pairs[0][0]))), tuple(sorts))


def test_repeated_sorts_give_their_mean_correlation_and_its_interval():
    rng = np.random.default_rng(2)
    people = []
    for _ in range(6):
        first = rng.permutation(20)
        people.append((first.tolist(), (first + rng.normal(0, 3, size=20)).tolist()))
    found = repeated_sorts(repeated(*people))
    each = [np.corrcoef(first, second)[0, 1] for first, second in people]
    assert found.people == 6
    assert found.mean == pytest.approx(np.mean(each))
    turned = np.arctanh(each)
    half = t.ppf(0.975, 5) * turned.std(ddof=1) / np.sqrt(6)
    assert (found.low, found.high) == pytest.approx(
        (np.tanh(turned.mean() - half), np.tanh(turned.mean() + half)), abs=1e-4
    )


def test_of_one_person_who_repeated_a_sort_the_interval_is_wide():
    first = list(range(10))
    found = repeated_sorts(repeated((first, [*first[1:], 0])))
    assert found.people == 1
    assert found.high - found.low > 0.5


def test_a_missing_card_of_a_repeated_sort_is_left_out_of_its_correlation():
    found = repeated_sorts(repeated(([0, 1, 2, 3, 4, 9], [0, 2, 1, 3, 4, None])))
    assert found.mean == pytest.approx(np.corrcoef([0, 1, 2, 3, 4], [0, 2, 1, 3, 4])[0, 1])


@pytest.mark.parametrize("freedom", [2, 3, 4, 7, 30, 200])
def test_our_percentile_of_student_is_near_the_exact_one(freedom):
    assert module._student(freedom) == pytest.approx(t.ppf(0.975, freedom), abs=0.005)
