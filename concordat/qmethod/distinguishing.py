"""Which statements tell the factors apart, which they agree on, and which nobody can say."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import erfc, sqrt

import numpy as np

from concordat.qmethod.arrays import scored
from concordat.qmethod.equivalence import MARGIN, agrees
from concordat.qmethod.results import Booleans, Floats, Pair, Standing, Told

LEVELS = ((0.001, "***"), (0.01, "**"), (0.05, "*"))
# Read like Cohen's d, for z-scores have a standard deviation of 1.
SIZES = ((0.8, "large"), (0.5, "medium"), (0.2, "small"), (0.0, "negligible"))


class Correction(StrEnum):
    HOLM = "holm"
    BH = "bh"  # Benjamini & Hochberg (1995)
    BY = "by"  # Benjamini & Yekutieli (2001)
    NONE = "none"


@dataclass(frozen=True)
class Differences:
    """Every statement (row) over every pair of factors that have scores (column).

    pairs         (f, g), f < g, counted from 0
    difference    z of f minus z of g, shape (statements, pairs)
    sed           shape (pairs,)
    p             two-sided, not corrected; corrected: over the whole family
    columns       in columns of the grid
    agrees        by equivalence
    low, high     bootstrap intervals of the difference, where there was a bootstrap
    """

    pairs: tuple[tuple[int, int], ...]
    difference: Floats
    sed: Floats
    p: Floats
    corrected: Floats
    columns: Floats
    agrees: Booleans
    low: Floats | None = None
    high: Floats | None = None


def differences(
    *,
    zscores: Floats,
    arrays: Floats,
    se_difference: Floats,
    correction: Correction = Correction.HOLM,
    margin: float = MARGIN,
    bootstrap_se: Floats | None = None,
    low: Floats | None = None,
    high: Floats | None = None,
) -> Differences:
    """Compare all factors that have scores, pair by pair.

    zscores, arrays   shape (statements, factors); NaN for a factor without flags
    se_difference     shape (factors, factors)
    bootstrap_se      of each difference, shape (statements, pairs); used for equivalence when given
    low, high         bootstrap intervals, shape (statements, pairs), to be carried along

    p = 2(1 − Φ(|δ|/SED)): Stephenson; Brown (1980), p. 245. The family of the correction is all
    statements and all pairs.
    """
    pairs = tuple(combinations(scored(zscores), 2))
    first = [f for f, _ in pairs]
    second = [g for _, g in pairs]
    difference = zscores[:, first] - zscores[:, second]
    sed = se_difference[first, second]
    p = two_sided(difference / sed if pairs else difference)
    return Differences(
        pairs=pairs,
        difference=difference,
        sed=sed,
        p=p,
        corrected=corrected(p=p, by=correction),
        columns=arrays[:, first] - arrays[:, second],
        agrees=agrees(
            differences=difference, se=sed if bootstrap_se is None else bootstrap_se, margin=margin
        ),
        low=low,
        high=high,
    )


def two_sided(deviates: Floats) -> Floats:
    """2(1 − Φ(|x|)), exact far out in the tail."""
    flat = [erfc(abs(value) / sqrt(2)) for value in deviates.ravel().tolist()]
    return np.array(flat, dtype=float).reshape(deviates.shape)


def corrected(*, p: Floats, by: Correction) -> Floats:
    """Adjusted p-values of one family, of the shape given; never below ``p``, in the same order.

    Holm (1979): family-wise; Benjamini & Hochberg (1995) and Benjamini & Yekutieli (2001): the
    expected share of false discoveries, the second under any dependence.
    """
    tests = p.size
    if by is Correction.NONE or tests == 0:
        return p.copy()
    order = np.argsort(p, axis=None, kind="stable")
    rising = p.ravel()[order]
    ranks = np.arange(1, tests + 1)
    if by is Correction.HOLM:
        adjusted = np.maximum.accumulate(rising * (tests - ranks + 1))
    else:
        factor = float((1 / ranks).sum()) if by is Correction.BY else 1.0
        adjusted = np.minimum.accumulate((rising * tests * factor / ranks)[::-1])[::-1]
    back = np.empty(tests)
    back[order] = np.minimum(adjusted, 1.0)
    return back.reshape(p.shape)


def told(
    *,
    statements: Sequence[str],
    found: Differences,
    margin: float = MARGIN,
    names: Sequence[str] | None = None,
) -> tuple[Told, ...]:
    """Every statement with its pairs and its standing, in standard mode.

    A factor is distinguished where its corrected p against every other factor is below .05; the
    stars are those of the largest of these p. Consensus is shown only where every pair agrees by
    equivalence, and then stands before distinguishing: such a difference is real but smaller than
    what the study calls a difference. With fewer than two factors nothing stands anywhere.
    ``names`` are those of the factors in labels; their numbers if left out.
    """
    factors = sorted({factor for pair in found.pairs for factor in pair})
    columns = {f: [at for at, pair in enumerate(found.pairs) if f in pair] for f in factors}
    largest = {f: found.corrected[:, at].max(axis=1).tolist() for f, at in columns.items()}
    together = np.logical_and.reduce(found.agrees, axis=1).tolist()
    pairs = pairs_of(found)
    rows = []
    called = {f + 1: str(f + 1) if names is None else names[f] for f in factors}
    for row, statement in enumerate(statements):
        apart = {f + 1: _stars(p[row]) for f, p in largest.items() if p[row] < 0.05}
        standing = _standing(apart, agreed=together[row]) if found.pairs else None
        rows.append(
            Told(
                statement,
                pairs[row],
                apart,
                standing,
                _label([called[f] for f in apart], standing, len(called), margin),
            )
        )
    return tuple(rows)


def pairs_of(
    found: Differences, marks: Sequence[Sequence[str]] | None = None
) -> list[dict[tuple[int, int], Pair]]:
    """For each statement its pairs, keyed by (f, g) counted from 1; ``marks`` are a program's own stars."""
    names = [(f + 1, g + 1) for f, g in found.pairs]
    seds = found.sed.tolist()
    nothing = [[None] * len(names)] * len(found.difference)
    columns = [
        found.difference.tolist(),
        found.p.tolist(),
        found.corrected.tolist(),
        found.columns.astype(int).tolist(),
        found.agrees.tolist(),
        nothing if found.low is None else found.low.tolist(),
        nothing if found.high is None else found.high.tolist(),
        [[""] * len(names)] * len(found.difference) if marks is None else marks,
    ]
    return [
        {
            name: Pair(difference, sed, p, corrected_p, column, size(difference), agreed, low, high, mark)
            for name, sed, difference, p, corrected_p, column, agreed, low, high, mark in zip(
                names, seds, *row, strict=True
            )
        }
        for row in zip(*columns, strict=True)
    ]


def size(difference: float) -> str:
    """How large a difference of z-scores is, in words."""
    return next(word for least, word in SIZES if abs(difference) >= least)


def _stars(p: float) -> str:
    return next((stars for level, stars in LEVELS if p < level), "")


def _standing(apart: dict[int, str], *, agreed: bool) -> Standing:
    if agreed:
        return Standing.CONSENSUS
    return Standing.DISTINGUISHING if apart else Standing.UNDECIDED


def _label(apart: Sequence[str], standing: Standing | None, factors: int, margin: float) -> str:
    if standing is None:
        return ""
    if standing is Standing.CONSENSUS:
        return f"Consensus: every pair is within {margin:g}"
    if standing is Standing.UNDECIDED:
        return "Not found to differ, and not shown to agree"
    if len(apart) == factors:
        return "Distinguishes all"
    return "Distinguishes " + " and ".join(f"f{name}" for name in apart)


def by_variance(zscores: Floats) -> list[int]:
    """The statements from most agreed to most contested: the variance of z over the factors that have
    scores, rows counted from 0, ties in the order of the study."""
    spread = zscores[:, scored(zscores)].var(axis=1)
    return [int(row) for row in np.argsort(np.round(spread, 9), kind="stable")]
