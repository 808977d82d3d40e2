"""Improper solutions are named, and go on with weights that make sense."""

import numpy as np
import pytest

from concordat.qmethod import analyse
from concordat.qmethod.cautions import About
from concordat.qmethod.heywood import communalities, improper
from tests.qmethod.studies import made, read_study


def test_a_communality_of_components_that_is_1_by_rounding_is_not_improper():
    loadings = np.array([[0.6, 0.8], [1.0, 0.2], [0.9, 0.5], [0.3, 0.1]])
    explained = communalities(loadings=loadings)
    np.testing.assert_allclose(explained, [1, 1.04, 1.06, 0.1])
    assert improper(loadings=loadings, communalities=explained * (1 + 1e-12)) == [1, 2]


def test_the_communality_of_oblique_loadings_takes_the_angle_into_account():
    between = np.array([[1, -0.5], [-0.5, 1]])
    explained = communalities(loadings=np.array([[0.9, 0.6]]), correlations=between)
    assert explained[0] == pytest.approx(0.81 + 0.36 - 0.54)


def test_an_improper_solution_is_said_once_and_its_weights_are_cut():
    found = analyse(read_study(made("tiny")), factors=4, extraction="centroid")
    told = [caution for caution in found.cautions if caution.about is About.IMPROPER]
    assert [caution.participants for caution in told] == [("P02",)]
    assert "cut to 0.995" in told[0].sentence
    beyond = np.abs(found.loadings) >= 1
    assert beyond.any()
    np.testing.assert_allclose(np.abs(found.weights[beyond]), 0.995 / (1 - 0.995**2))


def test_all_factors_of_a_few_sorts_are_no_improper_solution():
    found = analyse(read_study(made("tiny")), factors=6)
    assert About.IMPROPER not in {caution.about for caution in found.cautions}
