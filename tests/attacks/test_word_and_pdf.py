"""Word and PDF are read whole: what they say openly, and what may hide in such files."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from benchmarks import forms
from benchmarks.forms import accounts, pdf, word
from concordat.papers.document import Paper, Section, Table
from concordat.papers.drawing import drawing
from concordat.papers.pdf import to_pdf
from concordat.papers.picture import picture
from concordat.papers.word import to_word
from tests.attacks.published import IN_EVERY_FORM, published, records_of, written

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", ["{}", "trend.{}"])
def test_word_and_pdf_say_the_figures_that_the_page_says_and_no_others(kind):
    _made, told = published(IN_EVERY_FORM)
    on_the_web, in_word, as_pdf = (
        {
            replace(each, form="")
            for (form, wave), body in written(IN_EVERY_FORM, kind.format(paper)).items()
            for each in forms.read(form, wave, body, told=told)
        }
        for paper in ("html", "docx", "pdf")
    )
    assert len(on_the_web) > 30
    assert in_word == on_the_web
    assert as_pdf == on_the_web


def test_a_table_that_goes_on_over_the_page_is_read_as_one():
    rows = tuple((f"Row {number}", str(number)) for number in range(1, 91))
    table = Table("A long table", ("Row", "Number"), rows)
    paper = Paper("T", "C", "S", date(2026, 11, 22), "", "O", (), (), body=(Section("S", (table,)),))
    for read in (word.tables(to_word(paper)), pdf.tables(to_pdf(paper))):
        assert [(each.caption, [tuple(line) for line in each.lines]) for each in list(read)[1:]] == [
            ("Table 1: A long table", [table.head, *rows])
        ]


# -------------------------------------------------------------------------------------------- what is hidden

LEAK = "7.73; 13 of 27 wrote wombatling"
ROUND_TWO_LINES = ("7.73; 13 of", "27 wrote wombatling")
PNG_REMARK = b"\x00\x00\x00\x27tEXtComment\x007.73; 13 of 27 wrote wombatling"


def in_the_package(body: bytes, change) -> bytes:
    written, old = io.BytesIO(), zipfile.ZipFile(io.BytesIO(body))
    with zipfile.ZipFile(written, "w") as new:
        for name, part in change({each: old.read(each) for each in old.namelist()}).items():
            new.writestr(name, part)
    return written.getvalue()


def in_word(change):
    """The same file with something done to the paper as python-docx knows it."""

    def changed(body: bytes) -> bytes:
        paper, written = docx.Document(io.BytesIO(body)), io.BytesIO()
        change(paper)
        paper.save(written)
        return written.getvalue()

    return changed


def hidden_run(paper):
    paper.paragraphs[9].add_run(LEAK).font.hidden = True


def over_two_runs(paper):
    for words in ("7.7", "3; 13 of ", "27 wrote womb", "atling"):
        paper.paragraphs[9].add_run(words)


def described(paper):
    next(paper.element.body.iter(qn("wp:docPr"))).set("descr", LEAK)


def in_a_table_of_no_caption(paper):
    properties = paper.tables[1]._tbl.tblPr
    properties.append(parse_xml(f'<w:tblDescription {nsdecls("w")} w:val="{LEAK}"/>'))


def in_a_picture(parts):
    name = next(each for each in parts if each.endswith(".png"))
    return parts | {name: parts[name][:33] + PNG_REMARK + bytes(4) + parts[name][33:]}


def with_comment(body: bytes) -> bytes:
    written = io.BytesIO(body)
    with zipfile.ZipFile(written, "a") as package:
        package.comment = LEAK.encode()
    return written.getvalue()


IN_WORD = {
    "a hidden run": in_word(hidden_run),
    "several runs": in_word(over_two_runs),
    "the words for a picture": in_word(described),
    "the words for a table": in_word(in_a_table_of_no_caption),
    "the foot": in_word(lambda paper: paper.sections[0].footer.add_paragraph(LEAK)),
    "the head": in_word(lambda paper: paper.sections[0].header.add_paragraph(LEAK)),
    "the properties": in_word(lambda paper: setattr(paper.core_properties, "keywords", LEAK)),
    "a style": in_word(lambda paper: setattr(paper.styles["Caption"], "name", LEAK)),
    "a picture": lambda body: in_the_package(body, in_a_picture),
    "a part of its own": lambda body: in_the_package(body, lambda parts: parts | {"x.bin": LEAK.encode()}),
    "the name of a part": lambda body: in_the_package(body, lambda parts: parts | {LEAK: b""}),
    "the package": with_comment,
}


def told_of(form: str, body: bytes) -> dict[str, set[str]]:
    return accounts.strange(form, body, records_of(IN_EVERY_FORM, form, 1))


ALL_THREE = {"numbers": {"7.73", "27"}, "heads": {"13 of 27"}, "words": {"wombatling"}}


@pytest.mark.parametrize("where", IN_WORD)
def test_what_hides_in_a_word_file_is_strange(where):
    body = written(IN_EVERY_FORM, "docx")["docx", 1]
    told = told_of("docx", IN_WORD[where](body))
    assert {kind: told[kind] & found for kind, found in ALL_THREE.items()} == ALL_THREE


def in_pdf(change):
    def changed(body: bytes) -> bytes:
        written = io.BytesIO()
        with pikepdf.open(io.BytesIO(body)) as file:
            change(file)
            file.save(written)
        return written.getvalue()

    return changed


def drawn(*lines: str, mode: int = 0, at: int = 100):
    """Written on the second page, outside of the structure."""

    def change(file):
        page = file.pages[1]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1)
        font.BaseFont = pikepdf.Name.Helvetica
        page.add_resource(font, "/Font", "/Leak")
        shown = " ".join(f"({line}) Tj 0 -12 Td" for line in lines)
        page.contents_add(f"BT /Leak 9 Tf {mode} Tr {at} 100 Td {shown} ET".encode())

    return change


def put(where, name: str):
    def change(file):
        where(file)[f"/{name}"] = pikepdf.String(LEAK)

    return change


def element(kind: str):
    """The first of this kind in the structure."""

    def found(file):
        every = (each for each in file.objects if isinstance(each, pikepdf.Dictionary))
        return next(each for each in every if each.get("/S") == kind)

    return found


def in_metadata(file):
    with file.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["pdf:Keywords"] = LEAK


def in_outline(file):
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(LEAK, 0))


def attached(file):
    file.attachments["x"] = pikepdf.AttachedFileSpec(file, LEAK.encode(), filename="x")


def beside_content(file):
    file.pages[1].contents_add(f"/Span << /ActualText ({LEAK}) >> BDC EMC".encode())


def on_a_note(file):
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=LEAK
    )
    file.pages[0].Annots = pikepdf.Array([*file.pages[0].get("/Annots", []), file.make_indirect(note)])


IN_PDF = {
    "the page": in_pdf(drawn(LEAK)),
    "two lines": in_pdf(drawn(*ROUND_TWO_LINES)),
    "letters that nobody sees": in_pdf(drawn(LEAK, mode=3)),
    "letters beside the page": in_pdf(drawn(LEAK, at=5000)),
    "the words for a drawing": in_pdf(put(element("/Figure"), "Alt")),
    "the words for a cell": in_pdf(put(element("/TD"), "ActualText")),
    "the properties": in_pdf(put(lambda file: file.docinfo, "Keywords")),
    "the metadata": in_pdf(in_metadata),
    "the outline": in_pdf(in_outline),
    "an attachment": in_pdf(attached),
    "a piece of content": in_pdf(beside_content),
    "a note": in_pdf(on_a_note),
}


@pytest.mark.parametrize("where", IN_PDF)
def test_what_hides_in_a_pdf_is_strange(where):
    body = written(IN_EVERY_FORM, "pdf")["pdf", 1]
    told = told_of("pdf", IN_PDF[where](body))
    assert {kind: told[kind] & found for kind, found in ALL_THREE.items()} == ALL_THREE


def test_a_picture_made_of_points_is_not_passed_over():
    """Our drawings are lines and letters. What a picture says nobody could look through for words."""
    body = written(IN_EVERY_FORM, "pdf")["pdf", 1]
    with_points = in_pdf(lambda file: file.pages[1].contents_add(b"BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI"))
    with pytest.raises(pdf.Unread):
        pdf.text(with_points(body))


def pictures_of(page: bytes) -> list[bytes]:
    """The drawings of a page for the web, as they would stand in a Word file."""
    drawings = re.findall(r"<svg.*?</svg>", page.decode(), re.DOTALL)
    return [picture(drawing(each, prefix="x", alternative="", typeset=True)) for each in drawings]


@pytest.mark.parametrize("kind", ["{}", "trend.{}"])
def test_a_picture_in_word_shows_what_the_page_draws(kind):
    """A picture made of points has no words to look through: it is laid beside the drawing, which has."""
    for (_form, wave), body in written(IN_EVERY_FORM, kind.format("docx")).items():
        in_html = kind.format("html")
        page = written(IN_EVERY_FORM, in_html)[in_html, wave]
        found = word.pictures(body)
        assert len(found) > 1
        assert found == pictures_of(page)
        assert found != pictures_of(re.sub(rb"(<text[^>]*>)", rb"\g<1>7.73 ", page))


def test_the_guide_has_no_pictures():
    assert not any(word.pictures(body) for body in written(IN_EVERY_FORM, "guide.docx").values())
