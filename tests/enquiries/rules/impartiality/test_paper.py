"""The committee paper: everything that must always be printed, nothing that must never be said."""

import re
from datetime import date

import pytest

from concordat.enquiries.rules.impartiality import Change, drawings, wording
from concordat.enquiries.rules.impartiality.paper import paper
from concordat.enquiries.rules.impartiality.sentences import Sentence
from concordat.papers.html import to_html
from concordat.papers.word import to_word
from tests.enquiries.rules.impartiality.councils import told, year

SMALL = (("Ash", 9), ("Beech", 7), ("Cedar", 3))
FORBIDDEN = (
    r"officers (are|were) (im)?partial",
    r"(un)?biased",
    r"no (significant )?difference (was found|between)",
    r"not significant",
    r"treated equally",
    r"statistically significant",
)


@pytest.fixture(scope="module")
def report():
    change = Change(date(2025, 11, 3), went_out="Ash", came_in="Beech")
    return told(year(3, groups=SMALL, enquiries=500, slower={"Beech": 1.5}), change=change, by_service=True)


@pytest.fixture(scope="module")
def html(report):
    return to_html(paper(report, council="Larkfield", committee="Standards", date=date(2026, 6, 1)))


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split("<body", 1)[1]))


def test_what_must_always_be_printed_is_printed(report, html):
    text = text_of(html)
    pair = report.pairs[0]
    for fact in (
        "±10 points",
        "4 March 2025",
        "12/25",
        f"{pair.detectable:.1f}",
        f"{pair.design_effect:.2f}",
        "What was left out, and why",
        "What this cannot tell",
        *(f"{number:,}" for number in (*pair.n_enquiries, *pair.n_councillors)),
        *map(str, report.left_out),
        *map(str, report.cautions),
        *map(str, pair.said),
        pair.verdict.words,
    ):
        assert fact in text, fact


def test_the_paper_is_whole_even_where_nothing_may_be_shown():
    nothing = told(year(3, groups=(("Ash", 3), ("Beech", 2)), enquiries=40))
    text = text_of(to_html(paper(nothing, council="Larkfield", committee="Standards", date=date(2026, 6, 1))))
    assert "too few to report" in text
    assert "±10 points" in text
    assert "How long councillors waited" not in text


def test_what_must_never_be_said_is_in_no_sentence_and_no_paper(html):
    sentences = [value for name, value in vars(wording).items() if name.isupper() and isinstance(value, str)]
    for words in (text_of(html), *sentences):
        for never in FORBIDDEN:
            assert not re.search(never, words, re.IGNORECASE), (never, words[:80])


def test_every_chart_stands_with_its_table_and_its_words(report, html):
    charts = drawings.differences(report), drawings.waits(report), drawings.checks(report.pairs[0], report)
    assert html.count("<svg") == len(charts)
    for chart in charts:
        assert chart.title in html
    assert drawings.checks(report.pairs[1], report) is None


@pytest.mark.slow
def test_word_has_the_same_sentences(report):
    made = to_word(paper(report, council="Larkfield", committee="Standards", date=date(2026, 6, 1)))
    assert made[:2] == b"PK"


def test_services_stand_in_a_paper_only_for_statutory_officers():
    plain = told(year(3, groups=SMALL))
    text = text_of(to_html(paper(plain, council="Larkfield", committee="Standards", date=date(2026, 6, 1))))
    assert "Service by service" not in text


def test_every_sentence_can_be_translated_with_its_figures_left_in_place(report):
    """A page gives its gettext; what is translated is the fixed words, never the filled sentence."""
    asked = []

    def welsh(words):
        asked.append(words)
        return f"[{words}]"

    everything = [*report.left_out, *report.cautions, *(s for pair in report.pairs for s in pair.said)]
    for sentence in everything:
        assert sentence.said(welsh) == f"[{sentence}]"
    assert all(not re.search(r"\d{2}\.\d", words) for words in asked)


def test_a_date_in_a_sentence_is_written_as_the_page_writes_dates():
    sentence = Sentence("agreed on %(day)s", {"day": date(2025, 3, 4)})
    assert str(sentence) == "agreed on 4 March 2025"
    assert sentence.said(day=lambda on: f"{on.day}.{on.month}.") == "agreed on 4.3."


@pytest.mark.parametrize(("value", "words"), [(0.0, "0.0"), (-0.04, "0.0"), (1.25, "+1.2"), (-3.0, "−3.0")])
def test_a_signed_figure_has_a_sign_only_if_it_is_not_nought(value, words):
    assert wording.signed(value) == words
