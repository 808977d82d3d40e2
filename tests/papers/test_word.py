import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from concordat.papers.document import Paragraph, Section, Table
from concordat.papers.word import to_word
from concordat.papers.word_styles import TALLEST, TEXT_WIDTH
from tests.papers.marlbridge import HEALTH_CHECK, TALL


@pytest.fixture(scope="module")
def document() -> Any:
    return docx.Document(BytesIO(to_word(HEALTH_CHECK)))


def styled(document: Any, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def test_headings_are_real_headings(document: Any) -> None:
    assert styled(document, "Title") == [HEALTH_CHECK.title]
    assert styled(document, "Heading 1") == [
        *("Purpose", "Recommendations", "What was found", "Next steps", "Implications"),
        *("Method", "Every item", "Notes", "Sources"),
    ]
    assert styled(document, "Heading 2")[:2] == ["Trust & respect <between> the sides", "Legal"]
    assert styled(document, "Heading 3") == ["A smaller matter"]


def test_paragraphs_are_counted_by_word_itself(document: Any) -> None:
    assert len(styled(document, "Counted Paragraph")) == 14
    for style, level in (("Heading 1", 0), ("Counted Paragraph", 1)):
        counted = document.styles[style].element.pPr.numPr
        assert counted.ilvl.val == level


def test_lists_are_real_lists_that_begin_anew(document: Any) -> None:
    lists = [p for p in document.paragraphs if p.style.name in ("List Number", "List Bullet")]
    assert len(lists) == 5
    assert len({p._p.pPr.numPr.numId.val for p in lists}) == 2


def test_tables_repeat_their_header_row_and_describe_themselves(document: Any) -> None:
    facts, *tables = document.tables
    assert len(tables) == 4
    for table in tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    assert [row.cells[0].text for row in facts.rows] == ["Committee", "Date", "Author", "Status", "Reference"]
    assert facts.rows[1].cells[1].text == "25 November 2026"


def test_a_short_table_stays_with_its_rows_and_a_long_one_may_break(document: Any) -> None:
    held = [
        [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows[1:]]
        for table in document.tables[2:]
    ]
    assert held[0] == [True, True, True, None]
    assert not any(held[-1])


def test_captions_are_captions(document: Any) -> None:
    assert styled(document, "Caption") == [
        "Table\u00a0: What each side said, by dimension",
        "Figure\u00a0: Trust, councillors beside officers",
        "The figures of the drawing",
        "Table\u00a0: Every item",
    ]
    fields = [field.get(qn("w:instr")) for field in document.element.iter(qn("w:fldSimple"))]
    assert fields == ["SEQ Table \\* ARABIC", "SEQ Figure \\* ARABIC", "SEQ Table \\* ARABIC"]


def test_the_drawing_has_its_words(document: Any) -> None:
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr").startswith("Councillors rate trust at 7.7")
    assert shape.width < document.sections[0].page_width


def test_a_drawing_that_is_taller_than_a_page_is_made_to_fit_and_keeps_its_shape() -> None:
    body = (Section("Tasks", (TALL,)),)
    (shape,) = docx.Document(BytesIO(to_word(replace(HEALTH_CHECK, body=body)))).inline_shapes
    assert shape.height == TALLEST
    assert shape.width / shape.height == pytest.approx(760 / 1500, rel=0.01)


def test_each_column_has_the_room_that_its_words_need() -> None:
    long = "Councillors: about 10 of 37; both together: about 25 of 37; officers: fewer than 4 of 37"
    table = Table("Whose task", ("Task", "Councillors say", "Difference"), (("Tax", long, "28 to 42"),))
    paper = replace(HEALTH_CHECK, body=(Section("Tasks", (table,)),))
    task, said, difference = (
        column.width for column in docx.Document(BytesIO(to_word(paper))).tables[2].columns
    )
    assert task < difference < said
    assert said > 2 * difference
    assert task + said + difference == pytest.approx(TEXT_WIDTH, rel=0.001)


def test_the_file_bears_the_title_the_language_and_the_day_of_the_paper(document: Any) -> None:
    properties = document.core_properties
    assert properties.title == HEALTH_CHECK.title
    assert properties.language == "en-GB"
    assert properties.created == properties.modified == datetime.fromisoformat("2026-11-25T00:00:00+00:00")
    (lang,) = document.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    assert lang.get(qn("w:val")) == "en-GB"


def test_every_page_says_which_it_is(document: Any) -> None:
    footer = document.sections[0].footer._element
    assert [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_notes_are_linked_to_and_fro(document: Any) -> None:
    marked = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    pointed = {link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))} - {None}
    assert pointed
    assert pointed <= marked


def test_equal_papers_are_equal_files() -> None:
    assert to_word(HEALTH_CHECK) == to_word(replace(HEALTH_CHECK))


def test_control_characters_do_not_spoil_the_file() -> None:
    paper = replace(HEALTH_CHECK, title="A\x0bB\x00", body=(Section("\x01S", (Paragraph("\ud800x\x02"),)),))
    assert docx.Document(BytesIO(to_word(paper))).core_properties.title == "AB"


def test_libreoffice_opens_it_with_headings_numbers_and_tables(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed, so the Word file was not opened in it.")
    (tmp_path / "paper.docx").write_bytes(to_word(HEALTH_CHECK))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    call = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "html:XHTML Writer File",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*call, str(tmp_path / "paper.docx")], check=True, capture_output=True, timeout=600)
    html = (tmp_path / "paper.html").read_text(encoding="utf-8")
    assert html.count("<h1") == 9
    assert html.count("<table ") == 5
    assert "Cyngor yn gweithio â’i swyddogion: ŵ ŷ" in html
    for number in ("3.3", "5.4", "A2", "B1", "(c)", "Appendix B:"):
        assert number in html
