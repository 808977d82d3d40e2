"""Rotation plane by plane: every pair of factors is turned to its best angle, until no angle is left.

A pair of columns (a, b) is handled as the complex column a + ib. To turn both by φ is to multiply by
exp(-iφ), and the best φ is a quarter of the angle of Σw² - (Σw)²/P, w = (a + ib)²: its imaginary and
real parts are the two sums in Kaiser's formula.
"""

import numpy as np

from concordat.qmethod.results import Booleans, Floats

SWEEPS = 2_000
STILL = 1e-12


def sweep(*, stack: Floats, centred: bool) -> tuple[Floats, Floats, Booleans]:
    """Turn every matrix of a stack until the largest angle of a sweep is below 1e-12.

    stack     shape (solutions, sorts, factors); of each the rows as the criterion weighs them
    centred   True for varimax; False for quartimax, which leaves out the term in 1/P

    Returns the turned stack, the matrices that turn it, shape (solutions, factors, factors), and which
    solutions came to rest within 2,000 sweeps, shape (solutions,).
    Source: Kaiser (1959), Educ Psychol Meas 19, 413-420.
    """
    b, p, k = stack.shape
    # Under the loadings lies an identity matrix, which so becomes the rotation.
    tall = np.concatenate([stack, np.broadcast_to(np.eye(k), (b, k, k))], axis=1)
    still = np.zeros(b, dtype=bool)
    moving, turning = np.arange(b), tall.transpose(2, 0, 1).copy()
    for _ in range(SWEEPS):
        largest = np.zeros(len(moving))
        for i in range(k - 1):
            for j in range(i + 1, k):
                largest = np.maximum(largest, _turn_pair(turning, i, j, sorts=p, centred=centred))
        rests = largest < STILL
        if rests.any():
            tall[moving[rests]] = turning[:, rests].transpose(1, 2, 0)
            still[moving[rests]] = True
            moving, turning = moving[~rests], turning[:, ~rests]
            if not len(moving):
                break
    else:
        tall[moving] = turning.transpose(1, 2, 0)
    return tall[:, :p], tall[:, p:], still


def _turn_pair(columns: Floats, i: int, j: int, *, sorts: int, centred: bool) -> Floats:
    """Turn columns i and j of every solution, in place. Returns the sizes of the angles."""
    pair = columns[i] + 1j * columns[j]
    w = pair[:, :sorts] ** 2
    moment = np.einsum("bp,bp->b", w, w)
    if centred:
        moment = moment - w.sum(axis=1) ** 2 / sorts
    angle = np.angle(moment) / 4
    pair *= np.exp(-1j * angle)[:, None]
    columns[i], columns[j] = pair.real, pair.imag
    return np.asarray(np.abs(angle))
