"""The cumulative hazard of being answered, and how far each enquiry lies from it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from concordat.smallsample.samples import Floats, Labels, codes, numbers, same_length, summed, truths


@dataclass(frozen=True)
class Risk:
    """time      shape (times,): the different times, ascending, those of censoring among them
    at_risk   how many were still waiting just before
    events    how many were answered then
    """

    time: Floats
    at_risk: Floats
    events: Floats

    @property
    def hazard(self) -> Floats:
        """The Nelson-Aalen estimate: the sum of events / at risk up to and with each time."""
        summed: Floats = np.cumsum(self.events / self.at_risk)
        return summed


def at_risk(*, time: ArrayLike, event: ArrayLike) -> Risk:
    """How many waited and how many were answered at each time.

    time    shape (enquiries,): how long each waited; at least 0
    event   shape (enquiries,): whether it was answered then; otherwise it was still waiting (censored)

    Whoever is censored at the time of an event counts as waiting then. Raises ``NotComparable`` for gaps.
    Source: Nelson (1969), Journal of Quality Technology 1, 27-52; Aalen (1978), Annals of Statistics 6.
    """
    waited, answered = numbers(time, called="time"), truths(event, called="event")
    same_length(waited, answered)
    times, place, leaving = np.unique(waited, return_inverse=True, return_counts=True)
    events = summed(place, answered, len(times))
    waiting = len(waited) - np.concatenate([[0], np.cumsum(leaving)[:-1]])
    return Risk(times, waiting.astype(np.float64), events)


def martingale_residuals(*, time: ArrayLike, event: ArrayLike, stratum: Labels) -> Floats:
    """Events observed less events expected, for each enquiry, in the hazard of its own stratum.

    time, event   as for ``at_risk``
    stratum       shape (enquiries,): labels of the kinds of enquiry

    Returns shape (enquiries,). Within a stratum they sum to nought; over a group they sum to the log-rank
    test's observed less expected. Below nought: it waited longer than others of its kind.
    Source: Therneau, Grambsch and Fleming (1990), Biometrika 77, 147-160.
    """
    waited, answered = numbers(time, called="time"), truths(event, called="event")
    same_length(waited, answered, stratum)
    kind, kinds = codes(stratum)
    order = np.lexsort((waited, kind))
    t, d, k = waited[order], answered[order].astype(np.float64), kind[order]
    # A block is everything of one stratum at one time.
    opens = np.flatnonzero(np.concatenate([[True], (np.diff(t) != 0) | (np.diff(k) != 0)]))
    ends_of_kind = np.cumsum(np.bincount(k, minlength=kinds))
    waiting = ends_of_kind[k[opens]] - opens
    summed = np.cumsum(np.add.reduceat(d, opens) / waiting)
    first_of_kind = np.searchsorted(k[opens], np.arange(kinds))
    before = np.concatenate([[0.0], summed])[first_of_kind]
    hazard = np.repeat(summed - before[k[opens]], np.diff(np.concatenate([opens, [len(t)]])))
    residual = np.empty_like(t)
    residual[order] = d - hazard
    return residual
