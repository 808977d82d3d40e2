import pytest

from concordat.qmethod.files import composed, pqmethod, read, write
from concordat.qmethod.study import Refused, Sort, Statement, Study
from tests.qmethod.files.examples import A1, B2, C3, DAT, GRID, STUDY, TEXTS


def refusal(text: str) -> Refused:
    with pytest.raises(Refused) as refused:
        read(text.encode(), name="project.dat")
    return refused.value


def test_a_dat_file_is_read_by_column() -> None:
    study = read(DAT.encode(), name="project.dat")
    assert study.title == "Working together (made up)"
    assert study.participants == ("A1", "B2", "C3")
    assert [sort.values for sort in study.sorts] == [A1, B2, C3]
    assert study.grid == GRID


def test_values_of_two_characters_leave_no_blank_between_them() -> None:
    dat = "  0  2  3 x\n -6 13  1  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0  1  0  0  1\n"
    study = read((dat + "A         -61013\nB         1013-6\n").encode(), name="x.dat")
    assert [sort.values for sort in study.sorts] == [(-6, 10, 13), (10, 13, -6)]


def test_the_texts_are_found_in_the_file_beside_it(tmp_path) -> None:
    (tmp_path / "project.DAT").write_text(DAT.replace("\n", "\r\n"))
    (tmp_path / "project.STA").write_text("\r\n".join(TEXTS))
    assert tuple(each.text for each in read(tmp_path / "project.DAT").statements) == TEXTS


@pytest.mark.parametrize(
    ("old", "new", "participant", "statement", "words"),
    [
        ("  0  3  7", "  0  4  7", "", "", "line 1: it tells of 4 sorts and 3 follow"),
        ("  0  3  7", "  0  3  8", "", "", "line 2: the grid has 7 places for 8 statements"),
        ("  2  3  2  0", "  2  2  3  0", "", "", ""),  # another grid, and as good a one
        (
            "-1 0 1 1 0 0-1",
            "-1 0 1 1 0 0",
            "C3",
            "s7",
            "line 5: participant “C3” has 6 values for 7 statements",
        ),
        ("-1 0 1 1 0 0-1", "-1 0 1 1 0 0-1 1", "C3", "", "has 8 values for 7 statements"),
        ("-1 0 1 1 0 0-1", "-1 0 1 x 0 0-1", "C3", "s4", "has “x” for statement “s4”"),
        ("B2 ", "A1 ", "A1", "", "participant “A1” is there twice"),
    ],
)
def test_a_dat_file_out_of_joint_is_refused(
    old: str, new: str, participant: str, statement: str, words: str
) -> None:
    assert old in DAT
    if not words:
        assert read(DAT.replace(old, new).encode()).grid == (-1, -1, 0, 0, 1, 1, 1)
        return
    refused = refusal(DAT.replace(old, new))
    assert words in refused.sentence
    assert (refused.participant, refused.statement) == (participant, statement)


def test_the_callers_grid_comes_before_one_that_does_not_fit() -> None:
    wrong = DAT.replace("  2  3  2  0", "  2  2  2  0")
    assert "line 2: the grid has 6 places" in refusal(wrong).sentence
    assert read(wrong.encode(), grid=GRID).grid == GRID


def test_it_is_written_as_the_example_is() -> None:
    study = Study(STUDY.statements, STUDY.sorts, "Working together (made up)", GRID)
    files = pqmethod.written(study)
    assert files[".dat"].decode("ascii") == DAT
    assert files[".sta"].decode("ascii").split("\n")[:2] == ["Made-up statement 1.", "Made-up statement 2."]
    assert pqmethod.written(study, line_end="\r\n")[".dat"].decode() == DAT.replace("\n", "\r\n")


def test_names_are_made_short_plain_and_different() -> None:
    names = ("Councillor One", "Councillor Two", "Zoë", "…", "王", "")
    study = Study(tuple(Statement(f"s{i}") for i in range(2)), tuple(Sort(each, (0, 1)) for each in names))
    dat = composed(study, form="pqmethod")[".dat"].decode("ascii")
    written = [line[:10].strip() for line in dat.split("\n")[2:8]]
    assert written == ["Councill", "Council2", "Zoe", "...", "?", "sort"]


@pytest.mark.parametrize(
    ("value", "words"),
    [(14, "the value 14"), (-7, "the value -7"), (0.5, "the value 0.5"), (None, "no value")],
)
@pytest.mark.parametrize("form", ["pqmethod", "kade-1", "kade-2", "kade-zip", "kenq-csv"])
def test_values_without_a_place_are_refused_and_nothing_is_written(
    value: float | None, words: str, form: str, tmp_path
) -> None:
    study = Study(STUDY.statements, (STUDY.sorts[0], Sort("B2", (*B2[:2], value, *B2[3:]))))
    with pytest.raises(Refused) as refused:
        write(study, tmp_path / "study.out", form=form)
    assert f"Participant “B2” has {words} for statement “s3”" in refused.value.sentence
    assert (refused.value.participant, refused.value.statement) == ("B2", "s3")
    assert list(tmp_path.iterdir()) == []
