"""`concordat protocol gaps` and `concordat protocol model`: files in, files out, or one sentence why not."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from concordat.cli import app
from concordat.protocol.rules.reading import read
from tests.protocol.rules.models import LOCAL

TEXT = """Protocol

When things go wrong

1. An officer may raise a grievance about a councillor.
2. The Data Protection Act 1998 applies to the residents of the Town.
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    (tmp_path / "protocol.txt").write_text(TEXT, encoding="utf-8")
    return str(tmp_path / "protocol.txt")


def run(*words: str):
    return CliRunner().invoke(app, ["protocol", *words])


def test_the_gaps_of_a_file_are_told_with_the_urgent_ones_first(file):
    done = run("gaps", file, "--tier", "parish", "--date", "2026-11-30")
    assert done.exit_code == 0
    assert done.stdout.startswith("1 of 14 subjects")
    told = done.stdout.splitlines()
    assert told[2] == "A route that is not lawful (look at this first)"
    assert "      where: 1." in told
    assert "Nothing here is legal advice" in done.stdout


def test_as_json_they_are_told_for_another_program(file):
    told = json.loads(run("gaps", file, "--tier", "parish", "--date", "2026-11-30", "--json").stdout)
    assert set(told) == {
        "tier", "nation", "on", "law_edition", "law_checked_on", "told_from_words", "families",
        "expectations", "principles", "findings", "law",
    }  # fmt: skip
    kinds = {finding["kind"]: finding for finding in told["findings"]}
    assert kinds["a route that is not lawful"]["where"] == ["1."]
    assert kinds["another council’s words"]["words"] == ["the Town"]
    assert len(told["families"]) == 14
    assert set(kinds["law that has lapsed"]["law"]) <= set(told["law"])


def test_the_law_of_the_day_and_of_the_nation_counts(file):
    def found(*words):
        told = json.loads(run("gaps", file, "--json", *words).stdout)
        return {finding["kind"] for finding in told["findings"]}

    assert "law that has lapsed" not in found("--date", "2018-05-24")
    assert "law that has lapsed" in found("--date", "2018-05-25")
    assert "a route that is not lawful" not in found("--nation", "Wales", "--date", "2026-11-30")


def test_what_is_named_is_written_each_as_its_ending_says(file, tmp_path):
    wanted = [tmp_path / f"gaps.{form}" for form in ("html", "docx", "csv", "xlsx")]
    done = run("gaps", file, *(word for path in wanted for word in ("--out", str(path))))
    assert done.exit_code == 0
    assert done.stderr.count("Written: ") == 4
    opening = {path.suffix: path.read_bytes()[:2] for path in wanted}
    assert opening == {".html": b"<!", ".docx": b"PK", ".csv": b"\xef\xbb", ".xlsx": b"PK"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--out", "gaps.exe"], "must end in .html, .docx, .pdf, .csv or .xlsx."),
        (["--out", "/no/such/folder/gaps.pdf"], "there is no such folder"),
        (["--date", "soon"], "“soon” is not a day"),
    ],
)
def test_what_cannot_be_done_ends_with_two_and_one_sentence_before_anything_is_read(file, words, sentence):
    done = run("gaps", file, *words)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert sentence in done.stderr


def test_a_file_that_cannot_be_read_ends_with_two_and_one_sentence(tmp_path):
    nothing = tmp_path / "nothing.txt"
    nothing.write_bytes(b"")
    done = run("gaps", str(nothing))
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_the_text_itself_is_never_written_over(file):
    done = run("gaps", file, "--out", file.replace(".txt", ".html"))
    assert done.exit_code == 0
    page = file.replace(".txt", ".html")
    done = run("gaps", page, "--out", page)
    assert done.exit_code == 2
    assert "would be written over" in done.stderr


def test_the_model_is_written_out_and_reads_back_as_the_same_tree(tmp_path):
    out = tmp_path / "model.md"
    assert run("model", "--tier", "parish", "--out", str(out)).exit_code == 0
    back = read(out.read_bytes(), name="model.md")
    assert [(c.key, c.label, c.text, c.kind) for c in back.clauses] == [
        (c.key, c.label, c.text, c.kind) for c in LOCAL.clauses
    ]


def test_without_a_file_the_model_is_said_and_with_a_name_it_bears_it():
    told = run("model", "--tier", "town", "--council", "Larkfield Town Council").stdout
    assert told.startswith("# Councillor and officer protocol")
    assert "officers of Larkfield Town Council may expect of each other" in told


@pytest.mark.parametrize("form", ["txt", "html", "docx", "json"])
def test_the_model_is_written_in_every_form(tmp_path, form):
    out = tmp_path / f"model.{form}"
    assert run("model", "--out", str(out), "--date", "2026-11-30").exit_code == 0
    if form != "docx":
        assert "Advice belongs to the officer who gives it" in out.read_text(encoding="utf-8")
    assert out.stat().st_size > 5000


def test_a_council_that_does_not_exist_has_no_model():
    done = run("model", "--tier", "parish", "--nation", "Scotland")
    assert done.exit_code == 2
    assert "no parish, town or community councils" in done.stderr


def test_the_form_of_governance_is_heard():
    told = run("model", "--governance", "committee system").stdout
    assert "In the committee system power lies with the council" in told
    assert "cabinet" not in told.lower().replace("cabinet member", "")
