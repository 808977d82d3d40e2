"""References, sharing, wordings, decisions on papers, and when somebody is told."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.calendar.rules.calendars import Calendar
from concordat.enquiries.rules import papers
from concordat.enquiries.rules.looking import What, looks, next_look, when_open, worth_saying
from concordat.enquiries.rules.references import new_reference, references_in
from concordat.enquiries.rules.sharing import Sharing, shared_with
from concordat.enquiries.rules.stages import OutOfTurn, Stage, move
from concordat.enquiries.rules.wordings import filled

CALENDAR = Calendar.of("england")
MONDAY = datetime(2026, 9, 7, 9, tzinfo=UTC)


def test_a_reference_is_found_again_in_the_subject_of_an_email():
    one, other = new_reference(), new_reference()
    assert references_in(f"RE: Fwd: [{one.lower()}] the lamp, and {other}; {one}") == [one, other]
    assert references_in("ENQ-12345 ENQUIRY XENQ-BCDFGH") == []


def test_a_reference_that_is_taken_is_not_drawn_again():
    class AllButLast:
        drawn = 0

        def __contains__(self, reference):
            self.drawn += 1
            return self.drawn < 3

    taken = AllButLast()
    assert new_reference(taken=taken).startswith("ENQ-")
    assert taken.drawn == 3


@pytest.mark.parametrize(
    ("sharing", "ward", "group", "reads"),
    [
        (Sharing.ONLY_ME, "Mill Lane", "Green", False),
        (Sharing.WARD, "Mill Lane", "Labour", True),
        (Sharing.WARD, "Castle", "Green", False),
        (Sharing.GROUP_IN_WARD, "Mill Lane", "Green", True),
        (Sharing.GROUP_IN_WARD, "Mill Lane", "Labour", False),
        (Sharing.GROUP_IN_WARD, "Castle", "Green", False),
    ],
)
def test_who_reads_along_is_what_the_councillor_chose(sharing, ward, group, reads):
    asked = {"ward": "Mill Lane", "group": "Green"}
    assert shared_with(sharing, **asked, reader_ward=ward, reader_group=group) is reads


def test_nobody_shares_a_ward_that_nobody_has():
    assert not shared_with(Sharing.WARD, ward="", group="", reader_ward="", reader_group="")


def test_blanks_are_filled_and_other_brackets_stay():
    words = filled("Dear [councillor], see [reference] [sic].", {"councillor": "Amara", "reference": "E"})
    assert words == "Dear Amara, see E [sic]."


@pytest.mark.parametrize(
    ("outcome", "reason", "reviewer"), [("refused", "", 2), ("part", "Because.", None), ("refused", "B.", 1)]
)
def test_a_refusal_needs_a_reason_and_a_reviewer_other_than_whoever_decided(outcome, reason, reviewer):
    with pytest.raises(papers.NotDecided):
        papers.check(outcome=outcome, reason=reason, reviewer=reviewer, by=1)


def test_what_is_given_needs_neither():
    papers.check(outcome="given", reason="", reviewer=None, by=1)


def test_a_stage_follows_only_what_it_may():
    assert move("received", to=Stage.ANSWERED) is Stage.ANSWERED
    with pytest.raises(OutOfTurn):
        move("answered", to=Stage.ACKNOWLEDGED)


# ------------------------------------------------------------------------------------------- never at night


@given(
    received=st.integers(0, 60 * 24 * 400),
    due_after=st.integers(60, 60 * 24 * 40),
    word_after=st.integers(60, 60 * 24 * 20),
)
def test_whatever_is_due_and_whenever_nobody_is_told_outside_opening_hours(received, due_after, word_after):
    begun = MONDAY + timedelta(minutes=received)
    found = looks(
        calendar=CALENDAR,
        received=begun,
        acknowledge_due=begun + timedelta(minutes=due_after // 3),
        due=begun + timedelta(minutes=due_after),
        word_due=begun + timedelta(minutes=word_after),
    )
    assert found
    assert all(CALENDAR.newest.is_open(look.at) for look in found)
    assert {look.what for look in found} >= {What.ACKNOWLEDGE, What.WORD, What.DUE, What.OVERDUE}


def test_a_paused_clock_reminds_nobody_of_a_reply():
    found = looks(
        calendar=CALENDAR,
        received=MONDAY,
        acknowledge_due=None,
        due=None,
        word_due=MONDAY + timedelta(days=7),
    )
    assert [look.what for look in found] == [What.WORD]


def test_the_next_look_is_the_first_that_lies_ahead():
    due = datetime(2026, 9, 21, 16, tzinfo=UTC)
    found = looks(calendar=CALENDAR, received=MONDAY, acknowledge_due=None, due=due, word_due=None)
    friday = datetime(2026, 9, 18, 8, tzinfo=UTC)
    assert next_look(found, after=MONDAY) == friday
    assert next_look(found, after=friday) == due
    assert next_look(found, after=due) == datetime(2026, 9, 22, 8, tzinfo=UTC)
    assert next_look(found, after=datetime(2026, 9, 22, 8, tzinfo=UTC)) is None


def test_in_the_night_it_waits_for_the_opening():
    saturday = datetime(2026, 9, 12, 2, tzinfo=UTC)
    assert when_open(saturday, calendar=CALENDAR) == datetime(2026, 9, 14, 8, tzinfo=UTC)
    assert when_open(MONDAY, calendar=CALENDAR) == MONDAY


def test_of_several_reminders_of_one_reply_the_last_is_enough():
    assert worth_saying({What.BEFORE, What.DUE, What.OVERDUE, What.WORD}) == {What.OVERDUE, What.WORD}
    assert worth_saying({What.BEFORE, What.ACKNOWLEDGE}) == {What.BEFORE, What.ACKNOWLEDGE}
