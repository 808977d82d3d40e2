"""Marks in the middle of a line: where a line break was lost, and a clause or a heading is glued to another.

Only what looks like the start of a clause is cut, and `numbering` still decides whether it is one: a piece
that does not continue a list goes back to the words before it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from concordat.protocol.rules.reading.lines import Line
from concordat.protocol.rules.reading.marks import DATE, MEASURE
from concordat.protocol.rules.reading.words import pattern

PATH = re.compile(r"(?<=[.;:?!”\")’])\s+(?=(\d{1,3}(?:\.\d{1,3}){1,4})\.?\s+[A-Z“\"‘'(])")
AT_THE_END = re.compile(r"(?<=[.;:?!”\")’])\s+(?=\d{1,3}(?:\.\d{1,3}){1,4}\.?\s*$)")
DASH = re.compile(r"(?<=[.;:?!”\")])\s+(?=[-–—•●▪·]\s+[A-Z“\"‘])")
# Where all line breaks are lost, no full stop stands before a clause: "1. Introduction 1.1 This …"
NUMBER = re.compile(r"(?<=[\w.;:?!”\")’])\s+(?=(\d{1,3}(?:\.\d{1,3}){0,4})[.)]?\s+[A-Z“\"‘'(])")
LETTER = re.compile(
    r"(?<=[:;,])\s+(?:(?:and|or)\s+)?(?=\(?([a-z]{1,4})\)\s+\w)|(?<=[.])\s+(?=\(([a-z]{1,4})\)\s+[A-Z])"
)
NOT_AFTER = pattern("before_a_number", "parts", begin=r"\b", end=r"\.?$")
RUNNING = 240  # a paragraph as long as this may have swallowed its line breaks


def cut(lines: Sequence[Line]) -> list[Line]:
    """The same lines, with those cut in which a mark seems to stand in the middle."""
    dashes = sum(bool(re.match(r"\s*[-–—•●▪·]\s", line.text)) for line in lines)
    pieces: list[Line] = []
    for line, below in zip(lines, [*lines[1:], None], strict=False):
        places = [] if _whole(line) else sorted(set(_places(line, below, dashes=dashes)))
        pieces.extend(_pieces(line, places) if places else [line])
    return pieces


def _whole(line: Line) -> bool:
    return bool(line.left_out or line.picture or line.said or line.quoted or line.note or line.level)


def _places(line: Line, below: Line | None, *, dashes: int) -> Iterator[int]:
    text = line.text
    if (
        below
        and not line.whole
        and not below.blanks
        and below.words[:1].isupper()
        and (at := AT_THE_END.search(text))
    ):
        yield at.end()
    for found in PATH.finditer(text):
        if not _of_a_reference(text, found):
            yield found.end()
    if dashes:
        yield from (found.end() for found in DASH.finditer(text))
    if len(text) > RUNNING and _lost_its_breaks(text):
        for found in NUMBER.finditer(text):
            if not _of_a_reference(text, found):
                yield found.end()
        yield from (found.end() for found in LETTER.finditer(text))


def _of_a_reference(text: str, found: re.Match[str]) -> bool:
    """A date, an amount, or the number after "paragraph"."""
    rest = text[found.end() : found.end() + 30]
    if DATE.match(rest) or MEASURE.match(rest) or re.match(r"\d{4}\b", rest):
        return True
    return bool(NOT_AFTER.search(text[max(0, found.start() - 20) : found.start()]))


def _lost_its_breaks(text: str) -> bool:
    """At least three numbers of one paragraph follow one another as clauses do."""
    values = [
        tuple(int(part) for part in found.group(1).split("."))
        for found in NUMBER.finditer(text)
        if not _of_a_reference(text, found)
    ]
    first = re.match(r"\s*(\d{1,3}(?:\.\d{1,3})*)[.)]?\s", text)
    if first:
        values.insert(0, tuple(int(part) for part in first.group(1).split(".")))
    return sum(_next(a, b) for a, b in pairwise(values)) >= 2


def _next(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    if after == (*before, 1):
        return True
    shared = after[:-1] == before[: len(after) - 1] and len(after) <= len(before)
    return shared and after[-1] == before[len(after) - 1] + 1


def _pieces(line: Line, places: Sequence[int]) -> Iterator[Line]:
    edges = [0, *places, len(line.text)]
    for number, (start, end) in enumerate(pairwise(edges)):
        text = line.text[start:end]
        yield Line(
            line.start + start,
            line.start + end,
            text,
            indent=line.indent,
            right=line.right,
            blanks=line.blanks if number == 0 else 0,
            page=line.page,
            size=line.size,
            bold=line.bold,
            mark=line.mark if number == 0 else 0,
            whole=line.whole,
            linked=line.linked,
            inline=number > 0,
            inside=line.inside,
        )
