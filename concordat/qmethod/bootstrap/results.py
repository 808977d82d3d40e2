"""What a bootstrap returns."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from concordat.qmethod.cautions import Caution
from concordat.qmethod.results import Booleans, Floats, Integers

STABLE_CONGRUENCE = 0.85
STABLE_FLAG = 0.80
STABLE_SORTS = 2


class Stopped(Exception):
    """Raised by a progress callback: the bootstrap ends there and returns what it has."""


@dataclass(frozen=True)
class Failed:
    """A resample that could not be analysed. ``step`` counts from 1."""

    step: int
    reason: str


@dataclass(frozen=True)
class Spread:
    """Of a figure over the resamples, all of the same shape.

    estimate    in the full sample
    mean        over the resamples that have the figure
    se          their standard deviation (n - 1): the bootstrap standard error
    bias        mean less estimate
    low, high   the 2.5th and 97.5th percentiles
    n           how many resamples have the figure
    """

    estimate: Floats
    mean: Floats
    se: Floats
    bias: Floats
    low: Floats
    high: Floats
    n: Integers

    def as_json(self) -> dict[str, Any]:
        return {
            name: plain(getattr(self, name))
            for name in ("estimate", "mean", "se", "bias", "low", "high", "n")
        }


@dataclass(frozen=True)
class Bootstrap:
    """P sorts, N statements, k factors as in the analysis; factors and pairs in its order.

    steps, done        resamples asked for, and run before the end or a stop
    failed             those that could not be analysed, with the reason
    unmatched          those in which a factor found no counterpart (|φ| < .5 with its own z-scores); they
                       still count, as the nearest match there is
    seed               of ``numpy.random.default_rng``: the same seed gives the same result
    groups             the labels within which people were drawn, one for each sort; empty if not
    zscores            (N, k)
    differences        (N, pairs) of z-scores, ``pairs`` counted from 0, factors with scores only
    positions          (N, k) in the factor array
    loadings           (P, k), over the resamples that drew the sort
    flag_probability   (P, k): the share of the resamples with this sort in which it is flagged
    congruence         (k,): φ of each factor's z-scores with its own in the full sample, over the resamples
    """

    steps: int
    done: int
    seed: int
    groups: tuple[str, ...]
    failed: tuple[Failed, ...]
    unmatched: int
    zscores: Spread
    pairs: tuple[tuple[int, int], ...]
    differences: Spread
    positions: Spread
    loadings: Spread
    flags: Booleans
    flag_probability: Floats
    congruence: Spread
    cautions: tuple[Caution, ...]

    @property
    def stable_factors(self) -> Booleans:
        """By our rule: mean congruence of .85 or more, and two sorts or more that stay flagged in 80 %.

        Shape (k,). Sorts count if they are flagged on the factor in the full sample.
        """
        kept = (self.flags & (self.flag_probability >= STABLE_FLAG)).sum(axis=0) >= STABLE_SORTS
        return np.asarray(kept & (self.congruence.mean >= STABLE_CONGRUENCE))

    @property
    def is_stable(self) -> bool:
        return bool(self.stable_factors.all())

    def as_json(self) -> dict[str, Any]:
        """Plain lists and numbers; what has no number is null."""
        return {
            "steps": self.steps,
            "done": self.done,
            "seed": self.seed,
            "groups": list(self.groups),
            "failed": [{"step": each.step, "reason": each.reason} for each in self.failed],
            "unmatched": self.unmatched,
            "pairs": [[f + 1, g + 1] for f, g in self.pairs],
            "zscores": self.zscores.as_json(),
            "differences": self.differences.as_json(),
            "positions": self.positions.as_json(),
            "loadings": self.loadings.as_json(),
            "flag_probability": plain(self.flag_probability),
            "congruence": self.congruence.as_json(),
            "stable_factors": self.stable_factors.tolist(),
            "warnings": [caution.sentence for caution in self.cautions],
        }


def spread(values: Floats, *, estimate: Floats) -> Spread:
    """Over the first axis of ``values``, where NaN means that a resample does not have the figure.

    Percentiles are interpolated between the ordered values, as in NumPy and in R's type 7.
    """
    present = ~np.isnan(values)
    n = present.sum(axis=0)
    some = np.maximum(n, 1)
    mean = np.where(n > 0, np.where(present, values, 0.0).sum(axis=0) / some, np.nan)
    left = np.where(present, values - mean, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        se = np.where(n > 1, np.sqrt((left**2).sum(axis=0) / np.maximum(n - 1, 1)), np.nan)
    ordered = np.sort(values, axis=0)  # NaN comes last
    low, high = (_percentile(ordered, n, share) for share in (0.025, 0.975))
    return Spread(estimate, mean, se, mean - estimate, low, high, n.astype(np.int64))


def _percentile(ordered: Floats, n: Integers, share: float) -> Floats:
    if not len(ordered):
        return np.full(n.shape, np.nan)
    place = np.maximum(n - 1, 0) * share
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(n - 1, 0))
    first, second = (np.take_along_axis(ordered, each[None], axis=0)[0] for each in (below, above))
    return np.asarray(first + (second - first) * (place - below))


def plain(values: Floats | Integers) -> Any:
    """Nested lists with None for NaN."""
    if values.dtype.kind != "f":
        return values.tolist()
    told = values.astype(object)
    told[np.isnan(values)] = None
    return told.tolist()
