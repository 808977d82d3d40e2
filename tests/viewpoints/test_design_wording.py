"""The grid of a study, its words and its questions, through its pages."""

import re

import pytest

from concordat.viewpoints import actions, queries
from tests.viewpoints.conftest import PREPARING
from tests.viewpoints.designing import HERE, THERE, problems_in

pytestmark = pytest.mark.usefixtures("preparing")

# --------------------------------------------------------------------------------------------------- grid


def columns(*pairs) -> dict:
    return {
        f"{name}_{n}": str(said)
        for n, pair in enumerate(pairs)
        for name, said in zip(("value", "cards"), pair, strict=True)
    }


def test_a_grid_is_counted_without_being_kept_and_kept_when_it_is_saved(act, study):
    wanted = columns((-1, 4), (0, 4), (1, 3))
    page = act(f"{THERE}/grid", wanted | {"do": "count"})
    assert "11 places for 12 chosen statements: 1 too few." in page
    assert "The grid is not symmetrical." in page
    study.refresh_from_db()
    assert len(study.grid) == 5
    act(f"{THERE}/grid", columns(("−1", 4), (0, 4), ("+1", 4)) | {"do": "save"})
    study.refresh_from_db()
    assert study.grid == [[-1, 4], [0, 4], [1, 4]]


def test_columns_are_added_at_both_ends_and_taken_out_again(act, study):
    page = act(f"{THERE}/grid", columns((-1, 4), (0, 4), (1, 4)) | {"do": "add-low"})
    assert re.search(r'name="value_0" value="-2"', page)
    page = act(f"{THERE}/grid", columns((-1, 4), (0, 4), (1, 4)) | {"do": "add-high"})
    assert re.search(r'name="value_3" value="2"', page)
    page = act(f"{THERE}/grid", columns((-1, 4), (0, 4), (1, 4)) | {"do": "remove-1"})
    assert 'name="value_2"' not in page
    assert "at least 3 columns" in page


def test_a_suggested_grid_holds_the_chosen_statements(act, study):
    page = act(f"{THERE}/grid", {"do": "suggest", "steepness": "flat", "columns": "5"})
    assert "12 places for 12 chosen statements." in page
    page = act(f"{THERE}/grid", {"do": "suggest", "steepness": "flat", "columns": "13"})
    assert "too few chosen statements" in problems_in(page)


def test_what_is_no_number_is_told_by_its_column_and_stays_as_it_was_typed(act, study):
    page = act(f"{THERE}/grid", columns(("low", 4), (0, ""), (1, 4)) | {"do": "save"})
    assert "The value of column 1 is not a whole number." in problems_in(page)
    assert "Column 2 has no number of cards." in problems_in(page)
    assert 'value="low"' in page
    study.refresh_from_db()
    assert len(study.grid) == 5


def test_the_grid_is_drawn_with_its_words_beside_it(act, study):
    page = act(f"{THERE}/grid")
    assert page.count("<rect") == 12
    assert "−2: 1 card; −1: 3 cards; 0: 4 cards; +1: 3 cards; +2: 1 card" in page


# -------------------------------------------------------------------------------------------------- words


def test_the_instruction_and_the_ends_are_worded(act, study):
    act(f"{THERE}/wording", {"instruction": "Think of today.", "most": "Yes", "least": "No"})
    study.refresh_from_db()
    assert (study.instruction, study.most, study.least) == ("Think of today.", "Yes", "No")
    assert study.most_cy  # what is not shown is not lost
    assert "Write the condition" in problems_in(act(f"{THERE}/wording", {"instruction": ""}))


def test_a_changed_consent_page_is_a_new_version_and_the_facts_are_added(act, study, mona):
    page = act(f"{THERE}/consent", {"words": "You agree.\n\nTruly."})
    assert "Version 2 of the consent page is kept." in page
    assert "<p>Truly.</p>" in page
    assert "Isaac Mensah" in page
    assert "30 April 2027" in page
    act(f"{THERE}/consent", {"words": "You agree.\n\nTruly."})
    assert study.consent_pages.count() == 2


def test_how_people_sort_is_set_and_without_piles_nothing_is_thinned(act, study):
    said = {
        "forced": "no",
        "thinning": "on",
        "comment_columns": "2",
        "keeps_trace": "on",
        "equivalence": "0.4",
    }
    act(f"{THERE}/settings", said)
    study.refresh_from_db()
    assert (study.forced, study.piles, study.thinning, study.practice) == (False, False, False, False)
    assert (study.comment_columns, study.keeps_trace, study.equivalence) == (2, True, 0.4)
    page = act(f"{THERE}/settings", said | {"equivalence": "9"})
    assert "from 0.1 to 2" in problems_in(page)
    assert "How many seconds" in act(f"{THERE}/preview")


def test_questions_of_every_shape_are_asked_reworded_moved_and_dropped(act, study):
    act(f"{THERE}/questions/add-radio", {"words": "Which?", "options": "One\n\n Two \nThree"})
    act(f"{THERE}/questions/add-rating", {"words": "How much?", "low": "Little", "high": "Much"})
    act(f"{THERE}/questions/add-checkbox", {"words": "Any?", "options": "A\nB", "required": "on"})
    act(f"{THERE}/questions/add-select", {"words": "From a list?", "options": "A\nB"})
    asked = {each.key: each for each in queries.questions_of(study)}
    assert asked["q2"].options == ["One", "Two", "Three"]
    assert asked["q3"].options == ["Little", "Much"]
    assert asked["q4"].required
    act(f"{THERE}/questions/q2/reword", {"words": "Which one?", "options": "One\nTwo"})
    act(f"{THERE}/questions/q3/move", {"to": "1"})
    act(f"{THERE}/questions/q1/drop", {})
    told = [(each.key, each.words) for each in queries.questions_of(study)]
    assert told == [
        ("q3", "How much?"), ("q2", "Which one?"), ("q4", "Any?"), ("q5", "From a list?"),
    ]  # fmt: skip
    act(f"{THERE}/questions/add-text", {"words": "Again?"})
    assert study.questions.get(words="Again?").key == "q1"


def test_one_answer_is_no_choice(act, study):
    page = act(f"{THERE}/questions/add-radio", {"words": "Which?", "options": "One"})
    assert "at least two answers" in problems_in(page)
    assert ">Which?</textarea>" in page.replace("\n", "")
    page = act(f"{THERE}/questions/add-radio", {"words": "Which?", "options": "One\none"})
    assert "Two of the answers are the same." in problems_in(page)
    act(f"{THERE}/questions/add-slider", {"words": "Which?"}, status=404)


def test_a_study_begins_by_asking_what_was_missing(act, study):
    assert "Was something missing from the statements?" in act(f"{THERE}/questions")


def test_the_preview_speaks_the_language_that_one_asks_for(act, study, mona, isaac):
    begun = actions.design_study(
        name="In Welsh", purpose="x", researcher=isaac.id, committee="y", closes_on=study.closes_on,
        keep_until=study.keep_until, in_welsh=True, by=mona, at=PREPARING,
    )  # fmt: skip
    page = act(f"{HERE}/{begun.slug}/preview?language=cy")
    assert "Meddyliwch am sut mae cynghorwyr a swyddogion yn cydweithio" in page
    assert "Mae’r ffin rhwng gwaith cynghorydd" in page
    assert "Think of how councillors and officers" in act(f"{HERE}/{begun.slug}/preview")
