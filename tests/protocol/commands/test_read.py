"""`concordat protocol read`: one file in, its tree out, or one sentence why not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from concordat.cli import app

ROOT = Path(__file__).parents[3]
TEXT = """Protocol on Working Together
Adopted by Full Council on 3 May 2023 (minute 45.2)

What is owed

Councillors can expect from officers:

- an answer in ten days
- advice without favour

Review date: December 2027
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "protocol.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*words: object):
    return CliRunner().invoke(app, ["protocol", "read", *map(str, words)])


def test_json_holds_the_tree_in_the_order_of_the_document(file):
    told = json.loads(run(file, "--json").stdout)
    assert set(told) == {"title", "adopted", "review", "clauses", "left_out", "warnings"}
    assert told["title"] == "Protocol on Working Together"
    assert told["adopted"] == {
        "value": "2023-05-03",
        "date": "2023-05-03",
        "precision": "day",
        "words": "Adopted by Full Council on 3 May 2023 (minute 45.2)",
        "body": "Full Council",
        "minute": "45.2",
    }
    assert (told["review"]["value"], told["review"]["precision"]) == ("2027-12", "month")
    shown = [
        (c["label"], c["heading"] or c["text"], c["type"], c["depth"], c["parent"]) for c in told["clauses"]
    ]
    assert shown == [
        ("", "What is owed", "heading", 0, None),
        ("", "Councillors can expect from officers:", "rule", 1, 0),
        ("-", "an answer in ten days", "expectation", 2, 1),
        ("-", "advice without favour", "expectation", 2, 1),
    ]
    assert all(0 < clause["confidence"] <= 1 for clause in told["clauses"])
    assert told["clauses"][2]["owed"] == "by officers to councillors"
    assert [each["reason"] for each in told["left_out"]] == ["title", "adoption", "review"]


def test_what_is_not_stated_is_null(tmp_path):
    path = tmp_path / "bare.txt"
    path.write_text("Protocol\n\n1. Aims\n1.1 Both sides are open with each other.\n", encoding="utf-8")
    told = json.loads(run(path, "--json").stdout)
    assert (told["adopted"], told["review"]) == (None, None)
    assert any("states no adoption" in warning for warning in told["warnings"])


def test_without_json_it_is_read_by_a_person(file):
    said = run(file).stdout
    assert "Adopted: 2023-05-03 by Full Council. Review: 2027-12." in said
    assert "    - an answer in ten days  (expectation)" in said
    assert "Left out: title (1), adoption (1), review (1)." in said


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "0 bytes"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "save it as .docx"),
        ("broken.docx", b"PK\x03\x04", "broken"),
        ("broken.pdf", b"%PDF-1.4", "broken"),
        ("other.txt", "Протокол".encode("cp1251"), "neither UTF-8"),
    ],
)
def test_what_cannot_be_read_ends_with_2_and_one_sentence(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)
    done = run(tmp_path / name, "--json")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_file_that_is_not_there_or_is_a_folder_is_told_in_a_sentence(tmp_path):
    for place, words in ((tmp_path / "nowhere.txt", "cannot be opened"), (tmp_path, "is a folder")):
        done = run(place)
        assert done.exit_code == 2
        assert words in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_file_beyond_all_measure_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "vast.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # two hundred megabytes that take no room
    done = run(path)
    assert done.exit_code == 2
    assert "200 MB" in done.stderr


def test_it_needs_neither_django_nor_a_database(file):
    code = (
        "import sys; from concordat.cli import app\n"
        f"try: app(['protocol', 'read', {str(file)!r}, '--json'])\n"
        "except SystemExit as end: code = end.code\n"
        "sys.exit(9 if 'django' in sys.modules else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_progress_is_told_while_a_long_document_is_read(file):
    from concordat.protocol.rules.reading import read

    told: list[float] = []
    read(file.read_bytes(), name="protocol.txt", progress=lambda _doing, done: told.append(done))
    assert told[0] == 0.0
    assert told[-1] == 1.0
    assert told == sorted(told)
