"""The grid as PQMethod and KADE count it: how many cards lie on each value from −6 to 13."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from concordat.qmethod.files.assembling import number
from concordat.qmethod.files.sources import quoted
from concordat.qmethod.study import Refused, Study, Value

LOWEST, HIGHEST = -6, 13
VALUES = tuple(range(LOWEST, HIGHEST + 1))

_PLAIN = str.maketrans({"–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "..."})


def grid_of(counts: Sequence[str], *, at: str) -> tuple[Value, ...]:
    """The grid, ascending, from 20 counts as a file tells them."""
    grid: list[Value] = []
    for value, told in zip(VALUES, counts, strict=False):
        count = number(told or "0")
        if count is None or not isinstance(count, int) or not 0 <= count <= 1000:
            raise Refused(
                f"{at}: the grid has {quoted(told)} cards on {value}, which is no count; correct it."
            )
        grid += [value] * count
    return tuple(grid)


def counts(grid: Iterable[Value]) -> list[int]:
    found = Counter(grid)
    return [found[value] for value in VALUES]


def whole_sorts(study: Study, *, form: str) -> list[list[int]]:
    """The values of every sort. Raises ``Refused`` for those that PQMethod and KADE have no place for."""
    return [
        [
            _whole(value, form=form, participant=sort.participant, statement=statement.id)
            for value, statement in zip(sort.values, study.statements, strict=True)
        ]
        for sort in study.sorts
    ]


def _whole(value: Value | None, *, form: str, participant: str, statement: str) -> int:
    if value is not None and int(value) == value and LOWEST <= value <= HIGHEST:
        return int(value)
    what = "no value" if value is None else f"the value {value}"
    raise Refused(
        f"Participant {quoted(participant)} has {what} for statement {quoted(statement)}, and {form} holds "
        "whole "
        f"numbers from {LOWEST} to {HIGHEST} only; write the study as CSV, XLSX or JSON.",
        participant=participant,
        statement=statement,
    )


def whole_grid(study: Study, *, form: str) -> list[int]:
    """The nominal grid, which must be one that PQMethod and KADE can count."""
    grid = study.nominal_grid
    for value in grid:
        if int(value) != value or not LOWEST <= value <= HIGHEST:
            raise Refused(
                f"The grid has the value {value}, and {form} holds whole numbers from {LOWEST} to "
                f"{HIGHEST} only; "
                "write the study as CSV, XLSX or JSON."
            )
    return [int(value) for value in grid]


def ascii_of(text: str) -> str:
    """The text in ASCII: accents go, and what has no likeness becomes a question mark."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    return re.sub(r"\s+", " ", bare).strip().encode("ascii", "replace").decode("ascii")


def short_names(participants: Sequence[str], *, most: int) -> list[str]:
    """The names in ASCII, none longer than ``most`` and no two alike."""
    given: list[str] = []
    taken: set[str] = set()
    for participant in participants:
        name = base = ascii_of(participant)[:most].strip() or "sort"
        count = 1
        while name in taken:
            count += 1
            name = f"{base[: most - len(str(count))]}{count}"
        taken.add(name)
        given.append(name)
    return given
