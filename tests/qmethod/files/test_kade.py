"""KADE's and Ken-Q's workbooks of both versions, the zip, results read back, and the CSV of one line a
person."""

import io
import zipfile

import pytest

from concordat.qmethod.cautions import About
from concordat.qmethod.files import composed, read
from concordat.qmethod.study import Refused, Sort, Study
from tests.qmethod.files.examples import (
    A1,
    B2,
    BY_ROWS,
    C3,
    GRID,
    LAID,
    NUMBERED,
    PATTERN,
    SORTS,
    STUDY,
    TEXTS,
    Cells,
    kade,
    workbook,
)

ROWS: Cells = [[who, *values] for who, values in SORTS.items()]


def is_the_study(study: Study) -> None:
    assert [sort.values for sort in study.sorts] == [A1, B2, C3]
    assert study.participants == ("A1", "B2", "C3")
    assert tuple(each.text for each in study.statements) == TEXTS
    assert (study.title, study.grid) == ("Working together", GRID)


def refusal(data: bytes, **told: object) -> Refused:
    with pytest.raises(Refused) as refused:
        read(data, name="kade.xlsx", **told)
    return refused.value


def laid(**cells: object) -> Cells:
    """The sorts as laid on the table, with some cells changed."""
    changed = [list(row) for row in LAID]
    for where, value in cells.items():
        changed[int(where[1:]) - 1]["ABCD".index(where[0])] = value
    return changed


@pytest.mark.parametrize("kind", [1, None])
def test_sorts_as_laid_on_the_table_are_read(kind: int | None) -> None:
    is_the_study(read(kade(LAID, kind=kind)))


@pytest.mark.parametrize("kind", [2, None])
def test_sorts_of_one_row_a_person_are_read(kind: int | None) -> None:
    is_the_study(read(kade(ROWS, kind=kind)))
    headed: Cells = [["Participant", *(f"s{place}" for place in range(1, 8))], *ROWS]
    is_the_study(read(kade(headed, kind=kind)))


def test_the_callers_grid_must_be_that_of_the_table() -> None:
    told = refusal(kade(LAID, kind=1), grid="-1,0,0,0,0,1,1").sentence
    assert "the column -1 has 2 places, and the grid 1" in told


@pytest.mark.parametrize(
    ("cells", "participant", "statement", "words"),
    [
        ({"C4": 5}, "B2", "s5", "cell C4: participant “B2” has statement 5 twice, on -1 (cell C3) and on 0"),
        ({"C4": None}, "B2", "s1", "column C: participant “B2” has no place for statement 1"),
        (
            {"C4": 8},
            "B2",
            "",
            "cell C4: participant “B2” has “8” on the place 0, which is no statement from 1 to 7",
        ),
        ({"C4": "one"}, "B2", "", "has “one” on the place 0"),
        ({"C4": 1.5}, "B2", "", "has “1.5” on the place 0"),
        ({"A4": -1}, "", "", "the column -1 has 3 places, and the grid 2"),
        ({"A4": None}, "", "", "cell A4: the row has cards and no value of the grid"),
        ({"A4": "x"}, "", "", "“x” is no value of the grid"),
        ({"B1": None}, "", "", "cell B1: the column has no participant"),
        ({"C1": "A1"}, "A1", "", "participant “A1” is there twice"),
    ],
)
def test_a_table_with_a_card_out_of_place_is_refused(
    cells: dict[str, object], participant: str, statement: str, words: str
) -> None:
    refused = refusal(kade(laid(**cells), kind=1))
    assert words in refused.sentence
    assert (refused.participant, refused.statement) == (participant, statement)


def test_texts_must_be_as_many_as_statements_and_in_order() -> None:
    assert "has 6 statements and" in refusal(kade(ROWS, kind=2, Statements=NUMBERED[:-1])).sentence
    swapped = [NUMBERED[0], NUMBERED[2], NUMBERED[1], *NUMBERED[3:]]
    assert (
        "statement number 1 is expected and “2” is there"
        in refusal(kade(ROWS, kind=2, Statements=swapped)).sentence
    )
    headless: Cells = [["No.", "Wording"], *NUMBERED[1:]]
    assert "no column is headed Statements" in refusal(kade(ROWS, kind=2, Statements=headless)).sentence


def test_a_pattern_that_is_no_pattern_is_refused() -> None:
    letters: Cells = [PATTERN[0], ["two", *PATTERN[1][1:]]]
    assert "has “two” cards on -6" in refusal(kade(ROWS, kind=2, Pattern=letters)).sentence
    more: Cells = [PATTERN[0], [1, *PATTERN[1][1:]]]
    assert "the grid has 8 places for 7 statements" in refusal(kade(ROWS, kind=2, Pattern=more)).sentence


def test_unforced_sorts_are_written_by_rows_and_not_as_laid_on_the_table() -> None:
    unforced = Study(STUDY.statements, (*STUDY.sorts, Sort("D4", (1, 1, 1, 0, 0, 0, -1))), "x", GRID)
    with pytest.raises(Refused) as refused:
        composed(unforced, form="kade-1")
    assert (refused.value.participant, refused.value.statement) == ("D4", "s1")
    assert "has 3 statements on 1, “s1” among them, and the grid 2" in refused.value.sentence
    assert read(composed(unforced, form="kade-2")[".xlsx"]).sorts[3].values == (1, 1, 1, 0, 0, 0, -1)


# ---- the first version


def old(people: Cells, counts: Cells) -> Cells:
    top: list[list[object]] = [
        [None, None],
        ["Project Name", "Working together"],
        [None],
        [None],
        ["Columns", None],
    ]
    top += [[value, count] for value, count in zip(*counts, strict=True)]
    top += [[None]] * 3 + [[None, "Respondent Name and Statement Number:"]]
    return [*top, ["Sort Value", *people[0][1:]], *people[1:]]


def test_ken_qs_first_version_as_laid_on_the_table_is_read() -> None:
    is_the_study(read(workbook({"sorts": old(LAID, PATTERN), "statements": NUMBERED, "old sorts": [["x"]]})))


def test_ken_qs_first_version_by_rows_is_read() -> None:
    sorts: Cells = [["Project Name"], ["Working together"], [None], ["Sort Pattern", *GRID], [None],
                    ["participants", *(f"s{place}" for place in range(1, 8))], *ROWS]  # fmt: skip
    is_the_study(read(workbook({"sorts": sorts, "statements": NUMBERED})))


# ---- results read back


@pytest.mark.parametrize("overview", ["Analysis Overview", "Project Overview"])
def test_results_of_kade_are_read_back(overview: str) -> None:
    told: Cells = [[""], ["Project Name", "Working together"], [""], ["Statements", 7], [""],
                   ["Q-sort Pattern: ", ",".join(map(str, GRID))]]  # fmt: skip
    heading = ["Participant", *(f"S{each}" for each in range(1, 8)), "Mean", "St Dev"]
    sorts: Cells = [[""], ["Q sorts"], [""], heading, *([*row, 0.0, 0.816] for row in ROWS)]
    statements: Cells = [[""], ["Nm", "Statement"], *NUMBERED[1:]]
    is_the_study(
        read(workbook({overview: told, "Q sorts": sorts, "Statements": statements, "Loadings": [["x"]]}))
    )


# ---- the zip


def zipped(**files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.txt", text)
    return packed.getvalue()


LINES = "\n".join(BY_ROWS.split("\n")[1:])
COUNTS = ",".join(map(str, PATTERN[1]))


def test_kades_zip_is_read_with_commas_or_semicolons_and_beside_results() -> None:
    told = {"name": "Working together\n", "statements": "\n".join(TEXTS), "(archive)results": "Factor 1"}
    is_the_study(read(zipped(sorts=LINES, pattern=COUNTS, **told)))
    is_the_study(read(zipped(sorts=LINES.replace(",", ";"), pattern=COUNTS.replace(",", ";"), **told)))


def test_a_zip_that_is_no_study_is_refused() -> None:
    assert "has no sorts.txt" in refusal(zipped(name="x")).sentence
    assert "is broken and cannot be unpacked" in refusal(zipped(sorts=LINES)[:-10]).sentence
    assert (
        "has 2 statements and sorts of 7 values" in refusal(zipped(sorts=LINES, statements="a\nb")).sentence
    )
    refused = refusal(zipped(sorts=LINES.replace("0,1,1,0,0,-1", "0,1,x,0,0,-1")))
    assert (refused.participant, refused.statement) == ("C3", "s4")


def test_a_zip_that_swells_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("concordat.qmethod.files.archives.UNPACKED", 1_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sorts.txt", "0" * 1_001)
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
    assert "unpacks to more than" in refusal(packed.getvalue()).sentence


# ---- the CSV of one line a person


def test_a_csv_of_one_line_a_person_is_known_by_its_heading_and_said_to_be() -> None:
    study = read(BY_ROWS.encode(), name="kenq.csv")
    assert [sort.values for sort in study.sorts] == [A1, B2, C3]
    assert [each.about for each in study.cautions] == [About.READ_LOOSELY]
    counted = BY_ROWS.replace("name,s1,s2,s3,s4,s5,s6,s7", "Respondent,1,2,3,4,5,6,7")
    assert read(counted.encode()).statements == study.statements


def test_statements_with_names_of_their_own_keep_them() -> None:
    study = read(BY_ROWS.replace("name,s1,s2,s3,s4,s5,s6,s7", "participant,a,b,c,d,e,f,g").encode())
    assert [each.id for each in study.statements] == ["a", "b", "c", "d", "e", "f", "g"]
    assert study.sorts[1].values == B2


def test_a_heading_that_does_not_say_is_read_as_ours_unless_the_format_is_named() -> None:
    for heading in (
        "x,a,b,c,d,e,f,g",
        ",1,2,3,4,5,6,7",
        "id,q1,q2,q3,q4,q5,q6,q7",
        "name,P1,P2,P3,P4,P5,P6,P7",
    ):
        other = BY_ROWS.replace("name,s1,s2,s3,s4,s5,s6,s7", heading).encode()
        assert [each.id for each in read(other).statements] == ["A1", "B2", "C3"]
        assert read(other, form="kenq-csv").participants == ("A1", "B2", "C3")


def test_statements_that_are_numbered_like_people_are_statements_still() -> None:
    assert read(b"statement,1,2,3\n1,0,1,0\n2,1,0,0\n3,0,0,1\n").participants == ("1", "2", "3")
    assert read(b"id,1,2,3\ns1,0,1,0\ns2,1,0,0\ns3,0,0,1\n").statements[0].id == "s1"


def test_a_short_line_names_the_person_and_the_first_statement_missing() -> None:
    refused = refusal(BY_ROWS.replace("B2,0,1,-1,0,-1,1,0", "B2,0,1,-1,0").encode())
    assert (refused.participant, refused.statement) == ("B2", "s5")
