"""The life of an edition: what it is on a day, and what may follow what.

Nothing has to happen for an edition to come into force or to be superseded: both follow from the days on
which editions were resolved to take effect. So a council can enter its past in any order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class OutOfTurn(Exception):
    """What was asked cannot follow what is. The words say why."""


class Locked(OutOfTurn):
    """The words are those of the law of this nation, and no council's to change."""


class Stage(StrEnum):
    DRAFT = "draft"
    IN_CONSULTATION = "in consultation"
    CONSULTED = "consulted"
    RESOLVED = "resolved"
    IN_FORCE = "in force"
    SUPERSEDED = "superseded"
    ABANDONED = "abandoned"


class Numbering(StrEnum):
    """Whose numbers an edition shows."""

    KEPT = "as printed in the source"
    AUTOMATIC = "automatic"
    CONTINUOUS = "continuous through a larger part"


@dataclass(frozen=True)
class Dated:
    """An edition as far as its days go. ``effective_on`` is None until a body has resolved it."""

    number: int
    effective_on: date | None


def in_force(editions: Iterable[Dated], *, on: date) -> Dated | None:
    """Which edition is in force on a day: of those that have taken effect by then, the one that did so last.

    Two that take effect on one day are an edition and its correction: the higher number is the correction.
    """
    begun = [(each.effective_on, each.number, each) for each in editions if each.effective_on is not None]
    begun = [each for each in begun if each[0] <= on]
    return max(begun, key=lambda each: each[:2])[2] if begun else None


def stage_of(
    edition: Dated,
    *,
    others: Iterable[Dated],
    consultations: Iterable[tuple[date, date]],
    abandoned: bool,
    today: date,
) -> Stage:
    """What an edition is today. ``consultations``: the first and the last day of each, of this edition."""
    if abandoned:
        return Stage.ABANDONED
    if edition.effective_on is not None:
        if edition.effective_on > today:
            return Stage.RESOLVED
        latest = in_force([edition, *others], on=today)
        return Stage.IN_FORCE if latest == edition else Stage.SUPERSEDED
    held = [days for days in consultations if days[0] <= today]
    if any(last >= today for _first, last in held):
        return Stage.IN_CONSULTATION
    return Stage.CONSULTED if held else Stage.DRAFT


@dataclass(frozen=True)
class Adopted:
    """What a body resolved. ``minute`` is empty only where none is known, which is for the past alone."""

    body: str
    meeting_on: date
    minute: str
    effective_on: date


def check_resolution(resolved: Adopted, *, consulted: bool, why_not: str, unanswered: int) -> list[str]:
    """What stands in the way of an edition's being recorded as adopted, each a sentence; empty if nothing."""
    problems = []
    if resolved.effective_on < resolved.meeting_on:
        problems.append("An edition cannot take effect before the meeting that resolved it.")
    if not consulted and not why_not:
        problems.append("Nobody was consulted. Say why, or open a consultation first.")
    if unanswered == 1:
        problems.append("One comment has no answer yet. Answer it first.")
    elif unanswered:
        problems.append(f"{unanswered} comments have no answer yet. Answer them first.")
    return problems


class ChangedMeanwhile(Exception):
    """Somebody else has changed it since it was shown. Nothing of either is lost: the page shows both."""
