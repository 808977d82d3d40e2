"""What is known of a factor as a whole: how many define it, how much it explains, how reliable it is."""

from dataclasses import dataclass
from math import atanh, sqrt, tanh

import numpy as np

from concordat.qmethod.results import Booleans, Characteristics, Floats
from concordat.qmethod.study import Refused, Study

# A convention: how closely a person who sorts the same statements again repeats the sort.
CONVENTIONAL_RELIABILITY = 0.80


def characteristics(
    *, loadings: Floats, flags: Booleans, zscores: Floats, reliability: float = CONVENTIONAL_RELIABILITY
) -> Characteristics:
    """The characteristics of the factors.

    loadings      shape (sorts, factors)
    flags         shape (sorts, factors)
    zscores       shape (statements, factors); NaN for a factor without flags
    reliability   ρ of one sort, above 0 and below 1

    eigenvalue Σl²; explained 100 Σl²/P; composite reliability r = ρn/(1 + (n − 1)ρ); SE = √(1 − r);
    SED = √(SE_f² + SE_g²). A factor without flags has r = 0, SE = 1 and no comparison (NaN).
    Source: Brown (1980), ch. 3; Spearman (1910); Brown (1910).
    """
    if not 0 < reliability < 1:
        raise Refused(f"The reliability of a sort must lie between 0 and 1, not {reliability}.")
    counts = flags.sum(axis=0)
    composite = reliability * counts / (1 + (counts - 1) * reliability)
    se = np.sqrt(1 - composite)
    eigenvalue = np.square(loadings).sum(axis=0)
    return Characteristics(
        n_flagged=counts.astype(np.int64),
        eigenvalue=eigenvalue,
        explained_percent=100 * eigenvalue / len(loadings),
        average_reliability=np.full(len(counts), float(reliability)),
        composite_reliability=composite,
        se=se,
        factor_correlation=_correlations(zscores),
        se_difference=_of_differences(np.where(np.isnan(zscores).any(axis=0), np.nan, se)),
    )


def _of_differences(se: Floats) -> Floats:
    squares = np.square(se)
    return np.asarray(np.sqrt(squares[:, None] + squares[None, :]))


def _correlations(zscores: Floats) -> Floats:
    """Of standardised columns; 1 with itself even where there are no scores, as R prints it."""
    correlation = zscores.T @ zscores / max(len(zscores) - 1, 1)
    np.fill_diagonal(correlation, 1.0)
    return correlation


@dataclass(frozen=True)
class Repeated:
    """How closely people repeated their own sorts.

    people      how many sorted more than once
    mean        their mean Pearson r
    low, high   its 95 % interval, by Fisher's transformation; over people when three or more repeated
    """

    people: int
    mean: float
    low: float
    high: float


def repeated_sorts(study: Study) -> Repeated:
    """The mean correlation between the sorts of one person, to be used in place of .80.

    People are told by the fact ``person`` of their sorts. Only sorts of the same opinion may be used:
    whoever changed their mind between two waves lowers the figure. Raises ``Refused`` where nobody
    sorted twice.
    """
    sorts: dict[str, list[Floats]] = {}
    for sort in study.sorts:
        if "person" in sort.facts:
            values = np.array([np.nan if v is None else v for v in sort.values], dtype=float)
            sorts.setdefault(sort.facts["person"], []).append(values)
    found = [_mean_r(values) for values in sorts.values() if len(values) > 1]
    if not found:
        raise Refused(
            "The reliability cannot be measured, for no person of this study sorted twice; leave it at .80."
        )
    low, high = _interval(found, statements=len(study.statements))
    return Repeated(len(found), float(np.mean(found)), low, high)


def _mean_r(sorts: list[Floats]) -> float:
    found = []
    for later, one in enumerate(sorts):
        for other in sorts[:later]:
            both = ~np.isnan(one) & ~np.isnan(other)
            found.append(float(np.corrcoef(one[both], other[both])[0, 1]))
    return float(np.mean(found))


def _interval(found: list[float], *, statements: int) -> tuple[float, float]:
    turned = [atanh(min(max(r, -0.999999), 0.999999)) for r in found]
    centre = float(np.mean(turned))
    if len(found) >= 3:
        half = _student(len(found) - 1) * float(np.std(turned, ddof=1)) / sqrt(len(found))
    else:
        half = 1.96 / sqrt(max(statements - 3, 1) * len(found))
    return tanh(centre - half), tanh(centre + half)


def _student(freedom: int) -> float:
    """The 97.5th percentile of Student's t for 2 or more, to two decimals; Abramowitz & Stegun 26.7.5."""
    if freedom == 2:
        return 0.95 / sqrt(2 * 0.975 * 0.025)
    z = 1.959964
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + first / freedom + second / freedom**2 + third / freedom**3 + fourth / freedom**4
