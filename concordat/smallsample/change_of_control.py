"""Were those in power favoured? The same councillors before and after control of the council changed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from concordat.smallsample.samples import (
    Booleans,
    Floats,
    Labels,
    NotComparable,
    Tally,
    codes,
    numbers,
    same_length,
    summed,
    truths,
)

# The variance that a councillor's change has even with very many enquiries, beside 1/n before and after.
OWN = 0.02


@dataclass(frozen=True)
class Changes:
    """One change for each councillor who asked both before and after.

    cluster   their labels, in order
    change    shape (clusters,): mean after less mean before, both less what is usual for the kind of enquiry
    weight    shape (clusters,): 1/(1/n₁ + 1/n₂ + 0.02)
    before, after   shape (clusters,): how many enquiries
    second    shape (clusters,): whether of the group that came in
    """

    cluster: tuple[object, ...]
    change: Floats
    weight: Floats
    before: Floats
    after: Floats
    second: Booleans

    def sent(self, *, second: bool) -> tuple[list[int], list[int]]:
        """How many enquiries each councillor of a group sent before, and after."""
        members = self.second == second
        before, after = (each[members].astype(int).tolist() for each in (self.before, self.after))
        return before, after

    @property
    def tally(self) -> Tally:
        """As ``mantel_haenszel`` and ``permuted_difference`` take it: one stratum of weighted changes."""
        weighed = self.weight[:, None]
        change = self.change[:, None]
        return Tally(weighed, weighed * change, weighed * change**2, self.second)


def changes(
    *, outcome: ArrayLike, after: ArrayLike, second: ArrayLike, stratum: Labels, cluster: Labels
) -> Changes:
    """How each councillor's answers changed with control of the council.

    outcome   shape (enquiries,): 0 or 1, or any number
    after     shape (enquiries,): whether received after control changed
    second    shape (enquiries,): whether of a councillor of the group that came in; else of the one that went
    stratum   shape (enquiries,): labels of the kinds of enquiry
    cluster   shape (enquiries,): labels of the councillors

    From each outcome the mean of its stratum in its period is taken. The difference of the two groups'
    weighted mean changes (``mantel_haenszel.of_tally`` of ``tally``) is a difference in differences: it
    needs no assumption on how councillors differ, only that without the change both groups' answers would
    have moved alike. Raises ``NotComparable`` if either group has nobody who asked both before and after.
    Source: Bertrand, Duflo and Mullainathan (2004), Quarterly Journal of Economics 119, 249-275; Angrist and
    Pischke (2009), Mostly Harmless Econometrics, section 5.2. The weights are ours.
    """
    values = numbers(outcome, called="outcome")
    later, came_in = truths(after, called="mark of the period"), truths(second, called="mark of the group")
    same_length(values, later, came_in, stratum, cluster)
    kind, kinds = codes(stratum)
    who, clusters = codes(cluster)
    cell = 2 * kind + later
    usual = summed(cell, values, 2 * kinds) / np.maximum(summed(cell, np.ones_like(values), 2 * kinds), 1)
    beyond = values - usual[cell]
    n = np.stack([summed(who, part, clusters) for part in (~later, later)])
    total = np.stack([summed(who, beyond * part, clusters) for part in (~later, later)])
    both = (n > 0).all(axis=0)
    of_second: Booleans = summed(who, came_in, clusters)[both] > 0
    if not 0 < of_second.sum() < both.sum():
        raise NotComparable("Both groups need councillors who asked before and after.")
    n, mean = n[:, both], total[:, both] / n[:, both]
    names = np.unique(np.asarray(cluster))[both]
    return Changes(
        cluster=tuple(names.tolist()),
        change=mean[1] - mean[0],
        weight=1 / (1 / n[0] + 1 / n[1] + OWN),
        before=n[0],
        after=n[1],
        second=of_second,
    )
