"""What the sorting pages keep and send: HtmlQ, easy-htmlq, EQ Web Sort, Quince, SoSci Survey."""

import json

import pytest

from concordat.qmethod.cautions import About
from concordat.qmethod.files import read
from concordat.qmethod.study import Refused, Study
from tests.qmethod.files.examples import (
    A1,
    B2,
    COPIED,
    EQ_WEB_SORT,
    FIREBASE,
    HTMLQ,
    MESSAGE,
    NETLIFY,
    QUINCE,
    SHEETS,
    SOSCI,
)


def opened(text: str, **told: object) -> Study:
    return read(text.encode(), name="export", **told)


def refusal(text: str, **told: object) -> Refused:
    with pytest.raises(Refused) as refused:
        opened(text, **told)
    return refused.value


def test_htmlq_is_read_by_the_names_of_its_columns() -> None:
    first, second = opened(HTMLQ).sorts
    assert (first.participant, first.values) == ("A1", A1)
    assert first.comments == {"s1": "said so often", "s2": "not here"}
    assert first.answers == {"form1": "1", "form0": "councillor"}
    assert first.seconds["dur0"] == 386
    assert (first.sorted_at, first.facts["npos"]) == ("2026-03-01 10:15:00", "3")
    assert (second.participant, second.values, second.comments) == ("q2", B2, {})


def test_someone_without_a_code_is_named_by_number_and_it_is_said() -> None:
    study = opened(HTMLQ)
    assert [each.about for each in study.cautions] == [About.READ_LOOSELY]
    assert "is called q2" in study.cautions[0].sentence


@pytest.mark.parametrize(
    ("old", "new", "participant", "statement", "words"),
    [
        (";s4;", ";;", "", "s4", "there is no column for statement “s4”"),
        (
            "1;A1;+1;-1",
            "1;A1;+1;agree",
            "A1",
            "s2",
            "line 2: participant “A1” has “agree” for statement “s2”",
        ),
        ("386;31;90;180;25;60;", "386", "A1", "", "line 2: participant “A1” has"),
        ("2;;0;", "2;A1;0;", "A1", "", "participant “A1” is there twice"),
        ("1;A1;+1;-1; 0; 0;+1;-1; 0;", "1;A1;;;;;;;;", "A1", "", "participant “A1” has no sort"),
    ],
)
def test_an_htmlq_table_out_of_joint_is_refused(
    old: str, new: str, participant: str, statement: str, words: str
) -> None:
    assert old in HTMLQ
    refused = refusal(HTMLQ.replace(old, new))
    assert words in refused.sentence
    assert (refused.participant, refused.statement) == (participant, statement)


def test_an_e_mail_or_several_are_read() -> None:
    study = opened(MESSAGE + "\n" + MESSAGE.replace("A1", "B2"))
    assert study.participants == ("A1", "B2")
    assert study.sorts[0].values == A1
    assert study.sorts[0].comments == {"s1": "said so often"}
    assert study.sorts[0].answers == {"form0": "councillor"}


def test_the_same_fields_by_post_are_read() -> None:
    study = opened("name=Working+together+1.0&uid=A1&sort=1%7C-1%7C0%7C0%7C1%7C-1%7C0&comment1=%28s1%29+so\n")
    assert (study.title, study.participants, study.sorts[0].values) == ("Working together 1.0", ("A1",), A1)
    assert study.sorts[0].comments == {"s1": "so"}


def test_the_json_of_easy_htmlq_is_read_and_records_may_differ_in_their_fields() -> None:
    study = opened(FIREBASE)
    assert study.title == "Working together 1.0"
    assert [(sort.participant, sort.values) for sort in study.sorts] == [("A1", A1), ("B2", B2)]
    assert study.sorts[0].answers == {"form4": "0|1|0"}
    assert study.sorts[1].answers == {"form0": "officer"}


def test_a_single_record_is_a_study_of_one() -> None:
    alone = json.dumps(json.loads(FIREBASE)["-Nmade1"])
    assert opened(alone).participants == ("A1",)


def test_eq_web_sorts_json_is_read_without_the_numbers_that_it_drew() -> None:
    sort = opened(EQ_WEB_SORT).sorts[0]
    assert (sort.participant, sort.values) == ("A1", A1)
    assert sort.comments == {"s1": "said so often", "s2": "not here"}
    assert sort.seconds == {"timeLanding": 5.0, "timeSort": 180.0}
    assert sort.answers == {"itemNum1": "councillor"}
    assert sort.facts["presortTrace"] == "1*p*1|2*n*-1"
    assert "r-1" not in repr(sort)


@pytest.mark.parametrize("text", [NETLIFY, SHEETS])
def test_the_exports_of_netlify_and_google_sheets_are_read(text: str) -> None:
    study = opened(text)
    assert study.title == "Working together"
    assert [(sort.participant, sort.values) for sort in study.sorts] == [("A1", A1), ("B2", B2)]
    assert study.sorts[0].answers == {"itemNum1": "councillor"}


def as_json(csv_text: str) -> str:
    import csv
    import io

    return json.dumps(list(csv.DictReader(io.StringIO(csv_text))))


@pytest.mark.parametrize(
    "text", [QUINCE, as_json(QUINCE), json.dumps({"results": json.loads(as_json(QUINCE))})]
)
def test_quinces_tables_are_read_by_label(text: str) -> None:
    study = opened(text)
    first, second = study.sorts
    assert study.title == "Working together"
    assert (first.participant, first.values) == ("A1", A1)
    assert (second.participant, second.values) == ("B2", B2)
    assert first.comments == {"s1": "said so often"}
    assert second.comments == {}
    assert first.seconds == {"timeOnSortPage": 90.0}
    assert (first.sorted_at, first.facts["device"]) == ("2026/3/1@10:15:00", "desktop")
    assert (first.facts["npos"], first.facts["posStateNums"]) == ("3", "1,5")
    assert first.answers["itemNum2"] == "councillor"


def test_text_copied_from_quince_is_read() -> None:
    sort = opened(COPIED).sorts[0]
    assert (sort.participant, sort.values) == ("A1", A1)
    assert sort.comments == {"s1": "said so often"}


def test_a_record_shorter_than_the_others_names_person_and_statement() -> None:
    records = json.loads(FIREBASE)
    records["-Nmade3"] = records["-Nmade2"] | {"uid": "C3"}
    records["-Nmade2"] = records["-Nmade2"] | {"sort": "0|1|-1"}
    refused = refusal(json.dumps(records))
    assert (refused.participant, refused.statement) == ("B2", "s4")


def test_the_grid_of_sosci_survey_is_read_column_by_column() -> None:
    study = opened(SOSCI)
    assert study.sorts[0].values == A1
    assert study.sorts[0].comments == {"s1": "said so often"}
    assert (study.sorts[0].facts, study.sorts[0].sorted_at) == (
        {"npos": "1", "nneu": "1", "nneg": "0"},
        "2026-03-01 10:15",
    )
    assert [each.about for each in study.cautions] == [About.READ_LOOSELY]
    told = opened(json.dumps({"A1": json.loads(SOSCI)}), grid="-2,-2,0,0,0,2,2")
    assert (told.participants, told.sorts[0].values) == (("A1",), tuple(2 * each for each in A1))
    assert told.cautions == ()


@pytest.mark.parametrize(
    ("old", "new", "statement", "words"),
    [
        ('{"id": 6}', '{"id": 2}', "s2", "has statement 2 twice, on -1 and on -1"),
        ('[{"id": 6}]', "[]", "s6", "has no place for statement 6"),
        ('{"id": 6}', '{"id": "six"}', "", "which is no card with a number"),
    ],
)
def test_a_grid_with_a_card_out_of_place_is_refused(old: str, new: str, statement: str, words: str) -> None:
    refused = refusal(SOSCI.replace(old, new, 1))
    assert words in refused.sentence
    assert refused.statement == statement


def test_columns_without_a_middle_ask_for_the_grid() -> None:
    told = json.loads(SOSCI)
    told["stage2"]["cols"].append([])
    assert "say the grid yourself" in refusal(json.dumps(told)).sentence
