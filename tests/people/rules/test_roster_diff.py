from dataclasses import replace
from datetime import date

import pytest

from concordat.people.rules import roster_file
from concordat.people.rules.duties import Duty, Kind
from concordat.people.rules.roster_diff import Kept, Standing, compare
from concordat.people.rules.roster_tables import BadRoster

ON = date(2026, 5, 11)
AMARA = Standing(
    office_id=1,
    person_id=1,
    kind=Kind.COUNCILLOR,
    name="Amara O'Neill",
    email="amara@larkfield.example",
    ward="Mill Lane",
    group="Independent",
    service="",
    grade="",
    duties=frozenset(),
    begins_on=date(2025, 5, 2),
    ends_on=None,
    known_elsewhere=False,
)
MONA = replace(
    AMARA,
    office_id=2,
    person_id=2,
    kind=Kind.OFFICER,
    name="Mona Lindqvist",
    email="mona@larkfield.example",
    ward="",
    group="",
    service="Legal",
    duties=frozenset({Duty.MONITORING_OFFICER}),
)
OWEN = replace(
    MONA, office_id=3, person_id=3, name="Owen Pryce", email="owen@larkfield.example", duties=frozenset()
)


def diff(words: str, *standing: Standing, head: str = "kind,name,email,group,duties", ended=(), **said):
    roster = roster_file.read(f"{head}\n{words}\n".encode(), name="roster.csv")
    return compare(roster=roster, standing=standing, ended=dict(ended), on=ON, **said)


def test_new_changed_left_and_unchanged_are_told_apart():
    found = diff(
        "councillor,Amara O'Neill,amara@larkfield.example,Labour,\n"
        "officer,Mona Lindqvist,mona@larkfield.example,,monitoring officer\n"
        "officer,Nia,nia@larkfield.example,,",
        AMARA,
        MONA,
        OWEN,
    )
    assert [line.name for line in found.new] == ["Nia"]
    assert [change.line.name for change in found.changed] == ["Amara O'Neill"]
    assert [leaving.name for leaving in found.left] == ["Owen Pryce"]
    assert found.left[0].ends_on == date(2026, 5, 10)
    assert found.unchanged == 1


def test_who_changes_group_ends_one_office_and_begins_another():
    found = diff("councillor,Amara O'Neill,amara@larkfield.example,Labour,", AMARA)
    (change,) = found.changed
    assert change.succeeds
    assert change.begins_on == ON
    assert [(d.what, d.was, d.becomes) for d in change.differences] == [("group", "Independent", "Labour")]


def test_a_mended_ward_is_no_new_office():
    found = diff(
        "councillor,Amara O'Neill,amara@larkfield.example,Mill Lane East", AMARA, head="kind,name,email,ward"
    )
    assert not found.changed[0].succeeds


def test_a_file_that_goes_on_telling_when_someone_first_came_changes_nothing_after_they_changed_group():
    since_their_change = replace(AMARA, begins_on=date(2026, 3, 1))
    found = diff(
        "councillor,Amara O'Neill,amara@larkfield.example,2025-05-02",
        since_their_change,
        head="kind,name,email,from",
        ended={AMARA.email: date(2026, 2, 28)},
    )
    assert found.changes_nothing


def test_a_file_of_councillors_alone_says_nothing_of_officers():
    found = diff("councillor,Amara O'Neill,amara@larkfield.example,Independent,", AMARA, MONA, OWEN)
    assert found.changes_nothing
    assert found.untouched == (Kind.OFFICER,)


def test_nobody_ends_their_own_office_by_a_file():
    other = replace(OWEN, duties=frozenset({Duty.DEPUTY_MONITORING_OFFICER}))
    words = "officer,Owen Pryce,owen@larkfield.example,,deputy monitoring officer"
    assert diff(words, MONA, other, importer=MONA.office_id).kept[0].why == Kept.YOURS
    assert [leaving.name for leaving in diff(words, MONA, other).left] == ["Mona Lindqvist"]


@pytest.mark.parametrize(
    "words",
    [
        "officer,Owen Pryce,owen@larkfield.example,,",
        "officer,Owen Pryce,owen@larkfield.example,,\nofficer,Mona Lindqvist,mona@larkfield.example,,",
        "officer,Owen Pryce,owen@larkfield.example,,\ncouncillor,Mona Lindqvist,mona@larkfield.example,,",
    ],
)
def test_the_last_who_runs_the_council_keeps_office_and_duty(words):
    found = diff(words, MONA, OWEN)
    assert [(keeping.name, keeping.why) for keeping in found.kept] == [
        ("Mona Lindqvist", Kept.THE_LAST_TO_RUN_IT)
    ]
    assert found.changes_nothing


def test_a_successor_in_the_same_file_lets_the_last_who_ran_it_go():
    found = diff("officer,Owen Pryce,owen@larkfield.example,,monitoring officer", MONA, OWEN)
    assert [leaving.name for leaving in found.left] == ["Mona Lindqvist"]
    assert not found.kept


def test_a_name_that_another_council_knows_is_not_changed_from_here():
    shared = replace(AMARA, known_elsewhere=True)
    assert diff("councillor,A O'Neill,amara@larkfield.example,Independent,", shared).changes_nothing


def test_a_column_that_is_missing_changes_nothing():
    assert diff("officer,Mona Lindqvist,mona@larkfield.example", MONA, head="kind,name,email").changes_nothing


@pytest.mark.parametrize(
    ("head", "cell", "complaint"),
    [
        ("until", "2025-05-01", "Line 2: The office ends (2025-05-01) before it starts (2025-05-02)."),
        ("from", "2027-01-01", "Line 2: The office ends (2026-12-31) before it starts (2027-01-01)."),
    ],
)
def test_a_date_that_contradicts_what_is_known_is_refused(head, cell, complaint):
    ending = replace(MONA, ends_on=date(2026, 12, 31))
    with pytest.raises(BadRoster) as refused:
        diff(f"officer,Mona Lindqvist,mona@larkfield.example,{cell}", ending, head=f"kind,name,email,{head}")
    assert [str(problem) for problem in refused.value.problems] == [complaint]


def test_an_office_cannot_begin_before_an_earlier_one_ended():
    with pytest.raises(BadRoster) as refused:
        diff(
            "officer,Owen Pryce,owen@larkfield.example,2024-01-01",
            head="kind,name,email,from",
            ended={OWEN.email: date(2025, 3, 31)},
        )
    assert "must begin after that day" in str(refused.value.problems[0])


def test_the_seal_is_of_what_is_shown():
    words = "officer,Owen Pryce,owen@larkfield.example,,"
    assert diff(words, MONA, OWEN).seal == diff(words, MONA, OWEN).seal
    assert diff(words, MONA, OWEN).seal != diff(words, MONA).seal
