import json
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from concordat.surveys.commands import app
from tests.surveys.commands import files


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def drafted(answers: str | bytes, name: str = "answers.csv") -> str:
    Path(name).write_bytes(answers if isinstance(answers, bytes) else answers.encode())
    said = CliRunner().invoke(app, ["map", name, "--out", "map.toml"])
    assert said.exit_code == 0, said.output
    return Path("map.toml").read_text(encoding="utf-8")


def analysed(name: str = "answers.csv"):
    options = ["--map", "map.toml", "--invited", "councillors=60,officers=200", "--json", "out.json"]
    return CliRunner().invoke(app, ["analyse", name, *options])


def released() -> dict:
    return json.loads(Path("out.json").read_text(encoding="utf-8"))


def test_a_file_of_our_own_columns_needs_no_second_look():
    drafted(files.plain_csv())
    assert tomllib.loads(Path("map.toml").read_text(encoding="utf-8")) == {
        "side": "side",
        "sides": {"officer": "officers", "councillor": "councillors"},
        "items": {"H1": "H1", "P1": "P1"},
    }
    assert analysed().exit_code == 0


def test_limesurvey_is_drafted_and_read_with_both_languages():
    guide = tomllib.loads(drafted(files.limesurvey()))
    assert guide["side"] == "G1Q1. I am answering as"
    assert guide["sides"] == {"Councillor": "councillors", "Swyddog": "officers"}
    assert guide["items"]["H1"] == "H1[SQ001]. Overall"
    text = Path("map.toml").read_text(encoding="utf-8")
    # The words typed beside "other" stand in a column of their own; only a person can say that it is no item.
    assert "# CHECK: two columns" in text
    Path("map.toml").write_text(
        text.replace('["P1. Pressure", "P1[other]. Pressure [Other]"]', '"P1. Pressure"').split("[bands]")[0],
        encoding="utf-8",
    )
    said = analysed()
    assert said.exit_code == 0, said.output
    told = released()
    assert [atom["answered"] for atom in told["atoms"]] == [12, 14]
    assert "Rows without any answer, left out: 1." in said.stderr


def test_limesurvey_columns_that_tell_who_answered_are_pointed_out_by_code_or_by_words():
    told = files.limesurvey().replace('"id"', '"ipaddr. IP address"')
    drafted(told)
    text = Path("map.toml").read_text(encoding="utf-8")
    assert "#   ipaddr. IP address  (says who answered)" in text
    assert "#   startlanguage\n" in text


def test_microsoft_forms_is_drafted_from_its_wording_and_the_names_are_pointed_out():
    guide = tomllib.loads(drafted(files.microsoft_forms(), "answers.xlsx"))
    assert guide["side"] == "Are you a councillor or an officer?"
    assert guide["items"]["H1"].startswith("Overall, how good")
    assert len(guide["items"]["T1"]) == 2
    text = Path("map.toml").read_text(encoding="utf-8")
    assert "#   Email  (says who answered)" in text
    said = analysed("answers.xlsx")
    assert said.exit_code == 0, said.output
    assert "Careful: the file says who answered (“Email”, “Name”)" in said.stderr
    assert "c0@example.org" not in said.output + Path("out.json").read_text(encoding="utf-8")
    assert {item["n"] for item in released()["items"] if item["id"] == "T1"} == {9, 11}


def test_google_forms_is_drafted_with_its_guesses_marked():
    text = drafted(files.google_forms())
    guide = tomllib.loads(text)
    assert guide["sides"] == {"Councillor": "councillors", "Member of staff": "officers"}
    assert guide["bands"] == {"No change": 2, "Improved": 3}
    assert "# CHECK: which of the three bands" in text
    said = analysed()
    assert said.exit_code == 0, said.output
    assert [atom["answered"] for atom in released()["atoms"]] == [12, 15]


def test_ratings_in_words_are_given_numbers_to_confirm():
    told = files.plain_csv().replace(",8,", ",Strongly agree,").replace(",7,", ",7 - fairly good,")
    text = drafted(told.replace(",9,", ",Fabulous,"))
    assert tomllib.loads(text)["scale"] == {"Strongly agree": 10, "7 - fairly good": 7}
    assert '# "Fabulous" = 5' in text


def test_a_file_that_names_no_side_says_so_in_its_map():
    text = drafted("when,H1\nMonday,7\nTuesday,8\n")
    assert "# CHECK: no column seems to say which side answers." in text
    assert analysed().exit_code == 2


def test_without_a_place_to_write_it_the_map_is_shown():
    Path("answers.csv").write_text(files.plain_csv(), encoding="utf-8")
    said = CliRunner().invoke(app, ["map", "answers.csv"])
    assert tomllib.loads(said.stdout)["side"] == "side"


def test_an_old_encoding_is_guessed_in_the_draft_alone():
    guide = tomllib.loads(drafted(files.plain_csv().replace("fine", "café").encode("cp1252")))
    assert guide["encoding"] == "windows-1252"
    assert analysed().exit_code == 0


def test_strange_column_names_make_a_map_that_can_still_be_read():
    header = 'side,"H1 ""quoted"" \\ and\nlong",\'P1\n'
    told = header + "\n".join(["councillor,7,never"] * 6 + ["officer,6,never"] * 6)
    guide = tomllib.loads(drafted(told))
    assert guide["items"]["H1"] == 'H1 "quoted" \\ and\nlong'
    assert analysed().exit_code == 0
