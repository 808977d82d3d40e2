"""The reference studies: eight made ones, committed beside this file, and four public ones where a folder of
them stands beside the repository. Schemas and tolerances are told in ``reference/made/README.md``."""

import csv
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from concordat.qmethod.study import Sort, Statement, Study

HERE = Path(__file__).parent
MADE = ("bipolar", "clean_three", "duplicate", "heywood", "noisy_four", "ties", "tiny", "unforced")
PUBLIC_FOLDER = HERE.parents[2] / "shared" / "reference" / "qmethod_reference" / "public"
PUBLIC_NAMES = ("bloomfield_track", "fremantle", "lipset", "mayo_biobank")
PUBLIC = [PUBLIC_FOLDER / name for name in PUBLIC_NAMES]
NO_PUBLIC = "The public reference studies are not on this machine; they may not be committed."


def made(name: str) -> Path:
    return HERE / "reference" / "made" / name


def public(name: str) -> Path:
    """The folder of a public study; the test is skipped where there is none."""
    folder = PUBLIC_FOLDER / name
    if not folder.is_dir():
        pytest.skip(NO_PUBLIC)
    return folder


def runs(folder: Path, prefix: str) -> Iterator[Path]:
    """The reference runs of one study, such as ``standard_pca_varimax_3.json``; none without the folder."""
    yield from sorted(folder.glob(f"{prefix}*.json"))


def all_runs(prefix: str) -> list[Any]:
    """Every made and public run, as parameters; where no public ones are, one that skips."""
    made_runs = [run for name in MADE for run in runs(made(name), prefix)]
    public_runs = [run for folder in PUBLIC for run in runs(folder, prefix)]
    told = [pytest.param(run, id=f"{run.parent.name}-{run.stem}") for run in made_runs + public_runs]
    if not public_runs:
        told.append(pytest.param(None, id="public", marks=pytest.mark.skip(NO_PUBLIC)))
    return told


@cache
def reference(path: Path) -> dict[str, Any]:
    """What another program found: the object of one reference file. Do not change it."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


@cache
def read_study(folder: Path) -> Study:
    """The sorts of a reference study, with its statements and participants where there are such files."""
    with (folder / "sorts.csv").open(newline="", encoding="utf-8") as file:
        header, *rows = list(csv.reader(file))
    texts = {row["statement"]: row["text"] for row in _table(folder / "statements.csv")}
    facts = {row.pop("participant"): row for row in _table(folder / "participants.csv")}
    return Study(
        title=folder.name,
        statements=tuple(Statement(row[0], texts.get(row[0], "")) for row in rows),
        sorts=tuple(
            Sort(name, tuple(_number(row[place]) for row in rows), facts=facts.get(name, {}))
            for place, name in enumerate(header[1:], start=1)
        ),
    )


def _table(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _number(cell: str) -> int | float:
    value = float(cell)
    return int(value) if value.is_integer() else value
