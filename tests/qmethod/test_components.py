import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.qmethod import components, ordering
from concordat.qmethod.congruence import match
from concordat.qmethod.correlation import correlate
from concordat.qmethod.rotation.varimax import varimax
from concordat.qmethod.study import Refused
from tests.qmethod.matrices import STUDIES, folder_of, sorts_of
from tests.qmethod.studies import all_runs, reference


@pytest.mark.parametrize("name", STUDIES)
def test_eigenvalues_and_components_agree_with_r(name: str) -> None:
    common = reference(folder_of(name) / "common.json")
    correlation = correlate(sorts=sorts_of(name))
    expected = np.array(common["eigenvalues"])
    found = components.principal_components(correlation=correlation, factors=min(4, len(expected)))
    assert np.abs(found.eigenvalues - np.maximum(expected, 0)).max() < 1e-11
    theirs = np.array(common["unrotated_pca"])[:, : found.loadings.shape[1]]
    assert np.abs(np.abs(found.loadings) - np.abs(theirs)).max() < 1e-9


@pytest.mark.parametrize("run", all_runs("standard_pca"))
def test_the_standard_mode_finds_the_reference_loadings(run) -> None:
    told = reference(run)
    correlation = correlate(sorts=sorts_of(run.parent.name))
    found = components.principal_components(correlation=correlation, factors=told["settings"]["factors"])
    rotated = ordering.by_convention(rotated=varimax(loadings=found.loadings))
    assert np.abs(rotated.loadings - np.array(told["loadings"])).max() < 1e-9
    assert np.abs(found.loadings @ rotated.matrix - rotated.loadings).max() < 1e-12


@pytest.mark.parametrize("statements", [12, 30])
def test_of_many_sorts_the_short_way_finds_the_same(statements: int) -> None:
    sorts = np.random.default_rng(2).normal(size=(statements, components.MANY_SORTS + 30))
    correlation = correlate(sorts=sorts)
    found = components.principal_components(correlation=correlation, factors=5)
    values, vectors = np.linalg.eigh(correlation)
    expected = vectors[:, ::-1][:, :5] * np.sqrt(values[::-1][:5])
    assert np.abs(found.eigenvalues - np.maximum(values[::-1], 0)).max() < 1e-11
    assert np.abs(np.abs(found.loadings) - np.abs(expected)).max() < 1e-10


def test_more_statements_than_the_short_way_allows_change_nothing() -> None:
    correlation = correlate(sorts=np.random.default_rng(4).normal(size=(150, components.MANY_SORTS + 1)))
    found = components.principal_components(correlation=correlation, factors=2)
    assert found.eigenvalues == pytest.approx(np.maximum(np.linalg.eigvalsh(correlation)[::-1], 0), abs=1e-11)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_order_of_people_and_of_statements_does_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    sorts = rng.normal(size=(15, 3))[:, rng.integers(0, 3, 12)] + rng.normal(size=(15, 12)) * 0.7
    people, cards = rng.permutation(12), rng.permutation(15)

    def solved(x):
        found = components.principal_components(correlation=correlate(sorts=x), factors=3)
        return ordering.by_convention(rotated=varimax(loadings=found.loadings)).loadings

    assert np.abs(solved(sorts[cards][:, people]) - solved(sorts)[people]).max() < 1e-8


def test_everyone_twice_leaves_the_loadings() -> None:
    sorts = sorts_of("clean_three")
    once = components.principal_components(correlation=correlate(sorts=sorts), factors=3)
    twice = components.principal_components(correlation=correlate(sorts=np.hstack([sorts, sorts])), factors=3)
    matching = match(of=twice.loadings[:40], to=once.loadings)
    again = twice.loadings[:, matching.order] * matching.signs
    assert np.abs(again - np.vstack([once.loadings, once.loadings])).max() < 1e-8


@pytest.mark.parametrize("factors", [0, -1, 7])
def test_an_impossible_number_of_factors_is_refused(factors: int) -> None:
    with pytest.raises(Refused, match=f"6 sorts can have from 1 to 6 factors, not {factors}"):
        components.principal_components(correlation=np.eye(6), factors=factors)


def test_sorts_are_named_by_id_or_else_by_number() -> None:
    assert components.names(rows=np.array([0, 2]), participants=("A", "B", "C")) == ("A", "C")
    assert components.names(rows=np.array([0, 2]), participants=()) == ("1", "3")
