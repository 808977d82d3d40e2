"""The paper as Word: real headings, lists, captions and header rows, and words for every drawing."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm

from concordat.papers import word_styles as look
from concordat.papers.document import (
    UNBROKEN,
    Figure,
    KeyFigures,
    Paper,
    Source,
    Strong,
    Table,
    Text,
    printable,
)
from concordat.papers.document import Emphasis as Emphasised
from concordat.papers.document import Link as Linked
from concordat.papers.drawing import drawing
from concordat.papers.outline import (
    Called,
    Drawn,
    Heading,
    Item,
    Listed,
    Mark,
    Noted,
    Piece,
    Prosaic,
    Prose,
    Series,
    Sourced,
    Tabled,
    outline,
)
from concordat.papers.picture import picture
from concordat.papers.wording import wording

_EMU_FOR_PIXEL = 9525
# Of a table: how wide a sign is in its type, and what a cell has beside its words, in millimetres.
A_SIGN, BESIDE_A_CELL = 2.0, 4.0
MOST_IN_A_LINE = 36  # signs of a cell; a longer one is folded


def to_word(paper: Paper) -> bytes:
    """The paper as a .docx file: the same bytes for the same paper."""
    return _Writer(paper).write()


class _Writer:
    """Writes one paper into one document."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.words = wording(paper.language)
        self.document: Any = docx.Document()
        self.lists = look.Lists(self.document, appendix=self.words.appendix)
        self.bookmarks = 0
        look.set_styles(self.document, self.lists, language=paper.language)
        _look_up_once(self.document.part)

    def write(self) -> bytes:
        self.set_page()
        self.set_properties()
        self.title_block()
        for item in outline(self.paper):
            self.item(item)
        written = io.BytesIO()
        self.document.save(written)
        return without_clock(written.getvalue())

    def set_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(22)
        footer = section.footer.paragraphs[0]
        footer.add_run(printable(f"{self.paper.council} · {self.paper.title}\t{self.words.page} "))
        _field(footer, "PAGE")
        footer.add_run(f" {self.words.page_of} ")
        _field(footer, "NUMPAGES")

    def set_properties(self) -> None:
        # The day of the paper, not the moment of writing: a copy made next year is the same paper.
        at = datetime(self.paper.date.year, self.paper.date.month, self.paper.date.day, tzinfo=UTC)
        properties = self.document.core_properties
        properties.title = printable(self.paper.title)[:255]
        properties.subject = printable(f"{self.paper.committee}, {self.words.day(self.paper.date)}")[:255]
        properties.author = printable(f"{self.paper.author_office}, {self.paper.council}")[:255]
        properties.last_modified_by = properties.author
        properties.created = properties.modified = at.replace(tzinfo=None)
        properties.language, properties.revision = self.paper.language, 1
        properties.comments = properties.keywords = properties.category = ""
        settings = self.document.settings.element
        for compatibility in settings.findall(qn("w:compat")):
            settings.remove(compatibility)
        # Without this Word opens the file as one of 2007, in its compatibility mode.
        settings.insert_element_before(
            parse_xml(
                f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
                'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            ),
            *(
                f"w:{name}"
                for name in ("rsids", "themeFontLang", "clrSchemeMapping", "shapeDefaults", "decimalSymbol")
            ),
        )

    def title_block(self) -> None:
        paper, words = self.paper, self.words
        self.document.add_paragraph(printable(paper.council), style=look.COUNCIL)
        self.document.add_paragraph(printable(paper.title), style="Title")
        facts = [
            (words.committee, paper.committee),
            (words.date, words.day(paper.date)),
            (words.author, f"{paper.author}, {paper.author_office}" if paper.author else paper.author_office),
            (words.status, paper.status),
            (words.reference, paper.reference),
        ]
        rows = [row for row in facts if row[1]]
        table = self.grid(rows, style=look.FACTS, widths=(30, 136), head=False, row_heads=True)
        for row in table.rows:
            row.cells[0].paragraphs[0].style, row.cells[1].paragraphs[0].style = look.FACT_NAME, look.FACT
        _describe_table(table, words.about, paper.title)
        self.document.add_paragraph().paragraph_format.space_after = Mm(1)

    def item(self, item: Item) -> None:
        match item:
            case Heading():
                self.heading(item)
            case Prosaic(number, prose, series):
                paragraph = self.document.add_paragraph(style=look.COUNTED if number else "Normal")
                if series is Series.APPENDIX:
                    look.in_list(paragraph._p.get_or_add_pPr(), self.lists.appendices, level=1)
                self.prose(paragraph, prose)
            case Listed(items, lettered):
                self.listed(items, lettered=lettered)
            case Tabled(number, table):
                self.caption(self.words.table, number, table.caption)
                self.table(table)
            case Drawn(number, figure):
                self.figure(number, figure)
            case Called(kind, prose):
                paragraph = self.document.add_paragraph(style=look.CALLOUT)
                paragraph.add_run(f"{printable(kind)}. ").bold = True
                self.prose(paragraph, prose)
            case KeyFigures(figures):
                self.key_figures(figures)
            case Noted(notes):
                self.notes(notes)
            case Sourced(sources):
                for source in sources:
                    self.source(source)

    def heading(self, heading: Heading) -> None:
        paragraph = self.document.add_paragraph(
            printable(heading.text), style=f"Heading {min(heading.level, 5)}"
        )
        if heading.level == 1 and heading.series is Series.APPENDIX:
            look.in_list(paragraph._p.get_or_add_pPr(), self.lists.appendices)
        elif heading.level == 1 and not heading.number:
            look.in_list(paragraph._p.get_or_add_pPr(), 0)
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.first_line_indent = Emu(0)

    def prose(self, paragraph: Any, prose: Prose) -> None:
        for piece in prose:
            self.piece(paragraph, piece)

    def piece(self, paragraph: Any, piece: Piece) -> None:
        match piece:
            case Text(text):
                paragraph.add_run(printable(text))
            case Strong(text):
                paragraph.add_run(printable(text)).bold = True
            case Emphasised(text):
                paragraph.add_run(printable(text)).italic = True
            case Linked(text, href):
                self.link(paragraph, text, href)
            case Mark(number, first):
                if first:
                    self.bookmark(paragraph, f"mark_{number}")
                run = self.link(paragraph, str(number), f"#note_{number}", style="")
                run.font.superscript = True

    def link(self, paragraph: Any, text: str, href: str, style: str = look.LINK) -> Any:
        run = paragraph.add_run(printable(text), style=style or None)
        if href.startswith("#"):
            link = parse_xml(f'<w:hyperlink {nsdecls("w")} w:history="1"/>')
            link.set(qn("w:anchor"), href[1:])
        else:
            key = self.document.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}" w:history="1"/>')
        paragraph._p.append(link)
        link.append(run._r)
        return run

    def bookmark(self, paragraph: Any, name: str) -> None:
        self.bookmarks += 1
        key = f'{nsdecls("w")} w:id="{self.bookmarks}"'
        paragraph._p.append(parse_xml(f'<w:bookmarkStart {key} w:name="{name}"/>'))
        paragraph._p.append(parse_xml(f"<w:bookmarkEnd {key}/>"))

    def listed(self, items: tuple[Prose, ...], *, lettered: bool) -> None:
        number = self.lists.begin(look.LETTERS if lettered else look.BULLETS)
        for item in items:
            paragraph = self.document.add_paragraph(style="List Number" if lettered else "List Bullet")
            look.in_list(paragraph._p.get_or_add_pPr(), number)
            self.prose(paragraph, item)

    def caption(self, kind: str, number: int, text: str) -> None:
        paragraph = self.document.add_paragraph(style="Caption")
        paragraph.add_run(f"{kind}\u00a0")
        # A field, so that Word can make a list of tables, and counts on when one is put in between.
        _field(paragraph, f"SEQ {kind} \\* ARABIC", str(number))
        paragraph.add_run(f": {printable(text)}")

    def table(self, table: Table) -> None:
        widths = _widths(table)
        if table.shares:
            widths = [look.TEXT_WIDTH.mm * share / sum(table.shares) for share in table.shares]
        grid = self.grid(
            [table.head, *table.rows], style=look.TABLE, widths=widths, head=True, row_heads=table.row_heads
        )
        for row in grid.rows:
            for at in table.numeric:
                row.cells[at].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if len(table.rows) <= UNBROKEN:
            for row in grid.rows[:-1]:
                for cell in row.cells:
                    cell.paragraphs[0].paragraph_format.keep_with_next = True
        _describe_table(grid, table.caption, table.note)
        self.below(table.note)

    def grid(
        self,
        rows: Sequence[Sequence[str]],
        *,
        style: str,
        widths: Sequence[float],
        head: bool,
        row_heads: bool,
    ) -> Any:
        grid = self.document.add_table(rows=len(rows), cols=len(widths), style=style)
        grid.autofit = False
        chosen = grid._tbl.tblPr.find(qn("w:tblLook"))
        chosen.attrib.clear()
        for name, value in (
            ("firstRow", head),
            ("firstColumn", row_heads),
            ("noHBand", True),
            ("noVBand", True),
        ):
            chosen.set(qn(f"w:{name}"), str(int(value)))
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = Mm(width)
        for line, cells in zip(grid.rows, rows, strict=True):
            properties = line._tr.get_or_add_trPr()
            properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
            for cell, text, width in zip(line.cells, cells, widths, strict=True):
                cell.width = Mm(width)
                cell.paragraphs[0].style = look.CELL
                cell.paragraphs[0].add_run(printable(text))
        if head:
            grid.rows[0]._tr.trPr.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
            for cell in grid.rows[0].cells:
                cell.paragraphs[0].style = look.HEAD_CELL
        return grid

    def below(self, note: str) -> None:
        # Always something below: two tables that touch are one table to Word.
        self.document.add_paragraph(printable(note), style=look.BELOW)

    def figure(self, number: int, figure: Figure) -> None:
        self.caption(self.words.figure, number, figure.title)
        alternative = printable(figure.alternative)
        drawn = drawing(figure.svg, prefix=f"figure-{number}", alternative=alternative, typeset=True)
        paragraph = self.document.add_paragraph()
        width = min(int(drawn.width * _EMU_FOR_PIXEL), look.TEXT_WIDTH)
        shape = paragraph.add_run().add_picture(io.BytesIO(picture(drawn)), width=Emu(width))
        if shape.height > look.TALLEST:
            shape.width, shape.height = Emu(shape.width * look.TALLEST // shape.height), look.TALLEST
        shape._inline.docPr.set("descr", alternative)
        shape._inline.docPr.set("title", printable(figure.title))
        if figure.note:
            self.below(figure.note)
        if figure.table:
            caption = self.document.add_paragraph(printable(figure.table.caption), style="Caption")
            caption.paragraph_format.space_before = Mm(1)
            self.table(figure.table)

    def key_figures(self, figures: tuple[tuple[str, str, str], ...]) -> None:
        widths = [166 / len(figures)] * len(figures)
        rows = [[label for label, _, _ in figures], [""] * len(figures)]
        grid = self.grid(rows, style=look.TABLE, widths=widths, head=True, row_heads=False)
        for cell, (_, value, note) in zip(grid.rows[1].cells, figures, strict=True):
            cell.paragraphs[0].style = look.KEY_VALUE
            cell.paragraphs[0].add_run(printable(value))
            cell.add_paragraph(printable(note), style=look.BELOW)
        _describe_table(grid, ", ".join(label for label, _, _ in figures), "")
        self.document.add_paragraph().paragraph_format.space_after = Mm(1)

    def notes(self, notes: tuple[Prose, ...]) -> None:
        number = self.lists.begin(look.NOTES)
        for count, prose in enumerate(notes, start=1):
            paragraph = self.document.add_paragraph(style=look.NOTE)
            look.in_list(paragraph._p.get_or_add_pPr(), number)
            self.bookmark(paragraph, f"note_{count}")
            self.prose(paragraph, prose)

    def source(self, source: Source) -> None:
        paragraph = self.document.add_paragraph(style=look.NOTE)
        if source.href:
            self.link(paragraph, source.text, source.href)
        else:
            paragraph.add_run(printable(source.text))


def _look_up_once(part: Any) -> None:
    """Asked for the style of a cell, python-docx reads every style that there is, each time."""
    part.get_style_id = cache(part.get_style_id)


def _field(paragraph: Any, instruction: str, shown: str = "1") -> None:
    field = parse_xml(f"<w:fldSimple {nsdecls('w')}><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)


def _widths(table: Table) -> list[float]:
    """In millimetres: each column as wide as what stands in it, and no word of it broken if that can be."""
    needed, wanted = [], []
    for head, *cells in zip(table.head, *table.rows, strict=True):
        longest_word = max((len(word) for cell in (head, *cells) for word in cell.split()), default=1)
        longest_cell = max(map(len, cells), default=0)
        needed.append(BESIDE_A_CELL + longest_word * A_SIGN)
        # What is longer than a line of its own may well be two.
        wanted.append(max(needed[-1], BESIDE_A_CELL + min(MOST_IN_A_LINE, longest_cell) * A_SIGN))
    full = look.TEXT_WIDTH.mm
    if sum(wanted) <= full or sum(needed) >= full:
        shares = wanted if sum(wanted) <= full else needed
        return [full * share / sum(shares) for share in shares]
    part = (full - sum(needed)) / (sum(wanted) - sum(needed))
    return [least + part * (most - least) for least, most in zip(needed, wanted, strict=True)]


def _describe_table(table: Any, caption: str, description: str) -> None:
    """What a screen reader says of the table before it is entered."""
    properties = table._tbl.tblPr
    for name, text in (("tblCaption", caption), ("tblDescription", description)):
        if text:
            element = parse_xml(f"<w:{name} {nsdecls('w')}/>")
            element.set(qn("w:val"), printable(text))
            properties.append(element)


def without_clock(packed: bytes) -> bytes:
    """The same archive with no times in it."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(
                zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)), old.read(entry), zipfile.ZIP_DEFLATED
            )
    return written.getvalue()
