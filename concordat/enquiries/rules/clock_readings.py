"""What a clock shows: plain values, which a page, a file or a figure takes as they are."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from concordat.calendar.rules.calendars import Edition
from concordat.enquiries.rules.clock_reckoning import Stretch
from concordat.enquiries.rules.clock_targets import Target, Unit, in_minutes


class State(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Which(StrEnum):
    PAUSED = "paused"  # the service level's: pauses taken out
    UNPAUSED = "unpaused"  # the councillor's: nothing taken out


@dataclass(frozen=True, slots=True)
class Hand:
    """One of the two times that a clock shows.

    ``due`` is None while a pause is open, and then ``would_be_due`` says when it would be, were it resumed
    now. ``used`` and ``remaining`` are in working days, or in working or elapsed minutes; what remains is
    below nought once it is late. ``on_time`` is None while there is no reply.
    """

    due: datetime | None
    edition: Edition = field(repr=False, compare=False)
    counted: tuple[Stretch, ...] = ()
    would_be_due: datetime | None = None
    used: int | None = None
    remaining: int | None = None
    on_time: bool | None = None
    late: bool = False  # some due instant has passed without a reply


@dataclass(frozen=True, slots=True)
class Breach:
    """A due instant that passed without a reply. ``at`` is when that came to be: later than ``due`` only
    where
    the enquiry was put under a faster target afterwards."""

    clock: Which
    due: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class DueChange:
    """A line of the history: from then on it was due at another time, and why."""

    at: datetime
    because: str
    due: datetime | None
    due_unpaused: datetime | None


@dataclass(frozen=True, slots=True)
class Stage:
    """How long one handler had it. ``handler`` is empty until somebody was named."""

    handler: str
    began: datetime
    ended: datetime | None
    used: int
    used_unpaused: int


@dataclass(frozen=True, slots=True)
class Pause:
    began: datetime
    ended: datetime | None
    reason: str
    counts: bool = True  # not where it began when the enquiry was due already, or may not be paused


@dataclass(frozen=True, slots=True)
class Cycle:
    """From receipt, or from being opened again, to the reply."""

    received: datetime
    target: Target  # as it is now
    paused: Hand
    unpaused: Hand
    state: State
    ended_at: datetime | None
    measured_at: datetime | None
    history: tuple[DueChange, ...] = ()
    breaches: tuple[Breach, ...] = ()
    stages: tuple[Stage, ...] = ()
    pauses: tuple[Pause, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def used_in(self) -> str:
        return {
            Unit.WORKING_DAYS: "working days",
            Unit.WORKING_HOURS: "working minutes",
            Unit.ELAPSED_HOURS: "minutes",
        }[self.target.unit]


def shown(amount: int, *, target: Target) -> int:
    """An amount of the reckoning as people count it: working days, or whole minutes."""
    return amount if target.unit == Unit.WORKING_DAYS else in_minutes(amount)
