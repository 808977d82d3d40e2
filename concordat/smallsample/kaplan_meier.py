"""The share still waiting, day by day; those never answered are counted as far as they were seen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from concordat.smallsample.nelson_aalen import at_risk
from concordat.smallsample.samples import Floats


@dataclass(frozen=True)
class Waiting:
    """The Kaplan-Meier curve.

    time      shape (times,): the different times, ascending
    at_risk   how many were still waiting just before each
    share     the share still waiting just after it
    se        Greenwood's standard error of that share
    """

    time: Floats
    at_risk: Floats
    share: Floats
    se: Floats

    def at(self, day: float) -> float:
        """The share still waiting after ``day``."""
        place = int(np.searchsorted(self.time, day, side="right"))
        return float(self.share[place - 1]) if place else 1.0

    def restricted_mean(self, *, horizon: float) -> float:
        """The mean wait, a wait beyond ``horizon`` counting as ``horizon``: the area under the curve.

        Beyond the last time that was seen the curve goes on as it stood.
        Source: Royston and Parmar (2013), BMC Medical Research Methodology 13, 152.
        """
        within = self.time < horizon
        edges = np.concatenate([[0.0], self.time[within], [horizon]])
        heights = np.concatenate([[1.0], self.share[within]])
        return float((np.diff(edges) * heights).sum())

    def quantile(self, share: float) -> float | None:
        """The first time by which ``share`` were answered; ``None`` if that was never seen."""
        reached = np.flatnonzero(self.share <= 1 - share + 1e-12)
        return float(self.time[reached[0]]) if reached.size else None


def kaplan_meier(*, time: ArrayLike, event: ArrayLike) -> Waiting:
    """The curve of those still waiting.

    time, event   as for ``nelson_aalen.at_risk``

    Means over the answered alone flatter: quick answers come first. The curve takes the open ones in.
    Raises ``NotComparable``.
    Source: Kaplan and Meier (1958), Journal of the American Statistical Association 53, 457-481.
    """
    seen = at_risk(time=time, event=event)
    share: Floats = np.cumprod((1 - seen.events / seen.at_risk).astype(np.float64)).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = seen.events / (seen.at_risk * (seen.at_risk - seen.events))
    # Once nobody waits the curve is nought, and so is its error.
    se: Floats = share * np.sqrt(np.cumsum(np.where(np.isfinite(terms), terms, 0.0)))
    return Waiting(seen.time, seen.at_risk, share, se)
