import csv
from datetime import date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.papers.data import Cell, NotANumber, Sheet, harmless, to_csv, to_xlsx
from tests.papers.marlbridge import DIMENSIONS

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1+1",
    '=HYPERLINK("x")',
    "-",
    "+44",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "Trust", "7.7 ± 0.4", "−0.2", "-0.2", "a=b", "8.5 or above", "'quoted'"]
)
def test_other_text_is_left_as_it_was(text: str) -> None:
    assert harmless(text) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), min_size=1))
def test_no_cell_of_a_csv_file_opens_like_a_formula(texts: list[str]) -> None:
    written = to_csv(Sheet(tuple(texts), (tuple(texts),)))
    for row in csv.reader(StringIO(written, newline="")):
        for cell in row:
            assert not cell.startswith(("=", "+", "@", "\t", "\r", "\n"))
            assert not cell.startswith("-") or cell[1:].replace(".", "", 1).isdecimal()


def test_numbers_stay_numbers_and_texts_are_quoted() -> None:
    rows: tuple[tuple[Cell, ...], ...] = (("a;=1", -1.5, 3, None, date(2026, 11, 25)),)
    assert to_csv(Sheet(("t", "n", "i", "e", "d"), rows)) == (
        '"t","n","i","e","d"\r\n"a;=1",-1.5,3,"","2026-11-25"\r\n'
    )


def test_a_table_of_a_paper_can_be_written_as_it_is() -> None:
    assert to_csv(DIMENSIONS).splitlines()[1] == '"Trust and respect","7.7 ± 0.4","6.2 ± 0.3","1.5"'


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers() -> None:
    sheet = Sheet(("Text", "Number", "Day"), tuple((text, -1.5, date(2026, 11, 25)) for text in FORMULAS))
    book = openpyxl.load_workbook(BytesIO(to_xlsx({"Items": sheet}, title="Health check")))
    opened = book["Items"]
    assert book.properties.title == "Health check"
    assert opened.freeze_panes == "A2"
    for text, (cell, number, day) in zip(FORMULAS, opened.iter_rows(min_row=2), strict=True):
        assert cell.data_type == "s"
        # A carriage return is written as a line feed, as XML has it.
        assert str(cell.value).replace("_x000D_", "\r").strip() == text.strip()
        assert number.value == -1.5
        assert day.value == datetime.fromisoformat("2026-11-25")
        assert cell.hyperlink is None


def test_sheets_have_names_that_excel_takes_and_no_two_alike() -> None:
    empty = Sheet(("a",), ())
    names = ["Trust / respect: [all]", "x" * 40, "X" * 41, ""]
    book = openpyxl.load_workbook(BytesIO(to_xlsx(dict.fromkeys(names, empty), title="t")))
    assert book.sheetnames == ["Trust   respect   all", "x" * 31, "X" * 27 + " (2)", "Sheet"]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(number: float) -> None:
    sheet = Sheet(("a",), ((number,),))
    with pytest.raises(NotANumber):
        to_csv(sheet)
    with pytest.raises(NotANumber):
        to_xlsx({"a": sheet}, title="t")


def test_equal_rows_are_equal_workbooks() -> None:
    sheet = {"a": Sheet(("a",), ((1,),))}
    assert to_xlsx(sheet, title="t") == to_xlsx(sheet, title="t")
