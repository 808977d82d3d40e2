"""The cells of a roster file, whatever wrote it, and everything that can be wrong with the file as such."""

import csv
import io
import lzma
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

MOST_BYTES = 5 * 1024 * 1024
MOST_BYTES_UNPACKED = 40 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 40

Cell = str | int | float | bool | date | datetime | None

MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z0-9:$]+)\"")
FORMULA = re.compile(r"\s*[=+@-]\s*[^\s–—-]")
# What zipfile, ElementTree, lxml and openpyxl raise over a workbook that is broken, or was broken on purpose.
UNREADABLE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    SyntaxError,  # what both XML parsers raise is one
    LookupError,
    TypeError,
    ValueError,
    ArithmeticError,  # a date after the year 9999
    AttributeError,
    AssertionError,
    RuntimeError,  # a NotImplementedError is one too
)


class Formula(str):
    """The text of a cell that a spreadsheet would compute. What it comes to, the file does not say."""


@dataclass(frozen=True)
class Problem:
    """What is wrong, and on which line: None where it is wrong with the whole file."""

    line: int | None
    words: str

    def __str__(self) -> str:
        return self.words if self.line is None else f"Line {self.line}: {self.words}"


class BadRoster(Exception):
    """A roster file that cannot be imported. It carries every problem that was found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line or 0))


@dataclass(frozen=True)
class Row:
    number: int
    cells: tuple[Cell, ...]


def refuse_if_too_large(size: int, *, name: str) -> None:
    """To be asked before a file is read: five megabytes hold the largest council many times over."""
    if size > MOST_BYTES:
        raise BadRoster(
            Problem(
                None,
                f"{name} is {size / 1024 / 1024:.0f} MB, and a roster may be up to 5 MB. "
                "Remove pictures and other sheets, or save it as CSV.",
            )
        )


def table_of(content: bytes, *, name: str) -> tuple[Row, list[Row]]:
    """The first line of a file and those beneath it that hold anything, each with its number."""
    refuse_if_too_large(len(content), name=name)
    ending = name.lower().rpartition(".")[2]
    if not content.strip():
        raise BadRoster(Problem(None, f"{name} is empty."))
    if ending == "xlsx":
        rows = _workbook(content, name=name)
    elif ending == "csv":
        rows = _csv(content, name=name)
    else:
        words = f"{name} is neither a CSV file (.csv) nor an Excel workbook (.xlsx), "
        words += "nor modern.gov’s XML (.xml) or Popolo’s JSON (.json)."
        raise BadRoster(Problem(None, words))
    kept: list[Row] = []
    for row in rows:
        if any(cell not in (None, "") for cell in row.cells):
            kept.append(row)
        if len(kept) > MOST_ROWS + 1:
            raise BadRoster(Problem(row.number, f"A roster may list up to {MOST_ROWS:,} offices."))
    if not kept:
        raise BadRoster(Problem(None, f"{name} is empty."))
    return kept[0], kept[1:]


def _csv(content: bytes, *, name: str) -> Iterator[Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise BadRoster(
            Problem(line, f"{name} is not in UTF-8. Save it from your spreadsheet as “CSV UTF-8”.")
        ) from None
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    while True:
        begins = reader.line_num + 1  # A cell may hold several lines: the row is found where it begins.
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            raise BadRoster(
                Problem(begins, f"The quotation marks of this line do not match ({wrong}).")
            ) from None
        yield Row(begins, tuple(Formula(cell) if FORMULA.match(cell) else cell for cell in cells))


def _workbook(content: bytes, *, name: str) -> Iterator[Row]:
    """The rows of the one sheet, after a look for what a workbook can hide: bombs, merged cells."""
    from openpyxl import load_workbook  # Late: it is slow to load, and most commands never need it.

    try:
        _look_inside(content, name=name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of decorations that openpyxl does not know, and we do not read
            workbook = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            if len(workbook.sheetnames) != 1:
                raise BadRoster(
                    Problem(
                        None,
                        f"{name} has {len(workbook.sheetnames)} sheets: {', '.join(workbook.sheetnames)}. "
                        "Keep the roster alone in its workbook.",
                    )
                )
            for number, row in enumerate(workbook.worksheets[0].iter_rows(max_col=MOST_COLUMNS), start=1):
                cells = (
                    # An error (#REF!) is what is left of a formula.
                    Formula(cell.value) if cell.data_type in {"f", "e"} else cast(Cell, cell.value)
                    for cell in row
                )
                yield Row(number, tuple(cells))
    except UNREADABLE:
        raise BadRoster(
            Problem(None, f"{name} cannot be read as an Excel workbook. Save it again, or as CSV.")
        ) from None


def _look_inside(content: bytes, *, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        # Should the directory lie about a size, zipfile stops where the file grows longer than it said.
        if sum(entry.file_size for entry in packed.infolist()) > MOST_BYTES_UNPACKED:
            raise BadRoster(Problem(None, f"{name} unpacks to far more than a roster. It was not opened."))
        for entry in packed.namelist():
            if not entry.endswith((".xml", ".rels")):
                continue
            words = packed.read(entry)
            if b"<!DOCTYPE" in words or b"<!ENTITY" in words:
                raise BadRoster(Problem(None, f"{name} cannot be read as an Excel workbook."))
            merged = MERGED.search(words) if "worksheets/" in entry else None
            if merged:
                place = merged[1].decode()
                line = int(re.findall(r"\d+", place)[0])
                raise BadRoster(
                    Problem(line, f"The cells {place} are merged. Unmerge them and fill in each of them.")
                )
