"""Quartimax, oblimin and promax: what the R package finds is tested in ``test_as_in_r``."""

import numpy as np
import pytest

from concordat.qmethod import as_in_r
from concordat.qmethod.cautions import About
from concordat.qmethod.components import principal_components
from concordat.qmethod.correlation import correlate
from concordat.qmethod.results import Floats, Rotated
from concordat.qmethod.rotation.oblimin import oblimin
from concordat.qmethod.rotation.promax import promax
from concordat.qmethod.rotation.quartimax import quartimax
from concordat.qmethod.rotation.varimax import varimax
from tests.qmethod.matrices import sorts_of

CLEAN = principal_components(correlation=correlate(sorts=sorts_of("clean_three")), factors=3).loadings


def crossing(loadings: Floats) -> float:
    """What oblimin makes small: loadings on two factors at once."""
    squares = loadings**2
    return float((squares.sum(axis=1) ** 2 - (squares**2).sum(axis=1)).sum()) / 4


@pytest.mark.parametrize("rotate", [oblimin, promax])
def test_the_pattern_and_the_correlations_give_back_what_was_extracted(rotate) -> None:
    found: Rotated = rotate(loadings=CLEAN)
    assert np.abs(found.loadings @ found.correlations @ found.loadings.T - CLEAN @ CLEAN.T).max() < 1e-12
    assert np.diag(found.correlations) == pytest.approx(np.ones(3))
    assert np.abs(CLEAN @ found.matrix - found.loadings).max() < 1e-12
    assert About.NOT_USUAL in [each.about for each in found.cautions]
    assert About.NOT_CONVERGED not in [each.about for each in found.cautions]


def test_oblimin_crosses_less_than_varimax_and_no_more_than_r() -> None:
    found = crossing(oblimin(loadings=CLEAN).loadings)
    assert found < crossing(varimax(loadings=CLEAN).loadings)
    assert found <= crossing(as_in_r.oblimin(loadings=CLEAN).loadings) + 1e-15


def test_oblimin_is_at_rest() -> None:
    best = oblimin(loadings=CLEAN)
    matrix = np.linalg.inv(best.matrix).T
    rng = np.random.default_rng(1)
    for _ in range(50):
        near = matrix + 1e-3 * rng.normal(size=(3, 3))
        near /= np.sqrt((near**2).sum(axis=0))
        assert crossing(CLEAN @ np.linalg.inv(near).T) > crossing(best.loadings)


def test_quartimax_gathers_fourth_powers_and_keeps_right_angles() -> None:
    found = quartimax(loadings=CLEAN)
    assert np.abs(found.matrix.T @ found.matrix - np.eye(3)).max() < 1e-12
    fourth = (found.loadings**4).sum()
    assert fourth >= (varimax(loadings=CLEAN).loadings ** 4).sum()
    assert fourth >= (as_in_r.quartimax(loadings=CLEAN).loadings ** 4).sum() - 1e-14
    assert quartimax(loadings=CLEAN, normalised=True).loadings.shape == CLEAN.shape


def test_promax_makes_small_loadings_smaller() -> None:
    rotated = varimax(loadings=CLEAN).loadings
    small = np.abs(rotated) < 0.2
    assert np.abs(promax(loadings=CLEAN).loadings[small]).mean() < np.abs(rotated[small]).mean()
