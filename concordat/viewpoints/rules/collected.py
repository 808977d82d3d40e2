"""The sorts of a study as the figures want them: plain values in, a ``concordat.qmethod`` study out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from concordat.qmethod import study as q
from concordat.viewpoints.rules.stages import Side


@dataclass(frozen=True)
class Handed:
    """One sort as it was handed in: a pseudonym and a side, never a name, a time or a place."""

    pseudonym: str
    side: Side
    values: Mapping[str, float]
    comments: Mapping[str, str] = field(default_factory=dict)
    may_quote: bool = False
    answers: Mapping[str, Any] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Collection:
    """Everything that was handed in to one study, in the order of the pseudonyms."""

    title: str
    statements: tuple[q.Statement, ...]
    grid: tuple[tuple[float, int], ...]
    sorts: tuple[Handed, ...]

    @property
    def columns(self) -> tuple[q.Value, ...]:
        """The grid as one value for each card, ascending."""
        return tuple(whole(value) for value, count in self.grid for _ in range(count))

    def sort(self, pseudonym: str) -> Handed | None:
        return next((sort for sort in self.sorts if sort.pseudonym == pseudonym), None)

    @property
    def sides(self) -> dict[str, Side]:
        return {sort.pseudonym: sort.side for sort in self.sorts}


def whole(value: float) -> q.Value:
    """3 and not 3.0, where it is whole: the grid is printed as people laid it."""
    return int(value) if float(value).is_integer() else float(value)


def study_of(collection: Collection, *, without: Iterable[str] = ()) -> q.Study:
    """The study that is analysed. ``without``: pseudonyms of sorts that are left out."""
    left_out = set(without)
    return q.Study(
        title=collection.title,
        statements=collection.statements,
        sorts=tuple(
            _sort(sort, collection.statements) for sort in collection.sorts if sort.pseudonym not in left_out
        ),
        grid=collection.columns,
    )


def _sort(sort: Handed, statements: Sequence[q.Statement]) -> q.Sort:
    found = (sort.values.get(statement.id) for statement in statements)
    return q.Sort(
        participant=sort.pseudonym,
        values=tuple(None if value is None else whole(value) for value in found),
        comments=dict(sort.comments),
        answers={name: in_words(answer) for name, answer in sort.answers.items()},
        seconds=dict(sort.seconds),
        facts={"group": str(sort.side)},
    )


def in_words(answer: Any) -> str:
    """An answer to a question after the sort: one, or several that were ticked."""
    return ", ".join(map(str, answer)) if isinstance(answer, list | tuple) else str(answer)


def off_the_grid(sort: Handed, grid: Sequence[tuple[float, int]]) -> tuple[str, ...]:
    """How a sort departs from the grid, a phrase for each column; () for one that keeps to it."""
    counts: dict[float, int] = {}
    for value in sort.values.values():
        counts[float(value)] = counts.get(float(value), 0) + 1
    wanted = {float(value): count for value, count in grid}
    return tuple(
        f"{value:+g}: {counts.get(value, 0)} cards, and the grid has {wanted.get(value, 0)}"
        for value in sorted({*counts, *wanted})
        if counts.get(value, 0) != wanted.get(value, 0)
    )
