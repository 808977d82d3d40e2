"""An XLSX workbook of one row per answer, read as the same plain cells as a CSV file."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from itertools import islice
from typing import Any

from concordat.qmethod.files.archives import UNREADABLE
from concordat.surveys.rules.outside import CannotRead, check_columns, quoted

UNPACKED = 300_000_000  # bytes: beyond it, a small file was made to swell
MOST_ROWS = 200_000
CHUNK = 4096

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+(\d+)[^"]*)"')

Row = list[str]


@dataclass(frozen=True)
class Workbook:
    name: str
    columns: tuple[str, ...]
    rows: list[tuple[int, Row]] = field(repr=False)

    @classmethod
    def opened(cls, data: bytes, *, name: str, sheet: str = "") -> "Workbook":
        """Read one sheet. Raises ``CannotRead`` for formulas, merged cells, and sheets not spoken of."""
        _refuse_swollen(data, name=name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of validation lists and styles, which we do not read
            try:
                rows = list(_rows(data, name=name, sheet=sheet))
            except CannotRead:
                raise
            except UNREADABLE as why:
                raise CannotRead(
                    f"{name} cannot be read as an XLSX workbook. Save it again as XLSX."
                ) from why
        if not rows:
            raise CannotRead(f"Line 1 of {name}: the sheet is empty. Export the answers again.")
        line, header = rows[0]
        columns = tuple(cell.strip() for cell in header)
        while columns and not columns[-1]:
            columns = columns[:-1]
        check_columns(columns, line=line, name=name)
        return cls(name=name, columns=columns, rows=_squared(rows[1:], width=len(columns), name=name))

    def chunks(self) -> Iterator[list[Row]]:
        rows = iter(self.rows)
        while chunk := [row for _, row in islice(rows, CHUNK)]:
            yield chunk

    def lines(self) -> Iterator[tuple[int, Row]]:
        return iter(self.rows)


def _squared(rows: list[tuple[int, Row]], *, width: int, name: str) -> list[tuple[int, Row]]:
    """Every row as wide as the header: a workbook leaves out the blank cells at a row's end."""
    for line, row in rows:
        if any(cell.strip() for cell in row[width:]):
            raise CannotRead(f"Line {line} of {name} has {len(row)} cells; the header has {width}.")
    return [(line, [*row[:width], *[""] * (width - len(row))]) for line, row in rows]


def _refuse_swollen(data: bytes, *, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except UNREADABLE:
        raise CannotRead(f"{name} cannot be read as an XLSX workbook. Save it again as XLSX.") from None
    if unpacked > UNPACKED:
        raise CannotRead(
            f"{name} unpacks to more than {UNPACKED // 1_000_000} MB. Save the answers alone, as CSV."
        )


def _rows(data: bytes, *, name: str, sheet: str) -> Iterator[tuple[int, Row]]:
    import openpyxl  # a third of a second that a CSV file should not pay for

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    chosen: Any = book[_choice(book, name=name, sheet=sheet)]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _refuse_merged(archive.read(chosen._worksheet_path.lstrip("/")), name=name)
    chosen.reset_dimensions()  # what a file says of its own size is not evidence
    for line, cells in enumerate(chosen.iter_rows(), start=1):
        if line > MOST_ROWS:
            raise CannotRead(f"Line {line} of {name}: more than {MOST_ROWS:,} rows. Save the answers as CSV.")
        row = []
        for cell in cells:
            words = _words(cell.value)
            if cell.data_type == "f" or words.lstrip().startswith("="):
                raise CannotRead(
                    f"Line {line} of {name} holds a formula, {quoted(words)}. Put its value, or clear it."
                )
            row.append(words)
        if any(map(str.strip, row)):
            yield line, row


def _choice(book: Any, *, name: str, sheet: str) -> str:
    if sheet:
        if sheet not in book.sheetnames:
            raise CannotRead(f"{name} has no sheet called {quoted(sheet)}.")
        return sheet
    if len(book.sheetnames) > 1:
        hidden = [each.title for each in book.worksheets if each.sheet_state != "visible"]
        which = f"a hidden sheet, {quoted(hidden[0])}" if hidden else f"{len(book.sheetnames)} sheets"
        raise CannotRead(
            f'{name} has {which}. Keep only the sheet of answers, or name it in the map: sheet = "…".'
        )
    if book.worksheets and book.worksheets[0].sheet_state != "visible":
        raise CannotRead(f"{name} has only a hidden sheet. Show it, look at it, and save it again.")
    first: str = book.sheetnames[0]
    return first


def _refuse_merged(xml: bytes, *, name: str) -> None:
    if merged := _MERGED.search(xml):
        where, line = merged.group(1).decode(), merged.group(2).decode()
        raise CannotRead(
            f"Line {line} of {name} has merged cells ({where}). Unmerge them: one cell, one answer."
        )


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date | time):  # a datetime is a date
        return value.isoformat()
    return str(value)
