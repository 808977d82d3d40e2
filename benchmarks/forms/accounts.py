"""Numbers and words that stand in a form, and that nothing in its record accounts for."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.forms import pdf, word
from benchmarks.forms.data_files import files_in
from benchmarks.forms.pages import words_in

NUMERAL = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?!\w|\.\d)")
COUNTED = re.compile(r"(?:fewer than |about |nearly all of |at least |at most )?\d+ of \d+")
WORD = re.compile(r"[^\W\d_]{3,}")
# Days, the numbers of paragraphs and tables, and words that a chart breaks into two lines.
NO_FIGURES = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]+ \d{4}|(?m:^\d+(?:\.\d+)? (?=[A-Z“]))|(?:Table|Figure) \d+:"
)
BROKEN = re.compile(r"(fewer than|nearly|about)\n")
# The scale, the floors, "19 times in 20", the spread that is assumed; and what Triple-S numbers by itself.
FIXED = {str(number) for number in range(21)} | {"2.5"}
NUMBERING = {str(number) for number in range(100)} | {"0.000", "10.000", "1.0", "10.0", "255", "3.0"}
HOUSE = Path(__file__).parents[2] / "concordat"


@cache
def of_the_house() -> str:
    """What the product itself may print: everything in the files that pages and papers are made of."""
    rooms = ("surveys", "smallsample", "design", "papers")
    files = (path for room in rooms for path in sorted((HOUSE / room).rglob("*")))
    return "\n".join(path.read_text() for path in files if path.suffix in {".py", ".html", ".toml"})


@cache
def words_of_the_house() -> frozenset[str]:
    return frozenset(word.casefold() for word in WORD.findall(of_the_house()))


def text(form: str, body: bytes) -> str:
    """All that a reader can read of a form, a line for each cell, paragraph or label."""
    if form.endswith(("html", "page")):
        from lxml import html

        tree = html.fromstring(body.decode())
        for unread in list(tree.iter("style", "script")):
            unread.drop_tree()
        return "\n".join(words_in(each) for each in tree.iter(*READABLE))
    if form.endswith("xlsx"):
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(body), read_only=True)
        cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
        return "\n".join(str(each) for each in cells if each is not None)
    if form.endswith("docx"):
        return word.text(body)
    if form.endswith("pdf"):
        return pdf.text(body)
    if form.endswith("zip"):
        return "\n".join(file.decode() for file in files_in(body).values())
    return body.decode("utf-8-sig")


READABLE = (
    "text",
    "td",
    "th",
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "desc",
    "title",
    "caption",
    "dt",
    "dd",
    "summary",
)


def strange(form: str, body: bytes, records: Sequence[Any]) -> dict[str, set[str]]:
    """Numbers, counts of heads and words that stand in a form and follow from none of these records.

    A number follows if it is one of theirs, whole or rounded to one place; heads only as they are told there.
    """
    found = NO_FIGURES.sub(" ", text(form, body))
    known = [each for record in records for each in leaves(record)]
    told = "\n".join(each for each in known if isinstance(each, str))
    numbers = {shape for each in known if isinstance(each, int | float) for shape in printed(each)}
    numbers |= set(NUMERAL.findall(told)) | FIXED | (NUMBERING if form == "triple-s.zip" else set())
    counts = set(COUNTED.findall(told)) | _replies(records)
    said = words_of_the_house() | {word.casefold() for word in WORD.findall(told)}
    return {
        "numbers": set(NUMERAL.findall(found)) - numbers,
        "heads": set(COUNTED.findall(BROKEN.sub(r"\1 ", found))) - counts,
        "words": {word for word in WORD.findall(found) if word.casefold() not in said},
    }


def printed(number: float) -> set[str]:
    """Every way in which a number of the record is printed: as it is, to one place, as one of a hundred."""
    size = abs(number)
    return {str(size), f"{size:.1f}", f"{round(size, 1):g}", f"{size:g}", str(round(100 * size))}


def _replies(records: Sequence[Any]) -> set[str]:
    groups = [*(atom for each in records for atom in each.get("atoms", ()))]
    groups += [each["pooled"]["reply"] for each in records if each.get("pooled")]
    return {f"{group['answered']} of {group['invited']}" for group in groups}


def leaves(thing: Any) -> Iterator[Any]:
    if isinstance(thing, Mapping):
        for each in thing.values():
            yield from leaves(each)
    elif isinstance(thing, list | tuple):
        for each in thing:
            yield from leaves(each)
    elif thing is not None:
        yield thing
