"""A councillor asks: what is kept, what is said before it is sent, and what does not belong here."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from concordat.enquiries import actions
from concordat.enquiries.models import Attachment, Content, Draft, Enquiry, StopCount
from concordat.enquiries.rules.stops import Stop
from concordat.letters.models import Letter
from concordat.trail import queries as trail
from tests.enquiries.conftest import asked_form, at, problems_in, said_on

JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9"


@pytest.fixture(autouse=True)
def monday_at_ten(clock, topics):
    clock(at(7, 10))


def photo(name="lamp.jpg", content=JPEG):
    return SimpleUploadedFile(name, content)


# --------------------------------------------------------------------------------------------- what is said


def test_each_topic_says_at_once_by_when_an_answer_would_come(act):
    page = said_on(act("ask", as_="amara"))
    assert "Roads and pavements – answer by Mon 21 September, 17:00" in page
    assert "Children’s services – answer by Tue 8 September, 10:00" in page


def test_what_has_to_be_filled_in_is_little(act):
    """Topic, words, for whom: three fields stand before the fold-out."""
    page = act("ask", as_="amara")
    before = page[page.index("<form") : page.index("<details")]
    names = set(re.findall(r'name="(\w+)"', before)) - {"csrfmiddlewaretoken"}
    assert names == {"topic", "question", "whom"}


def test_many_topics_stand_in_one_box_each_with_its_day(act, topics, mona):
    for number in range(5):
        actions.add_topic(name=f"Topic {number}", service="Housing", by=mona, at=at(1))
    page = act("ask", as_="amara")
    assert '<select name="topic"' in page
    assert "Topic 4 – answer by Mon 21 September, 17:00" in said_on(page)


def test_a_topic_beside_safeguarding_is_answered_faster_and_says_why(act, begin, topics):
    draft = begin()
    page = said_on(act(draft, asked_form(topics, topic=topics["children"].id), as_="amara"))
    assert "Answered by Tuesday 8 September 2026, 10:00" in page
    assert "by its topic, which is faster than the office" in page


def test_facts_make_it_faster_and_no_box_says_urgent(act, begin, topics):
    draft = begin()
    page = said_on(act(draft, asked_form(topics, facts=["harm"]), as_="amara"))
    assert "Answered by Tuesday 8 September 2026, 17:00" in page
    assert "by what makes it urgent" in page
    assert not re.search(r'name="urgent"', act(draft, as_="amara"))


def test_the_leader_of_the_opposition_sees_the_level_of_that_office(act, begin, topics, mona, amara, clock):
    from concordat.enquiries.rules.service_levels import Tier
    from concordat.enquiries.rules.terms import Level, Terms
    from concordat.people import actions as people
    from concordat.people.rules.duties import Duty

    levels = {tier: Level.of("1wd", "10wd") for tier in Tier} | {
        Tier.OPPOSITION_LEADER: Level.of("1wd", "3wd")
    }
    actions.settle_levels(terms=Terms(offices=levels), begins_on=at(1).date(), by=mona, at=at(1))
    assert "answer by Mon 21 September" in said_on(act("ask", as_="amara"))
    people.give_duty(office=amara, duty=Duty.OPPOSITION_LEADER, begins_on=at(1).date(), by=mona, at=at(1))
    draft = begin()
    page = said_on(act(draft, asked_form(topics), as_="amara"))
    assert "Answered by Thursday 10 September 2026, 17:00" in page


# ---------------------------------------------------------------------------------------- nothing typed is
# lost


def test_a_form_with_a_mistake_comes_back_with_all_that_was_typed_and_is_kept(act, begin, topics):
    draft = begin()
    form = asked_form(topics, whom="", facts=["date"], set_date_day="31", set_date_month="2")
    page = act(draft, form, as_="amara")
    wrong = problems_in(page)
    assert "Say for whom you ask." in wrong
    assert "Give a real day" in wrong
    assert "Say what happens on that date." in wrong
    assert "Why has the lamp been dark since May?" in page
    assert 'value="31"' in page
    kept = act(draft, as_="amara")
    assert "Why has the lamp been dark since May?" in kept
    assert 'value="31"' in kept
    assert not problems_in(kept)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"topic": ""}, "Choose what it is about."),
        ({"topic": "99999"}, "Select a valid choice"),
        ({"question": ""}, "Write what you ask."),
        ({"question": "x" * 10_001}, "Up to 10000 signs can be sent."),
        ({"whom": ""}, "Say for whom you ask."),
        ({"wanted_by_day": "1", "wanted_by_month": "9", "wanted_by_year": "2026"}, "That day is over."),
        ({"facts": ["date"]}, "Give the date that is set"),
        ({"sharing": "everyone"}, "Select a valid choice"),
    ],
)
def test_each_mistake_is_said_in_a_sentence(act, begin, topics, wrong, words):
    assert words in problems_in(act(begin(), asked_form(topics, **wrong), as_="amara"))
    assert not Enquiry.objects.exists()


def test_a_script_keeps_a_draft_as_one_types(client, act, begin, amara):
    draft = begin()
    client.force_login(amara.person)
    address = f"/larkfield/enquiries/{draft}"
    answer = client.post(
        address, {"question": "Why is", "do": "keep"}, headers={"accept": "application/json"}
    )
    assert answer.json() == {"kept": True}
    client.post(
        address, {"question": "Why is the l\0amp", "do": "keep"}, headers={"accept": "application/json"}
    )
    assert Draft.objects.get().said["question"] == ["Why is the lamp"]
    assert "Why is the lamp" in act(draft, as_="amara")
    listed = said_on(act("", as_="amara"))
    assert "The draft of 7 September" in listed
    assert "“Why is the lamp”" in listed


def test_a_draft_is_its_writers_alone(act, begin, topics):
    draft = begin()
    act(draft, asked_form(topics, do="keep"), as_="amara")
    act(draft, as_="bilal", status=404)
    act(draft, as_="cara", status=404)
    act(f"{draft}/check", as_="bilal", status=404)
    act(draft, as_="owen", status=403)
    act(draft, as_="mona", status=403)


def test_a_draft_can_be_thrown_away_and_is_forgotten_after_two_months(act, begin, topics):
    draft = begin()
    act(draft, asked_form(topics, do="keep"), as_="amara")
    act(f"{draft}/throw-away", {}, as_="amara")
    assert not Draft.objects.exists()
    act(begin(), asked_form(topics, do="keep"), as_="amara")
    actions.clear_drafts(at=at(7, 10) + timedelta(days=59))
    assert Draft.objects.exists()
    actions.clear_drafts(at=at(7, 10) + timedelta(days=61))
    assert not Draft.objects.exists()


def test_nobody_fills_the_database_with_drafts(act, begin, topics):
    for _ in range(20):
        act(begin(), asked_form(topics, do="keep"), as_="amara")
    page = act(begin(), asked_form(topics, question="The twenty-first"), as_="amara")
    assert "You have begun twenty enquiries." in problems_in(page)
    assert "The twenty-first" in page
    assert Draft.objects.count() == 20


# ----------------------------------------------------------------------------------------------------- files


def test_files_come_along_are_kept_with_the_draft_and_can_be_taken_away(act, begin, topics, client):
    draft = begin()
    form = asked_form(topics, whom="", enclosed=[photo(), photo("../../plan.pdf", b"%PDF-1.7")])
    page = act(draft, form, as_="amara")
    assert "Say for whom you ask." in problems_in(page)
    assert "lamp.jpg" in page
    assert "plan.pdf" in page
    plan = Attachment.objects.get(name="plan.pdf")
    act(f"{draft}/files/{plan.id}/remove", {}, as_="amara")
    act(draft, asked_form(topics), as_="amara")
    act(f"{draft}/check", {"do": "send"}, as_="amara")
    enquiry = Enquiry.objects.get()
    assert [file.name for file in enquiry.attachments.all()] == ["lamp.jpg"]
    lamp = enquiry.attachments.get()
    answer = client.get(f"/larkfield/enquiries/{enquiry.reference}/files/{lamp.id}")
    assert answer.content == JPEG
    assert answer.headers["Content-Disposition"] == 'attachment; filename="lamp.jpg"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_thirty_megabytes_are_refused_politely_and_everything_else_is_kept(act, begin, topics):
    draft = begin()
    big = photo("film.pdf", b"%PDF-" + b"\0" * (30 * 1024 * 1024))
    form = asked_form(topics, whom="resident:asked", facts=["many"], enclosed=[photo(), big])
    page = act(draft, form, as_="amara")
    assert "“film.pdf” is larger than 10 MB." in problems_in(page)
    assert "Why has the lamp been dark since May?" in page
    assert "lamp.jpg" in page
    assert Content.objects.count() == 1
    kept = Draft.objects.get().said
    assert (kept["whom"], kept["facts"]) == (["resident:asked"], ["many"])


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (("run.exe", b"MZ"), "of a kind that cannot be taken"),
        (("lamp.jpg", b"<script>"), "is not what its name says"),
        (("empty.txt", b""), "is empty"),
    ],
)
def test_a_file_that_cannot_come_says_why(act, begin, topics, upload, words):
    page = act(begin(), asked_form(topics, enclosed=[photo(*upload)]), as_="amara")
    assert words in problems_in(page)
    assert not Content.objects.exists()


def test_the_sixth_file_is_one_too_many(act, begin, topics):
    page = act(begin(), asked_form(topics, enclosed=[photo(f"{n}.jpg") for n in range(6)]), as_="amara")
    assert "“5.jpg” is one too many: up to 5 files" in problems_in(page)
    assert Attachment.objects.count() == 5


# ---------------------------------------------------------------------------------------- what does not
# belong


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("Tell your officers to mend the lamp.", "This reads like an instruction to staff"),
        ("My planning application is late.", "This reads like a matter of your own"),
        ("I need it for our campaign.", "This reads like party work"),
    ],
)
def test_what_reads_like_something_else_stops_with_words_that_work_and_may_go_on(
    act, begin, topics, words, heading
):
    draft = begin()
    page = said_on(act(draft, asked_form(topics, question=words), as_="amara"))
    assert heading in page
    assert "You wrote “" in page
    assert "Nothing that you typed is lost" in page
    assert not Enquiry.objects.exists()
    act(f"{draft}/check", {"do": "send"}, as_="amara")
    assert not Enquiry.objects.exists()
    page = said_on(act(f"{draft}/check", {"do": "go_on"}, as_="amara"))
    assert "What will happen" in page
    act(f"{draft}/check", {"do": "send"}, as_="amara")
    assert Enquiry.objects.get().question == words


def test_whoever_rephrases_is_not_stopped(act, begin, topics):
    draft = begin()
    act(draft, asked_form(topics, question="Tell your officers to mend the lamp."), as_="amara")
    assert "Tell your officers" in act(draft, as_="amara")
    page = said_on(act(draft, asked_form(topics, question="When will the lamp be mended?"), as_="amara"))
    assert "What will happen" in page


def test_a_safeguarding_matter_is_never_queued_and_says_whom_to_ring_now(act, begin, topics, mona):
    actions.put_contact(
        stop=Stop.SAFEGUARDING, name="Safeguarding hub", telephone="01632 960 001", by=mona, at=at(1)
    )
    draft = begin()
    page = act(draft, asked_form(topics, purpose="safeguarding"), as_="amara")
    said = said_on(page)
    assert "Ring now: an enquiry is too slow" in said
    assert "ring 999" in said
    assert "Safeguarding hub : 01632 960 001" in said
    assert 'href="tel:01632960001"' in page
    assert "go on" not in said.lower()
    for do in ("go_on", "send"):
        act(f"{draft}/check", {"do": do}, as_="amara")
    assert not Enquiry.objects.exists()
    assert not Letter.objects.filter(about__startswith="enquiries").exists()


def test_words_that_read_like_safeguarding_stop_too(act, begin, topics):
    draft = begin()
    words = "A child at number 4 has bruises and is being beaten."
    said = said_on(act(draft, asked_form(topics, question=words), as_="amara"))
    assert "Ring now: an enquiry is too slow" in said
    assert "ask for the duty social worker" in said
    assert "Nobody is at risk: it is a question about a service." in said


def test_conduct_is_pointed_to_the_monitoring_officer_by_name(act, begin, topics, mona):
    said = said_on(act(begin(), asked_form(topics, purpose="conduct"), as_="amara"))
    assert "This goes to the monitoring officer" in said
    assert mona.name in said


def test_a_stop_is_counted_for_the_council_and_held_against_nobody(act, begin, topics, larkfield, amara):
    lines = trail.lines(larkfield.id).total
    for _ in range(2):
        draft = begin()
        act(draft, asked_form(topics, purpose="party"), as_="amara")
        act(f"{draft}/check", as_="amara")  # looked at again: not counted again
    counted = StopCount.objects.get()
    assert (counted.stop, counted.count, counted.month) == ("party", 2, at(1).date())
    assert {field.name for field in StopCount._meta.fields} == {"id", "council", "month", "stop", "count"}
    assert trail.lines(larkfield.id).total == lines
    assert "Party work: 2" in said_on(act("settings/", as_="mona"))
    assert amara.name not in act("settings/", as_="mona")


@pytest.mark.parametrize("stop", list(Stop))
def test_what_does_not_belong_can_be_read_before_anything_is_typed(act, stop):
    assert act(f"not-here/{stop}", as_="amara").count("<h1") == 1
    act("not-here/other", as_="amara", status=404)


# ------------------------------------------------------------------------------------------------ what is
# sent


def test_everything_that_was_said_is_in_what_was_sent(act, begin, topics, amara):
    draft = begin()
    form = asked_form(
        topics,
        whom="resident:agreed",
        facts=["many"],
        set_date_day="18",
        set_date_month="9",
        set_date_year="2026",
        set_date_for="Eviction",
        wanted_by_day="16",
        wanted_by_month="9",
        wanted_by_year="2026",
        sharing="group in ward",
    )
    said = said_on(act(draft, form, as_="amara"))
    assert "Friday 18 September 2026: Eviction" in said
    assert "You would like it by Wednesday 16 September 2026" in said
    act(f"{draft}/check", {"do": "send"}, as_="amara")
    enquiry = Enquiry.objects.get()
    assert (enquiry.whom, enquiry.consent, enquiry.sharing) == ("resident", "agreed", "group in ward")
    assert sorted(enquiry.facts) == ["date", "many"]
    assert (enquiry.set_date.day, enquiry.set_date_for, enquiry.wanted_by.day) == (18, "Eviction", 16)
    assert (enquiry.tier, enquiry.group, enquiry.asker_ward) == (
        "ward councillor",
        "Independent",
        "Mill Lane",
    )


@pytest.mark.parametrize(
    ("whom", "kept"),
    [
        ("ward", ("ward", "")),
        ("resident:nobody named", ("resident", "nobody named")),
        ("group:agreed", ("group", "agreed")),
    ],
)
def test_for_whom_and_on_what_footing_is_one_answer(act, begin, topics, whom, kept):
    draft = begin()
    act(draft, asked_form(topics, whom=whom), as_="amara")
    act(f"{draft}/check", {"do": "send"}, as_="amara")
    enquiry = Enquiry.objects.get()
    assert (enquiry.whom, enquiry.consent) == kept


def test_without_a_fitting_topic_it_comes_to_those_who_run_the_council(act, begin, topics):
    draft = begin()
    said = said_on(act(draft, asked_form(topics, topic="else"), as_="amara"))
    assert "Those who run enquiries, who find the right service" in said
    act(f"{draft}/check", {"do": "send"}, as_="amara")
    reference = Enquiry.objects.get().reference
    assert reference in act("", as_="mona")
    assert reference not in act("", as_="owen")
    assert "Why has the lamp" in act(f"{reference}/", as_="mona")


def test_the_head_of_the_service_is_told_and_the_letter_says_nothing_but_the_reference(
    act, begin, topics, hana
):
    draft = begin()
    act(draft, asked_form(topics), as_="amara")
    act(f"{draft}/check", {"do": "send"}, as_="amara")
    enquiry = Enquiry.objects.get()
    letter = Letter.objects.get(about=f"enquiries.enquiry:{enquiry.id}")
    assert letter.to_id == hana.id
    assert enquiry.reference in letter.subject
    assert f"/larkfield/enquiries/{enquiry.reference}/" in letter.body
    assert "lamp" not in letter.subject + letter.body
    assert "Roads" not in letter.subject + letter.body


def test_only_councillors_ask(act):
    act("ask", as_="owen", status=403)
    act("ask", as_="mona", status=403)
