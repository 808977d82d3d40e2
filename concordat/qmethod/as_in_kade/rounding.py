"""KADE's rounding. It rounds at almost every step, and without that its centroids cannot be met."""

from math import copysign, floor

import numpy as np

from concordat.qmethod.results import Floats


def rd(x: Floats, places: int) -> Floats:
    """Each number to so many decimal places: a fraction of exactly ½ away from zero, else ⌊y + ½⌋.

    x        any shape; ``y`` is x · 10^places in doubles, so 1.005 at two places may become 1 or 1.01 as
             the double falls, just as it does in KADE
    places   0 or more

    Returns an array of the same shape.
    Source: KADE 1.4.0, whose results are the specification.
    """
    scale = 10.0**places
    y = np.asarray(x) * scale
    rounded = np.floor(y + 0.5)
    halves = y - np.trunc(y) == -0.5
    if halves.any():
        rounded = np.where(halves, y - 0.5, rounded)
    return rounded / scale


def rd1(x: float, places: int) -> float:
    """``rd`` of one number, without the cost of an array."""
    scale = 10.0**places
    y = x * scale
    if abs(y - int(y)) == 0.5:
        return (y + copysign(0.5, y)) / scale
    return floor(y + 0.5) / scale
