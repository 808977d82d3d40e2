from datetime import date, timedelta

import pytest

from concordat.surveys.rules.stages import Preparation, Stage, ended_early, obstacles, stage

READY = Preparation(
    opens_on=date(2026, 9, 7),
    closes_on=date(2026, 9, 25),
    split="",
    sizes={"councillors": 9, "officers": 9},
    stands=True,
    signed=frozenset({"councillors", "officers"}),
    holders=3,
    keys=3,
)
TODAY = date(2026, 9, 7)


def but(**changes) -> tuple[str, ...]:
    return obstacles(Preparation(**{**vars(READY), **changes}), today=TODAY)


def test_when_everything_is_done_nothing_stands_in_the_way():
    assert but() == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sizes": {}}, "not been drawn up"),
        ({"stands": False}, "people to be asked have changed"),
        ({"signed": frozenset({"officers"})}, "signed the roster for the councillors"),
        ({"holders": 0, "keys": 0}, "key-holders have not been named"),
        ({"keys": 2}, "1 of the three key-holders has not"),
        ({"opens_on": date(2026, 9, 8)}, "opening day has not come"),
        ({"closes_on": date(2026, 9, 6)}, "closing day has passed"),
        ({"sizes": {"councillors": 4, "officers": 2}}, "Both sides have fewer than five"),
    ],
)
def test_each_thing_that_is_missing_is_said(changes, said):
    [obstacle] = but(**changes)
    assert said in obstacle


def test_a_parish_with_two_officers_may_still_ask_its_councillors():
    assert but(sizes={"councillors": 9, "officers": 2}) == ()


def test_a_part_of_a_split_side_must_stand_by_itself():
    [obstacle] = but(
        split="officers:service:Legal", sizes={"councillors": 9, "officers: Legal": 4, "officers: others": 9}
    )
    assert "Declare another split, or none" in obstacle


def test_the_stages_follow_each_other():
    assert stage(launched=False, closed=False, released=False) is Stage.PREPARED
    assert stage(launched=True, closed=False, released=False) is Stage.OPEN
    assert stage(launched=True, closed=True, released=False) is Stage.CLOSED
    assert stage(launched=True, closed=True, released=True) is Stage.RELEASED


def test_whether_it_waited_for_its_announced_end():
    last = date(2026, 9, 25)
    assert ended_early(closed=last + timedelta(days=1), closes_on=last) == []
    [said] = ended_early(closed=date(2026, 9, 3), closes_on=last)
    assert said.startswith("It was closed early, on 3 September 2026; the last day that had been announced")
    [said] = ended_early(closed=last, closes_on=last)
    assert said.startswith("It was closed in the course of its last day, 25 September 2026.")
