"""The difference between two groups, the kind of enquiry allowed for, with councillors as the evidence."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from concordat.smallsample.quantiles import t_quantile
from concordat.smallsample.samples import Floats, Labels, NotComparable, Tally, tally


@dataclass(frozen=True)
class Difference:
    """The second group less the first.

    difference       in the unit of the outcome; for outcomes of 0 and 1, a difference of shares
    se               its standard error, clusters (councillors) being independent and enquiries not
    df               Satterthwaite's degrees of freedom of ``se``; ``None`` where ``se`` is nought
    unclustered_se   what ``se`` would be if each enquiry were evidence by itself
    design_effect    (se / unclustered_se)²: how many times fewer enquiries the evidence is worth
                     than it seems; ``None`` where there is no variation at all
    strata           in how many both groups have an enquiry; the others cannot be compared
    compared         how many enquiries of each group stand in those strata
    """

    difference: float
    se: float
    df: float | None
    unclustered_se: float
    design_effect: float | None
    strata: int
    compared: tuple[int, int]

    def t_interval(self, *, level: float = 0.95) -> tuple[float, float]:
        """By Student's t with ``df`` degrees of freedom. Too narrow for groups of five or three."""
        if self.df is None:
            return self.difference, self.difference
        reach = t_quantile(probability=(1 + level) / 2, df=self.df) * self.se
        return self.difference - reach, self.difference + reach


def risk_difference(*, outcome: ArrayLike, second: ArrayLike, stratum: Labels, cluster: Labels) -> Difference:
    """Mantel and Haenszel's difference of shares, with a standard error over clusters.

    outcome   shape (enquiries,): 1 for yes and 0 for no; or any number, for a difference of means
    second    shape (enquiries,): whether the enquiry is of the second group
    stratum   shape (enquiries,): labels of the kinds of enquiry
    cluster   shape (enquiries,): labels of the councillors

    With w = n₁ n₂/(n₁ + n₂) in each stratum, the difference is Σ w (p₂ - p₁)/Σ w over the strata that both
    groups are in. The influence of an enquiry is ± w (y - p)/n/Σ w; summed over a councillor it is U, and
    the variance of a group of m councillors is m/(m - 1) Σ U². The degrees of freedom are Satterthwaite's.
    A group of one councillor has no variance; its ``se`` is infinite.
    Raises ``NotComparable`` where no stratum holds both groups, and as ``tally`` does.
    Source: Greenland and Robins (1985), Biometrics 41, 55-68; for clusters, Liang and Zeger (1986),
    Biometrika 73, 13-22. The difference is that of a regression on the group and the strata.
    """
    return of_tally(tally(outcome=outcome, second=second, stratum=stratum, cluster=cluster))


def of_tally(counted: Tally) -> Difference:
    """``risk_difference`` of what is summed already."""
    n, total, square = (
        np.stack([part[~counted.second].sum(axis=0), part[counted.second].sum(axis=0)])
        for part in (counted.n, counted.total, counted.square)
    )
    both = (n > 0).all(axis=0)
    if not both.any():
        raise NotComparable("No kind of enquiry was made by both groups.")
    n, total, square = n[:, both], total[:, both], square[:, both]
    weight = n.prod(axis=0) / n.sum(axis=0)
    weight /= weight.sum()
    mean = total / n
    variances = [
        _variance(
            (counted.total[members][:, both] - counted.n[members][:, both] * mean[group])
            @ (weight / n[group])
        )
        for group, members in enumerate((~counted.second, counted.second))
    ]
    unclustered = float(((weight / n) ** 2 * (square - n * mean**2)).sum())
    # Less than this is what rounding leaves of nothing.
    unclustered = unclustered if unclustered > 1e-15 else 0.0
    sizes = counted.sizes
    se = sqrt(sum(variances))
    return Difference(
        difference=float(weight @ (mean[1] - mean[0])),
        se=se,
        df=satterthwaite(variances=variances, sizes=sizes),
        unclustered_se=sqrt(unclustered),
        design_effect=se**2 / unclustered if unclustered else None,
        strata=int(both.sum()),
        compared=(int(n[0].sum()), int(n[1].sum())),
    )


def _variance(influence: Floats) -> float:
    members = len(influence)
    if members < 2:
        return float("inf")
    return float(members / (members - 1) * (influence**2).sum())


def satterthwaite(*, variances: list[float], sizes: tuple[int, int]) -> float | None:
    """(V₁ + V₂)²/(V₁²/(m₁ - 1) + V₂²/(m₂ - 1)). ``None`` where there is no variance, or no end to it."""
    whole = sum(variances)
    if not 0 < whole < float("inf"):
        return None
    return whole**2 / sum(v**2 / (m - 1) for v, m in zip(variances, sizes, strict=True))
