"""KADE's weights, z-scores and characteristics: K7 and K8 of the specification."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from concordat.qmethod.as_in_kade.rounding import rd, rd1
from concordat.qmethod.results import Booleans, Floats

Entry = tuple[int, int]  # factor and sort, counted from 0


@dataclass(frozen=True)
class Scored:
    """Columns of factors without flags are NaN; their weights are 0.

    weights    shape (sorts, factors), before KADE scales them "to 10"
    scaled     the same as KADE prints them
    zscores    shape (statements, factors), three decimals
    """

    weights: Floats
    scaled: Floats
    zscores: Floats


def score(*, sorts: Floats, loadings: Floats, flags: Booleans) -> Scored:
    """Weighted sums of the flagged sorts, standardised, with KADE's rounding at every step.

    sorts      shape (statements, sorts), as sorted
    loadings   shape (sorts, factors), rotated
    flags      the same shape

    Source: Brown (1980); the scale of the weights follows KADE 1.4.0, where that of factor j comes from the
    factor of the j-th flagged sort. It has no bearing on z but through the rounding.
    """
    cards = standardised(sorts)
    entries = _listed(loadings, flags)
    weights = {entry: weight(float(loadings[entry[1], entry[0]])) for entry in entries}
    scales = _scales(entries, weights)
    told, scaled = np.zeros(loadings.shape), np.zeros(loadings.shape)
    zscores = np.full((len(sorts), loadings.shape[1]), np.nan)
    for j, factor in enumerate(dict.fromkeys(factor for factor, _ in entries)):
        total = np.zeros(len(sorts))
        for _, sort in (entry for entry in entries if entry[0] == factor):
            told[sort, factor] = weights[factor, sort]
            scaled[sort, factor] = rd1(10 * weights[factor, sort] * scales[entries[j][0]], 5)
            total = rd(total + rd(cards[:, sort] * scaled[sort, factor], 5), 3)
        mean, deviation = _mean_and_deviation(total)
        zscores[:, factor] = rd((total - mean) / deviation, 3) if deviation else 0.0
    return Scored(told, scaled, zscores)


def standardised(sorts: Floats) -> Floats:
    """Sorts shifted so that the smallest value of the study is 1, standardised to three decimals."""
    shifted = sorts - sorts.min() + 1
    mean = rd(shifted.mean(axis=0), 8)
    variance = rd(((shifted - mean) ** 2).sum(axis=0) / (len(sorts) - 1), 8)
    return rd((shifted - mean) / rd(np.sqrt(variance), 8), 3)


def weight(loading: float) -> float:
    """l/(1 − l²), from a loading of four decimals. Above 1 KADE divides by l² − 1, and at 1 by 1."""
    told = rd1(loading, 4)
    square = rd1(told**2, 5)
    if square == 1:
        return rd1(told / square, 5)
    below = rd1(1 - square, 5)
    return rd1(told / (below if square < 1 else -below), 5)


def _listed(loadings: Floats, flags: Booleans) -> list[Entry]:
    """The flagged sorts factor by factor, within a factor by |l| descending: KADE adds up in this order."""
    entries: list[Entry] = []
    for factor in range(loadings.shape[1]):
        flagged = np.flatnonzero(flags[:, factor])
        order = np.argsort(-np.abs(loadings[flagged, factor]), kind="stable")
        entries += [(factor, int(sort)) for sort in flagged[order]]
    return entries


def _scales(entries: list[Entry], weights: dict[Entry, float]) -> dict[int, float]:
    scales: dict[int, float] = {}
    for entry in entries:
        if weights[entry]:
            least = rd1(abs(1 / weights[entry]), 8)
            scales[entry[0]] = min(scales.get(entry[0], least), least)
    return scales


def _mean_and_deviation(values: Floats) -> tuple[float, float]:
    mean = rd1(float(values.mean()), 8)
    variance = rd1(float(((values - mean) ** 2).sum()) / (len(values) - 1), 8)
    return mean, rd1(sqrt(variance), 8)


@dataclass(frozen=True)
class Reliability:
    """Of each factor with flags; NaN for the others. Correlations have four decimals, the rest three."""

    composite: Floats
    se: Floats
    se_difference: Floats
    correlation: Floats


def reliability_of(*, zscores: Floats, flags: Booleans, average: float = 0.80) -> Reliability:
    """Composite reliability, standard errors and correlations of the factors, rounded at each step (K8).

    average   the reliability of one sort
    """
    n = np.where(flags.any(axis=0), flags.sum(axis=0), np.nan)
    composite = rd(average * n / (1 + (n - 1) * average), 3)
    deviations = rd(np.std(zscores, axis=0, ddof=1), 3)
    se = rd(deviations * np.sqrt(1 - composite), 3)
    difference = rd(np.sqrt(se[:, None] ** 2 + se**2), 3)
    return Reliability(composite, se, difference, _correlations(zscores))


def _correlations(zscores: Floats) -> Floats:
    centred = zscores - zscores.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    return rd(rd(centred.T @ centred / np.outer(length, length), 5), 4)
