"""`concordat people`: a council is begun, and its roster read in, without a page."""

import json

import pytest
from django.utils.timezone import localdate
from typer.testing import CliRunner

from concordat.calendar import queries as calendar
from concordat.people import queries
from concordat.people.commands import app
from concordat.people.models import Office
from concordat.trail import queries as trail

ROSTER = "kind,name,email,duties\nofficer,Mona Lindqvist,mona@larkfield.example,monitoring officer\n"


@pytest.fixture
def run(tmp_path):
    """Runs the command on the words of a file."""

    def run(words: str | bytes, *options: str, name: str = "roster.csv", council: str = "larkfield"):
        file = tmp_path / name
        file.write_bytes(words if isinstance(words, bytes) else words.encode())
        return CliRunner().invoke(app, ["import", str(file), "--council", council, *options])

    return run


def test_a_dry_run_says_what_would_change_and_writes_nothing(run, mona, owen):
    said = run(ROSTER + "officer,Nia,nia@larkfield.example,\n", "--dry-run", "--json")
    assert said.exit_code == 0
    told = json.loads(said.stdout)
    assert told["dry_run"] is True
    assert [line["email"] for line in told["new"]] == ["nia@larkfield.example"]
    assert [gone["name"] for gone in told["left"]] == ["Owen Pryce"]
    assert told["unchanged"] == 1
    assert not Office.objects.filter(person__email="nia@larkfield.example").exists()


def test_without_a_dry_run_it_imports(run, mona, owen, larkfield):
    said = run(ROSTER + "officer,Nia,nia@larkfield.example,\n")
    assert said.exit_code == 0
    assert "The roster was imported." in said.stdout
    assert [office.name for office in queries.offices_of(larkfield.id, on=localdate())] == [
        "Mona Lindqvist",
        "Nia",
    ]


def test_whom_a_file_does_not_speak_of_is_told_in_plain_words(run, mona, amara):
    said = run(ROSTER, "--dry-run")
    assert "The file lists nobody of the kind “councillor”, so they stay as they are." in said.output


def test_the_first_roster_of_a_council_needs_nobody_in_office(run, larkfield):
    assert run(ROSTER).exit_code == 0
    (mona,) = queries.offices_of(larkfield.id, on=localdate())
    assert mona.duties == {"monitoring officer"}


@pytest.mark.parametrize(
    ("words", "name", "complaint"),
    [
        (ROSTER + ROSTER.splitlines()[1], "roster.csv", "Line 3: mona@larkfield.example is also on line 2."),
        (b"", "roster.csv", "roster.csv is empty."),
        (b"x" * (6 * 1024 * 1024), "roster.csv", "roster.csv is 6 MB"),
        (b"x", "roster.xlsx", "cannot be read as an Excel workbook"),
        (b"x", "roster.ods", "neither a CSV file"),
    ],
)
def test_a_bad_file_is_refused_in_words(run, larkfield, words, name, complaint):
    said = run(words, name=name)
    assert said.exit_code == 2
    assert complaint in said.stderr
    assert not said.stdout
    assert not Office.objects.exists()


def test_an_unknown_council_and_a_missing_file_are_named(run, larkfield):
    assert "no council called 'netherby'" in run(ROSTER, council="netherby").stderr
    said = CliRunner().invoke(app, ["import", "nowhere.csv", "--council", "larkfield"])
    assert said.exit_code == 2
    assert "There is no file nowhere.csv." in said.stderr


def found(*words: str):
    return CliRunner().invoke(app, ["found", *words])


def test_a_council_begins_with_the_bank_holidays_of_its_nation(db, larkfield):
    said = found(
        "Mill Lane Parish Council", "--slug", "mill-lane", "--tier", "parish", "--principal", "larkfield"
    )
    assert said.exit_code == 0
    parish = queries.council_called("mill-lane")
    assert parish.principal == larkfield
    assert len(calendar.closures(parish.id)) >= 24
    assert [line.did for line in trail.history_of(parish)] == [
        "founded the council",
        "took over bank holidays",
    ]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--slug", "larkfield", "--tier", "parish"), "There is a council called 'larkfield' already."),
        (("--slug", "mill lane", "--tier", "parish"), "'mill lane' cannot stand in an address."),
        (("--slug", "mill", "--tier", "parish", "--principal", "x"), "There is no council called 'x'."),
        (("--slug", "mill", "--tier", "kingdom"), "kingdom"),
    ],
)
def test_a_council_that_cannot_be_is_refused_in_words(larkfield, words, complaint):
    said = found("Mill", *words)
    assert said.exit_code == 2
    assert complaint in said.stderr
