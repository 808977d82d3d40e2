"""What a study may become, and when: designed, open to sorts, closed and analysed, reported."""

from datetime import date
from enum import StrEnum


class OutOfTurn(Exception):
    """What was asked does not fit where the study stands."""


class Stage(StrEnum):
    DESIGNED = "in preparation"
    OPEN = "open"
    CLOSED = "being analysed"
    REPORTED = "reported"


class Asked(StrEnum):
    """Who may sort: those named, each with a code of their own; or anyone who has the link."""

    ROSTER = "roster"
    LINK = "link"


class Side(StrEnum):
    """From which side a sort comes, as far as the study knows. An open link knows only what a person says."""

    COUNCILLORS = "councillors"
    OFFICERS = "officers"
    NEITHER = "neither"


def stage(*, opened: bool, closed: bool, reported: bool) -> Stage:
    if reported:
        return Stage.REPORTED
    if closed:
        return Stage.CLOSED
    return Stage.OPEN if opened else Stage.DESIGNED


def takes_sorts(*, opened: bool, closed: bool, closes_on: date, today: date) -> bool:
    """To the end of the closing day."""
    return opened and not closed and today <= closes_on
