"""Putting what a bootstrap found into the analysis that it is of."""

from dataclasses import replace

import numpy as np

from concordat.qmethod import distinguishing
from concordat.qmethod.bootstrap.results import Bootstrap
from concordat.qmethod.distinguishing import Correction
from concordat.qmethod.results import Analysis, Mode, Told
from concordat.qmethod.study import Refused


def apply(analysis: Analysis, found: Bootstrap) -> Analysis:
    """The same analysis with bootstrap intervals of every difference.

    In standard mode equivalence then rests on the bootstrap standard errors instead of the SED, so statements
    may move between consensus and undecided; in the other modes marks and labels stay the program's.
    Raises ``Refused`` if the bootstrap is of another analysis.
    """
    if not np.array_equal(found.loadings.estimate, analysis.loadings):
        raise Refused("This bootstrap is of another analysis: run it again for this one.")
    margin = float(analysis.record["equivalence"])
    differences = distinguishing.differences(
        zscores=analysis.zscores,
        arrays=analysis.arrays,
        se_difference=analysis.characteristics.se_difference,
        correction=Correction(analysis.record["correction"]),
        margin=margin,
        bootstrap_se=found.differences.se,
        low=found.differences.low,
        high=found.differences.high,
    )
    if analysis.mode is Mode.STANDARD:
        names = [statement.id for statement in analysis.study.statements]
        told = distinguishing.told(
            statements=names, found=differences, margin=margin, names=analysis.factor_names
        )
    else:
        told = tuple(_with_intervals(each, found, row) for row, each in enumerate(analysis.statements))
    record = {
        **analysis.record,
        "bootstrap": {
            "steps": found.steps,
            "done": found.done,
            "seed": found.seed,
            "groups": list(found.groups),
            "unmatched": found.unmatched,
            "failed": len(found.failed),
        },
    }
    return replace(analysis, statements=told, cautions=(*analysis.cautions, *found.cautions), record=record)


def _with_intervals(told: Told, found: Bootstrap, row: int) -> Told:
    pairs = dict(told.pairs)
    for column, (f, g) in enumerate(found.pairs):
        key = (f + 1, g + 1)
        if key in pairs:
            low, high = found.differences.low[row, column], found.differences.high[row, column]
            pairs[key] = replace(pairs[key], low=float(low), high=float(high))
    return replace(told, pairs=pairs)
