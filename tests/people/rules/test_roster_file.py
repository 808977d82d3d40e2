import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from concordat.people.rules import roster_file
from concordat.people.rules.duties import Duty, Kind
from concordat.people.rules.roster_file import Roster
from concordat.people.rules.roster_tables import MOST_ROWS, BadRoster, refuse_if_too_large

HEAD = "kind,name,email,ward,group,service,grade,duties,from,until\n"
AMARA = "councillor,Amara O'Neill,amara@larkfield.example,Mill Lane,Independent,,,leader; chair,07/05/2026,\n"
OWEN = "officer,Owen Pryce,owen@larkfield.example,,,Highways,Team leader,,2026-01-05,2026-12-31\n"


def csv(words: str, **said: str) -> Roster:
    return roster_file.read(words.encode(**said), name="roster.csv")


def complaints(content: bytes, name: str = "roster.csv") -> list[str]:
    with pytest.raises(BadRoster) as refused:
        roster_file.read(content, name=name)
    return [str(problem) for problem in refused.value.problems]


def workbook(*rows: tuple, change=None) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if change:
        change(book, sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_line_becomes_an_office():
    amara, owen = csv(HEAD + AMARA + OWEN).lines
    assert (amara.number, amara.kind, amara.name) == (2, Kind.COUNCILLOR, "Amara O'Neill")
    assert amara.duties == {Duty.LEADER, Duty.CHAIR}
    assert (amara.begins_on, amara.ends_on) == (date(2026, 5, 7), None)
    assert (owen.service, owen.grade, owen.ends_on) == ("Highways", "Team leader", date(2026, 12, 31))


def test_a_column_that_is_missing_says_nothing_and_an_empty_cell_says_nothing_is_there():
    (line,) = csv("email,name,kind,ward\nowen@larkfield.example,Owen,officer,\n").lines
    assert line.ward == ""
    assert line.service is None
    assert line.duties is None
    assert not line.says_when_it_ends


def test_a_workbook_says_the_same_as_a_csv_file():
    head = tuple(HEAD.strip().split(","))
    book = workbook(
        head,
        ("councillor", "Amara O'Neill", "Amara@Larkfield.example", "Mill Lane", "Independent", None, None,
         "leader; chair", datetime(2026, 5, 7), None),  # noqa: DTZ001 (as a workbook keeps a day)
        (None,) * 10,
        ("officer", "Owen Pryce", "owen@larkfield.example", "", "", "Highways", "Team leader", "",
         date(2026, 1, 5), "31/12/2026"),
    )  # fmt: skip
    read = roster_file.read(book, name="Roster.XLSX")
    written = csv(HEAD + AMARA + "\n" + OWEN)
    assert read == written


def test_what_is_kept_for_confirmation_is_what_was_read():
    read = csv(HEAD + AMARA + OWEN)
    assert Roster.from_json(read.as_json()) == read


def test_a_file_from_a_spreadsheet_that_separates_by_semicolons_is_read():
    assert csv("kind;name;email\nofficer;Owen;owen@larkfield.example\n").lines[0].name == "Owen"


def test_the_mark_that_excel_puts_before_utf_8_is_no_part_of_a_name():
    assert len(csv(HEAD + AMARA, encoding="utf-8-sig").lines) == 1


def test_lines_are_counted_as_an_editor_counts_them():
    words = 'kind,name,email\n\nofficer,"Owen\nPryce",owen@larkfield.example\nofficer,Mo,nowhere\n'
    assert complaints(words.encode()) == ["Line 5: 'nowhere' is not an e-mail address."]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("mayor,M,m@a.example,,,,,,,", "Line 2: 'mayor' is not a kind of office"),
        ("officer,,m@a.example,,,,,,,", "Line 2: The name is missing."),
        ("officer,M,,,,,,,,", "Line 2: The e-mail address is missing."),
        ("officer,M,m@a,,,,,,,", "Line 2: 'm@a' is not an e-mail address."),
        (
            "officer,M,m@a.example,,,,,,2026-05-07,2026-05-06",
            "ends (2026-05-06) before it starts (2026-05-07)",
        ),
        ("officer,M,m@a.example,,,,,,31/02/2026,", "'31/02/2026' in the column 'from' is not a day"),
        (
            "officer,M,m@a.example,,,,,,,9999-12-31",
            "The day 9999-12-31 in the column 'until' cannot be right",
        ),
        ("officer,M,m@a.example,,,,,,0001-01-01,", "The day 0001-01-01 in the column 'from' cannot be right"),
        ("officer,M,m@a.example,,,,,,,soon", "'soon' in the column 'until' is not a day"),
        ("officer,M,m@a.example,,,,,leader,,", "Leader is a duty for a kind 'councillor'"),
        ("officer,M,m@a.example,,,,,tea maker,,", "'tea maker' is not a duty that Concordat knows"),
        ("officer,M,m@a.example,,,,,,,,more", "more cells than the first line has columns"),
        ("officer,=1+1,m@a.example,,,,,,,", "Line 2: Cell 2 holds a formula"),
        ("officer,M,m@a.example,@SUM(A1),,,,,,", "Line 2: Cell 4 holds a formula"),
        ("officer," + "M" * 121 + ",m@a.example,,,,,,,", "The name is longer than 120 letters"),
        ("officer,M\x00,m@a.example,,,,,,,", "control character"),
        ('officer,"M,m@a.example,,,,,,,', "quotation marks of this line do not match"),
    ],
)
def test_a_bad_line_is_named_by_its_number(line, complaint):
    (said,) = complaints((HEAD + line + "\n").encode())
    assert complaint in said


def test_every_problem_is_told_at_once_in_the_order_of_lines():
    words = HEAD + AMARA + "officer,,m@a.example,,,,,,x,\n" + AMARA.replace("Amara", "Ama")
    assert [said.split(":")[0] for said in complaints(words.encode())] == ["Line 3", "Line 3", "Line 4"]


def test_two_people_cannot_have_one_address_however_it_is_spelt():
    words = HEAD + AMARA + "officer,Owen,AMARA@larkfield.example,,,,,,,\n"
    assert complaints(words.encode()) == [
        "Line 3: amara@larkfield.example is also on line 2. Two people cannot have one e-mail address."
    ]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "roster.csv is empty."),
        (b" \n \n", "roster.csv is empty."),
        (b"kind,name,email\n", "Line 1: Nobody is listed"),
        (b"kind,name\nofficer,M\n", "Line 1: There is no column 'email'."),
        (b"kind,name,email,name\n", "Line 1: The column 'name' stands there twice."),
        (b"kind,name,email,phone\n", "Line 1: 'phone' is not a column of a roster."),
        (
            "kind,name,email\nofficer,Siân,s@a.example\n".encode("latin-1"),
            "Line 2: roster.csv is not in UTF-8.",
        ),
        ("kind,name,email\n".encode("utf-16"), "is not in UTF-8"),
    ],
)
def test_a_file_that_is_no_roster_is_refused(content, complaint):
    assert complaint in complaints(content)[0]


def test_a_file_of_another_kind_is_refused():
    assert "neither a CSV file (.csv) nor an Excel workbook" in complaints(b"%PDF", "roster.pdf")[0]


class FiftyMegabytes(bytes):
    def __len__(self) -> int:
        return 50 * 1024 * 1024


def test_fifty_megabytes_are_refused_without_being_read():
    with pytest.raises(BadRoster, match="50 MB, and a roster may be up to 5 MB"):
        refuse_if_too_large(50 * 1024 * 1024, name="roster.csv")
    # Whoever read it would call it empty.
    assert "50 MB" in complaints(FiftyMegabytes())[0]


def test_too_many_lines_are_refused():
    words = "kind,name,email\n" + "".join(f"officer,M,m{n}@a.example\n" for n in range(MOST_ROWS + 1))
    assert "up to 20,000 offices" in complaints(words.encode())[0]


SMALL = [("kind", "name", "email"), ("officer", "Owen", "owen@larkfield.example")]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda book, sheet: sheet.merge_cells("B2:C2"), "Line 2: The cells B2:C2 are merged."),
        (
            lambda book, sheet: sheet.append(("officer", "=A1", "m@a.example")),
            "Line 3: Cell 2 holds a formula",
        ),
        (lambda book, sheet: book.create_sheet("Old"), "has 2 sheets: Sheet, Old"),
        (lambda book, sheet: sheet.append(("officer", "M", 7)), "Line 3: '7' is not an e-mail address."),
    ],
)
def test_what_a_workbook_hides_is_told(change, complaint):
    assert complaint in complaints(workbook(*SMALL, change=change), "roster.xlsx")[0]


def test_a_workbook_that_unpacks_to_gigabytes_is_not_opened(monkeypatch):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (50 * 1024 * 1024))
    monkeypatch.setattr("openpyxl.load_workbook", lambda *_, **__: pytest.fail("it was opened"))
    assert "unpacks to far more than a roster" in complaints(packed.getvalue(), "roster.xlsx")[0]


def test_a_workbook_that_defines_entities_is_not_opened():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY lol "lol">]><x>&lol;</x>')
    assert "cannot be read as an Excel workbook" in complaints(packed.getvalue(), "roster.xlsx")[0]


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing", b"no zip", workbook(*SMALL)[:900]])
def test_a_broken_workbook_is_refused(content):
    assert "cannot be read as an Excel workbook" in complaints(content, "roster.xlsx")[0]


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]
)
@pytest.mark.parametrize("spoilt", [b"", b"<cut", b"<a></b>", b"\xff\xfe"])
def test_a_workbook_of_which_one_part_is_broken_is_refused(part, spoilt):
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(*SMALL))) as whole, zipfile.ZipFile(packed, "w") as archive:
        for each in whole.namelist():
            archive.writestr(each, spoilt if each == part else whole.read(each))
    assert "cannot be read as an Excel workbook" in complaints(packed.getvalue(), "roster.xlsx")[0]


@given(st.binary(max_size=400), st.sampled_from(["roster.csv", "roster.xlsx"]))
def test_whatever_the_bytes_are_a_file_is_read_or_refused_in_words(content, name):
    try:
        assert roster_file.read(content, name=name).lines
    except BadRoster as refused:
        assert all(str(problem) for problem in refused.problems)  # noqa: PT017 (either will do)


@given(st.lists(st.text(alphabet='abc@.,;"\n=-ŵ 2026/', max_size=30), max_size=5))
def test_whatever_stands_beneath_the_columns_is_read_or_refused_in_words(lines):
    try:
        assert roster_file.read((HEAD + "\n".join(lines)).encode(), name="roster.csv").lines
    except BadRoster as refused:
        assert refused.problems  # noqa: PT017 (either will do)
