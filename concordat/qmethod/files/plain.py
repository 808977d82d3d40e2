"""Ours: a table with the statement's id in the first column and one column for each participant.

A workbook may have further sheets: ``statements`` (id, text), ``participants`` (participant, then what is
known of each), ``grid`` (one value a row) and ``title``.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from concordat.qmethod.files.assembling import number, put_together, value_of
from concordat.qmethod.files.companions import facts_in, texts_in, with_facts, with_texts
from concordat.qmethod.files.sources import Source, quoted
from concordat.qmethod.files.tables import Table, read_csv, to_csv
from concordat.qmethod.files.workbooks import KNOWN, Cell, to_xlsx
from concordat.qmethod.study import Refused, Sort, Statement, Study, Value

STATEMENT = "statement"
PARTICIPANT = "participant"


def read_plain_csv(source: Source) -> Study:
    return study_in(read_csv(source), source)


def read_plain_workbook(source: Source, sheets: Mapping[str, Table]) -> Study:
    own = [table for name, table in sheets.items() if name not in KNOWN]
    table = sheets.get("sorts") or next(iter([*own, *sheets.values()]))
    title = sheets["title"].rows[0][0] if "title" in sheets else ""
    grid = _grid(sheets["grid"]) if "grid" in sheets and source.grid is None else source.grid
    study = study_in(table, Source(source.name, b"", grid), title=title)
    if "statements" in sheets:
        study = with_texts(study, texts_in(sheets["statements"]), name=source.name)
    if "participants" in sheets:
        study = with_facts(study, facts_in(sheets["participants"]), name=source.name)
    return study


def study_in(table: Table, source: Source, *, title: str = "") -> Study:
    """The study in a table of statements and participants."""
    header, *rows = table.rows
    while header and not header[-1]:
        header = header[:-1]
    participants = header[1:]
    _refuse_no_heading(table, participants)
    for place, participant in enumerate(participants, start=1):
        if not participant:
            raise Refused(
                f"{table.at(0, place)}: the column has no participant; give it a name or remove it."
            )
    columns: list[list[Value | None]] = [[] for _ in participants]
    ids = []
    for row, cells in enumerate(rows, start=1):
        statement = _statement(table, row, cells)
        _refuse_ragged(table, row, cells, header)
        ids.append(Statement(statement))
        padded = (*cells[1:], *[""] * (len(header) - len(cells)))
        for place, (participant, cell) in enumerate(zip(participants, padded, strict=False), start=1):
            at = partial(table.at, row, place)
            columns[place - 1].append(value_of(cell, at=at, participant=participant, statement=statement))
    return put_together(
        name=table.file,
        statements=ids,
        sorts=[Sort(who, tuple(column)) for who, column in zip(participants, columns, strict=True)],
        title=title,
        grid=source.grid,
        cautions=source.cautions if source.data else (),
    )


def _refuse_no_heading(table: Table, participants: Sequence[str]) -> None:
    """People may be called 1, 2, 3, but hardly 0, -1, 0: that is the first sort, and the heading is gone."""
    values = [number(each) for each in participants]
    told = [value for value in values if value is not None]
    if told and len(told) == len(values) and (len(set(told)) < len(told) or min(told) < 0):
        raise Refused(
            f"{table.at(0)}: there are values where the participants' names belong; "
            "put a line above with “statement” and the name of each participant."
        )


def _statement(table: Table, row: int, cells: Sequence[str]) -> str:
    if not cells[0]:
        raise Refused(
            f"{table.at(row)}: the row has values and no statement; put its id in the first column."
        )
    return cells[0]


def _refuse_ragged(table: Table, row: int, cells: Sequence[str], header: Sequence[str]) -> None:
    # A workbook leaves out the blank cells at a row's end; a CSV file does not.
    short = len(cells) < len(header) and not table.sheet
    if short or any(cells[len(header) :]):
        missing = header[len(cells)] if short else ""
        first = f", so participant {quoted(missing)} has no value" if short else ""
        raise Refused(
            f"{table.at(row)}: the row of statement {quoted(cells[0])} has {len(cells)} cells and the "
            "first row "
            f"{len(header)}{first}; make them as many.",
            statement=cells[0],
            participant=missing,
        )


def _grid(table: Table) -> tuple[Value, ...]:
    values = []
    for row, cells in enumerate(table.rows):
        value = number(cells[0])
        if value is None:
            if row == 0:
                continue  # a heading
            raise Refused(
                f"{table.at(row, 0)}: the grid has {quoted(cells[0])}, which is not a number; correct it."
            )
        values.append(value)
    return tuple(values)


def sorts_table(study: Study) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[STATEMENT, *study.participants]]
    for place, statement in enumerate(study.statements):
        rows.append([statement.id, *(sort.values[place] for sort in study.sorts)])
    return rows


def statements_table(study: Study) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[STATEMENT, "text"]]
    return rows + [[each.id, each.text] for each in study.statements]


def participants_table(study: Study) -> list[list[Cell]]:
    """What is known of each participant; only the head if nothing is."""
    names = list(dict.fromkeys(name for sort in study.sorts for name in sort.facts))
    rows: list[list[Cell]] = [[PARTICIPANT, *names]]
    if names:
        rows += [[sort.participant, *(sort.facts.get(name, "") for name in names)] for sort in study.sorts]
    return rows


def plain_csv(study: Study) -> Mapping[str, bytes]:
    """The sorts; the statements' texts and what is known of the participants beside them, if there is any."""
    files = {".csv": to_csv(sorts_table(study))}
    if any(statement.text for statement in study.statements):
        files[".statements.csv"] = to_csv(statements_table(study))
    if any(sort.facts for sort in study.sorts):
        files[".participants.csv"] = to_csv(participants_table(study))
    return files


def plain_workbook(study: Study) -> Mapping[str, bytes]:
    sheets = {"sorts": sorts_table(study)}
    if any(statement.text for statement in study.statements):
        sheets["statements"] = statements_table(study)
    if any(sort.facts for sort in study.sorts):
        sheets["participants"] = participants_table(study)
    if study.grid is not None:
        sheets["grid"] = [["value"]]
        sheets["grid"] += [[value] for value in study.grid]
    if study.title:
        sheets["title"] = [[study.title]]
    return {".xlsx": to_xlsx(sheets, title=study.title)}
