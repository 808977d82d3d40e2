import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from concordat.qmethod.correlation import correlate, ranks, standardise, with_views
from concordat.qmethod.results import Correlation, Floats
from concordat.qmethod.study import Refused
from tests.qmethod.matrices import STUDIES, folder_of, sorts_of
from tests.qmethod.studies import reference


def full(lower: list[list[float]]) -> Floats:
    found = np.zeros((len(lower), len(lower)))
    for i, row in enumerate(lower):
        found[i, : i + 1] = found[: i + 1, i] = row
    return found


@pytest.mark.parametrize("name", STUDIES)
def test_pearson_agrees_with_r(name: str) -> None:
    common = reference(folder_of(name) / "common.json")
    found = correlate(sorts=sorts_of(name))
    assert np.abs(found - full(common["correlation_lower"])).max() < 1e-12


@pytest.mark.parametrize("method", [Correlation.SPEARMAN, Correlation.KENDALL])
@pytest.mark.parametrize("name", ["clean_three", "lipset"])
def test_ranks_agree_with_r(name: str, method: Correlation) -> None:
    expected = full(reference(folder_of(name) / "common.json")[f"correlation_{method}_lower"])
    assert np.abs(correlate(sorts=sorts_of(name), method=method) - expected).max() < 1e-12


def test_two_forced_sorts_correlate_by_their_distance() -> None:
    sorts = sorts_of("tiny")
    a, b = sorts[:, 0], sorts[:, 1]
    by_distance = 1 - ((a - b) ** 2).sum() / (2 * ((a - a.mean()) ** 2).sum())
    assert correlate(sorts=sorts)[0, 1] == pytest.approx(by_distance, abs=1e-14)


@pytest.mark.parametrize("method", list(Correlation))
def test_a_missing_card_leaves_out_that_card_for_that_pair_only(method: Correlation) -> None:
    sorts = sorts_of("unforced")[:, :5].copy()
    whole = correlate(sorts=sorts, method=method)
    sorts[3, 0] = np.nan
    found = correlate(sorts=sorts, method=method)
    kept = np.delete(sorts, 3, axis=0)
    assert found[0, 1] == pytest.approx(correlate(sorts=kept, method=method)[0, 1], abs=1e-12)
    assert np.abs(found[1:, 1:] - whole[1:, 1:]).max() < 1e-12


def test_many_missing_cards_are_compared_pair_by_pair() -> None:
    rng = np.random.default_rng(2)
    sorts = rng.integers(-3, 4, size=(40, 5)).astype(float)
    sorts[rng.random(sorts.shape) < 0.1] = np.nan
    for method, expected in ((Correlation.PEARSON, stats.pearsonr), (Correlation.SPEARMAN, stats.spearmanr)):
        found = correlate(sorts=sorts, method=method)
        assert np.linalg.eigvalsh(found)[0] > 0
        for i in range(5):
            for j in range(i):
                both = sorts[~np.isnan(sorts[:, i]) & ~np.isnan(sorts[:, j])]
                assert found[i, j] == pytest.approx(expected(both[:, i], both[:, j]).statistic, abs=1e-12)


def test_correlations_that_cannot_belong_together_are_made_to_fit() -> None:
    rng = np.random.default_rng(5)
    sorts = rng.normal(size=(12, 9))
    sorts[rng.random(sorts.shape) < 0.2] = np.nan
    found = correlate(sorts=sorts)
    assert np.linalg.eigvalsh(found)[0] > -1e-12
    assert np.allclose(np.diag(found), 1.0)
    assert np.array_equal(found, found.T)


@pytest.mark.parametrize("method", list(Correlation))
def test_a_sort_without_variance_is_refused_by_its_name(method: Correlation) -> None:
    sorts = np.array([[1.0, 0.1], [2.0, 0.1], [0.0, 0.1]])
    with pytest.raises(Refused, match="The sort of 2 puts every statement in the same place"):
        correlate(sorts=sorts, method=method)
    with pytest.raises(Refused, match="The sort of Bilal puts every statement in the same place") as refused:
        correlate(sorts=sorts, method=method, participants=("Amara", "Bilal"))
    assert refused.value.participant == "Bilal"


def test_two_sorts_that_share_too_little_are_refused() -> None:
    nan = np.nan
    sorts = np.array([[1.0, nan], [2.0, nan], [3.0, 1.0], [nan, 2.0], [nan, 3.0]])
    with pytest.raises(Refused, match="the sorts of 1 and 2 have in common"):
        correlate(sorts=sorts)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0.1, 100), st.floats(-50, 50))
def test_scale_and_shift_of_a_sort_change_nothing(seed: int, scale: float, shift: float) -> None:
    sorts = np.random.default_rng(seed).integers(-3, 4, size=(15, 4)).astype(float)
    sorts[0], sorts[1] = 3, -3
    moved = sorts.copy()
    moved[:, 2] = moved[:, 2] * scale + shift
    for method in (Correlation.PEARSON, Correlation.KENDALL):
        assert (
            np.abs(correlate(sorts=moved, method=method) - correlate(sorts=sorts, method=method)).max() < 1e-9
        )


def test_ranks_share_what_is_tied() -> None:
    values = np.random.default_rng(3).integers(0, 5, size=(30, 6)).astype(float)
    assert np.array_equal(ranks(values=values), stats.rankdata(values, axis=0))


def test_a_missing_card_counts_as_the_sorts_own_mean() -> None:
    found = standardise(sorts=np.array([[1.0], [np.nan], [3.0]]))
    assert found[:, 0] == pytest.approx([-(0.5**0.5), 0.0, 0.5**0.5])


def test_a_sort_is_compared_with_views_over_the_cards_it_has() -> None:
    rng = np.random.default_rng(8)
    sorts, views = rng.normal(size=(20, 3)), rng.normal(size=(20, 2))
    sorts[4, 1] = np.nan
    found = with_views(sorts=sorts, views=views)
    kept = np.delete(np.arange(20), 4)
    assert found[1, 0] == pytest.approx(np.corrcoef(sorts[kept, 1], views[kept, 0])[0, 1])
    assert found[2, 1] == pytest.approx(np.corrcoef(sorts[:, 2], views[:, 1])[0, 1])
    assert np.isnan(with_views(sorts=sorts, views=np.full((20, 1), np.nan))).all()
