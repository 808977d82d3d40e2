"""Two solutions of one study side by side: which factor belongs to which, and what changed."""

from dataclasses import dataclass

from concordat.qmethod.results import Analysis
from concordat.viewpoints.rules.report import shown_value

FAIRLY_SIMILAR, THE_SAME = 0.85, 0.95


@dataclass(frozen=True)
class Matched:
    """One factor of the second solution and its counterpart in the first; ``first`` is None without one.

    moved   statement, its column in the first, its column in the second: those that stand elsewhere
    """

    first: int | None
    second: int
    congruence: float
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    moved: tuple[tuple[str, str, str], ...]

    @property
    def verdict(self) -> str:
        if self.first is None:
            return "no counterpart"
        if self.congruence >= THE_SAME:
            return "the same"
        return "fairly similar" if self.congruence >= FAIRLY_SIMILAR else "different"


@dataclass(frozen=True)
class Comparison:
    """``table``: φ of every factor of the first (rows) with every one of the second (columns)."""

    table: tuple[tuple[float, ...], ...]
    matched: tuple[Matched, ...]


def compared(first: Analysis, second: Analysis) -> Comparison:
    """By Tucker's congruence of z-scores, matched so that its sum is largest. Both of the same statements."""
    from concordat.qmethod.congruence import congruence, match

    table = congruence(first.zscores, second.zscores)
    found = match(of=first.zscores, to=second.zscores)
    order, signs = found.order.tolist(), found.signs.tolist()
    sizes = found.congruences.tolist()
    matched = tuple(
        _matched(first, second, place if sizes[at] > 0 else -1, at, sign, sizes[at])
        for at, (place, sign) in enumerate(zip(order, signs, strict=True))
    )
    return Comparison(tuple(tuple(row) for row in table.tolist()), matched)


def _matched(
    first: Analysis, second: Analysis, place: int, at: int, sign: float, congruence: float
) -> Matched:
    if place < 0:
        return Matched(None, at + 1, 0.0, tuple(sorted(_flagged(second, at))), (), ())
    before, after = _flagged(first, place), _flagged(second, at)
    moved = []
    columns = zip(first.arrays[:, place].tolist(), second.arrays[:, at].tolist(), strict=True)
    for statement, (was, now) in zip(first.study.statements, columns, strict=True):
        if was == was and now == now and was * sign != now:  # a factor without flags has no columns
            words = statement.text or statement.id
            moved.append((words, shown_value(was * sign), shown_value(now)))
    return Matched(
        first=place + 1,
        second=at + 1,
        congruence=congruence,
        gained=tuple(sorted(after - before)),
        lost=tuple(sorted(before - after)),
        moved=tuple(moved),
    )


def _flagged(analysis: Analysis, place: int) -> set[str]:
    rows = zip(analysis.study.participants, analysis.flags[:, place].tolist(), strict=True)
    return {participant for participant, flag in rows if flag}
