"""The command on a machine where nothing is set: it says what is missing, or speaks of the demonstration."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = ("SECRET_KEY", "DATABASE_URL", "DEMO", "DEBUG", "ALLOWED_HOSTS")


def say(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    environment |= {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "concordat.settings"}
    command = [sys.executable, "-m", "concordat.cli", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_missing_setting_is_told_in_a_sentence(tmp_path):
    told = say(tmp_path, "trail", "verify")
    assert told.returncode == 2
    assert told.stderr.startswith("SECRET_KEY is not set.")
    assert "Traceback" not in told.stderr


def test_beside_the_demonstration_alone_the_trail_of_the_demonstration_is_meant(tmp_path):
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "demo.sqlite3").touch()
    told = say(tmp_path, "trail", "verify")
    assert told.stderr.startswith("(Marlbridge, in var/demo.sqlite3")


def test_so_is_its_mailbox_and_a_count_of_days_speaks_of_no_database(tmp_path):
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "demo.sqlite3").touch()
    (tmp_path / "a.eml").write_text("From: amara@larkfield.example\nSubject: The lamp\n\nWhy?\n")
    told = say(tmp_path, "enquiries", "intake", "a.eml", "--council", "marlbridge")
    assert told.stderr.startswith("(Marlbridge, in var/demo.sqlite3")
    one = ("--received", "2026-12-23T15:30", "--target", "10wd", "--nation", "england")
    assert say(tmp_path, "enquiries", "due", *one).stderr == ""


def test_a_database_that_has_no_tables_yet_is_told_in_a_sentence(tmp_path):
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "demo.sqlite3").touch()
    (tmp_path / "a.eml").write_text("From: amara@larkfield.example\nSubject: The lamp\n\nWhy?\n")
    told = say(tmp_path, "enquiries", "intake", "a.eml", "--council", "marlbridge")
    assert told.returncode == 2
    _marlbridge, sentence = told.stderr.splitlines()
    assert sentence.startswith("The database cannot be used: no such table")
    assert "`concordat migrate` makes its tables" in sentence
