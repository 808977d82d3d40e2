"""The rotation log: it alone leads from the unrotated factors to the solution, and nothing in it is lost."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.qmethod import analyse, judgment
from concordat.qmethod.cautions import About
from concordat.qmethod.study import Refused
from tests.qmethod.studies import made, read_study

STUDY = read_study(made("clean_three"))
TURN = {
    "op": "rotate",
    "factors": [1, 2],
    "degrees": -12.5,
    "at": "2026-11-22T10:02:00Z",
    "by": "analyst",
    "why": "P07 is the editor of the plan",
}
UNDO = {"op": "undo"}


def solve(*log, **asked):
    return analyse(STUDY, factors=3, log=log, **asked)


def same(one, other):
    np.testing.assert_allclose(one.loadings, other.loadings, atol=1e-12)
    np.testing.assert_array_equal(one.flags, other.flags)
    return True


def test_a_turn_is_clockwise_by_so_many_degrees():
    before, after = solve(), solve({"op": "rotate", "factors": [1, 3], "degrees": 30})
    a, b = before.loadings[:, 0], before.loadings[:, 2]
    np.testing.assert_allclose(after.loadings[:, 0], a * np.cos(np.pi / 6) + b * np.sin(np.pi / 6))
    np.testing.assert_allclose(after.loadings[:, 2], b * np.cos(np.pi / 6) - a * np.sin(np.pi / 6))
    np.testing.assert_array_equal(after.loadings[:, 1], before.loadings[:, 1])
    np.testing.assert_allclose(after.unrotated @ after.rotation_matrix, after.loadings)


def test_a_turn_and_its_opposite_restore_the_solution():
    assert same(solve(TURN, {**TURN, "degrees": 12.5}), solve())


def test_a_turn_is_said_by_hand_and_the_log_is_carried_untouched():
    found = solve(TURN, UNDO, TURN)
    told = next(caution for caution in found.cautions if caution.about is About.ROTATED_BY_HAND)
    assert "turned by hand once" in told.sentence
    assert found.record["log"] == [TURN, UNDO, TURN]
    assert About.ROTATED_BY_HAND not in {caution.about for caution in solve(TURN, UNDO).cautions}


def test_later_turns_keep_the_labels_and_signs_of_the_factors():
    quarter = {"op": "rotate", "factors": [1, 2], "degrees": 90}
    before, after = solve(), solve(quarter)
    np.testing.assert_allclose(after.loadings[:, 0], before.loadings[:, 1], atol=1e-12)
    np.testing.assert_allclose(after.loadings[:, 1], -before.loadings[:, 0], atol=1e-12)


def test_undo_takes_back_the_last_step_that_counts_and_deletes_nothing():
    flag = {"op": "flag", "participant": "P01", "factor": 2, "value": True}
    invert = {"op": "invert", "factor": 3}
    assert same(solve(TURN, flag, UNDO), solve(TURN))
    assert same(solve(TURN, flag, UNDO, UNDO, invert), solve(invert))
    log = judgment.undo([TURN, flag], by="analyst", at="2026-11-22T10:05:00Z")
    assert log == [TURN, flag, {"op": "undo", "by": "analyst", "at": "2026-11-22T10:05:00Z"}]
    assert judgment.counting(log) == [TURN]
    with pytest.raises(Refused, match="There is no step left to undo"):
        judgment.undo([TURN, UNDO])


def test_an_inverted_factor_has_everything_upside_down_and_the_same_flags():
    before, after = solve(), solve({"op": "invert", "factor": 2})
    np.testing.assert_array_equal(after.loadings[:, 1], -before.loadings[:, 1])
    np.testing.assert_array_equal(after.flags, before.flags)
    np.testing.assert_allclose(after.zscores[:, 1], -before.zscores[:, 1], atol=1e-12)


@pytest.mark.parametrize("rotation", ["varimax", "raw-varimax", "quartimax", "oblimin", "promax"])
def test_a_criterion_in_the_log_starts_again_from_the_unrotated_factors(rotation):
    flag = {"op": "flag", "participant": "P01", "factor": 2, "value": True}
    started = solve(TURN, flag, {"op": rotation}, rotation="none")
    assert same(started, solve(rotation=rotation))
    assert About.ROTATED_BY_HAND not in {caution.about for caution in started.cautions}


def test_flags_by_hand_outlast_a_later_turn_and_are_said():
    flag = {"op": "flag", "participant": "P40", "factor": 1, "value": True, "why": "his comments"}
    found = solve(flag, TURN)
    assert found.flags[39, 0]
    told = next(caution for caution in found.cautions if caution.about is About.FLAGS_CHANGED)
    assert "P40 on factor 1" in told.sentence
    assert found.record["flags"] == "automatic, changed: P40 on factor 1"


def test_a_target_of_people_brings_each_view_to_the_people_named():
    builders = [{"P40": 1}, {"P01": 1}, {"P20": 1}]
    found = solve({"op": "target", "people": builders})
    for column, name in enumerate(("P40", "P01", "P20")):
        assert np.argmax(np.abs(found.loadings[STUDY.participants.index(name)])) == column


@pytest.mark.parametrize("kind", ["arrays", "zscores", "loadings"])
def test_a_target_of_an_earlier_solution_brings_it_back(kind):
    before = solve()
    wanted = {
        "arrays": before.arrays.tolist(),
        "zscores": before.zscores.tolist(),
        "loadings": dict(zip(STUDY.participants, before.loadings.tolist(), strict=True)),
    }[kind]
    found = solve({"op": "target", kind: wanted}, rotation="none")
    near = 1e-10 if kind == "loadings" else 0.06
    assert np.abs(found.loadings - before.loadings).max() < near


steps = st.one_of(
    st.builds(
        lambda pair, degrees: {"op": "rotate", "factors": pair, "degrees": degrees},
        st.sampled_from([[1, 2], [2, 3], [3, 1]]),
        st.floats(-180, 180),
    ),
    st.builds(lambda factor: {"op": "invert", "factor": factor}, st.integers(1, 3)),
    st.sampled_from([{"op": "varimax"}, {"op": "quartimax"}]),
    st.builds(
        lambda name, factor, value: {"op": "flag", "participant": name, "factor": factor, "value": value},
        st.sampled_from(STUDY.participants),
        st.integers(1, 3),
        st.booleans(),
    ),
)


@given(log=st.lists(steps, max_size=8), tried=steps)
@settings(max_examples=15, deadline=None)
def test_a_log_replays_to_the_same_numbers_and_a_step_undone_leaves_no_trace(log, tried):
    through_json = json.loads(json.dumps(log))
    assert same(solve(*log), solve(*through_json))
    assert same(solve(*log), solve(*log, tried, UNDO))


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        ([{"op": "spin"}], "Step 1 of the rotation log asks for 'spin', which is no step."),
        (["rotate"], "Step 1 of the rotation log asks for 'rotate', which is no step."),
        ([TURN, UNDO, UNDO], "Step 3 of the rotation log undoes a step, but there is none left"),
        (
            [{"op": "rotate", "factors": [1, 4], "degrees": 5}],
            "Step 1 of the rotation log names the factor 4",
        ),
        ([{"op": "rotate", "factors": [1, 1], "degrees": 5}], "must turn two different factors, not [1, 1]"),
        ([{"op": "rotate", "factors": [1], "degrees": 5}], "must turn two different factors, not [1]"),
        ([{"op": "rotate", "factors": [1, 2]}], "must turn by some degrees, not by None"),
        ([{"op": "rotate", "factors": [1, 2], "degrees": float("nan")}], "must turn by some degrees"),
        ([TURN, {"op": "invert", "factor": 0}], "Step 2 of the rotation log names the factor 0"),
        ([{"op": "invert"}], "names the factor None"),
        ([{"op": "flag", "participant": "P99", "factor": 1, "value": True}], "flags P99, who is not in the"),
        ([{"op": "flag", "participant": "P01", "factor": 1}], "must say true or false of the flag of P01"),
        ([{"op": "split", "factor": 1}], "Factor 1 has no flags at both ends"),
        ([{"op": "target"}], "Step 1 of the rotation log needs one target"),
        ([{"op": "target", "arrays": [[1]]}], "needs a row of numbers for each of 36 cards"),
        ([{"op": "target", "zscores": [["a"]]}], "holds something that is not a number"),
        ([{"op": "target", "people": [{"P99": 1}]}], "P99"),
        ([{"op": "target", "people": "P01"}], "The target in step 1 of the rotation log holds something"),
        ([{"op": "target", "loadings": {"P01": ["x"]}}], "holds something that is not a number"),
        ([{"op": "flag", "participant": ["P01"], "factor": 1, "value": True}], "who is not in the study"),
        ([{"op": "promax"}, TURN], "Step 2 of the rotation log turns oblique factors by hand"),
    ],
)
def test_a_step_that_cannot_be_done_is_refused_with_its_number(log, sentence):
    with pytest.raises(Refused) as refused:
        solve(*log)
    assert sentence in refused.value.sentence


def test_a_split_factor_is_not_turned_until_the_split_is_undone():
    study = read_study(made("bipolar"))
    split = {"op": "split", "factor": 1}
    with pytest.raises(Refused, match="Step 2 of the rotation log rotates after a factor was split"):
        analyse(study, factors=2, log=[split, TURN])
    found = analyse(study, factors=2, log=[split, UNDO, TURN])
    assert found.factor_names == ("1", "2")


def test_a_mistake_that_was_undone_does_no_harm():
    wrong = {"op": "flag", "participant": "nobody", "factor": 9, "value": True}
    assert same(solve(TURN, wrong, UNDO), solve(TURN))


def test_the_mode_qmethod_is_turned_by_the_same_log():
    found = solve(TURN, mode="qmethod")
    assert About.ROTATED_BY_HAND in {caution.about for caution in found.cautions}
    assert same(solve(TURN, {"op": "varimax"}, mode="qmethod"), solve(mode="qmethod"))
    with pytest.raises(Refused, match="asks for raw-varimax, which the program"):
        solve({"op": "raw-varimax"}, mode="qmethod")
