"""How an attacker looks into a database: every table, every row, every byte, and what has changed since."""

from dataclasses import dataclass

from django.db import connection

from concordat.surveys import actions, queries
from tests.surveys.conftest import ANSWERING

Row = tuple[object, ...]
Tables = dict[str, list[Row]]


def plain(cell: object) -> object:
    return bytes(cell) if isinstance(cell, memoryview | bytearray) else cell


def order_of(table: str) -> str:
    """The places of a table's rows in the database's file, as a column to sort by.

    The urns on PostgreSQL by their keys: all of a wave are written anew with each ballot, in one order (A2
    asserts it), but whether a page has room for the next version hangs on all that was ever written there, so
    their places cannot be told beforehand.
    """
    if connection.vendor == "sqlite":
        return "rowid"
    return "id" if table == "surveys_urn" else "ctid"


def everything(*, place: bool = False) -> Tables:
    """Each table with all that it holds, row by row in the order of their places."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            where = "ctid, " if place and connection.vendor != "sqlite" else ""
            cursor.execute(f'SELECT {where}* FROM "{table}" ORDER BY {order_of(table)}')
            found[table] = [tuple(map(plain, row)) for row in cursor.fetchall()]
    return found


def columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')
        return [each[0] for each in cursor.description]


@dataclass(frozen=True)
class Change:
    """One cell that is not as it was."""

    table: str
    column: str
    was: object
    now: object


def changes(before: Tables, after: Tables) -> list[Change]:
    """What a comparison of two copies of the database shows. A row that came or went is one change."""
    found = []
    for table, rows in after.items():
        if len(rows) != len(before[table]):
            found.append(Change(table, "*", before[table], rows))
            continue
        names = columns(table)
        pairs = zip(sorted(before[table], key=first), sorted(rows, key=first), strict=True)
        for was, now in pairs:
            found += [
                Change(table, name, one, other)
                for name, one, other in zip(names, was, now, strict=True)
                if one != other
            ]
    return found


def first(row: Row) -> str:
    return repr(row[0])


def cast(link: str, answers: dict[str, int], *, at=ANSWERING) -> None:
    paper = queries.ballot_paper(link, today=at.date())
    actions.cast(paper=paper, answers=answers, at=at)


def ratings(link: str, *, every: int) -> dict[str, int]:
    """A sheet on which every rating is this one, and every band the one that fits."""
    items = queries.ballot_paper(link, today=ANSWERING.date()).items
    return {item.id: every if item.shape == "M" else min(3, 1 + every // 4) for item in items}
