"""The command, said as an operator says it: in a process of its own, with settings of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Said = subprocess.CompletedProcess[str]


def said_in(folder: Path, *words: str, **settings: str) -> Said:
    """``said_in(folder, "backup", "backups", SECRET_KEY="…")``, where a real Concordat would be."""
    surroundings = os.environ | {
        "ADDRESS": "https://concordat.example",
        "ALLOWED_HOSTS": "concordat.example",
        "BACKUP_FOLDER": "backups",
        "DATABASE_URL": f"sqlite:///{folder}/live.sqlite3",
        "DEBUG": "no",
        "DEMO": "no",
        "DJANGO_SETTINGS_MODULE": "concordat.settings",
        "EMAIL_FOLDER": str(folder / "mail"),
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": "a secret of fifty signs or more, for this test alone",
        "STATIC_ROOT": str(folder / "static"),
    }
    command = [sys.executable, "-m", "concordat.cli", *words]
    return subprocess.run(
        command, cwd=folder, env=surroundings | settings, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="session")
def tables(tmp_path_factory) -> bytes:
    """A database file with every table in it, and nothing more. Made once: it takes seconds."""
    folder = tmp_path_factory.mktemp("tables")
    said = said_in(folder, "migrate")
    assert said.returncode == 0, said.stderr
    return (folder / "live.sqlite3").read_bytes()


@pytest.fixture
def operator(tmp_path, tables) -> Callable[..., Said]:
    """Whoever looks after a Concordat, in a folder of their own with a fresh database in it."""
    (tmp_path / "live.sqlite3").write_bytes(tables)
    return partial(said_in, tmp_path)
