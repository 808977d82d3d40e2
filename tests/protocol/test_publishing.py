"""What the world reads of an instrument, in every form, and what needs an office today."""

import hashlib
import io
import re
from datetime import date, timedelta

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from concordat.protocol import actions, queries
from concordat.protocol.rules import edition_files
from concordat.protocol.rules.clauses import Kind, Owed
from concordat.protocol.rules.editions import Adopted
from tests.protocol.conftest import DRAFTING, EFFECTIVE, READING, key_of

HERE = "/larkfield/protocol/working-together/"
PUBLIC = "/larkfield/published/working-together/"
PAGES = (
    "",
    "history",
    "print",
    "feed",
    "on/2026-06-15",
    "editions/1/",
    "editions/1/print",
    "editions/1/fingerprint",
    "editions/1/file/json",
    "editions/1/file/md",
    "editions/1/file/txt",
    "editions/1/file/html",
    "editions/1/file/xml",
    "editions/1/file/pdf",
)


@pytest.fixture
def second(adopted, mona):
    draft = actions.begin_draft(instrument=adopted.instrument, by=mona, at=READING)
    actions.remove_clause(edition=draft, key=key_of(draft, "(a)"), seen=draft.revision, by=mona, at=READING)
    actions.describe_draft(edition=draft, title="Second", summary="A clause is gone.", by=mona, at=READING)
    actions.resolve(
        edition=draft, resolved=Adopted("Full Council", date(2026, 6, 29), "20", date(2026, 7, 1)),
        why_not_consulted="Urgent.", by=mona, at=READING,
    )  # fmt: skip
    return draft


@pytest.mark.parametrize("page", PAGES)
def test_every_public_page_is_the_same_for_everybody_and_looks_at_nobody(client, adopted, mona, clock, page):
    anonymous = client.get(f"{PUBLIC}{page}")
    client.force_login(mona.person)
    with CaptureQueriesContext(connection) as asked:
        known = client.get(f"{PUBLIC}{page}")
    assert anonymous.status_code == known.status_code == 200
    assert anonymous.content == known.content
    assert not known.cookies
    assert not any("session" in each["sql"] or "people_person" in each["sql"] for each in asked)
    assert "public" in known["Cache-Control"]


def test_whoever_has_the_frozen_file_works_out_the_published_fingerprint(client, adopted, clock):
    file = client.get(f"{PUBLIC}editions/1/file/json").content
    assert hashlib.sha256(file).hexdigest() in client.get(PUBLIC).content.decode()
    page = client.get(f"{PUBLIC}editions/1/fingerprint").content.decode()
    assert page.count(hashlib.sha256(file).hexdigest()) == 2
    assert "the fingerprint is the one that was kept" in page


def test_markdown_and_plain_text_hold_every_word(client, adopted, clock):
    for form in ("md", "txt"):
        told = client.get(f"{PUBLIC}editions/1/file/{form}").content.decode()
        assert "Officers answer within ten working days." in told
        assert "What each may expect" in told
    assert adopted.sha256 in client.get(f"{PUBLIC}editions/1/file/txt").content.decode()
    assert client.get(f"{PUBLIC}editions/1/file/exe").status_code == 404


def test_word_and_pdf_are_made_by_the_worker_once_the_words_are_frozen(client, adopted, clock):
    waiting = client.get(f"{PUBLIC}editions/1/file/pdf").content.decode()
    assert "The file is being made" in waiting
    assert actions.render_due(at=READING) == 2
    assert client.get(f"{PUBLIC}editions/1/file/pdf").content.startswith(b"%PDF-")
    word = client.get(f"{PUBLIC}editions/1/file/docx").content
    told = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(word)).paragraphs)
    assert "Officers answer within ten working days." in told
    assert "Full Council, 18 May 2026, minute 16.3" in told


def test_akoma_ntoso_holds_the_permanent_name_of_each_clause(client, adopted, clock):
    xml = client.get(f"{PUBLIC}editions/1/file/xml").content
    assert key_of(adopted, "2.1").encode() in xml
    assert etree.fromstring(xml).tag.endswith("akomaNtoso")


def test_a_renderer_that_stumbles_is_given_up_after_three_and_the_page_says_so(
    client, adopted, clock, monkeypatch
):
    def stumble(form, copy):
        raise ZeroDivisionError

    monkeypatch.setattr(edition_files, "made", stumble)
    assert actions.render_due(at=READING) == 0
    assert {each.state for each in adopted.renderings.all()} == {"failed"}
    assert "There is no such file" in client.get(f"{PUBLIC}editions/1/file/docx").content.decode()


def test_the_history_lists_every_edition_with_its_resolution_and_finds_a_day(client, second, clock):
    page = client.get(f"{PUBLIC}history").content.decode()
    assert "From 1 June 2026, superseded on 1 July 2026" in page
    assert "minute 16.3" in page
    assert "A clause is gone." in page
    day = {"day_day": "30", "day_month": "6", "day_year": "2026"}
    assert client.get(f"{PUBLIC}on", day).headers["Location"] == f"{PUBLIC}on/2026-06-30"
    wrong = client.get(f"{PUBLIC}on", day | {"day_month": "13"})
    assert "Give a real day" in wrong.content.decode()


def test_the_feed_tells_what_came_into_force_and_nothing_that_is_still_to_come(
    client, second, adopted, clock
):
    clock(READING - timedelta(days=2))
    atom = etree.fromstring(client.get(f"{PUBLIC}feed").content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert len(atom.findall("a:entry", names)) == 1
    clock(READING)
    for address in (f"{PUBLIC}feed", "/larkfield/published/feed"):
        atom = etree.fromstring(client.get(address).content)
        links = [each.get("href") for each in atom.findall("a:entry/a:link", names)]
        assert [link.rsplit("/", 2)[1] for link in links] == ["2", "1"]


def test_the_words_of_an_edition_are_searched(client, adopted, clock):
    page = client.get(PUBLIC, {"words": "working days"}).content.decode()
    assert "1 clause has these words" in page
    assert f'clause--found" id="{key_of(adopted, "2.1")}"' in page
    assert "0 clauses have these words" in client.get(PUBLIC, {"words": "% _ ' <b>"}).content.decode()


def test_a_clause_keeps_its_address_whatever_its_number_becomes(client, adopted, mona, clock):
    """What was 2.2 becomes 2.7, and what was 2.1 becomes 2.2."""
    draft = actions.begin_draft(instrument=adopted.instrument, by=mona, at=READING)
    key, other = key_of(draft, "2.2"), key_of(draft, "2.1")
    for label, becomes in (("2.2", "2.7"), ("2.1", "2.2")):
        row = draft.wordings.get(label=label)
        actions.reword_clause(
            edition=draft, key=row.clause.key, seen=row.revision, kind=Kind(row.kind), label=becomes,
            heading=row.heading, text=row.text, owed=Owed(row.owed) if row.owed else None, tags=row.tags,
            measure=row.measure, by=mona, at=READING,
        )  # fmt: skip
    actions.resolve(
        edition=draft, resolved=Adopted("Full Council", date(2026, 6, 29), "20", date(2026, 7, 1)),
        why_not_consulted="Urgent.", by=mona, at=READING,
    )  # fmt: skip
    clock(READING.replace(month=7, day=2))
    page, beside = (client.get(f"{PUBLIC}clause/{each}").content.decode() for each in (key, other))
    assert page.count("Councillors give clear direction.") == 2
    assert "2.7" in page
    assert "Officers answer within ten working days." not in page
    assert "Officers answer within ten working days." in beside
    assert client.get(f"{PUBLIC}clause/nosuch").status_code == 404


def test_public_addresses_of_an_unknown_council_instrument_number_or_day_do_not_exist(client, adopted, clock):
    for address in (
        "/nowhere/published/", "/nowhere/published/feed", "/nowhere/published/working-together/feed",
        "/netherby/published/working-together/", f"{PUBLIC}editions/2/", f"{PUBLIC}editions/2/file/json",
        f"{PUBLIC}editions/9999999999/", f"{PUBLIC}on/2020-01-01", f"{PUBLIC}editions/1/changes",
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address


def test_a_public_page_asks_as_much_of_the_database_for_many_clauses_as_for_few(
    client, begun, mona, clock, django_assert_max_num_queries
):
    draft = begun.editions.get()
    for number in range(40):
        actions.add_clause(
            edition=draft, after="", kind=Kind.RULE, text=f"Rule {number}.", by=mona, at=DRAFTING
        )
    actions.resolve(
        edition=draft, resolved=Adopted("Full Council", EFFECTIVE, "1", EFFECTIVE), why_not_consulted="So.",
        by=mona, at=DRAFTING,
    )  # fmt: skip
    for page in ("", "history", "print", f"clause/{draft.wordings.first().clause.key}"):
        with django_assert_max_num_queries(12):
            assert client.get(f"{PUBLIC}{page}").status_code == 200


# ------------------------------------------------------------------------------- what needs you today


def told(office, day) -> list[tuple[str, str]]:
    return [(task.name, task.status) for task in queries.tasks_for(office, today=day)]


def test_both_sides_are_reminded_of_a_consultation_until_they_have_said_something(draft, amara, isaac, mona):
    actions.open_consultation(
        edition=draft, opens_on=date(2026, 4, 1), closes_on=date(2026, 4, 21), by=mona, at=DRAFTING
    )
    assert told(amara, date(2026, 3, 31)) == []
    assert told(amara, date(2026, 4, 1)) == [("Say what you think of a draft", "Until 21 April")]
    assert told(isaac, date(2026, 4, 1)) == []
    actions.say(edition=draft, key="", words="Well.", by=amara, at=DRAFTING.replace(month=4, day=2))
    assert told(amara, date(2026, 4, 2)) == []
    assert ("Answer comments on a draft", "1 waits") in told(mona, date(2026, 4, 2))
    assert ("Take a draft to its resolution", "consulted") in told(mona, date(2026, 4, 22))


def test_those_who_draft_are_reminded_of_drafts_texts_and_reviews(adopted, mona, amara):
    actions.bring(
        instrument=adopted.instrument,
        name="next.txt",
        body=b"Title\n\n1. Aims and more.\n",
        by=mona,
        at=READING,
    )
    actions.begin_draft(instrument=adopted.instrument, by=mona, at=READING)
    actions.set_review(instrument=adopted.instrument, due="2026-08", cycle_months=None, by=mona, at=READING)
    names = [name for name, _status in told(mona, READING.date())]
    assert names == ["Go on with a draft", "Repair a text that was read in", "Review Working together"]
    assert ("Review Working together", "Overdue") in told(mona, date(2026, 10, 1))
    assert told(amara, READING.date()) == []


def test_the_front_door_shows_them(client, adopted, mona, settings):
    settings.SECOND_STEP = False
    actions.begin_draft(instrument=adopted.instrument, by=mona, at=READING)
    client.force_login(mona.person)
    page = client.get("/larkfield/").content.decode()
    assert re.search(r'href="/larkfield/protocol/working-together/draft/"[^>]*>Go on with a draft', page)
