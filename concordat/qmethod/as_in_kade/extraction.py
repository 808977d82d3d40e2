"""Correlation and unrotated factors as KADE makes them: K1 to K4 of the specification."""

from collections.abc import Callable
from math import sqrt

import numpy as np

from concordat.qmethod.as_in_kade.rounding import rd, rd1
from concordat.qmethod.results import Extraction, Floats
from concordat.qmethod.study import Refused

MOST_COMPONENTS = 8
HALF_CHANGE = 1e-3  # the communalities of a Brown centroid stand when none moves by more
CENTROID_ROUNDS = 20_000
HORST_CHANGE = 1e-4
HORST_ROUNDS = 30
REFLECTIONS = 751


class NothingLeft(Exception):
    """The factors before have explained every correlation; KADE divides by 0 there and shows no numbers."""


def correlate(*, sorts: Floats) -> Floats:
    """Pearson's r between sorts, to five decimals (K1).

    sorts   shape (statements, sorts), no value missing

    Returns shape (sorts, sorts); 0 where a sort has no variance.
    """
    total = sorts.sum(axis=0)
    products = sorts.T @ sorts - np.outer(total, total) / len(sorts)
    squares = (sorts**2).sum(axis=0) - total**2 / len(sorts)
    below = np.sqrt(np.outer(squares, squares))
    return rd(np.divide(products, below, out=np.zeros_like(products), where=below > 0), 5)


def components(*, correlation: Floats, factors: int, statements: int) -> Floats:
    """Principal components of the rounded correlations (K2), shape (sorts, factors): at most eight.

    Each is turned so that Σ l·|l| is not negative.
    """
    values, vectors = np.linalg.eigh(correlation)
    kept = min(factors, MOST_COMPONENTS, len(correlation), statements)
    lengths = np.sqrt(rd(np.maximum(values[::-1][:kept], 0), 8))
    loadings = rd(vectors[:, ::-1][:, :kept] * lengths, 8)
    upside_down = rd(loadings * np.abs(loadings), 8).sum(axis=0) < 0
    return np.where(upside_down, -loadings, loadings)


def brown(*, correlation: Floats, factors: int) -> Floats:
    """Brown's centroid (K3), shape (sorts, factors).

    The reflections of factor 2 and later follow the leftovers of rounding, which is why every rounding is
    repeated here: without them only factor 1 can be compared.
    """
    residual = correlation.copy()
    np.fill_diagonal(residual, 1)
    found = []
    for _ in range(factors):
        signs, totals = _reflected(residual)
        centroid = _settled(totals)
        reflected = residual * np.outer(signs, signs)
        residual = rd(reflected - rd(np.outer(centroid, centroid), 8), 8) * np.outer(signs, signs)
        np.fill_diagonal(residual, 1)
        found.append(centroid * signs)
    return np.column_stack(found)


def _reflected(residual: Floats) -> tuple[Floats, Floats]:
    """Flip the sort with the smallest column total until none is negative."""
    signs = np.ones(len(residual))
    totals = rd(residual.sum(axis=0) - 1, 8)
    while totals[j := int(np.argmin(totals))] < 0:
        signs[j] = -signs[j]
        change = 2 * signs[j] * signs * residual[j]
        change[j] = -2 * totals[j]
        totals = rd(totals + change, 8)
    return signs, totals


def _settled(totals: Floats) -> Floats:
    """One centroid factor from its column totals, its communalities iterated from one half."""
    communalities = np.full(len(totals), 0.5)
    for _ in range(CENTROID_ROUNDS):
        sums = rd(totals + communalities, 8)
        size = rd1(sqrt(float(sums.sum())), 8)
        if size == 0:
            raise NothingLeft
        factor = rd(sums / size, 8)
        squares = rd(factor**2, 8)
        if np.abs(rd(communalities - squares, 8)).max() <= HALF_CHANGE:
            break
        communalities = squares
    return factor


def horst(*, correlation: Floats, factors: int) -> Floats:
    """Horst's centroid with iterated communalities (K4; Horst 1965, section 5.5), shape (sorts, factors)."""
    start = correlation.copy()
    np.fill_diagonal(start, 1)
    communalities = np.ones(len(start))
    for _ in range(HORST_ROUNDS + 1):
        np.fill_diagonal(start, communalities)
        loadings, left = _horst_factors(start, factors)
        communalities = np.minimum(1, rd(communalities - left, 7))
        if np.abs(left).max() <= HORST_CHANGE:
            break
    return loadings


def _horst_factors(start: Floats, factors: int) -> tuple[Floats, Floats]:
    residual = start.copy()
    found = []
    for _ in range(factors):
        diagonal = np.diag(residual).copy()
        np.fill_diagonal(residual, 0)
        loading = _horst_factor(residual, diagonal)
        np.fill_diagonal(residual, diagonal)
        residual = rd(residual - np.outer(loading, loading), 7)
        found.append(loading)
    return np.column_stack(found), np.diag(residual).copy()


def _horst_factor(residual: Floats, diagonal: Floats) -> Floats:
    totals = rd(residual.sum(axis=1), 7)
    signs = np.ones(len(residual))
    for _ in range(REFLECTIONS):
        signed = rd(totals * signs, 7)
        j = len(signed) - 1 - int(np.argmin(signed[::-1]))
        if signed[j] >= 0:
            break
        signs[j] = -signs[j]
        totals = rd(totals + rd(2 * signs[j] * residual[:, j], 7), 7)
    totals = rd(totals + diagonal * signs, 7)
    size = rd1(float(np.abs(totals).sum()), 7)
    if size == 0:
        raise NothingLeft
    return rd(totals * rd1(1 / sqrt(size), 7), 7)


def unrotated(*, correlation: Floats, factors: int, extraction: Extraction, statements: int) -> Floats:
    """KADE's unrotated factors, shape (sorts, factors).

    Raises ``Refused`` where KADE would divide by zero, since nothing is left to extract.
    """
    if extraction is Extraction.PCA:
        return components(correlation=correlation, factors=factors, statements=statements)
    centroids: dict[Extraction, Callable[..., Floats]] = {Extraction.CENTROID: brown, Extraction.HORST: horst}
    try:
        return centroids[extraction](correlation=correlation, factors=factors)
    except NothingLeft:
        raise Refused(
            f"KADE's arithmetic divides by zero when it takes {factors} factors from these sorts; take "
            "fewer, or the mode standard."
        ) from None
