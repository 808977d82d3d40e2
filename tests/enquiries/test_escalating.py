"""Who is told when an answer is due: the right person, in opening hours, once; and how a disagreement
ends."""

import pytest

from concordat.enquiries import actions, queries
from concordat.enquiries.models import Breach, Event, Review
from concordat.enquiries.rules.stages import OutOfTurn
from concordat.letters.models import Letter
from concordat.people import actions as people
from concordat.people.rules.duties import Kind
from tests.conftest import appointed
from tests.enquiries.conftest import at, problems_in, said_on


def told(subject: str) -> list[str]:
    """Who had a letter of this subject, in the order of their names."""
    found = Letter.objects.filter(subject__startswith=subject).order_by("to__person__name")
    return [letter.to.name for letter in found]


def cycle_of(enquiry):
    return queries.cycle_of(enquiry)


# ------------------------------------------------------------------------------------------------ reminders


def test_before_it_is_due_whoever_has_it_in_hand_is_told_at_the_opening_of_the_working_day_before(
    enquiry, owen
):
    actions.acknowledge(enquiry=enquiry, by=owen, at=at(8))
    actions.reply_in_part(enquiry=enquiry, words="So far.", by=owen, at=at(16))
    assert cycle_of(enquiry).look_at == at(18, 9)  # a Friday: it is due on Monday the 21st
    assert actions.look_due(at=at(18, 8, 59)) == 0
    actions.look_due(at=at(18, 9))
    assert told("Due on the next working day") == ["Owen Pryce"]
    actions.look_due(at=at(18, 10))
    assert told("Due on the next working day") == ["Owen Pryce"]


def test_when_it_is_due_the_whole_service_is_told_and_once_late_its_head(
    enquiry, owen, hana, mona, larkfield
):
    actions.acknowledge(enquiry=enquiry, by=owen, at=at(8))
    actions.look_due(at=at(21, 17))
    assert told("Due now") == ["Hana Sato", "Owen Pryce"]  # who is on leave is covered
    assert not Breach.objects.filter(promise="reply").exists()
    actions.look_due(at=at(22, 9))
    assert told("Overdue") == ["Hana Sato", "Owen Pryce"]
    late = Breach.objects.get(promise="reply", clock="paused")
    assert late.due_at == at(21, 17)


def test_where_nobody_leads_those_who_run_the_council_are_told(topics, amara, piotr, mona):
    asked = actions.ask(topic=topics["homes"], question="When?", by=amara, at=at(7))
    assert told("A councillor has asked") == ["Mona Lindqvist"]
    actions.acknowledge(enquiry=asked, by=piotr, at=at(8))
    actions.look_due(at=at(22, 9))
    assert told("Overdue") == ["Mona Lindqvist", "Piotr Nowak"]


def test_a_lead_who_has_left_is_nobody(topics, amara, hana, mona):
    people.end_office(office=hana, ends_on=at(4).date(), by=mona, at=at(4))
    actions.ask(topic=topics["roads"], question="When?", by=amara, at=at(7))
    assert told("A councillor has asked") == ["Mona Lindqvist"]


def test_a_handler_who_has_left_is_replaced_by_the_service(enquiry, owen, hana, mona):
    actions.acknowledge(enquiry=enquiry, by=owen, at=at(8))
    people.end_office(office=owen, ends_on=at(10).date(), by=mona, at=at(10))
    actions.look_due(at=at(18, 9))
    assert told("Due on the next working day") == ["Hana Sato"]


@pytest.mark.parametrize("hour", [1, 3, 8])
def test_at_night_nobody_is_told_however_late_the_worker_comes(enquiry, hour):
    actions.look_due(at=at(23, hour))
    assert not told("Overdue")
    assert cycle_of(enquiry).look_at == at(23, 9)
    actions.look_due(at=at(23, 9))
    assert told("Overdue")


def test_at_the_weekend_it_waits_for_monday(enquiry):
    actions.look_due(at=at(26, 11))
    assert not told("Overdue")
    actions.look_due(at=at(28, 9))
    assert told("Overdue")


def test_what_is_not_acknowledged_in_time_is_said(enquiry):
    actions.look_due(at=at(8, 17))
    assert told("To be acknowledged now") == ["Hana Sato", "Owen Pryce"]
    actions.look_due(at=at(9, 9))
    assert not Event.objects.filter(did="breached").exists()  # noted with the next thing that happens
    actions.look_due(at=at(18, 9))
    assert Breach.objects.get().promise == "acknowledge"


def test_a_paused_clock_reminds_nobody_of_the_reply(enquiry, owen):
    actions.ask_back(enquiry=enquiry, words="Which?", by=owen, at=at(9))
    actions.look_due(at=at(22, 9))
    assert not told("Due")
    assert not told("Overdue")
    assert told("Time for a word") == ["Owen Pryce"]


def test_after_five_working_days_of_silence_a_word_is_asked_for_and_again_after_five_more(enquiry, owen):
    actions.acknowledge(enquiry=enquiry, by=owen, at=at(8))
    assert cycle_of(enquiry).word_due_at == at(15, 17)
    actions.look_due(at=at(15, 17))
    assert told("Time for a word") == ["Owen Pryce"]
    assert cycle_of(enquiry).word_due_at == at(22, 17)
    actions.reply_in_part(enquiry=enquiry, words="So far.", by=owen, at=at(16, 10))
    assert cycle_of(enquiry).word_due_at == at(23, 17)


def test_what_has_ended_reminds_nobody(enquiry, owen):
    actions.answer(enquiry=enquiry, words="So.", by=owen, at=at(8))
    assert actions.look_due(at=at(30, 9)) == 0


def test_the_worker_takes_many_and_writes_over_nothing(topics, amara, owen):
    asked = [actions.ask(topic=topics["roads"], question=f"{n}?", by=amara, at=at(7)) for n in range(60)]
    assert actions.look_due(at=at(8, 17)) == 60
    assert actions.look_due(at=at(8, 17)) == 0
    assert Event.objects.filter(did="reminded").count() == 60
    actions.answer(enquiry=asked[0], words="So.", by=owen, at=at(9))
    assert cycle_of(asked[0]).stage == "answered"


# -------------------------------------------------------------------------------------------------- reviews


@pytest.fixture
def answered(enquiry, owen, clock):
    actions.answer(enquiry=enquiry, words="No.", by=owen, at=at(9))
    clock(at(10, 9))
    return enquiry


def test_a_disagreement_ends_with_a_decision_that_says_who_what_and_why(act, answered, hana, amara):
    here = answered.reference
    assert "Hana Sato decides." in said_on(act(f"{here}/review", as_="amara"))
    act(f"{here}/review", {"about": "answer", "words": "It does not say why.", "read": 2}, as_="amara")
    review = Review.objects.get()
    assert (review.reviewer_id, review.due_at) == (hana.id, at(24, 17))
    said = said_on(act(f"{here}/", as_="hana"))
    assert "You are asked to review this by Thursday 24 September." in said
    asked = said_on(act(f"{here}/reviews/{review.id}/decide", as_="hana"))
    assert "What the councillor says It does not say why." in asked
    assert "Answer , Owen Pryce, 9 September 2026, 09:00 No." in asked
    form = {"finding": "upheld", "reasons": "The reason is missing. You get it on Friday.", "read": 2}
    act(f"{here}/reviews/{review.id}/decide", form, as_="hana")
    said = said_on(act(f"{here}/", as_="amara"))
    assert "Hana Sato decided on 10 September 2026: the councillor is right." in said
    assert "The reason is missing." in said
    assert "The review was decided: the councillor is right" in said
    assert told("A review has been decided") == ["Amara O'Neill", "Owen Pryce"]
    page = act(f"{here}/reviews/{review.id}/decide", form, as_="hana")
    assert "This review has been decided." in problems_in(page)


def test_whoever_answered_does_not_review_their_own_answer(act, enquiry, hana, mona, amara):
    actions.answer(enquiry=enquiry, words="No.", by=hana, at=at(9))
    actions.ask_for_review(enquiry=enquiry, about="answer", words="Why?", by=amara, at=at(10))
    assert Review.objects.get().reviewer_id == mona.id


def test_then_the_monitoring_officer_reviews_it_and_not_the_first_head_by_the_alphabet(
    larkfield, enquiry, hana, mona, amara
):
    ada = appointed("Ada Byrne", Kind.OFFICER, larkfield, service="Housing", grade="Head of service")
    actions.name_lead(service="Housing", office=ada, by=mona, at=at(1))
    actions.answer(enquiry=enquiry, words="No.", by=hana, at=at(9))
    actions.ask_for_review(enquiry=enquiry, about="answer", words="Why?", by=amara, at=at(10))
    assert Review.objects.get().reviewer_id == mona.id


def test_of_refused_papers_whoever_the_decision_names_reviews(act, enquiry, owen, mona, amara, clock):
    clock(at(10, 9))
    decision = actions.decide_papers(
        enquiry=enquiry, papers="The survey", right="statutory", outcome="refused", reason="It is a draft.",
        reviewer=mona, by=owen, at=at(9),
    )  # fmt: skip
    page = act(f"{enquiry.reference}/review", as_="amara")
    assert "With the decision on “The survey” (Mona Lindqvist reviews it)" in said_on(page)
    form = {"about": f"papers-{decision.id}", "words": "I need it.", "read": 1}
    act(f"{enquiry.reference}/review", form, as_="amara")
    review = Review.objects.get()
    assert (review.about, review.papers_id, review.reviewer_id) == ("papers", decision.id, mona.id)


def test_one_review_at_a_time(act, answered, amara):
    actions.ask_for_review(enquiry=answered, about="answer", words="Why?", by=amara, at=at(10))
    page = act(
        f"{answered.reference}/review", {"about": "time", "words": "And late.", "read": 2}, as_="amara"
    )
    assert "A review waits for its decision already." in problems_in(page)
    assert "And late." in page


def test_only_who_is_named_decides(act, answered, amara):
    review = actions.ask_for_review(enquiry=answered, about="answer", words="Why?", by=amara, at=at(10))
    act(f"{answered.reference}/reviews/{review.id}/decide", as_="owen", status=404)
    act(f"{answered.reference}/reviews/{review.id}/decide", as_="mona", status=404)
    act(f"{answered.reference}/reviews/{review.id}/decide", as_="amara", status=403)


def test_a_review_that_is_not_decided_in_time_is_said_once_and_by_day(answered, amara, hana, mona):
    actions.ask_for_review(enquiry=answered, about="answer", words="Why?", by=amara, at=at(10))
    assert actions.remind_of_reviews(at=at(24, 16)) == 0
    assert actions.remind_of_reviews(at=at(25, 3)) == 0
    assert actions.remind_of_reviews(at=at(25, 9)) == 1
    assert told("A review is due") == ["Hana Sato", "Mona Lindqvist"]
    assert actions.remind_of_reviews(at=at(25, 10)) == 0


def test_in_a_council_with_one_officer_the_clerk_reviews_and_is_named(netherby, nerys):
    from concordat.people.rules.duties import Kind
    from tests.conftest import appointed

    asker = appointed("Ivo Glyn", Kind.COUNCILLOR, netherby, ward="Ford")
    asked = actions.ask(topic=None, question="When?", by=asker, at=at(7))
    actions.answer(enquiry=asked, words="Soon.", by=nerys, at=at(8))
    with pytest.raises(OutOfTurn):
        actions.answer(enquiry=asked, words="Again.", by=nerys, at=at(8))
    review = actions.ask_for_review(enquiry=asked, about="answer", words="When?", by=asker, at=at(9))
    assert review.reviewer_id == nerys.id
