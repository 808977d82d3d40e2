"""Who is asked, in which atom, and the one hash that both sides sign.

An atom is a group that is reported by itself: each side, or the two parts of one side that the organiser has
declared before launch. A split is written as `side:by:value` ("councillors:duty:cabinet member").
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from concordat.surveys.rules.instrument import Side

BY_DUTY, BY_GROUP, BY_SERVICE = "duty", "group", "service"


class NotASplit(Exception):
    """What was declared does not divide a side in two."""


class AskedTwice(Exception):
    """One person would be asked in two offices."""


@dataclass(frozen=True)
class Someone:
    """Whoever may be asked, as the council's people stand on the day."""

    office: int
    side: str | None
    name: str
    email: str
    duties: frozenset[str] = frozenset()
    group: str = ""
    service: str = ""


@dataclass(frozen=True)
class Atom:
    name: str
    side: Side


@dataclass(frozen=True)
class Split:
    side: Side
    by: str
    value: str

    @property
    def within(self) -> str:
        return f"{self.side}: {self.value}"

    @property
    def others(self) -> str:
        return f"{self.side}: others"

    def takes(self, someone: Someone) -> bool:
        if self.by == BY_DUTY:
            return self.value in someone.duties
        return self.value == (someone.group if self.by == BY_GROUP else someone.service)


@dataclass(frozen=True)
class Line:
    """One person on the roster."""

    atom: str
    name: str
    email: str
    office: int
    on_paper: bool = False  # draws a printed slip, and gets no letter


def read_split(declared: str) -> Split | None:
    """The split that was declared, if any. Raises ``NotASplit``."""
    if not declared:
        return None
    side, _, rest = declared.partition(":")
    by, _, value = rest.partition(":")
    if side not in set(Side) or by not in {BY_DUTY, BY_GROUP, BY_SERVICE} or not value:
        raise NotASplit(f"{declared!r} does not divide a side in two.")
    return Split(Side(side), by, value)


def atoms(declared: str) -> tuple[Atom, ...]:
    """The groups that will be reported, in the order in which they always appear. They never overlap."""
    split = read_split(declared)
    found = []
    for side in Side:
        names = [split.within, split.others] if split and split.side is side else [str(side)]
        found += [Atom(name, side) for name in names]
    return tuple(found)


def draw_up(people: Iterable[Someone], *, declared: str = "") -> tuple[Line, ...]:
    """Everyone of either side, each in one atom. Whoever is of neither side is not asked."""
    split = read_split(declared)
    lines = []
    for someone in people:
        if someone.side is None:
            continue
        atom = someone.side
        if split and split.side == someone.side:
            atom = split.within if split.takes(someone) else split.others
        lines.append(Line(atom, someone.name, someone.email, someone.office))
    addresses = [line.email for line in lines]
    for line in lines:
        if addresses.count(line.email) > 1:
            raise AskedTwice(
                f"{line.name} holds two offices today. End one of them, then draw up the roster again."
            )
    return tuple(sorted(lines, key=_order))


def _order(line: Line) -> tuple[str, str, str]:
    return line.atom, line.name.casefold(), line.email


def roster_hash(lines: Sequence[Line]) -> str:
    """What both sides sign, and what the report prints: 64 hexadecimal digits of SHA-256.

    It covers each atom, name and address, and who draws a printed slip, in an order that the names alone
    decide: adding a dummy, dropping someone, turning an address elsewhere or a letter into a slip makes it
    another.
    """
    told = [
        [line.atom, line.name, line.email, *(["on paper"] if line.on_paper else [])]
        for line in sorted(lines, key=_order)
    ]
    return sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def changed_by(earlier: Iterable[int], later: Iterable[int]) -> int:
    """How many joined or left between two rosters; the office tells people of one name apart."""
    return len(set(earlier) ^ set(later))


def splits_open_to(people: Sequence[Someone]) -> tuple[str, ...]:
    """Every split that these people allow: it must leave somebody on both sides of the line."""
    found = []
    for side in Side:
        ours = [someone for someone in people if someone.side == side]
        by_duty = {(BY_DUTY, "cabinet member")} if side is Side.COUNCILLORS else set()
        by_word = {(BY_GROUP, one.group) for one in ours} | {(BY_SERVICE, one.service) for one in ours}
        for by, value in sorted(by_duty | {(by, word) for by, word in by_word if word}):
            inside = sum(Split(side, by, value).takes(someone) for someone in ours)
            if 0 < inside < len(ours):
                found.append(f"{side}:{by}:{value}")
    return tuple(found)
