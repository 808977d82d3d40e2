"""Decisions on papers that a councillor has asked to see: on which right, with what outcome, and who reviews
it."""

from enum import StrEnum


class Right(StrEnum):
    STATUTORY = "statutory"
    NEED_TO_KNOW = "need to know"
    CONSTITUTION = "constitution"
    INFORMATION_LAW = "information law"


class Outcome(StrEnum):
    GIVEN = "given"
    PART = "part"
    REFUSED = "refused"


class NotDecided(Exception):
    """A decision lacks what every refusal must have: the words say what."""


def check(*, outcome: str, reason: str, reviewer: int | None, by: int) -> None:
    """Whatever is not given has a reason in plain words and a named person who reviews it, another than
    decided."""
    if outcome == Outcome.GIVEN:
        return
    if not reason.strip():
        raise NotDecided("Say in plain words why not everything is given.")
    if reviewer is None:
        raise NotDecided("Name who reviews this decision if the councillor asks.")
    if reviewer == by:
        raise NotDecided("Whoever decides cannot review their own decision. Name somebody else.")
