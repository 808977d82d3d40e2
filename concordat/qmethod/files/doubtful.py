"""What a table may hold that is no card and no person: a row of totals, one participant under two spellings.

What is certainly wrong is refused. What only looks so is a caution, for somebody may be called Total.
"""

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.files.sources import quoted
from concordat.qmethod.study import Refused, Sort, Statement, Value

_SUMMARY = re.compile(
    r"((grand|column|row|sub)[ -]?)?(totals?|sums?|means?|averages?|median|variance|check[ -]?sum)( score)?:?"
    r"|st\.? ?dev\.?|std\.? ?dev\.?|standard deviation"
)
# A spreadsheet shows a mean to two places, or to one.
_ROUNDED = 0.051


def doubts(name: str, statements: Sequence[Statement], sorts: Sequence[Sort]) -> tuple[Caution, ...]:
    """Raises ``Refused`` for a row or a column that sums the others up."""
    rows = [[sort.values[place] for sort in sorts] for place in range(len(statements))]
    columns = [list(sort.values) for sort in sorts]
    return (
        *_statements_that_sum_up(name, [each.id for each in statements], rows),
        *_participants_that_sum_up(name, [sort.participant for sort in sorts], columns),
        *_alike(name, "statements", [each.id for each in statements]),
        *_alike(name, "participants", [sort.participant for sort in sorts]),
    )


def _statements_that_sum_up(
    name: str, ids: Sequence[str], rows: Sequence[Sequence[Value | None]]
) -> Iterator[Caution]:
    for place, statement in enumerate(ids):
        if not _SUMMARY.fullmatch(statement.strip().lower()):
            continue
        if _sums_up(rows[place], [row for at, row in enumerate(rows) if at != place]):
            raise Refused(
                f"{name}: the row {quoted(statement)} holds the totals or means of the other rows and no "
                "statement; remove it.",
                statement=statement,
            )
        yield Caution(
            About.PERHAPS_A_TOTAL,
            f"{name}: the row {quoted(statement)} is read as a statement like any other; "
            "if it sums up the rest, remove it.",
            statements=(statement,),
        )


def _participants_that_sum_up(
    name: str, names: Sequence[str], columns: Sequence[Sequence[Value | None]]
) -> Iterator[Caution]:
    for place, participant in enumerate(names):
        if not _SUMMARY.fullmatch(participant.strip().lower()):
            continue
        if _sums_up(columns[place], [column for at, column in enumerate(columns) if at != place]):
            raise Refused(
                f"{name}: the column {quoted(participant)} holds the totals or means of the other columns "
                "and is nobody’s sort; remove it.",
                participant=participant,
            )
        yield Caution(
            About.PERHAPS_A_TOTAL,
            f"{name}: the column {quoted(participant)} is read as a participant’s sort like any other; "
            "if it sums up the rest, remove it.",
            participants=(participant,),
        )


def _sums_up(line: Sequence[Value | None], others: Sequence[Sequence[Value | None]]) -> bool:
    """Whether a line is the sum of the others throughout, or their mean throughout."""
    if not others or None in line:
        return False
    sums, means = [], []
    for value, *rest in zip(line, *others, strict=True):
        there = [each for each in rest if each is not None]
        if value is None or not there:
            return False
        sums.append(abs(value - sum(there)) < 1e-6)
        means.append(abs(value - sum(there) / len(there)) < _ROUNDED)
    return all(sums) or all(means)


def _alike(name: str, of: str, ids: Sequence[str]) -> Iterator[Caution]:
    """Two ids that differ in capitals, blanks or the kind of letter alone are often one, entered twice."""
    spelled: dict[str, list[str]] = {}
    for each in ids:
        plain = re.sub(r"[\s_.-]+", "", normalize("NFKC", each)).casefold()
        spelled.setdefault(plain, []).append(each)
    for several in spelled.values():
        if len(several) > 1:
            told = tuple(several)
            yield Caution(
                About.NAMES_ALIKE,
                f"{name}: the {of} {' and '.join(map(quoted, told))} differ only in how they are written and "
                "are read as different; are they one?",
                participants=told if of == "participants" else (),
                statements=told if of == "statements" else (),
            )
