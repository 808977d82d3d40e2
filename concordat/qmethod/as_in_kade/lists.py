"""KADE's distinguishing and consensus statements: K9 of the specification.

KADE 1.4.0 rounds z to two decimals inside this loop, so that its later comparisons use altered values. That
fault is not repeated: these are the lists that its own z-scores and standard errors give.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from concordat.qmethod.results import Floats

STRICT, LENIENT = 2.575, 1.96  # p < .01, marked D* and C; p < .05, marked D and C*


@dataclass(frozen=True)
class Lists:
    """Factors and statements counted from 0.

    distinguishing   factor to its marks: statement to "D*" or "D"
    consensus        statement to "C*" (no pair differs at .05) or "C" (none at .01, but some at .05)
    """

    distinguishing: Mapping[int, Mapping[int, str]]
    consensus: Mapping[int, str]


def lists(*, zscores: Floats, se_difference: Floats) -> Lists:
    """Which statements set factors apart, and which set none apart.

    zscores         shape (statements, factors), NaN for a factor without flags
    se_difference   shape (factors, factors)

    A statement distinguishes a factor when it differs from every other by at least z·SED; factors without
    flags are left out. With one factor only there is nothing to compare.
    """
    told = [int(f) for f in np.flatnonzero(~np.isnan(zscores[0]))]
    if len(told) < 2:
        return Lists({factor: {} for factor in told}, {})
    apart = np.abs(zscores[:, told][:, :, None] - zscores[:, told][:, None, :])
    sed = se_difference[np.ix_(told, told)]
    strict, lenient = apart >= STRICT * sed, apart >= LENIENT * sed
    same = np.eye(len(told), dtype=bool)
    every = {
        mark: np.asarray((passed | same).all(axis=2)) for mark, passed in (("D*", strict), ("D", lenient))
    }
    distinguishing = {
        factor: {int(s): "D*" if every["D*"][s, place] else "D" for s in np.flatnonzero(every["D"][:, place])}
        for place, factor in enumerate(told)
    }
    none_strict, none_lenient = (
        np.asarray(~(passed & ~same).any(axis=(1, 2))) for passed in (strict, lenient)
    )
    consensus = {int(s): "C*" if none_lenient[s] else "C" for s in np.flatnonzero(none_strict)}
    return Lists(distinguishing, consensus)
