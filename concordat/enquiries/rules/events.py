"""What can happen to an enquiry, and what may follow what.

An enquiry is the list of its events. Nothing is ever taken out of that list: the clock is worked out from it
(`clock`), and so is the stage at which the enquiry stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from concordat.enquiries.rules.clock_targets import Target


class Kind(StrEnum):
    ACKNOWLEDGED = "acknowledged"
    TRIAGED = "triaged"
    SENT = "message"  # anything else that the councillor can read: an update, a question back
    HOLDING_REPLY = "holding_reply"
    PARTIAL_REPLY = "partial_reply"
    REPLIED = "replied"  # the substantive reply, which stops the clock
    PAUSED = "paused"
    RESUMED = "resumed"
    RECLASSIFIED = "reclassified"
    REASSIGNED = "reassigned"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"  # by the councillor, or because it did not belong here
    CLOSED = "closed"  # filed away after the reply
    HOLIDAY_ADDED = "holiday_added"
    POLICY_EDITED = "policy_edited"  # of the table; an enquiry keeps the edition under which it was received


# What the councillor can see of an enquiry: the next message is counted from the last of these.
SEEN_BY_COUNCILLOR = frozenset(
    {Kind.ACKNOWLEDGED, Kind.SENT, Kind.HOLDING_REPLY, Kind.PARTIAL_REPLY, Kind.REPLIED, Kind.PAUSED}
)
# With these an enquiry is over, until somebody opens it again.
ENDING = frozenset({Kind.REPLIED, Kind.WITHDRAWN})


class PauseReason(StrEnum):
    """What the clock may stand still for. Nothing that lies with the council is among them."""

    MEMBER = "awaiting member"
    CONSTITUENT = "awaiting constituent"
    THIRD_PARTY = "awaiting third party"
    COURT = "awaiting court"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, and when it was recorded. ``at`` is never dated back."""

    kind: Kind
    at: datetime
    reason: str = ""  # of a pause
    to: str = ""  # of a reassignment: who has it now
    target: Target | None = None  # of a reclassification
    day: date | None = None  # of a holiday that was proclaimed


FIRST = frozenset({Kind.HOLIDAY_ADDED, Kind.POLICY_EDITED})
LAST = {Kind.REPLIED: 3, Kind.WITHDRAWN: 3, Kind.REOPENED: 4, Kind.CLOSED: 5}


def order(event: Event) -> tuple[datetime, int, str, str, str, str]:
    """Events in the order in which they happened. What happened at one instant has an order of its own, so
    that it never matters how events were stored."""
    rank = 0 if event.kind in FIRST else LAST.get(event.kind, 1)
    return (event.at, rank, event.kind, event.reason, event.to, str(event.target))


class OutOfTurn(ValueError):
    """That cannot follow what has happened so far: the words say why."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an enquiry stands after its events: what may happen next depends on nothing else."""

    over: bool = False
    withdrawn: bool = False
    waiting_for: tuple[str, ...] = ()  # the reasons of the pauses that are open, the oldest first
    at: datetime | None = None


def standing(events: Iterable[Event]) -> Standing:
    now = Standing()
    for event in sorted(events, key=order):
        now = _after(now, event)
    return now


def _after(now: Standing, event: Event) -> Standing:
    over, withdrawn, waiting = now.over, now.withdrawn, list(now.waiting_for)
    if event.kind in ENDING:
        over, withdrawn, waiting = True, event.kind == Kind.WITHDRAWN, []
    elif event.kind == Kind.REOPENED:
        over, withdrawn = False, False
    elif event.kind == Kind.PAUSED and not over:
        waiting.append(event.reason)
    elif event.kind == Kind.RESUMED and waiting:
        waiting.remove(event.reason if event.reason in waiting else waiting[0])
    return Standing(over=over, withdrawn=withdrawn, waiting_for=tuple(waiting), at=event.at)


def may_follow(*, received: datetime, events: Iterable[Event], event: Event, target: Target) -> None:
    """Raise `OutOfTurn` unless this event can follow those that there are."""
    now = standing(events)
    if event.at < max(now.at or received, received):
        raise OutOfTurn("Nothing can be recorded for a time before what is recorded already.")
    if event.kind == Kind.REOPENED:
        if not now.over:
            raise OutOfTurn("This enquiry is open, so it cannot be opened again.")
    elif event.kind == Kind.CLOSED:
        if not now.over:
            raise OutOfTurn("This enquiry has no reply yet, so it cannot be filed away.")
    elif event.kind not in {Kind.HOLIDAY_ADDED, Kind.POLICY_EDITED, Kind.SENT} and now.over:
        raise OutOfTurn("This enquiry is over. Open it again first.")
    if event.kind == Kind.PAUSED:
        _may_pause(event, now=now, target=target)
    if event.kind == Kind.RESUMED and not now.waiting_for:
        raise OutOfTurn("The clock is running already.")
    if event.kind == Kind.RECLASSIFIED and event.target is None:
        raise OutOfTurn("Say which target holds from now on.")


def _may_pause(event: Event, *, now: Standing, target: Target) -> None:
    if not target.pausable:
        raise OutOfTurn("This service level cannot be paused.")
    if event.reason not in set(PauseReason):
        raise OutOfTurn(f"The clock stands still only for a listed reason: {', '.join(PauseReason)}.")
    if event.reason in now.waiting_for:
        raise OutOfTurn(f"The clock stands still already ({event.reason}).")
