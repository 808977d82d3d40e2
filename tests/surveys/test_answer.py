"""Somebody answers, through the pages, with a link and nothing else."""

import html
import re

import pytest
from django.db import OperationalError

from concordat.letters.models import Letter
from concordat.surveys import actions, queries
from concordat.surveys.models import Urn
from concordat.surveys.rules import ballot, sealing
from concordat.trail.models import Entry
from tests.surveys.conftest import ANSWERING, CLOSING, answers_of

OURS = re.compile(r'(?:FROM|UPDATE|INTO|JOIN) "(\w+)"')


@pytest.fixture
def link(links, clock):
    clock(ANSWERING)
    return links["councillors"][0]


@pytest.fixture
def address(link):
    return f"/answer/{link}"


def typed(link: str) -> dict[str, str]:
    return {name: str(answer) for name, answer in answers_of(link).items()}


def hidden(page) -> dict[str, str]:
    pairs = re.findall(r'<input type="hidden" name="(\w+)" value="(\w*)">', page.content.decode())
    return {name: html.unescape(value) for name, value in pairs}


def test_the_first_page_states_the_promise_and_its_limits(client, address):
    page = client.get(address)
    words = page.content.decode()
    assert page.status_code == 200
    for said in (
        "no time, no address",
        "Reminders go to everyone",
        "runs the server",
        "open until the end of Friday 25",
        "There are 12 questions, which take about 3 minutes.",
    ):
        assert said in words


def test_somebody_answers_page_by_page_and_the_answers_travel_in_the_form(client, link, address):
    answers = typed(link)
    items = queries.ballot_paper(link, today=ANSWERING.date()).items
    page = client.post(address, {"go": "1"})
    seen = []
    while "Check your answers" not in page.content.decode():
        words = page.content.decode()
        asked = re.findall(r'<input class="[\w-]+" type="radio" name="(\w+)"', words)
        seen += dict.fromkeys(asked)
        carried = hidden(page)
        assert carried == {name: answers[name] for name in seen if name not in asked}
        go = re.search(r'name="go" value="(\d+)">Continue', words)[1]
        page = client.post(address, carried | {name: answers[name] for name in asked} | {"go": go})
    assert sorted(seen) == sorted(answers)
    assert not Urn.objects.exclude(box=b"").exists(), "nothing is stored before it is sealed"
    page = client.post(address, hidden(page) | {"go": "seal"})
    assert "Your answers are sealed" in page.content.decode()
    urn = Urn.objects.get(atom__side="councillors")
    assert len(bytes(urn.box)) == ballot.size(items) + sealing.OVERHEAD
    assert len(bytes(urn.spent)) == ballot.HASH
    assert len(bytes(urn.unspent)) == 5 * ballot.HASH


def test_every_question_may_be_left_out_or_not_known(client, link, address, closed_after):
    client.post(address, {"H1": "unsure", "T1": "", "go": "seal"})
    assert closed_after(link) == [0] * 12


def test_what_was_sealed_is_what_was_answered(client, link, address, closed_after):
    client.post(address, typed(link) | {"go": "seal"})
    assert closed_after(link) == list(answers_of_before(link))


def answers_of_before(link):
    return [n % (10 if shape == "M" else 3) + 1 for n, shape in enumerate(SHAPES)]


SHAPES = ["M", "D", "M", "M", "M", "M", "M", "M", "M", "M", "D", "D"]


@pytest.fixture
def closed_after(launched, monkeypatch):
    """Looks into the box with the wave's key, which the test keeps at launch as nothing else may."""

    def look(link: str) -> list[int]:
        urn = Urn.objects.get(atom=int(link.split("-")[0]))
        opened = sealing.open_ballot(bytes(urn.box), wave_key=KEPT["key"], wave=launched.id, atom=urn.atom_id)
        return list(ballot.decode(opened, items=queries.items_of(launched)))

    return look


KEPT: dict[str, sealing.X25519PrivateKey] = {}


@pytest.fixture(autouse=True)
def keep_the_key(monkeypatch):
    real = sealing.new_wave_key

    def noted():
        KEPT["key"] = real()
        return KEPT["key"]

    monkeypatch.setattr(sealing, "new_wave_key", noted)


def test_an_answer_on_no_scale_brings_the_page_back_with_everything_typed(client, link, address):
    page = client.post(address, typed(link) | {"H1": "11", "go": "seal"})
    words = page.content.decode()
    assert "There is a problem" in words
    assert "Choose one of the answers below" in words
    assert re.search(r'name="H3" value="3"[^>]*checked', words)
    assert hidden(page) == {k: v for k, v in typed(link).items() if k not in {"H1", "H2", "H3"}}
    assert not Urn.objects.exclude(box=b"").exists()


def test_strange_words_in_the_form_do_no_harm(client, link, address):
    for go in ("", "-1", "٣", "999999", "seal ", "1e3"):
        assert client.post(address, {"go": go, "nonsense": "x" * 10_000}).status_code == 200
    assert not Urn.objects.exclude(box=b"").exists()


def test_changing_one_part_leads_straight_back_to_the_check(client, link, address):
    page = client.post(address, typed(link) | {"from": "check", "go": "2"})
    assert "Back to check my answers" in page.content.decode()


def test_answering_twice_counts_once_and_says_so_kindly(client, link, address):
    answers = typed(link)
    client.post(address, answers | {"go": "seal"})
    before = bytes(Urn.objects.get(atom__side="councillors").box)
    again = client.post(address, answers | {"go": "seal"})
    assert again.status_code == 410
    assert "counted once" in again.content.decode()
    assert client.get(address).status_code == 410
    assert bytes(Urn.objects.get(atom__side="councillors").box) == before


@pytest.mark.parametrize(
    "forged",
    ["x", "1", "-", "999999-aaaaaaaaaaaaaaaaaaaaaaaaaa", "٣-aaaa", "1" * 40 + "-a", "%00", "1-<script>"],
)
def test_a_forged_link_is_no_link(client, link, forged):
    page = client.get(f"/answer/{forged}")
    assert page.status_code == 404
    assert "not a link that we have sent" in page.content.decode()


def test_a_link_of_one_side_opens_nothing_under_the_other(client, links, clock):
    clock(ANSWERING)
    token = links["councillors"][0].split("-")[1]
    other = links["officers"][0].split("-")[0]
    assert client.get(f"/answer/{other}-{token}").status_code == 404


def test_the_last_day_is_a_day_for_answering_and_the_next_is_not(client, link, address, clock):
    clock(ANSWERING.replace(day=25))
    assert client.get(address).status_code == 200
    clock(CLOSING)
    page = client.post(address, typed(link) | {"go": "seal"})
    assert page.status_code == 410
    assert "no more answers can be taken" in page.content.decode()
    assert not Urn.objects.exclude(box=b"").exists()


def test_a_link_after_the_close_and_after_the_results_says_that_it_is_closed(
    client, link, address, launched, mona
):
    actions.close(wave=launched, by=mona, at=ANSWERING)
    page = client.get(address)
    assert page.status_code == 410
    assert "This health check is closed" in page.content.decode()


def test_whoever_looked_before_the_close_and_seals_after_it_is_refused(launched, link, mona):
    paper = queries.ballot_paper(link, today=ANSWERING.date())
    actions.close(wave=launched, by=mona, at=ANSWERING)
    with pytest.raises(queries.ballots.TooLate):
        actions.cast(paper=paper, answers={}, at=ANSWERING)


def test_the_pages_set_no_cookie_and_ask_no_session_even_of_someone_signed_in(
    client, link, address, people, django_assert_max_num_queries
):
    client.force_login(people["amara"].person)
    posts = [{"go": "1"}, {"go": "99"}, typed(link) | {"go": "seal"}, {"go": "seal"}]
    for send in [
        lambda: client.get(address),
        *(lambda form=form: client.post(address, form) for form in posts),
    ]:
        with django_assert_max_num_queries(7) as asked:
            page = send()
        assert not page.cookies
        assert "Cookie" not in page.headers.get("Vary", "")
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        tables = {table for query in asked for table in OURS.findall(query["sql"])}
        assert tables <= {
            "surveys_urn",
            "surveys_atom",
            "surveys_wave",
            "surveys_reviewer",
            "people_council",
        }


def test_to_a_visitor_who_is_not_signed_in_no_cookie_is_given(client, link, address):
    for page in (client.get(address), client.post(address, typed(link) | {"go": "seal"})):
        assert not page.cookies
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"


def test_a_ballot_leaves_no_line_no_letter_and_no_log(client, link, address, caplog):
    before = Entry.objects.count(), Letter.objects.count()
    client.post(address, typed(link) | {"go": "seal"})
    client.get(address)
    client.get("/answer/forged")
    assert (Entry.objects.count(), Letter.objects.count()) == before
    assert caplog.text == ""


def test_when_the_database_cannot_write_nothing_typed_is_lost_and_the_link_still_works(
    client, link, address, monkeypatch
):
    def full(*args, **kwargs):
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(Urn, "save", full)
        page = client.post(address, typed(link) | {"go": "seal"})
    assert page.status_code == 503
    assert "Nothing is lost" in page.content.decode()
    again = hidden(page)
    again.pop("from")
    assert again == typed(link)
    assert client.post(address, hidden(page) | {"go": "seal"}).status_code == 200


def test_each_side_is_asked_in_its_own_words(client, links, clock):
    clock(ANSWERING)
    pages = [client.post(f"/answer/{links[side][0]}", {"go": "2"}).content.decode() for side in links]
    assert pages[0] != pages[1]
