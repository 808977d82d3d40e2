"""A Word document in the look of our papers, for the text of an instrument."""

import io
from datetime import UTC, date, datetime
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Mm

from concordat.papers import word_styles as look
from concordat.papers.document import printable
from concordat.papers.word import without_clock
from concordat.papers.wording import wording
from concordat.protocol.rules.writing.word_lines import DEEPEST_HEADING, Line

# Each step inwards, and the room for a printed mark such as "(viii)". Deeper than this it goes no further in.
STEP, MARK, DEEPEST = Mm(9), Mm(13), 8


def begun(*, title: str, author: str, on: date, language: str) -> Any:
    document: Any = docx.Document()
    lists = look.Lists(document, appendix=wording(language).appendix)
    look.set_styles(document, lists, language=language)
    # An instrument bears its own printed numbers: ours would stand beside them.
    for level in range(1, DEEPEST_HEADING + 1):
        properties = document.styles[f"Heading {level}"].element.get_or_add_pPr()
        for counted in properties.findall(qn("w:numPr")):
            properties.remove(counted)
        document.styles[f"Heading {level}"].paragraph_format.left_indent = Mm(0)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(22)
    properties = document.core_properties
    properties.title, properties.author = printable(title)[:255], printable(author)[:255]
    properties.last_modified_by = properties.author
    properties.created = properties.modified = datetime(on.year, on.month, on.day, tzinfo=UTC).replace(
        tzinfo=None
    )
    properties.language, properties.revision = language, 1
    properties.comments = properties.keywords = properties.category = properties.subject = ""
    return document


def finished(document: Any) -> bytes:
    """The file: the same bytes for the same text."""
    written = io.BytesIO()
    document.save(written)
    return without_clock(written.getvalue())


def paragraph(document: Any, line: Line) -> Any:
    """An empty paragraph in the style of the line."""
    made = document.add_paragraph(style=f"Heading {line.level}" if line.level else "Normal")
    if not line.level:
        made.paragraph_format.left_indent = STEP * min(line.depth, DEEPEST) + MARK
        made.paragraph_format.first_line_indent = -MARK if "\t" in line.text else 0
    return made
