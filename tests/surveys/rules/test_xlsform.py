"""Questions as an XLSForm, out and in again."""

import io
from dataclasses import replace

import openpyxl
import pytest

from concordat.papers.data import Sheet, to_xlsx
from concordat.surveys.rules import xlsform
from concordat.surveys.rules.instrument import INSTRUMENT, SHORT_FORM, Pairing, Shape, Side
from concordat.surveys.rules.xlsform_reading import NotAForm, read

HEAD = ("type", "name", "label", "hint", "parameters", "constraint", "relevant")
HEADLINE = ("range", "H1", "How is it?", "1: Very poor; 10: Excellent", "start=1 end=10 step=1", "", "")
THREE = tuple(("often", str(n), words) for n, words in enumerate(("Never", "Once", "More"), start=1))


def written(items):
    return xlsform.written(items, title="Ours", form_id="ours", version="20261122")


def form(*rows, choices=THREE, head=HEAD):
    sheets = {
        "survey": Sheet(head, tuple(rows)),
        "choices": Sheet(("list_name", "name", "label"), choices),
        "settings": Sheet(("form_title",), (("From elsewhere",),)),
    }
    return to_xlsx(sheets, title="form")


@pytest.mark.parametrize("items", [INSTRUMENT, SHORT_FORM, INSTRUMENT[::-1]], ids=["full", "short", "back"])
def test_questions_come_back_as_they_went_out(items):
    reading = read(written(items))
    assert (reading.problems, reading.left_out, reading.title) == ([], [], "Ours")
    assert reading.items == items


def test_the_welsh_beside_the_english_comes_back_too():
    rated = replace(
        SHORT_FORM[0],
        councillors_cy="Pa mor dda?",
        officers_cy="Pa mor dda yw hi?",
        low_label_cy="Gwael iawn",
        high_label_cy="Rhagorol",
    )
    in_bands = replace(
        next(item for item in SHORT_FORM if item.bands),
        councillors_cy="Pa mor aml?",
        officers_cy="Pa mor aml?",
        bands_cy=("Byth", "Unwaith", "Yn amlach"),
    )
    items = (rated, replace(in_bands, partner=""))
    assert read(written(items)).items == items


def test_the_workbook_is_as_the_format_asks():
    """Every list that is named exists, every group is closed, names are names, and no two rows share one."""
    book = openpyxl.load_workbook(io.BytesIO(written(INSTRUMENT)))
    assert book.sheetnames == ["survey", "choices", "settings"]
    head, *rows = (tuple(cell or "" for cell in row) for row in book["survey"].iter_rows(values_only=True))
    assert head[:3] == ("type", "name", "label::English (en)")
    lists = {row[0] for row in book["choices"].iter_rows(min_row=2, values_only=True)}
    depth, names = 0, []
    for kind, name, *_ in rows:
        depth += {"begin_group": 1, "end_group": -1}.get(kind, 0)
        assert depth in {0, 1}
        assert name.isidentifier()
        if kind != "end_group":
            names.append(name)
        what, _space, listed = kind.partition(" ")
        assert what in {"begin_group", "end_group", "range", "select_one"}
        assert listed in lists or what != "select_one"
    assert depth == 0
    assert len(names) == len(set(names))
    conditions = {row[head.index("relevant")] for row in rows}
    assert conditions == {"", *(f"${{side}} = '{side}'" for side in Side)}


def test_a_form_of_another_program_is_read():
    data = form(
        ("start", "start", "", "", "", "", ""),
        ("begin group", "trust", "Trust", "", "", "", ""),
        ("integer", "H1", "How is it?", "1 = Poor; 10 = Good", "", ". >= 1 and . <= 10", ""),
        ("select_one often", "q_2", "How often?", "", "", "", "${H1} > 3"),
        ("end group", "", "", "", "", "", ""),
    )
    reading = read(data)
    assert reading.problems == []
    assert [(item.id, item.shape, item.dimension) for item in reading.items] == [
        ("H1", Shape.RATING, "Trust"),
        ("q2", Shape.BANDS, "Trust"),
    ]
    first, second = reading.items
    assert (first.low_label, first.high_label, first.pairing) == ("Poor", "Good", Pairing.SAME)
    assert second.bands == ("Never", "Once", "More")
    assert reading.left_out == [
        "Sheet survey, line 2: “start”. A health check records no times, devices or names.",
        "Sheet survey, line 5: the condition “${H1} > 3”. Every question may be left out anyway.",
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("text", "X1", "Say something", "", "", "", ""), "a question of the type “text” cannot be asked"),
        (("select_one none", "X1", "Which?", "", "", "", ""), "X1 has 0 choices"),
        (("range", "X1", "Rate", "1: a; 10: b", "start=0 end=5 step=1", "", ""), "must run from 1 to 10"),
        (("integer", "X1", "Rate", "1: a; 10: b", "", ". <= 10", ""), "must run from 1 to 10"),
        (("range", "X1", "Rate", "", "start=1 end=10", "", ""), "needs a hint that says what both ends mean"),
        (("range", "H1", "Rate", "1: Very poor; 10: Excellent", "", "", ""), "was asked of councillors"),
        (("range", "X1_officers", "Rate", "1: a; 10: b", "", "", ""), "X1 has no wording for councillors"),
        (("range", "go", "Rate", "1: a; 10: b", "", "", ""), "our own pages use the name go"),
        (("range", "X1", "Rate" * 100, "1: a; 10: b", "", "", ""), "longer than 300 signs"),
        (("range", "–", "Rate", "1: a; 10: b", "", "", ""), "no name of letters and figures"),
        (("range", "X1", "=1+1", "1: a; 10: b", "", "", ""), "a formula stands where"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_with_its_line(row, told):
    problems = read(form(HEADLINE, row)).problems
    assert any(problem.startswith("Sheet survey, line 3: ") and told in problem for problem in problems)


def test_without_the_headline_a_form_cannot_be_taken_in():
    [problem] = read(form(("range", "X1", "Rate", "1: a; 10: b", "", "", ""))).problems
    assert problem.startswith("H1, the working relationship overall, must stay")


@pytest.mark.parametrize("data", [b"", b"type,name\n", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_workbook_is_refused_in_words(data):
    with pytest.raises(NotAForm):
        read(data)


def test_a_workbook_without_a_survey_sheet_is_no_form():
    with pytest.raises(NotAForm, match="no sheet called survey"):
        read(to_xlsx({"Sorts": Sheet(("a",), (("b",),))}, title="x"))
