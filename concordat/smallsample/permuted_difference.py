"""How sure a difference between two groups is, by giving councillors, not enquiries, the other group's name.

The statistic is the difference of ``mantel_haenszel`` over its standard error. Shifting the second group's
outcomes by δ changes its numerator by a straight line in δ and its variance by a parabola. So five numbers
for each labelling hold everything, whatever δ is asked for afterwards.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from concordat.smallsample import mantel_haenszel
from concordat.smallsample.labelling import Labellings, p_value, studentised
from concordat.smallsample.mantel_haenszel import Difference
from concordat.smallsample.samples import Booleans, Floats, Tally

# Labellings are taken as many at a time as make tables of this many cells, which fit the processor's cache.
CELLS = 100_000
# The ends of an interval are sought outwards in quarters of a standard error, then in steps to the limit.
NEAR = np.arange(1, 41) / 4
FAR = 16
BISECTIONS = 40


@dataclass(frozen=True)
class PermutedDifference:
    """The observed difference beside what it would be under every labelling.

    observed        as ``mantel_haenszel`` has it
    limit           no difference can lie further from nought
    difference      shape (labellings,): the difference under each labelling
    slope           by how much it falls when all outcomes of the second group fall by 1
    variance        shape (3, labellings): its variance after a fall by δ is v₀ - 2 v₁ δ + v₂ δ²
    whole           whether these are all the labellings
    """

    observed: Difference
    limit: float
    difference: Floats
    slope: Floats
    variance: Floats
    whole: bool

    def p(self, *, shift: float = 0.0) -> float:
        """The p-value of the hypothesis that the difference is ``shift``, two-sided."""
        first, middle, last = self.variance
        statistics = studentised(
            self.difference - shift * self.slope, first - 2 * shift * middle + shift**2 * last
        )
        own = studentised(np.array([self.observed.difference - shift]), np.array([self.observed.se**2]))
        return p_value(statistics=statistics, observed=float(own[0]), whole=self.whole)

    def interval(self, *, level: float = 0.95) -> tuple[float, float]:
        """From the least to the largest difference that the labellings do not reject at ``level``.

        Should what is not rejected have a hole, the interval takes the hole in. Where no outcome varies
        within a stratum of either group, reshuffling knows of no chance, and "never in ten times" would seem
        as sure as "never in a thousand". Then it reaches as far as Wilson's interval of none in so many times
        as the smaller group has.
        """
        if self.observed.unclustered_se == 0:
            return self._of_none(level)
        return self._end(-1.0, 1 - level), self._end(1.0, 1 - level)

    def _of_none(self, level: float) -> tuple[float, float]:
        square = NormalDist().inv_cdf((1 + level) / 2) ** 2
        reach = self.limit * square / (min(self.observed.compared) + square)
        middle = self.observed.difference
        return max(-self.limit, middle - reach), min(self.limit, middle + reach)

    def _end(self, way: float, alpha: float) -> float:
        middle, se = self.observed.difference, self.observed.se
        room = self.limit - way * middle
        if se <= 0 or room <= 0:
            return middle
        if not np.isfinite(se):
            return way * self.limit
        near = NEAR[NEAR * se < room] * se
        far = np.linspace(near[-1] if near.size else 0.0, room, FAR + 1)[1:]
        steps = np.concatenate([[0.0], near, far])
        kept = [self.p(shift=middle + way * step) >= alpha for step in steps]
        last = int(np.flatnonzero(kept)[-1])
        if last == len(steps) - 1:
            return way * self.limit
        inside, outside = steps[last], steps[last + 1]
        for _ in range(BISECTIONS):
            between = (inside + outside) / 2
            if self.p(shift=middle + way * between) >= alpha:
                inside = between
            else:
                outside = between
        return float(middle + way * inside)


def permuted_difference(*, counted: Tally, labelled: Labellings, limit: float = 1.0) -> PermutedDifference:
    """Work the difference out anew under each labelling.

    counted    by ``samples.tally``; its clusters in the order of the labellings
    labelled   by ``labelling.labellings``
    limit      no difference can lie further from nought: 1 for shares

    The interval is {δ : p(δ) ≥ α}, p(δ) being the p-value after δ is taken from every outcome of the second
    group: exact where councillors are exchangeable, and near it where groups differ in spread, because the
    statistic is studentised. Raises ``NotComparable`` where no stratum holds both groups.
    Source: Janssen (1997), Statistics & Probability Letters 36, 9-21; Chung and Romano (2013), Annals of
    Statistics 41, 484-507; the interval by inversion, Garthwaite (1996), Biometrics 52, 1387-1393.
    """
    observed = mantel_haenszel.of_tally(counted)
    # A stratum of one councillor never holds both groups, whatever they are called.
    shared = (counted.n > 0).sum(axis=0) > 1
    n, total = counted.n[:, shared], counted.total[:, shared]
    at_once = max(1, CELLS // max(1, n.shape[1]))
    parts = [
        _relabelled(labelled.second[start : start + at_once], n, total, counted.second)
        for start in range(0, len(labelled.second), at_once)
    ]
    told = np.concatenate(parts, axis=1)
    return PermutedDifference(observed, limit, told[0], told[1], told[2:], labelled.whole)


def _relabelled(second: Booleans, n: Floats, total: Floats, origin: Booleans) -> Floats:
    """Shape (5, labellings): difference, slope, and the variance's three coefficients.

    The slope is the same difference of another outcome: 1 for whoever was of the second group, else 0.
    """
    outcomes = (total, n * origin[:, None])
    label = second.astype(np.float64)
    n_all, n_second = n.sum(axis=0), label @ n
    n_first = n_all - n_second
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = n_first * n_second / n_all
        share = weight / weight.sum(axis=1, keepdims=True)
        per = tuple(np.where(weight > 0, share / each, 0.0) for each in (n_first, n_second))
    told, influences = [], []
    for outcome in outcomes:
        sums = label @ outcome
        both = (outcome.sum(axis=0) - sums, sums)
        told.append((per[1] * both[1]).sum(axis=1) - (per[0] * both[0]).sum(axis=1))
        influences.append(_influence(per, both, (n_first, n_second), outcome, n, second))
    # Where no stratum holds both groups there is no difference to speak of.
    coefficients: Floats = np.nan_to_num(np.stack([*told, *_parabola(influences, second)]))
    return coefficients


def _influence(
    per: tuple[Floats, ...],
    sums: tuple[Floats, Floats],
    counts: tuple[Floats, Floats],
    outcome: Floats,
    n: Floats,
    second: Booleans,
) -> Floats:
    """Shape (labellings, clusters): how far each cluster pulls its group's mean away."""
    pulls = []
    for weight, total, count in zip(per, sums, counts, strict=True):
        mean = np.divide(total, count, out=np.zeros_like(total), where=count > 0)
        pulls.append(weight @ outcome.T - (weight * mean) @ n.T)
    return np.where(second, pulls[1], pulls[0])


def _parabola(influences: list[Floats], second: Booleans) -> list[Floats]:
    """Σ m/(m - 1) Σ (u - δ v)², as its three coefficients in δ."""
    size = int(second[0].sum())
    rest = second.shape[1] - size
    if min(size, rest) < 2:
        return [np.full(len(second), np.inf), np.zeros(len(second)), np.zeros(len(second))]
    factor = np.where(second, size / (size - 1), rest / (rest - 1))
    own, shifted = influences
    return [(factor * one * two).sum(axis=1) for one, two in ((own, own), (own, shifted), (shifted, shifted))]
