"""The script of a package, run in R itself where R and its package qmethod are installed."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from concordat.qmethod import analyse
from concordat.qmethod.results import Analysis
from concordat.viewpoints.rules import solution_data
from tests.qmethod.studies import made, read_study

pytestmark = pytest.mark.slow


@cache
def r_has_qmethod() -> bool:
    program = shutil.which("Rscript")
    if program is None:
        return False
    asked = [program, "-e", 'quit(status = as.integer(!requireNamespace("qmethod", quietly = TRUE)))']
    return subprocess.run(asked, capture_output=True, timeout=600).returncode == 0


@pytest.fixture
def in_r(tmp_path):
    """Unpacks a solution, runs its script, and gives what R printed and the scores it wrote."""
    if not r_has_qmethod():
        pytest.skip("R with the package qmethod is not on this machine.")

    def run(analysis: Analysis) -> tuple[str, np.ndarray]:
        zipfile.ZipFile(io.BytesIO(solution_data.package(analysis))).extractall(tmp_path)
        words = [shutil.which("Rscript"), "reproduce.R"]
        said = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=600)
        assert said.returncode == 0, said.stderr
        rows = list(csv.reader(io.StringIO((tmp_path / "zscores-in-r.csv").read_text(encoding="utf-8"))))[1:]
        return said.stdout, np.array([[float(cell.replace("NA", "nan")) for cell in row[1:]] for row in rows])

    return run


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("noisy_four", {"factors": 4}),
        ("clean_three", {"factors": 3, "extraction": "centroid"}),
        ("clean_three", {"factors": 3, "correlation": "spearman", "rotation": "quartimax"}),
        ("unforced", {"factors": 2}),
    ],
)
def test_in_mode_qmethod_r_finds_the_same_to_nine_decimals(in_r, name, settings):
    analysis = analyse(read_study(made(name)), mode="qmethod", **settings)
    printed, scores = in_r(analysis)
    gap = float(re.search(r"of R and of Concordat: (\S+)", printed).group(1))
    assert gap <= 1e-9
    assert scores == pytest.approx(analysis.zscores, abs=1e-9, nan_ok=True)


def test_a_solution_turned_by_hand_is_scored_by_r_from_our_loadings(in_r):
    log = [
        {"op": "rotate", "factors": [1, 2], "degrees": 8},
        {"op": "flag", "participant": "P07", "factor": 1, "value": False},
    ]
    analysis = analyse(read_study(made("clean_three")), factors=3, log=log)
    _printed, scores = in_r(analysis)
    assert scores == pytest.approx(analysis.zscores, abs=1e-9, nan_ok=True)


def test_names_that_a_spreadsheet_or_r_might_take_for_something_else_come_through(in_r):
    study = read_study(made("clean_three"))
    strange = ("=1+1", "a b", "Siân Ŵyn", '"quoted"', "3", "NA", "P,7", "it's")
    sorts = [
        replace(sort, participant=strange[place] if place < len(strange) else sort.participant)
        for place, sort in enumerate(study.sorts)
    ]
    analysis = analyse(replace(study, sorts=tuple(sorts)), factors=3, mode="qmethod")
    printed, _scores = in_r(analysis)
    assert float(re.search(r"of R and of Concordat: (\S+)", printed).group(1)) <= 1e-9
