from dataclasses import replace
from datetime import date

import pytest

from concordat.papers.document import BulletList, Note, NoteMark, NumberedList, Paper, Paragraph, Section
from concordat.papers.outline import Heading, Mark, Noted, Prosaic, Series, letter, outline
from concordat.papers.wording import wording
from tests.papers.marlbridge import HEALTH_CHECK

BARE = Paper(
    title="T",
    council="C",
    committee="S",
    date=date(2026, 1, 1),
    author="",
    author_office="Clerk",
    purpose=(Paragraph("Why."),),
    recommendation=(Paragraph("That."),),
)


def headings(paper: Paper) -> list[tuple[int, str, str]]:
    return [(item.level, item.number, item.text) for item in outline(paper) if isinstance(item, Heading)]


def numbers(paper: Paper) -> list[str]:
    return [item.number for item in outline(paper) if isinstance(item, Prosaic)]


def test_a_paper_is_read_in_the_order_that_committees_know() -> None:
    assert headings(HEALTH_CHECK) == [
        (1, "1", "Purpose"),
        (1, "2", "Recommendations"),
        (1, "3", "What was found"),
        (2, "", "Trust & respect <between> the sides"),
        (3, "", "A smaller matter"),
        (1, "4", "Next steps"),
        (1, "5", "Implications"),
        (2, "", "Legal"),
        (2, "", "Financial"),
        (2, "", "Equalities"),
        (2, "", "Risk"),
        (1, "A", "Method"),
        (1, "B", "Every item"),
        (1, "", "Notes"),
        (1, "", "Sources"),
    ]


def test_paragraphs_are_counted_through_a_section_and_its_parts() -> None:
    assert numbers(HEALTH_CHECK) == (
        ["1.1", "1.2", "2.1", "3.1", "3.2", "3.3", "4.1", "5.1", "5.2", "5.3", "5.4", "A1", "A2", "B1"]
    )


def test_what_stands_before_the_first_section_is_not_counted() -> None:
    assert numbers(replace(BARE, head=(Paragraph("Early."),)))[0] == ""


def test_a_part_that_is_empty_has_no_heading() -> None:
    assert [text for _, _, text in headings(BARE)] == ["Purpose", "Recommendation"]


def test_one_recommendation_is_singular_and_two_are_plural() -> None:
    one = replace(BARE, recommendation=(NumberedList(("notes it",)),))
    two = replace(BARE, recommendation=(BulletList(("notes it", "acts on it")),))
    assert headings(one)[1][2] == "Recommendation"
    assert headings(two)[1][2] == "Recommendations"


def test_equal_notes_share_a_number_and_lead_back_to_the_first_mark() -> None:
    items = outline(HEALTH_CHECK)
    marks = [
        piece
        for item in items
        if isinstance(item, Prosaic)
        for piece in item.prose
        if isinstance(piece, Mark)
    ]
    assert marks == [Mark(1, True), Mark(1, False), Mark(2, True)]
    assert [len(item.notes) for item in items if isinstance(item, Noted)] == [2]


def test_a_note_upon_a_note_is_written_out_too() -> None:
    inner = Note("Inner.")
    paper = replace(
        BARE, body=(Section("S", (Paragraph(("x", NoteMark(Note(("Outer.", NoteMark(inner)))))),)),)
    )
    (noted,) = [item for item in outline(paper) if isinstance(item, Noted)]
    assert len(noted.notes) == 2


def test_a_paper_in_welsh_brings_welsh_words() -> None:
    welsh = replace(BARE, language="cy")
    assert [text for _, _, text in headings(welsh)] == ["Diben", "Argymhelliad"]
    assert wording("cy-GB").day(date(2027, 2, 1)) == "1 Chwefror 2027"
    assert wording("fr").purpose == "Purpose"


def test_appendices_are_counted_apart() -> None:
    (method,) = [
        item for item in outline(HEALTH_CHECK) if isinstance(item, Heading) and item.text == "Method"
    ]
    assert method.series is Series.APPENDIX


@pytest.mark.parametrize(("place", "expected"), [(1, "a"), (26, "z"), (27, "aa"), (53, "aaa")])
def test_letters_go_on_after_z(place: int, expected: str) -> None:
    assert letter(place) == expected
