import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.conf import settings

from concordat.papers.document import Figure, Paragraph, Section
from concordat.papers.drawing import NotDrawable
from concordat.papers.html import to_html
from tests.papers.marlbridge import CHART, HEALTH_CHECK

VOID = {"meta", "br", "link", "img", "input"}


class Page(HTMLParser):
    """The elements of a page in order; fails if one is closed that was not open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(to_html(HEALTH_CHECK))


def test_every_element_is_closed_in_its_turn(page: Page) -> None:
    assert page.open == []


def test_the_page_says_its_language_and_its_title(page: Page) -> None:
    assert page.all("html") == [{"lang": "en-GB"}]
    assert f"{HEALTH_CHECK.title} – Marlbridge District Council" in page.texts


def test_there_is_one_h1_and_no_level_is_skipped(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert 4 in levels


def test_a_fragment_takes_its_place_under_the_headings_of_a_page() -> None:
    fragment = Page(to_html(HEALTH_CHECK, fragment=True, level=2))
    assert not fragment.all("html", "head", "style", "h1")
    assert len(fragment.all("h2")) == 1
    assert fragment.all("h5")


def test_no_heading_is_deeper_than_html_has() -> None:
    deep = Section("a", (Section("b", (Section("c", (Section("d", (Paragraph("x"),)),)),)),))
    assert Page(to_html(replace(HEALTH_CHECK, body=(deep,)), fragment=True, level=4)).all("h6")


def test_no_style_and_no_script_stands_in_an_element(page: Page) -> None:
    assert all("style" not in attributes for _, attributes in page.elements)
    assert not page.all("script", "link", "iframe")


def test_every_header_cell_says_what_it_heads(page: Page) -> None:
    assert {cell["scope"] for cell in page.all("th")} == {"row", "col"}
    assert len(page.all("caption")) == len(page.all("table"))


def test_a_figure_has_its_words_and_its_table(page: Page) -> None:
    (drawn,) = page.all("svg")
    assert drawn["role"] == "img"
    assert drawn["aria-label"] == "Councillors rate trust at 7.7 and officers at 6.2 & the gap is 1.5."
    assert "The figures of the drawing" in page.texts


def test_every_id_is_used_once_and_every_link_within_finds_one(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    pointed = [str(link["href"])[1:] for link in page.all("a") if str(link["href"]).startswith("#")]
    assert len(pointed) == 5
    assert set(pointed) <= set(ids)


def test_two_papers_can_stand_on_one_page() -> None:
    both = to_html(HEALTH_CHECK, fragment=True, ids="a") + to_html(HEALTH_CHECK, fragment=True, ids="b")
    ids = [attributes["id"] for _, attributes in Page(both).elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_what_was_typed_is_never_markup() -> None:
    nasty = '<script>alert("x")</script>&'
    paper = replace(
        HEALTH_CHECK, title=nasty, council=nasty, committee=nasty, author=nasty, reference=nasty, status=nasty
    )
    paper = replace(
        paper, body=(Section(nasty, (Figure(nasty, CHART, nasty, note=nasty), Paragraph(nasty))),)
    )
    html = to_html(paper)
    assert "<script" not in html
    # Four times for the browser, six in the title block, five in the section.
    assert html.count("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;") == 15


def test_a_drawing_is_checked_before_it_is_shown() -> None:
    bad = Figure("x", CHART.replace("<g ", "<script/><g "), "x")
    with pytest.raises(NotDrawable, match="cannot hold <script>"):
        to_html(replace(HEALTH_CHECK, body=(Section("s", (bad,)),)))


def test_equal_papers_are_equal_pages() -> None:
    assert to_html(HEALTH_CHECK) == to_html(replace(HEALTH_CHECK))


def test_paragraphs_bear_the_numbers_that_minutes_cite(page: Page) -> None:
    assert {"1.1", "3.3", "5.4", "A2", "B1"} <= set(page.texts)


def test_the_policy_of_a_page_names_the_very_style_that_a_paper_brings():
    """Or whoever opens the paper in a browser would see it without any."""
    page = to_html(HEALTH_CHECK)
    [told] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = b64encode(sha256(told.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["style-src"]
