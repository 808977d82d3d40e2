"""The log of a solution: in words, and the way back through it."""

import pytest

from concordat.viewpoints.rules.stages import OutOfTurn
from concordat.viewpoints.rules.steps import counting, in_words, undone, way_back

TURN = {"op": "rotate", "factors": [1, 2], "degrees": 10}
BACK = {"op": "rotate", "factors": [1, 2], "degrees": -4.5}
UNDO = {"op": "undo"}
FLAG = {"op": "flag", "participant": "P107", "factor": 2, "value": False, "why": "P107 told me so"}


def test_what_was_taken_back_no_longer_counts():
    assert counting([TURN, BACK, UNDO, FLAG]) == [TURN, FLAG]


def test_nothing_is_taken_back_twice():
    with pytest.raises(OutOfTurn):
        undone([TURN, UNDO])


def test_the_way_back_takes_back_what_came_since():
    log = [TURN, BACK, FLAG]
    assert way_back(log, to=1) == [UNDO, UNDO]
    assert counting([*log, *way_back(log, to=1)]) == counting(log[:1])


def test_the_way_back_takes_again_what_was_taken_back_meanwhile():
    log = [{**TURN, "at": "then", "by": "1"}, UNDO, BACK]
    way = way_back(log, to=1)
    assert way == [UNDO, TURN]
    assert counting([*log, *way])[-1]["degrees"] == 10


def test_the_way_to_where_it_stands_is_no_way_at_all():
    assert way_back([TURN, BACK], to=2) == []


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (TURN, "Turned factors 1 and 2 by 10° clockwise"),
        (BACK, "Turned factors 1 and 2 by 4.5° anticlockwise"),
        ({"op": "invert", "factor": 2}, "Turned factor 2 upside down"),
        ({"op": "split", "factor": 1}, "Split factor 1 into its two ends"),
        (UNDO, "Took back the step before"),
        ({"op": "target", "name": "Old views", "people": []}, "Rotated towards a target: Old views"),
        (FLAG, "No longer let P107 define factor 2. Why: P107 told me so"),
    ],
)
def test_a_step_is_told_in_words(step, words):
    assert in_words(step) == words


@pytest.mark.parametrize(
    "step", [FLAG, {**TURN, "why": "P107 is the editor"}, {"op": "target", "name": "P107"}]
)
def test_in_a_report_a_step_names_nobody(step):
    assert "P107" not in in_words(step, of_people=False)
