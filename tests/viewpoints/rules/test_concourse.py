"""Files of statements: read whole or not at all, whatever they hold."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from concordat.viewpoints.rules import concourse
from concordat.viewpoints.rules.concourse import BadFile, Line


def problems(content: bytes, name: str = "s.csv") -> list[str]:
    with pytest.raises(BadFile) as bad:
        concourse.read(content, name=name)
    return [str(problem) for problem in bad.value.problems]


@given(st.binary(max_size=300), st.sampled_from(["s.csv", "s.xlsx", "s.txt"]))
def test_no_file_gives_anything_but_statements_or_a_list_of_problems(content, name):
    try:
        found = concourse.read(content, name=name)
    except BadFile as bad:
        found = bad.problems
    assert found
    assert all(each.words for each in found)


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_columns_go_by_name_in_any_order_with_any_separator(between):
    text = "\n".join(between.join(row) for row in [("Theme", "WORDS"), ("Talk", "A.")])
    assert concourse.read(text.encode("utf-8-sig"), name="s.csv") == (Line(2, "", "A.", theme="Talk"),)


def test_what_is_wrong_with_the_whole_file_is_said_of_it():
    assert problems(b"") == ["s.csv is empty."]
    assert problems(b"words\n") == ["s.csv names its columns and no statement."]
    assert "no column “words”" in problems(b"key\ns1\n")[0]
    assert problems(b"words,words\na,b\n") == ["Line 1: The column “words” stands there twice."]
    assert "UTF-8" in problems("words\nCaffè".encode("cp1252"))[0]
    assert problems(b'words\n"a\n')[0].startswith("Line 2:")
    assert "neither a CSV file" in problems(b"words", "s.ods")[0]
    assert "larger than 2 MB" in problems(b"x" * (2 * 1024 * 1024 + 1))[0]
    assert "cannot be read as an Excel workbook" in problems(b"PK\3\4 no zip", "s.xlsx")[0]


def workbook(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_workbook_is_read_like_a_csv_file_and_a_formula_in_it_is_refused():
    content = workbook(("key", "words", "words_cy"), ("s1", "A.", "Â."), (None, None, None), (7, "B.", None))
    assert [(line.number, line.key, line.words) for line in concourse.read(content, name="s.xlsx")] == [
        (2, "s1", "A."),
        (4, "7", "B."),
    ]
    assert problems(workbook(("words",), ("=1+1",)), "s.xlsx") == [
        "Line 2: Cell A2 is a formula. Put its text there."
    ]


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]
)
def test_a_workbook_of_which_one_part_is_broken_is_refused(part):
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(("words",), ("A.",)))) as whole,
        zipfile.ZipFile(packed, "w") as archive,
    ):
        for each in whole.namelist():
            archive.writestr(each, b"<cut" if each == part else whole.read(each))
    assert "cannot be read as an Excel workbook" in problems(packed.getvalue(), "s.xlsx")[0]


def test_new_keys_are_the_next_that_are_free():
    standing = {"s01": Line(0, "s01", "A."), "s09": Line(0, "s09", "B.")}
    diff = concourse.compare((Line(2, "", "C."), Line(3, "", "D."), Line(4, "s01", "A.")), standing)
    assert [line.key for line in diff.new] == ["s10", "s11"]
    assert (diff.unchanged, diff.untouched) == (1, 1)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_written_is_read_again_as_it_was_and_no_cell_becomes_a_formula(ending):
    rows = [("s01", "=A1", "-b", "+Talk", "@home", "1", "yes")]
    [line] = concourse.read(concourse.written(rows, ending=ending), name=f"s.{ending}")
    assert (line.key, *line.told) == ("s01", "=A1", "-b", "+Talk", "@home")
