"""The tipping point for silence, in sentences a committee can read out."""

from concordat.smallsample.disclosure import Cap, ReleasedMean
from concordat.smallsample.silence import TippingPoint, tipping_point
from concordat.surveys.rules.figures import Silence, thousandths
from concordat.surveys.rules.instrument import Side

# When those who did not answer could move a score by this much, it can tell nothing of the whole side.
HOLLOW = 6.0


def silence(*, side: Side, released: ReleasedMean, other: ReleasedMean) -> Silence | None:
    """What the silent of one side could do to its headline; ``None`` where its score is not shown."""
    if released.value is None:
        return None
    target = other.value
    point = tipping_point(released=released, target=released.value if target is None else target)
    return Silence(
        side=side,
        silent=point.silent,
        target=target,
        needed=None if target is None else thousandths(point.needed),
        low=round(point.bounds[0], 3),
        high=round(point.bounds[1], 3),
        reachable=target is not None and point.reachable,
        sentence=" ".join(_sentences(side, point, released=released, target=target)),
    )


def _sentences(side: Side, point: TippingPoint, *, released: ReleasedMean, target: float | None) -> list[str]:
    if not point.silent:
        return [f"All {released.invited} {side} gave a score, so nobody’s silence could change it."]
    said = []
    if target is not None and target != released.value and point.needed is not None:
        said.append(_needed(side, point, released=released, target=target))
    low, high = point.bounds
    said.append(
        f"Had everyone answered, the {side}’ score would lie between {low:.1f} and {high:.1f}, "
        "whatever the others think."
    )
    if high - low >= HOLLOW:
        said.append(f"With so many silent, no claim about all {side} is possible.")
    return said


def _needed(side: Side, point: TippingPoint, *, released: ReleasedMean, target: float) -> str:
    needed = point.needed or 0.0
    who, way = _who(side, point.silent), ""
    score, aim = f"the {side}’ score", f"the {side.other}’ {target:.1f}"
    if not point.reachable:
        end, stays = ("1", "above") if target < (released.value or 0.0) else ("10", "below")
        return f"Even if {who} had all said {end}, {score} would stay {stays} {aim}."
    if released.capped is not None:
        way = "at most " if released.capped is Cap.AT_LEAST else "at least "
    goal = f"to bring {score} from {released.shown} to {aim}"
    return f"{who[0].upper()}{who[1:]} would have to average {way}{needed:.1f} {goal}."


def _who(side: Side, silent: int) -> str:
    if silent == 1:
        return f"the one {side[:-1]} who gave no score"
    return f"the {silent} {side} who gave no score"
