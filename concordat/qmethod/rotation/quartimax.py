"""Quartimax: few large loadings in every row (Carroll 1953; Neuhaus & Wrigley 1954)."""

from concordat.qmethod.results import Floats, Rotated
from concordat.qmethod.rotation import planar
from concordat.qmethod.rotation.varimax import NOT_CONVERGED, unit_rows


def quartimax(*, loadings: Floats, normalised: bool = False) -> Rotated:
    """Quartimax rotation, converged: maximises Σ l⁴.

    loadings     shape (sorts, factors), unrotated
    normalised   whether rows are first brought to length 1, as is usual for varimax but not here

    It tends to gather everything in one general factor, which is seldom what a Q study looks for.
    Source: Neuhaus & Wrigley (1954), Br J Stat Psychol 7, 81-91, turned in planes like varimax.
    """
    rows, lengths = unit_rows(loadings=loadings) if normalised else (loadings, None)
    turned, matrices, still = planar.sweep(stack=rows[None], centred=False)
    rotated = turned[0] if lengths is None else turned[0] * lengths
    return Rotated(rotated, matrices[0], cautions=() if still[0] else (NOT_CONVERGED,))
