"""What those who did not answer could do to a score. The honest doubt that no margin covers."""

from dataclasses import dataclass
from fractions import Fraction

from concordat.smallsample.clamps import HIGHEST, LOWEST
from concordat.smallsample.comparison import reach
from concordat.smallsample.disclosure import Cap, ReleasedMean


@dataclass(frozen=True)
class TippingPoint:
    """What the silent would have to say to bring the whole side to a target.

    silent      how many of those invited are not in the score
    needed      the average that the silent would have to give; ``None`` if nobody is silent or the score
                is not shown. It may lie outside 1 to 10, and then no answers could do it. For a score
                shown as "or above" it is the highest such average, for "or below" the lowest
    bounds      where the side's score would lie if every silent person had said 1, or 10
    reachable   whether some answers of the silent would bring the side to the target
    rounding    how far rounding of the score could move ``bounds``, in points
    """

    silent: int
    needed: float | None
    bounds: tuple[float, float]
    reachable: bool
    rounding: float = 0.0


def tipping_point(*, released: ReleasedMean, target: float) -> TippingPoint:
    """How unlike the rest the silent would have to be for the side's true score to be ``target``.

    released   one side's score; if it is not shown everybody counts as silent, and anything is possible
    target     from 1 to 10; for the headline, the score of the other side

    needed = (target × N - score × n) / (N - n), bounds = (score × n + [1, 10] × (N - n)) / N.
    Raises ``ValueError`` if the target lies outside the scale.
    """
    if not LOWEST <= target <= HIGHEST:
        raise ValueError(f"A score of {target} is not on the scale from {LOWEST} to {HIGHEST}.")
    said = reach(released)
    if said is None:
        return TippingPoint(
            released.invited - released.n, None, (float(LOWEST), float(HIGHEST)), reachable=False
        )
    n, invited = released.n, released.invited
    silent = invited - n
    low = (said.low * n + LOWEST * silent) / invited
    high = (said.high * n + HIGHEST * silent) / invited
    aim = Fraction(str(target))
    needed = None
    if silent:
        known = said.high if released.capped is Cap.AT_MOST else said.low
        needed = float((aim * invited - known * n) / silent)
    return TippingPoint(
        silent=silent,
        needed=needed,
        bounds=(float(low), float(high)),
        reachable=silent > 0 and low <= aim <= high,
        rounding=(released.rounding or 0.0) * n / invited,
    )
