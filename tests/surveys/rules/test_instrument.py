import csv
import io
from dataclasses import replace

import pytest

from concordat.surveys.rules.instrument import (
    DIMENSIONS,
    INSTRUMENT,
    OPTIONAL,
    SHORT_FORM,
    Pairing,
    Shape,
    Side,
    minutes,
    problems,
    reflections,
    wording_key,
)

ITEM = {item.id: item for item in (*INSTRUMENT, *OPTIONAL)}


def test_the_full_instrument_has_every_item_of_the_design():
    ratings = [item.id for item in INSTRUMENT if item.shape is Shape.RATING]
    bands = [item.id for item in INSTRUMENT if item.shape is Shape.BANDS]
    assert len(ratings) == 35
    assert bands == ["H2", *(f"RG{n}" for n in range(1, 9)), "CU1", *(f"P{n}" for n in range(1, 9))]


def test_the_short_form_has_its_twelve_items_in_order():
    assert [item.id for item in SHORT_FORM] == [
        "H1",
        "H2",
        "H3",
        "T1",
        "R1",
        "A1",
        "A3",
        "C2",
        "L1",
        "B2",
        "P1",
        "P2",
    ]


def test_the_built_in_instruments_can_be_asked():
    assert problems(INSTRUMENT) == ()
    assert problems(SHORT_FORM) == ()


def test_people_are_told_how_long_their_own_questions_take():
    told = [minutes(each) for each in (1, 12, 53, 120)]
    assert told == [1, 3, 10, 22]


def test_items_stand_together_by_dimension():
    in_order = [item.dimension for item in INSTRUMENT]
    assert in_order == sorted(in_order, key=DIMENSIONS.index)


@pytest.mark.parametrize("item", [*INSTRUMENT, *OPTIONAL], ids=lambda item: item.id)
def test_a_wording_is_short_plain_and_its_own_sentence(item):
    for side in Side:
        wording = item.wording(side)
        assert len(wording.split()) <= 22
        assert wording.endswith((".", "?"))
        assert " and/or " not in wording
    assert item.expectation.endswith(".")
    assert item.source


def test_each_side_is_spoken_to_as_itself():
    for item in INSTRUMENT:
        assert "We officers" not in item.councillors
        assert "We councillors" not in item.officers


def test_the_tasks_of_the_sort_are_the_same_for_both_sides():
    tasks = [item for item in INSTRUMENT if item.dimension == "Who does what"]
    assert all(task.councillors == task.officers for task in tasks)
    assert {task.bands for task in tasks} == {("Councillors", "Both together", "Officers")}


def test_a_self_rating_is_reflected_in_what_the_other_side_says():
    found = {(each.about, each.own): each.by_others for each in reflections(INSTRUMENT)}
    assert found[Side.COUNCILLORS, "R2"] == "R2"
    assert found[Side.OFFICERS, "A1"] == "A1"
    assert found[Side.COUNCILLORS, "T2"] == "T1"
    assert found[Side.OFFICERS, "T2"] == "T1"
    assert (Side.OFFICERS, "R2") not in found


def test_the_short_form_keeps_only_the_reflections_it_can_show():
    assert {each.own for each in reflections(SHORT_FORM)} == {"A1", "A3"}


def test_a_foretold_or_complementary_item_is_never_compared_side_with_side():
    assert not ITEM["H3"].comparable
    assert not ITEM["C1"].comparable
    assert ITEM["T1"].comparable


def test_a_changed_wording_is_a_new_item_for_trends_and_spacing_is_not():
    item = ITEM["T1"]
    key = wording_key(item, Side.COUNCILLORS)
    assert (
        wording_key(
            replace(item, councillors="Officers treat me  with courtesy and respect. "), Side.COUNCILLORS
        )
        == key
    )
    assert wording_key(replace(item, councillors="Officers treat me with respect."), Side.COUNCILLORS) != key
    assert wording_key(replace(item, high_label="Always"), Side.COUNCILLORS) != key
    assert wording_key(replace(item, officers="Councillors respect me."), Side.COUNCILLORS) == key


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"officers": " "}, "T1 has no wording for officers."),
        ({"topic": ""}, "T1 needs a short title for tables and charts."),
        ({"high_label": ""}, "T1 is rated from 1 to 10, and both ends of the scale need a label."),
        ({"shape": Shape.BANDS}, "T1 is answered in three bands, and each band needs its words."),
        (
            {"shape": Shape.BANDS, "bands": ("Never", "never", "Often")},
            "T1 has two bands with the same words.",
        ),
        (
            {"pairing": Pairing.SELF_OTHER},
            "T1 sets one side's view of itself beside the other's, so it must say which side.",
        ),
        ({"partner": "Z9"}, "T1 is read together with Z9, which is not among the items."),
    ],
)
def test_a_copy_that_cannot_be_asked_says_why(change, complaint):
    assert problems([ITEM["H1"], replace(ITEM["T1"], **change)]) == (complaint,)


def test_a_copy_keeps_the_headline_and_one_name_for_each_item():
    assert problems([ITEM["T1"]]) == (
        "H1, the working relationship overall, must stay: the headline is made from it.",
    )
    assert "Two items are called H1. Each needs an identifier of its own." in problems(
        [ITEM["H1"], ITEM["H1"]]
    )


def test_every_identifier_can_head_a_column():
    row = io.StringIO()
    csv.writer(row).writerow(item.id for item in INSTRUMENT)
    assert '"' not in row.getvalue()
