"""Before anybody is asked: what a roster of this size could ever be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from concordat.smallsample.clamps import clamp, step
from concordat.smallsample.disclosure import ATOM_FLOOR, BAND_FLOOR, MEAN_FLOOR
from concordat.smallsample.margins import mean_margin

RATES = (0.3, 0.5, 0.7)


class Advice(StrEnum):
    """A short name to store and compare; ``words`` is the sentence to print."""

    NOT_SURVEYED_ALONE = "not surveyed alone"
    POOL = "pool"
    FACILITATE = "facilitate"
    MOST_MUST_ANSWER = "most must answer"
    NO_BANDS = "no bands"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Advice.NOT_SURVEYED_ALONE: "With fewer than 5 people this side cannot be surveyed on its own.",
    Advice.POOL: "Ask the county association to pool this side with the same side of other councils.",
    Advice.FACILITATE: "Hold a conversation with an independent facilitator instead of a survey.",
    Advice.MOST_MUST_ANSWER: "Scores appear only if at least 5 people answer: more than half of this side.",
    Advice.NO_BANDS: "With fewer than 10 people the questions about how often things happen show nothing.",
}


@dataclass(frozen=True)
class PreflightRow:
    """What would be visible at one rate of response.

    expected          replies, rounded down: a reply that comes is never half a reply
    means, bands      whether ratings, and how-often questions, would be shown
    lowest, highest   the ends of the range of scores that could be shown
    step              the distance between neighbouring scores
    margin            half the width of the 95% interval of a score, rounding included
    """

    rate: float
    expected: int
    means: bool
    bands: bool
    lowest: float | None
    highest: float | None
    step: float | None
    margin: float | None


@dataclass(frozen=True)
class Preflight:
    """``replies_for_means`` and ``replies_for_bands``: ``None`` if the roster can never give so many."""

    roster: int
    rows: tuple[PreflightRow, ...]
    replies_for_means: int | None
    replies_for_bands: int | None
    advice: tuple[Advice, ...]


def preflight(*, roster: int, rates: Sequence[float] = RATES) -> Preflight:
    """What a side of ``roster`` people would see at each rate of response, and what to do if too little.

    rates   shares of the roster that reply, each from 0 to 1
    Raises ``ValueError`` for a roster below nought or a rate outside 0 to 1.
    """
    if roster < 0:
        raise ValueError(f"A roster of {roster} cannot be.")
    return Preflight(
        roster=roster,
        rows=tuple(_row(roster, rate) for rate in rates),
        replies_for_means=MEAN_FLOOR if roster >= MEAN_FLOOR else None,
        replies_for_bands=BAND_FLOOR if roster >= BAND_FLOOR else None,
        advice=_advice(roster),
    )


def _row(roster: int, rate: float) -> PreflightRow:
    if not 0 <= rate <= 1:
        raise ValueError(f"A rate of {rate} is not from 0 to 1.")
    # As it is written: 0.7 of 10 people is 7, where the float 0.7 times 10 may fall just short.
    expected = int(Fraction(str(rate)) * roster)
    if expected < MEAN_FLOOR:
        return PreflightRow(rate, expected, False, False, None, None, None, None)
    ends, spacing = clamp(n=expected), float(step(n=expected))
    return PreflightRow(
        rate=rate,
        expected=expected,
        means=True,
        bands=expected >= BAND_FLOOR,
        lowest=float(ends.at_most),
        highest=float(ends.at_least),
        step=spacing,
        margin=mean_margin(n=expected, population=roster) + spacing / 2,
    )


def _advice(roster: int) -> tuple[Advice, ...]:
    if roster < ATOM_FLOOR:
        return (Advice.NOT_SURVEYED_ALONE, Advice.POOL, Advice.FACILITATE)
    if roster < BAND_FLOOR:
        return (Advice.MOST_MUST_ANSWER, Advice.NO_BANDS)
    return ()
