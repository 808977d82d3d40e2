"""What is published of a study: a value made once from a solution, in which nothing tells of one person.

A loading, a pseudonym, a comment as it was written and a figure of fewer than five sorts have no place in it,
and no field that could hold them. How many hold a viewpoint, and on which side, passes ``smallsample.mix``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

EDITION = 1


@dataclass(frozen=True)
class Card:
    key: str
    words: str
    words_cy: str = ""
    theme: str = ""


@dataclass(frozen=True)
class Voice:
    """What is said of a card from a viewpoint: paraphrased, or quoted with leave. ``behind`` is in words."""

    statement: str
    words: str
    quoted: bool
    behind: str


@dataclass(frozen=True)
class Viewpoint:
    """One viewpoint, in the order of the report.

    size, mix    as ``smallsample.mix`` lets them out
    values       the column of each statement, in the order of the cards
    scores       z-scores to one decimal; None where fewer than five define the viewpoint
    low, high    between which the scores lie in 95 of 100 resampled studies, where that was worked out
    most, least  keys of the cards at the two ends; apart: of those that tell it from every other viewpoint
    """

    name: str
    narrative: str
    size: str
    mix: str
    values: tuple[float, ...]
    scores: tuple[float, ...] | None
    low: tuple[float, ...] | None
    high: tuple[float, ...] | None
    most: tuple[str, ...]
    least: tuple[str, ...]
    apart: tuple[str, ...]
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True)
class Point:
    """One point of the agenda for a joint meeting. ``statement`` is a key, or nothing."""

    statement: str
    heading: str
    question: str


@dataclass(frozen=True)
class Report:
    """Everything that is published.

    sorts         how many were handed in; ``sides``: on each side, or empty where a side is too few to tell
    consensus     keys on which every viewpoint was shown to agree
    undecided     keys on which no viewpoints were found to differ, nor shown to agree
    contested     keys on which some viewpoints differ, widest first
    correlations  of the viewpoints' grids, which are printed anyway
    places        of the viewpoints on a flat map, and ``share`` of how they differ that it shows
    left_unsaid   how many factors too few sorts define for them to be told
    method        (what, how), in words; told: what readers of a Q study should be told, by the keys of
                  ``solution_appendices.ITEMS``
    """

    council: str
    study: str
    purpose: str
    committee: str
    instruction: str
    most: str
    least: str
    researcher: str
    closed_on: str
    keep_until: str
    forced: bool
    grid: tuple[tuple[float, int], ...]
    sorts: int
    sides: tuple[tuple[str, int], ...]
    cards: tuple[Card, ...]
    viewpoints: tuple[Viewpoint, ...]
    consensus: tuple[str, ...]
    undecided: tuple[str, ...]
    contested: tuple[str, ...]
    agenda: tuple[Point, ...]
    correlations: tuple[tuple[float, ...], ...]
    places: tuple[tuple[float, float], ...]
    share: float
    left_unsaid: int
    cautions: tuple[str, ...]
    method: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    told: tuple[tuple[str, str], ...] = ()
    edition: int = EDITION

    def card(self, key: str) -> Card:
        return next(card for card in self.cards if card.key == key)

    def words(self, key: str) -> str:
        return self.card(key).words

    def place(self, key: str) -> int:
        return next(place for place, card in enumerate(self.cards) if card.key == key)

    def value(self, viewpoint: Viewpoint, key: str) -> float:
        return viewpoint.values[self.place(key)]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Report":
        """The report as it was kept. ``Report.from_json(report.as_json()) == report``, through JSON too."""
        read = {name: _tuples(value) for name, value in told.items() if name in cls.__annotations__}
        read["cards"] = tuple(Card(**card) for card in told["cards"])
        read["viewpoints"] = tuple(_viewpoint(each) for each in told["viewpoints"])
        read["agenda"] = tuple(Point(**point) for point in told["agenda"])
        return cls(**read)


def _viewpoint(told: Mapping[str, Any]) -> Viewpoint:
    read = {name: _tuples(value) for name, value in told.items()}
    return Viewpoint(**{**read, "voices": tuple(Voice(**voice) for voice in told["voices"])})


def _tuples(value: Any) -> Any:
    return tuple(_tuples(each) for each in value) if isinstance(value, list | tuple) else value


def shown_value(value: float) -> str:
    """A column of the grid, with its sign: "+3", "0", "−2"."""
    return "0" if value == 0 else f"{value:+g}".replace("-", "−")


def shown_score(value: float) -> str:
    # Rounded before it is looked at, or −0.04 would be printed as minus nought.
    rounded = round(value, 1)
    return "0.0" if rounded == 0 else f"{rounded:+.1f}".replace("-", "−")


def correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Pearson's, of two grids of the same cards; 0 where one of them has no variance."""
    n = len(one)
    mean, its = sum(one) / n, sum(other) / n
    across = sum((a - mean) * (b - its) for a, b in zip(one, other, strict=True))
    spread = sum((a - mean) ** 2 for a in one) * sum((b - its) ** 2 for b in other)
    return across / spread**0.5 if spread else 0.0
