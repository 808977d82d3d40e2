"""`concordat qmethod convert`: from any program's file to any other's, and back the same."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from concordat.qmethod import read
from concordat.viewpoints.commands import app
from tests.qmethod.studies import made


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def convert(*words: str | Path):
    return CliRunner().invoke(app, ["convert", *(str(word) for word in words)])


def values(path: str | Path) -> list[tuple[object, ...]]:
    return [sort.values for sort in read(path).sorts]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("out.csv", ""),
        ("out.xlsx", ""),
        ("out.json", ""),
        ("out.dat", ""),
        ("out.zip", ""),
        ("out.xlsx", "kade-1"),
        ("out.xlsx", "kade-2"),
        ("out.csv", "kenq-csv"),
        ("out.csv", "htmlq"),
        ("out.json", "easy-htmlq"),
        ("out.csv", "quince"),
    ],
)
def test_there_and_back_the_sorts_are_the_same(here, name, form):
    source = made("tiny") / "sorts.csv"
    said = convert(source, name, *(["--to", form] if form else []))
    assert said.exit_code == 0, said.output
    assert f"Written: {name}" in said.stdout
    again = convert(name, "again.csv")
    assert again.exit_code == 0, again.output
    assert values("again.csv") == values(source)


def test_what_a_format_cannot_hold_is_told_beside(here):
    study = made("clean_three")
    said = convert(study / "sorts.csv", "out.dat", "--statements", study / "statements.csv")
    assert "This format has no place for: ids of statements" in said.stderr
    assert "no place" not in said.stdout
    assert Path("out.sta").exists()


def test_the_words_of_statements_come_along(here):
    study = made("clean_three")
    convert(study / "sorts.csv", "out.xlsx", "--statements", study / "statements.csv", "--title", "Together")
    again = read("out.xlsx")
    assert again.title == "Together"
    assert again.statements[1].text == "I assume that the other side means well until I am shown otherwise."


def test_formats_are_listed(here):
    said = convert("any.csv", "any.dat", "--to", "list")
    assert "pqmethod" in said.stdout
    assert "(read and written)" in said.stdout
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("out.odt", ()),
        ("out.csv", ("--to", "spss")),
        ("no/such/out.csv", ()),
        ("out.csv", ("--to", "kanded")),
    ],
)
def test_what_cannot_be_written_is_one_sentence_and_nothing_is_left(here, name, more):
    said = convert(made("tiny") / "sorts.csv", name, *more)
    assert said.exit_code == 2, said.output
    assert len(said.stderr.strip().splitlines()) == 1
    assert list(here.iterdir()) == []


def test_a_value_that_the_format_cannot_hold_names_participant_and_statement(here):
    Path("in.csv").write_text("statement,ann,bob\ns1,40,1\ns2,0,40\n", encoding="utf-8")
    said = convert("in.csv", "out.dat")
    assert said.exit_code == 2
    assert "ann" in said.stderr
    assert "s1" in said.stderr
    assert not Path("out.dat").exists()


@pytest.mark.parametrize("name", ["sorts.csv", "./sorts.csv", "words.csv"])
def test_what_is_read_is_never_written_over(here, name):
    """They may be the only copy, and what a format has no place for would be gone."""
    (here / "sorts.csv").write_bytes((made("clean_three") / "sorts.csv").read_bytes())
    (here / "words.csv").write_bytes((made("clean_three") / "statements.csv").read_bytes())
    before = {path.name: path.read_bytes() for path in here.iterdir()}
    said = convert(here / "sorts.csv", name, "--to", "kenq-csv", "--statements", "words.csv")
    assert said.exit_code == 2
    assert "is read here" in said.stderr
    for command in (["analyse"], ["bootstrap", "--steps", "2"]):
        more = [*command[1:], "--factors", "1", "--statements", "words.csv", "--xlsx", name]
        said = CliRunner().invoke(app, [command[0], "sorts.csv", *more])
        assert said.exit_code == 2
        assert "is read here" in said.stderr
    said = CliRunner().invoke(app, ["factors", "sorts.csv", "--statements", "words.csv", "--xlsx", name])
    assert said.exit_code == 2
    assert {path.name: path.read_bytes() for path in here.iterdir()} == before
