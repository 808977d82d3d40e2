"""The base page and its bare sister."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

import concordat
from concordat.design import navigation, views
from concordat.design.parts import Fact, KeyFigure, Task

pytestmark = pytest.mark.urls("tests.design.urls")
SIGNED_IN = SimpleNamespace(is_authenticated=True)


class Untouchable:
    """A request that tells whoever looks at it."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"The bare page looked at the request: {name}.")


def drawn(template: str, **context: object) -> str:
    return engines["django"].from_string("{% load design %}" + template).render(context)


def page(**context: object) -> str:
    request = RequestFactory().get("/")
    request.user = context.pop("user", SimpleNamespace(is_authenticated=False))
    if office := context.pop("office", None):
        request.office = office
    body = '{% extends "design/base.html" %}{% block title %}Roster{% endblock %}'
    return engines["django"].from_string(body).render(context, request=request)


def test_a_page_names_itself_its_language_and_the_way_past_its_head():
    html = page()
    assert '<html class="govuk-template" lang="en-gb">' in html
    assert "<title>Roster – Concordat</title>" in html
    assert html.index('href="#main"') < html.index("<header")
    assert '<main class="govuk-main-wrapper page-main" id="main" tabindex="-1">' in html


def test_the_title_says_first_that_something_is_wrong():
    class Name(forms.Form):
        name = forms.CharField()

    assert "<title>Error: Roster – Concordat</title>" in page(form=Name({}))
    assert "<title>Roster – Concordat</title>" in page(form=Name())


def test_no_page_says_a_second_time_in_its_title_that_something_is_wrong():
    """The page that all others extend says it for them."""
    titles = {
        str(file): re.search(r"{% block title %}.*{% endblock %}", file.read_text())
        for file in Path(concordat.__file__).parent.glob("*/templates/**/*.html")
    }
    assert len(titles) > 100
    assert [name for name, title in titles.items() if title and "form.errors" in title[0]] == []


def test_a_page_stands_under_a_strict_policy():
    html = page(user=SIGNED_IN)
    assert "<script" not in html
    assert "style=" not in html
    assert "<style" not in html


def test_whoever_is_not_signed_in_has_no_menu():
    assert 'id="menu"' not in page()
    assert 'popovertarget="menu"' in page(user=SIGNED_IN)


def test_the_office_in_which_one_acts_stands_on_every_page():
    council = SimpleNamespace(slug="larkfield", __str__=lambda self: "Larkfield")
    html = page(user=SIGNED_IN, office=SimpleNamespace(council=council, kind="officer", duties_in_words=""))
    assert "acting as officer" in html
    mona = SimpleNamespace(council=council, kind="officer", duties_in_words="monitoring officer")
    assert "acting as monitoring officer" in page(user=SIGNED_IN, office=mona)
    assert '<a href="/larkfield/">' in html


def test_one_signs_out_by_a_form_and_never_by_a_link():
    html = page(user=SIGNED_IN)
    assert '<form method="post" action="/out/"><input type="hidden" name="csrfmiddlewaretoken"' in html
    assert 'href="/out/"' not in html


@pytest.mark.parametrize(
    ("level", "kind", "role"), [(25, "success", "alert"), (40, "error", "alert"), (20, "info", "region")]
)
def test_a_message_stands_at_the_head_of_the_page(level, kind, role):
    html = page(messages=[Message(level, "Sent to <60> people.")])
    assert f'govuk-notification-banner--{kind}" role="{role}" aria-labelledby="notification-1"' in html
    assert "Sent to &lt;60&gt; people." in html


def test_the_bare_page_never_looks_at_who_is_reading():
    html = render_to_string(
        "design/bare.html", {"request": Untouchable(), "user": Untouchable(), "council": "Larkfield"}
    )
    assert "Larkfield" in html
    assert "csrf" not in html


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
def test_a_page_for_when_things_break_needs_nothing(name):
    assert "<h1>" in render_to_string(name)


@pytest.mark.parametrize("name", ["403.html", "404.html"])
def test_a_refusal_is_a_whole_page(name):
    request = RequestFactory().get("/")
    request.user = SIGNED_IN
    html = render_to_string(name, request=request)
    assert "<h1>" in html
    assert 'id="main"' in html


class TestNavigation:
    @pytest.fixture(autouse=True)
    def four_rooms(self, monkeypatch):
        """Two that open to anybody, one that opens to nobody, and one that has not been built."""
        rooms = (
            ("Today", "home:home"),
            ("Health check", "surveys:waves"),
            ("Archive", "archive:archive"),
            ("Nowhere", "nowhere:at_all"),
        )
        monkeypatch.setattr(navigation, "ROOMS", rooms)

    def doors(self, path: str) -> list[tuple[str, str]]:
        request = RequestFactory().get(path)
        request.office = SimpleNamespace(council=SimpleNamespace(slug="larkfield"), kind="officer")
        return [(door.words, door.here) for door in navigation.open_doors(request)]

    def test_only_the_rooms_that_are_there_and_open_to_the_office_are_named(self):
        assert self.doors("/larkfield/") == [("Today", "page"), ("Health check", "")]

    def test_a_page_deep_in_a_room_belongs_to_that_room_and_not_to_home(self):
        assert self.doors("/larkfield/health-check/7/") == [("Today", ""), ("Health check", "true")]

    def test_without_an_office_there_are_no_rooms(self):
        assert navigation.open_doors(RequestFactory().get("/")) == []


class TestComponents:
    def test_a_tag_says_in_words_what_its_colour_says(self):
        assert (
            drawn("{% tag 'Overdue' 'late' %}").strip()
            == '<strong class="govuk-tag govuk-tag--late">Overdue</strong>'
        )

    def test_a_table_scrolls_by_keyboard_and_heads_its_rows_and_columns(self):
        html = drawn(
            "{% data_table 'Replies' head rows numeric='1' %}",
            head=["Side", "Replied"],
            rows=[["Councillors <all>", "44 of 60"]],
        )
        assert '<div class="table-region" tabindex="0" role="region" aria-label="Replies">' in html
        assert '<th scope="row" class="govuk-table__header">Councillors &lt;all&gt;</th>' in html
        assert '<td class="govuk-table__cell govuk-table__cell--numeric">44 of 60</td>' in html
        assert html.count('scope="col"') == 2

    def test_a_key_figure_goes_nowhere_without_its_note(self):
        html = drawn(
            "{% key_figures figures %}", figures=[KeyFigure("Councillors", "7.7", "44 of 60 replied")]
        )
        assert html.index("7.7") < html.index("44 of 60 replied")

    def test_change_is_read_with_what_it_changes(self):
        html = drawn("{% summary_list rows %}", rows=[Fact("Closes on", "27 March", "Change", "/x")])
        assert 'Change<span class="govuk-visually-hidden"> Closes on</span>' in html

    def test_a_task_that_cannot_start_is_no_link(self):
        html = drawn(
            "{% task_list tasks %}", tasks=[Task("Launch", "Cannot start yet"), Task("Sign", "To do", "/s")]
        )
        assert html.count("<a ") == 1
        assert 'aria-describedby="task-2-status"' in html

    def test_the_step_one_is_at_is_told_to_everyone(self):
        html = drawn("{% steps names 2 %}", names=["Prepare", "Listen", "Release"])
        assert 'class="steps__now" aria-current="step">Listen' in html
        assert 'Prepare<span class="govuk-visually-hidden"> (done)</span>' in html

    def test_turning_a_page_keeps_the_filter(self):
        request = RequestFactory().get("/?side=officer&page=2")
        html = drawn("{% pagination page %}", page=Paginator(range(90), 10).get_page(2), request=request)
        assert 'href="?side=officer&amp;page=3" rel="next"' in html
        assert 'aria-label="Page 2" aria-current="page"' in html

    def test_one_page_needs_no_turning(self):
        request = RequestFactory().get("/")
        html = drawn("{% pagination page %}", page=Paginator(range(9), 10).get_page(1), request=request)
        assert html.strip() == ""

    def test_an_empty_list_says_so(self):
        assert "Nothing waits for you" in drawn("{% empty 'Nothing waits for you' %}")

    def test_what_stands_inside_a_block_is_escaped_once(self):
        html = drawn(
            "{% details summary %}<p>{{ words }}</p>{% enddetails %}", words="5 < 6", summary="How & why"
        )
        assert "How &amp; why" in html
        assert "<p>5 &lt; 6</p>" in html


def test_the_gallery_shows_everything_at_once(client, settings):
    settings.MIDDLEWARE = []
    html = client.get("/gallery/").content.decode()
    for part in (
        "key-figures",
        "govuk-task-list",
        "scale__points",
        "govuk-error-summary",
        "govuk-panel",
        "<svg",
    ):
        assert part in html
    assert "style=" not in html


def test_the_gallery_says_to_whom_it_is_open():
    assert views.gallery.open_to == "everyone"
