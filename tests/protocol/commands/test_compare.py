"""`concordat protocol compare`: files in, a redline out, and one clear sentence where that cannot be."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from concordat.cli import app

OLD = """Protocol on Letters

1. Officers will answer letters from members within 10 working days.
2. Members will send letters to the head of service and to nobody else.
3. Letters are kept for six years.
"""
NEW = """Protocol on Letters

1. Every letter is given a number on the day that it comes in.
2. Officers will answer letters from members within 20 working days.
3. Members will send letters to the head of service and to nobody else.
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("old.txt", OLD), ("new.txt", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "old.txt"), str(tmp_path / "new.txt")


def run(*words: str):
    return CliRunner().invoke(app, ["protocol", "compare", *words])


def test_the_contract_is_kept(files):
    told = json.loads(run(*files, "--json").stdout)
    assert set(told["counts"]) == {
        "unchanged", "renumbered", "moved", "restructured", "editorial", "changed", "new", "removed",
    }  # fmt: skip
    assert sum(told["counts"].values()) == len(told["pairs"])
    assert isinstance(told["warnings"], list)
    rows = [
        (
            row["old"] and row["old"]["label"],
            row["new"] and row["new"]["label"],
            row["verdict"],
            row["words_changed"],
        )
        for row in told["pairs"]
    ]
    assert rows == [
        (None, "1.", "new", 13),
        ("1.", "2.", "changed", 1),
        ("2.", "3.", "renumbered", 0),
        ("3.", None, "removed", 6),
    ]
    changed = told["pairs"][1]
    assert changed["new"]["text"].startswith("Officers will answer letters")
    assert (changed["in_force"], changed["asks_again"]) == (True, True)
    assert [run["text"].strip() for run in changed["runs"] if run["what"] != "kept"] == ["10", "20"]


def test_without_json_it_can_be_read(files):
    told = run(*files).stdout
    assert told.startswith("1 changed in force, 1 new, 1 removed, 1 renumbered")
    assert "within [-10-] {+20+} working days" in told


@pytest.mark.parametrize("which", [0, 1])
def test_what_cannot_be_read_ends_with_two_and_one_sentence(files, tmp_path, which):
    nothing = tmp_path / "nothing.txt"
    nothing.write_bytes(b"")
    given = list(files)
    given[which] = str(nothing)
    done = run(*given, "--json")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "nothing.txt" in done.stderr


def test_names_that_mean_nothing_are_masked_if_told(tmp_path):
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("Protocol\n\n1. Ashby House is open to members.\n2. Letters are kept.\n", encoding="utf-8")
    new.write_text(
        "Protocol\n\n1. The Old Mill is open to members.\n2. Letters are kept.\n", encoding="utf-8"
    )
    plain = json.loads(run(str(old), str(new), "--json").stdout)
    masked = json.loads(
        run(str(old), str(new), "--json", "--mask", "Ashby House", "--mask", "Old Mill").stdout
    )
    assert plain["counts"]["changed"] == 1
    assert masked["counts"]["editorial"] == 1
    assert masked["masked"] == ["Ashby House", "Old Mill"]


def test_word_page_and_paper_are_written_beside_the_answer(files, tmp_path):
    out = {kind: tmp_path / f"redline.{kind}" for kind in ("docx", "html", "pdf")}
    words = [word for kind, path in out.items() for word in (f"--{kind}", str(path))]
    done = run(*files, "--json", *words, "--date", "2027-03-04", "--council", "Marlbridge")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["changed_in_force"] == 1
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["Written"] * 3
    assert out["docx"].read_bytes().startswith(b"PK")
    assert out["pdf"].read_bytes().startswith(b"%PDF")
    assert "Marlbridge" in out["html"].read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "new.txt", "old.txt", "redline.docx", "redline.html", "redline.pdf",
    ]  # fmt: skip


def test_nothing_is_written_over_a_text_that_is_compared_or_into_no_folder(files, tmp_path):
    for words in (
        ("--docx", files[0]),
        ("--html", str(tmp_path / "nowhere" / "out.html")),
        ("--docx", str(tmp_path / "out"), "--html", str(tmp_path / "out")),
        ("--date", "tomorrow"),
    ):
        done = run(*files, *words)
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1), words
    assert Path(files[0]).read_text(encoding="utf-8") == OLD
