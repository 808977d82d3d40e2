"""Who is asked to acknowledge what: all of it, or what changed in force since the edition they know."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from concordat.letters.models import Letter
from concordat.people.rules.duties import Kind as OfficeKind
from concordat.protocol import actions, queries
from concordat.protocol.models import Acknowledgement, Cascade
from concordat.protocol.rules.acknowledging import Manner, NothingToAcknowledge
from concordat.protocol.rules.clauses import Kind, Owed
from concordat.protocol.rules.editions import Adopted, OutOfTurn
from concordat.trail.models import Entry
from tests.conftest import appointed
from tests.protocol.conftest import EFFECTIVE, READING, key_of

ROOM = "/larkfield/protocol/working-together/"
DUE = date(2026, 7, 31)
NEXT_MET, NEXT_EFFECTIVE = date(2026, 9, 14), date(2026, 10, 1)
LATER = READING.replace(month=10, day=5)
NEXT_DUE = date(2026, 10, 31)
TEN, FIFTEEN = "within ten working days", "within fifteen working days"


@pytest.fixture
def asked(adopted, mona, amara, bilal, owen):
    return actions.ask(
        edition=adopted,
        councillors=Manner.UNDERTAKE,
        officers=Manner.READ,
        due_on=DUE,
        by=mona,
        at=READING,
    )


def test_what_should_be_read_by_now_says_so(asked, amara):
    def told(day):
        return [(task.status, task.kind) for task in queries.acknowledgements_waiting(amara, today=day)]

    assert told(DUE) == [("Until 31 July", "waiting")]
    assert told(DUE + timedelta(days=1)) == [("Was due on 31 July", "late")]


@pytest.mark.parametrize(
    ("days_after", "says"),
    [
        (0, "You are asked until 31 July 2026."),
        (1, "Your acknowledgement was due on 31 July 2026; you can still give it."),
    ],
)
def test_its_page_says_so_too_and_not_on_the_last_day(client, asked, amara, clock, days_after, says):
    clock(datetime(2026, 7, 31, 12, tzinfo=UTC) + timedelta(days=days_after))
    client.force_login(amara.person)
    page = client.get(f"{ROOM}acknowledge").content.decode()
    assert says in page
    assert ("asked until" in page) is not ("was due" in page)


def reworded(draft, label, mona, *, at, **said):
    """The clause of this label with other words, or other tags."""
    row = queries.rows_of(draft).get(label=label)
    actions.reword_clause(
        edition=draft,
        key=row.clause.key,
        seen=row.revision,
        kind=Kind(row.kind),
        label=row.label,
        heading=row.heading,
        text=said.get("text", row.text),
        owed=Owed(row.owed) if row.owed else None,
        tags=said.get("tags", row.tags),
        measure=row.measure,
        by=mona,
        at=at,
    )
    draft.refresh_from_db()


def next_edition(adopted, mona, *, rewords):
    """The next edition, in force from 1 October: each label of ``rewords`` with other words."""
    draft = actions.begin_draft(instrument=adopted.instrument, by=mona, at=LATER - timedelta(days=60))
    for label, words in rewords.items():
        reworded(draft, label, mona, text=words, at=LATER - timedelta(days=60))
    actions.resolve(
        edition=draft,
        resolved=Adopted("Full Council", NEXT_MET, "31.2", NEXT_EFFECTIVE),
        why_not_consulted="Two words.",
        by=mona,
        at=LATER - timedelta(days=20),
    )
    return draft


def asked_again(edition, mona, **more):
    return actions.ask(
        edition=edition,
        councillors=Manner.UNDERTAKE,
        officers=Manner.READ,
        due_on=NEXT_DUE,
        by=mona,
        at=LATER,
        **more,
    )


def test_each_side_is_asked_in_its_own_manner_and_shown_all_of_it(client, asked, amara, owen, clock):
    client.force_login(amara.person)
    page = client.get(f"{ROOM}acknowledge").content.decode()
    assert "I undertake to keep this" in page
    assert "Officers answer within ten working days." in page
    client.force_login(owen.person)
    assert "I have read this" in client.get(f"{ROOM}acknowledge").content.decode()


def test_acknowledging_is_on_record_once_and_says_so_the_second_time(client, asked, amara, clock):
    client.force_login(amara.person)
    page = client.post(f"{ROOM}acknowledge", follow=True).content.decode()
    assert "You acknowledged this on 1 July 2026." in page
    again = client.post(f"{ROOM}acknowledge", follow=True).content.decode()
    assert "It has been acknowledged already." in again
    held = Acknowledgement.objects.get()
    assert (held.office, held.manner, held.way, held.since) == (amara, "undertake", "here", None)
    entry = Entry.objects.order_by("-number").first()
    assert (entry.did, entry.by_id) == ("acknowledged an edition", amara.id)


def test_after_a_change_one_is_asked_about_that_clause_alone_with_before_and_after(
    client, adopted, asked, amara, mona, clock
):
    actions.acknowledge(asking=asked, by=amara, at=READING)
    edition = next_edition(adopted, mona, rewords={"2.1": f"Officers answer {FIFTEEN}."})
    asked_again(edition, mona)
    clock(LATER)
    client.force_login(amara.person)
    page = client.get(f"{ROOM}acknowledge").content.decode()
    assert "1 clause has changed in what it demands" in page
    assert f"Officers answer {TEN}." in page
    assert f"Officers answer {FIFTEEN}." in page
    assert "Councillors give clear direction." not in page


def test_whoever_never_acknowledged_is_asked_about_all_of_it(
    client, adopted, asked, amara, bilal, mona, clock
):
    actions.acknowledge(asking=asked, by=amara, at=READING)
    edition = next_edition(adopted, mona, rewords={"2.1": f"Officers answer {FIFTEEN}."})
    asked_again(edition, mona)
    clock(LATER)
    client.force_login(bilal.person)
    assert "Councillors give clear direction." in client.get(f"{ROOM}acknowledge").content.decode()


def test_where_nothing_changed_in_force_nobody_who_acknowledged_is_asked_again(
    client, adopted, asked, amara, bilal, mona, clock
):
    actions.acknowledge(asking=asked, by=amara, at=READING)
    edition = next_edition(adopted, mona, rewords={"2.1": "officers answer within 10 working days"})
    again = asked_again(edition, mona)
    assert not queries.asked_of(amara, again).is_asked
    assert queries.asked_of(bilal, again).is_asked
    told = set(Letter.objects.filter(sent_at=LATER).values_list("to__person__name", flat=True))
    assert amara.name not in told
    assert bilal.name in told
    clock(LATER)
    client.force_login(amara.person)
    assert "You are not asked again." in client.get(f"{ROOM}acknowledge").content.decode()


def test_two_editions_later_one_is_shown_what_changed_since_the_one_that_one_knows(
    adopted, asked, amara, mona
):
    actions.acknowledge(asking=asked, by=amara, at=READING)
    second = next_edition(adopted, mona, rewords={"2.1": f"Officers answer {FIFTEEN}."})
    asked_again(second, mona)
    third = actions.begin_draft(instrument=adopted.instrument, by=mona, at=LATER)
    reworded(third, "2.2", mona, text="Councillors must give clear direction.", at=LATER)
    resolved = Adopted("Full Council", date(2026, 10, 10), "40", date(2026, 11, 1))
    actions.resolve(edition=third, resolved=resolved, why_not_consulted="One word.", by=mona, at=LATER)
    november = LATER.replace(month=11)
    asking = actions.ask(
        edition=third,
        councillors=Manner.UNDERTAKE,
        officers=None,
        due_on=date(2026, 12, 1),
        by=mona,
        at=november,
    )
    changes = queries.asked_of(amara, asking).changes
    assert [change.key for change in changes] == [key_of(adopted, "2.1"), key_of(adopted, "2.2")]


def test_after_a_change_of_control_everybody_is_asked_about_all_of_it_afresh(adopted, asked, amara, mona):
    actions.acknowledge(asking=asked, by=amara, at=READING)
    afresh = actions.ask(
        edition=adopted,
        councillors=Manner.ACCEPT,
        officers=Manner.ACCEPT,
        due_on=NEXT_DUE,
        afresh=True,
        by=mona,
        at=LATER,
    )
    told = queries.asked_of(amara, afresh)
    assert (told.is_asked, told.since) == (True, None)


def test_an_edition_is_not_asked_about_twice_by_mistake(client, asked, mona, clock):
    client.force_login(mona.person)
    said = {
        "councillors": "read",
        "officers": "",
        "due_on_day": "31", "due_on_month": "8", "due_on_year": "2026",
    }  # fmt: skip
    page = client.post(f"{ROOM}ask", said).content.decode()
    assert "People have been asked about this edition." in page


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"councillors": "", "officers": ""}, "Say what at least one of the sides is asked for."),
        ({"due_on_year": "2020"}, "Give people until a day that is still to come."),
        ({"due_on_day": "99"}, "Give a real day"),
    ],
)
def test_what_is_wrong_with_an_asking_is_said_and_nothing_is_lost(
    client, adopted, mona, clock, said, problem
):
    client.force_login(mona.person)
    whole = {
        "councillors": "read", "officers": "accept",
        "due_on_day": "31", "due_on_month": "7", "due_on_year": "2026",
    } | said  # fmt: skip
    page = client.post(f"{ROOM}ask", whole).content.decode()
    assert problem in page
    assert not adopted.askings.exists()


def test_who_takes_office_later_is_asked_then(adopted, asked, larkfield):
    newcomer = appointed("Cerys Vale", OfficeKind.COUNCILLOR, larkfield, group="Labour")
    assert queries.asked_of(newcomer, asked).is_asked


def test_a_side_that_is_not_asked_has_no_such_page(client, adopted, mona, amara, owen, clock):
    actions.ask(edition=adopted, councillors=None, officers=Manner.READ, due_on=DUE, by=mona, at=READING)
    client.force_login(amara.person)
    assert client.get(f"{ROOM}acknowledge").status_code == 404
    client.force_login(owen.person)
    assert client.get(f"{ROOM}acknowledge").status_code == 200


def test_nobody_acknowledges_what_is_not_in_force_any_more(adopted, asked, amara, mona):
    next_edition(adopted, mona, rewords={"2.1": f"Officers answer {FIFTEEN}."})
    with pytest.raises(NothingToAcknowledge):
        actions.acknowledge(asking=asked, by=amara, at=LATER)


def test_nobody_is_asked_about_an_edition_that_is_not_in_force_yet(adopted, mona):
    edition = next_edition(adopted, mona, rewords={"2.1": f"Officers answer {FIFTEEN}."})
    with pytest.raises(OutOfTurn):
        actions.ask(edition=edition, councillors=Manner.READ, officers=None, due_on=DUE, by=mona, at=READING)


def test_what_was_acknowledged_cannot_be_changed_or_taken_back(adopted, asked, amara, bilal):
    actions.acknowledge(asking=asked, by=amara, at=READING)
    actions.take_to_group(edition=adopted, taken_on=EFFECTIVE, by=bilal, at=READING)
    for table in (Acknowledgement, Cascade):
        for deed in (lambda rows: rows.update(at=LATER), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                deed(table.objects.all())


def test_a_group_leader_puts_on_record_when_the_briefing_was_taken_to_the_group(
    client, adopted, bilal, amara, clock
):
    client.force_login(bilal.person)
    said = {"taken_on_day": "15", "taken_on_month": "6", "taken_on_year": "2026"}
    page = client.post(f"{ROOM}briefing", said, follow=True).content.decode()
    assert "15 June 2026, by Bilal Rahman" in page
    client.force_login(amara.person)
    page = client.get(f"{ROOM}briefing").content.decode()
    assert "15 June 2026, by Bilal Rahman" in page
    assert "You took it to your group" not in page
    client.post(f"{ROOM}briefing", said)
    assert Cascade.objects.count() == 1


@pytest.mark.parametrize(("day", "month", "year"), [("15", "6", "2027"), ("31", "5", "2026")])
def test_a_briefing_was_not_taken_before_the_edition_was_in_force_nor_in_days_to_come(
    client, adopted, bilal, clock, day, month, year
):
    client.force_login(bilal.person)
    said = {"taken_on_day": day, "taken_on_month": month, "taken_on_year": year}
    assert (
        "Give a day on which this edition was in force"
        in client.post(f"{ROOM}briefing", said).content.decode()
    )


def test_the_briefing_holds_the_clauses_on_influence_and_can_be_handed_round(
    client, draft, mona, amara, clock
):
    words = "Advice may be questioned and is not changed under pressure."
    reworded(draft, "2.2", mona, text=words, tags=["influence"], at=READING - timedelta(days=50))
    resolved = Adopted("Full Council", date(2026, 5, 18), "16.3", EFFECTIVE)
    actions.resolve(
        edition=draft,
        resolved=resolved,
        why_not_consulted="An old one.",
        by=mona,
        at=READING - timedelta(days=40),
    )
    client.force_login(amara.person)
    page = client.get(f"{ROOM}briefing").content.decode()
    assert "not changed under pressure" in page
    assert "They say what matters most." in page  # what stands under the clause belongs to it
    assert "within ten working days" not in page
    assert b"not changed under pressure" in client.get(f"{ROOM}briefing.html").content
    assert client.get(f"{ROOM}briefing.docx").content.startswith(b"PK")
    assert client.get(f"{ROOM}briefing.txt").status_code == 404


def test_another_council_learns_nothing(client, asked, nerys, clock):
    client.force_login(nerys.person)
    for page in ("acknowledge", "ask", "register", "register.csv", "briefing", "briefing.html"):
        assert client.get(f"{ROOM}{page}").status_code == 404
        assert client.get(f"/netherby/protocol/working-together/{page}").status_code == 404


def test_of_a_review_those_who_run_the_council_are_told_once_before_and_once_after(adopted, mona):
    actions.set_review(instrument=adopted.instrument, due="2026-12", cycle_months=None, by=mona, at=READING)
    Letter.objects.all().delete()
    for at, letters in (
        (READING, 0),
        (READING.replace(month=10, day=5), 1),
        (READING.replace(month=10, day=6), 1),
        (READING.replace(month=12, day=31), 1),
        (READING.replace(year=2027, month=1, day=1), 2),
        (READING.replace(year=2027, month=1, day=2), 2),
    ):
        actions.tell_of_reviews(at=at)
        assert Letter.objects.count() == letters
    assert "overdue" in Letter.objects.order_by("id").last().subject


def test_the_pages_ask_no_more_questions_for_forty_people_than_for_four(
    client, asked, larkfield, mona, clock, django_assert_max_num_queries
):
    client.force_login(mona.person)
    client.get(f"{ROOM}register")
    for number in range(40):
        appointed(f"Green{number} Councillor", OfficeKind.COUNCILLOR, larkfield, group="Green")
    with django_assert_max_num_queries(26):
        client.get(f"{ROOM}register")
