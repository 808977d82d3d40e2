"""The manual is a notebook: its code runs from top to bottom and prints what stands under it."""

import os
import re
import shlex
import shutil
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from concordat.qmethod.cautions import About
from concordat.qmethod.results import Extraction, Mode, Rotation
from concordat.viewpoints.commands import app
from tests.qmethod.studies import made

MANUAL = Path(__file__).parents[2] / "docs" / "method" / "q.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks() -> list[tuple[str, str]]:
    return BLOCK.findall(MANUAL.read_text(encoding="utf-8"))


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """The files that the manual speaks of, by the names it gives them."""
    files = {
        "sorts.csv": "clean_three/sorts.csv",
        "statements.csv": "clean_three/statements.csv",
        "bipolar.csv": "bipolar/sorts.csv",
        "noisy.csv": "noisy_four/sorts.csv",
        "noisy.participants.csv": "noisy_four/participants.csv",
    }
    for name, source in files.items():
        study, file = source.split("/")
        shutil.copy(made(study) / file, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(code: str, names: dict[str, Any]) -> str:
    out = StringIO()
    with redirect_stdout(out):
        exec(compile(code, str(MANUAL), "exec"), names)
    return out.getvalue()


@pytest.mark.slow
def test_every_block_of_python_prints_what_stands_under_it(desk):
    names: dict[str, Any] = {}
    told = blocks()
    checked = 0
    for (kind, code), (next_kind, expected) in zip(told, [*told[1:], ("", "")], strict=True):
        if kind == "python":
            found = printed(code, names)
            if next_kind == "text":
                assert found == expected, code
                checked += 1
    assert checked >= 10


@pytest.mark.slow
def test_every_command_runs(desk):
    lines = [line for kind, code in blocks() if kind == "sh" for line in code.splitlines()]
    assert len(lines) >= 6
    for line in lines:
        program, group, *words = shlex.split(line)
        assert (program, group) == ("concordat", "qmethod")
        said = CliRunner().invoke(app, words)
        assert said.exit_code == 0, f"{line}\n{said.output}"
    assert {"viewpoints.html", "tables.xlsx", "project.dat", "everything.zip"} <= set(os.listdir(desk))


def test_every_caution_is_explained():
    manual = MANUAL.read_text(encoding="utf-8")
    section = manual.split("## What each caution means")[1].split("## ")[0]
    explained = {line.split("|")[1].strip() for line in section.splitlines() if line.startswith("| ")}
    assert explained - {"caution"} == {about.value for about in About}


def test_every_mode_extraction_and_rotation_is_named():
    manual = MANUAL.read_text(encoding="utf-8")
    for each in (*Mode, *Extraction, *Rotation):
        assert f"`{each.value}`" in manual


def test_every_heading_that_the_contents_name_is_there():
    manual = MANUAL.read_text(encoding="utf-8")
    headings = [line.removeprefix("## ") for line in manual.splitlines() if line.startswith("## ")]
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", manual)) == anchors
