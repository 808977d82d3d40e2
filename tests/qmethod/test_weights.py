import numpy as np
import pytest

from concordat.qmethod.weights import weights

LOADINGS = np.array([[0.5, 0.1], [-0.8, 0.3], [1.2, 0.0], [1.0, 0.0]])
FLAGS = np.array([[1, 0], [1, 0], [1, 0], [1, 0]], dtype=bool)


def test_a_flagged_sort_counts_by_l_over_one_less_its_square_and_no_other_counts():
    found = weights(loadings=LOADINGS[:2], flags=FLAGS[:2])
    np.testing.assert_allclose(found, [[0.5 / 0.75, 0], [-0.8 / 0.36, 0]])


def test_a_loading_beyond_1_counts_upside_down_unless_it_is_cut():
    as_in_r = weights(loadings=LOADINGS, flags=FLAGS)
    assert as_in_r[2, 0] == pytest.approx(1.2 / (1 - 1.44))
    assert as_in_r[3, 0] == pytest.approx(0.995 / (1 - 0.995**2))
    cut = weights(loadings=LOADINGS, flags=FLAGS, largest=0.995)
    np.testing.assert_allclose(cut[2:, 0], 0.995 / (1 - 0.995**2))
    assert cut[0, 0] == as_in_r[0, 0]
