"""`concordat enquiries due`: what it prints, and how it refuses."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from concordat.cli import app

VECTORS = Path(__file__).parents[1] / "rules" / "clock_vectors.json"
ONE = ["--received", "2026-12-23T15:30", "--target", "10wd", "--nation", "england"]


def run(*words):
    return CliRunner().invoke(app, ["enquiries", "due", *map(str, words)])


def refused(*words) -> str:
    result = run(*words)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    [sentence] = result.stderr.splitlines()
    return sentence


@pytest.fixture
def file(tmp_path):
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def printed(*words):
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_it_prints_both_due_times_and_the_days_with_their_reasons():
    shown = printed(*ONE)
    assert list(shown) == ["due", "due_unpaused", "days"]
    assert shown["due"] == shown["due_unpaused"] == "2027-01-11T17:00:00Z"
    assert shown["days"][0] == {"date": "2026-12-23", "counts": False, "why": "day 0: received at 15:30"}
    assert sum(day["counts"] for day in shown["days"]) == 10
    assert all(list(day) == ["date", "counts", "why"] for day in shown["days"])


def test_without_json_it_says_it_in_words():
    said = run(*ONE).stdout
    assert said.startswith("Due Mon 11 Jan 2027 17:00 GMT.\n\nWhy this date?")
    assert "bank holiday: Christmas Day" in said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "closures.csv",
            "date,reason,source\n2026-12-29,Shutdown,Cabinet\n2026-12-30,Rest,\n2026-12-31,,\n",
        ),
        ("closures.txt", "2026-12-29\n\n2026-12-30\n2026-12-31\n"),
        ("closures.json", '["2026-12-29", {"date": "2026-12-30", "reason": "Shutdown"}, "2026-12-31"]'),
        (
            "excel.csv",
            "\ufeffReason,Date\r\nRest,2026-12-29\r\nRest,2026-12-30\r\nRest,2026-12-31\r\n",
        ),
    ],
)
def test_the_councils_own_closures_are_a_layer_of_their_own(file, name, content):
    shown = printed(*ONE, "--closures", file(name, content))
    assert shown["due"] == "2027-01-14T17:00:00Z"
    why = {day["date"]: day["why"] for day in shown["days"]}
    assert why["2026-12-30"].startswith("council closed: ")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "events.json",
            '[{"type": "paused", "at": "2026-12-29T10:00", "reason": "awaiting member"},\n'
            ' {"type": "resumed", "at": "2026-12-31T10:00:00Z"}]',
        ),
        (
            "events.csv",
            "at,type,reason\n2026-12-29T10:00,paused,awaiting court\n2026-12-31T10:00,resumed,\n",
        ),
    ],
)
def test_pauses_move_one_clock_and_not_the_other(file, name, content):
    shown = printed(*ONE, "--events", file(name, content))
    assert (shown["due"], shown["due_unpaused"]) == ("2027-01-13T17:00:00Z", "2027-01-11T17:00:00Z")
    [stopped, _] = [day for day in shown["days"] if "stands still" in day["why"]]
    assert stopped["date"] == "2026-12-30"


def test_while_a_pause_is_open_there_is_no_due_time(file):
    events = file("events.json", '[{"type": "paused", "at": "2026-12-29T10:00", "reason": "awaiting court"}]')
    assert printed(*ONE, "--events", events)["due"] is None
    said = run(*ONE, "--events", events, "--as-of", "2027-01-04T10:00").stdout
    assert said.startswith(
        "The clock stands still, Thu 14 Jan 2027 17:00 GMT if it went on now; without pauses Mon"
    )


def test_overlapping_pauses_count_once_and_are_warned_of(file):
    rows = [
        "paused,2026-12-29T10:00",
        "paused,2026-12-29T11:00",
        "resumed,2026-12-30T10:00",
        "resumed,2026-12-31T10:00",
    ]
    result = run(*ONE, "--events", file("events.csv", "type,at\n" + "\n".join(rows)), "--json")
    assert json.loads(result.stdout)["due"] == "2027-01-13T17:00:00Z"
    assert result.stderr == "Note: Pauses overlap: they count once.\n"


def test_opening_hours_and_cut_off_can_be_given():
    words = ["--received", "2026-09-07T12:00", "--target", "1wh", "--nation", "Wales"]
    assert printed(*words, "--hours", "09:00-12:30,13:30-17:00")["due"] == "2026-09-07T13:00:00Z"
    words = ["--received", "2026-09-07T16:30", "--target", "1wd", "--nation", "Wales"]
    assert printed(*words, "--cut-off", "16:00")["due"] == "2026-09-09T15:00:00Z"


@pytest.mark.parametrize("nation", ["england", "WALES", "Northern Ireland", "northern-ireland", "Scotland"])
def test_nations_are_known_in_any_spelling(nation):
    due = printed("--received", "2026-12-18T10:00", "--target", "10wd", "--nation", nation)["due"]
    assert due == ("2027-01-07T17:00:00Z" if nation == "Scotland" else "2027-01-06T17:00:00Z")


def test_every_published_case_comes_back_with_what_was_expected():
    given = json.loads(VECTORS.read_text())["enquiry"]
    shown = printed("--cases", VECTORS)
    assert [case.pop("computed") for case in shown] == [case["expected"] for case in given]
    assert shown == given


def test_a_bare_list_of_cases_and_a_reopened_one(file):
    case = {
        "id": "again",
        "nation": "Northern Ireland",
        "policy": {"unit": "working_days", "amount": 5},
        "received": "2026-09-07T10:00",
        "events": [
            {"type": "answered", "at": "2026-09-16T10:00"},
            {"type": "reopened", "at": "2026-09-17T10:00"},
        ],
    }
    [shown] = printed("--cases", file("cases.json", json.dumps([case])))
    assert shown["computed"]["paused"]["due"] == "2026-09-24T16:00:00Z"
    assert shown["computed"]["reopened"] == 1
    assert {breach["due"] for breach in shown["computed"]["earlier_breaches"]} == {"2026-09-14T16:00:00Z"}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([], "Say --received and --target and --nation"),
        (["--received", "2026-12-23T15:30", "--target", "10wd"], "Say --nation"),
        ([*ONE[:4], "--nation", "France"], "“France” is no nation that we know"),
        ([*ONE[:2], "--target", "10 days", *ONE[4:]], "“10 days” is no target"),
        (["--received", "tomorrow", *ONE[2:]], "“tomorrow” is not a date and time"),
        (["--received", "2026-02-30T10:00", *ONE[2:]], "not a date and time that there is"),
        (["--received", "1066-10-14T10:00", *ONE[2:]], "outside the years 1990 to 2099"),
        (["--received", "2026-03-29T01:30", *ONE[2:]], "There was no 01:30 on 29 March 2026"),
        (
            ["--received", "2026-10-25T01:30", *ONE[2:]],
            "happened twice, because the clocks went back. Say",
        ),
        ([*ONE, "--as-of", "2026-12-22T10:00"], "“as_of” lies before “received”"),
        ([*ONE, "--hours", "nine to five"], "is not a time of day"),
        ([*ONE, "--hours", "17:00-09:00"], "Each opening must end after it begins"),
        ([*ONE, "--cut-off", "25:00"], "“25:00” is not a time of day"),
        ([*ONE, "--closures", "nowhere.csv"], "nowhere.csv cannot be read: No such file"),
        (["--cases", "nowhere.json", "--nation", "england"], "everything else stands in the file"),
    ],
)
def test_what_cannot_be_worked_out_is_refused_in_one_sentence(words, why):
    assert why in refused(*words)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("reason,source\nShutdown,us\n", "closures, line 1: name the columns in the first line, with “date”"),
        ("date,reason\n2026-12-29,Shutdown\n29/12/2026,Shutdown\n", "line 3: “29/12/2026” is not a date"),
        ("date,reason\n2026-12-29,Shutdown,extra\n", "line 2: 3 cells under 2 headings"),
        ('date,reason\n2026-12-29,"Shut\n', "line 2: not valid CSV"),
        (b"date,reason\n2026-12-29,Fermeture \xe9t\xe9\n", "line 2: not UTF-8 text"),
        ("date\n2026-12-29\n".encode("utf-16"), "closures is in UTF-16, not UTF-8"),
        (" \n", "closures is empty. It needs a line of headings, with “date”; or leave it out."),
        ('["2026-12-29"\n "2026-12-30"]', "line 2: not valid JSON"),
        ('["2026-12-29",\n\n 17]', "line 3: A closure must be a date"),
        ('{"date": "2026-12-29"}', "closures must hold a list"),
        ("[" * 100_000, "nested too deeply"),
        ("[" + "9" * 5000 + "]", "a number that is too long"),
    ],
)
def test_a_file_of_closures_that_is_malformed_is_refused_with_its_line(file, content, why):
    assert why in refused(*ONE, "--closures", file("closures", content))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "events is empty. It needs a line of headings, with “type”; or leave it out."),
        (
            "type,at\npaused,2026-12-24T10:00\nanswered,2026-12-23T15:29\n",
            "line 3: “answered” lies at 2026-12-23 15:29, before the enquiry was received at 2026-",
        ),
        ('{"type": "paused", "at": "2026-12-29T10:00"}', "must hold a list: put “[” before it"),
        (
            "type,at\npaused,2026-12-29T10:00\nfrozen,2026-12-29T11:00\n",
            "line 3: “frozen” is nothing",
        ),
        ("type,at\npaused,2027-03-28T01:30\n", "line 2: “at”: There was no 01:30 on 28 March 2027"),
        ("type,at\npaused,\n", "line 2: “at” is missing"),
        (
            "type,at,amount,unit\nreclassified,2026-12-29T10:00,x,working_days\n",
            "“amount” must be a whole number",
        ),
        ("type,at\nreclassified,2026-12-29T10:00\n", "“amount” is missing"),
        ("type,at,amount,unit\nreclassified,2026-12-29T10:00,3,weeks\n", "“weeks” is no unit"),
        ('[{"type": "paused", "at": "2026-12-29T10:00"},\n 5]', "line 2: An event must say its type"),
        ('[{"type": "holiday_added", "at": "2026-12-29T10:00"}]', "line 1: “None” is not a date"),
    ],
)
def test_a_file_of_events_that_cannot_be_is_refused_with_its_line(file, content, why):
    assert why in refused(*ONE, "--events", file("events", content))


CASE = {
    "id": "A1",
    "nation": "england",
    "policy": {"unit": "working_days", "amount": 5},
    "received": "2026-09-07T10:00Z",
}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"nation": "Mercia"}, "cases.json, line 2 (A1): “Mercia” is no nation"),
        ({"nation": None}, "“nation” is missing"),
        ({"policy": None}, "“policy” is missing"),
        ({"policy": "10wd"}, '“policy” must be written as {"unit": "working_days", "amount": 10}'),
        ({"policy": {"unit": "working_days"}}, "“amount” is missing"),
        ({"policy": {"unit": "working_days", "amount": True}}, "“amount” must be a whole number"),
        ({"policy": {"unit": "working_days", "amount": -1}}, "out of bounds"),
        ({"policy": {"unit": "working_days", "amount": 5, "cutoff": "noon"}}, "“noon” is not a time of day"),
        ({"received": 20260907}, "“received” must be text"),
        ({"events": {"type": "replied"}}, "“events” must be a list"),
        ({"events": ["replied"]}, "Each event must say its type"),
        ({"events": [{"type": "replied", "at": "2026-09-06T10:00Z"}]}, "before the enquiry was received at"),
        ({"hours": [["09:00"]]}, "“hours” must be a list of openings"),
        ({"council_closures": ["soon"]}, "“soon” is not a date"),
    ],
)
def test_a_case_that_cannot_be_worked_out_is_named_with_its_line(file, change, why):
    assert why in refused("--cases", file("cases.json", f"[\n{json.dumps(CASE | change)}\n]"))


@pytest.mark.parametrize("content", ['{"enquiry": 5}', '"text"', "[[1]]", "", "{"])
def test_a_file_that_holds_no_cases_is_refused(file, content):
    assert "cases.json" in refused("--cases", file("cases.json", content))


def test_every_fault_of_a_file_is_told_at_once_with_its_line(file):
    rows = 'type,at\nfrozen,2026-12-29T10:00\npaused,2026-12-29T11:00\npaused,soon\na,b,c\n"open\n'
    result = run(*ONE, "--events", file("events.csv", rows))
    assert (result.exit_code, result.stdout) == (2, "")
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [
        f"events.csv, line {number}" for number in (2, 4, 5, 6)
    ]


def test_every_case_that_cannot_be_worked_out_is_told_at_once(file):
    cases = [
        CASE | {"id": "A1", "nation": "Mercia"},
        CASE | {"id": "A2"},
        CASE | {"id": "A3", "policy": None},
    ]
    result = run("--cases", file("cases.json", json.dumps(cases, indent=1)), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    first, second = result.stderr.splitlines()
    assert "(A1): “Mercia” is no nation" in first
    assert "(A3): “policy” is missing" in second


def test_cells_may_be_parted_as_a_spreadsheet_of_another_country_parts_them(file):
    closures = file("closures.csv", "date;reason\n2026-12-29;Shutdown\n2026-12-30;Shutdown\n")
    assert printed(*ONE, "--closures", closures)["due"] == "2027-01-13T17:00:00Z"


def test_it_loads_neither_django_nor_numpy():
    """Whoever asks once should not wait for what a server needs."""
    code = (
        "import sys; from typer.testing import CliRunner; from concordat.cli import app;"
        f"assert CliRunner().invoke(app, {['enquiries', 'due', *ONE]}).exit_code == 0;"
        "sys.exit(bool({'django', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
