"""`concordat qmethod factors`: the evidence on the number of factors, with no answer of its own."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from concordat.papers.html import to_html
from concordat.qmethod import analyse
from concordat.qmethod.retention import evidence
from concordat.viewpoints.commands import app
from concordat.viewpoints.rules.solution_paper import Setting, paper
from tests.qmethod.studies import made, read_study

QUICK = ("--permutations", "100", "--splits", "10", "--most", "5")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def factors(*words: str, study: str = "clean_three"):
    return CliRunner().invoke(app, ["factors", str(made(study) / "sorts.csv"), *words])


def test_three_planted_views_stand_out_from_chance():
    found = json.loads(factors(*QUICK, "--json").stdout)
    assert [row["beyond_chance"] for row in found["rows"]] == [True, True, True, False, False]
    assert found["seed"] == 1


def test_a_person_is_shown_the_table_and_that_it_decides_nothing():
    said = factors(*QUICK)
    assert said.exit_code == 0, said.output
    assert "Humphrey’s rule, strict" in said.stdout
    assert "No line of this decides by itself." in said.stdout
    assert "Gathering evidence" in said.stderr


def test_the_paper_draws_the_scree_beside_chance_and_the_workbook_holds_the_table(here):
    said = factors(*QUICK, "--paper", "out.html", "--xlsx", "out.xlsx", "--title", "Together")
    assert said.exit_code == 0, said.output
    html = Path("out.html").read_text(encoding="utf-8")
    assert "Together: how many factors" in html
    assert "shuffled sorts: 95 of 100 lie below" in html
    rows = list(openpyxl.load_workbook("out.xlsx").active.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [1, 2, 3, 4, 5]


def test_what_was_not_asked_for_is_said_to_be_not_worked_out(here):
    said = factors("--permutations", "0", "--splits", "0", "--most", "2", "--paper", "out.html")
    assert said.exit_code == 0, said.output
    html = Path("out.html").read_text(encoding="utf-8")
    assert "shuffled sorts" not in html
    assert "not worked out" in html


@pytest.mark.parametrize("study", ["tiny", "duplicate", "unforced", "heywood"])
def test_every_made_study_gives_evidence(study):
    said = factors("--permutations", "50", "--splits", "4", "--steps", "10", "--json", study=study)
    assert said.exit_code == 0, said.output
    assert json.loads(said.stdout)["rows"][0]["factors"] == 1


def test_evidence_stands_in_the_paper_of_a_solution():
    study = read_study(made("clean_three"))
    found = evidence(study, most=4, permutations=50, splits=0)
    told = to_html(paper(analyse(study, factors=3), setting=Setting(date=date(2026, 11, 22)), evidence=found))
    assert "they were weighed, and 3 were kept" in told
    assert "Beyond chance (parallel analysis)" in told
