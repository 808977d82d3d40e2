"""The container file and the systemd unit name what there is. (docs/reliability.md tells of a build.)"""

import configparser
import json
import re
from pathlib import Path

import pytest
from django.urls import resolve
from typer.testing import CliRunner

from concordat.cli import app

ROOT = Path(__file__).parents[2]
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text()
SETTINGS = (ROOT / "docs" / "running.md").read_text()


def words_of(instruction: str) -> list[list[str]]:
    return [line.split()[1:] for line in CONTAINER.splitlines() if line.startswith(f"{instruction} ")]


def test_whatever_is_copied_into_the_image_is_there():
    copied = [path for *paths, _to in words_of("COPY") for path in paths]
    assert "requirements/run.txt" in copied
    assert [path for path in copied if not (ROOT / path).exists()] == []


def test_every_setting_of_the_image_is_one_of_ours():
    named = set(re.findall(r"\b([A-Z_]+)=", CONTAINER)) - {"PYTHONUNBUFFERED"}
    assert named >= {"DATABASE_URL", "BACKUP_FOLDER"}
    assert [name for name in named if f"`{name}`" not in SETTINGS] == []


def test_the_image_asks_an_address_that_answers():
    [path] = re.findall(r"127\.0\.0\.1:8000(/\w+)", CONTAINER)
    assert resolve(path).url_name == "ready"


def unit() -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str
    parsed.read(ROOT / "deploy" / "concordat.service")
    return parsed


@pytest.mark.parametrize(
    "command",
    [
        json.loads(CONTAINER.rpartition("\nCMD ")[2]),
        unit()["Service"]["ExecStart"].split()[1:],
    ],
    ids=["image", "unit"],
)
def test_each_starts_with_a_command_that_there_is(command):
    told = CliRunner().invoke(app, [command[0], "--help"], terminal_width=200)
    assert told.exit_code == 0
    assert [option for option in command if option.startswith("--") and option not in told.output] == []


def test_the_unit_writes_in_its_own_folder_alone():
    service = unit()["Service"]
    assert service["ProtectSystem"] == "strict"
    assert service["StateDirectory"] == Path(service["WorkingDirectory"]).name
    assert service["UMask"] == "0077"


def test_what_is_copied_is_let_through_to_the_builder_and_nothing_else():
    let_through = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")
    }
    assert let_through == {path for *paths, _to in words_of("COPY") for path in paths}
