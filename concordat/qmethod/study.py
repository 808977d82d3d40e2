"""A Q study as it was collected: statements, a grid, and the sorts of its participants.

Every reader returns one of these and every writer takes one: a study can go from any program to any other.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from json import dumps

from concordat.qmethod.cautions import Caution

Value = int | float


class Refused(ValueError):
    """The study cannot be read or analysed as it is. One sentence says what is wrong, where, and the way out.

    ``participant`` and ``statement`` are the ids it is about, when it is about one.
    """

    def __init__(self, sentence: str, *, participant: str = "", statement: str = "") -> None:
        # A name may have line breaks in it; what is said of it stands on one line all the same.
        self.sentence = " ".join(filter(None, map(str.strip, sentence.splitlines())))
        super().__init__(self.sentence)
        self.participant = participant
        self.statement = statement


@dataclass(frozen=True)
class Statement:
    id: str
    text: str = ""


@dataclass(frozen=True)
class Sort:
    """One person's sort.

    values      one for each statement of the study, in its order; None where a card is missing
    comments    statement id to what the person said of the card
    answers     the questions after the sort, by their names
    seconds     time spent, by the name of the step, where the study kept it
    sorted_at   as the file tells it, where the study kept it
    facts       what else is known of the participant: ``group``, ``person``, ``wave`` …
    """

    participant: str
    values: tuple[Value | None, ...]
    comments: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    sorted_at: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Study:
    """``grid`` is what a forced sort uses, ascending, one value a statement; None where nobody said."""

    statements: tuple[Statement, ...]
    sorts: tuple[Sort, ...]
    title: str = ""
    grid: tuple[Value, ...] | None = None
    cautions: tuple[Caution, ...] = ()

    @property
    def participants(self) -> tuple[str, ...]:
        return tuple(sort.participant for sort in self.sorts)

    @property
    def is_forced(self) -> bool:
        """Whether every sort uses the same values equally often."""
        return len({shape(sort) for sort in self.sorts}) == 1

    @property
    def nominal_grid(self) -> tuple[Value, ...]:
        """The grid as told; else the commonest shape, and of equally common ones the first from the left."""
        if self.grid is not None:
            return self.grid
        shapes = Counter(shape(sort) for sort in self.sorts if None not in sort.values)
        return max(shapes, key=lambda each: shapes[each]) if shapes else ()

    @property
    def fingerprint(self) -> str:
        """A hash of statements, grid and sorts: two studies with the same one give the same results."""
        told = [
            [[each.id, each.text] for each in self.statements],
            [float(value) for value in self.nominal_grid],
            [[s.participant, [None if v is None else float(v) for v in s.values]] for s in self.sorts],
        ]
        return sha256(dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def shape(sort: Sort) -> tuple[Value, ...]:
    return tuple(sorted(value for value in sort.values if value is not None))
