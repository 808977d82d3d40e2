"""One person's answers as bytes, and the box in which they lie: a sorted row of equal parts.

A box is a pure function of the set of ballots in it. A sealed ballot looks random, so sorting the box by its
own bytes shuffles it on every write, and leaves no first and no last.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from hashlib import sha256

from concordat.surveys.rules.instrument import Item, Shape

BLOCK = 64
NOT_GIVEN = 0
HASH = 32
UNSURE = "unsure"
TOP = {Shape.RATING: 10, Shape.BANDS: 3}
# The very strings: int() would also read other alphabets' digits, signs and spaces.
OFFERED = {shape: frozenset(map(str, range(1, top + 1))) for shape, top in TOP.items()}


class NotABallot(Exception):
    """These bytes or answers cannot be a ballot of these items."""


class NotOnItsScale(NotABallot):
    """What was sent for this item is none of the answers that it offers."""

    def __init__(self, item: Item) -> None:
        super().__init__(f"That is no answer to {item.id}.")
        self.item = item


def read(typed: Mapping[str, str], *, items: Sequence[Item]) -> dict[str, int]:
    """The answers as a form sends them: item id to "7", "unsure" or nothing. Raises ``NotOnItsScale``."""
    answers = {}
    for item in items:
        said = typed.get(item.id, "")
        if said in OFFERED[item.shape]:
            answers[item.id] = int(said)
        elif said not in {"", UNSURE}:
            raise NotOnItsScale(item)
    return answers


def size(items: Sequence[Item]) -> int:
    """How long every ballot of these items is, however much of it is filled in."""
    return max(1, -(-len(items) // BLOCK)) * BLOCK


def encode(answers: Mapping[str, int], *, items: Sequence[Item]) -> bytes:
    """One byte for each item, in the wave's order: nought where nothing was given, or "don't know".

    answers   item id to 1..10 (a rating) or 1..3 (a band)
    Raises ``NotABallot`` for an answer that is not on its scale, or to no item of the wave.
    """
    strangers = set(answers) - {item.id for item in items}
    if strangers:
        raise NotABallot(f"Not asked in this wave: {', '.join(sorted(strangers))}.")
    values = [answers.get(item.id, NOT_GIVEN) for item in items]
    _check(values, items)
    return bytes(values).ljust(size(items), b"\0")


def decode(ballot: bytes, *, items: Sequence[Item]) -> tuple[int, ...]:
    """The answers in the wave's order.

    Raises ``NotABallot`` for anything that `encode` could not have written.
    """
    if len(ballot) != size(items) or any(ballot[len(items) :]):
        raise NotABallot("A ballot of another length.")
    values = tuple(ballot[: len(items)])
    _check(values, items)
    return values


def _check(values: Sequence[int], items: Sequence[Item]) -> None:
    for value, item in zip(values, items, strict=True):
        if not NOT_GIVEN <= value <= TOP[item.shape]:
            raise NotABallot(f"{value} is no answer to {item.id}.")


def tally(ballots: Sequence[Sequence[int]], *, items: Sequence[Item]) -> dict[str, list[int]]:
    """For each item, how many gave each answer: ten counts for a rating, three for bands."""
    counts = {item.id: [0] * TOP[item.shape] for item in items}
    for ballot in ballots:
        for value, item in zip(ballot, items, strict=True):
            if value != NOT_GIVEN:
                counts[item.id][value - 1] += 1
    return counts


# ----------------------------------------------------------------------------------- rows of equal parts


def fingerprint(link: str) -> bytes:
    """What is kept of a personal link: enough to know it again, not enough to write it down."""
    return sha256(f"concordat link/{link}".encode()).digest()


def parts(row: bytes, *, length: int) -> list[bytes]:
    return [row[at : at + length] for at in range(0, len(row), length)]


def joined(loose: Sequence[bytes]) -> bytes:
    return b"".join(sorted(loose))


def holds(row: bytes, part: bytes) -> bool:
    """Whether the part lies in the row: by halving, as it is sorted."""
    there = _place(row, part)
    return row[there : there + len(part)] == part


def put_in(row: bytes, part: bytes) -> bytes:
    there = _place(row, part)
    return row[:there] + part + row[there:]


def taken_out(row: bytes, part: bytes) -> bytes:
    there = _place(row, part)
    if row[there : there + len(part)] != part:
        raise KeyError("It does not lie in the row.")
    return row[:there] + row[there + len(part) :]


def _place(row: bytes, part: bytes) -> int:
    """Where the part lies or would lie, in bytes."""
    length = len(part)
    found = bisect_left(range(len(row) // length), part, key=lambda n: row[n * length : (n + 1) * length])
    return found * length
