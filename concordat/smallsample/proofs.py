"""The searches behind the promise: every outcome, every attacker, nothing sampled.

An attacker is the most that the promise allows: everyone who reads the report, with the answers of
1 respondent (2 from 20 answers up) who put their own beside it. A proof tries every total or every
three counts that a group could have, every answer the insiders could have given, and counts what a
colleague may still have answered. Whole numbers only. The searches take the rule as an argument, so
that a test can weaken a rule and watch the proof fail.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from concordat.smallsample.bands import heads
from concordat.smallsample.clamps import HIGHEST, KEPT_OPEN, LOWEST, Clamp, clamp, half_up, insiders, step

Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]
# A rule: what is printed for (total, n), and of one band for (count, n).
ShownMean = Callable[[int, int], Fraction]
ShownBand = Callable[[int, int], object]


@dataclass(frozen=True)
class MeanProof:
    """``worst``: the fewest answers (of ten) that stay possible for a colleague; ``cases``: pairs tried."""

    n: int
    insiders: int
    worst: int
    cases: int


@dataclass(frozen=True)
class BandProof:
    """``worst``: the fewest bands (of three) that stay possible for a colleague.

    pinned    how many shown outcomes tell a reader that a band holds exactly one person
    joined    cases in which insiders can tell that exactly one other, nobody knows who, shares a band
              with them. Not part of the promise; counted so that it can be said
    cases     shown outcomes × insiders' own bands, those that could happen
    """

    n: int
    insiders: int
    worst: int
    pinned: int
    joined: int
    cases: int


def shown_mean(total: int, n: int) -> Fraction:
    """The score as released: rounded, then held between the ends."""
    ends = clamp(n=n)
    return min(max(half_up(Fraction(total, n), to=step(n=n)), ends.at_most), ends.at_least)


def shown_band(count: int, n: int) -> object:
    return heads(count=count, n=n)


def prove_mean(*, n: int, insiders_known: int | None = None, shown: ShownMean = shown_mean) -> MeanProof:
    """Try every total × every sum of the insiders' own answers × every answer of a colleague.

    n                 answers; at least ``insiders_known`` + 2, or there is nobody left to hide among
    insiders_known    respondents who pool their own answers; by default as many as the rule resists
    shown             the rule: (total, n) to what is printed
    """
    known = insiders(n=n) if insiders_known is None else insiders_known
    others = n - known - 1
    totals = np.arange(LOWEST * n, HIGHEST * n + 1)
    printed = [shown(int(total), n) for total in totals]
    starts = _starts(printed)
    own = np.arange(LOWEST * known, HIGHEST * known + 1)
    answers = np.arange(LOWEST, HIGHEST + 1)
    left = totals[:, None, None] - own[None, :, None] - answers[None, None, :]
    could_be = (left >= LOWEST * others) & (left <= HIGHEST * others)
    by_outcome: Booleans = np.logical_or.reduceat(could_be, starts, axis=0)
    open_answers = by_outcome.sum(axis=2)
    happens = open_answers > 0
    return MeanProof(n, known, int(open_answers[happens].min()), int(happens.sum()))


def _starts(printed: list[Fraction]) -> list[int]:
    """Where each shown outcome begins. A rule that is not monotone would come up more than once."""
    starts = [place for place, value in enumerate(printed) if place == 0 or value != printed[place - 1]]
    if len(starts) != len(set(printed)):
        raise ValueError("The rule shows one score for totals that do not lie together.")
    return starts


def tightest_clamp(*, n: int) -> Clamp:
    """The ends found by trying: from the whole scale inwards until the proof holds.

    Independent of the argument in ``clamps.clamp``, which it must agree with.
    """
    spacing, at_least = step(n=n), Fraction(HIGHEST)
    while (at_most := LOWEST + HIGHEST - at_least) < at_least:
        if prove_mean(n=n, shown=_held_between(at_most, at_least)).worst >= KEPT_OPEN:
            return Clamp(at_most=at_most, at_least=at_least)
        at_least -= spacing
    raise ValueError(f"No ends keep {KEPT_OPEN} answers open for {n} answers.")


def _held_between(at_most: Fraction, at_least: Fraction) -> ShownMean:
    def shown(total: int, n: int) -> Fraction:
        return min(max(half_up(Fraction(total, n), to=step(n=n)), at_most), at_least)

    return shown


def prove_bands(*, n: int, insiders_known: int | None = None, shown: ShownBand = shown_band) -> BandProof:
    """Try every three counts of ``n`` × every way the insiders' own answers fall × a colleague's band.

    n                 answers; at least ``insiders_known`` + 2
    insiders_known    respondents who pool their own answers; by default as many as the rule resists
    shown             the rule: (count, n) to what is printed of one band
    """
    known = insiders(n=n) if insiders_known is None else insiders_known
    counts = _three_counts(n)
    outcome = _outcomes(counts, n, shown)
    outcomes = int(outcome.max()) + 1
    worst, cases, joined = 3, 0, 0
    for own in _insiders_bands(known):
        left = counts - own
        possible = (left >= 0).all(axis=1)
        open_bands = np.zeros((outcomes, 3), dtype=bool)
        for band in range(3):
            open_bands[outcome[possible & (left[:, band] >= 1)], band] = True
        number = open_bands.sum(axis=1)
        happens = number > 0
        cases += int(happens.sum())
        worst = min(worst, int(number[happens].min()))
        joined += _pinned_to_one(left[possible], outcome[possible], outcomes)
    return BandProof(n, known, worst, _pinned_to_one(counts, outcome, outcomes), joined, cases)


def _three_counts(n: int) -> Integers:
    """Shape (ways, 3): all ways in which ``n`` answers fall into three bands."""
    first, second = np.indices((n + 1, n + 1)).reshape(2, -1)
    fit = first + second <= n
    return np.stack([first[fit], second[fit], n - first[fit] - second[fit]], axis=1)


def _outcomes(counts: Integers, n: int, shown: ShownBand) -> Integers:
    """For each row, the number of the shown outcome it belongs to."""
    printed = [shown(count, n) for count in range(n + 1)]
    names = {value: number for number, value in enumerate(dict.fromkeys(printed))}
    number = np.array([names[value] for value in printed])[counts]
    together = (number[:, 0] * len(names) + number[:, 1]) * len(names) + number[:, 2]
    return np.unique(together, return_inverse=True)[1].astype(np.int64)


def _insiders_bands(known: int) -> Iterator[Integers]:
    for bands in combinations_with_replacement(range(3), known):
        yield np.bincount(np.array(bands, dtype=np.int64), minlength=3)


def _pinned_to_one(counts: Integers, outcome: Integers, outcomes: int) -> int:
    """How many outcomes leave some band with one person and no other number possible."""
    low = np.full((outcomes, 3), np.iinfo(np.int64).max)
    high = np.full((outcomes, 3), -1)
    np.minimum.at(low, outcome, counts)
    np.maximum.at(high, outcome, counts)
    return int(((low == 1) & (high == 1)).any(axis=1).sum())
