"""What may be shown of the answers of one group. Figures about people leave the house through here.

A release is a fixed function of the counts of one group and of how many were invited. It does not
know who reads it, when, or what was asked before. Everything else that is printed (gaps, dimensions,
trends, tipping points) is arithmetic on what is released here, and can tell no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from operator import index

from concordat.smallsample.bands import BAND_FLOOR, Heads, Size, few, heads
from concordat.smallsample.cautions import Caution
from concordat.smallsample.clamps import HIGHEST, LOWEST, MEAN_FLOOR, clamp, half_up, step
from concordat.smallsample.margins import PLANNING_SD, SPLIT_SD, mean_margin

__all__ = [
    "ATOM_FLOOR",
    "BAND_FLOOR",
    "GUARANTEED_TO",
    "MEAN_FLOOR",
    "Band",
    "Cap",
    "NotCounts",
    "ReleasedBands",
    "ReleasedMean",
    "Suppression",
    "release_bands",
    "release_mean",
    "shows_a_split",
    "withheld_bands",
    "withheld_mean",
]

# A side with fewer replies than this is not reported at all, whatever its single questions hold.
ATOM_FLOOR = 5
# Up to here every outcome was tried. Beyond it the same rule holds by the argument in ``clamps.clamp``.
GUARANTEED_TO = 200
NOT_SHOWN = "not shown"


class NotCounts(ValueError):
    """What was given cannot be the counts of the answers of a group."""


class Suppression(StrEnum):
    TOO_FEW_ANSWERS = "too few answers"
    ATOM_NOT_REPORTED = "side not reported"
    NOT_ASKED = "not asked"


class Cap(StrEnum):
    AT_MOST = "or below"
    AT_LEAST = "or above"


@dataclass(frozen=True)
class ReleasedMean:
    """A score that may be printed, with all that must be printed beside it.

    n            answers to this question, "don't know" and blanks left out; 0 when suppressed
    shown        the words to print: "7.7", "8.5 or above", "not shown"
    value        the number in those words
    low, high    where the score of the whole side lies, 19 times in 20, by chance alone
    capped       which way the score may lie beyond ``value``
    sampling     the part of the margin that comes from those who did not answer, before the interval
                 is cut to the scale
    rounding     the part that comes from rounding: half a step
    """

    n: int
    invited: int
    shown: str
    value: float | None
    low: float | None
    high: float | None
    capped: Cap | None
    suppressed: Suppression | None
    cautions: tuple[Caution, ...]
    sampling: float | None = None
    rounding: float | None = None


@dataclass(frozen=True)
class Band:
    """``low`` to ``high``: every number of heads that agrees with what is shown of all three bands."""

    shown: str
    low: int
    high: int


@dataclass(frozen=True)
class ReleasedBands:
    n: int
    invited: int
    shown: str
    bands: tuple[Band, Band, Band] | None
    suppressed: Suppression | None
    cautions: tuple[Caution, ...]


def release_mean(
    *, counts: Sequence[int], invited: int, answered: int | None = None, split: bool = False
) -> ReleasedMean:
    """The score of one group on one question with answers from 1 to 10.

    counts     ten numbers: how many gave each answer, 1 first
    invited    everyone on the group's roster
    answered   how many of them replied at all, if a caution is wanted where many skipped this question
    split      whether the group is known, from released bands, to be in two camps: a wider margin

    The mean is rounded to 0.5 (5-9 answers), 0.2 (10-19) or 0.1 (20 and more), from the middle
    upwards, and cut off near the ends of the scale (``clamps.clamp``). The interval is the fixed-spread
    margin (``margins.mean_margin``) and half a rounding step on top: when everyone has answered the
    printed score is still a rounded one. Beside a limit ("8.5 or above") it runs to the scale's end.
    Raises ``NotCounts`` for anything but ten whole numbers of at most ``invited`` in all.
    """
    tally = _tally(counts, length=HIGHEST, invited=invited, answered=answered)
    n = sum(tally)
    if n < MEAN_FLOOR:
        return withheld_mean(invited=invited, why=Suppression.TOO_FEW_ANSWERS)
    ends, spacing = clamp(n=n), step(n=n)
    total = sum(rating * number for rating, number in enumerate(tally, start=LOWEST))
    rounded = half_up(Fraction(total, n), to=spacing)
    value = float(min(max(rounded, ends.at_most), ends.at_least))
    capped = _cap(rounded, at_most=ends.at_most, at_least=ends.at_least)
    sampling = mean_margin(n=n, population=invited, planning_sd=SPLIT_SD if split else PLANNING_SD)
    rounding = float(spacing / 2)
    return ReleasedMean(
        n=n,
        invited=invited,
        shown=f"{value:.1f} {capped}" if capped else f"{value:.1f}",
        value=value,
        low=float(LOWEST) if capped is Cap.AT_MOST else max(float(LOWEST), value - sampling - rounding),
        high=float(HIGHEST) if capped is Cap.AT_LEAST else min(float(HIGHEST), value + sampling + rounding),
        capped=capped,
        suppressed=None,
        cautions=_cautions(n, invited, answered, capped=capped is not None, split=split),
        sampling=sampling,
        rounding=rounding,
    )


def _cap(rounded: Fraction, *, at_most: Fraction, at_least: Fraction) -> Cap | None:
    # A limit at the very end of the scale (from 421 answers) hides nothing, so it is no limit.
    if rounded <= at_most and at_most > LOWEST:
        return Cap.AT_MOST
    if rounded >= at_least and at_least < HIGHEST:
        return Cap.AT_LEAST
    return None


def release_bands(*, counts: Sequence[int], invited: int, answered: int | None = None) -> ReleasedBands:
    """How the answers of one group fall into three bands, in heads and never in per cent.

    counts     three numbers: how many fell into each band, in order
    invited, answered   as for ``release_mean``

    Each band is few (fewer than 3, or fewer than 4 from 20 answers), the nearest five, or nearly all.
    Raises ``NotCounts`` for anything but three whole numbers of at most ``invited`` in all.
    """
    tally = _tally(counts, length=3, invited=invited, answered=answered)
    n = sum(tally)
    if n < BAND_FLOOR:
        return withheld_bands(invited=invited, why=Suppression.TOO_FEW_ANSWERS)
    classes = [heads(count=number, n=n) for number in tally]
    first, second, third = (_band(classes, place, n=n) for place in range(3))
    return ReleasedBands(
        n=n,
        invited=invited,
        shown="; ".join(band.shown for band in (first, second, third)),
        bands=(first, second, third),
        suppressed=None,
        cautions=_cautions(n, invited, answered),
    )


def _band(classes: list[Heads], place: int, *, n: int) -> Band:
    """One band as shown. The three together make n, which narrows what each alone would leave open."""
    this = classes[place]
    others = classes[:place] + classes[place + 1 :]
    return Band(
        shown=_words(this, n=n),
        low=max(this.low, n - sum(other.high for other in others)),
        high=min(this.high, n - sum(other.low for other in others)),
    )


def _words(said: Heads, *, n: int) -> str:
    match said.size:
        case Size.FEW:
            return f"fewer than {few(n=n) + 1} of {n}"
        case Size.ABOUT:
            return f"about {said.about} of {n}"
        case Size.NEARLY_ALL:
            return f"nearly all of {n}"


def withheld_mean(*, invited: int, why: Suppression) -> ReleasedMean:
    """A score that is not shown. How many answered is not told either.

    "1 answer" would name a lone witness to whoever else remembers leaving the question blank, and would
    say something of everybody else. The side's own number of replies stands in the report, and is enough.
    """
    return ReleasedMean(0, invited, NOT_SHOWN, None, None, None, None, why, ())


def withheld_bands(*, invited: int, why: Suppression) -> ReleasedBands:
    """Bands that are not shown; see ``withheld_mean``."""
    return ReleasedBands(0, invited, NOT_SHOWN, None, why, ())


def shows_a_split(*, bands: ReleasedBands) -> bool:
    """Whether what is shown tells of two camps: at least a quarter in the first band and in the last."""
    if bands.bands is None:
        return False
    return all(4 * end.low >= bands.n for end in (bands.bands[0], bands.bands[2]))


def _tally(counts: Sequence[int], *, length: int, invited: int, answered: int | None) -> tuple[int, ...]:
    try:
        tally = tuple(index(count) for count in counts)
    except TypeError as fault:
        raise NotCounts("Counts are whole numbers.") from fault
    if len(tally) != length:
        raise NotCounts(f"There are {length} counts for this kind of question, not {len(tally)}.")
    if min(tally) < 0:
        raise NotCounts("A count is never less than nought.")
    replied = invited if answered is None else answered
    if not sum(tally) <= replied <= invited:
        raise NotCounts(f"{sum(tally)} answers, {replied} replies and {invited} invited cannot all be right.")
    return tally


def _cautions(
    n: int, invited: int, answered: int | None, *, capped: bool = False, split: bool = False
) -> tuple[Caution, ...]:
    """Every one follows from numbers that are printed anyway."""
    holds = {
        Caution.LOW_RESPONSE: 2 * n < invited,
        Caution.SMALL_GROUP: n < 20,
        Caution.ITEM_NONRESPONSE: answered is not None and 5 * n < 4 * answered,
        Caution.CAPPED: capped,
        Caution.SPLIT_SIDE: split,
        Caution.CENSUS_ROUNDING: n == invited,
    }
    return tuple(caution for caution, told in holds.items() if told)
