"""When is it due? What the law sets, with the count that leads to it. (The dates themselves: the vectors.)"""

from datetime import date

import pytest

from concordat.calendar.rules.deadlines import QUESTIONS, Asked, answer
from concordat.calendar.rules.statutory import Count, NotCounted

OWN = {date(2026, 3, 4): "Civic day"}


def told(asked: Asked, day: date, **more):
    return answer(asked, day, nation=more.pop("nation", "England"), own=OWN, **more)


def counted(found) -> int:
    return sum(step.counts for step in found.days)


def why(found) -> dict[date, str]:
    return {step.date: step.why for step in found.days}


def test_every_question_has_an_answer():
    for asked in Asked:
        found = told(asked, date(2026, 3, 2), days=5)
        assert found.question == QUESTIONS[asked]
        assert found.due.year == 2026


def test_freedom_of_information_counts_no_bank_holiday_of_any_nation_and_the_councils_closures():
    found = told(Asked.INFORMATION, date(2026, 3, 2))
    assert (found.due, counted(found)) == (date(2026, 3, 31), 20)
    assert why(found)[date(2026, 3, 17)] == "Saint Patrick's Day (Northern Ireland)"
    assert why(found)[date(2026, 3, 4)].startswith("day ")
    assert "any part of the United Kingdom" in found.note


def test_in_scotland_its_own_act_and_its_own_holidays():
    found = told(Asked.INFORMATION, date(2026, 3, 2), nation="Scotland")
    assert (found.due, found.note) == (date(2026, 3, 30), "")
    assert "(Scotland) Act" in found.law.words


def test_the_councils_own_working_days_leave_out_its_closures():
    found = told(Asked.WORKING_DAYS, date(2026, 3, 2), days=5)
    assert (found.due, counted(found), found.law) == (date(2026, 3, 10), 5, None)
    assert why(found)[date(2026, 3, 4)] == "Civic day"
    assert why(found)[date(2026, 3, 2)] == "day 0: it does not count"


def test_of_clear_days_neither_end_counts():
    found = told(Asked.AGENDA, date(2027, 1, 6), days=5)
    assert (found.due, counted(found)) == (date(2026, 12, 24), 5)
    assert found.days[0].why == "published: this day does not count"
    assert found.days[-1].why == "the meeting: this day does not count"


@pytest.mark.parametrize(
    ("count", "due"),
    [
        (Count.WORKING_DAYS, date(2026, 12, 30)),  # 31 December, 4 and 5 January
        (Count.NOT_SUNDAYS, date(2026, 12, 31)),  # Saturday the 2nd, 4 and 5 January
        (Count.ALL_DAYS, date(2027, 1, 2)),
    ],
)
def test_a_council_chooses_which_days_are_clear_days(count, due):
    assert told(Asked.AGENDA, date(2027, 1, 6), days=3, count=count).due == due


def test_a_key_decision_has_28_clear_days_of_every_kind():
    found = told(Asked.KEY_DECISION, date(2026, 6, 1))
    assert (found.due, counted(found)) == (date(2026, 5, 3), 28)


def test_one_calendar_month_says_when_it_ends_on_no_working_day():
    found = told(Asked.SUBJECT_ACCESS, date(2026, 1, 31))
    assert found.due == date(2026, 3, 2)
    assert found.note == (
        "One calendar month ends on Saturday 28 February, which is no working day: the next one counts."
    )
    assert told(Asked.SUBJECT_ACCESS, date(2026, 12, 4)).due == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("asked", "days"), [(Asked.WORKING_DAYS, 0), (Asked.WORKING_DAYS, 251), (Asked.AGENDA, 61)]
)
def test_what_cannot_be_counted_is_refused_in_words(asked, days):
    with pytest.raises(NotCounted, match="are counted from 1 to"):
        told(asked, date(2026, 3, 2), days=days)
