"""The four things that may be said of two groups, and the rule by which one of them is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from concordat.enquiries.rules.impartiality.sentences import gettext_noop
from concordat.smallsample.cells import COUNCILLOR_FLOOR, ENQUIRY_FLOOR, Withheld

LEVEL = 0.05
LARGEST_SHARE = 0.5

Interval = tuple[float, float]


class Verdict(StrEnum):
    """A short name to store and compare; ``words`` is what is printed. There is no fifth."""

    ALIKE = "alike"
    DIFFERENCE = "difference"
    CANNOT_TELL = "cannot_tell"
    TOO_FEW = "too_few"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Verdict.ALIKE: gettext_noop("shown to be alike within the margin"),
    Verdict.DIFFERENCE: gettext_noop("difference shown (the figures do not say why)"),
    Verdict.CANNOT_TELL: gettext_noop("cannot tell"),
    Verdict.TOO_FEW: gettext_noop("too few to report"),
}


@dataclass(frozen=True)
class Judged:
    """small_difference   whether a difference exists though it is below the margin: said of ``ALIKE`` only"""

    verdict: Verdict
    small_difference: bool = False


def judge(*, interval_90: Interval, interval_95: Interval, adjusted_p: float, margin: float) -> Judged:
    """What the intervals allow to be said, all in one unit.

    Equality is asked first: alike means that the 90% interval lies within the margin, which is two one-sided
    tests of 5%. A difference is shown if the 95% interval leaves nought out and the adjusted p-value agrees.
    Everything else cannot be told, and that includes everything that is merely not significant.
    """
    within = -margin <= interval_90[0] and interval_90[1] <= margin
    without_nought = interval_95[0] > 0 or interval_95[1] < 0
    if within:
        return Judged(Verdict.ALIKE, small_difference=without_nought)
    if without_nought and adjusted_p < LEVEL:
        return Judged(Verdict.DIFFERENCE)
    return Judged(Verdict.CANNOT_TELL)


def too_few(*, councillors: Sequence[int], enquiries: Sequence[int], largest_share: float) -> Withheld | None:
    """Why two groups may not be compared; ``None`` if they may.

    councillors, enquiries   of each of the groups
    largest_share            of a group's enquiries that come from one councillor, the larger of the groups'
    """
    if min(councillors) < COUNCILLOR_FLOOR:
        return Withheld.FEW_COUNCILLORS
    if min(enquiries) < ENQUIRY_FLOOR:
        return Withheld.FEW_ENQUIRIES
    return Withheld.ONE_DOMINATES if largest_share > LARGEST_SHARE else None
