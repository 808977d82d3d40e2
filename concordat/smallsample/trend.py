"""One side's score this time and last time, for people who are never linked."""

from dataclasses import dataclass
from math import hypot

from concordat.smallsample.cautions import Caution
from concordat.smallsample.comparison import HAIR, joined, reach
from concordat.smallsample.disclosure import ReleasedMean
from concordat.smallsample.margins import PLANNING_SD, SPLIT_SD, mean_margin

WORSE, SIMILAR, BETTER = "worse", "similar", "better"
# With fewer answers than this, one or two new names can be read off a figure for the change.
GUARDED_BELOW = 20
GUARDED_CHANGES = (1, 2)
GUARDED_STEP = 1.0


@dataclass(frozen=True)
class Trend:
    """How the later score stands to the earlier.

    word      worse, similar or better; ``None`` if a score is not shown or a limit leaves it open
    change    later less earlier, in points; ``None`` also when the roster guard holds
    margin    half the width of the 95% interval of the change, where there is one
    """

    word: str | None
    change: float | None
    margin: float | None
    caution: Caution | None
    cautions: tuple[Caution, ...]


def trend(
    *, earlier: ReleasedMean, later: ReleasedMean, roster_changed_by: int, always_guarded: bool = False
) -> Trend:
    """The change between two health checks, from their released scores.

    roster_changed_by   names that joined or left the side's roster in between
    always_guarded      whether the wave guard holds whatever the numbers: of a pool of councils, when one
                        or two of them joined or left

    The question is whether the relationship has changed, not what today's people happen to think, so the
    margins carry no finite population correction and the two waves count as independent (with the
    same people answering that is the cautious side). "Worse" and "better" are said of a change beyond
    its margin. The wave guard (rule R6): if 1 or 2 names changed and either wave has fewer than 20
    answers, there is no figure, and the word is decided by a fixed distance of one whole point.
    Raises ``ValueError`` if fewer than no names changed.
    """
    if roster_changed_by < 0:
        raise ValueError(f"{roster_changed_by} names cannot have changed.")
    then, now = reach(earlier), reach(later)
    cautions = joined(earlier, later)
    if then is None or now is None:
        return Trend(None, None, None, None, cautions)
    margin = _margin(earlier, later)
    few_changed = roster_changed_by in GUARDED_CHANGES and min(earlier.n, later.n) < GUARDED_BELOW
    guarded = few_changed or always_guarded
    distance = GUARDED_STEP if guarded else margin
    least, most = float(now.low - then.high), float(now.high - then.low)
    word = None if distance is None else _word(least, most, distance=distance, inclusive=guarded)
    if guarded:
        return Trend(word, None, None, Caution.ROSTER_CHANGED, (*cautions, Caution.ROSTER_CHANGED))
    change = least if least == most else None
    caution = _caution(change, margin)
    own = (caution,) if caution and caution not in cautions else ()
    return Trend(word, change, margin, caution, (*cautions, *own))


def _caution(change: float | None, margin: float | None) -> Caution | None:
    if change is None:
        return Caution.CAPPED
    if margin is None:
        return Caution.NUMBERS_NOT_STATED
    return Caution.WITHIN_MARGIN if abs(change) <= margin + HAIR else None


def _word(least: float, most: float, *, distance: float, inclusive: bool) -> str | None:
    edge = distance - HAIR if inclusive else distance + HAIR
    if least >= edge:
        return BETTER
    if most <= -edge:
        return WORSE
    return SIMILAR if -edge < least and most < edge else None


def _margin(earlier: ReleasedMean, later: ReleasedMean) -> float | None:
    if earlier.sampling is None or later.sampling is None:
        return None
    alone = (
        mean_margin(
            n=wave.n,
            population=None,
            planning_sd=SPLIT_SD if Caution.SPLIT_SIDE in wave.cautions else PLANNING_SD,
        )
        for wave in (earlier, later)
    )
    return hypot(*alone) + (earlier.rounding or 0) + (later.rounding or 0)
