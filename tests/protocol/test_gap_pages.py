"""What a text lacks, taken away as a paper and as tables; and the page on the model and the law behind it."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from concordat.people.models import Council
from concordat.people.rules.councils import Nation, Tier
from concordat.protocol import actions, queries
from concordat.protocol.models import GapReading
from concordat.protocol.rules import clauses, gap_kept, law
from concordat.protocol.rules.editions import Numbering
from concordat.protocol.rules.gap_findings import Gap
from concordat.protocol.rules.model import families
from tests.protocol.conftest import DRAFTING, READING

HERE = "/larkfield/protocol/working-together/"
ABOUT = "/larkfield/protocol/about-the-model"


def lapsed(draft, mona) -> None:
    actions.add_clause(
        edition=draft, after="", kind=clauses.Kind.RULE, by=mona, at=DRAFTING,
        text="=Members follow the Data Protection Act 1998 <b>&</b> Otherby Town Council’s rules.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("form", "opening"), [("html", b"<!doctype html>"), ("docx", b"PK"), ("pdf", b"%PDF")]
)
def test_the_report_is_taken_away_as_a_paper(client, draft, mona, clock, form, opening):
    lapsed(draft, mona)
    client.force_login(mona.person)
    answer = client.get(f"{HERE}draft/gaps/{form}")
    assert answer.status_code == 200
    assert answer.content.lower().startswith(opening.lower())
    assert f"working-together-gaps.{form}" in answer.headers["Content-Disposition"]
    if form == "html":
        page = answer.content.decode()
        assert "Data Protection Act 1998" in page
        assert "<b>&</b>" not in page


def test_the_findings_are_taken_away_as_tables_in_which_no_cell_runs(client, draft, mona, clock):
    lapsed(draft, mona)
    client.force_login(mona.person)
    told = client.get(f"{HERE}draft/gaps/csv").content.decode("utf-8-sig")
    assert "law that has lapsed" in told
    assert ',"=' not in told
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{HERE}draft/gaps/xlsx").content))
    assert book.sheetnames == [
        "Findings", "Subjects", "Expectations", "Felt", "Shown", "Principles", "Law",
    ]  # fmt: skip
    assert book["Subjects"].max_row == 15


def test_what_is_in_force_is_taken_away_by_every_office_and_another_form_is_no_page(
    client, adopted, amara, clock
):
    client.force_login(amara.person)
    assert client.get(f"{HERE}gaps/html").status_code == 200
    assert client.get(f"{HERE}gaps/exe").status_code == 404
    assert client.get("/larkfield/protocol/nothing/gaps/pdf").status_code == 404


def test_the_pages_of_gaps_lead_to_the_files_and_to_how_it_is_told(client, draft, mona, clock):
    client.force_login(mona.person)
    page = client.get(f"{HERE}draft/gaps").content.decode()
    for form in ("html", "docx", "pdf", "csv", "xlsx"):
        assert f'href="{HERE}draft/gaps/{form}"' in page
    assert f'href="{ABOUT}"' in page


def test_the_name_of_the_council_is_known_so_that_anothers_is_noticed(draft, mona):
    lapsed(draft, mona)
    report = queries.gaps_of(draft, today=READING.date()).report
    assert ("Otherby Town Council",) in {each.words for each in report.of(Gap.OTHER_COUNCILS_WORDS)}


def test_the_page_on_the_model_lists_its_subjects_and_the_law_of_this_council_alone(client, amara, clock):
    client.force_login(amara.person)
    page = client.get(ABOUT).content.decode()
    for family in families():
        assert family.name in page
    assert law.reference("localism-28").title in page
    assert "check at source" in page
    assert "Public Services Ombudsman (Wales) Act 2019" not in page
    assert "Relevant Authorities (General Principles) Order 2001" in page


@pytest.mark.parametrize(
    ("nation", "tier", "there", "elsewhere"),
    [
        (Nation.SCOTLAND, Tier.UNITARY, "Clauses that sum it up are locked", "Localism Act 2011"),
        (Nation.WALES, Tier.COMMUNITY, "to be checked by a translator", "Harvey v Ledbury"),
        (Nation.NORTHERN_IRELAND, Tier.DISTRICT, "Promoting good relations", "Acas Code"),
    ],
)
def test_every_nation_finds_its_own_there(client, amara, clock, nation, tier, there, elsewhere):
    Council.objects.filter(pk=amara.council_id).update(nation=nation.value, tier=tier.value)
    client.force_login(amara.person)
    page = client.get(ABOUT).content.decode()
    assert there in page
    assert elsewhere not in page
    assert ('<span lang="cy">Diben, egwyddorion a statws.</span>' in page) == (nation is Nation.WALES)


def test_neither_page_asks_more_of_the_database_for_a_longer_text(
    client, draft, mona, clock, django_assert_max_num_queries
):
    client.force_login(mona.person)
    for _ in range(3):
        lapsed(draft, mona)
    with django_assert_max_num_queries(20):
        client.get(f"{HERE}draft/gaps")
    with django_assert_max_num_queries(12):
        client.get(ABOUT)


@pytest.fixture
def long(monkeypatch):
    """Every text is too long to be read while somebody waits."""
    monkeypatch.setattr(gap_kept, "AT_ONCE", 0)


def told(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def main_of(page: str) -> str:
    return page.split("<main")[1].split("</main>")[0]


def test_of_a_long_text_the_worker_finds_what_it_lacks_and_the_page_says_how_far_it_is(
    client, draft, mona, clock, monkeypatch
):
    lapsed(draft, mona)
    client.force_login(mona.person)
    at_once = told(client, f"{HERE}draft/gaps")
    monkeypatch.setattr(gap_kept, "AT_ONCE", 0)
    assert "Work it out" in told(client, f"{HERE}draft/gaps")
    page = client.post(f"{HERE}draft/gaps", follow=True).content.decode()
    assert "It is being worked out." in page
    assert "<progress" in page
    assert client.get(f"{HERE}draft/gaps/csv").headers["Location"] == f"{HERE}draft/gaps"
    assert actions.read_gaps_due(at=READING) == 1
    by_the_worker = told(client, f"{HERE}draft/gaps")
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", main_of(by_the_worker)) == token.sub("", main_of(at_once))
    assert client.get(f"{HERE}draft/gaps/csv").status_code == 200
    client.post(f"{HERE}draft/gaps")
    assert actions.read_gaps_due(at=READING) == 0


def test_words_that_changed_have_no_report_until_one_is_asked_for(client, draft, mona, clock, long):
    client.force_login(mona.person)
    client.post(f"{HERE}draft/gaps")
    actions.read_gaps_due(at=READING)
    row = draft.wordings.get(label="1.1")
    actions.reword_clause(
        edition=draft, key=row.clause.key, label="1.1", heading="", text="Both are open.",
        kind=clauses.Kind.RULE, owed=None, tags=[], measure="", seen=row.revision, by=mona, at=READING,
    )  # fmt: skip
    assert "Work it out" in told(client, f"{HERE}draft/gaps")
    client.post(f"{HERE}draft/gaps")
    lapsed(draft, mona)
    assert actions.read_gaps_due(at=READING) == 0
    assert "Work it out" in told(client, f"{HERE}draft/gaps")
    client.post(f"{HERE}draft/gaps")
    assert actions.read_gaps_due(at=READING) == 1
    assert "Data Protection Act 1998" in told(client, f"{HERE}draft/gaps")


def test_a_report_of_another_day_says_so_and_can_be_had_again(client, adopted, amara, clock, long):
    client.force_login(amara.person)
    client.post(f"{HERE}gaps")
    actions.read_gaps_due(at=READING)
    assert "against the law of that day" not in told(client, f"{HERE}gaps")
    clock(READING + timedelta(days=1))
    assert "Worked out on 1 July 2026, against the law of that day." in told(client, f"{HERE}gaps")
    client.post(f"{HERE}gaps")
    assert actions.read_gaps_due(at=READING + timedelta(days=1)) == 1
    assert "against the law of that day" not in told(client, f"{HERE}gaps")


def test_a_report_whose_worker_died_is_made_by_another_and_given_up_after_three(
    client, adopted, amara, clock, long, monkeypatch
):
    client.force_login(amara.person)
    client.post(f"{HERE}gaps")
    GapReading.objects.update(attempts=1, alive_at=READING)
    assert actions.read_gaps_due(at=READING + timedelta(minutes=1)) == 0
    assert actions.read_gaps_due(at=READING + timedelta(minutes=6)) == 1
    clock(READING + timedelta(days=1))
    client.post(f"{HERE}gaps")

    def report_of(*_told, **_more):
        raise ZeroDivisionError

    monkeypatch.setattr(queries, "report_of", report_of)
    assert actions.read_gaps_due(at=READING + timedelta(days=1)) == 0
    assert GapReading.objects.get().state == "failed"
    assert "It could not be worked out." in told(client, f"{HERE}gaps")


def test_the_page_of_a_long_text_fetches_none_of_its_clauses(client, draft, mona, clock, long):
    lapsed(draft, mona)
    client.force_login(mona.person)
    client.post(f"{HERE}draft/gaps")
    with CaptureQueriesContext(connection) as waiting:
        assert "It is being worked out." in told(client, f"{HERE}draft/gaps")
    actions.read_gaps_due(at=READING)
    with CaptureQueriesContext(connection) as made:
        page = told(client, f"{HERE}draft/gaps")
        client.get(f"{HERE}draft/gaps/html")
    lapsed_row = draft.wordings.select_related("clause").get(text__contains="Data Protection Act")
    assert f"/{lapsed_row.clause.key}" in page  # the finding leads to its clause
    fetched = [each["sql"] for each in (*waiting, *made) if '"protocol_wording"."label"' in each["sql"]]
    assert fetched == []


def deeds(draft, mona):
    """Whatever can be done to the words of a draft, one thing after the other."""
    by = {"edition": draft, "by": mona, "at": READING}
    row = draft.wordings.select_related("clause").get(label="1.1")
    as_it_was = {"kind": clauses.Kind.RULE, "label": "1.1", "heading": "", "owed": None, "tags": []}
    yield actions.reword_clause(
        key=row.clause.key, text=row.text[::-1], measure="", seen=row.revision, **as_it_was, **by
    )
    yield actions.reword_clause(
        key=row.clause.key, text=row.text, measure="", seen=row.revision + 1, **as_it_was, **by
    )
    yield lapsed(draft, mona)
    yield actions.number_draft(mode=Numbering.AUTOMATIC, **by)
    yield actions.shift_clause(key=row.clause.key, step="promote", seen=draft.revision, **by)
    new = actions.split_clause(key=row.clause.key, at_sign=4, seen=draft.revision, **by)
    yield new
    yield actions.join_clause(key=new, seen=draft.revision, **by)
    yield actions.remove_clause(key=row.clause.key, seen=draft.revision, **by)


def test_no_deed_leaves_the_state_of_a_text_as_it_was(draft, mona):
    seen = {queries.state_for_gaps(draft).fingerprint}
    for number, _done in enumerate(deeds(draft, mona), 2):
        draft.refresh_from_db()
        seen.add(queries.state_for_gaps(draft).fingerprint)
        assert len(seen) == number
