import json
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from concordat.surveys.commands import app
from tests.surveys.commands import files

INVITED = "councillors=60,officers=200"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("map.toml").write_text(files.MAP, encoding="utf-8")
    return tmp_path


def analyse(answers: str | bytes, *more: str, invited: str = INVITED, name: str = "answers.csv"):
    Path(name).write_bytes(answers if isinstance(answers, bytes) else answers.encode())
    return CliRunner().invoke(app, ["analyse", name, "--map", "map.toml", "--invited", invited, *more])


def refused(answers: str | bytes, **more: str) -> str:
    """The one sentence with which a file is sent back."""
    said = analyse(answers, "--json", "out.json", **more)
    assert said.exit_code == 2, said.output
    assert said.stdout == ""
    assert len(said.stderr.strip().splitlines()) == 1
    assert not Path("out.json").exists()
    return said.stderr.strip()


def test_a_file_of_answers_becomes_the_released_figures(here):
    said = analyse(
        files.plain_csv(), "--json", "out.json", "--council", "Marlbridge", "--wave", "Autumn 2026"
    )
    assert said.exit_code == 0, said.output
    told = json.loads(Path("out.json").read_text(encoding="utf-8"))
    assert told["council"] == "Marlbridge"
    assert [(atom["side"], atom["answered"], atom["reportable"]) for atom in told["atoms"]] == [
        ("councillors", 12, True),
        ("officers", 20, True),
    ]
    assert told["headline"]["councillors"] == 8.0
    assert told["headline"]["officers"] == 6.0
    assert "12 of 60 replied" in said.stdout
    assert "Gap          2.0" in said.stdout
    assert "Columns not read: “comment”." in said.stderr
    assert "Written: out.json" in said.stdout


def test_every_kind_of_file_is_written_and_opens(here):
    said = analyse(
        files.plain_csv(),
        *("--paper", "out.docx", "--paper", "out.pdf", "--paper", "out.html"),
        *("--csv", "out.csv", "--xlsx", "out.xlsx", "--json", "out.json", "--date", "2026-11-22"),
    )
    assert said.exit_code == 0, said.output
    assert zipfile.is_zipfile("out.docx")
    assert Path("out.pdf").read_bytes().startswith(b"%PDF-")
    assert "22 November 2026" in Path("out.html").read_text(encoding="utf-8")
    assert openpyxl.load_workbook("out.xlsx").sheetnames[:2] == ["Summary", "Figures"]
    assert "not the real" not in said.output
    assert sorted(path.name for path in here.iterdir() if path.name.startswith(".")) == []


def test_the_answers_of_a_side_too_small_leave_no_trace_in_any_file(here):
    """Whatever four officers say, every byte that is written is the same."""
    made = {}
    kinds = ("html", "docx", "csv", "xlsx", "json")
    for level in (1, 10):
        options = [
            word
            for kind in kinds
            for word in (
                "--paper" if kind in {"html", "docx"} else f"--{kind}",
                f"out-{level}.{kind}",
            )
        ]
        said = analyse(files.plain_csv(officers=4, officers_say=level), *options, "--date", "2026-11-22")
        assert said.exit_code == 0, said.output
        made[level] = [Path(f"out-{level}.{kind}").read_bytes() for kind in kinds]
        told = said.stdout.replace(f"out-{level}", "out")
        made[level].append(told.encode())
    assert made[1] == made[10]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (("councillor,7", "councillor,11"), "Line 2 of answers.csv: “11” is not a rating: a whole number"),
        (("councillor,7", "councillor,0"), "Line 2 of answers.csv: “0” is not a rating"),
        (("councillor,8", "councillor,7.5"), "Line 3 of answers.csv: “7.5” is not a rating"),
        (("councillor,8", "councillor,-3"), "Line 3 of answers.csv: “-3” is not a rating"),
        (
            ("councillor,8", "councillor,2026-11-07"),
            "Line 3 of answers.csv: “2026-11-07” is a date or a time",
        ),
        (("councillor,8", "councillor,07/11/2026"), "is a date or a time, not a rating"),
        (("councillor,8", "councillor,splendid"), "nor a label under [scale] in the map"),
        (("councillor,8", "councillor,=1+1"), "Line 3 of answers.csv holds a formula, “=1+1”"),
        (("councillor,8", "councillor,@SUM(A1)"), "“@SUM(A1)” looks like a formula"),
        (("councillor,8", "councillor,+cmd|x"), "looks like a formula"),
        (("9,never,fine", '9,never,"=HYPERLINK(1)"'), "Line 4 of answers.csv holds a formula"),
        (
            ("officer,6,never", "officer,6,monthly"),
            "Line 14 of answers.csv: “monthly” is not one of the three",
        ),
        (("councillor,8", "Mayor,8"), "Line 3 of answers.csv: “Mayor” is an unknown side. map.toml knows"),
        (("councillor,8", ",8"), "Line 3 of answers.csv does not say which side answers, in “side”."),
        (("councillor,8", "councillor,8,8"), "Line 3 of answers.csv has 5 cells; the header has 4."),
        (("councillor,8,never,fine", "councillor,8"), "Line 3 of answers.csv has 2 cells; the header has 4."),
        (("side,H1", "H1,H1"), "Line 1 of answers.csv names two columns “H1”."),
        (("side,H1", "side,Overall"), "Line 1 of the answers names no column “H1”, which map.toml asks for."),
        (("8,never,fine", '8,never,"fi"ne'), "Line 3 of answers.csv has a quotation mark out of place."),
        (("8,never,fine", '8,never,"fine'), "Line 3 of answers.csv has a quotation mark out of place."),
        (("8,never,fine", "8,never,fi\0ne"), "Line 3 of answers.csv holds a NUL character"),
    ],
)
def test_a_file_that_would_have_to_be_guessed_at_is_sent_back_with_its_line(here, spoil, sentence):
    told = files.plain_csv()
    assert spoil[0] in told
    assert sentence in refused(told.replace(*spoil, 1))


def test_the_line_is_right_below_a_cell_that_runs_over_several_lines(here):
    told = files.plain_csv().replace("7,never,fine", '7,never,"fine\nbut\nlong"', 1)
    assert refused(told.replace("councillor,8", "councillor,88", 1)).startswith("Line 5 of answers.csv: “88”")


@pytest.mark.parametrize("empty", [b"", b"\n\n", b"\xef\xbb\xbf", b"   \r\n"])
def test_an_empty_file_is_sent_back(here, empty):
    assert refused(empty).startswith("Line 1 of answers.csv: the file is empty")


def test_a_file_of_column_names_alone_holds_no_answers(here):
    assert "Line 2 of answers.csv: the file holds no answers" in refused(files.HEADER + "\n")


def test_mixed_encodings_are_sent_back_with_the_line_of_the_stray_one(here):
    told = files.plain_csv().encode().replace(b"never,fine", "never,dŵr".encode(), 2)
    mixed = told.replace(b"never,fine", "never,café".encode("latin-1"), 1)
    assert refused(mixed) == (
        "Line 4 of answers.csv is not in UTF-8 while other lines are: the file mixes encodings."
    )


def test_an_old_encoding_is_read_only_where_the_map_names_it(here):
    told = files.plain_csv().replace("fine", "£5 – café").encode("cp1252")
    assert "Line 2 of answers.csv is not in UTF-8" in refused(told)
    Path("map.toml").write_text('encoding = "windows-1252"\n' + files.MAP, encoding="utf-8")
    assert analyse(told).exit_code == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_that_names_its_encoding_is_read(here, encoding):
    assert analyse(files.plain_csv().encode(encoding)).exit_code == 0


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_semicolons_and_tabs_are_read_too(here, delimiter):
    assert analyse(files.plain_csv().replace(",", delimiter)).exit_code == 0


@pytest.mark.parametrize(
    "words", ["", "Don't know", "don’t know", "Ddim yn gwybod", "N/A", "Prefer not to say"]
)
def test_blank_and_dont_know_count_as_not_given(here, words):
    told = files.plain_csv().replace("councillor,7,", f"councillor,{words},")
    assert analyse(told, "--json", "out.json").exit_code == 0
    released = json.loads(Path("out.json").read_text(encoding="utf-8"))
    assert released["atoms"][0]["answered"] == 12
    assert next(item for item in released["items"] if item["id"] == "H1")["n"] == 8


def test_a_row_without_any_answer_is_nobodys_reply(here):
    said = analyse(files.plain_csv() + "councillor,,,\n,,,\n\n", "--json", "out.json")
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["atoms"][0]["answered"] == 12
    assert "Rows without any answer, left out: 2." in said.stderr


@pytest.mark.parametrize(
    ("invited", "sentence"),
    [
        (
            "councillors=11,officers=200",
            "Line 13 of answers.csv is reply 12 from councillors, but 11 were invited.",
        ),
        ("councillors=60", "is reply 1 from officers, but 0 were invited."),
        ("councillors=60,officers=many", "--invited: “officers=many” needs a whole number."),
        ("councillors=60,staff=3", "--invited: “staff=3” names no side."),
        ("councillors=60,councillors=61", "--invited names the councillors twice."),
        ("councillors=-60,officers=200", "needs a whole number"),
        ("", "names no side"),
    ],
)
def test_who_was_invited_must_be_told_and_must_be_enough(here, invited, sentence):
    assert sentence in refused(files.plain_csv(), invited=invited)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("[sides]", "[sides"), "Line 3 of map.toml is not TOML"),
        (('side = "side"', ""), "the map must say which column holds the side"),
        (('"councillors"', '"members"'), "Line 4 of map.toml: “councillor” must be"),
        (('H1 = "H1"', 'H1 = "Overall"'), "names no column “Overall”"),
        (
            ('H1 = "H1"', 'Q7 = "H1"'),
            "Line 8 of map.toml: “Q7” is not an item we know. Say its shape under [shape]",
        ),
        (('P1 = "P1"', 'P1 = "H1"'), "Line 9 of map.toml: the column “H1” is already taken for H1."),
        (('P1 = "P1"', 'P1 = "side"'), "is already taken for the side"),
        (('P1 = "P1"', "P1 = 3"), "Line 9 of map.toml: P1 must name a column"),
        (
            ('"hardly ever" = 1', '"hardly ever" = 4'),
            "Line 12 of map.toml: “hardly ever” under [bands] must be",
        ),
        (("[bands]", "[band]"), "Line 11 of map.toml: “band” is no part of a map. Did you mean bands?"),
        (("[bands]", '[shape]\nH9 = "M"\n[bands]'), "[shape] names “H9”, which is not under [items]."),
        (("[bands]", '[shape]\nP1 = "X"\n[bands]'), "the shape of P1 must be"),
    ],
)
def test_a_map_that_cannot_be_followed_is_sent_back_with_its_line(here, change, sentence):
    assert change[0] in files.MAP
    Path("map.toml").write_text(files.MAP.replace(*change, 1), encoding="utf-8")
    assert sentence in refused(files.plain_csv())


def test_ratings_in_words_and_bands_in_numbers_are_read_by_the_map(here):
    Path("map.toml").write_text(files.MAP + '\n[scale]\n"Very good" = 8\n"Poor" = 3\n', encoding="utf-8")
    told = files.plain_csv().replace("councillor,7,never", "councillor,very  GOOD,1")
    assert analyse(told.replace("councillor,9,never", "councillor,poor,Hardly ever")).exit_code == 0


def test_a_question_of_ones_own_and_a_changed_shape_need_only_a_line_each(here):
    Path("map.toml").write_text(
        files.MAP.replace('P1 = "P1"', 'X1 = "P1"\n[shape]\nX1 = "D"') + '"never" = 1\n"once or twice" = 2\n',
        encoding="utf-8",
    )
    assert analyse(files.plain_csv(), "--json", "out.json").exit_code == 0
    released = json.loads(Path("out.json").read_text(encoding="utf-8"))
    own = next(item for item in released["items"] if item["id"] == "X1")
    assert [band["label"] for band in own["bands"]][:2] == ["Hardly ever", "Once or twice"]


def test_a_form_with_a_page_for_each_side_has_two_columns_for_a_question(here):
    Path("map.toml").write_text(files.MAP.replace('"P1"', '["P1", "comment"]'), encoding="utf-8")
    told = files.plain_csv().replace(",never,fine", ",,never")
    assert analyse(told).exit_code == 0
    assert "“never and never” is answered in two columns" in refused(
        told.replace(",,never", ",never,never", 1)
    )


# ------------------------------------------------------------------------------------- files and folders


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--paper", "out.odt"], "“out.odt” must end in .docx, .pdf or .html."),
        (["--paper", "nowhere/out.docx"], "cannot be written"),
        (["--json", "."], "cannot be written"),
        (["--date", "yesterday"], "--date: “yesterday” is not a day."),
    ],
)
def test_what_could_not_be_written_is_refused_before_anything_is_read(here, options, sentence):
    said = CliRunner().invoke(
        app, ["analyse", "missing.csv", "--map", "map.toml", "--invited", INVITED, *options]
    )
    assert said.exit_code == 2
    assert sentence in said.stderr


def test_a_file_that_is_not_there_is_named(here):
    said = CliRunner().invoke(app, ["analyse", "missing.csv", "--map", "map.toml", "--invited", INVITED])
    assert (said.exit_code, said.stderr.strip()) == (2, "There is no file “missing.csv”.")


def test_files_are_written_all_or_none(here, monkeypatch):
    Path("out.json").write_text("of yesterday", encoding="utf-8")

    def full(self, data):
        raise OSError(28, "No space left on device")

    Path("answers.csv").write_text(files.plain_csv(), encoding="utf-8")
    monkeypatch.setattr(Path, "write_bytes", full)
    said = CliRunner().invoke(
        app,
        [
            "analyse",
            "answers.csv",
            "--map",
            "map.toml",
            "--invited",
            INVITED,
            "--json",
            "out.json",
            "--csv",
            "out.csv",
        ],
    )
    assert said.exit_code == 2
    assert "No space left on device. Nothing was changed." in said.stderr
    assert Path("out.json").read_text(encoding="utf-8") == "of yesterday"
    assert not Path("out.csv").exists()


def test_the_command_runs_without_django_and_says_the_same_from_a_shell(here):
    Path("answers.csv").write_text(files.plain_csv(), encoding="utf-8")
    program = (
        "import sys; from concordat.surveys.commands import app\n"
        "try: app(standalone_mode=False)\n"
        "finally: print('django' in sys.modules, 'weasyprint' in sys.modules, 'numpy' in sys.modules)"
    )
    arguments = ["analyse", "answers.csv", "--map", "map.toml", "--invited", INVITED, "--json", "out.json"]
    told = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines()[-1] == "False False False"
    assert "Traceback" not in told.stderr


def test_bad_input_from_a_shell_exits_2_with_one_line(here):
    Path("answers.csv").write_text(
        files.plain_csv().replace("councillor,7", "councillor,11", 1), encoding="utf-8"
    )
    command = [sys.executable, "-m", "concordat.surveys.commands", "analyse", "answers.csv"]
    options = ["--map", "map.toml", "--invited", INVITED]
    told = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert told.stderr.startswith("Line 2 of answers.csv: “11” is not a rating")
    assert len(told.stderr.splitlines()) == 1


def test_a_header_of_very_many_columns_is_sent_back_quickly(here):
    header = ",".join(f"c{n}" for n in range(60_000))
    assert "has 60000 columns" in refused(header + "\n")
