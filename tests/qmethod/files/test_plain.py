import pytest

from concordat.qmethod.cautions import About
from concordat.qmethod.files import composed, read, write
from concordat.qmethod.study import Refused, Sort, Statement, Study
from tests.qmethod import studies
from tests.qmethod.files.examples import A1, B2, C3, GRID, PLAIN, STUDY, TEXTS, workbook

SHEET = [line.split(",") for line in PLAIN.strip().split("\n")]


def refusal(source: str | bytes, **told: object) -> Refused:
    with pytest.raises(Refused) as refused:
        read(source if isinstance(source, bytes) else source.encode(), name="sorts.csv", **told)
    return refused.value


def changed(line: int, to: str) -> str:
    lines = PLAIN.split("\n")
    return "\n".join([*lines[: line - 1], to, *lines[line:]])


def test_a_table_of_statements_and_participants_is_read() -> None:
    study = read(PLAIN.encode(), name="sorts.csv")
    assert study.participants == ("A1", "B2", "C3")
    assert [sort.values for sort in study.sorts] == [A1, B2, C3]
    assert [each.id for each in study.statements] == ["s1", "s2", "s3", "s4", "s5", "s6", "s7"]
    assert (study.grid, study.nominal_grid, study.cautions) == (None, GRID, ())
    assert all(type(value) is int for value in study.sorts[0].values)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_the_separator_is_what_the_first_line_has_most_of(separator: str) -> None:
    study = read(PLAIN.replace(",", separator).encode(), name="sorts.csv")
    assert [sort.values for sort in study.sorts] == [A1, B2, C3]


def test_line_ends_marks_and_typographers_signs_do_not_matter() -> None:
    told = "\ufeff" + changed(3, "s2, −1 ,+1, 0.0").replace("\n", "\r\n")
    study = read(told.encode(), name="sorts.csv")
    assert [sort.values for sort in study.sorts] == [A1, B2, C3]


def test_numbers_that_are_not_whole_are_kept() -> None:
    assert read(changed(2, "s1,0.5,0,-1").encode(), name="sorts.csv").sorts[0].values[0] == 0.5


def test_windows_1252_is_read_with_a_caution() -> None:
    study = read(PLAIN.replace("A1", "Zoë").encode("cp1252"), name="sorts.csv")
    assert study.participants[0] == "Zoë"
    assert [each.about for each in study.cautions] == [About.ENCODING]


def test_a_blank_cell_is_a_missing_card() -> None:
    study = read(changed(4, "s3,0,,NA").encode(), name="sorts.csv")
    assert [sort.values[2] for sort in study.sorts] == [0, None, None]


def test_words_where_a_number_belongs_name_participant_statement_and_place() -> None:
    refused = refusal(changed(4, "s3,0,agree,1"))
    assert (refused.participant, refused.statement) == ("B2", "s3")
    assert refused.sentence == (
        "sorts.csv, line 4, column C: participant “B2” has “agree” for statement “s3”, which is not a "
        "number; put the column of the grid there, or leave the cell empty if the card is missing."
    )


@pytest.mark.parametrize("cell", ["nan", "inf", "1e99", "0x1", "٣", "1_0", "--1", "9" * 5000])
def test_only_plain_numbers_are_numbers(cell: str) -> None:
    refused = refusal(changed(2, f"s1,{cell},0,-1"))
    assert (refused.participant, refused.statement) == ("A1", "s1")


@pytest.mark.parametrize(
    ("line", "to", "participant", "statement", "words"),
    [
        (4, "s2,0,-1,1", "", "s2", "statement “s2” is there twice"),
        (4, "s3,0,-1", "C3", "s3", "line 4: the row of statement “s3” has 3 cells and the first row 4"),
        (4, "s3,0,-1,1,1", "", "s3", "has 5 cells and the first row 4"),
        (4, ",0,-1,1", "", "", "line 4: the row has values and no statement"),
        (1, "statement,A1,A1,C3", "A1", "", "participant “A1” is there twice, as sorts 1 and 2"),
        (1, "statement,A1,,C3", "", "", "line 1, column C: the column has no participant"),
        (1, "s0,0,0,1", "", "", "line 1: there are values where the participants' names belong"),
    ],
)
def test_a_table_out_of_joint_is_refused(
    line: int, to: str, participant: str, statement: str, words: str
) -> None:
    refused = refusal(changed(line, to))
    assert words in refused.sentence
    assert (refused.participant, refused.statement) == (participant, statement)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "sorts.csv is empty"),
        (b" \r\n ", "sorts.csv is empty"),
        (b"statement,A1\n", "has no statements"),
        (b"statement,\ns1,\n", "has no sorts"),
        (b"nothing to see here\n", "is in no format that is known here"),
        (b"\x00\x01\x02\x03", "is not a text file"),
        (b"a,b\nc,\x81\x8d", "neither UTF-8 nor Windows-1252"),
        (b'statement,A1\ns1,"1\ns2,0', "line 3, column B: participant “A1” has"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old (.xls) workbook or is protected"),
    ],
)
def test_what_is_no_study_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    sentence = refusal(data).sentence
    assert words in sentence
    assert "\n" not in sentence


def test_a_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match=r"nowhere\.csv cannot be opened"):
        read("nowhere.csv")


def test_texts_come_along_by_id_or_in_order() -> None:
    by_id = "id,text\n" + "".join(f"s{place},{text}\n" for place, text in reversed(list(enumerate(TEXTS, 1))))
    by_number = by_id.replace("\ns", "\n")
    for given in (by_id.encode(), by_number.encode(), "\n".join(TEXTS).encode(), list(TEXTS)):
        study = read(PLAIN.encode(), name="sorts.csv", statements=given)
        assert tuple(each.text for each in study.statements) == TEXTS
        assert [each.id for each in study.statements][:2] == ["s1", "s2"]


@pytest.mark.parametrize(
    ("texts", "statement", "words"),
    [
        ({"s1": "One"}, "s2", "has no text for statement “s2”"),
        (
            {f"s{place}": "x" for place in range(1, 9)},
            "s8",
            "has a text for statement “s8”, which is in no sort",
        ),
        (["One"], "", "has 1 texts for 7 statements"),
        (b"id,text\ns1,One\ns1,Two\n", "s1", "statement “s1” is there twice"),
    ],
)
def test_texts_of_other_statements_are_refused(texts: object, statement: str, words: str) -> None:
    refused = refusal(PLAIN, statements=texts)
    assert words in refused.sentence
    assert refused.statement == statement


def test_what_is_known_of_participants_comes_along() -> None:
    told = b"participant,group,wave\nB2,officers,1\nA1,councillors,\n"
    study = read(PLAIN.encode(), name="sorts.csv", participants=told)
    assert [sort.facts for sort in study.sorts] == [
        {"group": "councillors"},
        {"group": "officers", "wave": "1"},
        {},
    ]
    refused = refusal(PLAIN, participants=b"participant,group\nD4,officers\n")
    assert refused.participant == "D4"
    refused = refusal(PLAIN, participants=b"participant,group\nA1,x\nA1,y\n")
    assert "participant “A1” is there twice" in refused.sentence


def test_the_grid_may_be_told_and_must_fit() -> None:
    assert read(PLAIN.encode(), grid="-1,0,0,0,-1,1,1").grid == GRID
    assert read(PLAIN.encode(), grid=GRID).grid == GRID
    assert "the grid has 2 places for 7 statements" in refusal(PLAIN, grid="0,1").sentence
    assert "The grid has “x”" in refusal(PLAIN, grid="0,x").sentence


def test_the_made_studies_are_read_as_they_are() -> None:
    for name in studies.MADE:
        folder = studies.made(name)
        study = read(
            folder / "sorts.csv",
            statements=folder / "statements.csv",
            participants=folder / "participants.csv",
        )
        told = studies.read_study(folder)
        assert (study.statements, study.sorts) == (told.statements, told.sorts)


@pytest.mark.parametrize("name", studies.PUBLIC_NAMES)
def test_the_public_studies_are_read_as_they_are(name: str) -> None:
    folder = studies.public(name)
    told = studies.read_study(folder)
    assert read(folder / "sorts.csv").sorts == tuple(
        Sort(each.participant, each.values) for each in told.sorts
    )


def test_a_workbook_is_read_like_a_table() -> None:
    numbers = [SHEET[0], *([row[0], *map(float, row[1:])] for row in SHEET[1:])]
    for sheets in ({"Anything": numbers}, {"Notes": [["Hello"]], "Sorts": numbers}):
        study = read(workbook(sheets), name="sorts.xlsx")
        assert [sort.values for sort in study.sorts] == [A1, B2, C3]


def test_a_workbook_may_leave_out_the_blank_cells_at_a_rows_end() -> None:
    study = read(workbook({"sorts": [*SHEET[:4], ["s4", 0], *SHEET[5:]]}))
    assert [sort.values[3] for sort in study.sorts] == [0, None, None]


def test_a_formula_is_refused_with_its_cell() -> None:
    refused = refusal(workbook({"sorts": [*SHEET[:2], ["s2", "=1-2", 1, 0]]}))
    assert "sheet sorts: cell B3 holds a formula, “=1-2”" in refused.sentence


def test_a_formula_on_a_sheet_that_is_not_of_the_study_does_not_matter() -> None:
    notes = {"Notes": [["=SUM(1,2)"]]}
    assert read(workbook({"sorts": SHEET} | notes)).sorts[0].values == A1
    assert read(workbook({"My sorts": SHEET} | notes)).sorts[0].values == A1


def test_texts_may_stand_on_a_sheet_before_one_of_any_name() -> None:
    texts = [["statement", "text"], *([f"s{place}", text] for place, text in enumerate(TEXTS, 1))]
    study = read(workbook({"Statements": texts, "My sorts": SHEET}))
    assert (study.sorts[0].values, study.statements[6].text) == (A1, TEXTS[6])


def test_merged_cells_are_refused() -> None:
    import io

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(workbook({"sorts": SHEET})))
    book["sorts"].merge_cells("B2:C2")
    saved = io.BytesIO()
    book.save(saved)
    assert "cell B2 is merged with others" in refusal(saved.getvalue()).sentence


def test_an_error_in_a_workbook_names_the_cell() -> None:
    refused = refusal(workbook({"sorts": [*SHEET[:2], ["s2", "x", 1, 0]]}))
    assert "sheet sorts, cell B3: participant “A1” has “x” for statement “s2”" in refused.sentence


def test_nothing_that_is_written_becomes_a_formula() -> None:
    names = ("=cmd()", "+1-2", "@sum", "'=already", "＝wide")
    texts = tuple(Statement(f"={place}", "-2+3") for place in (1, 2))
    study = Study(statements=texts, sorts=tuple(Sort(name, (1, 0), facts={"group": "=x"}) for name in names))
    for ending, data in composed(study, form="csv").items():
        cells = [cell for line in data.decode().split("\n") for cell in line.split(",")]
        assert not [cell for cell in cells if cell.strip('"')[:1] in set("=+@＝")], ending
    assert read(composed(study, form="csv")[".csv"]).participants == names
    back = read(composed(study, form="xlsx")[".xlsx"])
    assert (back.participants, back.statements) == (names, texts)


def test_the_companions_of_a_file_are_found_again(tmp_path) -> None:
    files = write(STUDY, tmp_path / "study.csv")
    assert sorted(path.name for path in files) == [
        "study.csv",
        "study.participants.csv",
        "study.statements.csv",
    ]
    back = read(tmp_path / "study.csv")
    assert back.statements == STUDY.statements
    assert [sort.facts for sort in back.sorts] == [sort.facts for sort in STUDY.sorts]


def test_an_ending_that_says_nothing_asks_for_the_format(tmp_path) -> None:
    with pytest.raises(Refused, match="does not say the format"):
        write(STUDY, tmp_path / "study.odt")
    with pytest.raises(Refused, match="is no format that can be written"):
        write(STUDY, tmp_path / "study.csv", form="netlify")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", ["1e308", "1e400", "1e-320", "9" * 400, "-2000000"])
def test_a_number_beyond_every_grid_is_not_said_to_be_none(value: str) -> None:
    found = refusal(changed(3, f"s2,-1,{value},0"))
    assert "which is no column of any grid; correct it." in found.sentence
    assert (found.participant, found.statement) == ("B2", "s2")


def test_a_cell_without_end_is_told_for_what_it_is() -> None:
    found = refusal(changed(3, "s2,-1," + "x" * 140_000 + ",0"))
    assert (
        "line 3: a cell is longer than 131,072 letters, or a quotation mark is never closed" in found.sentence
    )
