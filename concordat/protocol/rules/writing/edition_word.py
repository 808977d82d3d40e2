"""An edition in Word, its numbers as printed, a bookmark at every clause."""

import re
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from concordat.papers import word_styles as look
from concordat.papers.document import printable
from concordat.protocol.rules.writing.copies import Copy
from concordat.protocol.rules.writing.word_document import begun, finished, paragraph
from concordat.protocol.rules.writing.word_lines import lines_of

_NOT_IN_NAMES = re.compile(r"\W")
# Word takes no longer name for a bookmark, and none that begins with a figure.
LONGEST_BOOKMARK = 40


def to_word(copy: Copy) -> bytes:
    document = begun(title=copy.title, author=copy.council, on=copy.on, language=copy.language)
    document.add_paragraph(printable(copy.council), style=look.COUNCIL)
    document.add_paragraph(printable(copy.title), style="Title")
    facts = [*copy.facts, ("SHA-256", copy.fingerprint), ("Address", copy.address)]
    for name, value in facts:
        if value:
            document.add_paragraph(printable(f"{name}: {value}"), style=look.FACT)
    for line in lines_of(copy.clauses):
        made = paragraph(document, line)
        if line.nth == 0:
            _bookmark(made, _name(copy.anchor(line.place), line.place), line.place)
        made.add_run(printable(line.text))
    return finished(document)


def _name(anchor: str, place: int) -> str:
    """Letters, figures and underscores, as Word asks; a key that is cut short ends in its clause's place."""
    name = f"clause_{_NOT_IN_NAMES.sub('_', anchor)}"
    return name if len(name) <= LONGEST_BOOKMARK else f"{name[: LONGEST_BOOKMARK - 7]}_{place}"


def _bookmark(made: Any, name: str, number: int) -> None:
    key = f'{nsdecls("w")} w:id="{number}"'
    start = parse_xml(f"<w:bookmarkStart {key}/>")
    start.set(qn("w:name"), printable(name))
    made._p.append(start)
    made._p.append(parse_xml(f"<w:bookmarkEnd {key}/>"))
