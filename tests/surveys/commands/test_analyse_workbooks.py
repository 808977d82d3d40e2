"""A workbook of answers is read as its CSV would be, and sent back where it would have to be guessed at."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.surveys.commands import files
from tests.surveys.commands.test_analyse import analyse, here, refused

__all__ = ["here"]  # fixtures


def rows() -> list[list[object]]:
    return [
        ["side", "H1", "P1", "comment"],
        *[["councillor", 7.0 + n % 3, "never", None] for n in range(12)],
        *[["officer", 6, "Never", None] for n in range(20)],
    ]


def test_a_workbook_is_read_as_its_csv_would_be(here):
    said = analyse(files.saved(files.workbook(rows())), "--json", "out.json", name="answers.xlsx")
    assert said.exit_code == 0, said.output
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["headline"]["councillors"] == 8.0


def test_a_workbook_that_would_have_to_be_guessed_at_is_sent_back(here):
    def sent_back(change) -> str:
        book = files.workbook(rows())
        change(book)
        return refused(files.saved(book), name="answers.xlsx")

    def put(cell, value):
        return lambda book: book.active.__setitem__(cell, value)

    assert "Line 3 of answers.xlsx holds a formula, “=1+1”" in sent_back(put("B3", "=1+1"))
    assert "Line 4 of answers.xlsx: “7.5” is not a rating" in sent_back(put("B4", 7.5))
    assert "“True” is not a rating" in sent_back(put("B4", True))
    assert "Line 2 of answers.xlsx has merged cells (A2:A3)" in sent_back(
        lambda b: b.active.merge_cells("A2:A3")
    )
    assert "answers.xlsx has 2 sheets" in sent_back(lambda b: b.create_sheet("Notes"))
    assert "has a hidden sheet, “Notes”" in sent_back(
        lambda b: setattr(b.create_sheet("Notes"), "sheet_state", "hidden")
    )
    assert "Line 5 of answers.xlsx has 6 cells" in sent_back(put("F5", "stray"))
    assert "names two columns “H1”" in sent_back(put("C1", "H1"))


def test_a_date_in_place_of_a_rating_is_known_in_a_workbook(here):
    book = files.workbook(rows())
    book.active["B2"] = datetime(2026, 7, 8, tzinfo=UTC).replace(tzinfo=None)
    assert "is a date or a time, not a rating" in refused(files.saved(book), name="answers.xlsx")


def test_a_sheet_is_chosen_by_the_map(here):
    book = files.workbook(rows())
    book.active.title = "Answers"
    book.create_sheet("Notes").append(["x"])
    Path("map.toml").write_text('sheet = "Answers"\n' + files.MAP, encoding="utf-8")
    assert analyse(files.saved(book), name="answers.xlsx").exit_code == 0


@pytest.mark.parametrize(
    "broken",
    [b"PK\x03\x04 and then nothing", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600],
    ids=["broken zip", "old or locked"],
)
def test_what_is_no_workbook_is_sent_back(here, broken):
    assert "XLSX" in refused(broken, name="answers.xlsx")


def test_a_workbook_packed_in_a_way_that_is_not_known_is_sent_back(here):
    packed = bytearray(files.saved(files.workbook(rows())))
    packed[packed.index(b"PK\x01\x02") + 6] = 99  # the version of zip that would be needed to open it
    assert "cannot be read as an XLSX workbook" in refused(bytes(packed), name="answers.xlsx")


def test_a_workbook_that_swells_is_sent_back_unopened(here, monkeypatch):
    monkeypatch.setattr("concordat.surveys.rules.outside.workbook.UNPACKED", 1000)
    assert "unpacks to more than" in refused(files.saved(files.workbook(rows())), name="answers.xlsx")


def test_a_file_that_is_too_large_is_sent_back_unread(here, monkeypatch):
    monkeypatch.setattr("concordat.surveys.rules.outside.reading.LARGEST", 100)
    assert "answers.csv is larger than" in refused(files.plain_csv())
