"""How alike two factors are (Tucker 1951), and which of one solution belongs to which of another."""

from dataclasses import dataclass

import numpy as np

from concordat.qmethod.results import Floats, Integers

THE_SAME = 0.95
FAIRLY_SIMILAR = 0.85


@dataclass(frozen=True)
class Matching:
    """Which column of one solution belongs to each column of another.

    order         for each column of the other, the column here, counted from 0; -1 if none is left for it
    signs         1 or -1 for each: ``of[:, order] * signs`` lies beside ``to``
    congruences   of each pair after the sign, so never negative; 0 where there is no pair
    """

    order: Integers
    signs: Floats
    congruences: Floats


def congruence(a: Floats, b: Floats) -> Floats:
    """Tucker's φ = Σab / √(Σa² Σb²) between every column of a and every column of b.

    a, b   shapes (rows, k) and (rows, m), over the same sorts or the same statements

    Returns shape (k, m). A column of zeros or with a missing value is congruent with nothing: 0.
    From .95 two factors are the same, from .85 fairly similar (Lorenzo-Seva & ten Berge 2006).
    Source: Tucker (1951), Personnel Research Section Report 984.
    """
    return np.asarray(_unit(a).swapaxes(-1, -2) @ _unit(b))


def match(*, of: Floats, to: Floats) -> Matching:
    """Match the columns of one solution to those of another, so that the sum of |φ| is largest.

    of, to   shapes (rows, k) and (rows, m), over the same sorts or the same statements
    """
    found = congruence(of, to)
    rows = assign(gain=np.abs(found).T)
    column = np.maximum(rows, 0)
    phi = np.where(rows >= 0, found[column, np.arange(found.shape[1])], 0.0)
    return Matching(order=rows, signs=np.where(phi < 0, -1.0, 1.0), congruences=np.abs(phi))


def assign(*, gain: Floats) -> Integers:
    """The assignment of columns to rows with the largest sum: each column to one row at most.

    gain   shape (rows, columns), finite

    Returns for each row its column, or -1 if there are fewer columns than rows. Shortest augmenting
    paths with prices, as in the Hungarian method. Source: Kuhn (1955), Naval Res Logist Q 2, 83-97.
    """
    n, m = gain.shape
    if n > m:
        found = np.full(n, -1, dtype=np.int64)
        rows = assign(gain=gain.T)
        found[rows] = np.arange(m)
        return found
    cost = -np.asarray(gain, dtype=np.float64)
    row_price, column_price = np.zeros(n), np.zeros(m)
    taken_by = np.full(m, -1, dtype=np.int64)
    for row in range(n):
        _place(row, cost, row_price, column_price, taken_by)
    found = np.empty(n, dtype=np.int64)
    columns = np.flatnonzero(taken_by >= 0)
    found[taken_by[columns]] = columns
    return found


def _place(row: int, cost: Floats, row_price: Floats, column_price: Floats, taken_by: Integers) -> None:
    """Give one more row a column, moving others along the cheapest chain; prices keep every step fair."""
    m = cost.shape[1]
    distance, before = np.full(m, np.inf), np.full(m, -1, dtype=np.int64)
    done = np.zeros(m, dtype=bool)
    here, last, way = row, -1, 0.0
    while True:
        through = way + cost[here] - row_price[here] - column_price
        nearer = ~done & (through < distance)
        distance[nearer], before[nearer] = through[nearer], last
        last = int(np.argmin(np.where(done, np.inf, distance)))
        way = float(distance[last])
        done[last] = True
        if taken_by[last] < 0:
            break
        here = int(taken_by[last])
    for column in np.flatnonzero(done):
        gap = way - distance[column]
        column_price[column] -= gap
        if taken_by[column] >= 0:
            row_price[taken_by[column]] += gap
    row_price[row] += way
    while last >= 0:
        previous = int(before[last])
        taken_by[last] = row if previous < 0 else taken_by[previous]
        last = previous


def _unit(columns: Floats) -> Floats:
    known = np.where(np.isnan(columns).any(axis=-2, keepdims=True), 0.0, columns)
    lengths = np.sqrt((known**2).sum(axis=-2, keepdims=True))
    return np.asarray(known / np.where(lengths > 0, lengths, 1.0))
