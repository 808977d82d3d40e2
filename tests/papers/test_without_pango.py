"""A machine without Pango: PDF papers say what is missing, and nothing else is lost."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIGURES = "council,measure,councillors,officers,source\nExample,Overall,7.73,6.24,A report\n"
# Stands in for a machine on which the library is not installed.
WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
sys.meta_path.insert(0, Missing())
from concordat.cli import app
app()
"""


def published(folder: Path, paper: str) -> subprocess.CompletedProcess[str]:
    (folder / "figures.csv").write_text(FIGURES)
    command = [sys.executable, "-c", WITHOUT, "survey", "published", "figures.csv", "--paper", paper]
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, check=False)


def test_a_pdf_is_refused_in_one_sentence_that_says_what_to_install(tmp_path):
    told = published(tmp_path, "paper.pdf")
    assert told.returncode == 2
    assert told.stderr.startswith("A PDF needs the Pango library")
    assert "apt-get install" in told.stderr
    assert "Traceback" not in told.stderr + told.stdout
    assert not (tmp_path / "paper.pdf").exists()


def test_word_and_html_do_without(tmp_path):
    for paper in ("paper.docx", "paper.html"):
        assert published(tmp_path, paper).returncode == 0
        assert (tmp_path / paper).stat().st_size > 1000
