"""A study is designed through its pages: every deed, and what comes back when something is wrong."""

import html
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from concordat.people import actions as people
from concordat.people.rules.duties import Kind
from concordat.trail import queries as trail
from concordat.viewpoints import actions, queries
from concordat.viewpoints.models import Study, Ticket
from tests.conftest import appointed
from tests.viewpoints.conftest import ANALYSING, OPENING, PREPARING, twelve

HERE = "/larkfield/viewpoints"
THERE = f"{HERE}/how-we-work-together"
ASKED = {
    "name": "Spring 2027",
    "purpose": "To learn.",
    "committee": "Standards Committee",
    "closes_on_day": "30",
    "closes_on_month": "10",
    "closes_on_year": "2026",
    "keep_until_day": "30",
    "keep_until_month": "4",
    "keep_until_year": "2027",
    "start": "starter",
}


@pytest.fixture(autouse=True)
def before(clock):
    clock(PREPARING)


@pytest.fixture
def act(client, mona, isaac, amara):
    """Somebody posts, or looks, and gets the page that comes of it."""
    who = {"mona": mona, "isaac": isaac, "amara": amara}

    def do(address: str, form: dict | None = None, *, as_: str = "mona", status: int = 200) -> str:
        client.force_login(who[as_].person)
        answer = client.get(address, follow=True) if form is None else client.post(address, form, follow=True)
        assert answer.status_code == status
        return answer.content.decode()

    return do


def problems_in(page: str) -> str:
    """The words of the error summary."""
    found = re.search(r'<div class="govuk-error-summary".*?</div>\s*</div>', page, re.DOTALL)
    return found[0] if found else ""


# ----------------------------------------------------------------------------------------- the whole way


def test_a_study_from_its_name_to_its_opening_through_the_pages_alone(act, amara, bilal, owen, mona, isaac):
    page = act(f"{HERE}/new", ASKED | {"researcher": isaac.id})
    assert "Before it opens" in page
    assert "48 statements chosen" in page
    here = f"{HERE}/spring-2027"
    page = act(f"{here}/asked/ask", {"do": "ask_all"})
    assert "4 people are asked." in page
    assert "With fewer than five of a side" in page
    page = act(f"{here}/open")
    assert "None of this can be changed afterwards" in page
    assert Ticket.objects.count() == 0
    page = act(f"{here}/open", {})
    assert "The study is open." in page
    assert Ticket.objects.count() == 4
    study = Study.objects.get()
    assert [line.did for line in trail.history_of(study)] == [
        "began to prepare a study",
        "changed who is asked",
        "opened a study",
    ]


def test_a_study_that_keeps_sorts_no_longer_than_it_is_open_is_asked_for_again(act, isaac):
    page = act(f"{HERE}/new", ASKED | {"researcher": isaac.id, "keep_until_year": "2025"})
    assert "must be kept beyond the last day" in problems_in(page)
    assert 'value="Standards Committee"' in page
    assert not Study.objects.exists()


def test_only_someone_of_neither_side_can_be_the_researcher(act, isaac, owen):
    page = act(f"{HERE}/new", ASKED | {"researcher": owen.id})
    assert "Choose someone of neither side as the researcher." in problems_in(page)
    assert not Study.objects.exists()


def test_two_studies_cannot_have_one_name(act, study, isaac):
    page = act(f"{HERE}/new", ASKED | {"researcher": isaac.id, "name": "How we work together"})
    assert "of this name already" in problems_in(page)


@pytest.mark.parametrize("name", ["new", "Import", "???", "method"])
def test_a_name_never_hides_a_page(act, isaac, name):
    page = act(f"{HERE}/new", ASKED | {"researcher": isaac.id, "name": name})
    assert f"{name} <strong" in page.replace("\n", "")


def test_every_page_of_a_study_in_preparation_opens_to_whoever_runs_the_council(act, study):
    for page in (
        "/", "/change", "/statements", "/statements/add", "/statements/read", "/statements/s01/reword",
        "/statements/s01/remove", "/grid", "/wording", "/settings", "/consent", "/questions",
        "/questions/add-text", "/questions/add-radio", "/questions/add-rating", "/questions/q1/reword",
        "/preview", "/asked", "/open", "/remind", "/close", "/link",
    ):  # fmt: skip
        assert act(f"{THERE}{page}").count("<h1") == 1, page


def test_the_researcher_designs_too_but_neither_asks_nor_opens(client, study, isaac):
    client.force_login(isaac.person)
    for page in ("/", "/change", "/statements", "/grid", "/wording", "/consent", "/questions", "/preview"):
        assert client.get(f"{THERE}{page}").status_code == 200
    for page in ("/asked", "/open", "/remind", "/close", "/link"):
        assert client.get(f"{THERE}{page}").status_code == 403


def test_a_study_in_preparation_does_not_exist_for_councillors_nor_for_another_council(
    client, study, amara, nerys
):
    client.force_login(amara.person)
    assert client.get(f"{THERE}/").status_code == 404
    assert client.get(f"{THERE}/grid").status_code == 403
    client.force_login(nerys.person)
    assert client.get(f"{THERE}/grid").status_code == 404


def test_once_it_is_open_no_page_of_designing_changes_anything(act, opened, clock):
    clock(OPENING)
    for page in ("change", "grid", "wording", "settings", "consent", "questions", "asked", "open"):
        assert "can no longer be changed" in act(f"{THERE}/{page}", {"anything": "at all"})


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


# ---------------------------------------------------------------------------------------------- the asked


def test_people_are_found_by_side_and_by_words_and_only_those_shown_change(act, study, owen, amara):
    page = act(f"{THERE}/asked?side=officers&words=highways")
    assert "Owen Pryce" in page
    assert "Mona Lindqvist, Legal" not in page
    act(f"{THERE}/asked/ask", {"shown": [owen.id], "side": "officers", "words": "highways"})
    assert queries.asked_by_side(study) == {"councillors": 2, "officers": 1}
    strange = {"filter": "words=a%0d%0ab\r\nSet-Cookie: x"}
    act(f"{THERE}/asked/ask", {"do": "ask_none", "side": "councillors", "words": ""} | strange)
    assert queries.asked_by_side(study) == {"officers": 1}
    assert "Ask at least 4 people. 1 are on the list." in act(f"{THERE}/open")


def test_whoever_has_left_since_stands_in_the_way_by_name(act, study, owen, mona):
    people.end_office(office=owen, ends_on=date(2026, 9, 30), by=mona, at=PREPARING)
    assert "Owen Pryce no longer holds the office" in act(f"{THERE}/open")


def test_an_open_link_is_shown_once(act, study, clock):
    page = act(f"{THERE}/asked/how", {"asked": "link"})
    assert "anyone can sort more than once" in page
    assert not study.asked_people.exists()
    link = re.search(r"/sort/open/[0-9a-z-]+", act(f"{THERE}/open", {}))[0]
    assert link not in act(f"{THERE}/")
    again = act(f"{THERE}/link", {})
    assert link not in again
    assert re.search(r"/sort/open/[0-9a-z-]+", again)


def test_those_who_are_asked_are_told_so_on_the_study_s_own_page(act, opened, clock):
    clock(OPENING)
    page = act(f"{THERE}/", as_="amara")
    assert "You are asked to sort." in page
    assert "Sorts handed in" not in page
    assert "Fewer than 10" in act(f"{THERE}/")


# ------------------------------------------------------------------------------------- from another program

MAP = (
    '<map version="1.0"><column id="-1" colour="FFD5D5">2</column><column id=" 0">3</column>'
    '<column id="+1">2</column></map>'
)
STATEMENTS = "<statements version='1.0'>" + "".join(
    f"<statement id='{n}'>Made-up {{b}}statement{{/b}} {n}.</statement>" for n in range(1, 8)
) + "</statements>"  # fmt: skip


def xml(text: str, name: str) -> io.BytesIO:
    file = io.BytesIO(text.encode())
    file.name = name
    return file


def test_a_study_begins_from_the_files_of_another_program(act, isaac):
    page = act(
        f"{HERE}/import",
        {"statements": xml(STATEMENTS, "statements.xml"), "map": xml(MAP, "map.xml")},
    )
    assert "Nothing has been written yet" in page
    assert not Study.objects.exists()
    draft = html.unescape(re.search(r'name="draft" value="([^"]*)"', page)[1])
    bad = act(f"{HERE}/import", ASKED | {"draft": draft, "name": "", "researcher": isaac.id})
    assert "Give the study a name." in problems_in(bad)
    act(f"{HERE}/import", ASKED | {"draft": draft, "name": "Imported", "researcher": isaac.id})
    made = Study.objects.get(slug="imported")
    assert made.grid == [[-1, 2], [0, 3], [1, 2]]
    assert [each.key for each in queries.cards_of(made)] == [f"s{n}" for n in range(1, 8)]
    assert made.statements.get(key="s3").words == "Made-up statement 3."


def test_files_of_another_kind_are_refused_with_a_sentence(act, isaac):
    page = act(f"{HERE}/import", {"statements": xml("no xml at all", "statements.xml")})
    assert problems_in(page)
    assert "Choose at least one file." in problems_in(act(f"{HERE}/import", {}))


def test_a_draft_that_was_tampered_with_becomes_no_study(act, isaac):
    for draft in ("", "{}", "[]", '{"statements": [{"key": 7}]}', "null"):
        page = act(f"{HERE}/import", ASKED | {"draft": draft, "researcher": isaac.id})
        assert "Choose the files again" in page
    assert not Study.objects.exists()


# ------------------------------------------------------------------------------------------------- queries


@pytest.mark.parametrize(
    ("page", "most"),
    [("/", 20), ("/statements", 16), ("/grid", 12), ("/preview", 20), ("/asked", 16), ("/open", 18)],
)
def test_no_page_asks_more_of_the_database_when_there_is_more_to_show(
    client, study, mona, larkfield, page, most
):
    client.force_login(mona.person)
    client.get(f"{THERE}{page}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{THERE}{page}")
    for n in range(6):
        actions.add_statement(study=study, words=f"Another {n}.", by=mona, at=PREPARING)
        appointed(f"Person{n} Extra", Kind.OFFICER, larkfield, service="Highways")
    actions.ask(study=study, add=queries.ids_to_ask(study, today=PREPARING.date()), by=mona, at=PREPARING)
    with CaptureQueriesContext(connection) as many:
        client.get(f"{THERE}{page}")
    assert len(many) == len(few) <= most


def test_the_list_of_studies_does_not_grow_with_them(client, study, mona, isaac):
    client.force_login(mona.person)
    client.get(f"{HERE}/")
    with CaptureQueriesContext(connection) as one:
        client.get(f"{HERE}/")
    for n in range(3):
        actions.design_study(
            name=f"Study {n}", purpose="x", researcher=isaac.id, committee="y", closes_on=study.closes_on,
            keep_until=study.keep_until, begin=twelve(), by=mona, at=PREPARING,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as four:
        client.get(f"{HERE}/")
    assert len(one) == len(four) <= 8


# ------------------------------------------------------------------------------------------- who sees what


def test_after_the_close_the_researcher_has_doors_that_nobody_else_has(act, closed, clock):
    clock(ANALYSING)
    page = act(f"{THERE}/", as_="isaac")
    for door in ("solutions/", "sorts/", "sorts/type-in", "sorts/read-in", "cards"):
        assert f'href="{THERE}/{door}"' in page
    for who in ("mona", "amara"):
        page = act(f"{THERE}/", as_=who)
        assert "solutions/" not in page
        assert "sorts/" not in page
        assert "Isaac Mensah alone sees the single sorts" in page
    assert ">12. " in act(f"{THERE}/").replace("\n", "")
    assert "Sorts handed in" not in act(f"{THERE}/", as_="amara")


def test_an_open_study_can_be_reminded_of_and_closed_through_its_pages(act, opened, clock):
    clock(OPENING)
    assert "Everyone who was asked will be reminded." in act(f"{THERE}/remind", {})
    assert "The study is closed." in act(f"{THERE}/close", {})
    assert "Only while a study is open" in act(f"{THERE}/remind", {})
    assert "Only a study that is open can be closed." in act(f"{THERE}/close", {})


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
