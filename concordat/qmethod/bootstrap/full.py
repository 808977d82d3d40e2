"""The full sample that every resample is held against, before and after its factors were split."""

from dataclasses import dataclass

import numpy as np

from concordat.qmethod import correlation, flagging
from concordat.qmethod.bootstrap.matching import scored, weights_of
from concordat.qmethod.flagging import Flagging
from concordat.qmethod.results import Analysis, Booleans, Floats, Integers


@dataclass(frozen=True)
class Full:
    """The full sample, before and after its factors were split.

    sorts           (N, P), standardised
    loadings        (P, columns) and zscores (N, columns), before any split
    parents, ends   for each factor its column, and 1, -1 or 0: the upper end, the lower end, or both
    forced          (P, k) where flags were changed by hand
    """

    analysis: Analysis
    sorts: Floats
    grid: Floats
    loadings: Floats
    zscores: Floats
    parents: Integers
    ends: Integers
    rule: Flagging
    forced: Booleans

    @classmethod
    def of(cls, analysis: Analysis) -> "Full":
        parents, ends = split_of(analysis.loadings)
        columns = np.flatnonzero(ends >= 0)
        loadings = analysis.loadings[:, columns]
        raw = np.array([[np.nan if v is None else v for v in sort.values] for sort in analysis.study.sorts]).T
        sorts = correlation.standardise(sorts=raw.astype(float))
        rule = Flagging(**analysis.record["flagging"])
        automatic = flagging.flags(loadings=loadings, statements=len(sorts), flagging=rule)
        flags = ends_of(automatic, loadings, parents, ends)
        whole = np.stack([analysis.flags[:, parents == c].any(axis=1) for c in range(len(columns))], axis=1)
        told = scored(sorts, weights_of(loadings[None], whole[None]))[0]
        grid = np.array(analysis.record["grid"], dtype=float)
        return cls(analysis, sorts, grid, loadings, told, parents, ends, rule, flags != analysis.flags)


def split_of(loadings: Floats) -> tuple[Integers, Integers]:
    """A factor that is the mirror of one before it is the lower end of a split factor."""
    k = loadings.shape[1]
    parents, ends = np.zeros(k, dtype=np.int64), np.zeros(k, dtype=np.int64)
    columns = 0
    for factor in range(k):
        upper = [g for g in range(factor) if (loadings[:, g] == -loadings[:, factor]).all()]
        if upper:
            parents[factor], ends[factor], ends[upper[0]] = parents[upper[0]], -1, 1
        else:
            parents[factor], columns = columns, columns + 1
    return parents, ends


def ends_of(flags: Booleans, loadings: Floats, parents: Integers, ends: Integers) -> Booleans:
    """Flags of columns as flags of factors: of a split factor each end has its own."""
    told, positive = flags[..., parents], loadings[..., parents] >= 0
    return np.asarray(told & ((ends == 0) | ((ends == 1) & positive) | ((ends == -1) & ~positive)))
