import numpy as np
import pytest

from concordat.qmethod.mapping import flat_map


def distances(places: np.ndarray) -> np.ndarray:
    return np.linalg.norm(places[:, None] - places[None], axis=2)


def test_three_views_keep_their_distances_exactly():
    table = np.array([[1, 0.4, -0.2], [0.4, 1, 0.1], [-0.2, 0.1, 1]])
    places, share = flat_map(correlations=table)
    assert distances(places) == pytest.approx(np.sqrt(2 * (1 - table)), abs=1e-12)
    assert share == pytest.approx(1)


def test_of_many_views_the_map_says_how_much_it_shows():
    rng = np.random.default_rng(3)
    table = np.corrcoef(rng.normal(size=(6, 40)))
    places, share = flat_map(correlations=table)
    assert 0.3 < share < 0.8
    assert (distances(places) <= np.sqrt(2 * (1 - table)) + 1e-9).all()


def test_the_order_of_the_views_changes_nothing_but_the_order():
    rng = np.random.default_rng(4)
    table = np.corrcoef(rng.normal(size=(5, 30)))
    order = np.array([3, 0, 4, 1, 2])
    places, _share = flat_map(correlations=table)
    moved, _share = flat_map(correlations=table[np.ix_(order, order)])
    assert moved == pytest.approx(places[order], abs=1e-9)


def test_views_that_are_one_and_the_same_stand_in_one_place():
    places, share = flat_map(correlations=np.ones((3, 3)))
    assert places == pytest.approx(np.zeros((3, 2)), abs=1e-6)
    assert share == 1


def test_one_view_stands_in_the_middle():
    places, _share = flat_map(correlations=np.ones((1, 1)))
    assert places.tolist() == [[0, 0]]


@pytest.mark.parametrize("table", [np.ones((2, 3)), np.array([[1, np.nan], [np.nan, 1]])])
def test_a_table_with_a_hole_is_refused(table):
    with pytest.raises(ValueError, match="every view"):
        flat_map(correlations=table)
