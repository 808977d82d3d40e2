"""What was published, as everyone sees it."""

import inspect
import json
import re

import pytest
from django.utils.html import escape

from concordat.surveys import actions, queries
from concordat.surveys.models import Rendering
from concordat.surveys.rules import publishing
from concordat.surveys.rules.discussing import to_discuss
from concordat.surveys.rules.release import Release
from concordat.surveys.views import showing
from tests.surveys.conftest import CLOSING, OPENING, write
from tests.surveys.rules import counted

HERE = "/larkfield/health-check/autumn-2026"
UNLIKE = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"')  # drawn anew for each page


def seen(client, who, address=f"{HERE}/results"):
    client.force_login(who.person)
    return client.get(address)


def test_the_page_holds_both_scores_the_gap_and_how_they_were_made(client, released, people):
    page = seen(client, people["amara"]).content.decode()
    release = queries.results_of(released)
    assert release.headline.councillors_shown in page
    assert "6 of 6 replied" in page
    assert release.roster_hash in page
    for how in ("gaps", "tipping-point", "dimensions", "blind-spots", "scores", "three-bands"):
        assert f'health-check/method#{how}"' in page
    method = seen(client, people["amara"], "/larkfield/health-check/method").content.decode()
    for how in ("gaps", "tipping-point", "dimensions", "blind-spots", "scores", "three-bands"):
        assert f'id="{how}"' in method


def test_every_caution_of_the_release_stands_on_the_page(client, released, people):
    page = seen(client, people["amara"]).content.decode()
    for caution in queries.results_of(released).cautions:
        assert escape(caution) in page


@pytest.mark.parametrize("form", ["json", "csv", "html"])
def test_the_same_bytes_for_every_audience(client, released, people, form):
    files = {
        seen(client, people[who], f"{HERE}/results/{form}").content
        for who in ("amara", "owen", "mona", "isaac")
    }
    assert len(files) == 1


def test_the_page_differs_in_nothing_but_who_reads_it(client, released, people):
    def told(who):
        words = seen(client, people[who]).content.decode()
        return words[words.index("<main") : words.index("</main>")]

    assert told("amara") == told("owen") == told("isaac")


def test_the_json_is_the_release(client, released, people):
    told = json.loads(seen(client, people["owen"], f"{HERE}/results/json").content)
    assert Release.from_json(told) == queries.results_of(released)
    assert told["atoms"][0] == {
        "name": "councillors",
        "side": "councillors",
        "invited": 6,
        "answered": 6,
        "reportable": True,
    }


def test_the_worker_makes_the_files_and_until_then_the_page_says_so(client, released, people):
    page = seen(client, people["owen"], f"{HERE}/results/docx").content.decode()
    assert "The file is being made" in page
    assert 'http-equiv="refresh"' in page
    assert actions.render_due(at=OPENING) == len(publishing.OF_A_RELEASE)
    assert actions.render_due(at=OPENING) == 0
    files = {"docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF", "guide.docx": b"PK", "guide.pdf": b"%PDF"}
    for form, start in files.items():
        file = seen(client, people["owen"], f"{HERE}/results/{form}")
        assert file.content.startswith(start)
        assert file.headers["Content-Type"] == publishing.KINDS[form]


def test_a_file_that_cannot_be_made_is_given_up_after_three_tries(client, released, people, monkeypatch):
    def stumbles(*args, **kwargs):
        raise RuntimeError("no fonts")

    monkeypatch.setattr(publishing, "made", stumbles)
    for _ in range(2):
        actions.render_due(at=OPENING)
    assert set(Rendering.objects.values_list("state", flat=True)) == {"failed"}
    assert "could not be made" in seen(client, people["owen"], f"{HERE}/results/pdf").content.decode()


def test_before_the_box_is_opened_there_are_no_results(client, closed, people):
    for address in (f"{HERE}/results", f"{HERE}/results/json"):
        assert seen(client, people["mona"], address).status_code == 404


def test_another_council_finds_no_results(client, released, nerys):
    assert seen(client, nerys).status_code == 404
    assert seen(client, nerys, "/netherby/health-check/autumn-2026/results").status_code == 404


@pytest.mark.parametrize("who", ["amara", "owen", "mona", "isaac"])
def test_there_is_no_export_of_rows(client, released, people, who):
    """Each form is made of the release alone: nobody can ask for another, whatever it is called."""
    assert set(inspect.signature(publishing.made).parameters) == {"form", "release", "committee", "on"}
    for form in ("ballots", "answers", "rows", "people", "raw", "ballots.csv", "answers.xlsx", "all.zip"):
        assert seen(client, people[who], f"{HERE}/results/{form}").status_code == 404


def test_the_page_asks_few_questions_of_the_database(client, released, people, django_assert_max_num_queries):
    client.force_login(people["amara"].person)
    with django_assert_max_num_queries(8):
        client.get(f"{HERE}/results")


WHILE_OPEN = (
    "/larkfield/", "/larkfield/health-check/", f"{HERE}/", f"{HERE}/roster", f"{HERE}/key-holders",
    f"{HERE}/key", f"{HERE}/slips", f"{HERE}/remind", f"{HERE}/close", f"{HERE}/preflight", f"{HERE}/opening",
    f"{HERE}/results", f"{HERE}/results/json", f"{HERE}/results/csv",
)  # fmt: skip


def test_while_it_is_open_nothing_tells_how_many_have_answered(client, links, people, clock):
    """No page changes by a word when people answer: not for those who answer, organise or hold a key."""
    clock(CLOSING.replace(day=20))

    def pages():
        found = {}
        for who in ("amara", "owen", "mona", "isaac"):
            for address in WHILE_OPEN:
                page = seen(client, people[who], address)
                found[who, address] = (page.status_code, UNLIKE.sub("", page.content.decode()))
        return found

    before = pages()
    assert {status for status, _words in before.values()} >= {200, 404}
    assert "Nobody can see who has answered, or how many" in before["mona", f"{HERE}/"][1]
    for side in links.values():
        for number, link in enumerate(side):
            write(link, number=number)
            if number in {0, 4, 5}:
                assert pages() == before


def test_other_rooms_get_plain_values(released, people):
    [published] = queries.released_figures(released.council_id)
    assert (published.wave, published.slug) == ("Autumn 2026", "autumn-2026")
    latest = queries.latest_release(people["amara"])
    assert latest is not None
    assert latest.href == f"{HERE}/results"
    assert [str(figure.label) for figure in latest.figures] == ["Councillors", "Officers", "Gap"]


def test_every_link_at_the_top_of_the_page_leads_to_a_place_on_it(client, released, people):
    page = seen(client, people["amara"]).content.decode()
    links = re.findall(r'href="#([a-z-]+)"', page)
    assert len(links) > 5
    for place in links:
        assert page.count(f'id="{place}"') == 1


def test_the_page_asks_what_a_joint_meeting_may_discuss(client, released, people):
    page = seen(client, people["amara"]).content.decode()
    for question in to_discuss(queries.results_of(released)):
        assert escape(question) in page


def test_a_question_is_named_by_its_topic_and_not_by_its_code(client, released, people):
    told = showing.page(queries.results_of(released))
    names = [row[0] for row in (*told["scores"], *told["bands"])]
    assert "The working relationship overall" in names
    assert not any(re.match(r"[A-Z]{1,2}\d", name) for name in names)


def test_of_the_changes_only_those_beyond_chance_lead_and_all_can_be_read():
    """The whole table is folded away; nothing is left out of it."""
    before = counted.released(around={"councillors": 8, "officers": 6})
    now = counted.released(around={"councillors": 8, "officers": 8}, previous=before)
    led = showing.moved(now)
    assert {change.side for change in led if change.id != "H1"} == {"officers"}
    assert {change.side for change in led if change.id == "H1"} == {"councillors", "officers"}
    assert all(change.word == "better" for change in led if change.side == "officers")
    assert len(showing.page(now)["changes"]) == len(now.changes) > len(led)
