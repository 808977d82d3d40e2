"""The statements of a study: written, chosen, moved and translated on its pages, and read in from a file."""

import html
import io
import re

import pytest

from concordat.viewpoints import actions, queries
from tests.viewpoints.conftest import PREPARING
from tests.viewpoints.designing import ASKED, THERE, problems_in

pytestmark = pytest.mark.usefixtures("preparing")

# --------------------------------------------------------------------------------------------- statements


def test_a_statement_is_added_reworded_moved_left_out_and_removed(act, study):
    act(f"{THERE}/statements/add", {"words": "Doors  stand open.", "theme": "Talking", "source": "Interview"})
    statement = study.statements.get(words="Doors stand open.")
    assert (statement.key, statement.position, statement.version) == ("s13", 12, 1)
    act(f"{THERE}/statements/s13/reword", {"words": "Every door stands open.", "theme": "Talking"})
    statement.refresh_from_db()
    assert statement.version == 2
    assert statement.earlier[0]["words"] == "Doors stand open."
    assert "Doors stand open." in act(f"{THERE}/statements/s13/reword")
    act(f"{THERE}/statements/s13/move", {"to": "1"})
    assert [each.key for each in queries.statements_of(study)][:3] == ["s13", "s01", "s02"]
    keys = [f"s{n:02d}" for n in range(1, 14)]
    page = act(f"{THERE}/statements/choose", {"shown": keys, "choose": keys[:-1]})
    assert "12 statements are chosen." in page
    act(f"{THERE}/statements/s13/remove", {})
    assert [each.position for each in queries.statements_of(study)] == list(range(12))


def test_the_same_words_again_are_no_new_version(act, study):
    words = study.statements.get(key="s01").words
    act(f"{THERE}/statements/s01/reword", {"words": words, "theme": "Elsewhere"})
    statement = study.statements.get(key="s01")
    assert (statement.version, statement.theme, statement.earlier) == (1, "Elsewhere", [])


def test_a_statement_that_is_not_ticked_because_it_was_not_shown_stays_chosen(act, study):
    act(f"{THERE}/statements/choose", {"shown": ["s01", "s02"], "choose": ["s01"]})
    assert queries.how_many_chosen(study) == 11


def test_an_empty_statement_is_asked_for_again_with_what_was_typed(act, study):
    page = act(f"{THERE}/statements/add", {"words": " ", "source": "A long talk"})
    assert "Write the statement." in problems_in(page)
    assert 'value="A long talk"' in page


def test_a_place_that_is_no_number_moves_nothing(act, study):
    assert "whole number" in act(f"{THERE}/statements/s01/move", {"to": "up"})
    act(f"{THERE}/statements/s99/move", {"to": "1"}, status=404)


def test_the_balance_counts_candidates_and_chosen_by_theme(act, study):
    act(f"{THERE}/statements/choose", {"shown": ["s01"], "choose": []})
    told = {each.theme: (each.chosen, each.candidates) for each in queries.balance_of(study)}
    assert told == {"Talking": (5, 6), "Deciding": (6, 6)}
    page = act(f"{THERE}/statements?theme=Talking")
    assert "Advice is given plainly." not in page
    assert "Reasons are put on record." in page


def test_missing_welsh_and_unchecked_welsh_are_told_and_the_missing_stands_in_the_way(act, study, mona):
    fields = {"name": study.name, "purpose": "x", "committee": "y", "researcher": study.researcher_id}
    act(f"{THERE}/change", ASKED | fields | {"in_welsh": "on"})
    page = act(f"{THERE}/statements")
    assert "12 chosen statements have no Welsh wording." in page
    assert "12 chosen statements have no Welsh wording." in act(f"{THERE}/open")
    act(
        f"{THERE}/statements/s01/reword",
        {"words": "Questions are answered.", "words_cy": "Caiff cwestiynau eu hateb.", "draft_cy": "on"},
    )
    page = act(f"{THERE}/statements")
    assert "11 chosen statements have no Welsh wording." in page
    assert "draft, to be checked by a translator" in page


# ------------------------------------------------------------------------------------- statements by file


def sent(text: str, name: str = "statements.csv") -> dict:
    file = io.BytesIO(text.encode())
    file.name = name
    return {"file": file}


def confirmed(page: str) -> dict:
    return {"lines": html.unescape(re.search(r'name="lines" value="([^"]*)"', page)[1])}


def test_a_file_is_shown_before_it_is_written_and_written_whole(act, study):
    text = "key,words,words_cy\ns01,Questions get answers.,Caiff cwestiynau atebion.\n,A new one.,\n"
    page = act(f"{THERE}/statements/read", sent(text))
    assert "Nothing has been written yet" in page
    assert "Questions are answered in good time." in page
    assert study.statements.count() == 12
    page = act(f"{THERE}/statements/read", confirmed(page))
    assert "1 new, 1 changed, 0 unchanged" in page
    first = study.statements.get(key="s01")
    assert (first.version, first.words_cy) == (2, "Caiff cwestiynau atebion.")
    assert study.statements.get(key="s13").words == "A new one."


def test_every_problem_of_a_file_is_told_with_its_line_and_nothing_is_written(act, study):
    text = "key,words\ns01,\ns01,Same\nbad key,Same\nx," + "y" * 301 + "\n"
    page = act(f"{THERE}/statements/read", sent(text))
    for told in (
        "Line 2: There is no wording.",
        "Line 3: The key “s01” stands on line 2 already.",
        "Line 4: “bad key” is no key",
        "Line 4: The same words stand on line 3 already.",
        "Line 5: The words is 301 signs long",
    ):
        assert told in page
    assert "There are 5 problems with the file" in problems_in(page)
    assert study.statements.count() == 12


def test_what_comes_back_from_the_dry_run_is_not_believed(act, study):
    for lines in ("", "{", "[]]", '[[1,"s01"]]', '[[1,"bad key","x","","",""]]', '[["a"]]', "7", "[7]"):
        assert "Choose the file again" in act(f"{THERE}/statements/read", {"lines": lines})
    assert study.statements.get(key="s01").version == 1
    assert study.statements.count() == 12


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_taken_out_can_be_read_in_again_and_changes_nothing(client, act, study, mona, ending):
    actions.reword_statement(study=study, key="s02", words="=1+1, it’s said", by=mona, at=PREPARING)
    client.force_login(mona.person)
    content = client.get(f"{THERE}/statements/file.{ending}").content
    file = io.BytesIO(content)
    file.name = f"out.{ending}"
    page = act(f"{THERE}/statements/read", {"file": file})
    assert "The study says already what the file says." in page


def test_welsh_that_is_not_asked_for_today_is_not_lost(act, study, mona):
    actions.reword_statement(
        study=study, key="s01", words="Old.", words_cy="Hen.", draft_cy=True, by=mona, at=PREPARING
    )
    assert "in Welsh" not in act(f"{THERE}/statements/s01/reword")
    act(f"{THERE}/statements/s01/reword", {"words": "New."})
    statement = study.statements.get(key="s01")
    assert (statement.words, statement.words_cy, statement.draft_cy) == ("New.", "Hen.", True)
    actions.add_question(
        study=study, shape="radio", words="Which?", words_cy="Pa un?", options=["A", "B"],
        options_cy=["Â", "B"], by=mona, at=PREPARING,
    )  # fmt: skip
    act(f"{THERE}/questions/q2/reword", {"words": "Which one?", "options": "A\nB"})
    question = study.questions.get(key="q2")
    assert (question.words, question.words_cy, question.options_cy) == ("Which one?", "Pa un?", ["Â", "B"])


def test_a_file_that_changes_the_english_alone_leaves_the_welsh_a_draft(act, study, mona):
    actions.reword_statement(
        study=study, key="s01", words="Old.", words_cy="Hen.", draft_cy=True, by=mona, at=PREPARING
    )
    page = act(f"{THERE}/statements/read", sent("key,words,words_cy\ns01,New.,Hen.\n"))
    act(f"{THERE}/statements/read", confirmed(page))
    assert study.statements.get(key="s01").draft_cy
    page = act(f"{THERE}/statements/read", sent("key,words,words_cy\ns01,New.,Newydd.\n"))
    act(f"{THERE}/statements/read", confirmed(page))
    assert not study.statements.get(key="s01").draft_cy
