"""KADE's and Ken-Q's CSV: a heading that is skipped, then the name and the values of each person on a
line."""

import re
from collections.abc import Mapping, Sequence
from functools import partial

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.files.assembling import number, numbered, put_together, value_of
from concordat.qmethod.files.pattern import whole_sorts
from concordat.qmethod.files.sources import Source, quoted
from concordat.qmethod.files.tables import Table, read_csv, to_csv
from concordat.qmethod.study import Refused, Sort, Statement, Study

_NUMBERED = re.compile(r"(s|st|stmt|statement|item)?[ ._-]?0*(\d{1,4})", re.IGNORECASE | re.ASCII)
_PEOPLE = frozenset(
    {"participant", "participants", "participant name", "respondent", "respondents", "person", "people"}
)
_PERHAPS_PEOPLE = frozenset({"name", "names", "sort", "sorts", "q sort", "q-sort", "qsort", "uid"})


def looks_like(table: Table) -> bool:
    """Whether the people are in the rows, because the heading says so or counts the statements.

    A table that leaves it open has statements in its rows: that is the plain format.
    """
    if len(table.rows) < 2:
        return False
    header = [cell.lower() for cell in table.rows[0]]
    if header[0] in _PEOPLE:
        return True
    if not _count_up(header[1:]):
        return False
    said = all(found and found[1] for found in map(_NUMBERED.fullmatch, header[1:]))  # "s1", and not only "1"
    return header[0] in _PERHAPS_PEOPLE or (said and not _count_up([cells[0] for cells in table.rows[1:]]))


def _count_up(cells: Sequence[str]) -> bool:
    found = [_NUMBERED.fullmatch(cell) for cell in cells if cell]
    numbers = [int(each[2]) for each in found if each]
    return bool(numbers) and numbers == list(range(1, len(cells) + 1))


def read_by_rows(source: Source) -> Study:
    table = read_csv(source)
    if len(table.rows) < 2:
        raise Refused(f"{source.name} has a heading and no sorts; export it again.")
    return study_in(table, source, first=1)


def study_in(table: Table, source: Source, *, first: int, title: str = "") -> Study:
    """The study in a table of one person a row, from row ``first`` on."""
    statements = max(_width(cells) for cells in table.rows[first:]) - 1
    ids = _ids(table.rows[0] if first else (), statements)
    sentence = (
        f"{table.file} was read with one person a line; "
        "a table of one statement a line says “statement” first."
    )
    loosely = Caution(About.READ_LOOSELY, sentence)
    return put_together(
        name=table.file,
        statements=ids,
        sorts=[_sort(table, row, ids) for row in range(first, len(table.rows))],
        title=title,
        grid=source.grid,
        cautions=(*source.cautions, loosely) if not table.sheet else (),
    )


def _width(cells: tuple[str, ...]) -> int:
    return max((place for place, cell in enumerate(cells, start=1) if cell), default=0)


def _ids(header: Sequence[str], statements: int) -> tuple[Statement, ...]:
    """The statements as the heading names them; s1, s2 … where it only counts, or says nothing."""
    named = header[1 : statements + 1]
    if (
        len(named) < statements
        or not all(named)
        or _count_up(named)
        or any(number(cell) is not None for cell in named)
    ):
        return numbered(statements)
    return tuple(map(Statement, named))


def _sort(table: Table, row: int, ids: Sequence[Statement]) -> Sort:
    who, *cells = table.rows[row]
    if not who:
        raise Refused(f"{table.at(row)}: the sort has no participant; put the name in the first column.")
    if len(cells) < len(ids) and not table.sheet:
        missing = ids[len(cells)].id
        raise Refused(
            f"{table.at(row)}: participant {quoted(who)} has {len(cells)} values for {len(ids)} statements, "
            f"the first without one being {quoted(missing)}; give one for each.",
            participant=who,
            statement=missing,
        )
    padded = [*cells[: len(ids)], *[""] * (len(ids) - len(cells))]
    return Sort(
        who,
        tuple(
            value_of(cell, at=partial(table.at, row, place), participant=who, statement=each.id)
            for place, (cell, each) in enumerate(zip(padded, ids, strict=True), start=1)
        ),
    )


def written(study: Study) -> Mapping[str, bytes]:
    sorts = whole_sorts(study, form="Ken-Q")
    head: list[str | int | float | None] = [
        "name",
        *(f"s{place + 1}" for place in range(len(study.statements))),
    ]
    rows: list[list[str | int | float | None]] = [
        [who, *values] for who, values in zip(study.participants, sorts, strict=True)
    ]
    texts = [" ".join(each.text.split()) for each in study.statements]
    files = {".csv": to_csv([head, *rows])}
    if any(texts):
        files[".statements.txt"] = ("\n".join(texts) + "\n").encode("utf-8")
    return files
