"""`concordat qmethod bootstrap`: how sure, told with its progress, and never lost when it is stopped."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from concordat.viewpoints.commands import app
from tests.qmethod.studies import made

TINY = str(made("tiny") / "sorts.csv")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def bootstrap(*words: str, sorts: str = TINY):
    return CliRunner().invoke(app, ["bootstrap", sorts, "--factors", "2", *words])


def test_the_same_seed_gives_the_same_figures_and_another_seed_others():
    first, again, other = (
        json.loads(bootstrap("--steps", "60", "--seed", seed, "--json").stdout) for seed in "112"
    )
    assert first == again
    assert first["zscores"]["se"] != other["zscores"]["se"]
    assert (first["seed"], first["done"]) == (1, 60)
    assert len(first["statements"]) == len(first["zscores"]["mean"])


def test_progress_is_told_on_standard_error_and_standard_output_is_one_object():
    said = bootstrap("--steps", "60", "--json")
    assert "Resampling: 60 of 60" in said.stderr
    assert json.loads(said.stdout)


def test_paper_and_workbook_tell_the_intervals(here):
    said = bootstrap("--steps", "60", "--paper", "out.html", "--xlsx", "out.xlsx", "--date", "2026-11-22")
    assert said.exit_code == 0, said.output
    html = Path("out.html").read_text(encoding="utf-8")
    assert "How sure the views are" in html
    assert "60 times" in html
    book = openpyxl.load_workbook("out.xlsx")
    assert {"Stability of views", "Scores, resampled", "Loadings"} <= set(book.sheetnames)


def test_a_person_is_shown_which_views_hold():
    said = bootstrap("--steps", "60", sorts=str(made("clean_three") / "sorts.csv"))
    assert "Stability of views" in said.stdout
    assert "seed 1" in said.stdout


def test_people_may_be_drawn_within_their_groups():
    study = made("noisy_four")
    words = (
        "--steps",
        "20",
        "--groups",
        "group",
        "--participants",
        str(study / "participants.csv"),
        "--json",
    )
    found = json.loads(bootstrap(*words, sorts=str(study / "sorts.csv")).stdout)
    assert set(found["groups"]) == {"councillor", "officer"}
    said = bootstrap("--steps", "20", "--groups", "nosuch", sorts=str(study / "sorts.csv"))
    assert said.exit_code == 2


@pytest.mark.slow
def test_stopped_in_the_middle_it_tells_what_it_has():
    words = [sys.executable, "-m", "concordat.viewpoints.commands", "bootstrap"]
    words += [str(made("noisy_four") / "sorts.csv"), "--factors", "4", "--steps", "100000", "--json"]
    running = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        # The first line of progress says that the drawing is under way.
        assert "Resampling" in running.stderr.readline()
        os.kill(running.pid, signal.SIGINT)
        out, said = running.communicate(timeout=600)
    finally:
        running.kill()
    found = json.loads(out)
    assert 0 < found["done"] < 100_000
    assert f"Stopped after {found['done']} of 100000 resamples" in said
    assert running.returncode == 0


def test_too_few_steps_are_refused_before_anything_is_read():
    said = bootstrap("--steps", "1", sorts="no such file.csv")
    assert said.exit_code == 2
    assert "--steps" in said.stderr
    assert "no such file" not in said.stderr
