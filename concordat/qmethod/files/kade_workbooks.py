"""The workbooks that KADE and Ken-Q read (version 2): sheets name, sorts, pattern, statements, version, type.

Type 1 is "as laid on the table": the grid down the first column, and in each person's column the number of
the statement that lies on that place. Type 2 has one person a row, with the values of statements 1 … N.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from concordat.qmethod.files import by_rows
from concordat.qmethod.files.assembling import number, numbered, put_together
from concordat.qmethod.files.pattern import VALUES, counts, grid_of, whole_grid, whole_sorts
from concordat.qmethod.files.sources import Source, quoted
from concordat.qmethod.files.tables import Table, letters
from concordat.qmethod.files.workbooks import Cell, to_xlsx
from concordat.qmethod.study import Refused, Sort, Study, Value, shape

LAID, BY_ROWS = "1", "2"

Sheets = Mapping[str, Table]


def sheet(sheets: Sheets, *names: str) -> Table | None:
    """The first sheet of one of those names, in the singular or the plural."""
    for name in names:
        for each in (name, f"{name}s", name.removesuffix("s")):
            if each in sheets:
                return sheets[each]
    return None


def read_kade_workbook(source: Source, sheets: Sheets) -> Study:
    table = sheet(sheets, "sorts")
    if table is None:
        raise Refused(f"{source.name} has no sheet called sorts, as a workbook of KADE has; export it again.")
    texts = texts_in(sheets)
    if source.grid is None:
        source = Source(source.name, source.data, _pattern(sheets))
    title = _title(sheets)
    if _type(sheets, table) == LAID:
        return laid_on_the_table(table, source, texts=texts, first=0, title=title)
    first = 0 if _is_a_person(table.rows[0]) else 1
    if len(table.rows) <= first:
        raise Refused(
            f"{source.name}, sheet {table.sheet}, has a heading and no sorts; add one row a person."
        )
    study = by_rows.study_in(table, source, first=first, title=title)
    return named(study, texts, name=source.name)


def _title(sheets: Sheets) -> str:
    table = sheet(sheets, "name")
    return table.cell(2, 0) if table else ""


def _pattern(sheets: Sheets) -> tuple[Value, ...] | None:
    table = sheet(sheets, "pattern")
    if table is None:
        return None
    heading, cells = table.line(1), table.line(2)
    if any(number(cell) != value for cell, value in zip(heading, VALUES, strict=False)):
        raise Refused(
            f"{table.file}, sheet {table.sheet}, row 1: the values run from −6 to 13; export it again."
        )
    return grid_of(cells, at=f"{table.file}, sheet {table.sheet}, row 2") or None


def _type(sheets: Sheets, table: Table) -> str:
    told = sheet(sheets, "type")
    kind = told.cell(2, 0) if told else ""
    if kind in (LAID, BY_ROWS):
        return kind
    # Nobody said: as laid on the table, the first column holds nothing but numbers in ascending order.
    values = [number(cells[0]) for cells in table.rows[1:] if cells[0]]
    told_values = [value for value in values if value is not None]
    in_order = len(told_values) == len(values) > 1 and told_values == sorted(told_values)
    return LAID if in_order and not _is_a_person(table.rows[0]) else BY_ROWS


def _is_a_person(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and all(number(cell) is not None for cell in cells[1:] if cell)


def texts_in(sheets: Sheets) -> list[str]:
    """The statements' texts in the order of their numbers, from the column headed Statements."""
    table = sheet(sheets, "statements")
    if table is None:
        return []
    top = next(
        (row for row, cells in enumerate(table.rows) if any(cell.lower() in _HEADED for cell in cells)), None
    )
    if top is None:
        raise Refused(
            f"{table.file}, sheet {table.sheet}: no column is headed Statements; give it that heading."
        )
    column = next(place for place, cell in enumerate(table.rows[top]) if cell.lower() in _HEADED)
    texts: list[str] = []
    for row, cells in enumerate(table.rows[top + 1 :], start=top + 1):
        text = cells[column] if column < len(cells) else ""
        told = number(cells[0]) if column else len(texts) + 1
        if not text and told is not None and not any(len(below) > column for below in table.rows[row:]):
            break  # numbers of a template that nobody filled in
        if told != len(texts) + 1:
            raise Refused(
                f"{table.at(row, 0)}: statement number {len(texts) + 1} is expected and {quoted(cells[0])} "
                "is there; "
                "number the statements from 1.",
                statement=f"s{len(texts) + 1}",
            )
        texts.append(text)
    return texts


_HEADED = frozenset({"statements", "statement"})


def named(study: Study, texts: Sequence[str], *, name: str) -> Study:
    """The study with its texts. Raises ``Refused`` when there are more or fewer of them than statements."""
    if not texts:
        return study
    if len(texts) != len(study.statements):
        raise Refused(
            f"{name} has {len(texts)} statements and sorts of {len(study.statements)} values; "
            "complete one or the other."
        )
    return put_together(
        name=name,
        statements=numbered(len(texts), texts),
        sorts=study.sorts,
        title=study.title,
        grid=study.grid,
        cautions=study.cautions,
    )


def laid_on_the_table(table: Table, source: Source, *, texts: Sequence[str], first: int, title: str) -> Study:
    """The study in a table whose row ``first`` names the people, with the grid in the first column below
    it."""
    rows = [row for row in range(first + 1, len(table.rows)) if table.rows[row][0]]
    for row in range(first + 1, len(table.rows)):
        if not table.rows[row][0]:
            raise Refused(
                f"{table.at(row, 0)}: the row has cards and no value of the grid; put it in the first column."
            )
    values = [_value(table, row) for row in rows]
    statements = len(values)
    if texts and len(texts) != statements:
        raise Refused(
            f"{source.name} has {len(texts)} statements and a grid of {statements} places on the sheet "
            f"{table.sheet}; complete one or the other."
        )
    _refuse_another_grid(values, source, table)
    sorts = []
    for column, who in enumerate(table.rows[first][1:], start=1):
        cards = [_card(table, row, column) for row in rows]
        if not who:
            if any(cards):
                raise Refused(f"{table.at(first, column)}: the column has no participant; give it a name.")
            continue  # a template's empty column
        sorts.append(_laid(who, cards, values, rows=rows, table=table, column=column))
    return put_together(
        name=source.name,
        statements=numbered(statements, texts),
        sorts=sorts,
        title=title,
        grid=values if source.grid is None else source.grid,
    )


def _value(table: Table, row: int) -> Value:
    value = number(table.rows[row][0])
    if value is None:
        raise Refused(
            f"{table.at(row, 0)}: {quoted(table.rows[row][0])} is no value of the grid; put a number there."
        )
    return value


def _card(table: Table, row: int, column: int) -> str:
    cells = table.rows[row]
    return cells[column] if column < len(cells) else ""


def _refuse_another_grid(values: Sequence[Value], source: Source, table: Table) -> None:
    if source.grid is None:
        return
    laid, told = Counter(values), Counter(source.grid)
    for value in sorted({*laid, *told}):
        if laid[value] != told[value]:
            raise Refused(
                f"{source.name}, sheet {table.sheet}: the column {value} has {laid[value]} places, and the "
                "grid "
                f"{told[value]}; correct one or the other."
            )


def _laid(
    who: str, cards: Sequence[str], values: Sequence[Value], *, rows: Sequence[int], table: Table, column: int
) -> Sort:
    """One person's sort from the numbers on the table. Raises ``Refused`` for a card twice, or none on a
    place."""
    at_value: dict[int, tuple[Value, int]] = {}
    for card, value, row in zip(cards, values, rows, strict=True):
        found = number(card)
        about = f"{table.at(row, column)}: participant {quoted(who)}"
        if not card:
            continue
        if not isinstance(found, int) or not 1 <= found <= len(values):
            raise Refused(
                f"{about} has {quoted(card)} on the place {value}, which is no statement from 1 to "
                f"{len(values)}; "
                "correct the number.",
                participant=who,
            )
        if found in at_value:
            before, where = at_value[found]
            raise Refused(
                f"{about} has statement {found} twice, on {before} (cell "
                f"{letters(column)}{table.lines[where]}) and "
                f"on {value}; a card lies on one place only.",
                participant=who,
                statement=f"s{found}",
            )
        at_value[found] = (value, row)
    missing = [place for place in range(1, len(values) + 1) if place not in at_value]
    if missing:
        raise Refused(
            f"{table.file}, sheet {table.sheet}, column {letters(column)}: participant {quoted(who)} has "
            "no place "
            f"for statement {missing[0]}; put its number on the place where it lies.",
            participant=who,
            statement=f"s{missing[0]}",
        )
    return Sort(who, tuple(at_value[place][0] for place in range(1, len(values) + 1)))


def written(study: Study, *, kind: str) -> Mapping[str, bytes]:
    """A workbook for KADE or Ken-Q. Type 1 wants every sort on the grid; type 2 takes any."""
    sorts = whole_sorts(study, form="KADE")
    grid = whole_grid(study, form="KADE")
    table = _laid_table(study, sorts, grid) if kind == LAID else _by_rows_table(study, sorts)
    statements: list[list[Cell]] = [["Number", "Statements"]]
    for place, each in enumerate(study.statements, start=1):
        statements.append([place, " ".join(each.text.split()) or each.id])
    sheets: dict[str, Sequence[Sequence[Cell]]] = {
        # KADE refuses a comma in a title.
        "name": [["Project Name"], [" ".join(study.title.replace(",", " ").split()) or "Q study"]],
        "sorts": table,
        "pattern": [list(VALUES), list(counts(grid))],
        "statements": statements,
        "version": [["Version"], [2]],
        "type": [["Type"], [int(kind)]],
    }
    return {".xlsx": to_xlsx(sheets, title=study.title)}


def _by_rows_table(study: Study, sorts: Sequence[Sequence[int]]) -> list[list[Cell]]:
    return [[who, *values] for who, values in zip(study.participants, sorts, strict=True)]


def _laid_table(study: Study, sorts: Sequence[Sequence[int]], grid: Sequence[int]) -> list[list[Cell]]:
    for sort in study.sorts:
        if shape(sort) != tuple(grid):
            held, places = Counter(sort.values), Counter(grid)
            value = next(value for value in held if held[value] > places[int(value or 0)])
            full = study.statements[sort.values.index(value)].id
            raise Refused(
                f"Participant {quoted(sort.participant)} has {held[value]} statements on {value}, "
                f"{quoted(full)} among them, and the grid {places[int(value or 0)]}; "
                "KADE's type 1 holds forced sorts only, so write type 2.",
                participant=sort.participant,
                statement=full,
            )
    # Of one person, the places in the order of the grid and, within a column, of the statements.
    laid = [sorted(range(len(values)), key=values.__getitem__) for values in sorts]
    rows: list[list[Cell]] = [["Participant Name and Sort Value:", *study.participants]]
    for place, value in enumerate(sorted(grid)):
        rows.append([value, *(cards[place] + 1 for cards in laid)])
    return rows
