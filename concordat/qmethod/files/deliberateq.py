"""DeliberateQ's text: ``#Title``, ``#Data`` (a heading and one person a line, tabs between) and
``#Statements``.

The values stand in columns headed ``QF1`` or ``Q results agreement::F1``. People may come at several stages.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import partial

from concordat.qmethod.files.assembling import number, numbered, put_together, value_of
from concordat.qmethod.files.sources import Source, quoted
from concordat.qmethod.files.tables import Table
from concordat.qmethod.study import Refused, Sort, Study

_SECTION = re.compile(r"#(title|data|statements)\b[ \t]*(.*)", re.IGNORECASE)
_VALUE = re.compile(r"Q(?: results agreement::)?F0*(\d{1,4})", re.IGNORECASE | re.ASCII)
_PERSON = ("participant no", "participant", "participant number")
# "Pariticipant" is how the program spells it.
_GROUP = ("participant type", "pariticipant info::participant type", "participant info::participant type")


def looks_like(text: str) -> bool:
    sections = [found[1].lower() for line in text.split("\n") if (found := _SECTION.match(line))]
    return "data" in sections


def read_deliberateq(source: Source) -> Study:
    title, data, told = _sections(source)
    if len(data.rows) < 2:
        raise Refused(f"{source.name} has no sorts under #Data; export it again.")
    header = data.rows[0]
    columns = {int(found[1]): place for place, cell in enumerate(header) if (found := _VALUE.fullmatch(cell))}
    if sorted(columns) != list(range(1, len(columns) + 1)) or not columns:
        missing = next(each for each in range(1, len(columns) + 2) if each not in columns)
        raise Refused(
            f"{data.at(0)}: no column is headed QF{missing}; export the file again.", statement=f"s{missing}"
        )
    if told and len(told) != len(columns):
        raise Refused(
            f"{source.name} has {len(told)} statements and sorts of {len(columns)} values; complete one or "
            "the other."
        )
    order = [columns[each] for each in sorted(columns)]
    return put_together(
        name=source.name,
        statements=numbered(len(columns), told),
        sorts=_sorts(data, order),
        title=title,
        grid=source.grid,
        cautions=source.cautions,
    )


def _sections(source: Source) -> tuple[str, Table, list[str]]:
    title, section = "", ""
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    texts: list[str] = []
    for line, text in enumerate(source.text.split("\n"), start=1):
        if found := _SECTION.match(text):
            section = found[1].lower()
            title = found[2].strip() if section == "title" else title
            continue
        cells = tuple(cell.strip().strip('"').strip() for cell in text.split("\t"))
        if not any(cells):
            continue
        if section == "data":
            rows.append(cells)
            lines.append(line)
        elif section == "statements":
            if number(cells[0]) != len(texts) + 1:
                raise Refused(
                    f"{source.name}, line {line}: statement number {len(texts) + 1} is expected and "
                    f"{quoted(cells[0])} is there; number the statements from 1."
                )
            texts.append(cells[1] if len(cells) > 1 else "")
    return title, Table(source.name, tuple(rows), tuple(lines)), texts


def _sorts(data: Table, order: Sequence[int]) -> list[Sort]:
    """The people; someone who came at several stages is told apart by the stage."""
    header = [cell.lower() for cell in data.rows[0]]
    people = [_cell(data, row, header, _PERSON) for row in range(1, len(data.rows))]
    often = {who for who, times in Counter(people).items() if times > 1}
    sorts = []
    for row, person in enumerate(people, start=1):
        stage = _cell(data, row, header, ("stage",))
        facts = {"group": _cell(data, row, header, _GROUP)}
        who = person
        if person in often and stage:
            who, facts = f"{person}_{stage}", facts | {"person": person, "wave": stage}
        cells = data.rows[row]
        values = tuple(
            value_of(
                cells[column] if column < len(cells) else "",
                at=partial(data.at, row, column),
                participant=who,
                statement=f"s{place}",
            )
            for place, column in enumerate(order, start=1)
        )
        sorts.append(Sort(who, values, facts={name: told for name, told in facts.items() if told}))
    return sorts


def _cell(data: Table, row: int, header: Sequence[str], names: Sequence[str]) -> str:
    column = next((place for place, cell in enumerate(header) if cell in names), None)
    cells = data.rows[row]
    return cells[column] if column is not None and column < len(cells) else ""
