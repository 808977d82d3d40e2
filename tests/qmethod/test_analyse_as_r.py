"""The mode ``qmethod`` against R qmethod 1.8.4, run by run."""

import numpy as np
import pytest

from concordat.qmethod import analyse
from concordat.qmethod.cautions import About
from tests.qmethod.studies import all_runs, made, read_study, reference
from tests.qmethod.test_analyse_standard import numbers

AS_R_PRINTS = 1e-9


def solve(run):
    told = reference(run)["settings"]
    study = read_study(run.parent)
    asked = {name: told[name] for name in ("factors", "extraction", "rotation", "correlation")}
    return analyse(study, mode="qmethod", **asked)


def signs(ours, theirs):
    """1 or −1 for each factor: R leaves some of them to the last bit of a tie."""
    if not theirs.get("compare_up_to_sign"):
        return np.ones(ours.factors)
    return np.where((ours.loadings * numbers(theirs["loadings"])).sum(axis=0) < 0, -1.0, 1.0)


@pytest.mark.parametrize("run", all_runs("qmethod_"))
def test_the_mode_qmethod_agrees_with_r(run):
    theirs, ours = reference(run), solve(run)
    if not theirs["usable"]:
        assert np.isfinite(ours.loadings).all()  # R's own run failed; ours must not.
        return
    turn = signs(ours, theirs)
    np.testing.assert_allclose(ours.loadings * turn, numbers(theirs["loadings"]), rtol=0, atol=AS_R_PRINTS)
    np.testing.assert_allclose(ours.weights * turn, numbers(theirs["weights"]), rtol=0, atol=AS_R_PRINTS)
    np.testing.assert_allclose(ours.zscores * turn, numbers(theirs["zscores"]), rtol=0, atol=AS_R_PRINTS)
    np.testing.assert_array_equal(ours.flags, theirs["flags"])
    for name, values in theirs["characteristics"].items():
        expected = numbers([values])[0]
        np.testing.assert_allclose(getattr(ours.characteristics, name), expected, rtol=0, atol=AS_R_PRINTS)
    between = numbers(theirs["factor_correlation"]) * np.outer(turn, turn)
    np.testing.assert_allclose(ours.characteristics.factor_correlation, between, rtol=0, atol=AS_R_PRINTS)
    sed = numbers(theirs["se_difference"])
    np.testing.assert_allclose(ours.characteristics.se_difference, sed, rtol=0, atol=AS_R_PRINTS)
    if (turn == 1).all():
        np.testing.assert_array_equal(ours.arrays, numbers(theirs["arrays"]))
        assert follows_the_grid(ours) == theirs["array_follows_grid"]
        the_statements_agree(ours, theirs["distinguishing"])


def follows_the_grid(ours):
    grid = np.array(ours.record["grid"])
    return [
        None if np.isnan(column).any() else bool((np.sort(column) == grid).all()) for column in ours.arrays.T
    ]


def the_statements_agree(ours, theirs):
    if theirs is None:  # R stops where a factor without flags is not the last one.
        assert all(told.pairs for told in ours.statements)
        return
    differences = [[pair.difference for pair in told.pairs.values()] for told in ours.statements]
    np.testing.assert_allclose(differences, theirs["differences"], rtol=0, atol=AS_R_PRINTS)
    assert [[pair.mark for pair in told.pairs.values()] for told in ours.statements] == theirs["stars"]
    assert [told.label for told in ours.statements] == theirs["labels"]


def test_ties_that_leave_the_grid_are_said_as_r_does_not():
    found = analyse(read_study(made("ties")), factors=2, mode="qmethod")
    assert About.LEFT_THE_GRID in {caution.about for caution in found.cautions}


def test_loadings_beyond_1_that_r_weighs_upside_down_are_said():
    found = analyse(read_study(made("heywood")), factors=2, mode="qmethod", extraction="centroid")
    told = next(caution for caution in found.cautions if caution.about is About.IMPROPER)
    assert told.participants
    assert "counts upside down" in told.sentence
    assert (found.weights[np.abs(found.loadings) > 1] * found.loadings[np.abs(found.loadings) > 1] < 0).any()


def test_a_label_of_ten_factors_is_not_mistaken_for_that_of_one():
    found = analyse(read_study(made("noisy_four")), factors=12, mode="qmethod", rotation="varimax")
    for told in found.statements:
        alone = [part for part in told.label.split("Distinguishes ") if part.strip().endswith("only")]
        assert len(alone) <= 1
        assert all(found.flags[:, factor - 1].any() for pair in told.pairs for factor in pair)
