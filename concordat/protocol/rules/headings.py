"""Of which level the heading of each clause is on a page, so that no level is ever left out."""

from collections.abc import Sequence

from concordat.protocol.rules.clauses import Clause

DEEPEST = 6


def levels(clauses: Sequence[Clause], *, top: int = 2) -> list[int]:
    """One further down than the headings above it in the tree; of whatever has none, one below those."""
    found: list[int] = []
    for clause in clauses:
        above = found[clause.parent] if clause.parent is not None else top - 1
        headed = clause.parent is not None and not clauses[clause.parent].heading
        found.append(min(above if headed else above + 1, DEEPEST))
    return found
