"""Workbooks of Ken-Q's first version, and result workbooks of KADE and Ken-Q read back ("Kanded", type 3)."""

import re
from collections.abc import Sequence

from concordat.qmethod.files import by_rows
from concordat.qmethod.files.assembling import number, numbered, put_together, value_of
from concordat.qmethod.files.kade_workbooks import Sheets, laid_on_the_table, named, sheet, texts_in
from concordat.qmethod.files.pattern import VALUES, grid_of
from concordat.qmethod.files.sources import Source, quoted
from concordat.qmethod.files.tables import Table
from concordat.qmethod.study import Refused, Sort, Study, Value

FIRST_VALUE, NAMES = 6, 30  # rows of a version 1 workbook, type 1
TITLE, PATTERN, FIRST_PERSON = 2, 4, 7  # lines of type 2

_NUMBERED = re.compile(r"S(\d+)", re.IGNORECASE | re.ASCII)
_OVERVIEWS = ("project overview", "analysis overview")
_SORTS = ("q sorts", "q-sorts")


def is_kanded(sheets: Sheets) -> bool:
    return sheet(sheets, *_OVERVIEWS) is not None and sheet(sheets, *_SORTS) is not None


def is_version_1(sheets: Sheets) -> bool:
    return is_version_1_laid(sheets) or is_version_1_by_rows(sheets)


def is_version_1_laid(sheets: Sheets) -> bool:
    table = sheet(sheets, "sorts")
    return table is not None and [
        number(table.cell(FIRST_VALUE + place, 0)) for place in range(len(VALUES))
    ] == list(VALUES)


def is_version_1_by_rows(sheets: Sheets) -> bool:
    table = sheet(sheets, "sorts")
    return table is not None and any(cells[0].lower() == "sort pattern" for cells in table.rows)


def read_version_1(source: Source, sheets: Sheets) -> Study:
    table = sheet(sheets, "sorts")
    if table is None:  # the caller looked before
        raise Refused(f"{source.name} has no sheet called sorts; export it again.")
    texts = texts_in(sheets)
    if is_version_1_laid(sheets):
        return _laid(table, source, texts)
    pattern = next((row for row, cells in enumerate(table.rows) if cells[0].lower() == "sort pattern"), None)
    if pattern is None:
        raise Refused(
            f"{source.name}, sheet {table.sheet}: no row begins with Sort Pattern; export it again."
        )
    grid = source.grid or tuple(
        _grid_value(cell, table.at(pattern)) for cell in table.rows[pattern][1:] if cell
    )
    first = pattern + 1
    if first < len(table.rows) and any(number(cell) is None for cell in table.rows[first][1:] if cell):
        first += 1  # a heading: participants, s1, s2 …
    if first >= len(table.rows):
        raise Refused(
            f"{source.name}, sheet {table.sheet}, has no sorts below its pattern; add one row a person."
        )
    beside = table.cell(TITLE, 1)
    title = beside if beside and number(beside) is None else table.cell(TITLE, 0)
    study = by_rows.study_in(
        table, Source(source.name, b"", tuple(sorted(grid)) or None), first=first, title=title
    )
    return named(study, texts, name=source.name)


def _laid(table: Table, source: Source, texts: Sequence[str]) -> Study:
    at = f"{source.name}, sheet {table.sheet}"
    told = [table.cell(FIRST_VALUE + place, 1) for place in range(len(VALUES))]
    grid = source.grid or grid_of(told, at=at) or None
    if NAMES not in table.lines:
        raise Refused(f"{at}, row {NAMES}: the participants' names are not there; export it again.")
    return laid_on_the_table(
        table,
        Source(source.name, b"", grid),
        texts=texts,
        first=table.lines.index(NAMES),
        title=table.cell(TITLE, 1),
    )


def _grid_value(cell: str, at: str) -> Value:
    value = number(cell)
    if value is None:
        raise Refused(f"{at}: the grid has {quoted(cell)}, which is not a number; correct it.")
    return value


def read_kanded(source: Source, sheets: Sheets) -> Study:
    overview, table = sheet(sheets, *_OVERVIEWS), sheet(sheets, *_SORTS)
    if overview is None or table is None:  # the caller looked before
        raise Refused(f"{source.name} has no overview and sorts, as results of KADE have; export it again.")
    top = next(
        (row for row, cells in enumerate(table.rows) if len(cells) > 1 and _NUMBERED.fullmatch(cells[1])),
        None,
    )
    if top is None:
        raise Refused(f"{source.name}, sheet {table.sheet}: no row is headed S1, S2 …; export it again.")
    # Behind the statements stand the mean and the standard deviation.
    columns = [place for place, cell in enumerate(table.rows[top]) if _NUMBERED.fullmatch(cell)]
    people = [row for row in range(top + 1, len(table.rows)) if table.rows[row][0]]
    study = put_together(
        name=source.name,
        statements=numbered(len(columns)),
        sorts=[_person(table, row, columns) for row in people],
        title=_beside(overview, "project name") or _line_3(overview),
        grid=source.grid or _pattern(overview),
    )
    return named(study, texts_in(sheets), name=source.name)


def _person(table: Table, row: int, columns: Sequence[int]) -> Sort:
    cells = table.rows[row]
    return Sort(
        cells[0],
        tuple(
            value_of(
                cells[column] if column < len(cells) else "",
                at=table.at(row, column),
                participant=cells[0],
                statement=f"s{place}",
            )
            for place, column in enumerate(columns, start=1)
        ),
    )


def _beside(table: Table, label: str) -> str:
    for cells in table.rows:
        for place, cell in enumerate(cells[:-1]):
            if cell.lower().rstrip(": ") == label:
                return cells[place + 1]
    return ""


def _line_3(table: Table) -> str:
    return next((cell for cell in table.line(3) if cell and not cell.lower().startswith("project")), "")


def _pattern(table: Table) -> tuple[Value, ...] | None:
    """The grid stands in one cell, as "-1,0,0,1"."""
    for row, cells in enumerate(table.rows):
        for cell in cells:
            parts = [part.strip() for part in cell.split(",")]
            if len(parts) > 1 and all(number(part) is not None for part in parts):
                return tuple(sorted(_grid_value(part, table.at(row)) for part in parts))
    return None
