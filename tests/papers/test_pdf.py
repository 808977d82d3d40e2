import subprocess
import sys
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from concordat.papers.document import BulletList, Paragraph, Section
from concordat.papers.pdf import to_pdf
from tests.papers import tagged
from tests.papers.marlbridge import HEALTH_CHECK, ITEMS, TALL


@pytest.fixture(scope="module")
def file() -> bytes:
    return to_pdf(HEALTH_CHECK)


@pytest.fixture(scope="module")
def tree(file: bytes) -> tagged.Element:
    return tagged.read(pikepdf.open(BytesIO(file)))


def test_nothing_in_the_structure_would_trip_a_reader(file: bytes) -> None:
    assert tagged.problems(file) == []


def test_the_headings_are_those_of_the_paper(tree: tagged.Element) -> None:
    count = Counter(heading.kind for heading in tree.all("H1", "H2", "H3", "H4"))
    assert count == {"H1": 1, "H2": 9, "H3": 5, "H4": 1}


def test_the_figure_says_what_it_shows(tree: tagged.Element) -> None:
    assert [figure.alternative for figure in tree.all("Figure")] == [
        "Councillors rate trust at 7.7 and officers at 6.2 & the gap is 1.5."
    ]


def test_a_drawing_that_is_taller_than_a_page_is_whole_and_stays_with_its_caption() -> None:
    body = (Section("Tasks", (Paragraph("Both sides were asked."), TALL)),)
    document = pypdfium2.PdfDocument(to_pdf(replace(HEALTH_CHECK, body=body)))
    (page,) = [page for page in document if TALL.title in page.get_textpage().get_text_bounded()]
    told = page.get_textpage()
    at = told.search("The lowest bar").get_next()
    assert at is not None
    left, bottom, right, _top = told.get_charbox(at[0])
    assert bottom > 24 * 72 / 25.4  # above the foot of the page
    assert 0 < left < right < page.get_width()


def test_tables_lists_and_captions_are_there(tree: tagged.Element) -> None:
    assert len(tree.all("Caption")) >= 5
    assert len(tree.all("Table")) >= 4
    assert {"L", "LI", "Lbl", "LBody", "TH", "TD", "Link"} <= {element.kind for element in tree.walk()}


def test_the_file_bears_the_title_the_language_and_the_day_of_the_paper(file: bytes) -> None:
    with pikepdf.open(BytesIO(file)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]) == f"{HEALTH_CHECK.title} – Marlbridge District Council"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261125")
        with pdf.open_outline() as outline:
            (paper,) = outline.root
            assert paper.title == HEALTH_CHECK.title
            assert [entry.title for entry in paper.children][:2] == ["1 Purpose", "2 Recommendations"]


def test_equal_papers_are_equal_files(file: bytes) -> None:
    assert to_pdf(HEALTH_CHECK) == file


def test_every_font_is_our_own(file: bytes) -> None:
    with pikepdf.open(BytesIO(file)) as pdf:
        fonts = {
            str(item.BaseFont)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        }
    assert fonts
    assert all("Source-Sans-3" in name or "SourceSans3" in name for name in fonts)


def test_ten_pages_with_long_tables_and_welsh_words_are_sound() -> None:
    welsh = Section(
        "Tŷ’r Cyngor", (Paragraph("Mae’r ŵyl a’r tŷ yn perthyn i’r cyngor. " * 60), BulletList(("ŵ",) * 9))
    )
    paper = replace(
        HEALTH_CHECK, language="cy", body=HEALTH_CHECK.body + (welsh, Section("Eitemau", (ITEMS, ITEMS))) * 4
    )
    file = to_pdf(paper)
    with pikepdf.open(BytesIO(file)) as pdf:
        assert len(pdf.pages) >= 10
        assert str(pdf.Root.Lang) == "cy"
    assert tagged.problems(file) == []


@pytest.mark.parametrize("lines", [6, 14, 18, 22])
def test_a_table_that_fits_on_a_page_stays_in_one_piece(lines: int) -> None:
    table = replace(ITEMS, rows=ITEMS.rows[:12])
    paper = replace(HEALTH_CHECK, body=(Section("S", (BulletList(("x",) * lines), table)),), appendices=())
    with pikepdf.open(BytesIO(to_pdf(paper))) as pdf:
        tables = tagged.read(pdf).all("Table")
    assert [len(found.all("TR")) for found in tables] == [5, 13]


def test_the_drawing_is_drawn_although_html_was_written_before_weasyprint_was_imported() -> None:
    story = (
        "import sys; sys.path.insert(0, '.')\n"
        "from concordat.papers.html import to_html\n"
        "from tests.papers.marlbridge import HEALTH_CHECK\n"
        "to_html(HEALTH_CHECK)\n"
        "from concordat.papers.pdf import to_pdf\n"
        "sys.stdout.buffer.write(to_pdf(HEALTH_CHECK))\n"
    )
    told = subprocess.run([sys.executable, "-c", story], capture_output=True, check=True)
    with pikepdf.open(BytesIO(told.stdout)) as pdf:
        assert len(tagged.read(pdf).all("Figure")) == 1


def test_the_checker_sees_what_is_wrong(file: bytes) -> None:
    with pikepdf.open(BytesIO(file)) as pdf:
        figure = tagged.read(pdf).all("Figure")[0].source
        del figure["/Alt"]
        heading = tagged.read(pdf).all("H2")[0].source
        heading.S = pikepdf.Name("/H5")
        pdf.pages[0].contents_add(b"0 0 10 10 re f")
        del pdf.Root["/Lang"]
        spoiled = BytesIO()
        pdf.save(spoiled)
    assert set(tagged.problems(spoiled.getvalue())) == {
        "The file has no language.",
        "A figure has no alternative.",
        "An H5 follows an H1.",
        "Page 1 draws something (f) that no element owns.",
    }
