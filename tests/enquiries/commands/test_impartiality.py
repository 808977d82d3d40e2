"""`concordat enquiries impartiality`: enquiries in, what may be said out; a bad file by its line."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from concordat.enquiries.commands import app
from concordat.enquiries.rules.impartiality.reading import REQUIRED
from tests.enquiries.rules.impartiality.councils import year

ROOT = Path(__file__).parents[3]
CONTRACT = [
    "groups",
    "n_enquiries",
    "n_councillors",
    "difference_points",
    "ci90",
    "ci95",
    "p_permutation",
    "p_holm",
    "rmst_difference_days",
    "verdict",
]
GOOD = {
    "councillor": "amara",
    "group": "Ash",
    "service": "Highways",
    "topic": "repairs",
    "service_level": "10wd",
    "received": "2025-06-02",
    "answered": "2025-06-04",
    "paused_days": "0",
    "due": "2025-06-16",
}


def as_csv(rows, *, head=REQUIRED, delimiter=","):
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter)
    writer.writerow(head)
    for row in rows:
        writer.writerow([row.get(name, "") for name in head])
    return written.getvalue()


def in_file(rows):
    """Made-up enquiries as a file has them."""
    return [
        {
            "councillor": row.councillor,
            "group": row.group,
            "service": row.service,
            "topic": row.topic,
            "service_level": row.service_level,
            "received": row.received.isoformat(),
            "answered": row.answered.isoformat() if row.answered else "",
            "paused_days": f"{row.paused_days:g}",
            "due": row.due.isoformat(),
        }
        for row in rows
    ]


@pytest.fixture
def run(tmp_path):
    def run(text, *options):
        file = tmp_path / "enquiries.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return CliRunner().invoke(
            app, ["impartiality", str(file), "--margin", "10", "--draws", "199", *map(str, options)]
        )

    return run


@pytest.fixture(scope="module")
def a_year():
    return as_csv(in_file(year(3, groups=(("Ash", 9), ("Beech", 7), ("Cedar", 3)), enquiries=300)))


# ── the contract ──


def test_json_is_a_list_with_one_object_for_each_pair_of_groups(run, a_year):
    done = run(a_year, "--until", "2026-04-30", "--json")
    assert done.exit_code == 0, done.stderr
    pairs = json.loads(done.stdout)
    assert [pair["groups"] for pair in pairs] == [["Ash", "Beech"], ["Ash", "Cedar"], ["Beech", "Cedar"]]
    assert all(list(pair)[: len(CONTRACT)] == CONTRACT for pair in pairs)
    shown, *few = pairs
    assert shown["verdict"] in {"alike", "difference", "cannot_tell"}
    assert shown["ci95"][0] <= shown["ci90"][0] <= shown["difference_points"] <= shown["ci90"][1]
    assert shown["n_councillors"] == [9, 7]
    assert sum(shown["n_enquiries"]) <= 300
    assert 0 < shown["p_permutation"] <= shown["p_holm"] <= 1
    for pair in few:
        assert pair["verdict"] == "too_few"
        assert [pair[key] for key in CONTRACT[1:-1]] == [None] * 8


def test_the_same_seed_prints_the_same_bytes_and_the_order_of_rows_changes_none(run, a_year):
    head, *rows = a_year.splitlines()
    turned = "\n".join([head, *reversed(rows)])
    first = run(a_year, "--json", "--seed", "7")
    assert run(a_year, "--json", "--seed", "7").stdout == first.stdout
    assert run(turned, "--json", "--seed", "7").stdout == first.stdout
    assert run(a_year, "--json", "--seed", "8").stdout != first.stdout


def test_without_json_it_says_in_words_what_may_be_said(run, a_year):
    done = run(a_year, "--margin-fixed-on", "2025-03-04", "--minute", "12/25")
    assert done.exit_code == 0
    assert "Margin ±10 points, fixed on 4 March 2025." in done.stdout
    assert "Ash and Cedar: too few to report" in done.stdout
    assert "No end of the observation was given" in done.stdout


def test_paper_csv_and_workbook_are_written_beside_the_answer(run, a_year, tmp_path):
    out = {kind: tmp_path / f"out.{kind}" for kind in ("html", "docx", "csv", "xlsx")}
    done = run(
        a_year, "--json", "--paper", out["html"], "--paper", out["docx"],
        "--csv", out["csv"], "--xlsx", out["xlsx"], "--council", "Larkfield",
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    json.loads(done.stdout)
    assert "Were members’ enquiries answered alike?" in out["html"].read_text()
    assert out["docx"].read_bytes()[:2] == b"PK"
    rows = list(csv.DictReader(io.StringIO(out["csv"].read_text(encoding="utf-8-sig"))))
    assert [row["Verdict"] for row in rows][1:] == ["too few to report"] * 2
    book = openpyxl.load_workbook(out["xlsx"])
    assert {"About", "Pairs of groups", "Groups", "Still waiting", "Checks"} <= set(book.sheetnames)


def test_a_change_of_control_stands_with_the_pair_that_it_is_about(run, a_year):
    options = ("--control-changed", "2025-11-03", "--went-out", "Ash", "--came-in", "Beech")
    done = run(a_year, "--json", *options)
    pairs = json.loads(done.stdout)
    assert pairs[0]["change_of_control"]["came_in"] == "Beech"
    assert pairs[1]["change_of_control"] is None


def test_office_and_marks_are_read_where_the_file_has_them(run):
    rows = in_file(year(3, enquiries=300))
    for number, row in enumerate(rows):
        row["Office"] = "Cabinet" if number % 6 == 0 else "backbench"
        row["reopened"] = "yes" if number % 3 else "no"
    done = run(as_csv(rows, head=(*REQUIRED, "Office", "reopened", "officer")), "--json")
    assert done.exit_code == 0, done.stderr
    (pair,) = json.loads(done.stdout)
    assert sum(pair["n_enquiries"]) == 250
    assert "reopened" in [check["name"] for check in pair["checks"]]
    assert "Columns that were not looked at: officer." in done.stderr
    assert not any("in which office" in caution for caution in pair["cautions"])


def test_semicolons_and_a_byte_order_mark_are_understood(run):
    text = as_csv(in_file(year(3)), delimiter=";")
    assert run(b"\xef\xbb\xbf" + text.encode(), "--json").exit_code == 0


def test_days_without_times_count_as_days(run):
    rows = [
        {**row, "received": row["received"][:10], "answered": row["answered"][:10], "due": row["due"][:10]}
        for row in in_file(year(3))
    ]
    done = run(as_csv(rows), "--json", "--until", "2026-04-30")
    (pair,) = json.loads(done.stdout)
    assert pair["difference_points"] is not None
    assert "last_hour" not in [check["name"] for check in pair["checks"]]


def test_an_answer_on_the_day_it_was_due_is_in_time(run):
    rows = [{**row, "answered": row["due"][:10]} for row in in_file(year(3))]
    (pair,) = json.loads(run(as_csv(rows), "--json").stdout)
    assert pair["difference_points"] == 0
    assert "100" not in str(pair["ci95"])


# ── what cannot be read ──


def one(**change):
    return as_csv([GOOD, {**GOOD, **change}])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "enquiries.csv is empty"),
        (b"\xff\xfea\x00", "enquiries.csv is in UTF-16, not UTF-8. Save the file as UTF-8: in Excel"),
        (as_csv([GOOD]).encode() + "Môn".encode("cp1252"), "line 3: not UTF-8 text. Save the file as UTF-8"),
        (b"PK\x03\x04 and more", "enquiries.csv is a workbook. Save the sheet as CSV"),
        (
            as_csv([{**GOOD, "office": "leader"}], head=(*REQUIRED, "office")),
            "No enquiry was asked by a ward",
        ),
        (as_csv([]), "holds no enquiry, only headings"),
        (as_csv([GOOD], head=REQUIRED[:-1]), "line 1: there is no column “due”"),
        (as_csv([GOOD], head=(*REQUIRED, "Group")), "line 1: two columns are called “Group”"),
        (as_csv([GOOD]) + "a,b,c\n", "line 3: it has 3 cells, and the header 9"),
        (as_csv([GOOD]) + '"open,1,2\n', "line 3: a quotation mark or a cell is not closed"),
        (one(received=""), "line 3: “received” is empty"),
        (one(due=""), "line 3: “due” is empty"),
        (one(group=" "), "line 3: “group” is empty"),
        (one(group="\x1b[31mAsh"), "line 3: “group” holds a character that cannot be printed"),
        (one(councillor="x" * 201), "line 3: “councillor” holds more than 200"),
        (one(received="02/06/2025"), "line 3: “received”: “02/06/2025” is not a date"),
        (one(received="2025-02-30"), "line 3: “received”: “2025-02-30” is not a date"),
        (one(answered="soon"), "line 3: “answered”: “soon” is not a date and time"),
        (one(received="2026-03-29T01:30"), "line 3: “received”: There was no 01:30 on 29 March 2026"),
        (
            one(answered="2025-06-01"),
            "line 3: it was answered before it was received (2025-06-01, 2025-06-02)",
        ),
        (one(due="2025-06-01"), "line 3: it was due before it was received"),
        (
            one(paused_days="-1"),
            "line 3: “paused_days” is -1: it must be a number of working days, at least 0",
        ),
        (one(paused_days="nan"), "line 3: “paused_days” is nan"),
        (one(paused_days="1e999"), "line 3: “paused_days” is 1e999"),
        (one(paused_days="two"), "line 3: “paused_days” is “two”, which is no number"),
        (one(), "All enquiries that could be compared are of one group, so there is nothing to compare."),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence_with_its_line(run, text, says):
    done = run(text, "--json")
    assert done.exit_code == 2
    assert says in done.stderr
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_every_fault_of_a_file_is_told_at_once_with_its_line(run):
    good, ends_late = dict(GOOD), {**GOOD, "answered": "2025-06-01"}
    text = as_csv([good, {**GOOD, "received": "soon", "paused_days": "two"}, good, {**GOOD, "group": ""}])
    text += "a,b,c\n" + as_csv([ends_late]).splitlines()[1] + '\n"open,1,2\n'
    done = run(text, "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    told = done.stderr.splitlines()
    assert [line.split(": ")[0] for line in told] == [
        f"enquiries.csv, line {number}" for number in (3, 3, 5, 6, 7, 8)
    ]
    assert "“received”: “soon” is not a date" in told[0]
    assert "“paused_days” is “two”" in told[1]


def test_of_very_many_faults_the_first_are_told_and_the_rest_are_counted(run):
    done = run(as_csv([{**GOOD, "due": ""}] * 3_000))
    assert done.exit_code == 2
    *told, more = done.stderr.splitlines()
    assert len(told) == 20
    assert more == "And 2,980 more, the last on line 3,001."


def test_an_empty_cell_of_pauses_counts_as_none_and_the_report_says_so(run):
    rows = in_file(year(3))
    zeros = json.loads(run(as_csv([{**row, "paused_days": "0"} for row in rows]), "--json").stdout)
    blank = json.loads(run(as_csv([{**row, "paused_days": ""} for row in rows]), "--json").stdout)
    assert [{key: pair[key] for key in CONTRACT} for pair in blank] == [
        {key: pair[key] for key in CONTRACT} for pair in zeros
    ]
    assert any("it counts as never paused" in caution for caution in blank[0]["cautions"])
    assert not any("it counts as never paused" in caution for caution in zeros[0]["cautions"])


def test_if_nobody_was_answered_one_is_asked_whether_that_can_be(run):
    done = run(
        as_csv([{**row, "answered": ""} for row in in_file(year(3))]), "--until", "2026-04-30", "--json"
    )
    assert done.exit_code == 0
    assert "Not one enquiry was answered. If that cannot be, look at the column “answered”." in done.stderr
    assert [pair["difference_points"] for pair in json.loads(done.stdout)] == [0]


@pytest.mark.parametrize("nation", ["northern-ireland", "SCOTLAND", "Wales"])
def test_nations_are_known_in_any_spelling(run, nation):
    assert run(as_csv(in_file(year(3))), "--nation", nation).exit_code == 0


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--margin", "0"), "--margin: 0 is no margin"),
        (("--margin", "nan"), "--margin: nan is no margin"),
        (("--margin", "250"), "--margin: 250 is no margin"),
        (("--margin-days", "-1"), "--margin-days: -1 is no margin"),
        (("--until", "yesterday"), "“--until”: “yesterday” is not a date"),
        (("--until", "1999-01-01"), "--until lies before the first enquiry was received"),
        (("--margin-fixed-on", "March"), "--margin-fixed-on: “March” is not a date"),
        (("--nation", "France"), "--nation: “France” is no nation that we know: write England"),
        (("--control-changed", "2025-11-03"), "needs --control-changed, --went-out and --came-in"),
        (
            ("--control-changed", "2025-11-03", "--went-out", "Ash", "--came-in", "Elm"),
            "--came-in: no enquiry is of “Elm”",
        ),
        (("--paper", "out.txt"), "must end in .html, .docx or .pdf"),
        (("--csv", "/nowhere/at/all.csv"), "cannot be written"),
        (("--closures", "/nowhere/at/all.csv"), "cannot be read"),
    ],
)
def test_an_option_that_makes_no_sense_is_told_in_one_sentence(run, a_year, options, says):
    done = run(a_year, *options)
    assert done.exit_code == 2
    assert says in done.stderr
    assert done.stdout == ""


def test_a_file_that_is_not_there_is_told(tmp_path):
    done = CliRunner().invoke(app, ["impartiality", str(tmp_path / "none.csv"), "--margin", "10"])
    assert done.exit_code == 2
    assert "cannot be read" in done.stderr


def test_a_margin_must_be_named_for_it_must_be_agreed(tmp_path):
    done = CliRunner().invoke(app, ["impartiality", str(tmp_path / "none.csv")])
    assert done.exit_code == 2
    assert "--margin" in done.stderr


def test_more_groups_than_a_council_has_are_taken_for_the_wrong_column(run):
    rows = [{**GOOD, "group": f"group {number}", "councillor": f"c{number}"} for number in range(31)]
    done = run(as_csv(rows))
    assert done.exit_code == 2
    assert "more than 30 groups" in done.stderr


def test_nothing_is_written_if_one_of_the_files_cannot_be(run, a_year, tmp_path):
    paper = tmp_path / "paper.html"
    done = run(a_year, "--paper", paper, "--xlsx", tmp_path / "no" / "such" / "folder.xlsx")
    assert done.exit_code == 2
    assert not paper.exists()


def test_the_command_starts_without_django_and_without_numpy():
    """What it can do is told before any figures are loaded."""
    code = "import sys, concordat.enquiries.commands; sys.exit(bool({'django', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_whole_command_runs_without_django(tmp_path, a_year):
    file = tmp_path / "enquiries.csv"
    file.write_text(a_year)
    code = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from concordat.enquiries.commands import app\n"
        f"done = CliRunner().invoke(app, ['impartiality', {str(file)!r}, '--margin', '10', '--json', "
        f"'--draws', '99', '--paper', {str(tmp_path / 'out.html')!r}])\n"
        "sys.exit('django' in sys.modules or done.exit_code)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
