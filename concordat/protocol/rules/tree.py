"""A tree of clauses as a line: who stands under whom follows from depth alone.

A clause belongs to the last one before it that stands one step higher. So a clause is moved in the tree by
changing its depth, together with everything under it, and the order of the words never changes with it.
"""

from collections.abc import Sequence
from dataclasses import replace

from concordat.protocol.rules.clauses import Clause

Clauses = tuple[Clause, ...]


class NotPossible(Exception):
    """A step that this tree does not allow. The words say why."""


def planted(clauses: Sequence[Clause]) -> Clauses:
    """The same clauses, each under its parent; none is more than one step deeper than the one before it."""
    above: list[int] = []
    found = []
    for place, clause in enumerate(clauses):
        depth = min(max(clause.depth, 0), len(above))
        del above[depth:]
        parent = above[-1] if above else None
        above.append(place)
        if (clause.depth, clause.parent) != (depth, parent):
            clause = replace(clause, depth=depth, parent=parent)
        found.append(clause)
    return tuple(found)


def end_of(clauses: Sequence[Clause], place: int) -> int:
    """The first place after a clause and everything under it."""
    depth = clauses[place].depth
    end = place + 1
    while end < len(clauses) and clauses[end].depth > depth:
        end += 1
    return end


def previous_sibling(clauses: Sequence[Clause], place: int) -> int | None:
    depth = clauses[place].depth
    for before in range(place - 1, -1, -1):
        if clauses[before].depth < depth:
            return None
        if clauses[before].depth == depth:
            return before
    return None


def shifted(clauses: Sequence[Clause], begin: int, end: int, *, by: int) -> Clauses:
    moved = [
        replace(clause, depth=max(clause.depth + by, 0)) if begin <= place < end else clause
        for place, clause in enumerate(clauses)
    ]
    return planted(moved)


def promoted(clauses: Sequence[Clause], first: int, last: int | None = None) -> Clauses:
    """One step up, with everything under it. What followed it under the same parent now stands under it."""
    if clauses[first].depth == 0:
        raise NotPossible("This stands at the top already.")
    return shifted(clauses, first, end_of(clauses, first if last is None else last), by=-1)


def demoted(clauses: Sequence[Clause], first: int, last: int | None = None) -> Clauses:
    """One step down, with everything under it: under the one before it on its own level."""
    if previous_sibling(clauses, first) is None:
        raise NotPossible("There is nothing before it on this level under which it could stand.")
    return shifted(clauses, first, end_of(clauses, first if last is None else last), by=1)


def moved_up(clauses: Sequence[Clause], place: int) -> Clauses:
    """Before its sibling, with everything under both."""
    before = previous_sibling(clauses, place)
    if before is None:
        raise NotPossible("This is the first on its level already.")
    end = end_of(clauses, place)
    return planted([*clauses[:before], *clauses[place:end], *clauses[before:place], *clauses[end:]])


def moved_down(clauses: Sequence[Clause], place: int) -> Clauses:
    """After its sibling, with everything under both."""
    end = end_of(clauses, place)
    if end == len(clauses) or clauses[end].depth < clauses[place].depth:
        raise NotPossible("This is the last on its level already.")
    return moved_up(clauses, end)
