"""R's labels, made by hand from the cut points; whole runs are in ``test_analyse_as_r``."""

from itertools import combinations

import numpy as np
import pytest

from concordat.qmethod.as_in_r_scores import CUTS, told
from concordat.qmethod.distinguishing import differences

UNIT = 0.1


def labelled(*z):
    z = np.array([z])
    found = differences(zscores=z, arrays=np.round(z), se_difference=np.full((z.shape[1], z.shape[1]), UNIT))
    return told(statements=["s1"], found=found)[0]


@pytest.mark.parametrize(
    ("z", "label"),
    [
        ((0.0, 1.0), "Distinguishing"),
        ((0.0, 0.1), "Consensus"),
        ((0.0, 0.1, 0.05), "Consensus"),
        ((0.0, 1.0, 2.0), "Distinguishes all"),
        ((1.0, 0.0, 0.1), "Distinguishes f1 only"),
        ((0.0, 0.1, 1.0), "Distinguishes f3 only"),
        ((0.0, 0.15, 0.3), ""),
        ((0.0, 2.0, 1.0, 1.1), "Distinguishes f1 Distinguishes f2 "),
        ((0.0, 1.0, 1.15, 1.3), "Distinguishes f1 "),
    ],
)
def test_a_label_is_that_of_r_trailing_blanks_included(z, label):
    assert labelled(*z).label == label


@pytest.mark.parametrize(("cut", "star"), list(zip(CUTS, ("*", "**", "***", "6*"), strict=True)))
def test_a_difference_has_its_stars_only_beyond_the_cut_point(cut, star):
    assert labelled(0.0, cut * UNIT * (1 + 1e-12)).pairs[1, 2].mark == star
    below = labelled(0.0, cut * UNIT * (1 - 1e-12)).pairs[1, 2].mark
    assert len(below) < len(star) or star == "6*"


def test_a_factor_has_the_fewest_stars_of_its_pairs():
    found = labelled(0.0, 0.3, 2.0)
    assert found.distinguishes == {1: "**", 2: "**", 3: "6*"}
    assert found.standing is None


def test_a_factor_without_scores_keeps_its_number_out_of_the_labels():
    z = np.array([[1.0, np.nan, 0.0, 0.1]])
    found = differences(zscores=z, arrays=z, se_difference=np.full((4, 4), UNIT))
    row = told(statements=["s1"], found=found)[0]
    assert row.label == "Distinguishes f1 only"
    assert set(row.pairs) == {(1, 3), (1, 4), (3, 4)}
    assert set(combinations((1, 3, 4), 2)) == set(row.pairs)
