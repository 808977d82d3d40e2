"""A sort that somebody is in the middle of, and what the study asks of it. Nothing here knows whose it is."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any


class NotAMove(Exception):
    """Our own pages never send this: an unknown card, pile or column, or a step out of its turn."""


class Pile(StrEnum):
    DISAGREE = "disagree"
    NEUTRAL = "neutral"
    AGREE = "agree"


class Page(StrEnum):
    """The pages of a sort, in their order. A study may leave some of them out."""

    PRACTICE = "practice"
    PILES = "piles"
    THINNING = "choosing"
    GRID = "grid"
    COMMENTS = "comments"
    QUESTIONS = "questions"
    CHECK = "check"


@dataclass(frozen=True)
class Plan:
    """What a study asks of whoever sorts.

    cards       the keys of the chosen statements, in the study's order
    grid        (value, how many cards) for each column, from the lowest value
    required    the keys of the questions that must be answered; ``questions`` are all of them
    """

    cards: tuple[str, ...]
    grid: tuple[tuple[int, int], ...]
    forced: bool = True
    piles: bool = True
    thinning: bool = True
    practice: bool = True
    comment_columns: int = 1
    questions: tuple[str, ...] = ()
    required: frozenset[str] = frozenset()
    keeps_trace: bool = False

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(value for value, _count in self.grid)

    @property
    def ends(self) -> frozenset[int]:
        """The columns whose cards are asked about afterwards: so many from each end of the grid."""
        asked = min(self.comment_columns, len(self.grid) // 2)
        return frozenset(self.values[:asked] + self.values[len(self.grid) - asked :])

    @property
    def pages(self) -> tuple[Page, ...]:
        left_out = {
            Page.PRACTICE: not self.practice,
            Page.PILES: not self.piles,
            Page.THINNING: not self.thinning or len(self.grid) < 4,
            Page.COMMENTS: not self.ends,
            Page.QUESTIONS: not self.questions,
        }
        return tuple(page for page in Page if not left_out.get(page, False))


@dataclass(frozen=True)
class Sorting:
    """How far somebody has come.

    order      the cards as they were dealt to this person
    piles      card to pile
    ticked     what is ticked in the step of choosing that is under way; None before anything was
    chosen     how many of those steps are done
    proposed   whether the rest has been laid out as a first proposal
    places     card to the value of its column; a card that is not here lies beside the grid
    passed     the pages that were left by "Continue"
    past       for each move what it replaced, so that it can be taken back; the latest last
    trace      seconds and moves, only where the consent page says that they are kept
    """

    order: tuple[str, ...]
    piles: Mapping[str, str] = field(default_factory=dict)
    ticked: tuple[str, ...] | None = None
    chosen: int = 0
    proposed: bool = False
    places: Mapping[str, int] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    may_quote: bool = False
    answers: Mapping[str, Any] = field(default_factory=dict)
    passed: tuple[str, ...] = ()
    past: tuple[Mapping[str, Any], ...] = ()
    trace: Mapping[str, Any] = field(default_factory=dict)

    def in_column(self, value: int) -> tuple[str, ...]:
        return tuple(card for card in self.places if self.places[card] == value)

    @property
    def beside(self) -> tuple[str, ...]:
        """The cards that lie in no column yet, in the order in which they were dealt."""
        return tuple(card for card in self.order if card not in self.places)


TAKEN_BACK = ("piles", "places", "ticked", "chosen", "proposed")
MOST_REMEMBERED = 400  # a draft must not grow without end under a restless hand


def remembered(before: Sorting, after: Sorting) -> Sorting:
    """``after``, knowing how to become ``before`` again."""
    past: dict[str, Any] = {}
    for name in ("piles", "places"):
        old, new = getattr(before, name), getattr(after, name)
        changed = {card: old.get(card) for card in {**old, **new} if old.get(card) != new.get(card)}
        if changed:
            past[name] = changed
    for name in ("ticked", "chosen", "proposed"):
        if getattr(before, name) != getattr(after, name):
            past[name] = getattr(before, name)
    if not past:
        return after
    return replace(after, past=(*after.past, past)[-MOST_REMEMBERED:])


def undone(sorting: Sorting) -> Sorting:
    """The sort as it stood before its latest move; the same, if there is nothing to take back."""
    if not sorting.past:
        return sorting
    past = sorting.past[-1]
    changes: dict[str, Any] = {"past": sorting.past[:-1]}
    for name in ("piles", "places"):
        mended = dict(getattr(sorting, name))
        for card, old in past.get(name, {}).items():
            if old is None:
                mended.pop(card, None)
            else:
                mended[card] = old
        changes[name] = mended
    for name in ("chosen", "proposed"):
        if name in past:
            changes[name] = past[name]
    if "ticked" in past or "chosen" in past:
        ticked = past.get("ticked")
        changes["ticked"] = None if ticked is None else tuple(ticked)
    return replace(sorting, **changes)


def written(sorting: Sorting) -> dict[str, Any]:
    """As it is stored, in plain values. A database may put the names of an object in an order of its own,
    and the order in which cards lie in a column is theirs who laid them: so places are written as pairs."""
    return asdict(sorting) | {"places": [[card, value] for card, value in sorting.places.items()]}


def restored(body: Mapping[str, Any]) -> Sorting:
    known = {each.name for each in fields(Sorting)}
    kept = {name: value for name, value in body.items() if name in known}
    for name in ("order", "passed", "past"):
        kept[name] = tuple(kept.get(name, ()))
    if kept.get("ticked") is not None:
        kept["ticked"] = tuple(kept["ticked"])
    kept["places"] = {card: value for card, value in kept.get("places", ())}
    return Sorting(**kept)
