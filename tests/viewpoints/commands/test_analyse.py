"""`concordat qmethod analyse`: one JSON object, whole files, and one sentence for whatever is wrong."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from concordat.viewpoints.commands import app
from tests.qmethod.studies import made

CONTRACT = {
    *("participants", "statements", "loadings", "flags", "zscores", "arrays"),
    *("characteristics", "distinguishing", "warnings"),
}
SIX = "statement,ann,bob,cy\ns1,-1,1,0\ns2,0,-1,1\ns3,1,0,-1\ns4,0,0,0\ns5,0,1,1\ns6,0,-1,-1\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str | Path):
    return CliRunner().invoke(app, [str(word) for word in words])


def sorts(name: str) -> Path:
    return made(name) / "sorts.csv"


def told(name: str, *more: str) -> dict:
    said = run("analyse", sorts(name), "--json", *more)
    assert said.exit_code == 0, said.output
    return json.loads(said.stdout)


def refused(*words: str | Path) -> str:
    said = run(*words)
    assert said.exit_code == 2, said.output
    assert said.stdout == ""
    assert len(said.stderr.strip().splitlines()) == 1, said.stderr
    return said.stderr.strip()


class TestJson:
    def test_one_object_with_every_key_of_the_contract_and_nothing_else_on_standard_output(self):
        said = run("analyse", sorts("clean_three"), "--factors", "3", "--json")
        assert set(json.loads(said.stdout)) >= CONTRACT
        assert said.stdout.count("\n") == 1
        assert said.stderr == ""

    @pytest.mark.parametrize(
        ("mode", "extraction", "name", "within"),
        [
            ("standard", "pca", "standard_pca_varimax_3", 1e-6),
            ("standard", "centroid", "standard_centroid_varimax_3", 1e-6),
            ("qmethod", "pca", "qmethod_pca_varimax_3", 1e-9),
            ("qmethod", "centroid", "qmethod_centroid_varimax_3", 1e-9),
            ("kade", "pca", "kade_pca_varimax_3", 1.5e-5),
            ("kade", "centroid", "kade_brown_centroid_varimax_3", 1.5e-5),
        ],
    )
    def test_it_prints_the_reference_numbers_of_each_mode(self, mode, extraction, name, within):
        found = told("noisy_four", "--factors", "3", "--mode", mode, "--extraction", extraction)
        known = json.loads((made("noisy_four") / f"{name}.json").read_text(encoding="utf-8"))
        for row, other in zip(found["loadings"], known["loadings"], strict=True):
            assert row == pytest.approx(other, abs=within)
        assert found["flags"] == known["flags"]
        assert found["arrays"] == known["arrays"]

    def test_rows_are_participants_and_statements_in_the_order_of_the_file(self):
        found = told("tiny", "--factors", "2")
        header, *rows = sorts("tiny").read_text(encoding="utf-8").split()
        assert found["participants"] == header.split(",")[1:]
        assert found["statements"] == [row.split(",")[0] for row in rows]
        assert {len(row) for row in found["zscores"]} == {2}
        assert len(found["characteristics"]["factor_correlation"]) == 2

    def test_a_factor_without_flags_has_null_and_arrays_hold_whole_numbers(self):
        found = told("tiny", "--factors", "4")
        empty = [f for f, count in enumerate(found["characteristics"]["n_flagged"]) if count == 0]
        for row in found["arrays"]:
            assert all(row[f] is None for f in empty)
            assert all(type(value) is int for f, value in enumerate(row) if f not in empty)

    def test_files_may_be_written_beside_and_standard_output_stays_json(self, here):
        said = run("analyse", sorts("tiny"), "--factors", "2", "--json", "--xlsx", "out.xlsx")
        assert json.loads(said.stdout)
        assert "Written: out.xlsx" in said.stderr
        assert "Loadings" in openpyxl.load_workbook("out.xlsx").sheetnames

    def test_another_grid_may_be_named(self):
        wide = [*range(-9, 10), 9]
        found = told("tiny", "--factors", "2", "--grid", ",".join(map(str, wide)))
        assert sorted(row[0] for row in found["arrays"]) == wide

    def test_a_log_turns_the_factors_and_is_kept_in_the_record(self, here):
        steps = [{"op": "rotate", "factors": [1, 2], "degrees": 20, "why": "to try"}]
        for kind, content in (("list", steps), ("object", {"log": steps})):
            Path(f"{kind}.json").write_text(json.dumps(content), encoding="utf-8")
            found = told("clean_three", "--factors", "3", "--log", f"{kind}.json")
            assert found["record"]["log"] == steps
            assert found["loadings"] != told("clean_three", "--factors", "3")["loadings"]

    def test_the_options_of_flagging_reach_the_flags(self):
        strict = told("noisy_four", "--factors", "3", "--flag-level", "0.0001")
        loose = told("noisy_four", "--factors", "3", "--flag-level", ".2", "--no-majority")
        count = [sum(map(sum, each["flags"])) for each in (strict, loose)]
        assert count[0] < count[1]

    def test_bootstrap_intervals_stand_in_every_comparison_when_asked_for(self):
        found = told("tiny", "--factors", "2", "--bootstrap", "40", "--seed", "3")
        pairs = [pair for each in found["comparisons"] for pair in each["pairs"]]
        assert all(pair["low"] <= pair["high"] for pair in pairs)
        assert found["record"]["bootstrap"]["seed"] == 3


class TestFiles:
    @pytest.mark.slow
    def test_paper_workbook_and_package_are_written_and_open(self, here):
        study = made("clean_three")
        said = run(
            *("analyse", sorts("clean_three"), "--factors", "3", "--statements", study / "statements.csv"),
            *("--paper", "out.docx", "--paper", "out.html", "--xlsx", "out.xlsx", "--package", "out.zip"),
            *("--title", "Working together", "--council", "Marlbridge", "--date", "2026-11-22"),
        )
        assert said.exit_code == 0, said.output
        html = Path("out.html").read_text(encoding="utf-8")
        assert "<title>Working together – Marlbridge</title>" in html
        assert "22 November 2026" in html
        assert "Ward councillors should have a say" in html
        assert zipfile.is_zipfile("out.docx")
        assert "reproduce.R" in zipfile.ZipFile("out.zip").namelist()
        assert sorted(path.name for path in here.iterdir() if path.name.startswith(".")) == []

    @pytest.mark.slow
    def test_a_paper_may_be_a_pdf(self, here):
        said = run("analyse", sorts("tiny"), "--factors", "1", "--paper", "out.pdf")
        if "Pango" in said.stderr:
            pytest.skip("This machine has no typesetter.")
        assert Path("out.pdf").read_bytes().startswith(b"%PDF-")

    def test_without_an_option_a_person_is_shown_views_and_cautions(self):
        said = run("analyse", sorts("duplicate"), "--factors", "2")
        assert said.exit_code == 0
        assert "View 1: the ends of its grid" in said.stdout
        assert "Before you use these figures:" in said.stdout

    def test_nothing_is_written_where_one_of_the_files_cannot_be(self, here):
        out = ("--xlsx", "out.xlsx", "--paper", "no/such/out.html")
        assert "cannot be written" in refused("analyse", sorts("tiny"), "--factors", "1", *out)
        assert list(here.iterdir()) == []


class TestRefusals:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (("s1,-1,1,0", "s1,-1,x,0"), ("bob", "s1")),
            (("s3,1,0,-1", "s3,1,,-1"), ("bob", "s3")),
            (("s3,1,0,-1", "s3,1,nan,-1"), ("bob", "s3")),
            (("ann,bob,cy", "ann,bob,ann"), ("ann",)),
            (("s2,0,-1,1", "s1,0,-1,1"), ("s1",)),
        ],
    )
    def test_what_is_wrong_in_a_file_is_told_with_participant_and_statement(self, here, change, words):
        Path("six.csv").write_text(SIX.replace(*change), encoding="utf-8")
        said = run("analyse", "six.csv", "--factors", "1", "--json")
        if said.exit_code == 0:  # a card may be missing in standard mode, with a caution
            assert any("missing" in each for each in json.loads(said.stdout)["warnings"])
            said = run("analyse", "six.csv", "--factors", "1", "--mode", "qmethod", "--json")
        assert said.exit_code == 2, said.output
        assert said.stdout == ""
        assert len(said.stderr.strip().splitlines()) == 1
        assert all(word in said.stderr for word in words), said.stderr

    def test_a_file_that_is_not_there_and_a_folder_are_told_as_such(self, here):
        assert "no file" in refused("analyse", "nosuch.csv", "--factors", "2")
        assert "is a folder" in refused("analyse", here, "--factors", "2")

    @pytest.mark.parametrize(
        "content", [b"", b"\x00\xff\xfe", b"PK\x03\x04 not a zip", b"{", b"a\n", b"\xff" * 999]
    )
    def test_a_file_that_is_no_study_is_one_sentence(self, here, content):
        for name in ("x.csv", "x.xlsx", "x.dat", "x.json", "x.zip"):
            Path(name).write_bytes(content)
            assert refused("analyse", name, "--factors", "2", "--json")

    def test_more_factors_than_sorts_are_refused(self):
        assert refused("analyse", sorts("tiny"), "--factors", "7")

    def test_what_a_mode_does_not_have_is_refused(self):
        assert refused(
            "analyse", sorts("tiny"), "--factors", "2", "--mode", "qmethod", "--extraction", "horst"
        )
        assert refused("analyse", sorts("tiny"), "--factors", "2", "--mode", "kade", "--rotation", "oblimin")

    @pytest.mark.parametrize(
        ("option", "value"),
        [
            ("--grid", "-1,0,one"),
            ("--grid", "-1,0,1"),
            ("--flag-level", "7"),
            ("--reliability", "high"),
            ("--reliability", "1.5"),
            ("--equivalence", "-1"),
            ("--date", "tomorrow"),
            ("--paper", "out.odt"),
        ],
    )
    def test_an_option_that_makes_no_sense_is_one_sentence(self, here, option, value):
        assert refused("analyse", sorts("tiny"), "--factors", "2", option, value)

    @pytest.mark.parametrize(
        "log",
        [
            "[",
            "7",
            '[{"op":"twist"}]',
            '[{"op":"undo"}]',
            '[{"op":"rotate","factors":[1,9],"degrees":5}]',
            '[{"op":"flag","participant":"nobody","factor":1,"value":true}]',
            '[{"op":"rotate","factors":"12","degrees":"x"}]',
            "[null]",
        ],
    )
    def test_a_log_that_cannot_be_followed_is_one_sentence(self, here, log):
        Path("log.json").write_text(log, encoding="utf-8")
        assert refused("analyse", sorts("tiny"), "--factors", "2", "--log", "log.json")


def test_the_commands_start_without_django_or_numpy_and_run_without_a_database():
    code = (
        "import sys; from concordat.viewpoints.commands import app; "
        "assert not {'numpy', 'django', 'openpyxl', 'weasyprint'} & set(sys.modules), 'too much'; "
        f"app(['analyse', {str(sorts('tiny'))!r}, '--factors', '2', '--json'], standalone_mode=False); "
        "assert 'django' not in sys.modules, 'django'"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600)
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout)["participants"]
