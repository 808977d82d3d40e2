"""An officer answers: each deed through its page, with what the councillor sees and who is told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from concordat.enquiries import actions, queries
from concordat.enquiries.models import Enquiry, Message, Note
from concordat.enquiries.rules.wordings import Use
from concordat.letters.models import Letter
from concordat.trail import queries as trail
from tests.enquiries.conftest import at, problems_in, said_on


@pytest.fixture
def here(enquiry, clock) -> str:
    clock(at(8, 11))
    return enquiry.reference


def told(office) -> list[str]:
    return list(Letter.objects.filter(to=office).order_by("id").values_list("subject", flat=True))


def cycle_of(enquiry):
    return queries.cycle_of(Enquiry.objects.get(pk=enquiry.pk))


# ---------------------------------------------------------------------------------------------- the queue


def test_the_queue_is_ordered_by_due_time_whatever_came_first(act, topics, enquiry, amara, bilal, clock):
    clock(at(8, 11))
    urgent = actions.ask(
        topic=topics["roads"], question="A wall leans.", facts=["harm"], by=bilal, at=at(8, 10)
    )
    page = act("", as_="owen")
    assert page.index(urgent.reference) < page.index(enquiry.reference)
    assert "Service level: Wed 9 September, 17:00. Councillor’s clock: Wed 9 September, 17:00." in said_on(
        page
    )


def test_the_queue_can_be_narrowed(act, topics, enquiry, bilal, owen, clock):
    clock(at(22, 11))
    fresh = actions.ask(topic=topics["roads"], question="And this?", by=bilal, at=at(22, 9))
    actions.ask_back(enquiry=fresh, words="Which?", by=owen, at=at(22, 10))
    found = {
        state: [
            ref for ref in (enquiry.reference, fresh.reference) if ref in act(f"?state={state}", as_="owen")
        ]
        for state in ("", "late", "late_unpaused", "paused", "unacknowledged", "mine", "nonsense")
    }
    both = [enquiry.reference, fresh.reference]
    assert found == {
        "": both,
        "late": both[:1],
        "late_unpaused": both[:1],
        "paused": both[1:],
        "unacknowledged": both[:1],
        "mine": both[1:],
        "nonsense": both,
    }
    assert fresh.reference not in act(f"?topic={topics['homes'].id}", as_="owen")
    assert enquiry.reference in act(f"?words={enquiry.reference[:6].lower()}", as_="owen")
    assert act("?topic=x&page=-9&words=%01", as_="owen")
    assert act("?words=%00", as_="owen", status=400)


# ------------------------------------------------------------------------------------------------ the deeds


def test_acknowledging_takes_it_in_hand_and_tells_the_councillor(act, here, enquiry, amara, owen):
    page = act(f"{here}/acknowledge", {"words": "I am on it.", "read": 1}, as_="owen")
    assert "Acknowledged. The councillor has been told" in page
    cycle = cycle_of(enquiry)
    assert (cycle.stage, cycle.handler_id, cycle.acknowledged_at) == ("acknowledged", owen.id, at(8, 11))
    assert "I am on it." in act(f"{here}/", as_="amara")
    assert told(amara)[-1] == f"There is something new on your enquiry {here}"
    assert "in time" in said_on(act(f"{here}/", as_="amara"))


def test_what_was_acknowledged_is_not_acknowledged_again(act, here):
    act(f"{here}/acknowledge", {"words": "", "read": 1}, as_="owen")
    page = act(f"{here}/acknowledge", {"words": "Again", "read": 1}, as_="owen")
    assert "An enquiry that is acknowledged cannot become acknowledged." in problems_in(page)
    assert "Again" in page


def test_asking_back_pauses_with_a_reason_that_the_councillor_sees(act, here, enquiry, clock):
    form = {"words": "Which lamp?", "reason": "awaiting member", "pause": "on", "read": 1}
    act(f"{here}/ask-back", form, as_="owen")
    said = said_on(act(f"{here}/", as_="amara"))
    assert "Which lamp?" in said
    assert "Waiting for the councillor: 8 September, 11:00 – still paused" in said
    assert "paused: no time is due" in said
    assert "The councillor’s own clock: nothing is taken out Monday 21 September 2026, 17:00" in said
    assert "Dispute this pause" in said
    clock(at(10, 9))
    act(f"{here}/write", {"words": "The north one.", "read": 2}, as_="amara")
    said = said_on(act(f"{here}/", as_="amara"))
    assert "Wednesday 23 September 2026, 17:00" in said
    assert "Monday 21 September 2026, 17:00" in said
    assert cycle_of(enquiry).paused_at is None


def test_asking_back_without_a_pause_leaves_the_clock_alone(act, here, enquiry):
    act(f"{here}/ask-back", {"words": "Which lamp?", "reason": "awaiting member", "read": 1}, as_="owen")
    assert cycle_of(enquiry).paused_at is None
    assert cycle_of(enquiry).due_at == at(21, 17)


def test_a_level_that_cannot_wait_is_not_paused(act, topics, amara, piotr, clock):
    clock(at(8, 11))
    fast = actions.ask(topic=topics["children"], question="How many?", by=amara, at=at(8, 10))
    form = {"words": "Since when?", "reason": "awaiting third party", "pause": "on", "read": 1}
    act(f"{fast.reference}/ask-back", form, as_="piotr")
    cycle = cycle_of(fast)
    assert cycle.paused_at is None
    assert cycle.due_at == at(9, 10)


def test_a_clock_is_paused_once_at_a_time_and_let_run_on(act, here, enquiry, clock):
    form = {
        "words": "Waiting for the contractor.",
        "reason": "awaiting third party",
        "pause": "on",
        "read": 1,
    }
    act(f"{here}/ask-back", form, as_="owen")
    page = act(f"{here}/ask-back", form | {"read": 2}, as_="owen")
    assert "The clock is paused already." in problems_in(page)
    clock(at(9, 11))
    act(f"{here}/resume", {}, as_="owen")
    assert cycle_of(enquiry).due_at == at(22, 17)
    assert "The clock is running already." in act(f"{here}/resume", {}, as_="owen")


def test_what_the_councillor_writes_ends_no_pause_that_waits_for_others(act, here, enquiry):
    form = {"words": "Waiting for the court.", "reason": "awaiting court", "pause": "on", "read": 1}
    act(f"{here}/ask-back", form, as_="owen")
    act(f"{here}/write", {"words": "Thank you.", "read": 2}, as_="amara")
    assert cycle_of(enquiry).paused_at is not None


def test_handing_over_tells_the_other_service_and_gives_nobody_more_time(act, here, enquiry, piotr, mona):
    act(f"{here}/hand-over", {"service": "Housing", "note": "Their land.", "read": 1}, as_="owen")
    cycle = cycle_of(enquiry)
    assert (cycle.service, cycle.handler, cycle.due_at) == ("Housing", None, at(21, 17))
    assert here in act("", as_="piotr")
    assert here not in act("", as_="owen")
    assert told(piotr) == [f"An enquiry was handed to you: {here}"]
    assert "Why has the crossing" in act(f"{here}/", as_="owen")  # handed on by them: they still read it
    act(f"{here}/answer", as_="owen", status=404)  # and no longer act on it
    act(f"{here}/answer", as_="piotr")
    assert "Handed over from Highways to Housing" in said_on(act(f"{here}/", as_="amara"))


def test_a_partial_reply_stops_no_clock(act, here, enquiry, amara):
    act(f"{here}/reply-in-part", {"words": "A cable was cut.", "read": 1}, as_="owen")
    assert "A cable was cut." in act(f"{here}/", as_="amara")
    cycle = cycle_of(enquiry)
    assert (cycle.is_open, cycle.due_at, cycle.acknowledged_at) == (True, at(21, 17), at(8, 11))


def test_an_answer_comes_with_words_for_the_resident_and_files(act, here, enquiry, client):
    upload = SimpleUploadedFile("plan.pdf", b"%PDF-1.7")
    form = {"words": "Mended.", "for_the_resident": "Your lamp is lit.", "enclosed": upload, "read": 1}
    act(f"{here}/answer", form, as_="owen")
    page = act(f"{here}/", as_="amara")
    assert "Your lamp is lit." in page
    assert "plan.pdf" in page
    number = enquiry.attachments.get().id
    assert client.get(f"/larkfield/enquiries/{here}/files/{number}").content == b"%PDF-1.7"
    cycle = cycle_of(enquiry)
    assert (cycle.stage, cycle.is_open, cycle.ended_at) == ("answered", False, at(8, 11))


def test_a_long_answer_is_kept_as_it_is_written_and_nobody_else_sees_it(client, act, here, owen):
    client.force_login(owen.person)
    address = f"/larkfield/enquiries/{here}/answer"
    kept = client.post(address, {"words": "Half a sen", "do": "keep"}, headers={"accept": "application/json"})
    assert kept.json() == {"kept": True}
    assert "Half a sen" in act(f"{here}/answer", as_="owen")
    assert "Half a sen" not in act(f"{here}/answer", as_="hana")
    assert "Half a sen" not in act(f"{here}/", as_="amara")


def test_an_answer_of_too_many_signs_comes_back_whole(act, here):
    page = act(f"{here}/answer", {"words": "x" * 10_001, "read": 1}, as_="owen")
    assert "Up to 10000 signs can be sent." in problems_in(page)
    assert "x" * 10_001 in page


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("service request", "a request for a service"),
        ("complaint", "a complaint"),
        ("freedom of information", "a request for information"),
    ],
)
def test_what_belongs_to_another_route_is_passed_on_with_a_word(act, here, enquiry, kind, shown):
    act(f"{here}/pass-on", {"kind": kind, "words": "It is with them now.", "read": 1}, as_="owen")
    said = said_on(act(f"{here}/", as_="amara"))
    assert "It is with them now." in said
    assert f"Passed on as {shown}" in said
    assert cycle_of(enquiry).stage == "passed on"
    assert Enquiry.objects.get().kind == kind


def test_a_request_for_information_shows_the_date_that_the_law_sets(act, here):
    assert "due by law on Monday 5 October" in said_on(act(f"{here}/pass-on", as_="owen"))


def test_a_matter_of_conduct_is_pointed_to_those_who_run_the_council(act, here, mona):
    act(f"{here}/", as_="mona")
    assert "Why has the crossing" not in act(f"{here}/", as_="mona")
    form = {"kind": "code of conduct", "words": "The monitoring officer has it.", "read": 1}
    act(f"{here}/pass-on", form, as_="owen")
    assert told(mona) == [f"An enquiry was pointed out to you: {here}"]
    assert "Why has the crossing" in act(f"{here}/", as_="mona")


def test_another_topic_counts_anew_from_receipt_and_keeps_the_earlier_date(act, here, enquiry, topics):
    act(f"{here}/topic", {"topic": topics["children"].id, "read": 1}, as_="owen")
    cycle = cycle_of(enquiry)
    assert (cycle.reply_by, cycle.due_at, cycle.because_of) == ("24h", at(8, 10), "topic")
    said = said_on(act(f"{here}/", as_="amara"))
    assert "Put under Children’s services, so to be answered within 24 hours, day and night" in said
    assert "before, it was due on Monday 21 September 2026, 17:00" in said


def test_the_councils_own_words_can_be_begun_with_and_are_filled_in(act, here, mona):
    words = "Dear [councillor], [reference] is with [officer] of [service], due [due]. [sic]"
    wording = actions.put_wording(use=Use.ANSWER, name="Plain", words=words, by=mona, at=at(1))
    other = actions.put_wording(use=Use.HOLDING, name="Other", words="Other.", by=mona, at=at(1))
    page = act(f"{here}/answer?begin_with={wording.id}", as_="owen")
    assert "Plain" in page
    expected = f"Dear Amara O&#x27;Neill, {here} is with Owen Pryce of Highways, due Monday 21 September 2026"
    assert expected in page
    assert "[sic]" in page
    assert "Other." not in act(f"{here}/answer?begin_with={other.id}", as_="owen")
    assert act(f"{here}/answer?begin_with={'9' * 30}", as_="owen")


# ------------------------------------------------------------------------------------------- papers refused


PAPERS = {"papers": "The survey", "right": "need to know", "outcome": "refused", "read": 1}


def test_a_refusal_needs_a_reason_in_plain_words_and_somebody_who_reviews_it(act, here, owen):
    wrong = problems_in(act(f"{here}/papers", PAPERS, as_="owen"))
    assert "Say in plain words why not everything is given." in wrong
    assert "Name who reviews this decision" in wrong
    assert f'value="{owen.id}"' not in act(f"{here}/papers", as_="owen")


def test_a_decision_on_papers_says_on_which_right_what_why_and_who_reviews(act, here, hana, amara):
    form = PAPERS | {"reason": "It names residents.", "reviewer": hana.id}
    act(f"{here}/papers", form, as_="owen")
    said = said_on(act(f"{here}/", as_="amara"))
    for words in (
        "The survey",
        "The common-law need to know",
        "Refused, Owen Pryce, 8 September 2026",
        "It names residents.",
        "Who reviews it Hana Sato",
    ):
        assert words in said
    assert told(amara)[-1] == f"There is something new on your enquiry {here}"


def test_what_is_given_needs_no_reason(act, here):
    act(f"{here}/papers", PAPERS | {"outcome": "given"}, as_="owen")
    assert "Given, Owen Pryce" in said_on(act(f"{here}/", as_="amara"))


# -------------------------------------------------------------------------------------------- both at once


def test_the_second_of_two_who_answer_is_shown_both_and_keeps_their_words(act, here):
    act(f"{here}/answer", {"words": "It was mended on Monday.", "read": 1}, as_="hana")
    page = act(f"{here}/answer", {"words": "A cable was cut.", "read": 1}, as_="owen")
    assert "Somebody wrote while you did." in problems_in(page)
    assert "It was mended on Monday." in page
    assert "A cable was cut." in page
    assert Message.objects.count() == 1
    page = act(f"{here}/answer", {"words": "A cable was cut.", "read": 2}, as_="owen")
    assert "This enquiry has ended" in problems_in(page)
    assert "A cable was cut." in page
    assert Message.objects.count() == 1


def test_whoever_replies_while_the_councillor_writes_reads_it_first_and_may_then_send(act, here):
    act(f"{here}/write", {"words": "It is the north one.", "read": 1}, as_="amara")
    page = act(f"{here}/reply-in-part", {"words": "We look for it.", "read": 1}, as_="owen")
    assert "It is the north one." in page
    assert 'name="read" value="2"' in page
    act(f"{here}/reply-in-part", {"words": "We look for it.", "read": 2}, as_="owen")
    assert "We look for it." in act(f"{here}/", as_="amara")


# ------------------------------------------------------------------------------------------ what is recorded


def test_every_deed_leaves_one_line_in_the_trail_and_none_says_what_anybody_wrote(act, here, enquiry):
    form = {"words": "Secret words", "reason": "awaiting member", "read": 1}
    act(f"{here}/acknowledge", {"words": "Secret words", "read": 1}, as_="owen")
    act(f"{here}/note", {"words": "Secret words"}, as_="owen")
    act(f"{here}/ask-back", form | {"read": 2}, as_="owen")
    act(f"{here}/take", {}, as_="hana")
    act(
        f"{here}/answer", {"words": "Secret words", "for_the_resident": "Secret words", "read": 3}, as_="owen"
    )
    lines = trail.history_of(enquiry)
    assert [line.did for line in lines] == [
        "asked an enquiry",
        "acknowledged an enquiry",
        "noted something on an enquiry",
        "asked back on an enquiry",
        "took an enquiry in hand",
        "answered an enquiry",
    ]
    assert "Secret" not in str(lines)
    assert Note.objects.count() == 1
