"""Somebody sorts, through the pages, without script, with a code and nothing else."""

import re

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from concordat.letters.models import Letter
from concordat.trail.models import Entry
from concordat.viewpoints.models import Draft, Sort, Ticket
from tests.viewpoints.conftest import CLOSING
from tests.viewpoints.sorting import (
    VALUES,
    agreed,
    chosen,
    hidden_revision,
    piled,
    places_on,
    send,
    to_the_check,
    to_the_grid,
    words_of,
)

OURS = re.compile(r'(?:FROM|UPDATE|INTO|JOIN) "(\w+)"')


def test_the_consent_page_says_what_is_kept_who_sees_it_and_until_when(client, code):
    page = client.get(f"/sort/{code}")
    said = words_of(page)
    for words in (
        "Isaac Mensah, who is neither a councillor nor an officer",
        "the order in which the cards were shown to you",
        "That you are a councillor. Not which one.",
        "quoted only if you allow it",
        "when the study closes after 30 October 2026",
        "destroyed on 30 April 2027",
        "the day or time at which you sorted",
        "How long you took, or",
    ):
        assert words in said
    assert "How many seconds" not in said
    assert not Draft.objects.exists(), "looking at it stores nothing"


def test_a_trace_is_named_on_the_consent_page_where_the_study_keeps_one(client, opening):
    _study, code = opening(keeps_trace=True)
    said = words_of(client.get(f"/sort/{code}"))
    assert "How many seconds each step took" in said
    assert "in which pile each card lay at first" in said
    assert "How long you took, or" not in said


def test_a_whole_sort_without_script_from_consent_to_thanks(client, code, opened):
    page = agreed(client, code)
    assert "Try it with five cards" in words_of(page)
    page = send(client, page, do="go")
    assert "Card 1 of 12" in words_of(page)
    page = piled(client, page)
    assert "Choose 1 card for column +2" in words_of(page)
    page = chosen(client, page)
    assert "Look over your grid" in words_of(page)
    laid = places_on(page)
    assert sorted(laid.values(), key=int) == sorted(VALUES, key=int)
    page = send(client, page, do="go")
    top = next(card for card, value in laid.items() if value == "2")
    page = send(client, page, do="go", may_quote="1", **{f"comment-{top}": "  They <b>always</b> ask.  "})
    answers = {
        "answer-missing": "Parking",
        "answer-years": "Longer",
        "answer-roles": ["Chair", "Cabinet"],
        "answer-happy": "4",
        "answer-where": "North",
    }
    page = send(client, page, do="go", **answers)
    assert "They &lt;b&gt;always&lt;/b&gt; ask." in page.content.decode()
    assert "Chair, Cabinet" in words_of(page)
    revision = hidden_revision(page)
    page = client.post(f"/sort/{code}/check", {"do": "hand_in", "revision": revision})
    assert "Your sort is handed in" in words_of(page)
    sort = Sort.objects.get(study=opened)
    assert {card: str(value) for card, value in sort.values.items()} == laid
    assert sort.comments == {top: "They <b>always</b> ask."}
    assert sort.may_quote
    assert sort.answers == {
        "missing": "Parking",
        "years": "Longer",
        "roles": ["Chair", "Cabinet"],
        "happy": "4",
        "where": "North",
    }
    assert (sort.side, sort.consent, sort.language, sort.trace) == ("councillors", 1, "en-gb", {})
    assert sorted(sort.order) == sorted(sort.values)


def test_the_instruction_and_the_code_stand_on_every_page(client, code, opened):
    page = agreed(client, code)
    pages = [send(client, page, do="go")]
    pages.append(piled(client, pages[-1]))
    pages.append(chosen(client, pages[-1]))
    pages.append(send(client, pages[-1], do="go"))
    pages.append(send(client, pages[-1], do="go"))
    pages.append(send(client, pages[-1], do="go", **{"answer-years": "Longer"}))
    assert [each.request["PATH_INFO"].rsplit("/")[-1] for each in pages] == [
        "piles", "choosing", "grid", "comments", "questions", "check",
    ]  # fmt: skip
    for each in pages:
        assert opened.instruction[:60] in words_of(each)
        assert code in words_of(each)


def test_no_page_sets_a_cookie_or_is_remembered_and_none_asks_who_comes(
    client, code, django_assert_max_num_queries
):
    page = agreed(client, code)
    for address in (
        "/sort/",
        f"/sort/{code}",
        f"/sort/{code}/practice",
        "/sort/k7f3d-90m2q-x041t",
        "/sort/nothing",
    ):
        with django_assert_max_num_queries(5) as queries:
            page = client.get(address)
        assert not page.cookies
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["X-Robots-Tag"] == "noindex"
        tables = {table for query in queries for table in OURS.findall(query["sql"])}
        assert not tables & {"django_session", "people_person_sessions"}
    assert not client.cookies


def test_the_number_of_queries_does_not_grow_with_the_cards(client, code, opened, django_assert_num_queries):
    to_the_grid(client, code)
    with django_assert_num_queries(4):
        client.get(f"/sort/{code}/grid")


def test_the_code_is_typed_in_as_it_was_written_down(client, code):
    page = client.post("/sort/", {"code": f" {code.upper().replace('-', ' ')} "})
    assert page.headers["Location"] == f"/sort/{code}"
    assert client.get(f"/sort/{code.upper()}").headers["Location"] == f"/sort/{code}"
    assert "15 letters and figures" in words_of(client.post("/sort/", {"code": "hello"}))
    assert "no such code" in words_of(client.post("/sort/", {"code": "k7f3d-90m2q-x041t"}))


@pytest.mark.parametrize("typed", ["k7f3d-90m2q-x041t", "nothing", "x" * 500, "é", "open"])
def test_what_nobody_was_given_is_not_there(client, code, typed):
    page = client.get(f"/sort/{typed}")
    assert page.status_code == 404
    assert "not a code that we have given out" in words_of(page)
    assert client.get(f"/sort/{typed}/grid").status_code == 404
    sent = client.post(f"/sort/{typed}/moves", '{"moves": []}', content_type="application/json")
    assert (sent.status_code, sent.json()) == (404, {"why": "unknown"})


def test_agreeing_twice_deals_once(client, code):
    first = agreed(client, code)
    order = Draft.objects.get().body["sorting"]["order"]
    assert client.post(f"/sort/{code}", follow=True).request["PATH_INFO"] == first.request["PATH_INFO"]
    assert Draft.objects.get().body["sorting"]["order"] == order


def test_nobody_skips_ahead_of_what_is_done(client, code):
    agreed(client, code)
    for page in ("piles", "choosing", "grid", "comments", "questions", "check"):
        assert client.get(f"/sort/{code}/{page}").headers["Location"] == f"/sort/{code}/practice"
    assert client.get(f"/sort/{code}/nowhere").headers["Location"] == f"/sort/{code}"


def test_the_practice_round_stores_nothing(client, code):
    agreed(client, code)
    before = Draft.objects.values().get()
    page = client.post(
        f"/sort/{code}/practice", {"do": "try", "place-practice1": "1", "place-practice2": "zzz"}
    )
    assert "Some cards have no column yet" in words_of(page)
    assert places_on(page)["practice1"] == "1"
    lots = {f"place-practice{n}": str((n > 1) - (n > 4)) for n in range(1, 6)}
    assert "every card lies in a column" in words_of(
        client.post(f"/sort/{code}/practice", {"do": "try"} | lots)
    )
    assert Draft.objects.values().get() == before


def test_undo_goes_back_over_pages(client, code):
    page = to_the_grid(client, code)
    page = send(client, page, do="undo")
    assert page.request["PATH_INFO"].endswith("/choosing"), "the proposal came with the last choice"
    page = send(client, page, do="undo")
    page = send(client, page, do="undo")
    assert page.request["PATH_INFO"].endswith("/piles")
    assert "Card 12 of 12" in words_of(page)


def test_a_wrong_number_of_cards_comes_back_with_what_was_ticked(client, code):
    page = piled(client, send(client, agreed(client, code), do="go"))
    boxes = re.findall(r'name="card" value="(\w+)"', page.content.decode())
    page = send(client, page, do="choose", card=boxes[:3])
    assert "There is a problem" in words_of(page)
    assert "Choose 1 cards. You have chosen 3." in words_of(page)
    assert len(re.findall(r'value="\w+" checked', page.content.decode())) == 3


def test_an_over_full_column_is_marked_and_stops_nobody_before_handing_in(client, code):
    page = to_the_grid(client, code)
    card = next(card for card, value in places_on(page).items() if value == "0")
    page = send(client, page, do="save", **{f"place-{card}": "2"})
    assert "2 of 1, 1 too many" in words_of(page)
    assert "3 of 4" in words_of(page)
    page = send(client, page, do="go")
    page = send(client, page, do="go")
    page = send(client, page, do="go", **{"answer-years": "Longer"})
    assert "Before you can hand it in:" in words_of(page)
    sent = client.post(f"/sort/{code}/check", {"do": "hand_in", "revision": hidden_revision(page)})
    assert "Column +2 has 1 card too many." in words_of(sent)
    assert "Column 0 has 1 card too few." in words_of(sent)
    assert not Sort.objects.exists()


def test_a_card_may_be_taken_out_of_the_grid_and_is_missed_at_the_end(client, code, opened):
    page = to_the_grid(client, code)
    page = send(client, page, do="save", **{"place-s01": ""})
    assert places_on(page)["s01"] == ""
    assert Draft.objects.get().body["sorting"]["past"]


def test_a_required_question_is_asked_for_with_what_was_typed_kept(client, code):
    page = send(client, to_the_grid(client, code), do="go")
    page = send(client, page, do="go")
    page = send(client, page, do="go", **{"answer-missing": "Parking", "answer-happy": "9"})
    said = words_of(page)
    assert "Answer the question “How long?”." in said
    assert "Parking</textarea>" in said
    kept = client.post(
        f"/sort/{code}/questions", {"do": "save", "answer-missing": "Bins", "revision": hidden_revision(page)}
    )
    assert kept.status_code == 302
    assert "Bins</textarea>" in words_of(client.get(f"/sort/{code}/questions"))


def test_on_another_device_one_goes_on_where_one_stopped(client, code, django_user_model):
    to_the_grid(client, code)
    from django.test import Client

    elsewhere = Client()
    page = elsewhere.post("/sort/", {"code": code}, follow=True)
    assert page.request["PATH_INFO"] == f"/sort/{code}/grid"
    assert page.content == client.get(f"/sort/{code}/grid").content


def test_of_two_devices_the_one_that_stayed_behind_is_told(client, code):
    page = to_the_grid(client, code)
    card = next(card for card, value in places_on(page).items() if value == "0")
    send(client, page, do="save", **{f"place-{card}": "1"})
    behind = send(client, page, do="save", **{f"place-{card}": "-1"})
    assert "changed elsewhere" in words_of(behind)
    assert places_on(behind)[card] == "1"


def test_whoever_stops_leaves_nothing_and_may_begin_again(client, code):
    to_the_grid(client, code)
    page = client.post(f"/sort/{code}/grid", {"do": "stop"})
    assert "What you did is deleted" in words_of(page)
    assert not Draft.objects.exists()
    assert "What is not kept" in words_of(client.get(f"/sort/{code}"))


def test_handing_in_twice_counts_once_and_says_so_kindly(client, code):
    page = to_the_check(client, code)
    sent = {"do": "hand_in", "revision": hidden_revision(page)}
    assert "handed in" in words_of(client.post(f"/sort/{code}/check", sent))
    for again in (
        client.post(f"/sort/{code}/check", sent),
        client.get(f"/sort/{code}"),
        client.get(f"/sort/{code}/grid"),
    ):
        assert again.status_code == 410
        assert "counts once" in words_of(again)
    assert Sort.objects.count() == 1


def test_handing_in_holds_the_draft_so_that_no_move_elsewhere_is_answered_as_kept_and_lost(client, code):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time, from its first read on.")
    page = to_the_check(client, code)
    with CaptureQueriesContext(connection) as asked:
        client.post(f"/sort/{code}/check", {"do": "hand_in", "revision": hidden_revision(page)})
    asked_in_turn = [each["sql"] for each in asked.captured_queries]
    draft = [sql for sql in asked_in_turn if "viewpoints_draft" in sql and "SELECT" in sql]
    holding = [place for place, sql in enumerate(draft) if "FOR UPDATE" in sql]
    assert len(holding) == 1
    assert holding[0] < len(draft) - 1  # what is handed in is read once more after it is held
    assert Sort.objects.count() == 1


def test_after_the_last_day_the_page_is_closed_and_nothing_is_kept(client, code, clock):
    page = to_the_check(client, code)
    clock(CLOSING)
    late = client.post(f"/sort/{code}/check", {"do": "hand_in", "revision": hidden_revision(page)})
    assert late.status_code == 410
    assert "Its last day is over" in words_of(late)
    assert not Sort.objects.exists()


def test_when_the_database_cannot_write_the_sort_stays_as_it_was(client, code, monkeypatch):
    page = to_the_check(client, code)

    def full(*_args, **_words):
        raise OperationalError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(Sort.objects.__class__, "bulk_create", full)
        sent = client.post(f"/sort/{code}/check", {"do": "hand_in", "revision": hidden_revision(page)})
    assert sent.status_code == 503
    assert "Nothing is lost" in words_of(sent)
    assert Draft.objects.count() == 1
    assert not Ticket.objects.filter(spent=True).exists()


def test_sorting_leaves_no_line_in_the_trail_and_sends_no_letter(client, code):
    before = (Entry.objects.count(), Letter.objects.count())
    page = to_the_check(client, code)
    client.post(f"/sort/{code}/check", {"do": "hand_in", "revision": hidden_revision(page)})
    assert Sort.objects.count() == 1
    assert (Entry.objects.count(), Letter.objects.count()) == before
