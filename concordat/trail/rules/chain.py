"""Walking along a trail, to find the first place at which it does not hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from concordat.trail.rules.lines import BEFORE_THE_FIRST, Line, fingerprint


class Why(StrEnum):
    MISSING = "it is missing."
    UNLINKED = "it does not follow from the line before it. One of the two was changed or moved."
    CHANGED = "what it says is not what was written."
    CUT = "the trail stops before it. Lines were taken from its end."
    BEYOND = "it stands beyond the end of the trail. It was added by another way than Concordat's."
    NOT_AS_NOTED = "its fingerprint is not the one that was noted down. The trail was written anew."


@dataclass(frozen=True, slots=True)
class End:
    """How many lines a council's trail has, and the fingerprint of the last of them."""

    council: str
    lines: int
    hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first line of a trail that does not hold."""

    council: str
    number: int
    why: Why


def first_broken(written: Iterable[tuple[Line, str]], *, end: End, noted: End | None = None) -> Broken | None:
    """Walk along one council's trail, in the order of its numbers, holding one line at a time.

    written lines, each with the fingerprint that is stored beside it
    end     where the trail had got to before the walk began; lines added since are walked too
    noted   an end of this trail that somebody wrote down elsewhere, earlier
    """
    number, before = 0, BEFORE_THE_FIRST
    for number, (line, found) in enumerate(written, 1):
        why = fault(line, found, number=number, before=before)
        if not why and number == end.lines and found != end.hash:
            why = Why.CHANGED
        if not why and noted and number == noted.lines and found != noted.hash:
            why = Why.NOT_AS_NOTED
        if why:
            return Broken(end.council, number, why)
        before = found
    if number < max(end.lines, noted.lines if noted else 0):
        return Broken(end.council, number + 1, Why.CUT)
    return None


def fault(line: Line, found: str, *, number: int, before: str) -> Why | None:
    if line.number != number:
        return Why.MISSING
    if line.previous != before:
        return Why.UNLINKED
    return None if fingerprint(line) == found else Why.CHANGED
