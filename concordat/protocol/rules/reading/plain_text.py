"""Plain text, with or without wrapped lines, indentation, and the headings of Markdown."""

import re
from itertools import pairwise

from concordat.protocol.rules.reading import encodings
from concordat.protocol.rules.reading.lines import Layout, Line
from concordat.protocol.rules.reading.refusing import LARGEST_TEXT, CannotRead, not_too_large, not_too_long

# Lines that whoever made the file wrote above the text: "# SOURCE: …" down to "# ----".
HEADER = re.compile(r"(?:#[^#\n].*\n){1,20}?#\s*-{3,}\s*(?:\n|$)")
SHARPS = re.compile(r"(#{1,6})\s+(?=\S)")
TAB = 4


def layout(data: bytes) -> Layout:
    not_too_large(len(data), most=LARGEST_TEXT)
    return layout_of(encodings.text_of(data))


def layout_of(source: str) -> Layout:
    if not source.strip():
        raise CannotRead("The file holds no words.")
    header = HEADER.match(source)
    below = header.end() if header else 0
    lines: list[Line] = []
    blanks = start = 0
    page = 1 if "\f" in source else 0
    for text in source.split("\n"):
        end = start + len(text)
        page += text.count("\f") if page else 0
        if text.strip():
            line = _line(text, start, blanks)
            line.page = page
            if start < below:
                line.left_out, line.level, line.skip = "header of the file", 0, 0
            lines.append(line)
            not_too_long(len(lines))
            blanks = 0
        else:
            blanks += 1
        start = end + 1
    _paragraphs(lines)
    return Layout(source, lines, indents=_tells_by_indents(lines))


def _line(text: str, start: int, blanks: int) -> Line:
    words = text.expandtabs(TAB).rstrip()
    indent = len(words) - len(words.lstrip(" \xa0"))
    line = Line(start, start + len(text), text, indent=indent, right=len(words), blanks=blanks)
    if sharps := SHARPS.match(text.lstrip()):
        line.level = len(sharps.group(1))
        line.skip = len(text) - len(text.lstrip()) + sharps.end()
    return line


def _paragraphs(lines: list[Line]) -> None:
    """Whether a line is a paragraph by itself, or lines were broken where the paper ended."""
    if not broken_by_width(lines):
        for line in lines:
            line.whole = True


def broken_by_width(lines: list[Line]) -> bool:
    """Lines that end in the middle of a sentence, and none that are longer than paper is wide."""
    widths = sorted(line.right for line in lines)
    if not widths or widths[-1] > 180 or widths[int(len(widths) * 0.9)] > 140:
        return False
    pairs = [(above, line) for above, line in pairwise(lines) if not line.blanks and not line.level]
    broken = [above.right for above, line in pairs if _runs_on(above.text, line.text)]
    if not broken:
        return False
    # Where the paper ends they all end, unlike the items of a list without marks.
    return (len(broken) > 2 and len(broken) > 0.08 * len(lines)) or min(broken) > 0.75 * widths[-1]


def _runs_on(above: str, below: str) -> bool:
    return above.rstrip()[-1:] not in ".;:?!" and below.lstrip()[:1].islower() and len(above) > 45


def _tells_by_indents(lines: list[Line]) -> bool:
    return len({line.indent for line in lines if not line.left_out}) > 1
