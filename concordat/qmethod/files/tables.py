"""Tables of cells, whether they came as CSV or out of a workbook, and CSV as we write it.

What people typed ends up in the files that we write, and a spreadsheet runs a cell that looks like a formula:
such text is written with an apostrophe before it, and read back without.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from concordat.qmethod.files.assembling import number
from concordat.qmethod.files.sources import Source
from concordat.qmethod.study import Refused

_RISKY = frozenset("=+-@\t\r\n")
_LETTERS = 26


@dataclass(frozen=True)
class Table:
    """``rows`` that hold anything, each cell as text without blanks around it; ``lines`` are theirs in the
    file."""

    file: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    sheet: str = ""

    def at(self, row: int, column: int | None = None) -> str:
        """The place in words: "sorts.csv, line 4, column C"."""
        line = self.lines[row]
        if self.sheet:
            where = f"row {line}" if column is None else f"cell {letters(column)}{line}"
            return f"{self.file}, sheet {self.sheet}, {where}"
        return f"{self.file}, line {line}" + ("" if column is None else f", column {letters(column)}")

    def line(self, line: int) -> tuple[str, ...]:
        """The row on that line of the file; empty where there is nothing."""
        return self.rows[self.lines.index(line)] if line in self.lines else ()

    def cell(self, line: int, column: int) -> str:
        row = self.line(line)
        return row[column] if column < len(row) else ""


def letters(column: int) -> str:
    """The letters of a column, counted from 0: A … Z, AA …"""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + letter) + name
    return name


def read_csv(source: Source, *, separator: str = "") -> Table:
    """The rows of a CSV file. The separator is what its first line has most of: comma, semicolon or tab."""
    text = source.text
    if not text.strip():
        raise Refused(f"{source.name} is empty; export it again.")
    first = next(line for line in text.split("\n") if line.strip())
    chosen = separator or max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=chosen)
    rows, lines = [], []
    try:
        for cells in reader:
            row = tuple(unharmed(cell.strip()) for cell in cells)
            if any(row):
                rows.append(row)
                lines.append(reader.line_num)
    except csv.Error as why:
        # The reader gives up at a cell beyond its limit: mostly a quotation mark that nothing closes.
        raise Refused(
            f"{source.name}, line {reader.line_num}: a cell is longer than {csv.field_size_limit():,} "
            "letters, or a quotation mark is never closed; save it as CSV again."
        ) from why
    if not rows:
        raise Refused(f"{source.name} is empty; export it again.")
    return Table(source.name, tuple(rows), tuple(lines))


def harmless(text: str) -> str:
    """The text as no spreadsheet will take it for a formula. A number is left as it is: nothing in it
    runs."""
    # Some programs fold full-width signs (＝) to plain ones, and some drop leading spaces.
    opening = unicodedata.normalize("NFKC", text.lstrip(" \u00a0\ufeff\u200b")[:1])
    risky = bool(opening) and opening in _RISKY and number(text) is None
    # A text that we would take our apostrophe from gets one more to lose.
    return f"'{text}" if risky or unharmed(text) != text else text


def unharmed(text: str) -> str:
    """The text without the apostrophe that ``harmless`` put there."""
    if text[:1] != "'":
        return text
    opening = unicodedata.normalize("NFKC", text[1:].lstrip(" \u00a0\ufeff\u200b'")[:1])
    risky = bool(opening) and opening in _RISKY and number(text[1:].lstrip("'")) is None
    return text[1:] if risky else text


def to_csv(rows: Iterable[Sequence[str | int | float | None]], *, separator: str = ",") -> bytes:
    """UTF-8, one line a row, every text in quotation marks: else a program that splits elsewhere finds cells
    that we never saw."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=separator, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    for row in rows:
        writer.writerow(
            [harmless(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row]
        )
    return written.getvalue().encode("utf-8")
