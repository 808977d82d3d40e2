"""The stages of one running of the clock, and which may follow which."""

from enum import StrEnum

from concordat.enquiries.rules.events import OutOfTurn


class Stage(StrEnum):
    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    PASSED_ON = "passed on"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({Stage.RECEIVED, Stage.ACKNOWLEDGED})
FOLLOWS = {
    Stage.ACKNOWLEDGED: frozenset({Stage.RECEIVED}),
    Stage.ANSWERED: OPEN,
    Stage.PASSED_ON: OPEN,
    Stage.WITHDRAWN: OPEN,
}


class MovedOn(Exception):
    """Somebody else wrote to this enquiry since the page was opened: both should be read before more is
    said."""


def move(stage: str, *, to: Stage) -> Stage:
    if stage not in FOLLOWS[to]:
        raise OutOfTurn(f"An enquiry that is {stage} cannot become {to}.")
    return to


def is_open(stage: str) -> bool:
    return stage in OPEN


__all__ = ["OPEN", "MovedOn", "OutOfTurn", "Stage", "is_open", "move"]
