"""How quickly members' enquiries were answered, quarter by quarter, on both clocks.

Figures are of cells: the whole council in a quarter, each service in it, each topic within a service. A
cell that is too small is not shown, nor one from which a small one could be worked out; and of a service
that is not shown no topic is. A service's topics are told within it alone: a topic's total over services
would give away the rest.

Medians take the open ones in, as far as they have been seen waiting: quick answers come first, and a
median of the answered alone would flatter.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from concordat.smallsample.cells import Withheld, why_withheld
from concordat.smallsample.hiding import Cell, hidden
from concordat.smallsample.kaplan_meier import kaplan_meier

CURVE_DAYS = 20
SLOW = 0.9


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months, by the day of receipt. ``number`` 1 to 4, of the calendar year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def first(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def after(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def before(self) -> "Quarter":
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    @property
    def slug(self) -> str:
        return f"{self.year}-q{self.number}"

    @property
    def words(self) -> str:
        first, last = ("January", "April", "July", "October"), ("March", "June", "September", "December")
        return f"{first[self.number - 1]} to {last[self.number - 1]} {self.year}"


@dataclass(frozen=True, slots=True)
class Judged:
    """One running of the clock, without its words and without whoever answered.

    councillor   any number that tells councillors apart; it never leaves this module
    in_time      by the service level, pauses taken out; None while it is open and not yet due
    in_time_unpaused   the same on the councillor's clock
    waited       working days from receipt to the answer, or as far as it was seen
    answered     whether the wait ended with an answer
    paused       whether the clock ever stood still
    """

    councillor: Hashable
    service: str
    topic: str
    received_on: date
    in_time: bool | None
    in_time_unpaused: bool | None
    waited: float
    answered: bool
    paused: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What may be said of a cell. Of one that is withheld, nothing but why.

    due           how many were answered, or were due: of these the shares are
    in_time, in_time_unpaused   per cent of them, whole
    median, slowest   working days by which half, and nine in ten, were answered; None: not yet seen
    paused        per cent of all whose clock ever stood still
    """

    name: str
    received: int = 0
    due: int = 0
    in_time: int | None = None
    in_time_unpaused: int | None = None
    median: float | None = None
    slowest: float | None = None
    paused: int | None = None
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True)
class Service:
    whole: Figures
    topics: tuple[Figures, ...]


@dataclass(frozen=True, slots=True)
class Performance:
    """One quarter: the council, its services, the topics within each; and how many waited how long.

    curve   per cent still waiting after 0, 1, 2 … working days; empty where the council's cell is withheld
    """

    quarter: Quarter
    whole: Figures
    services: tuple[Service, ...]
    curve: tuple[int, ...]


def performance(rows: Iterable[Judged], *, quarter: Quarter) -> Performance:
    """The figures of a quarter, with nothing in them that may not be shown."""
    held = [row for row in rows if Quarter.of(row.received_on) == quarter]
    why = why_withheld(list(_sent(held).values()))
    if why is not None:
        return Performance(quarter, Figures("", withheld=why), (), ())
    services = sorted({row.service for row in held})
    parts = [[row for row in held if row.service == service] for service in services]
    told = tuple(
        _service(service, part, away)
        for service, part, away in zip(services, parts, _away(parts), strict=True)
    )
    return Performance(quarter, _figures("", held), told, _curve(held))


def _service(name: str, rows: Sequence[Judged], away: Withheld | None) -> Service:
    if away is not None:
        return Service(Figures(name, withheld=away), ())
    topics = sorted({row.topic for row in rows})
    parts = [[row for row in rows if row.topic == topic] for topic in topics]
    told = tuple(
        Figures(topic, withheld=why) if why else _figures(topic, part)
        for topic, part, why in zip(topics, parts, _away(parts), strict=True)
    )
    return Service(_figures(name, rows), told)


def _away(parts: Sequence[Sequence[Judged]]) -> tuple[Withheld | None, ...]:
    """Why each part of a whole that is shown is withheld: too small, or beside one that is."""
    if not parts:
        return ()
    cells = [Cell(sent=_sent(part), yes=sum(bool(row.in_time) for row in part)) for part in parts]
    return hidden(table=[cells], columns_known=[False] * len(cells))[0]


def _sent(rows: Iterable[Judged]) -> Counter[Hashable]:
    return Counter(row.councillor for row in rows)


def _figures(name: str, rows: Sequence[Judged]) -> Figures:
    due = [row for row in rows if row.in_time is not None]
    curve = kaplan_meier(time=[row.waited for row in rows], event=[row.answered for row in rows])
    return Figures(
        name=name,
        received=len(rows),
        due=len(due),
        in_time=_share(sum(bool(row.in_time) for row in due), len(due)),
        in_time_unpaused=_share(sum(bool(row.in_time_unpaused) for row in due), len(due)),
        median=curve.quantile(0.5),
        slowest=curve.quantile(SLOW),
        paused=_share(sum(row.paused for row in rows), len(rows)),
    )


def _share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def _curve(rows: Sequence[Judged]) -> tuple[int, ...]:
    curve = kaplan_meier(time=[row.waited for row in rows], event=[row.answered for row in rows])
    return tuple(round(100 * curve.at(day)) for day in range(CURVE_DAYS + 1))
