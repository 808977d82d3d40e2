import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from concordat.qmethod.cautions import About
from concordat.qmethod.components import principal_components
from concordat.qmethod.congruence import match
from concordat.qmethod.correlation import correlate
from concordat.qmethod.rotation import varimax as module
from concordat.qmethod.rotation.quartimax import quartimax
from concordat.qmethod.rotation.varimax import better_start, criterion, varimax
from tests.qmethod.matrices import sorts_of


def unrotated(name: str, factors: int):
    return principal_components(correlation=correlate(sorts=sorts_of(name)), factors=factors).loadings


@pytest.mark.parametrize("normalised", [True, False])
@pytest.mark.parametrize("name", ["clean_three", "noisy_four", "ties", "tiny"])
def test_no_small_turn_in_any_plane_is_better(name: str, normalised: bool) -> None:
    found = varimax(loadings=unrotated(name, 4), normalised=normalised).loadings
    best = criterion(loadings=found, normalised=normalised)
    for a in range(3):
        for b in range(a + 1, 4):
            for angle in (-0.01, 0.01):
                turned = found.copy()
                turned[:, a] = found[:, a] * np.cos(angle) + found[:, b] * np.sin(angle)
                turned[:, b] = found[:, b] * np.cos(angle) - found[:, a] * np.sin(angle)
                assert criterion(loadings=turned, normalised=normalised) < best


def test_two_factors_are_turned_by_the_angle_that_a_search_finds() -> None:
    loadings = unrotated("unforced", 2)

    def worse(angle: float) -> float:
        c, s = np.cos(angle), np.sin(angle)
        return -float(criterion(loadings=loadings @ np.array([[c, -s], [s, c]])))

    best = minimize_scalar(worse, bounds=(-np.pi / 4, np.pi / 4), method="bounded", options={"xatol": 1e-12})
    assert criterion(loadings=varimax(loadings=loadings).loadings) == pytest.approx(-best.fun, abs=1e-10)


def test_the_rotation_keeps_communalities_and_right_angles() -> None:
    loadings = unrotated("clean_three", 4)
    found = varimax(loadings=loadings)
    assert np.abs(found.matrix.T @ found.matrix - np.eye(4)).max() < 1e-12
    assert (found.loadings**2).sum(axis=1) == pytest.approx((loadings**2).sum(axis=1))
    assert found.correlations is None
    assert found.cautions == ()


def test_raw_varimax_is_another_rotation_and_one_factor_none() -> None:
    loadings = unrotated("noisy_four", 3)
    raw = varimax(loadings=loadings, normalised=False).loadings
    assert criterion(loadings=raw, normalised=False) > criterion(
        loadings=varimax(loadings=loadings).loadings, normalised=False
    )
    assert np.array_equal(varimax(loadings=loadings[:, :1]).loadings, loadings[:, :1])


def test_where_it_starts_does_not_matter() -> None:
    loadings = unrotated("noisy_four", 4)
    turn = np.linalg.qr(np.random.default_rng(1).normal(size=(4, 4)))[0]
    again, once = varimax(loadings=loadings @ turn).loadings, varimax(loadings=loadings).loadings
    matching = match(of=again, to=once)
    assert np.abs(again[:, matching.order] * matching.signs - once).max() < 1e-10


@pytest.mark.parametrize("name", ["clean_three", "bipolar", "tiny"])
def test_twenty_other_starts_find_nothing_better(name: str) -> None:
    starts = better_start(loadings=unrotated(name, 4), starts=20, rng=np.random.default_rng(7))
    assert starts.better is None
    assert starts.cautions == ()
    assert starts.reached.shape == (20,)


def test_another_optimum_is_reported_and_not_chosen(monkeypatch) -> None:
    loadings = unrotated("clean_three", 3)
    monkeypatch.setattr(module, "varimax", lambda *, loadings, normalised: quartimax(loadings=loadings))
    starts = better_start(loadings=loadings, starts=5, rng=np.random.default_rng(7))
    assert [each.about for each in starts.cautions] == [About.ANOTHER_OPTIMUM]
    assert np.abs(loadings @ starts.better.matrix - starts.better.loadings).max() < 1e-12
    assert criterion(loadings=starts.better.loadings) > starts.usual


def test_a_rotation_stopped_early_says_so(monkeypatch) -> None:
    monkeypatch.setattr("concordat.qmethod.rotation.planar.SWEEPS", 1)
    found = varimax(loadings=unrotated("clean_three", 3))
    assert [each.about for each in found.cautions] == [About.NOT_CONVERGED]
