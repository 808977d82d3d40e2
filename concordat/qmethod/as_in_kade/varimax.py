"""KADE's varimax, its rounding and its own stop included: K5 of the specification."""

from math import sqrt

import numpy as np

from concordat.qmethod.as_in_kade.rounding import rd, rd1
from concordat.qmethod.results import Floats

ROUNDS = 225
SAME = 1e-8
STEADY = 3  # it ends when the criterion has stood still for more rounds than this
SMALL = 0.00116  # a tangent or cotangent below this counts as none
HALF_TURN = 0.7071066  # KADE's √½


def varimax(*, loadings: Floats) -> tuple[Floats, Floats]:
    """Kaiser's normalised varimax as KADE computes it.

    loadings   shape (sorts, factors), unrotated

    Returns the rotated loadings to five decimals, each column turned so that Σ l·|l| is not negative, in
    the order of extraction, and the turn as a matrix, shape (factors, factors): loadings @ matrix is
    the result to within KADE's rounding.
    Source: Kaiser (1958); KADE 1.4.0.
    """
    lengths = rd(rd(loadings**2, 8).sum(axis=1), 8)
    roots = rd(np.sqrt(lengths), 8)
    z = rd(np.divide(loadings, roots[:, None], out=np.zeros_like(loadings), where=roots[:, None] > 0), 8)
    matrix = np.eye(loadings.shape[1])
    steady, last = 0, 0.0
    for _ in range(ROUNDS):
        value = _criterion(z)
        steady = steady + 1 if abs(value - last) < SAME else 0
        if steady > STEADY:
            break
        last = value
        _sweep(z, matrix)
    rotated = rd(z, 5) * rd(np.sqrt(lengths), 5)[:, None]
    signs = np.where((rotated * np.abs(rotated)).sum(axis=0) < 0, -1.0, 1.0)
    return rd(rotated * signs, 5), matrix * signs


def _criterion(z: Floats) -> float:
    sorts = len(z)
    squares = rd(z**2, 8)
    fourths = rd(rd(z**4, 8).sum(axis=0), 8)
    sums = rd(squares.sum(axis=0), 8)
    return rd1(float(rd((rd(sorts * fourths, 8) - rd(sums**2, 8)) / sorts**2, 8).sum()), 8)


def _sweep(z: Floats, matrix: Floats) -> None:
    factors = z.shape[1]
    for i in range(factors - 1):
        for j in range(i + 1, factors):
            turn = _turn(z[:, i], z[:, j])
            if turn is None:
                continue
            cos, sin = turn
            a, b = z[:, i].copy(), z[:, j].copy()
            z[:, i], z[:, j] = rd(a * cos + b * sin, 8), rd(b * cos - a * sin, 8)
            a, b = matrix[:, i].copy(), matrix[:, j].copy()
            matrix[:, i], matrix[:, j] = a * cos + b * sin, b * cos - a * sin


def _turn(a: Floats, b: Floats) -> tuple[float, float] | None:
    """Cosine and sine for one pair of columns; None where KADE leaves the pair."""
    u, v = rd((a + b) * (a - b), 8), rd(2 * a * b, 8)
    sum_u, sum_v = float(u.sum()), float(v.sum())
    top = 2 * float((u * v).sum()) - 2 * sum_u * sum_v / len(a)
    below = float(((u + v) * (u - v)).sum()) - rd1((sum_u**2 - sum_v**2) / len(a), 8)
    bottom = rd1(below, 8)
    four = _four_times(top, bottom)
    if four is None:
        return None
    if four == (HALF_TURN, HALF_TURN) and top < bottom:
        return four
    cos1, sin1 = _halved(*_halved(*four))
    if bottom <= 0:
        by_45 = HALF_TURN * cos1, HALF_TURN * sin1
        cos1, sin1 = rd1(by_45[0] + by_45[1], 8), rd1(abs(by_45[0] - by_45[1]), 8)
    return cos1, -sin1 if top <= 0 else sin1


def _four_times(top: float, bottom: float) -> tuple[float, float] | None:
    """Cosine and sine of four times the angle."""
    if top == bottom:
        return None if top + bottom < SMALL else (HALF_TURN, HALF_TURN)
    if top < bottom:
        tangent = rd1(abs(top) / abs(bottom), 5)
        if tangent < SMALL:
            return None if bottom >= 0 else (HALF_TURN, HALF_TURN)
        cos4 = rd1(1 / rd1(sqrt(1 + tangent**2), 8), 8)
        return cos4, rd1(tangent * cos4, 8)
    cotangent = rd1(abs(top / bottom), 5) if bottom else 0.0  # KADE has infinity here, and no number after it
    if cotangent < SMALL:
        return 0.0, 1.0
    sin4 = rd1(1 / rd1(sqrt(1 + cotangent**2), 8), 8)
    return rd1(cotangent * sin4, 8), sin4


def _halved(cos: float, sin: float) -> tuple[float, float]:
    half = rd1(sqrt((1 + cos) / 2), 8)
    return half, rd1(sin / (2 * half), 8)
