import numpy as np
import pytest

from concordat.qmethod.cautions import About
from concordat.qmethod.centroid import best_reflections
from concordat.qmethod.congruence import match
from concordat.qmethod.correlation import correlate
from concordat.qmethod.horst import horst, is_enough
from concordat.qmethod.principal_axis import principal_axis
from concordat.qmethod.rotation.varimax import varimax
from tests.qmethod.matrices import sorts_of
from tests.qmethod.studies import made, reference, runs


@pytest.mark.parametrize("name", ["clean_three", "bipolar", "unforced"])
def test_another_round_changes_nothing(name: str) -> None:
    correlation = correlate(sorts=sorts_of(name))
    found = horst(correlation=correlation, factors=3)
    assert About.NOT_CONVERGED not in [each.about for each in found.cautions]
    h = np.minimum(1, (found.loadings**2).sum(axis=1))
    residual = correlation.copy()
    for loading in found.loadings.T:
        np.fill_diagonal(residual, 0.0)
        signs, _ = best_reflections(residual=residual)
        weighted = residual @ signs[0] + h * signs[0]
        again = weighted / np.sqrt((weighted * signs[0]).sum())
        assert min(np.abs(again - loading).max(), np.abs(again + loading).max()) < 1e-8
        residual -= np.outer(loading, loading)
        h = h - loading**2


def test_it_finds_the_views_that_principal_axis_finds() -> None:
    correlation = correlate(sorts=sorts_of("clean_three"))
    mine = varimax(loadings=horst(correlation=correlation, factors=3).loadings).loadings
    theirs = varimax(loadings=principal_axis(correlation=correlation, factors=3).loadings).loadings
    assert match(of=mine, to=theirs).congruences.min() > 0.99


@pytest.mark.parametrize("run", list(runs(made("clean_three"), "kade_horst_centroid_varimax_3")))
def test_it_finds_the_views_that_kade_finds(run) -> None:
    theirs = varimax(loadings=np.array(reference(run)["unrotated"])).loadings
    correlation = correlate(sorts=sorts_of("clean_three"))
    mine = varimax(loadings=horst(correlation=correlation, factors=3).loadings).loadings
    assert match(of=mine, to=theirs).congruences.min() > 0.99


def test_a_communality_held_at_one_is_said_with_its_name() -> None:
    names = tuple("ABCDEFGHIJ")
    correlation = correlate(sorts=sorts_of("heywood"))
    found = horst(correlation=correlation, factors=4, participants=names)
    improper = [each for each in found.cautions if each.about is About.IMPROPER]
    assert len(improper) == 1
    assert set(improper[0].participants) <= set(names)
    assert improper[0].participants


def test_it_stops_by_itself_when_only_chance_is_left() -> None:
    sorts = sorts_of("clean_three")
    correlation = correlate(sorts=sorts)
    found = horst(correlation=correlation, factors=7, statements=len(sorts))
    assert found.loadings.shape[1] == 3
    assert is_enough(correlation=correlation, loadings=found.loadings, statements=len(sorts))
    assert not is_enough(correlation=correlation, loadings=found.loadings[:, :2], statements=len(sorts))
    assert horst(correlation=correlation, factors=2, statements=len(sorts)).loadings.shape[1] == 2


def test_sorts_with_nothing_in_common_do_not_stop_it() -> None:
    found = horst(correlation=np.eye(5), factors=2).loadings
    assert np.isfinite(found).all()
    assert (found**2).sum(axis=1).max() <= 1 + 1e-9
