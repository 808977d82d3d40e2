"""The council settles how long words are kept; after that day they are gone, and the figures stay."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from concordat.enquiries import actions, queries
from concordat.enquiries.models import (
    AccessDecision,
    Attachment,
    Content,
    Draft,
    Enquiry,
    Event,
    Message,
    Note,
    Review,
)
from concordat.enquiries.rules.attachments import File
from concordat.enquiries.rules.stages import OutOfTurn
from concordat.trail.models import Entry
from tests.enquiries.conftest import at, said_on

SECRETS = (
    "crossing",
    "Mrs Okafor",
    "among us",
    "valuer",
    "names residents",
    "slow and rude",
    "lamp.txt",
    "PHOTO",
)
LAST_KEPT = datetime(2027, 9, 25, 12, tzinfo=UTC)  # closed on 25 September 2026, kept for twelve months
GONE_BY = LAST_KEPT + timedelta(days=1)


def file(content=b"PHOTO of the lamp"):
    return File("lamp.txt", "text/plain; charset=utf-8", content)


@pytest.fixture
def closed(enquiry, amara, owen, hana):
    """Everything that can be said of one enquiry has been said, with files, and it is closed."""
    draft = actions.keep_reply(enquiry=enquiry, use="write", said={}, by=amara, at=at(8))
    actions.attach(draft=draft, file=file(), by=amara, at=at(8))
    actions.write_to_officer(enquiry=enquiry, words="It is Mrs Okafor who fell.", by=amara, at=at(8))
    actions.note(enquiry=enquiry, words="Keep it among us.", by=owen, at=at(9))
    actions.decide_papers(
        enquiry=enquiry, papers="The valuer’s report", right="need to know", outcome="refused",
        reason="It names residents.", reviewer=hana, by=owen, at=at(9),
    )  # fmt: skip
    actions.decide_papers(
        enquiry=enquiry, papers="Plan, by the valuer", right="statutory", outcome="given", by=owen, at=at(9)
    )
    actions.answer(
        enquiry=enquiry, words="Mrs Okafor: mended.", for_the_resident="Dear Mrs Okafor", by=owen, at=at(25)
    )
    review = actions.ask_for_review(enquiry=enquiry, about="time", words="slow and rude", by=amara, at=at(28))
    actions.decide_review(review=review, finding="upheld", reasons="slow and rude", by=hana, at=at(29))
    actions.keep_reply(enquiry=enquiry, use="reopen", said={"words": ["Mrs Okafor"]}, by=amara, at=at(30))
    return enquiry


@pytest.fixture
def settled(closed, mona):
    return actions.keep_for(months=12, decided="Records schedule 4.2", by=mona, at=at(1))


def everything() -> str:
    """Every word that any table of the room holds."""
    tables = (Enquiry, Message, Note, AccessDecision, Review, Attachment, Content, Draft, Event, Entry)
    return "\n".join(str(row) for table in tables for row in table.objects.values_list())


def test_words_and_files_are_erased_on_the_day_and_not_before(settled, closed):
    assert all(secret in everything() for secret in SECRETS)
    before = everything()
    assert actions.erase_due(at=LAST_KEPT) == 0
    assert everything() == before
    assert actions.erase_due(at=GONE_BY) == 1
    assert not [secret for secret in SECRETS if secret in everything()]
    assert actions.erase_due(at=GONE_BY + timedelta(days=400)) == 0


def test_what_the_figures_need_stays_as_it_was(settled, closed, mona):
    def figures() -> list[object]:
        found = Enquiry.objects.values(
            "asked_by", "asked_at", "tier", "group", "asker_ward", "topic", "ward", "whom", "facts", "kind"
        )
        cycle = queries.cycle_of(closed)
        both = queries.clocks_of(cycle, calendar=queries.calendar_of(closed.council_id), at=GONE_BY)
        return [
            *found,
            both,
            [(b.promise, b.clock, b.due_at) for b in queries.breaches_of(closed)],
            [(event.did, event.at) for event in queries.events_of(closed) if event.did != "erased"],
            list(Review.objects.values_list("finding", "decided_at", "decided_by")),
            list(AccessDecision.objects.values_list("right", "outcome", "reviewer").order_by("id")),
            list(Message.objects.values_list("kind", "at", "by").order_by("id")),
        ]

    before = figures()
    actions.erase_due(at=GONE_BY)
    assert figures() == before


def test_the_trail_says_that_it_was_done_and_holds_no_word(settled, closed):
    actions.erase_due(at=GONE_BY)
    line = Entry.objects.get(did="erased the words of an enquiry")
    assert closed.reference in line.thing or str(closed.pk) in line.thing
    assert line.by_id is None
    assert {"messages": "2", "notes": "1", "files": "1", "months": "12"}.items() <= {
        name: str(value) for name, value in dict(line.detail).items()
    }.items()


def test_nothing_is_erased_where_nothing_is_settled_or_it_was_taken_back(closed, mona):
    assert actions.erase_due(at=GONE_BY + timedelta(days=5000)) == 0
    actions.keep_for(months=12, decided="By mistake", by=mona, at=GONE_BY)
    actions.keep_for(months=None, decided="Put right", by=mona, at=GONE_BY + timedelta(days=1))
    assert actions.erase_due(at=GONE_BY + timedelta(days=5000)) == 0


def test_a_period_that_was_set_by_mistake_can_be_changed_for_a_fortnight(closed, mona):
    actions.keep_for(months=1, decided="A slip", by=mona, at=GONE_BY)
    assert actions.erase_due(at=GONE_BY + timedelta(days=13)) == 0
    assert actions.erase_due(at=GONE_BY + timedelta(days=15)) == 1


def test_what_is_under_review_waits_for_the_decision(settled, closed, amara, hana):
    review = actions.ask_for_review(enquiry=closed, about="answer", words="Wrong.", by=amara, at=LAST_KEPT)
    assert actions.erase_due(at=GONE_BY) == 0
    actions.decide_review(review=review, finding="stands", reasons="Right.", by=hana, at=GONE_BY)
    assert actions.erase_due(at=GONE_BY) == 1


def test_a_disputed_pause_is_settled_first(settled, amara, owen, topics):
    asked = actions.ask(topic=topics["roads"], question="And the lamp?", by=amara, at=at(1))
    actions.ask_back(enquiry=asked, words="Which?", by=owen, at=at(2))
    actions.answer(enquiry=asked, words="Mended.", by=owen, at=at(3))
    pause = queries.pauses_of(queries.cycle_of(asked))[0]
    actions.dispute_pause(enquiry=asked, pause=pause, words="No.", by=amara, at=at(4))
    actions.erase_due(at=GONE_BY)
    asked.refresh_from_db()
    assert asked.erased_at is None


def test_a_running_period_of_even_handedness_ends_first(settled, closed, mona):
    actions.fix_margin(
        begins_on=date(2026, 9, 1), ends_on=date(2028, 3, 31), points=Decimal(10), days=Decimal(1),
        committee="Standards", agreed_on=date(2026, 8, 3), minute="12", by=mona, at=at(1),
    )  # fmt: skip
    assert queries.kept(closed).until == date(2028, 4, 1)
    assert actions.erase_due(at=GONE_BY) == 0
    assert actions.erase_due(at=datetime(2028, 3, 31, 12, tzinfo=UTC)) == 0
    assert actions.erase_due(at=datetime(2028, 4, 1, 12, tzinfo=UTC)) == 1


def test_what_is_open_or_was_asked_again_is_kept_from_its_last_end(settled, closed, amara, owen):
    actions.reopen(enquiry=closed, words="Dark again.", by=amara, at=LAST_KEPT)
    assert actions.erase_due(at=GONE_BY + timedelta(days=700)) == 0
    actions.answer(enquiry=closed, words="Mended again.", by=owen, at=GONE_BY)
    assert actions.erase_due(at=GONE_BY + timedelta(days=360)) == 0
    assert actions.erase_due(at=GONE_BY + timedelta(days=367)) == 1


def test_another_council_is_not_touched(settled, closed, nerys):
    other = actions.add_topic(name="Roads", service="Roads", by=nerys, at=at(1))
    assert other.council_id != closed.council_id
    actions.keep_for(months=1, decided="Theirs", by=nerys, at=at(1))
    assert actions.erase_due(at=LAST_KEPT) == 0


def test_before_and_after_are_told_on_its_page(settled, closed, act, clock):
    clock(LAST_KEPT)
    for who in ("amara", "owen", "mona"):
        page = said_on(act(f"{closed.reference}/", as_=who))
        assert "Its words and files are erased on 26 September 2027" in page
    actions.erase_due(at=GONE_BY)
    clock(GONE_BY)
    for who in ("amara", "owen", "mona"):
        page = said_on(act(f"{closed.reference}/", as_=who))
        assert "The words and files of this enquiry were erased on 26 September 2027" in page
        assert "Its words and files were erased, 12 months after it was closed" in page
        assert "What you can do" not in page
        assert not [secret for secret in SECRETS if secret in page]
    assert closed.reference in act("", as_="amara")


def test_nothing_can_be_said_to_what_was_erased(settled, closed, amara, owen, act, clock):
    actions.erase_due(at=GONE_BY)
    clock(GONE_BY)
    for deed in (actions.reopen, actions.write_to_officer):
        with pytest.raises(OutOfTurn):
            deed(enquiry=closed, words="Mrs Okafor", by=amara, at=GONE_BY)
    with pytest.raises(OutOfTurn):
        actions.note(enquiry=closed, words="Mrs Okafor", by=owen, at=GONE_BY)
    page = act(f"{closed.reference}/ask-again", {"words": "Mrs Okafor", "do": "send", "read": 9}, as_="amara")
    assert "has been erased" in page
    page = act(f"{closed.reference}/sharing", {"sharing": "ward"}, as_="amara")
    assert "has been erased" in page


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.rowcount == 0 and pytest.fail(f"It touched no row, so it proves nothing: {sql}")
    except DatabaseError as error:
        return any(word in str(error) for word in ("written once", "stays as it was decided", "stays erased"))


def test_the_database_lets_words_be_erased_of_nothing_that_is_not_marked(settled, closed):
    assert refused("UPDATE enquiries_message SET words = '–', for_the_resident = ''")
    assert refused("UPDATE enquiries_accessdecision SET papers = '–', reason = '–'")
    assert refused("UPDATE enquiries_review SET words = '–', reasons = '–'")


def test_under_cover_of_erasing_nothing_else_is_changed_and_no_word_put_back(settled, closed):
    actions.erase_due(at=GONE_BY)
    assert refused("UPDATE enquiries_message SET words = 'I never said that.'")
    assert refused("UPDATE enquiries_message SET words = '–', kind = 'answer'")
    assert refused("UPDATE enquiries_accessdecision SET outcome = 'given'")
    assert refused("UPDATE enquiries_review SET finding = 'stands'")
    assert refused("UPDATE enquiries_enquiry SET question = 'Something else'")
    assert refused("UPDATE enquiries_enquiry SET erased_at = NULL")
    assert refused("DELETE FROM enquiries_message")


def test_who_runs_the_council_settles_it_on_a_page(act, clock, closed, mona):
    clock(LAST_KEPT)
    assert "Nothing is settled, so nothing is erased" in act("settings/", as_="mona")
    assert "Say where it was decided" in act("settings/keeping", {"months": "12", "decided": ""}, as_="mona")
    assert "at the most" in act("settings/keeping", {"months": "999", "decided": "x"}, as_="mona")
    page = said_on(act("settings/keeping", {"months": "6", "decided": "Records schedule 4.2"}, as_="mona"))
    assert "Nothing is erased by it before Saturday 9 October:" in page
    assert "it would erase the words of 1 enquir" in page
    assert "erased 6 months after an enquiry is closed (Records schedule 4.2; put down by Mona" in page
    act("settings/keeping", {"months": "", "decided": "Until the review"}, as_="mona")
    assert queries.retention_of(mona.council_id).months is None
