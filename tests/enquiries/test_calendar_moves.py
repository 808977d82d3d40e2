"""A calendar that changes: what it moves, what it leaves alone, and what can be seen of it beforehand."""

from datetime import date, time

from concordat.calendar.rules.hours import Hours
from concordat.enquiries import actions, queries
from concordat.enquiries.models import Breach, Event
from concordat.people import actions as people
from tests.enquiries.conftest import at, said_on

SHORT = Hours.alike([(time(9), time(16))], time(16))
MOURNING = date(2026, 9, 16)


def due_of(enquiry):
    return queries.cycle_of(enquiry).due_at


def asked(topics, amara, when):
    return actions.ask(topic=topics["roads"], question="Why?", by=amara, at=when)


def test_what_was_missed_is_not_moved_by_a_day_that_is_closed_afterwards(enquiry, owen, mona, act, clock):
    actions.follow_calendar(at=at(7, 11))
    actions.look_due(at=at(22, 10))
    late = set(Breach.objects.values_list("promise", "clock"))
    people.close(day=MOURNING, reason="Day of mourning", by=mona, at=at(22, 11))
    assert actions.follow_calendar(at=at(22, 12)) == 0
    assert due_of(enquiry) == at(21, 17)
    actions.answer(enquiry=enquiry, words="So.", by=owen, at=at(22, 13))
    assert set(Breach.objects.values_list("promise", "clock")) == late
    clock(at(22, 14))
    assert "late" in said_on(act(f"{enquiry.reference}/", as_="owen"))


def test_an_answered_enquiry_is_told_by_what_was_known_when_it_was_answered(enquiry, owen, mona, act, clock):
    people.set_hours(hours=SHORT, first_on=date(2026, 9, 1), by=mona, at=at(2))
    actions.answer(enquiry=enquiry, words="So.", by=owen, at=at(14, 10))
    people.close(day=MOURNING, reason="Day of mourning", by=mona, at=at(15, 11))
    people.set_hours(
        hours=Hours.alike([(time(9), time(12))], time(12)), first_on=MOURNING, by=mona, at=at(15)
    )
    actions.follow_calendar(at=at(15, 12))
    clock(at(16, 9))
    said = said_on(act(f"{enquiry.reference}/why/1", as_="amara"))
    assert "mourning" not in said
    assert "working day 10 of 10; due at 16:00" in said


def test_new_opening_hours_move_what_is_open_and_say_so(enquiry, topics, amara, mona, act, clock):
    actions.follow_calendar(at=at(7, 11))
    people.set_hours(hours=SHORT, first_on=date(2026, 9, 14), by=mona, at=at(8))
    assert actions.follow_calendar(at=at(8, 10)) == 1
    assert due_of(enquiry) == at(21, 16)
    assert actions.follow_calendar(at=at(8, 11)) == 0
    clock(at(8, 12))
    said = said_on(act(f"{enquiry.reference}/", as_="amara"))
    assert "The calendar changed: Monday 14 September (opening hours)" in said
    people.close(day=date(2026, 9, 30), reason="Fair", by=mona, at=at(9))
    assert actions.follow_calendar(at=at(9, 10)) == 0  # another change, and nothing is moved twice
    assert Event.objects.filter(did="due moved").count() == 1


def test_a_list_that_is_accepted_moves_open_enquiries(enquiry, mona, larkfield):
    from concordat.calendar import queries as days

    actions.follow_calendar(at=at(7, 11))
    listed = {MOURNING: "One-off holiday"}
    seal = days.compared(larkfield.id, listed=listed).seal
    people.accept_differences(
        listed=listed, keys=["add-2026-09-16"], seal=seal, source="GOV.UK", by=mona, at=at(9)
    )
    assert actions.follow_calendar(at=at(9, 10)) == 1
    assert due_of(enquiry) == at(22, 17)


def ask(act, day="16", month="9", as_="mona", **more):
    words = {"day_day": day, "day_month": month, "day_year": "2026", **more}
    return said_on(
        act("calendar-changes/?" + "&".join(f"{key}={word}" for key, word in words.items()), as_=as_)
    )


def test_before_a_day_is_closed_one_sees_which_enquiries_would_move(
    enquiry, topics, amara, owen, mona, act, clock
):
    paused, answered = asked(topics, amara, at(7, 12)), asked(topics, amara, at(7, 13))
    actions.ask_back(enquiry=paused, words="Which?", by=owen, at=at(8, 14))
    actions.answer(enquiry=answered, words="So.", by=owen, at=at(8, 15))
    clock(at(9, 9))
    said = ask(act)
    assert "2 open enquiries would move" in said
    assert f"{enquiry.reference} Mon 21 Sep 2026, 17:00 Tue 22 Sep 2026, 17:00" in said
    assert f"{paused.reference} paused paused Tue 22 Sep 2026, 17:00" in said
    assert answered.reference not in said
    assert "Why" not in said  # no word of what was asked
    people.close(day=MOURNING, reason="Day of mourning", by=mona, at=at(9, 10))
    actions.follow_calendar(at=at(9, 11))
    assert due_of(enquiry) == at(22, 17)  # as was foretold
    assert "The council does no work on these days anyhow." in ask(act)


def test_a_day_beyond_everything_moves_nothing_and_nonsense_comes_back(enquiry, mona, act, clock):
    clock(at(9, 9))
    assert "No open enquiry would move." in ask(act, day="16", month="11")
    assert "This is not a day." in ask(act, month="13")
    back = {"last_day_day": "1", "last_day_month": "9", "last_day_year": "2026"}
    assert "The last day lies before the first." in ask(act, **back)
    assert "at most 31 days" in ask(act, **(back | {"last_day_month": "12"}))
    said = ask(act, **(back | {"last_day_day": "18"}))
    assert "Mon 21 Sep 2026, 17:00 Thu 24 Sep 2026, 17:00" in said
    assert "What a closed day would move" in said_on(act("calendar-changes/", as_="mona"))


def test_the_number_of_queries_does_not_grow_with_the_enquiries(
    enquiry, topics, amara, mona, act, clock, django_assert_max_num_queries
):
    clock(at(9, 9))
    for minute in range(12):
        asked(topics, amara, at(8, 9, minute))
    ask(act)
    with django_assert_max_num_queries(16):
        assert "13 open enquiries would move" in ask(act)
