import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.qmethod.cautions import About
from concordat.qmethod.correlation import correlate
from concordat.qmethod.principal_axis import principal_axis
from concordat.qmethod.study import Refused
from tests.qmethod.matrices import sorts_of


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_what_was_put_in_is_found_again(seed: int, factors: int) -> None:
    rng = np.random.default_rng(seed)
    loadings = rng.uniform(-0.25, 0.25, size=(24, factors))
    loadings[np.arange(24), np.arange(24) % factors] = rng.uniform(0.5, 0.7, 24)
    common = loadings @ loadings.T
    correlation = common + np.diag(1 - np.diag(common))
    found = principal_axis(correlation=correlation, factors=factors)
    assert found.cautions == ()
    assert np.abs(found.loadings @ found.loadings.T - common).max() < 1e-6


@pytest.mark.parametrize("name", ["clean_three", "noisy_four", "duplicate"])
def test_another_round_changes_nothing(name: str) -> None:
    correlation = correlate(sorts=sorts_of(name))
    found = principal_axis(correlation=correlation, factors=3)
    h = (found.loadings**2).sum(axis=1)
    np.fill_diagonal(correlation, np.minimum(h, 1 - 1e-6))
    values, vectors = np.linalg.eigh(correlation)
    again = vectors[:, -3:] * np.sqrt(values[-3:])
    assert np.abs((again**2).sum(axis=1) - h).max() < 1e-6


def test_identical_sorts_are_held_below_one_and_named() -> None:
    names = tuple(f"P{i:02}" for i in range(1, 21))
    correlation = correlate(sorts=sorts_of("duplicate"))
    found = principal_axis(correlation=correlation, factors=4, participants=names)
    for caution in found.cautions:
        assert caution.about in (About.IMPROPER, About.NOT_CONVERGED)
    held = (found.loadings**2).sum(axis=1) >= 1 - 1e-5
    named = [each.participants for each in found.cautions if each.about is About.IMPROPER]
    assert {name for each in named for name in each} == {names[i] for i in np.flatnonzero(held)}


def test_too_many_factors_are_refused() -> None:
    with pytest.raises(Refused, match="share too little for 4 principal axis factors"):
        principal_axis(correlation=np.eye(6) * 0.7 + 0.3, factors=4)
