"""How finely the average of a few answers may be shown, and where its scale is cut off.

Answers run from 1 to 10. All arithmetic is in whole numbers and fractions: a rounding that goes the
other way once in a thousand times would be a leak once in a thousand times.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

LOWEST, HIGHEST = 1, 10
MEAN_FLOOR = 5
# How many answers must stay possible for a colleague, whatever the insiders know of their own.
KEPT_OPEN = 4
HALF = Fraction(1, 2)


class TooFew(ValueError):
    """Nothing may be said of so few answers."""


@dataclass(frozen=True)
class Clamp:
    """The lowest and the highest score that a group of this size may be seen to have."""

    at_most: Fraction
    at_least: Fraction


def insiders(*, n: int) -> int:
    """How many respondents may put their own answers together and still learn nothing certain."""
    return 1 if n < 20 else 2


def step(*, n: int) -> Fraction:
    """The distance between neighbouring scores that may be shown for ``n`` answers."""
    if n < MEAN_FLOOR:
        raise TooFew(f"A score needs {MEAN_FLOOR} answers, not {n}.")
    return Fraction(1, 2) if n < 10 else Fraction(1, 5) if n < 20 else Fraction(1, 10)


def half_up(value: Fraction, *, to: Fraction) -> Fraction:
    """``value`` to the nearest multiple of ``to``; from the middle, upwards."""
    return (value / to + HALF).__floor__() * to


@cache
def clamp(*, n: int) -> Clamp:
    """The tightest ends that keep four answers open, for any ``n`` of at least 5.

    Why this and no less: let c insiders know their own answers, so that m = n - c - 1 others and one
    colleague remain. If the totals that share a printed score end at s, and the insiders' own answers
    come to t, the colleague answered at most s - t - m. An attacker is luckiest when that is as little
    as 1. It stays at 4 or more for every possible t up to 10c exactly when s ≥ m + 10c + 4, which is
    n + 9c + 3. So the lowest score shown must take in a total of n + 9c + 3, an average of
    1 + (9c + 3)/n. The upper end is the same, seen from 10. Between the ends nothing more is needed.

    ``proofs.tightest_clamp`` finds the same ends by trying, without this argument.
    """
    at_most = half_up(LOWEST + Fraction(9 * insiders(n=n) + KEPT_OPEN - 1, n), to=step(n=n))
    return Clamp(at_most=at_most, at_least=LOWEST + HIGHEST - at_most)
