"""XLSX workbooks as tables of plain cells, and back."""

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from concordat.qmethod.files.archives import UNREADABLE, unpacked
from concordat.qmethod.files.sources import Source, quoted
from concordat.qmethod.files.tables import Table
from concordat.qmethod.study import Refused

MOST_ROWS = 25_000
MOST_COLUMNS = 1_100
MOST_CELLS = 1_500_000

# Of the programs' sheets those that hold the study; the others hold results, notes and whatever people add.
KNOWN = frozenset(
    {"name", "sorts", "pattern", "statements", "version", "type", "participants", "grid", "title"}
    | {"project overview", "analysis overview", "q sorts", "q-sorts"}
)

OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+\d+)[^"]*"')
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)

Cell = str | int | float | None


def refuse_old(source: Source) -> None:
    raise Refused(
        f"{source.name} is an old (.xls) workbook or is protected by a password; "
        "save it as XLSX without a password."
    )


def read_workbook(source: Source) -> Mapping[str, Table]:
    """The sheets of the study that hold anything, by their names in small letters.

    Where none is called sorts, the first that holds anything is one of them.

    Raises ``Refused`` for formulas (the file may hold an old result of theirs, or none), merged cells,
    password protection, and workbooks that are broken or made to swell.
    """
    files = unpacked(source.data, name=source.name)
    broken = f"{source.name} cannot be read as an XLSX workbook; save it as XLSX again."
    if any(_DECLARED.search(content) for path, content in files.items() if path.endswith((".xml", ".rels"))):
        raise Refused(
            f"{source.name} declares XML entities, which no spreadsheet program does; save it again."
        )
    import openpyxl  # a third of a second that a CSV file should not pay for

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of decorations that openpyxl does not know, and we do not read
        try:
            book = openpyxl.load_workbook(io.BytesIO(source.data), read_only=True)
            tables = dict(_tables(book, file=source.name, xml=files))
        except Refused:
            raise
        except UNREADABLE as why:
            raise Refused(broken) from why
    if not tables:
        raise Refused(f"{source.name} is empty; put the sorts on its first sheet.")
    return tables


def _tables(book: Any, *, file: str, xml: Mapping[str, bytes]) -> Iterator[tuple[str, Table]]:
    names = [sheet.title.strip().lower() for sheet in book.worksheets]
    results = any(name.endswith("overview") for name in names)  # a program's: its headings may be merged
    wanting = not any(_known(name) in ("sorts", "q sorts", "q-sorts") for name in names)
    for name, sheet in zip(names, book.worksheets, strict=True):
        if _known(name) in KNOWN or wanting:
            table = _table(sheet, file=file)
            if table.rows and not results:
                _refuse_merged(table, xml.get(sheet._worksheet_path.lstrip("/"), b""))
            if table.rows:
                wanting = wanting and _known(name) in KNOWN
                yield name, table


def _known(name: str) -> str:
    """The name in the number in which it is known: sort and names, but sorts and name."""
    return next((each for each in (name, f"{name}s", name.removesuffix("s")) if each in KNOWN), name)


def _refuse_merged(table: Table, xml: bytes) -> None:
    if merged := _MERGED.search(xml):
        raise Refused(
            f"{table.file}, sheet {table.sheet}: cell {merged.group(1).decode()} is merged with others; "
            "unmerge them, one value a cell."
        )


def _table(sheet: Any, *, file: str) -> Table:
    rows, lines = [], []
    held = 0
    sheet.reset_dimensions()  # what a file says of its own size is not evidence
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        held += len(cells)
        if line > MOST_ROWS or len(cells) > MOST_COLUMNS or held > MOST_CELLS:
            raise Refused(
                f"{file}, sheet {sheet.title}: more than {MOST_ROWS:,} rows, {MOST_COLUMNS:,} columns or "
                f"{MOST_CELLS:,} cells; remove what is not part of the study."
            )
        row = tuple(_words(cell, at=f"{file}, sheet {sheet.title}") for cell in cells)
        while row and not row[-1]:
            row = row[:-1]
        if row:
            rows.append(row)
            lines.append(line)
    return Table(file, tuple(rows), tuple(lines), sheet=sheet.title)


def _words(cell: Any, *, at: str) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise Refused(f"{at}: cell {cell.coordinate} holds a formula, {quoted(value)}; put its value there.")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date | time):  # a datetime is a date
        return value.isoformat()
    return str(value).strip()


def to_xlsx(sheets: Mapping[str, Sequence[Sequence[Cell]]], *, title: str = "") -> bytes:
    """A workbook of plain cells, the same bytes every time. Text is never a formula, a link or a number."""
    import xlsxwriter

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
    book.set_properties({"title": title, "created": datetime(2000, 1, 1, tzinfo=UTC)})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for line, column, cell in _cells(rows):
            if isinstance(cell, str):
                sheet.write_string(line, column, cell)
            elif cell is not None:
                sheet.write_number(line, column, cell)
    book.close()
    return written.getvalue()


def _cells(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, int, Cell]]:
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            yield line, column, cell
