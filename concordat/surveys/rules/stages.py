"""How far a wave has come, and what still stands before its launch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from concordat.smallsample.disclosure import ATOM_FLOOR
from concordat.surveys.rules.course import told
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.welsh import Checking


class Stage(StrEnum):
    PREPARED = "being prepared"
    OPEN = "open"
    CLOSED = "closed"
    RELEASED = "results are out"


class OutOfTurn(Exception):
    """The wave is not at a stage at which this can be done."""


class NotReady(Exception):
    """The wave cannot be launched yet. ``obstacles`` says why, one sentence each."""

    def __init__(self, obstacles: Sequence[str]) -> None:
        super().__init__(" ".join(obstacles))
        self.obstacles = tuple(obstacles)


class NotTheSigner(Exception):
    """Someone else must sign this."""


class Reviewing(StrEnum):
    """How far the reviewer of the comments is; with nobody named, nobody is asked for a comment."""

    NOBODY = "nobody is named"
    UNREADY = "has not collected a secret"
    HOLDS_A_KEY = "holds a key of the ballot box"
    GONE = "holds no office any more"
    READY = "ready"


@dataclass(frozen=True)
class Preparation:
    """All that a launch depends on.

    sizes     people on the roster, by atom; empty if it has not been drawn up
    stands    whether the roster is still as the council's people are today
    signed    the sides that have signed this very roster
    keys      how many of the three key-holders have collected their secret
    """

    opens_on: date
    closes_on: date
    split: str
    sizes: Mapping[str, int]
    stands: bool
    signed: frozenset[str]
    holders: int
    keys: int
    reviewer: Reviewing = Reviewing.NOBODY
    welsh: Checking = Checking.NOT_ASKED


def stage(*, launched: bool, closed: bool, released: bool) -> Stage:
    if released:
        return Stage.RELEASED
    if closed:
        return Stage.CLOSED
    return Stage.OPEN if launched else Stage.PREPARED


def ended_early(*, closed: date, closes_on: date) -> list[str]:
    """What the results say of a health check that did not wait for its announced end."""
    if closed > closes_on:
        return []
    announced = f"{told(closes_on)}"
    early = f"in the course of its last day, {announced}"
    if closed < closes_on:
        early = f"early, on {told(closed)}; the last day that had been announced was {announced}"
    return [f"It was closed {early}. Whoever had not answered by then could not."]


def is_asked(size: int) -> bool:
    """Whether a group of this size is asked at all: below five, its answers could never be shown."""
    return size >= ATOM_FLOOR


def obstacles(ready: Preparation, *, today: date) -> tuple[str, ...]:
    """What still stands before the launch, in the order in which one would see to it."""
    return (
        *_of_the_roster(ready),
        *_of_the_keys(ready),
        *OF_THE_REVIEWER.get(ready.reviewer, ()),
        *OF_THE_WELSH.get(ready.welsh, ()),
        *_of_the_days(ready, today),
    )


OF_THE_REVIEWER = {
    Reviewing.UNREADY: ("The reviewer of the comments has not collected a secret.",),
    # Or one person could lay what somebody wrote beside how they rated, with one other's help.
    Reviewing.HOLDS_A_KEY: (
        "The reviewer of the comments holds one of the three keys. Name somebody else as one of them.",
    ),
    Reviewing.GONE: ("The reviewer of the comments holds no office any more. Name another, or nobody.",),
}


OF_THE_WELSH = {
    Checking.INCOMPLETE: ("Some questions have no Welsh. Write it, or ask in English alone.",),
    Checking.UNCHECKED: ("The Welsh is a draft. Say who has checked it, or ask in English alone.",),
    Checking.CHANGED: ("The words have changed since the Welsh was checked. Have it checked again.",),
}


def _of_the_roster(ready: Preparation) -> list[str]:
    if not ready.sizes:
        return ["The roster has not been drawn up."]
    found = []
    small = [atom for atom, size in ready.sizes.items() if not is_asked(size)]
    if ready.split:
        found += [f"“{atom}” has fewer than five people. Declare another split, or none." for atom in small]
    elif len(small) == len(ready.sizes):
        found.append("Both sides have fewer than five people, so nothing could be shown of their answers.")
    if not ready.stands:
        found.append("The people to be asked have changed since the roster was drawn up. Draw it up again.")
    found += [f"Nobody has signed the roster for the {side}." for side in Side if side not in ready.signed]
    return found


def _of_the_keys(ready: Preparation) -> list[str]:
    if ready.holders < 3:
        return ["The three key-holders have not been named."]
    missing = 3 - ready.keys
    if missing:
        return [
            f"{missing} of the three key-holders {'has' if missing == 1 else 'have'} not collected a secret."
        ]
    return []


def _of_the_days(ready: Preparation, today: date) -> list[str]:
    if today < ready.opens_on:
        return ["The opening day has not come yet."]
    if today > ready.closes_on:
        return ["The closing day has passed. Choose another."]
    return []
