"""Judgmental rotation: two factors turned in their plane by so many degrees (Brown 1980)."""

import math

import numpy as np

from concordat.qmethod.results import Floats, Rotated
from concordat.qmethod.study import Refused


def turn(*, loadings: Floats, factors: tuple[int, int], degrees: float) -> Rotated:
    """Turn factors a and b clockwise: a' = a cos θ + b sin θ, b' = b cos θ - a sin θ.

    loadings   shape (sorts, factors)
    factors    a and b, counted from 1
    degrees    θ; a negative one turns anticlockwise

    The same turn with the opposite sign takes it back. ``matrix`` is that of this turn alone.
    Raises ``Refused`` if the two are not two of the factors, or θ is not a finite number.
    """
    k = loadings.shape[1]
    a, b = factors
    if a == b or not (1 <= a <= k and 1 <= b <= k):
        raise Refused(f"A turn needs two different factors from 1 to {k}, not {a} and {b}.")
    if not math.isfinite(degrees):
        raise Refused(f"A turn needs a finite number of degrees, not {degrees}.")
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    matrix = np.eye(k)
    matrix[[a - 1, b - 1, a - 1, b - 1], [a - 1, b - 1, b - 1, a - 1]] = c, c, -s, s
    return Rotated(loadings=loadings @ matrix, matrix=matrix)
