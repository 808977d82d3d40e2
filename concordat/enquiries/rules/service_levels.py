"""Service levels: what is promised to whom, about what; and which edition of the promise an enquiry keeps.

A promise may hang on the topic and on the office of whoever asks. Of all that apply the fastest holds, so a
topic that cannot wait is as fast for a ward councillor as for the leader. A council may choose the same for
everyone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from concordat.calendar.rules.calendars import Calendar
from concordat.enquiries.rules.clock_reckoning import reckon
from concordat.enquiries.rules.clock_targets import Target


class Tier(StrEnum):
    """The offices that a service level may set apart, in the order of the table."""

    LEADER = "leader of the council"
    OPPOSITION_LEADER = "leader of the opposition"
    CABINET = "cabinet member"
    CHAIR = "chair"
    WARD = "ward councillor"


class NoPromise(ValueError):
    """Nothing is promised for this topic and this office: the words say what is missing."""


@dataclass(frozen=True, slots=True)
class Promise:
    """By when it is acknowledged and by when answered, and after how many working days of silence one writes
    again.
    """

    reply: Target
    acknowledge: Target | None = None
    keep_in_touch: int | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The promise that an enquiry was received under. It is kept, whatever becomes of the table."""

    reply: Target
    acknowledge: Target | None
    keep_in_touch: int | None
    because: str  # in words: which row of the table decided
    edition: int


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """One edition of the table. ``topics`` holds None for a topic that is as fast as the office.

    ``cells`` are promises for one topic and one office together. With ``alike`` offices make no difference:
    everyone has what a ward councillor has.
    """

    edition: int
    holds_from: datetime
    offices: Mapping[str, Promise]
    topics: Mapping[str, Promise | None]
    cells: Mapping[tuple[str, str], Promise] = field(default_factory=dict)
    alike: bool = False

    def choose(
        self,
        *,
        topic: str,
        offices: Iterable[str],
        received: datetime | None = None,
        calendar: Calendar | None = None,
    ) -> Chosen:
        """The fastest promise that applies to whoever holds these offices at receipt.

        With the instant of receipt and the calendar, the faster is what falls due earlier; without them, what
        is shorter in an ordinary week.
        """
        if topic not in self.topics:
            raise NoPromise(f"The table has no topic “{topic}”.")
        held = {Tier.WARD} if self.alike else {*offices, Tier.WARD}
        applying = [
            (promise, f"the office “{office}”") for office, promise in self.offices.items() if office in held
        ]
        if (promise := self.topics[topic]) is not None:
            applying.append((promise, f"the topic “{topic}”"))
        for (for_topic, office), promise in self.cells.items():
            if for_topic == topic and office in held:
                applying.append((promise, f"the topic “{topic}” for the office “{office}”"))
        if not applying:
            raise NoPromise(f"The table promises nothing for “{topic}” to {', '.join(sorted(held))}.")

        def swift(target: Target) -> tuple[float, bool]:
            return swiftness(target, received=received, calendar=calendar)

        best, because = min(applying, key=lambda each: swift(each[0].reply))
        acknowledging = [each.acknowledge for each, _ in applying if each.acknowledge is not None]
        touching = [each.keep_in_touch for each, _ in applying if each.keep_in_touch is not None]
        return Chosen(
            reply=best.reply,
            acknowledge=min(acknowledging, key=swift, default=None),
            keep_in_touch=min(touching, default=None),
            because=because,
            edition=self.edition,
        )

    def table(self) -> dict[tuple[str, str], Chosen]:
        """Every cell, worked out, as a page shows it."""
        return {
            (topic, office): self.choose(topic=topic, offices=[office])
            for topic in self.topics
            for office in self.offices
        }


def swiftness(target: Target, *, received: datetime | None, calendar: Calendar | None) -> tuple[float, bool]:
    """What comes first is faster; of two that fall together, the one that nothing can pause."""
    if received is None or calendar is None:
        return target.rough_hours, target.pausable
    due = reckon(target=target, edition=calendar.known_at(received), received=received).due
    assert due is not None  # noqa: S101 - without pauses it is always due
    return due.timestamp(), target.pausable


def in_force(editions: Iterable[ServiceLevel], *, at: datetime) -> ServiceLevel:
    """The edition under which an enquiry that is received now falls, for good."""
    begun = [edition for edition in editions if edition.holds_from <= at]
    if not begun:
        raise NoPromise("The council had not set any service level by then.")
    return max(begun, key=lambda edition: (edition.holds_from, edition.edition))
