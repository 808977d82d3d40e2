"""Scores, arrays and labels as R qmethod computes them, where that is not as we would."""

from collections.abc import Sequence

import numpy as np

from concordat.qmethod.arrays import scored
from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.distinguishing import Differences, pairs_of
from concordat.qmethod.results import Booleans, Characteristics, Floats, Integers, Told

# How many of R's cut points a difference passes, over its SED, each strictly.
CUTS = (1.96, 2.576, 3.291, 4.8916)
STARS = ("", "*", "**", "***", "6*")
TIED_DECIMALS = 12


def arrays(*, zscores: Floats, grid: Floats) -> Floats:
    """Factor arrays by the average rank, so that tied statements share a value and may leave the grid.

    A statement of average rank r has the grid's value at place ⌊r⌋.
    zscores   shape (statements, factors); NaN for a factor without flags
    grid      shape (statements,), ascending
    """
    placed = np.full(zscores.shape, np.nan)
    for factor in scored(zscores):
        rounded = np.round(zscores[:, factor], TIED_DECIMALS)
        _, group, counts = np.unique(rounded, return_inverse=True, return_counts=True)
        average = np.cumsum(counts) - (counts - 1) / 2
        placed[:, factor] = grid[np.floor(average).astype(int) - 1][group]
    return placed


def characteristics(found: Characteristics) -> Characteristics:
    """R leaves the standard error of a factor without flags empty."""
    return Characteristics(
        n_flagged=found.n_flagged,
        eigenvalue=found.eigenvalue,
        explained_percent=found.explained_percent,
        average_reliability=found.average_reliability,
        composite_reliability=found.composite_reliability,
        se=np.where(found.n_flagged > 0, found.se, np.nan),
        factor_correlation=found.factor_correlation,
        se_difference=found.se_difference,
    )


def cautions(*, arrays: Floats, grid: Floats) -> list[Caution]:
    """The factor arrays that tied statements keep from following the grid."""
    left = tuple(
        factor + 1 for factor in scored(arrays) if not np.array_equal(np.sort(arrays[:, factor]), grid)
    )
    if not left:
        return []
    return [
        Caution(
            About.LEFT_THE_GRID,
            f"Tied statements share a value, as in R, so the array of factor {', '.join(map(str, left))} "
            "does not use every value of the grid as often as the grid does.",
            factors=left,
        )
    ]


def levels(*, found: Differences) -> Integers:
    """How many of the four cut points each difference passes, shape (statements, pairs)."""
    limits = np.multiply.outer(np.array(CUTS), found.sed)
    return np.asarray((np.abs(found.difference) > limits[:, None, :]).sum(axis=0))


def told(*, statements: Sequence[str], found: Differences) -> tuple[Told, ...]:
    """Every statement with R's stars for each pair and R's label, trailing blanks included.

    ``distinguishes`` holds the factors that differ from every other at .05, with the fewest stars of
    their pairs. Agrees with ``qdc`` of the R package qmethod.
    """
    passed = levels(found=found)
    factors = sorted({factor for pair in found.pairs for factor in pair})
    with_factor = {f: [at for at, pair in enumerate(found.pairs) if f in pair] for f in factors}
    least = {f: passed[:, at].min(axis=1).tolist() for f, at in with_factor.items()}
    marks = [[STARS[level] for level in row] for row in passed.tolist()]
    labels = _labels(passed > 0, found.pairs, factors)
    return tuple(
        Told(name, pairs, {f + 1: STARS[least[f][row]] for f in factors if least[f][row]}, None, label)
        for row, (name, pairs, label) in enumerate(
            zip(statements, pairs_of(found, marks), labels, strict=True)
        )
    )


def _labels(differs: Booleans, pairs: Sequence[tuple[int, int]], factors: Sequence[int]) -> list[str]:
    if not pairs:
        return [""] * len(differs)
    if len(factors) == 2:
        return ["Distinguishing" if row[0] else "Consensus" for row in differs]
    return [_label(row, pairs, factors) for row in differs.tolist()]


def _label(differs: list[bool], pairs: Sequence[tuple[int, int]], factors: Sequence[int]) -> str:
    """R goes through the factors in order and overwrites what it said of an earlier one."""
    if not any(differs):
        return "Consensus"
    if all(differs):
        return "Distinguishes all"
    label = ""
    for factor in factors:
        own = [differ for differ, pair in zip(differs, pairs, strict=True) if factor in pair]
        others = [differ for differ, pair in zip(differs, pairs, strict=True) if factor not in pair]
        if all(own):
            name = f"Distinguishes f{factor + 1}"
            label = label + name + " " if any(others) else name + " only"
    return label
