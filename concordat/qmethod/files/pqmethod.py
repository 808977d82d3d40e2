"""PQMethod's .DAT (sorts, by column) and .STA (one statement a line).

Line 1 of a .DAT: ``  0``, the number of sorts in columns 4–6, of statements in 7–9, a title from column 11.
Line 2, fields of three: the lowest and the highest value, then the number of cards on each value from −6 to
13. Then a line for each sort: the name in ten columns, two columns for each value. A value of two characters
leaves no blank, so nothing may be split at blanks.
"""

import re
from collections.abc import Mapping, Sequence

from concordat.qmethod.files.assembling import number, numbered, put_together, value_of
from concordat.qmethod.files.pattern import (
    VALUES,
    ascii_of,
    counts,
    grid_of,
    short_names,
    whole_grid,
    whole_sorts,
)
from concordat.qmethod.files.sources import Source, quoted
from concordat.qmethod.study import Refused, Sort, Study, Value

NAME, VALUE, FIELD, TITLE = 10, 2, 3, 60
UNIQUE = 8  # characters of a name that KADE and Ken-Q look at

_HEAD = re.compile(r"[ \d]{3}[ \d]{3}[ \d]{3}(?: .*)?", re.ASCII)
_FIELDS = re.compile(r"(?:[ \d-]{2}\d){3,22} *", re.ASCII)


def looks_like(text: str) -> bool:
    """Whether the first two lines are those of a .DAT file."""
    lines = text.split("\n", 2)
    return len(lines) > 1 and bool(
        _HEAD.fullmatch(lines[0].rstrip()) and _FIELDS.fullmatch(lines[1].rstrip())
    )


def read_dat(source: Source) -> Study:
    lines = source.text.split("\n")
    if len(lines) < 3 or not _HEAD.fullmatch(lines[0].rstrip()):
        raise Refused(
            f"{source.name}, line 1: a .DAT file begins with the numbers of sorts and statements in columns "
            "4 to 9; export it from PQMethod again."
        )
    sorts, statements = (_count(lines[0], start, name=source.name) for start in (3, 6))
    rows = [(line, text) for line, text in enumerate(lines[2:], start=3) if text.strip()]
    if len(rows) != sorts:
        raise Refused(
            f"{source.name}, line 1: it tells of {sorts} sorts and {len(rows)} follow; "
            "correct the number or complete the file."
        )
    grid = source.grid or _grid(lines[1], source=source, statements=statements)
    return put_together(
        name=source.name,
        statements=numbered(statements),
        sorts=[_sort(text, at=f"{source.name}, line {line}", statements=statements) for line, text in rows],
        title=lines[0][NAME:],
        grid=grid,
        cautions=source.cautions,
    )


def _count(line: str, start: int, *, name: str) -> int:
    found = number(line[start : start + FIELD])
    if not isinstance(found, int) or found < 1:
        raise Refused(
            f"{name}, line 1: columns {start + 1} to {start + FIELD} hold "
            f"{quoted(line[start : start + FIELD])}, "
            "which is no number of sorts or statements; correct it."
        )
    return found


def _grid(line: str, *, source: Source, statements: int) -> tuple[Value, ...] | None:
    fields = [line[start : start + FIELD].strip() for start in range(0, len(line.rstrip()), FIELD)]
    at = f"{source.name}, line 2"
    grid = grid_of(fields[2 : 2 + len(VALUES)], at=at)
    if len(grid) != statements:
        raise Refused(
            f"{at}: the grid has {len(grid)} places for {statements} statements; "
            "correct the line, or say the grid yourself."
        )
    return grid


def _sort(text: str, *, at: str, statements: int) -> Sort:
    who = text[:NAME].strip()
    body = text[NAME:].rstrip()
    held = -(-len(body) // VALUE)
    if held != statements:
        missing = f"s{held + 1}" if held < statements else ""
        first = f", the first without one being {quoted(missing)}" if missing else ""
        raise Refused(
            f"{at}: participant {quoted(who)} has {held} values for {statements} statements{first}; "
            f"values stand two columns each, from column {NAME + 1}.",
            participant=who,
            statement=missing,
        )
    cells = [body[start : start + VALUE] for start in range(0, len(body), VALUE)]
    return Sort(
        who,
        tuple(
            value_of(cell.replace(" ", ""), at=at, participant=who, statement=f"s{place}")
            for place, cell in enumerate(cells, start=1)
        ),
    )


def read_sta(text: str) -> list[str]:
    """The statements' texts, one a line; blank lines at the end do not count."""
    return [line.strip() for line in text.rstrip().split("\n")] if text.strip() else []


def written(study: Study, *, line_end: str = "\n") -> Mapping[str, bytes]:
    """A .DAT, and a .STA where there are texts. Raises ``Refused`` for values outside −6 … 13 and missing
    cards."""
    sorts = whole_sorts(study, form="PQMethod")
    grid = whole_grid(study, form="PQMethod")
    _refuse_too_many(study)
    spread = [*grid, *(value for sort in sorts for value in sort)]
    names = short_names(study.participants, most=UNIQUE)
    lines = [
        f"  0{len(sorts):3}{len(study.statements):3} {ascii_of(study.title)[:TITLE]}".rstrip(),
        "".join(f"{each:3}" for each in (min(spread), max(spread), *counts(grid))),
        *(
            f"{name:{NAME}}" + "".join(f"{each:2}" for each in sort)
            for name, sort in zip(names, sorts, strict=True)
        ),
    ]
    files = {".dat": _joined(lines, line_end)}
    if any(statement.text for statement in study.statements):
        files[".sta"] = _joined([ascii_of(statement.text) for statement in study.statements], line_end)
    return files


def _refuse_too_many(study: Study) -> None:
    most = 10**FIELD - 1
    if len(study.sorts) > most or len(study.statements) > most:
        raise Refused(
            f"PQMethod holds at most {most} sorts and statements; write the study as CSV, XLSX or JSON."
        )


def _joined(lines: Sequence[str], line_end: str) -> bytes:
    return (line_end.join(lines) + line_end).encode("ascii")
