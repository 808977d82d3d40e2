import numpy as np

from concordat.qmethod.correlation import standardise
from concordat.qmethod.scores import bartlett_scores, regression_scores, zscores

SORTS = np.array([[1, 2, 0], [2, 1, 2], [3, 4, 1], [4, 3, 5.0]])


def test_z_is_the_standardised_weighted_sum():
    used = np.array([[2.0, 0], [1.0, 0], [0.0, 0]])
    found = zscores(sorts=SORTS, weights=used)
    # 2·(1, 2, 3, 4) + (2, 1, 4, 3) = (4, 5, 10, 11): mean 7.5, sd √(49/4 + 25/4 + 25/4 + 49/4)/√3
    np.testing.assert_allclose(found[:, 0], (np.array([4, 5, 10, 11]) - 7.5) / np.sqrt(37 / 3))
    assert np.isnan(found[:, 1]).all()


def test_a_negative_weight_turns_a_sort_round():
    one = zscores(sorts=SORTS, weights=np.array([[1.0], [0], [0]]))
    np.testing.assert_allclose(zscores(sorts=SORTS, weights=np.array([[-1.0], [0], [0]])), -one)


def test_opposite_sorts_that_cancel_out_say_nothing_of_any_statement():
    opposite = np.column_stack([SORTS[:, 0], -SORTS[:, 0]])
    assert (zscores(sorts=opposite, weights=np.ones((2, 1))) == 0).all()


def test_regression_scores_of_one_sort_for_each_factor_are_that_sort():
    flags = np.eye(3, dtype=bool)
    standard = standardise(sorts=SORTS)
    correlation = np.corrcoef(SORTS.T)
    found = regression_scores(
        standardised=standard, correlation=correlation, structure=correlation, flags=flags
    )
    np.testing.assert_allclose(found, standard, atol=1e-9)


def test_regression_scores_bear_more_sorts_than_statements():
    rng = np.random.default_rng(1)
    sorts = rng.normal(size=(8, 20))
    values, vectors = np.linalg.eigh(np.corrcoef(sorts.T))
    loadings = vectors[:, -2:] * np.sqrt(values[-2:])
    found = regression_scores(
        standardised=standardise(sorts=sorts),
        correlation=np.corrcoef(sorts.T),
        structure=loadings,
        flags=np.ones((20, 2), dtype=bool),
    )
    # Of principal components the regression scores are the components themselves, uncorrelated.
    np.testing.assert_allclose(found.T @ found / 7, np.eye(2), atol=1e-9)


def test_bartlett_scores_bear_a_sort_that_is_explained_wholly():
    loadings = np.array([[1.0], [0.5], [0.2]])
    found = bartlett_scores(
        standardised=standardise(sorts=SORTS),
        loadings=loadings,
        communalities=(loadings**2).sum(axis=1),
        flags=np.array([[True], [True], [False]]),
    )
    assert np.isfinite(found).all()
    assert np.corrcoef(found[:, 0], SORTS[:, 0])[0, 1] > 0.99
