"""Rows as CSV and Excel, for whoever wants to count again.

What people typed ends up in these files, and a spreadsheet runs a cell that looks like a formula. Text is
therefore made harmless here, in the one place through which every export goes; numbers stay numbers.
"""

import csv
import io
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Protocol

import xlsxwriter

Cell = str | int | float | date | None

_RISKY = frozenset("=+-@\t\r\n")
_NEGATIVE = re.compile(r"-\d+(\.\d+)?")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_NAME_LENGTH = 31
_WIDEST = 60


class NotANumber(ValueError):
    """An infinite or undefined number, which no spreadsheet can hold."""


class Rows(Protocol):
    """Anything with a head and rows: a ``Sheet``, or a ``Table`` of a paper."""

    @property
    def head(self) -> Sequence[str]: ...

    @property
    def rows(self) -> Sequence[Sequence[Cell]]: ...


@dataclass(frozen=True)
class Sheet:
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def harmless(text: str) -> str:
    """The text as no spreadsheet will take it for a formula: an apostrophe goes before it.

    A negative number is left as it is ("-0.4"): there is nothing in it to run.
    """
    # Some programs fold full-width signs (＝) to plain ones, and some drop leading spaces.
    opening = unicodedata.normalize("NFKC", text.lstrip(" \u00a0\ufeff\u200b")[:1])
    if opening in _RISKY and opening and not _NEGATIVE.fullmatch(text):
        return f"'{text}"
    return text


def to_csv(table: Rows) -> str:
    """Comma-separated, head first, every text in quotation marks.

    Write it as ``utf-8-sig``, or Excel shows the ŵ of Welsh names as two other letters.
    """
    written = io.StringIO()
    # Without the quotation marks a program that splits at semicolons finds cells that we never saw.
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in table.head])
    for row in table.rows:
        writer.writerow([_plain(cell) for cell in row])
    return written.getvalue()


def _plain(cell: Cell) -> str | int | float:
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case date():
            return cell.isoformat()
        case _:
            return _finite(cell)


def _finite(number: int | float) -> int | float:
    if not math.isfinite(number):
        raise NotANumber(f"A spreadsheet cannot hold {number}.")
    return number


def to_xlsx(sheets: Mapping[str, Rows], *, title: str, on: date = date(2000, 1, 1)) -> bytes:
    """An Excel workbook: one sheet for each name, its head in bold and frozen.

    on    the day the workbook bears as its own, so that the same rows give the same bytes

    Text is written as text, never as a formula, a link or a number.
    """
    written = io.BytesIO()
    book = xlsxwriter.Workbook(
        written,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": title, "created": datetime(on.year, on.month, on.day, tzinfo=UTC)})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "d mmmm yyyy", "valign": "top", "align": "left"})
    for name, rows in zip(_sheet_names(sheets), sheets.values(), strict=True):
        sheet = book.add_worksheet(name)
        for column, text in enumerate(rows.head):
            sheet.write_string(0, column, text, bold)
            sheet.set_column(column, column, _width(rows, column))
        for line, row in enumerate(rows.rows, start=1):
            for column, cell in enumerate(row):
                match cell:
                    case None:
                        continue
                    case str():
                        sheet.write_string(line, column, cell, plain)
                    case date():
                        sheet.write_datetime(line, column, datetime.combine(cell, time.min), day)
                    case _:
                        sheet.write_number(line, column, _finite(cell), plain)
        sheet.freeze_panes(1, 0)
    book.close()
    return written.getvalue()


def _width(rows: Rows, column: int) -> float:
    longest = max([len(rows.head[column]), *(len(str(row[column] or "")) for row in rows.rows)])
    return min(longest, _WIDEST) + 2


def _sheet_names(names: Mapping[str, Rows]) -> list[str]:
    """The names as Excel allows them: short, without its own signs, and no two alike."""
    given: list[str] = []
    for name in names:
        allowed = _NOT_IN_SHEET_NAMES.sub(" ", name).strip(" '")[:_NAME_LENGTH] or "Sheet"
        count = 1
        while allowed.lower() in (taken.lower() for taken in given):
            count += 1
            allowed = f"{allowed[: _NAME_LENGTH - 4]} ({count})"
        given.append(allowed)
    return given
