import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from concordat.surveys.commands import app

MARK = "as published; not computed by us"
FIGURES = """\
council,measure,councillors,officers,source,date
Northampton,working relationship 1-10 mean,7.73,6.24,https://www.example.org/report,2019-03-25
Northampton,pressure to change professional opinion,,between 5 and 6,internal audit,2019-03-25
Elsewhere,satisfied,48% (12/25),64.7% (11/17),same as above,
Nowhere,response,,,a survey,
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def published(figures: str, *more: str):
    Path("figures.csv").write_text(figures, encoding="utf-8")
    return CliRunner().invoke(app, ["published", "figures.csv", *more])


def test_the_gap_is_the_one_figure_less_the_other_and_nothing_more():
    said = published(FIGURES, "--json", "out.json")
    assert said.exit_code == 0, said.output
    told = json.loads(Path("out.json").read_text(encoding="utf-8"))
    first = told["published"][0]
    assert (first["councillors"], first["officers"]) == ("7.73", "6.24")
    assert (first["gap"], first["margin"], first["verdict"]) == (1.49, None, "no verdict")
    assert told["headline"]["gap"] == 1.49
    assert told["headline"]["margin"] is None
    assert told["headline"]["tipping_point"] is None
    assert "gap 1.49, no margin and no verdict" in said.stdout


def test_every_figure_is_marked_as_not_ours():
    published(FIGURES, "--json", "out.json")
    told = json.loads(Path("out.json").read_text(encoding="utf-8"))
    assert {figure["mark"] for figure in told["published"]} == {MARK}
    assert all("not computed by us" in figure["cautions"] for figure in told["published"])


def test_what_is_no_score_is_shown_as_it_was_printed_and_never_subtracted():
    published(FIGURES, "--json", "out.json")
    told = json.loads(Path("out.json").read_text(encoding="utf-8"))["published"]
    assert [figure["gap"] for figure in told] == [1.49, None, None]
    assert told[1]["officers"] == "between 5 and 6"
    assert told[2]["councillors"] == "48% (12/25)"


def test_rows_without_a_figure_of_either_side_are_counted():
    assert "neither side has a figure: 1." in published(FIGURES).stdout


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_the_paper_carries_the_mark_and_the_sources(kind):
    said = published(FIGURES, "--paper", f"out.{kind}", "--date", "2026-11-22")
    assert said.exit_code == 0, said.output
    if kind == "html":
        told = Path("out.html").read_text(encoding="utf-8")
        assert f"Every figure in this paper is {MARK}." in told
        assert 'href="https://www.example.org/report"' in told
        assert "no margin, no verdict" in told


def test_the_longer_column_names_of_a_collection_are_understood():
    told = FIGURES.replace("council,", "council_or_body,", 1).replace(
        "councillors,", "councillors_or_members,", 1
    )
    assert published(told.replace(",source,", ",source_url,", 1)).exit_code == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("officers,", "others,"), "Line 1 of figures.csv names no column “officers”."),
        (
            ("internal audit,2019-03-25", "internal audit"),
            "Line 3 of figures.csv has 5 cells; the header has 6.",
        ),
        (("7.73", "=7+1"), "Line 2 of figures.csv holds a formula"),
        (("officers,source", "officers,officers"), "Line 1 of figures.csv names two columns “officers”."),
    ],
)
def test_a_file_that_cannot_be_used_is_sent_back_with_its_line(change, sentence):
    said = published(FIGURES.replace(*change, 1), "--json", "out.json")
    assert said.exit_code == 2
    assert sentence in said.stderr
    assert not Path("out.json").exists()


def test_a_source_that_is_the_same_as_above_is_named_again():
    published(FIGURES, "--json", "out.json")
    told = json.loads(Path("out.json").read_text(encoding="utf-8"))["published"]
    assert told[2]["source"] == "internal audit"


def test_a_figure_without_a_source_is_asked_for_one():
    said = published("councillors,officers\n7.73,6.24\n", "--json", "out.json", "--paper", "out.html")
    assert said.exit_code == 0, said.output
    assert "No source is named on these lines: 2." in said.stderr
    assert "Ask where they were printed." in Path("out.html").read_text(encoding="utf-8")
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["headline"]["gap"] == 1.49
