"""Judgmental rotation: a log of steps that alone leads from the unrotated factors to the solution.

Every entry is a mapping with ``op`` and what that step needs; ``at``, ``by``, ``why`` and anything else is
carried along untouched. Factors count from 1.

    {"op": "rotate", "factors": [1, 2], "degrees": -12.5}      clockwise, as ``rotation.turn``
    {"op": "varimax"}                                          or raw-varimax, quartimax, oblimin, promax
    {"op": "target", "people": [{"P07": 1}, {"P09": 1}]}       or "arrays", "loadings", "zscores"
    {"op": "invert", "factor": 2}
    {"op": "flag", "participant": "P07", "factor": 1, "value": true}
    {"op": "split", "factor": 1}
    {"op": "undo"}                                             takes back the last step not yet taken back

A criterion or a target starts again from the unrotated factors, so the turns and flags before it no longer
count. Nothing is ever deleted from a log.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.flagging import Change
from concordat.qmethod.results import Floats, Rotated, Rotation
from concordat.qmethod.rotation import target, turn
from concordat.qmethod.study import Refused

Step = Mapping[str, Any]
Log = Sequence[Step]

CRITERIA = tuple(each.value for each in Rotation if each is not Rotation.NONE)
TARGETS = ("people", "arrays", "loadings", "zscores")
OPERATIONS = ("rotate", *CRITERIA, "target", "invert", "flag", "split", "undo")


@dataclass(frozen=True)
class Split:
    """``factor`` counts from 0."""

    factor: int


@dataclass(frozen=True)
class Judged:
    """Where a log leads.

    rotated   before any split
    marks     flags changed and factors split, in order; splits renumber the factors that follow
    turns     how many turns by hand still count
    inverted  how many inversions still count
    """

    rotated: Rotated
    marks: tuple[Change | Split, ...]
    turns: int
    inverted: int


def undo(log: Log, **told: Any) -> list[Step]:
    """The log with one step taken back: an entry is appended, with ``at``, ``by`` and the like in it."""
    if not counting(log):
        raise Refused("There is no step left to undo.")
    return [*log, {"op": "undo", **told}]


def counting(log: Log) -> list[Step]:
    """The steps that still count: those not undone."""
    return [step for _, step in _counting(log)]


def _counting(log: Log) -> list[tuple[int, Step]]:
    stack: list[tuple[int, Step]] = []
    for number, step in enumerate(log, start=1):
        if not isinstance(step, Mapping) or step.get("op") not in OPERATIONS:
            operation = step.get("op") if isinstance(step, Mapping) else step
            raise Refused(f"Step {number} of the rotation log asks for {operation!r}, which is no step.")
        if step["op"] != "undo":
            stack.append((number, step))
        elif stack:
            stack.pop()
        else:
            raise Refused(f"Step {number} of the rotation log undoes a step, but there is none left to undo.")
    return stack


def validate(log: Log, *, participants: Sequence[str], factors: int) -> None:
    """Look at every step that counts. Raises ``Refused``, naming the step, where one cannot be done."""
    known = set(participants)
    split = 0
    for number, step in _counting(log):
        if split and step["op"] not in ("flag", "split"):
            raise Refused(
                f"Step {number} of the rotation log rotates after a factor was split; undo the split first."
            )
        _look(number, step, known=known, factors=factors + split)
        split += step["op"] == "split"


def _look(number: int, step: Step, *, known: set[str], factors: int) -> None:
    operation = step["op"]
    if operation == "rotate":
        pair = step.get("factors")
        if not isinstance(pair, list | tuple) or len(pair) != 2 or pair[0] == pair[1]:
            raise Refused(f"Step {number} of the rotation log must turn two different factors, not {pair!r}.")
        for factor in pair:
            _look_at_factor(number, factor, factors)
        degrees = step.get("degrees")
        if isinstance(degrees, bool) or not isinstance(degrees, int | float) or not abs(degrees) < inf:
            raise Refused(f"Step {number} of the rotation log must turn by some degrees, not by {degrees!r}.")
    elif operation in ("invert", "split", "flag"):
        _look_at_factor(number, step.get("factor"), factors)
    if operation == "flag":
        name = step.get("participant")
        if not isinstance(name, str) or name not in known:
            raise Refused(f"Step {number} of the rotation log flags {name}, who is not in the study.")
        if not isinstance(step.get("value"), bool):
            raise Refused(f"Step {number} of the rotation log must say true or false of the flag of {name}.")
    if operation == "target" and sum(kind in step for kind in TARGETS) != 1:
        raise Refused(f"Step {number} of the rotation log needs one target: {', '.join(TARGETS)}.")


def _look_at_factor(number: int, factor: Any, factors: int) -> None:
    if isinstance(factor, bool) or not isinstance(factor, int) or not 1 <= factor <= factors:
        raise Refused(
            f"Step {number} of the rotation log names the factor {factor!r}, and there are {factors} factors."
        )


def replay(
    log: Log,
    *,
    unrotated: Floats,
    start: Rotated,
    criteria: Mapping[str, Callable[[Floats], Rotated]],
    sorts: Floats,
    participants: Sequence[str],
) -> Judged:
    """Go through the log from the unrotated factors.

    unrotated      shape (sorts, factors)
    start          the solution before the first step
    criteria       how each analytic rotation is done here, in order and sign
    sorts          shape (statements, sorts), for targets that are arrays or scores

    The same log gives the same numbers. Raises ``Refused`` as ``validate`` does.
    """
    validate(log, participants=participants, factors=unrotated.shape[1])
    rows = {name: row for row, name in enumerate(participants)}
    now, marks, turns, inverted = start, list[Change | Split](), 0, 0
    for number, step in _counting(log):
        match step["op"]:
            case "rotate":
                now, turns = _turned(number, now, step), turns + 1
            case "invert":
                now, inverted = _inverted(now, int(step["factor"]) - 1), inverted + 1
            case "flag":
                marks.append(Change(rows[step["participant"]], int(step["factor"]) - 1, bool(step["value"])))
            case "split":
                marks.append(Split(int(step["factor"]) - 1))
            case "target":
                now, marks, turns, inverted = (
                    _to_target(number, step, unrotated, sorts, participants),
                    [],
                    0,
                    0,
                )
            case criterion if criterion not in criteria:
                raise Refused(
                    f"Step {number} of the rotation log asks for {criterion}, which the program that is "
                    "followed here does not have."
                )
            case criterion:
                now, marks, turns, inverted = criteria[criterion](unrotated), [], 0, 0
    return Judged(now, tuple(marks), turns, inverted)


def _turned(number: int, now: Rotated, step: Step) -> Rotated:
    if now.correlations is not None:
        raise Refused(
            f"Step {number} of the rotation log turns oblique factors by hand; rotate by varimax first."
        )
    first, second = step["factors"]
    turned = turn(loadings=now.loadings, factors=(first, second), degrees=float(step["degrees"]))
    return Rotated(turned.loadings, now.matrix @ turned.matrix, None, now.cautions)


def _inverted(now: Rotated, factor: int) -> Rotated:
    signs = np.ones(now.loadings.shape[1])
    signs[factor] = -1
    between = now.correlations
    return Rotated(
        now.loadings * signs,
        now.matrix * signs,
        None if between is None else between * np.outer(signs, signs),
        now.cautions,
    )


def _to_target(
    number: int, step: Step, unrotated: Floats, sorts: Floats, participants: Sequence[str]
) -> Rotated:
    try:
        if "people" in step:
            wanted = target.by_people(participants=participants, views=step["people"])
        elif "loadings" in step:
            wanted = target.by_same_people(participants=participants, earlier=step["loadings"])
        else:
            views = np.array(step["arrays"] if "arrays" in step else step["zscores"], dtype=float)
            wanted = _of_views(step, views, sorts)
    except Refused:
        raise
    except (TypeError, ValueError, AttributeError):
        # A log may come from a file, where anything may stand in the place of a target.
        raise Refused(
            f"The target in step {number} of the rotation log holds something that is not a number where one "
            "is needed."
        ) from None
    return target.to_target(loadings=unrotated, target=wanted)


def _of_views(step: Step, views: Floats, sorts: Floats) -> Floats:
    if views.ndim != 2 or len(views) != len(sorts) or not np.isfinite(views).all():
        raise Refused(
            f"The target of the rotation log needs a row of numbers for each of {len(sorts)} cards."
        )
    if "arrays" in step:
        return target.by_statements(sorts=sorts, arrays=views)
    return target.by_other_people(sorts=sorts, zscores=views)


def caution(judged: Judged) -> list[Caution]:
    """That a solution was turned by hand, to be said wherever it is shown."""
    if not judged.turns:
        return []
    times = "once" if judged.turns == 1 else f"{judged.turns} times"
    return [
        Caution(
            About.ROTATED_BY_HAND,
            f"The factors were turned by hand {times}: this is the analyst's judgement, and the log says by "
            "how much and why.",
        )
    ]
