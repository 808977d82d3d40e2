"""Printed slips, through the pages: who draws one, the sheets, typing the code, and the shared device."""

import html
import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import localdate

from concordat.letters import actions as letters
from concordat.letters.models import Letter
from concordat.people.actions import end_office
from concordat.surveys import actions, queries
from concordat.surveys.models import OnPaper, SlipSheet, Urn
from concordat.surveys.rules import slips
from concordat.surveys.views import ways
from concordat.trail.models import Entry
from tests.surveys.conftest import ANSWERING, CLOSING, LAUNCHING, PREPARING, answers_of
from tests.surveys.test_locks import refused

HERE = "/larkfield/health-check/autumn-2026"


@pytest.fixture
def chosen(prepared, people):
    """Amara, Bilal and one more councillor, before anybody has signed."""
    actions.draw_up_roster(wave=prepared, by=people["mona"], at=PREPARING)
    councillors = prepared.roster.filter(atom__side="councillors").order_by("name")
    offices = {people["amara"].id, people["bilal"].id}
    return offices | {councillors.exclude(office__in=offices).first().office_id}


@pytest.fixture
def printed(prepared, chosen, people, request):
    """A launched wave in which three councillors draw slips."""
    actions.mark_for_paper(wave=prepared, offices=chosen, by=people["mona"], at=PREPARING)
    request.getfixturevalue("secrets")
    actions.launch(wave=prepared, by=people["mona"], at=LAUNCHING)
    prepared.refresh_from_db()
    return prepared


@pytest.fixture
def sheet(client, printed, people, clock):
    clock(ANSWERING)
    client.force_login(people["mona"].person)
    page = client.post(f"{HERE}/slips/take", {"size": "large"})
    client.logout()
    return page


@pytest.fixture
def codes(sheet):
    return re.findall(r'class="slip__code" translate="no">([^<]+)<', sheet.content.decode())


def hidden(page) -> dict[str, str]:
    pairs = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">', page.content.decode())
    return {name: html.unescape(value) for name, value in pairs}


# ------------------------------------------------------------------------------------ who draws one


def test_two_of_a_group_are_too_few_to_hide_among_and_stay_ticked(client, prepared, chosen, people):
    client.force_login(people["mona"].person)
    two = sorted(chosen)[:2]
    page = client.post(f"{HERE}/slips", {"office": two}).content.decode()
    assert "Of councillors, 2 would draw a printed slip. Ask at least 3 to" in page
    assert "<title>Error: Printed slips" in page
    assert 'class="govuk-error-summary" tabindex="-1" autofocus' in page
    ticked = re.findall(r'value="(\d+)" id="office-\d+" checked', page)
    assert sorted(map(int, ticked)) == two
    assert not queries.on_paper(prepared)


def test_whoever_is_marked_stands_so_on_the_roster_and_signatures_are_void(
    client, prepared, secrets, chosen, people
):
    assert prepared.signatures.count() == 2
    client.force_login(people["mona"].person)
    client.post(f"{HERE}/slips", {"office": sorted(chosen)})
    assert prepared.signatures.count() == 0
    client.force_login(people["amara"].person)
    page = client.get(f"{HERE}/roster").content.decode()
    assert "3 printed slips are drawn from a hat" in page
    assert page.count("draws a printed slip") == 3


def test_a_signature_under_the_roster_as_it_was_is_refused(prepared, chosen, people):
    before = prepared.roster_hash
    actions.mark_for_paper(wave=prepared, offices=chosen, by=people["mona"], at=PREPARING)
    with pytest.raises(actions.rosters.OutOfTurn, match="has changed"):
        actions.sign_roster(wave=prepared, roster_hash=before, by=people["amara"], at=PREPARING)


def test_a_number_longer_than_any_there_is_marks_nobody(client, chosen, people, clock):
    clock(PREPARING)
    client.force_login(people["mona"].person)
    assert client.post(f"{HERE}/slips", {"office": ["9" * 5_000, str(2**64), "²"]}).status_code == 302


def test_if_one_of_three_leaves_before_the_launch_it_cannot_be_launched(prepared, chosen, people):
    actions.mark_for_paper(wave=prepared, offices=chosen, by=people["mona"], at=PREPARING)
    day_before = localdate(PREPARING) - timedelta(days=1)
    end_office(office=people["bilal"], ends_on=day_before, by=people["mona"], at=PREPARING)
    actions.draw_up_roster(wave=prepared, by=people["mona"], at=PREPARING)
    told = queries.obstacles(prepared, today=localdate(PREPARING))
    assert any("2 would draw a printed slip" in each for each in told)


def test_before_the_launch_the_page_says_who_gets_no_letter(client, prepared, chosen, people, request, clock):
    actions.mark_for_paper(wave=prepared, offices=chosen, by=people["mona"], at=PREPARING)
    request.getfixturevalue("secrets")
    clock(LAUNCHING)
    client.force_login(people["mona"].person)
    assert "3 of them get no letter and draw a printed slip" in client.get(f"{HERE}/launch").content.decode()


def test_nobody_outside_the_roster_is_marked(prepared, chosen, people):
    offices = chosen | {people["isaac"].id, 10**9}
    actions.mark_for_paper(wave=prepared, offices=offices, by=people["mona"], at=PREPARING)
    assert queries.on_paper(prepared) == chosen


def test_after_the_launch_the_database_itself_refuses_other_people(printed):
    assert refused("DELETE FROM surveys_onpaper")
    assert refused("UPDATE surveys_onpaper SET office_id = office_id + 1")


# ---------------------------------------------------------------------------------------- the sheets


def test_whoever_draws_a_slip_gets_no_letter_and_everybody_else_does(printed, chosen, mailoutbox):
    told = set(Letter.objects.filter(subject__contains="personal link").values_list("to", flat=True))
    everyone = set(printed.roster.values_list("office", flat=True))
    assert told == everyone - chosen
    letters.deliver_due(at=LAUNCHING)
    assert not any(re.search(r"/answer/\d+-[0-9a-z]{20}\b", mail.body) for mail in mailoutbox)


def test_as_many_slips_as_people_and_no_spare_one(printed, chosen, codes):
    assert len(codes) == len(chosen) == 3
    urn = Urn.objects.get(atom__side="councillors")
    assert len(bytes(urn.unspent)) == 6 * 32


def test_the_slips_lie_in_an_order_that_only_chance_made(codes):
    assert codes == sorted(codes)


def test_the_sheets_are_shown_once_and_only_fingerprints_stay(client, printed, sheet, codes, people):
    assert (
        sheet.headers["Cache-Control"].startswith("no-store") or "no-store" in sheet.headers["Cache-Control"]
    )
    assert "slips--large" in sheet.content.decode()
    assert sheet.content.decode().count("data:image/svg+xml;base64,") == 3
    client.force_login(people["mona"].person)
    again = client.post(f"{HERE}/slips/take", {}, follow=True).content.decode()
    assert "They can be taken once" in again
    assert "cannot be shown or printed again" in again
    assert not any(code in again for code in codes)
    with connection.cursor() as cursor:
        cursor.execute("SELECT links FROM surveys_slipsheet")
        assert json.loads(cursor.fetchone()[0]) == []
    told = str(Entry.objects.filter(did="took the printed slips").values().get())
    assert not any(slips.link_of(code) in told for code in codes)


def test_what_nobody_took_is_erased_at_the_close(printed):
    assert SlipSheet.objects.get().links
    actions.close_due(at=CLOSING)
    assert SlipSheet.objects.get().links == []


def test_only_whoever_runs_the_council_takes_the_slips(client, printed, people):
    client.force_login(people["amara"].person)
    assert client.post(f"{HERE}/slips/take").status_code == 403
    assert SlipSheet.objects.get().links


def test_a_wave_without_slips_keeps_none(launched):
    assert not SlipSheet.objects.exists()
    assert not OnPaper.objects.exists()


# ------------------------------------------------------------------------------------ typing the code


def test_a_typed_code_leads_to_the_ballot_paper_and_its_answers_are_kept(client, codes):
    page = client.post("/answer?size=large", {"code": codes[0].lower()})
    link = slips.link_of(codes[0])
    assert page.headers["Location"] == f"/answer/{link}?size=large"
    typed = {name: str(value) for name, value in answers_of(link).items()}
    assert "sealed" in client.post(f"/answer/{link}", typed | {"go": "seal"}).content.decode()
    assert client.get(f"/answer/{link}").status_code == 410


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Type the code that is printed"),
        ("12-AAAAA", "Signs are missing"),
        ("12-7K3FD-00000-00000-00000", "is mistyped"),
        ("9" * 400, "neither a code nor a link"),
    ],
)
@pytest.mark.django_db
def test_a_mistyped_code_is_told_and_costs_no_question_of_the_database(
    client, typed, told, django_assert_num_queries
):
    with django_assert_num_queries(0):
        page = client.post("/answer", {"code": typed})
    assert told in page.content.decode()
    assert page.status_code == 200


@pytest.mark.parametrize("address", ["/answer", "/answer/kiosk"])
@pytest.mark.django_db
def test_the_page_for_a_code_knows_nobody_and_is_kept_nowhere(client, address):
    page = client.get(address)
    assert not page.cookies
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"


# --------------------------------------------------------------------------------- the shared device


def test_at_the_kiosk_the_whole_ballot_stands_at_one_address(client, codes):
    link = slips.link_of(codes[0])
    typed = {name: str(value) for name, value in answers_of(link).items()}
    page = client.post("/answer/kiosk", {"code": codes[0]})
    for _ in range(20):
        words = page.content.decode()
        assert "Location" not in page.headers
        assert not page.cookies
        assert page.headers["Cache-Control"] == "no-store"
        assert 'http-equiv="refresh" content="180; url=/answer/kiosk' in words
        assert f"/answer/{link}" not in words
        if "Check your answers" in words:
            break
        asked = dict.fromkeys(re.findall(r'<input class="[\w-]+" type="radio" name="(\w+)"', words))
        go = re.search(r'name="go" value="(\d+)">(?:Continue|Start)', words)[1]
        page = client.post("/answer/kiosk", hidden(page) | {name: typed[name] for name in asked} | {"go": go})
    done = client.post("/answer/kiosk", hidden(page) | {"go": "seal"})
    words = done.content.decode()
    assert "Your answers are sealed" in words
    assert f'content="{ways.AFTER_SENDING}; url=/answer/kiosk' in words
    assert len(bytes(Urn.objects.get(atom__side="councillors").spent)) == 32
    # "Back", and sent again: the code has done its work, and the page shows no answer.
    again = client.post("/answer/kiosk", hidden(page) | {"go": "1"})
    assert again.status_code == 410
    assert "Back to the start" in again.content.decode()


def test_a_page_that_somebody_left_cannot_be_brought_back_later(client, codes, monkeypatch):
    page = client.post("/answer/kiosk", {"code": codes[0]})
    kept = hidden(page)
    import time

    later = time.time() + ways.MINUTES[0] * 60 + ways.GRACE + 5
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    stale = client.post("/answer/kiosk", kept | {"H1": "3", "go": "1"})
    assert stale.headers["Location"].startswith("/answer/kiosk")
    longer = client.post("/answer/kiosk?pause=30", kept | {"H1": "3", "go": "1"})
    assert longer.status_code == 200


def test_without_its_stamp_no_page_of_the_kiosk_goes_on(client, codes):
    link = slips.link_of(codes[0])
    assert client.post("/answer/kiosk", {"kiosk-code": link, "go": "seal"}).status_code == 302
    assert not Urn.objects.exclude(box=b"").exists()


@pytest.mark.django_db
def test_the_longest_pause_is_ten_times_the_shortest_and_chosen_before(client):
    words = client.get("/answer/kiosk").content.decode()
    assert ways.MINUTES[-1] == 10 * ways.MINUTES[0]
    assert 'href="?pause=30"' in words
    assert 'http-equiv="refresh"' not in words


# ------------------------------------------------------------------------------- large, and contrast


@pytest.fixture
def address(links, clock):
    clock(ANSWERING)
    return f"/answer/{links['councillors'][0]}"


def test_large_print_and_contrast_travel_in_the_address_and_keep_what_was_typed(client, address):
    page = client.post(f"{address}?size=large", {"H1": "7", "go": "1"}).content.decode()
    assert "surveys/large" in page
    assert "surveys/contrast" not in page
    assert 'formaction="?size=large&amp;contrast=high"' in page
    again = client.post(f"{address}?size=large&contrast=high", {"H1": "7", "go": "1"}).content.decode()
    assert "surveys/contrast" in again
    assert re.search(r'name="H1" value="7"[^>]* checked', again)


def test_going_back_to_the_beginning_loses_nothing(client, address):
    assert hidden(client.post(address, {"H1": "7", "go": "0"})) == {"H1": "7"}
