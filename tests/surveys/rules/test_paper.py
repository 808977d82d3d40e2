import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date

import docx
import pytest

from concordat.papers.document import (
    Block,
    BulletList,
    Callout,
    Figure,
    KeyFigures,
    NumberedList,
    Paper,
    Paragraph,
    Section,
    Table,
    plain_text,
)
from concordat.papers.html import to_html
from concordat.papers.pdf import to_pdf
from concordat.papers.word import to_word
from concordat.papers.word_styles import TALLEST, TEXT_WIDTH
from concordat.surveys.rules import data
from concordat.surveys.rules.instrument import SHORT_FORM
from concordat.surveys.rules.paper import paper
from concordat.surveys.rules.release import Atom, Release
from tests.papers import tagged
from tests.surveys.rules.counted import COUNCILLORS, OFFICERS, counts, ratings, released

ON = date(2026, 11, 22)


def made(release: Release) -> Paper:
    return paper(release, committee="Standards Committee", date=ON)


def words_of(blocks: tuple[Block | Section, ...]) -> str:
    said = []
    for block in blocks:
        match block:
            case Section():
                said += [block.heading, words_of(block.blocks)]
            case Paragraph():
                said.append(plain_text(block.words))
            case BulletList() | NumberedList():
                said += [plain_text(item) for item in block.items]
            case Callout():
                said += [block.kind, plain_text(block.text)]
            case Table():
                said += [block.caption, *block.head, *(cell for row in block.rows for cell in row)]
            case KeyFigures():
                said += [words for item in block.items for words in item]
            case Figure():
                said += [block.title, block.alternative, words_of((block.table,)) if block.table else ""]
    return "\n".join(said)


def whole(of: Paper) -> str:
    sections = (*of.body, *of.implications, *of.appendices)
    return words_of((*of.head, *of.purpose, *of.recommendation, *sections))


def headings(of: Paper) -> list[str]:
    return [section.heading for section in of.body]


def test_the_paper_opens_with_two_scores_and_the_gap():
    figures = next(block for block in made(released()).head if isinstance(block, KeyFigures))
    assert [item[:2] for item in figures.items] == [
        ("Councillors", "8.0"),
        ("Officers", "6.0"),
        ("Gap", "2.0"),
    ]
    assert figures.items[0][2] == "44 of 60 replied"


def test_a_whole_release_fills_every_section():
    assert headings(made(released(previous=released()))) == [
        "The two scores",
        "Who replied",
        "Topic by topic",
        "Where the two sides differ most",
        "How each side sees itself and the other",
        "Who should do what",
        "Where the balance lies",
        "Pressure and impartiality",
        "What has changed",
        "Questions for a joint meeting",
        "What this cannot tell",
    ]


def test_the_short_form_leaves_out_what_it_did_not_ask():
    assert "Who should do what" not in headings(made(released(items=SHORT_FORM)))
    assert "What has changed" not in headings(made(released(items=SHORT_FORM)))


def test_the_recommendation_is_neutral_and_names_the_widest_gaps():
    told = counts((COUNCILLORS, OFFICERS), around={"councillors": 7, "officers": 7})
    told["officers", "A3"] = ratings(120, around=3)
    said = words_of(made(released(counts=told)).recommendation)
    assert "note the results, and the limits" in said
    assert "(saying what needs saying)" in said
    assert "agree a date for the next health check" in said


def test_it_says_plainly_that_these_are_perceptions():
    told = whole(made(released()))
    assert "These are perceptions" in told
    assert "not a finding that it happened" in told


@pytest.mark.parametrize(
    "jargon", [r"p-value", r"standard deviation", r"\balpha\b", r"signific", r"\bSD\b", r"null"]
)
def test_it_uses_no_jargon_of_statistics(jargon):
    assert not re.search(jargon, whole(made(released(previous=released()))), re.IGNORECASE)


def drawings(blocks):
    for block in blocks:
        if isinstance(block, Section):
            yield from drawings(block.blocks)
        elif isinstance(block, Figure):
            yield block


def test_every_drawing_has_its_words_and_its_table():
    found = list(drawings(made(released(previous=released())).body))
    assert len(found) >= 7
    assert all(figure.alternative and figure.table and figure.svg.startswith("<svg") for figure in found)


def test_no_two_drawings_or_tables_beside_them_have_one_name():
    found = list(drawings(made(released(previous=released())).body))
    for names in ([figure.title for figure in found], [figure.table.caption for figure in found]):
        assert len(set(names)) == len(names)


def test_no_drawing_is_taller_than_a_page_or_has_to_be_made_too_small_to_read():
    for figure in drawings(made(released(previous=released())).body):
        width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', figure.svg).groups())
        assert height / width * TEXT_WIDTH.mm <= TALLEST.mm, figure.title


def test_the_same_release_gives_the_same_paper_and_a_stored_one_does_too():
    release = released(previous=released())
    again = Release.from_json(json.loads(json.dumps(release.as_json())))
    assert to_html(made(release)) == to_html(made(again))


def test_the_fingerprint_of_the_roster_is_in_the_appendix():
    assert "f00d" * 16 in whole(made(released(roster_hash="f00d" * 16)))
    assert "collected with another tool" in whole(made(released()))


@pytest.mark.parametrize("small", [Atom("officers", "officers", 2, 2), Atom("officers", "officers", 30, 4)])
def test_nothing_of_a_side_that_is_not_reported_reaches_paper_or_tables(small):
    """Whatever they answered, every format is the same to the letter."""
    low, high = (
        released(COUNCILLORS, small, around={"councillors": 8, "officers": level}) for level in (1, 10)
    )
    assert to_html(made(low)) == to_html(made(high))
    assert data.as_csv(low) == data.as_csv(high)
    assert data.as_xlsx(low) == data.as_xlsx(high)
    assert low.as_json() == high.as_json()


def test_with_both_sides_too_small_the_paper_shows_no_figure_and_says_why():
    tiny = made(released(Atom("councillors", "councillors", 4, 4), Atom("officers", "officers", 2, 2)))
    told = whole(tiny)
    assert "no score is shown" in told
    assert "cannot be reported without giving somebody away" in told
    assert "The two sides cannot be compared" in told
    assert "Hold a conversation with an independent facilitator" in told
    assert not re.search(r"\d\.\d out of 10", told)
    assert to_html(tiny).count("<svg") == 1  # who replied, and nothing else


def test_a_side_in_parts_is_shown_part_by_part():
    parts = (Atom("cabinet", "councillors", 10, 9), Atom("other councillors", "councillors", 50, 35))
    told = made(released(*parts, OFFICERS, around={"cabinet": 9, "other councillors": 6, "officers": 7}))
    assert "Cabinet rate the working relationship 8.5 or above" in whole(told)
    assert "a total beside its parts would let somebody subtract" in whole(told)


def test_what_a_person_typed_is_shown_as_text_in_every_format():
    nasty = '=HYPERLINK("http://evil.example")<script>alert(1)</script>'
    release = released(items=(*SHORT_FORM, _own(nasty)))
    assert "<script>" not in to_html(made(release))
    line = next(line for line in data.as_csv(release).splitlines() if ',"X1",' in line)
    assert ",\"'=HYPERLINK" in line


def _own(topic):
    item = next(item for item in SHORT_FORM if item.id == "T1")
    return replace(item, id="X1", topic=topic, councillors=topic, officers=topic)


def test_the_tables_hold_every_figure_and_no_row_of_a_person():
    release = released()
    rows = data.figures(release).rows
    assert len(rows) == len(release.items) + 2 * len(release.dimensions)
    assert {row[2] for row in rows} == {"councillors", "officers"}


@pytest.mark.slow
def test_the_makers_of_the_paper_know_neither_ballots_nor_tallies():
    """Rule R4: what is written can only come from what was released."""
    program = (
        "import sys; import concordat.surveys.rules.paper, concordat.surveys.rules.data; "
        "print([m for m in sys.modules if m.startswith(('django', 'numpy')) "
        "or m in ('concordat.surveys.rules.ballot', 'concordat.surveys.rules.sealing', "
        "'concordat.surveys.rules.secrets', 'concordat.surveys.rules.outside.counting')])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@pytest.mark.slow
def test_the_pdf_passes_the_independent_look_at_its_structure():
    assert tagged.problems(to_pdf(made(released(previous=released())))) == []


@pytest.mark.slow
def test_the_word_file_has_real_headings_tables_and_words_for_every_drawing():
    document = docx.Document(io.BytesIO(to_word(made(released()))))
    real = [each.text for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert any("The two scores" in heading for heading in real)
    assert len(document.tables) > 10
    described = document.element.body.xpath(".//wp:docPr/@descr")
    assert len(described) == len(document.inline_shapes) >= 7
    assert all(described)
