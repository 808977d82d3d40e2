import numpy as np
import pytest

from concordat.qmethod import as_in_r
from concordat.qmethod.congruence import match
from concordat.qmethod.correlation import correlate
from concordat.qmethod.results import Correlation, Floats, Rotated
from concordat.qmethod.rotation import varimax as converged
from tests.qmethod.matrices import STUDIES, folder_of, sorts_of
from tests.qmethod.studies import all_runs, reference


def as_r_does(run, told) -> Rotated:
    settings = told["settings"]
    method = Correlation(settings["correlation"])
    correlation = correlate(sorts=sorts_of(run.parent.name), method=method)
    if settings["extraction"] == "centroid":
        loadings = as_in_r.centroid(correlation=correlation, factors=settings["factors"]).loadings
        return as_in_r.varimax(loadings=loadings)
    loadings = as_in_r.principal_components(correlation=correlation, factors=settings["factors"]).loadings
    if settings["rotation"] == "none":
        return as_in_r.ordered_and_signed(rotated=Rotated(loadings, np.eye(settings["factors"])))
    rotate = getattr(as_in_r, settings["rotation"])
    return as_in_r.ordered_and_signed(rotated=rotate(loadings=loadings))


def same_up_to_sign(found: Floats, expected: Floats) -> Floats:
    matching = match(of=found, to=expected)
    return np.asarray(found[:, matching.order] * matching.signs)


@pytest.mark.parametrize("run", all_runs("qmethod_"))
def test_every_run_of_r_is_found_again(run) -> None:
    told = reference(run)
    found = as_r_does(run, told)
    if not told["usable"]:
        assert np.isfinite(found.loadings).all()
        return
    expected = np.array(told["loadings"])
    loadings = same_up_to_sign(found.loadings, expected) if "compare_up_to_sign" in told else found.loadings
    assert np.abs(loadings - expected).max() < 1e-9


@pytest.mark.parametrize("run", all_runs("qmethod_"))
def test_varimax_brought_to_its_end_is_found_again(run) -> None:
    told = reference(run)
    if told.get("loadings_varimax_converged") is None or not told["usable"]:
        return
    settings = told["settings"]
    extract = as_in_r.centroid if settings["extraction"] == "centroid" else as_in_r.principal_components
    method = Correlation(settings["correlation"])
    correlation = correlate(sorts=sorts_of(run.parent.name), method=method)
    unrotated = extract(correlation=correlation, factors=settings["factors"]).loadings
    found = converged.varimax(loadings=unrotated)
    expected = np.array(told["loadings_varimax_converged"])
    assert np.abs(same_up_to_sign(found.loadings, expected) - expected).max() < 1e-8
    early = as_in_r.varimax(loadings=unrotated).loadings
    assert converged.criterion(loadings=early) <= converged.criterion(loadings=found.loadings) + 1e-12


@pytest.mark.parametrize("name", STUDIES)
def test_the_centroid_of_r_is_found_before_rotation(name: str) -> None:
    common = reference(folder_of(name) / "common.json")
    k = common["centroid_factors_verified"]
    if not k:
        pytest.skip("R's centroid fails on identical sorts.")
    expected = np.array(common["unrotated_centroid"])[:, :k]
    found = as_in_r.centroid(correlation=correlate(sorts=sorts_of(name)), factors=k).loadings
    assert np.abs(found - expected).max() < 1e-9


def test_identical_sorts_get_identical_loadings() -> None:
    found = as_in_r.centroid(correlation=correlate(sorts=sorts_of("duplicate")), factors=3).loadings
    assert np.abs(found).max() < 1
    assert found[10] == pytest.approx(found[19], abs=1e-9)


def test_a_stack_is_rotated_as_each_of_its_solutions_is() -> None:
    stack = np.random.default_rng(6).normal(size=(20, 12, 3))
    stack[3, 4] = 0
    for rotate, many in (
        (as_in_r.varimax, as_in_r.varimax_many),
        (converged.varimax, converged.varimax_many),
    ):
        together = many(loadings=stack)
        assert together.converged.all()
        alone = np.stack([rotate(loadings=each).loadings for each in stack])
        assert np.abs(together.loadings - alone).max() < 1e-9
        assert np.abs(stack @ together.matrices - together.loadings).max() < 1e-12
