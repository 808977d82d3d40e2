import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.qmethod import centroid, ordering
from concordat.qmethod.cautions import About
from concordat.qmethod.correlation import correlate
from concordat.qmethod.results import Booleans, Floats
from concordat.qmethod.rotation.varimax import varimax
from concordat.qmethod.study import Refused
from tests.qmethod.matrices import sorts_of
from tests.qmethod.studies import all_runs, reference


def finishing(statements: int):
    def finish(unrotated: Floats) -> tuple[Floats, Booleans]:
        loadings = ordering.by_convention(rotated=varimax(loadings=unrotated)).loadings
        squares = loadings**2
        is_most = squares > squares.sum(axis=1, keepdims=True) - squares
        return loadings, is_most & (np.abs(loadings) > 1.96 / np.sqrt(statements))

    return finish


@pytest.mark.parametrize("run", all_runs("standard_centroid"))
def test_the_standard_mode_finds_the_reference_solution_and_its_warnings(run) -> None:
    told = reference(run)
    sorts = sorts_of(run.parent.name)
    correlation = correlate(sorts=sorts)
    found = centroid.brown(correlation=correlation, factors=told["settings"]["factors"])
    finish = finishing(len(sorts))
    assert np.abs(finish(found.loadings)[0] - np.array(told["loadings"])).max() < 1e-9
    assert found.sign_gap == pytest.approx(told["centroid_sign_gap"], abs=1e-9)
    assert found.secure.tolist() == told["centroid_factor_secure"]
    others = centroid.unsettled(correlation=correlation, extracted=found, finish=finish)
    assert bool(others) == told["centroid_warning"]


def test_the_warning_fires_where_it_should_and_only_there() -> None:
    def warned(name: str, factors: int):
        sorts = sorts_of(name)
        correlation = correlate(sorts=sorts)
        found = centroid.brown(correlation=correlation, factors=factors)
        return centroid.unsettled(correlation=correlation, extracted=found, finish=finishing(len(sorts)))

    assert warned("clean_three", 4) == ()
    (other,) = warned("bipolar", 4)
    assert other.caution.about is About.CENTROID_NOT_SECURE
    assert other.caution.factors == tuple(range(other.rival.factor, 5))
    assert other.rival.gap < 0.02
    assert other.rival.congruence < 0.95
    assert other.moved > 0.10 or other.flags_changed


@pytest.mark.parametrize("name", ["bipolar", "unforced", "noisy_four"])
def test_no_random_start_finds_a_larger_sum(name: str) -> None:
    rng = np.random.default_rng(11)
    residual = correlate(sorts=sorts_of(name))
    for _ in range(3):
        np.fill_diagonal(residual, 0.0)
        signs, sums = centroid.best_reflections(residual=residual)
        starts = rng.choice([-1.0, 1.0], size=(150, len(residual)))
        ends = centroid.uphill(residual=residual, signs=starts)
        assert np.einsum("mp,pq,mq->m", ends, residual, ends).max() <= sums[0] + 1e-8
        assert (signs[0] * (residual @ signs[0]) > -1e-9).all()
        loadings = centroid.brown(correlation=residual + np.eye(len(residual)), factors=1).loadings
        residual = residual - loadings @ loadings.T


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_order_of_people_does_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    sorts = rng.normal(size=(30, 3))[:, rng.integers(0, 3, 12)] + rng.normal(size=(30, 12)) * 0.7
    people = rng.permutation(12)
    correlation = correlate(sorts=sorts)
    once = centroid.brown(correlation=correlation, factors=3).loadings
    again = centroid.brown(correlation=correlation[np.ix_(people, people)], factors=3).loadings
    signs = np.sign((once[people] * again).sum(axis=0))
    assert np.abs(again * signs - once[people]).max() < 1e-8


def test_more_than_all_of_a_sort_is_said_with_its_name() -> None:
    sorts = sorts_of("heywood")
    names = tuple("ABCDEFGHIJ")
    found = centroid.brown(correlation=correlate(sorts=sorts), factors=4, participants=names)
    above = {names[i] for i in np.flatnonzero((found.loadings**2).sum(axis=1) > 1)}
    (caution,) = (each for each in found.cautions if each.about is About.IMPROPER)
    assert set(caution.participants) == above
    assert above


def test_sorts_with_nothing_in_common_have_no_loadings() -> None:
    found = centroid.brown(correlation=np.eye(5), factors=2)
    assert not found.loadings.any()
    assert found.secure.all()


def test_an_impossible_number_of_factors_is_refused() -> None:
    with pytest.raises(Refused, match="from 1 to 5 factors, not 6"):
        centroid.brown(correlation=np.eye(5), factors=6)
