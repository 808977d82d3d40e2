"""From cells to a study: what every reader checks in the same way, and says in the same words."""

import math
import re
from collections.abc import Callable, Iterable, Sequence

from concordat.qmethod.cautions import Caution
from concordat.qmethod.files.doubtful import doubts
from concordat.qmethod.files.sources import quoted
from concordat.qmethod.study import Refused, Sort, Statement, Study, Value

MOST_STATEMENTS = 1_000
MOST_SORTS = 20_000
LARGEST_VALUE = 1_000_000

_NUMBER = re.compile(r"[+-]?(\d{1,20}(\.\d{0,20})?|\.\d{1,20})([eE][+-]?\d{1,2})?", re.ASCII)
# A number all the same, for whoever is told what is wrong with it.
_ANY_NUMBER = re.compile(r"[+-]?\d*\.?\d+([eE][+-]?\d+)?", re.ASCII)
_MINUS_SIGNS = str.maketrans({"−": "-", "–": "-", "‒": "-"})
_MISSING = frozenset({"", "na", "n/a", "null", "none", "-", "."})


def number(cell: str) -> Value | None:
    """The number in a cell; None where there is none. A typographer's minus and a plus are understood."""
    plain = cell.strip().translate(_MINUS_SIGNS)
    if not _NUMBER.fullmatch(plain):
        return None
    value = float(plain)
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() else value


def value_of(cell: str, *, at: str | Callable[[], str], participant: str, statement: str) -> Value | None:
    """Where one card lies; None for an empty cell. Raises ``Refused`` for words and for no grid's numbers."""
    found = number(cell)
    if found is None and cell.strip().lower() in _MISSING:
        return None
    if found is not None and abs(found) <= LARGEST_VALUE:
        return found
    # The words are put together only now: a large study has 80,000 cells, and hardly ever one like this.
    where = at if isinstance(at, str) else at()
    wrong = (
        "is not a number; put the column of the grid there, or leave the cell empty if the card is missing."
        if found is None and not _ANY_NUMBER.fullmatch(cell.strip())
        else "is no column of any grid; correct it."
    )
    raise Refused(
        f"{where}: participant {quoted(participant)} has {quoted(cell)} for statement {quoted(statement)}, "
        f"which {wrong}",
        participant=participant,
        statement=statement,
    )


def numbered(count: int, texts: Sequence[str] = ()) -> tuple[Statement, ...]:
    """The statements of a format that only counts them: s1, s2 …"""
    return tuple(
        Statement(f"s{place + 1}", texts[place] if place < len(texts) else "") for place in range(count)
    )


def put_together(
    *,
    name: str,
    statements: Sequence[Statement],
    sorts: Sequence[Sort],
    title: str = "",
    grid: Sequence[Value] | None = None,
    cautions: Iterable[Caution] = (),
) -> Study:
    """A study out of its parts. Raises ``Refused`` for what no analysis could make sense of."""
    if not statements:
        raise Refused(f"{name} has no statements; the first column holds their ids.")
    if not sorts:
        raise Refused(f"{name} has no sorts; give it one for each participant.")
    if len(statements) > MOST_STATEMENTS or len(sorts) > MOST_SORTS:
        raise Refused(
            f"{name} has {len(statements):,} statements and {len(sorts):,} sorts; "
            f"at most {MOST_STATEMENTS:,} and {MOST_SORTS:,} can be read."
        )
    _refuse_repeated_statements(name, statements)
    _refuse_repeated_participants(name, sorts)
    for sort in sorts:
        _refuse_wrong_length(name, sort, statements)
    doubted = doubts(name, statements, sorts)
    return Study(
        statements=tuple(statements),
        sorts=tuple(sorts),
        title=title.strip(),
        grid=None if grid is None else checked_grid(grid, name=name, statements=len(statements)),
        cautions=(*cautions, *doubted),
    )


def checked_grid(grid: Sequence[Value], *, name: str, statements: int) -> tuple[Value, ...]:
    """The grid ascending. Raises ``Refused`` unless it has one place for each statement."""
    if len(grid) != statements:
        raise Refused(
            f"{name}: the grid has {len(grid)} places for {statements} statements; "
            "give it one place for each, or leave the grid out."
        )
    return tuple(sorted(grid))


def _refuse_repeated_statements(name: str, statements: Sequence[Statement]) -> None:
    seen = set()
    for statement in statements:
        if statement.id in seen:
            raise Refused(
                f"{name}: statement {quoted(statement.id)} is there twice; give each statement an id of "
                "its own.",
                statement=statement.id,
            )
        seen.add(statement.id)


def _refuse_repeated_participants(name: str, sorts: Sequence[Sort]) -> None:
    places: dict[str, int] = {}
    for place, sort in enumerate(sorts, start=1):
        if not sort.participant:
            raise Refused(f"{name}: sort number {place} has no participant; give each a name or a code.")
        if sort.participant in places:
            raise Refused(
                f"{name}: participant {quoted(sort.participant)} is there twice, as sorts "
                f"{places[sort.participant]} and {place}; remove one, or give each a name of its own.",
                participant=sort.participant,
            )
        places[sort.participant] = place


def _refuse_wrong_length(name: str, sort: Sort, statements: Sequence[Statement]) -> None:
    if len(sort.values) < len(statements):
        missing = statements[len(sort.values)].id
        raise Refused(
            f"{name}: participant {quoted(sort.participant)} has {len(sort.values)} values for "
            f"{len(statements)} statements, the first without one being {quoted(missing)}; give one for "
            "each.",
            participant=sort.participant,
            statement=missing,
        )
    if len(sort.values) > len(statements):
        raise Refused(
            f"{name}: participant {quoted(sort.participant)} has {len(sort.values)} values for "
            f"{len(statements)} statements; give one for each.",
            participant=sort.participant,
        )
