"""What a line of the trail may say, and how each line is bound to the one before it.

Every line carries the fingerprint of its predecessor. Whoever changes, removes or moves one line must
write every later line anew, and whoever has noted down a later fingerprint elsewhere will see it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

Fact = bool | int | str | date | None
Detail = dict[str, bool | int | str | None]

LONGEST = 80
BEFORE_THE_FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Line:
    """Everything that one line says. ``by_id`` is the office that acted; None where Concordat itself did."""

    council_id: int
    number: int
    at: datetime
    by_id: int | None
    did: str
    thing: str
    detail: Detail
    previous: str


class NotALine(Exception):
    """Something was to be written that has no place in a trail: the words say what, and why."""


def phrase(words: str, *, what: str) -> str:
    """Short and on one line. What people say in their own words belongs to the thing, not to its trail."""
    if not words or len(words) > LONGEST or not words.isprintable():
        raise NotALine(
            f"{what} must be one line of 1 to {LONGEST} characters, and is not: {words[:LONGEST]!r}."
        )
    return str(words)


def detail(facts: Mapping[str, Fact]) -> Detail:
    """The facts as they are stored: yes or no, whole numbers, short words, and days as 2026-03-02."""
    return {name: plain(name, fact) for name, fact in facts.items()}


def plain(name: str, fact: object) -> bool | int | str | None:
    match fact:
        case None | bool() | int():
            return fact
        case str():
            return phrase(fact, what=name) if fact else ""
        case datetime():
            return moment(fact)
        case date():
            return fact.isoformat()
    raise NotALine(f"{name} is a {type(fact).__name__}. A trail tells facts: a number, a day, a short word.")


def moment(at: datetime) -> str:
    if at.tzinfo is None:
        raise NotALine(f"{at} is not told in any time zone.")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def fingerprint(line: Line) -> str:
    """SHA-256, in hexadecimal, of all that a line says and of the fingerprint of the line before it."""
    told = {
        "council": line.council_id,
        "number": line.number,
        "at": moment(line.at),
        "by": line.by_id,
        "did": line.did,
        "thing": line.thing,
        "detail": line.detail,
        "previous": line.previous,
    }
    # In one spelling only: the databases keep the names of a detail in orders of their own.
    words = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(words.encode("ascii")).hexdigest()
