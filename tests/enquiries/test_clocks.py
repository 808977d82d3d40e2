"""Both clocks: what happens to them, why they say what they say, and what never changes them."""

from datetime import date

import pytest

from concordat.enquiries import actions, queries
from concordat.enquiries.models import Breach, Cycle, Edition, Event
from concordat.enquiries.rules.service_levels import Tier
from concordat.enquiries.rules.stages import OutOfTurn
from concordat.enquiries.rules.terms import Level, Terms
from concordat.people import actions as people
from tests.enquiries.conftest import asked_form, at, said_on

ONE_DAY_ONLY = Terms(offices=dict.fromkeys(Tier, Level.of("1wd", "1wd")), equal=True)


def cycle_of(enquiry):
    return queries.cycle_of(enquiry)


def test_why_this_date_counts_day_by_day_on_both_clocks(act, enquiry, owen, amara, clock):
    clock(at(14, 9))
    actions.ask_back(enquiry=enquiry, words="Which?", by=owen, at=at(9, 14))
    actions.write_to_officer(enquiry=enquiry, words="That one.", by=amara, at=at(11, 9))
    said = said_on(act(f"{enquiry.reference}/why/1", as_="amara"))
    assert "Received on Monday 7 September 2026, 10:00." in said
    assert "acknowledged within 1 working day, answered within 10 working days" in said
    assert "Thu 10 Sep 2026 councillor’s the clock stands still: awaiting member" in said
    assert "Sat 12 Sep 2026 – Saturday: not a working day" in said
    assert "Wed 23 Sep 2026 service level working day 10 of 10; due at 17:00" in said
    assert "the unpaused clock is due at 17:00" in said


def test_a_bank_holiday_says_its_name_and_its_source(act, topics, amara, clock):
    clock(at(24, 9, month=12))
    asked = actions.ask(topic=topics["roads"], question="When?", by=amara, at=at(23, 17, month=12))
    said = said_on(act(f"{asked.reference}/why/1", as_="amara"))
    assert "bank holiday: Christmas Day (source: holidays" in said
    assert "GB-ENG" in said


# -------------------------------------------------------------------------------------------- the calendar


def test_a_new_holiday_moves_open_enquiries_only_and_says_so_in_their_history(
    act, topics, enquiry, amara, owen, mona, clock
):
    answered = actions.ask(topic=topics["roads"], question="And this?", by=amara, at=at(7, 10))
    actions.answer(enquiry=answered, words="So.", by=owen, at=at(8, 10))
    actions.follow_calendar(at=at(8, 11))
    people.close(day=date(2026, 9, 16), reason="Day of mourning", by=mona, at=at(9, 9))
    before = cycle_of(answered).due_at
    assert actions.follow_calendar(at=at(9, 10)) == 1
    assert cycle_of(enquiry).due_at == at(22, 17)
    assert cycle_of(answered).due_at == before == at(21, 17)
    clock(at(9, 11))
    said = said_on(act(f"{enquiry.reference}/", as_="amara"))
    assert "The calendar changed: Wednesday 16 September (Day of mourning)." in said
    assert "Due on Tuesday 22 September 2026, 17:00, and before on Monday 21 September 2026, 17:00" in said
    assert "council closed: Day of mourning" in said_on(act(f"{enquiry.reference}/why/1", as_="amara"))
    kept = said_on(act(f"{answered.reference}/why/1", as_="amara"))
    assert "mourning" not in kept
    assert "working day 10 of 10; due at 17:00" in kept
    assert actions.follow_calendar(at=at(9, 12)) == 0


def test_a_holiday_that_is_taken_back_moves_them_back(enquiry, mona):
    actions.follow_calendar(at=at(7, 11))
    people.close(day=date(2026, 9, 16), reason="Closed", by=mona, at=at(8, 9))
    actions.follow_calendar(at=at(8, 10))
    people.reopen(day=date(2026, 9, 16), by=mona, at=at(9, 9))
    assert actions.follow_calendar(at=at(9, 10)) == 1
    assert cycle_of(enquiry).due_at == at(21, 17)


def test_a_day_beyond_what_is_open_moves_nothing(enquiry, mona):
    actions.follow_calendar(at=at(7, 11))
    people.close(day=date(2026, 11, 16), reason="Closed", by=mona, at=at(8, 9))
    assert actions.follow_calendar(at=at(8, 10)) == 0
    assert not Event.objects.filter(did="due moved").exists()


def test_the_calendar_is_asked_for_in_a_handful_of_queries_while_nothing_changes(
    enquiry, django_assert_max_num_queries
):
    actions.follow_calendar(at=at(7, 11))
    with django_assert_max_num_queries(4):
        assert actions.follow_calendar(at=at(7, 12)) == 0


# --------------------------------------------------------------------------------------------- the edition


def test_an_enquiry_keeps_the_levels_that_it_was_received_under(act, topics, enquiry, amara, mona, clock):
    actions.settle_levels(terms=ONE_DAY_ONLY, begins_on=date(2026, 9, 9), by=mona, at=at(8, 9))
    actions.follow_calendar(at=at(9, 9))
    assert cycle_of(enquiry).due_at == at(21, 17)
    actions.reclassify(enquiry=enquiry, topic=topics["homes"], by=queries.officers_of(
        enquiry.council_id, "Highways", on=date(2026, 9, 9))[0], at=at(9, 10))  # fmt: skip
    assert cycle_of(enquiry).reply_by == "10wd"
    fresh = actions.ask(topic=topics["roads"], question="Now?", by=amara, at=at(9, 11))
    assert (cycle_of(fresh).reply_by, cycle_of(fresh).edition.number) == ("1wd", 1)
    clock(at(9, 12))
    assert "By edition 0 of the service levels" in said_on(act(f"{enquiry.reference}/why/1", as_="amara"))


def test_whoever_becomes_leader_later_does_not_speed_up_what_was_asked_before(act, enquiry, amara, mona):
    assert enquiry.tier == "ward councillor"
    assert cycle_of(enquiry).reply_by == "10wd"


# -------------------------------------------------------------------------------------- disputes and cycles


def test_a_pause_that_is_set_aside_counts_after_all(act, enquiry, owen, amara, hana, clock):
    actions.ask_back(enquiry=enquiry, words="Which?", by=owen, at=at(9, 14))
    pause = queries.pauses_of(cycle_of(enquiry))[0]
    clock(at(11, 9))
    act(f"{enquiry.reference}/pauses/{pause.id}/dispute", {"words": "I said which.", "read": 2}, as_="amara")
    act(f"{enquiry.reference}/pauses/{pause.id}/settle", as_="owen", status=404)
    assert "A pause is disputed, and you are asked to decide." in said_on(
        act(f"{enquiry.reference}/", as_="hana")
    )
    settle = f"You are asked to settle {enquiry.reference}"
    assert settle in said_on(act("", as_="hana"))
    assert settle not in said_on(act("", as_="owen"))
    asked = said_on(act(f"{enquiry.reference}/pauses/{pause.id}/settle", as_="hana"))
    assert "What the councillor says I said which." in asked
    assert "Question back , Owen Pryce, 9 September 2026, 14:00 Which?" in asked
    form = {"stands": "no", "words": "The first line says which.", "read": 3}
    act(f"{enquiry.reference}/pauses/{pause.id}/settle", form, as_="hana")
    cycle = cycle_of(enquiry)
    assert (cycle.paused_at, cycle.due_at) == (None, at(21, 17))
    said = said_on(act(f"{enquiry.reference}/", as_="amara"))
    assert "Disputed; Hana Sato decided that it does not stand: that time counts." in said
    assert "The first line says which." in said
    with pytest.raises(OutOfTurn):
        actions.settle_pause(enquiry=enquiry, pause=pause, stands=True, words="x", by=hana, at=at(12))


def test_a_pause_that_stands_stays_out_of_the_count(act, enquiry, owen, amara, hana, clock):
    actions.ask_back(enquiry=enquiry, words="Which?", by=owen, at=at(9, 14))
    pause = queries.pauses_of(cycle_of(enquiry))[0]
    actions.dispute_pause(enquiry=enquiry, pause=pause, words="No.", by=amara, at=at(10, 9))
    actions.settle_pause(enquiry=enquiry, pause=pause, stands=True, words="Yes.", by=hana, at=at(10, 10))
    actions.write_to_officer(enquiry=enquiry, words="That one.", by=amara, at=at(11, 9))
    assert cycle_of(enquiry).due_at == at(23, 17)


def test_a_set_aside_pause_of_an_answered_enquiry_makes_it_late_for_good(enquiry, owen, amara, hana):
    actions.ask_back(enquiry=enquiry, words="Which?", by=owen, at=at(9, 14))
    pause = queries.pauses_of(cycle_of(enquiry))[0]
    actions.write_to_officer(enquiry=enquiry, words="That one.", by=amara, at=at(11, 9))
    actions.answer(enquiry=enquiry, words="So.", by=owen, at=at(22, 11))
    late = {(breach.promise, breach.clock) for breach in Breach.objects.all()}
    assert late == {("acknowledge", "unpaused"), ("reply", "unpaused")}
    actions.dispute_pause(enquiry=enquiry, pause=pause, words="No.", by=amara, at=at(23, 9))
    actions.settle_pause(enquiry=enquiry, pause=pause, stands=False, words="No.", by=hana, at=at(23, 10))
    assert ("reply", "paused") in {(breach.promise, breach.clock) for breach in Breach.objects.all()}


def test_asking_again_begins_a_linked_cycle_and_the_first_stays_as_it_was_judged(
    act, enquiry, owen, amara, clock
):
    actions.answer(enquiry=enquiry, words="Mended.", by=owen, at=at(22, 11))
    clock(at(24, 9))
    act(f"{enquiry.reference}/ask-again", {"words": "It is dark again.", "read": 2}, as_="amara")
    first, second = queries.cycles_of(enquiry)
    assert (first.stage, first.due_at, first.ended_at) == ("answered", at(21, 17), at(22, 11))
    assert (second.number, second.stage, second.due_at) == (2, "received", at(8, 17, month=10))
    page = act(f"{enquiry.reference}/", as_="amara")
    said = said_on(page)
    assert "It is dark again." in said
    assert "How clock 1 went" in said
    assert (
        "service level: it was due on 21 September 2026, 17:00. That was clock 1. This stays on record."
        in said
    )
    assert enquiry.reference in act("", as_="owen")
    assert "due at 17:00" in act(f"{enquiry.reference}/why/1", as_="amara")
    act(f"{enquiry.reference}/why/3", as_="amara", status=404)


def test_what_is_open_is_not_asked_again_and_what_has_ended_is_not_taken_back(act, enquiry, owen, clock):
    clock(at(8, 9))
    page = act(f"{enquiry.reference}/ask-again", {"words": "Again", "read": 1}, as_="amara")
    assert "This enquiry is open." in page
    assert "Again" in page
    act(f"{enquiry.reference}/take-back", {}, as_="amara")
    assert cycle_of(enquiry).stage == "withdrawn"
    assert "This enquiry has ended" in said_on(act(f"{enquiry.reference}/take-back", {}, as_="amara"))


def test_an_enquiry_that_was_taken_back_late_stays_late(enquiry, amara):
    actions.withdraw(enquiry=enquiry, by=amara, at=at(23, 9))
    assert ("reply", "paused") in {(breach.promise, breach.clock) for breach in Breach.objects.all()}


def test_whichever_way_it_ends_both_clocks_stop(enquiry, owen):
    actions.ask_back(enquiry=enquiry, words="Which?", by=owen, at=at(9, 14))
    actions.answer(enquiry=enquiry, words="Found it.", by=owen, at=at(11, 9))
    cycle = cycle_of(enquiry)
    assert (cycle.is_open, cycle.paused_at, cycle.look_at, cycle.word_due_at) == (False, None, None, None)
    assert cycle.due_at == at(23, 17)
    assert not Breach.objects.filter(promise="reply").exists()


# --------------------------------------------------------------------------------- what the columns must say


def test_the_stored_due_times_are_what_the_clock_makes_of_the_events(enquiry, owen, amara, hana, topics):
    actions.ask_back(enquiry=enquiry, words="Which?", by=owen, at=at(9, 14))
    actions.write_to_officer(enquiry=enquiry, words="That.", by=amara, at=at(11, 9))
    actions.reclassify(enquiry=enquiry, topic=topics["homes"], by=owen, at=at(14, 9))
    actions.hand_over(enquiry=enquiry, service="Housing", by=owen, at=at(15, 9))
    stored = Cycle.objects.get()
    calendar = queries.calendar_of(enquiry.council_id)
    both = queries.clocks_of(stored, calendar=calendar, at=at(16, 9))
    assert (stored.due_at, stored.due_unpaused_at) == (both.reply.due, both.reply.due_unpaused)
    many = queries.clocks_of_many([stored], calendar=calendar, at=at(16, 9))[stored.id]
    assert (many.reply.due, many.reply.due_unpaused) == (stored.due_at, stored.due_unpaused_at)


def test_before_a_council_has_decided_anything_concordats_suggestion_holds(act, topics, begin, clock):
    clock(at(7, 10))
    assert not Edition.objects.exists()
    assert "Answered by Monday 21 September" in said_on(act(begin(), asked_form(topics), as_="amara"))
    said = said_on(act("levels/", as_="amara"))
    assert "The council has not decided its own levels yet." in said


def test_a_list_says_who_is_late_by_which_clock(act, enquiry, owen, amara, clock):
    """Due on the 21st; paused from the 9th to the 18th it is due on the 30th by the service level."""
    actions.ask_back(enquiry=enquiry, words="Which lamp?", by=owen, at=at(9, 10))
    clock(at(22, 10))
    assert "paused late by the councillor’s clock" in said_on(act("", as_="owen"))
    actions.write_to_officer(enquiry=enquiry, words="The third.", by=amara, at=at(18, 10))
    said = said_on(act("", as_="owen"))
    assert "in time late by the councillor’s clock" in said
    assert "late by the councillor’s clock" in said_on(act("", as_="amara"))
    clock(at(30, 18))
    said = said_on(act("", as_="owen"))
    assert "late by the councillor’s clock" not in said.partition("Show")[2].partition("What the council")[0]
