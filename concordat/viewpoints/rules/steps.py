"""The steps of a solution's log: in words, and the way back from where it stands to where it stood."""

from collections.abc import Mapping, Sequence
from typing import Any

from concordat.qmethod.study import Refused
from concordat.viewpoints.rules.stages import OutOfTurn

Step = Mapping[str, Any]

IN_WORDS = {
    "varimax": "Rotated anew by varimax",
    "raw-varimax": "Rotated anew by varimax, rows not normalised",
    "quartimax": "Rotated anew by quartimax",
    "oblimin": "Rotated anew by oblimin (oblique)",
    "promax": "Rotated anew by promax (oblique)",
    "undo": "Took back the step before",
}
CRITERIA = tuple(name for name in IN_WORDS if name != "undo")


def counting(log: Sequence[Step]) -> list[Step]:
    """The steps that still count. Raises ``Refused`` for a log that is none."""
    kept: list[Step] = []
    for step in log:
        if step.get("op") != "undo":
            kept.append(step)
        elif kept:
            kept.pop()
        else:
            raise Refused("There is no step left to take back.")
    return kept


def undone(log: Sequence[Step]) -> Step:
    """The step that takes back the last one that counts. Raises ``OutOfTurn`` where there is none."""
    if not counting(log):
        raise OutOfTurn("There is no step left to take back.")
    return {"op": "undo"}


def way_back(log: Sequence[Step], *, to: int) -> list[Step]:
    """The steps that lead from the end of the log to where it stood after its first ``to`` steps.

    They are added like any others: what was tried in between stays in the log.
    """
    now, then = counting(log), counting(log[:to])
    shared = 0
    while shared < min(len(now), len(then)) and now[shared] == then[shared]:
        shared += 1
    undos: list[Step] = [{"op": "undo"}] * (len(now) - shared)
    again = [{name: value for name, value in step.items() if name not in _TOLD} for step in then[shared:]]
    return [*undos, *again]


_TOLD = frozenset({"at", "by"})


def in_words(step: Step, *, of_people: bool = True) -> str:
    """One step as a sentence without its end. ``of_people``: whether pseudonyms and reasons may be named."""
    operation = step["op"]
    if operation == "rotate":
        first, second = step["factors"]
        way = "clockwise" if step["degrees"] >= 0 else "anticlockwise"
        said = f"Turned factors {first} and {second} by {abs(step['degrees']):g}° {way}"
    elif operation == "invert":
        said = f"Turned factor {step['factor']} upside down"
    elif operation == "split":
        said = f"Split factor {step['factor']} into its two ends"
    elif operation == "flag":
        said = _flag(step, of_people=of_people)
    elif operation == "target":
        said = "Rotated towards a target" + (f": {step['name']}" if of_people and step.get("name") else "")
    else:
        said = IN_WORDS.get(operation, str(operation))
    why = step.get("why", "")
    return f"{said}. Why: {why}" if why and of_people else said


def _flag(step: Step, *, of_people: bool) -> str:
    if not of_people:
        return "Changed which sorts define a factor, by hand"
    verb, to = ("Let", "define") if step["value"] else ("No longer let", "define")
    return f"{verb} {step['participant']} {to} factor {step['factor']}"
