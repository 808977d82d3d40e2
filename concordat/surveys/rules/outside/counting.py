"""Counting a file of answers: columns in, counts per side and item out.

Nothing is looked at twice: a column of a hundred thousand cells holds a dozen different strings, so
the strings are counted first, by C, and only the different ones are read.
"""

import gc
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import itemgetter

from concordat.surveys.rules.instrument import Item, Shape, Side
from concordat.surveys.rules.outside import CannotRead, quoted
from concordat.surveys.rules.outside.mapping import Map, Question, located
from concordat.surveys.rules.outside.reading import Row, Table
from concordat.surveys.rules.outside.words import NOT_GIVEN, Unexpected, band, plain, rating

# Columns in which other tools put who answered. Named to the organiser, because such a file is not
# anonymous and should not lie about.
PERSONAL = (
    "name", "email", "e-mail", "email address", "username", "first name", "last name", "lastname",
    "firstname", "ip address", "ipaddr", "token", "respondent", "respondent id", "enw", "e-bost", "phone",
)  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """What is left of a file: numbers."""

    items: tuple[Item, ...]
    answered: Mapping[Side, int]
    counts: Mapping[tuple[Side, str], tuple[int, ...]]
    ignored: tuple[str, ...]
    personal: tuple[str, ...]
    rows_without_answers: int


@dataclass
class _Tally:
    """The rows of one spelling of a side: how many replied, and each question's cells counted."""

    replied: int = 0
    cells: list[Counter[str | tuple[str, ...]]] = field(default_factory=list)


def count(*, table: Table, guide: Map, invited: Mapping[Side, int]) -> Counted:
    """Count every answer in a file.

    invited   how many were asked on each side

    Raises ``CannotRead`` at the first line that cannot be counted: an unknown side, a rating beyond
    1 to 10, words the map does not explain, or more replies than people invited.
    """
    where = located(table.columns, guide=guide)
    side_at = where[guide.side]
    places = [tuple(where[column] for column in question.columns) for question in guide.questions]
    every = [place for each in places for place in each]
    if len({side_at, *every}) < 1 + len(every):
        raise CannotRead(f"{guide.name} takes one column of {table.name} for two things.")
    with _uncollected():
        tallies, empty = _tally(table, side_at=side_at, places=places)
    if not any(tally.replied for tally in tallies.values()):
        raise CannotRead(f"Line 2 of {table.name}: the file holds no answers, only the names of its columns.")
    counts, bad = _understood(tallies, guide=guide)
    unknown = {raw for raw in tallies if plain(raw) not in guide.sides}
    if unknown or bad:
        raise CannotRead(_first_problem(table, side_at=side_at, places=places, guide=guide))
    answered = {side: 0 for side in Side}
    for raw, tally in tallies.items():
        answered[guide.sides[plain(raw)]] += tally.replied
    for side in Side:
        if answered[side] > invited.get(side, 0):
            raise CannotRead(
                _one_too_many(table, side, invited=invited, side_at=side_at, places=places, guide=guide)
            )
    ignored = tuple(
        column for at, column in enumerate(table.columns) if column and at not in set(where.values())
    )
    return Counted(
        items=guide.items,
        answered=answered,
        counts=counts,
        ignored=ignored,
        personal=tuple(column for column in ignored if says_who(column)),
        rows_without_answers=empty,
    )


def says_who(column: str) -> bool:
    """LimeSurvey writes its code, a full stop and words: “ipaddr. IP address”."""
    code, _stop, words = plain(column).partition(". ")
    return code in PERSONAL or words in PERSONAL


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows come and go by the million, and never in circles: looking for circles would double the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _tally(table: Table, *, side_at: int, places: list[tuple[int, ...]]) -> tuple[dict[str, _Tally], int]:
    tallies: dict[str, _Tally] = {}
    empty = 0
    first = places[0][0]
    every = [place for each in places for place in each]
    side_of = itemgetter(side_at)
    for chunk in table.chunks():
        by_side: dict[str, list[Row]] = {raw: [] for raw in set(map(side_of, chunk))}
        for row in chunk:
            # A form opened and left is a row of blanks after its time stamp; it is nobody's reply.
            if row[first].strip() or any(row[place].strip() for place in every):
                by_side[row[side_at]].append(row)
            else:
                empty += 1
        for raw, rows in by_side.items():
            if rows:
                tally = tallies.setdefault(raw, _Tally(cells=[Counter() for _ in places]))
                tally.replied += len(rows)
                columns = list(zip(*rows, strict=True))
                for counter, each in zip(tally.cells, places, strict=True):
                    cells = (
                        columns[each[0]] if len(each) == 1 else zip(*(columns[i] for i in each), strict=True)
                    )
                    counter.update(cells)
    return tallies, empty


def _understood(
    tallies: Mapping[str, _Tally], *, guide: Map
) -> tuple[dict[tuple[Side, str], tuple[int, ...]], bool]:
    counts: dict[tuple[Side, str], list[int]] = {
        (side, question.item.id): [0] * (10 if question.item.shape is Shape.RATING else 3)
        for side in Side
        for question in guide.questions
    }
    bad = False
    for raw, tally in tallies.items():
        side = guide.sides.get(plain(raw))
        if side is None:
            continue
        for question, cells in zip(guide.questions, tally.cells, strict=True):
            into = counts[side, question.item.id]
            for cell, times in cells.items():
                try:
                    meant = understood(cell, question=question)
                except Unexpected:
                    bad = True
                    continue
                if meant is not None:
                    into[meant - 1] += times
    return {key: tuple(value) for key, value in counts.items()}, bad


def understood(cell: str | tuple[str, ...], *, question: Question) -> int | None:
    """What one cell says; or the several cells of a question that each side had on its own page."""
    if isinstance(cell, tuple):
        typed = [each for each in cell if plain(each) not in NOT_GIVEN or plain(each) in question.labels]
        if len(typed) > 1:
            raise Unexpected("is answered in two columns of the same row")
        cell = typed[0] if typed else ""
    if question.item.shape is Shape.RATING:
        return rating(cell, scale=question.labels)
    return band(cell, bands=question.labels)


def _first_problem(table: Table, *, side_at: int, places: list[tuple[int, ...]], guide: Map) -> str:
    """Go through the file again, slowly, for the line of the first cell that cannot be counted."""
    for line, row in table.lines():
        if not any(row[place].strip() for each in places for place in each):
            continue
        if plain(row[side_at]) not in guide.sides:
            if not row[side_at].strip():
                return (
                    f"Line {line} of {table.name} does not say which side answers, in {quoted(guide.side)}."
                )
            known = ", ".join(sorted(quoted(each) for each in guide.sides))
            return (
                f"Line {line} of {table.name}: {quoted(row[side_at])} is an unknown side. "
                f"{guide.name} knows {known}."
            )
        for question, each in zip(guide.questions, places, strict=True):
            cell = row[each[0]] if len(each) == 1 else tuple(row[place] for place in each)
            try:
                understood(cell, question=question)
            except Unexpected as why:
                shown = cell if isinstance(cell, str) else " and ".join(filter(str.strip, cell))
                where = f"{question.item.id}, in the column {quoted(question.columns[0])}"
                return f"Line {line} of {table.name}: {quoted(shown)} {why} ({where})."
    raise AssertionError  # pragma: no cover - the counting met such a cell


def _one_too_many(
    table: Table,
    side: Side,
    *,
    invited: Mapping[Side, int],
    side_at: int,
    places: list[tuple[int, ...]],
    guide: Map,
) -> str:
    asked = invited.get(side, 0)
    seen = 0
    for line, row in table.lines():
        if guide.sides.get(plain(row[side_at])) is side and any(
            row[place].strip() for each in places for place in each
        ):
            seen += 1
            if seen > asked:
                return (
                    f"Line {line} of {table.name} is reply {seen} from {side}, but {asked} were invited. "
                    "Check --invited, and that nobody answered twice."
                )
    raise AssertionError  # pragma: no cover - the counting met so many
