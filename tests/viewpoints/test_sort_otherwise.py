"""Somebody sorts in a study that is set up otherwise: in Welsh, by an open link, free, or with less to do."""

import json

from concordat.viewpoints import queries
from concordat.viewpoints.models import Draft, Sort, Study, Ticket
from concordat.viewpoints.rules import codes
from tests.viewpoints.sorting import (
    VALUES,
    agreed,
    chosen,
    hidden_revision,
    in_welsh,
    piled,
    places_on,
    send,
    to_the_check,
    words_of,
)


def test_a_sort_in_welsh_keeps_the_same_keys(client, asked, opening):
    in_welsh(asked)
    _study, code = opening(in_welsh=True, instruction_cy="Meddyliwch am y cyngor.")
    page = client.get(f"/sort/{code}?language=cy")
    assert 'lang="cy">Cymraeg' in page.content.decode()
    page = client.post(f"/sort/{code}", {"language": "cy"}, follow=True)
    page = send(client, page, do="go")
    assert "Meddyliwch am y cyngor." in words_of(page)
    page = chosen(client, piled(client, page))
    assert '<span lang="cy">Yn Gymraeg: Questions are answered in good time.</span>' in words_of(page)
    draft = Draft.objects.get()
    assert draft.language == "cy"
    assert "s01" in {card for card, _value in draft.body["sorting"]["places"]}
    sent = {"do": "language", "language": "en-gb", "revision": hidden_revision(page)}
    page = client.post(f"/sort/{code}/grid", sent, follow=True)
    assert '<span lang="en-gb">Questions are answered in good time.</span>' in words_of(page)
    page = send(client, send(client, page, do="go"), do="go")
    page = send(client, page, do="go", **{"answer-years": "Longer"})
    client.post(f"/sort/{code}/check", {"do": "hand_in", "revision": hidden_revision(page)})
    sort = Sort.objects.get()
    assert (set(sort.values) >= {"s01", "s12"}, sort.answers["years"]) == (True, "Longer")


def test_where_there_is_no_welsh_yet_the_english_stands_and_says_so(asked):
    asked.statements.filter(key="s01").update(words_cy="Atebir cwestiynau mewn da bryd.")
    Study.objects.filter(pk=asked.pk).update(in_welsh=True)
    asked.refresh_from_db()
    cards = queries.paper_of(asked, language="cy").cards
    assert (cards[0].words.words, cards[0].words.language) == ("Atebir cwestiynau mewn da bryd.", "cy")
    assert (cards[1].words.words, cards[1].words.language) == ("Advice is given plainly.", "en-gb")


def test_an_open_link_gives_each_visitor_a_code_of_their_own(client, opening):
    _study, link = opening(asked="link")
    address = f"/sort/open/{link}"
    assert "are you a councillor or an officer?" in words_of(client.get(address))
    assert "Choose one of the three." in words_of(client.post(address, {}))
    assert not Ticket.objects.exists()
    pages = [client.post(address, {"side": side}, follow=True) for side in ("officers", "neither")]
    own = {page.request["PATH_INFO"].split("/")[2] for page in pages}
    assert len(own) == 2
    assert link not in own
    sides = {Ticket.objects.get(fingerprint=codes.fingerprint(each)).side for each in own}
    assert sides == {"officers", "neither"}
    assert client.get(f"/sort/open/{codes.new_code()}").status_code == 404


def test_a_study_may_leave_out_piles_choosing_practice_and_comments(client, opening):
    _study, code = opening(piles=False, thinning=False, practice=False, comment_columns=0)
    page = agreed(client, code)
    assert page.request["PATH_INFO"].endswith("/grid")
    assert set(places_on(page).values()) == {""}
    values = iter(VALUES)
    laid = {f"place-{card}": next(values) for card in places_on(page)}
    page = send(client, page, do="go", **laid)
    assert page.request["PATH_INFO"].endswith("/questions")


def test_in_a_free_study_columns_may_be_as_full_as_one_likes(client, asked, opening):
    asked.questions.all().delete()
    _study, code = opening(forced=False, piles=False, thinning=False, practice=False, comment_columns=0)
    page = agreed(client, code)
    page = send(client, page, do="go", **{f"place-{card}": "2" for card in places_on(page)})
    page = client.post(f"/sort/{code}/check", {"do": "hand_in", "revision": hidden_revision(page)})
    assert "Your sort is handed in" in words_of(page)
    assert set(Sort.objects.get().values.values()) == {2}


def test_a_trace_is_kept_with_the_sort_only_where_the_study_says_so(client, opening):
    _study, code = opening(keeps_trace=True)
    page = to_the_check(client, code)
    client.post(f"/sort/{code}/check", {"do": "hand_in", "revision": hidden_revision(page)})
    trace = Sort.objects.get().trace
    assert trace["moves"]["pile"] == 12
    assert set(trace) == {"seconds", "moves", "piles", "straight_line", "crossed", "distance"}
    assert "2026" not in json.dumps(trace)
