"""Many questions asked of the same figures: p-values made honest."""

from collections.abc import Sequence

import numpy as np

from concordat.smallsample.samples import Floats, Integers, numbers


def holm(p: Sequence[float]) -> tuple[float, ...]:
    """Adjusted so that the chance of any false alarm stays at the level, however the tests hang together.

    p   shape (tests,): from 0 to 1
    Source: Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
    """
    values, order = _sorted(p)
    tests = len(values)
    adjusted = np.maximum.accumulate(values * (tests - np.arange(tests)))
    return _unsorted(adjusted, order)


def benjamini_hochberg(p: Sequence[float]) -> tuple[float, ...]:
    """Adjusted so that of the alarms raised the share of false ones stays at the level, on average.

    For exploring, never for a verdict. Holds for independent or positively dependent tests.
    Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300.
    """
    values, order = _sorted(p)
    tests = len(values)
    raised = values * tests / np.arange(1, tests + 1)
    adjusted = np.minimum.accumulate(raised[::-1])[::-1]
    return _unsorted(adjusted, order)


def _sorted(p: Sequence[float]) -> tuple[Floats, Integers]:
    values = numbers(p, called="p-value")
    if ((values < 0) | (values > 1)).any():
        raise ValueError("A p-value lies from 0 to 1.")
    order = np.argsort(values, kind="stable")
    return values[order], order


def _unsorted(adjusted: Floats, order: Integers) -> tuple[float, ...]:
    told = np.empty_like(adjusted)
    told[order] = np.minimum(adjusted, 1.0)
    return tuple(float(each) for each in told)
