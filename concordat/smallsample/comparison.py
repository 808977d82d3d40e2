"""Two figures side by side: gaps, blind spots, misjudgements, dimensions and roles.

Everything here is arithmetic on released figures. Nothing sees an answer, so nothing new can leak.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import hypot

from concordat.smallsample.cautions import Caution
from concordat.smallsample.clamps import HIGHEST, LOWEST, half_up
from concordat.smallsample.disclosure import (
    Cap,
    ReleasedBands,
    ReleasedMean,
    Suppression,
    withheld_mean,
)

TENTH = Fraction(1, 10)
# Scores are tenths, and a comparison of tenths must not turn on the last binary digit of a float.
HAIR = 1e-9


class Verdict(StrEnum):
    CLEAR_GAP = "clear gap"
    POSSIBLE_GAP = "possible gap"
    NOT_ENOUGH_EVIDENCE = "not enough evidence"
    NO_VERDICT = "no verdict"


@dataclass(frozen=True)
class Gap:
    """The first score less the second, in points.

    gap        ``None`` if a score is not shown, or if limits leave open which of the two is higher
    margin     half the width of its 95% interval; ``None`` if a score is not shown or has no margin
    at_least   whether the gap may be wider than ``gap``, away from nought, because a score is a limit
    """

    gap: float | None
    margin: float | None
    verdict: Verdict
    at_least: bool
    cautions: tuple[Caution, ...]


@dataclass(frozen=True)
class Reach:
    """Where a printed score may lie, exactly: one point, or from a limit to the end of the scale."""

    low: Fraction
    high: Fraction


def reach(released: ReleasedMean) -> Reach | None:
    """``None`` for a score that is not shown as one number or limit."""
    if released.value is None:
        return None
    value = Fraction(str(released.value))
    return Reach(
        low=Fraction(LOWEST) if released.capped is Cap.AT_MOST else value,
        high=Fraction(HIGHEST) if released.capped is Cap.AT_LEAST else value,
    )


def gap_between(*, first: ReleasedMean, second: ReleasedMean) -> Gap:
    """How far two released scores lie apart, and what may be said of it.

    The margin joins the two sampling margins as independent errors do (the root of the sum of squares)
    and adds both half rounding steps in full. A gap is *clear* beyond its margin, *possible* beyond
    half of it, and otherwise there is *not enough evidence*, which does not say that there is none.
    Without both scores and a margin there is no verdict.
    """
    cautions = joined(first, second)
    ours, theirs = reach(first), reach(second)
    if ours is None or theirs is None:
        return Gap(None, None, Verdict.NO_VERDICT, at_least=False, cautions=cautions)
    margin = joint_margin(first, second)
    least, most = ours.low - theirs.high, ours.high - theirs.low
    if least != most and least <= 0 <= most:
        told = Verdict.NO_VERDICT if margin is None else Verdict.NOT_ENOUGH_EVIDENCE
        return Gap(None, margin, told, at_least=False, cautions=cautions)
    gap = float(min(least, most, key=abs))
    return Gap(gap, margin, _verdict(gap, margin), at_least=least != most, cautions=cautions)


def joint_margin(first: ReleasedMean, second: ReleasedMean) -> float | None:
    if first.sampling is None or second.sampling is None:
        return None
    return hypot(first.sampling, second.sampling) + (first.rounding or 0) + (second.rounding or 0)


def joined(*released: ReleasedMean) -> tuple[Caution, ...]:
    """The cautions of all, each once, in the order of the list of cautions."""
    return in_order({caution for one in released for caution in one.cautions})


def in_order(told: Set[Caution]) -> tuple[Caution, ...]:
    return tuple(caution for caution in Caution if caution in told)


def _verdict(gap: float, margin: float | None) -> Verdict:
    if margin is None:
        return Verdict.NO_VERDICT
    if abs(gap) > margin + HAIR:
        return Verdict.CLEAR_GAP
    return Verdict.POSSIBLE_GAP if abs(gap) > margin / 2 + HAIR else Verdict.NOT_ENOUGH_EVIDENCE


def blind_spot(*, own: ReleasedMean, by_others: ReleasedMean) -> Gap:
    """What a side says of itself, less what the other side says of it. Above nought, it flatters itself."""
    return gap_between(first=own, second=by_others)


def misjudgement(*, predicted: ReleasedMean, actual: ReleasedMean) -> Gap:
    """The score that a side expected the other to give, less the one it gave. Above nought, it hoped."""
    return gap_between(first=predicted, second=actual)


def dimension_score(*, items: Sequence[ReleasedMean]) -> ReleasedMean:
    """The plain mean of one side's released scores on the questions of one dimension.

    Questions that are not shown are left out, with a caution. n is the smallest n of those that count,
    so that the figure never boasts of more answers than its weakest question had. The margin is the
    mean of their margins: no assumption about how the questions hang together can make it wider.

    Limits that all point one way make the score a limit, rounded outwards. Where they point both ways
    no single number is honest: ``value`` is ``None`` and ``shown`` and the interval give the range.
    Raises ``ValueError`` without questions, or if they were put to different rosters.
    """
    if not items or len({item.invited for item in items}) > 1:
        raise ValueError("A dimension is made of questions put to one roster.")
    scores = [item for item in items if item.suppressed is None and item.value is not None]
    if not scores:
        why = items[0].suppressed or Suppression.TOO_FEW_ANSWERS
        return withheld_mean(invited=items[0].invited, why=why)
    cautions = set(joined(*scores))
    if len(scores) < len(items):
        cautions.add(Caution.SOME_NOT_SHOWN)
    return _mean_of(scores, cautions=in_order(cautions))


def _mean_of(scores: Sequence[ReleasedMean], *, cautions: tuple[Caution, ...]) -> ReleasedMean:
    reaches = [one for score in scores if (one := reach(score))]
    low = sum((one.low for one in reaches), Fraction(0)) / len(scores)
    high = sum((one.high for one in reaches), Fraction(0)) / len(scores)
    value, capped, shown = _said({score.capped for score in scores} - {None}, low=low, high=high)
    samplings = [score.sampling for score in scores if score.sampling is not None]
    stated = len(samplings) == len(scores)
    sampling = sum(samplings) / len(scores) if stated else None
    rounding = sum(score.rounding or 0 for score in scores) / len(scores) + float(TENTH / 2)
    reached = (sampling or 0) + rounding
    return ReleasedMean(
        n=min(score.n for score in scores),
        invited=scores[0].invited,
        shown=shown,
        value=value,
        low=max(float(LOWEST), float(low) - reached) if stated else None,
        high=min(float(HIGHEST), float(high) + reached) if stated else None,
        capped=capped,
        suppressed=None,
        cautions=cautions,
        sampling=sampling,
        rounding=rounding,
    )


def _said(caps: set[Cap | None], *, low: Fraction, high: Fraction) -> tuple[float | None, Cap | None, str]:
    """The value, the limit and the words, from where the mean of the printed scores may lie."""
    at_least, at_most = float(low // TENTH * TENTH), float(-(-high // TENTH) * TENTH)
    if not caps:
        value = float(half_up(low, to=TENTH))
        return value, None, f"{value:.1f}"
    if caps == {Cap.AT_LEAST}:
        return at_least, Cap.AT_LEAST, f"{at_least:.1f} {Cap.AT_LEAST}"
    if caps == {Cap.AT_MOST}:
        return at_most, Cap.AT_MOST, f"{at_most:.1f} {Cap.AT_MOST}"
    return None, None, f"between {at_least:.1f} and {at_most:.1f}"


@dataclass(frozen=True)
class RoleGap:
    """The share of one side that would have to sort otherwise for the two sides to agree, 0 to 1.

    low, high   the range that the released bands leave open, averaged over the tasks; ``None`` if no
                task is shown for both sides
    tasks       how many tasks are shown for both sides
    """

    low: float | None
    high: float | None
    tasks: int
    cautions: tuple[Caution, ...]


def role_gap(*, first: Sequence[ReleasedBands], second: Sequence[ReleasedBands]) -> RoleGap:
    """The total variation distance between the sides' shares, task by task, averaged.

    first, second   one release for each task, the same tasks in the same order on both sides

    Total variation is half the sum of the absolute differences of the three shares, and equally the
    largest difference that any set of bands shows. Released bands are ranges, so it is a range: over
    every set of bands, the furthest apart and the nearest that the ranges allow. The upper end is
    exact; heads being whole, the true distance may stop a little short of the lower end, never below.
    Raises ``ValueError`` if the two sides were not asked about equally many tasks.
    Source: Levin, Peres and Wilmer (2009), Markov Chains and Mixing Times, propositions 4.2 and 4.5;
    for ranges of probability, Huber and Strassen (1973).
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} tasks on one side and {len(second)} on the other are no pairs.")
    pairs = [
        (ours, theirs) for ours, theirs in zip(first, second, strict=True) if ours.bands and theirs.bands
    ]
    told = {caution for pair in pairs for side in pair for caution in side.cautions}
    if len(pairs) < len(first):
        told.add(Caution.SOME_NOT_SHOWN)
    if not pairs:
        return RoleGap(None, None, 0, in_order(told))
    told.add(Caution.UNCERTAIN_BANDS)
    distances = [_distance(ours, theirs) for ours, theirs in pairs]
    low, high = (sum(ends) / len(pairs) for ends in zip(*distances, strict=True))
    return RoleGap(low, high, len(pairs), in_order(told))


def _distance(ours: ReleasedBands, theirs: ReleasedBands) -> tuple[float, float]:
    sets = [some for size in (1, 2) for some in combinations(range(3), size)]
    nearest = max(_share(ours, some, most=False) - _share(theirs, some, most=True) for some in sets)
    furthest = max(_share(ours, some, most=True) - _share(theirs, some, most=False) for some in sets)
    return max(0.0, nearest), furthest


def _share(side: ReleasedBands, some: tuple[int, ...], *, most: bool) -> float:
    """The most, or the least, of the side's answers that may lie in these bands together."""
    if side.bands is None:
        raise ValueError("Bands that are not shown have no shares.")
    inside = [side.bands[band] for band in some]
    outside = [side.bands[band] for band in range(3) if band not in some]
    if most:
        heads = min(sum(band.high for band in inside), side.n - sum(band.low for band in outside))
    else:
        heads = max(sum(band.low for band in inside), side.n - sum(band.high for band in outside))
    return heads / side.n
