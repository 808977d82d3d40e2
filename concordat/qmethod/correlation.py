"""How alike two sorts are: Pearson's, Spearman's or Kendall's correlation (Stephenson 1935; Brown 1980)."""

from collections.abc import Sequence

import numpy as np

from concordat.qmethod.results import Booleans, Correlation, Floats
from concordat.qmethod.study import Refused

# Below this a negative eigenvalue is more than rounding: the correlations do not fit together.
FITTING = -1e-8
NO_SPREAD = 1e-20
# What is left of the variance of a sort, as a share, when it is the same on all cards but for rounding.
FLAT = 1e-12


def correlate(
    *, sorts: Floats, method: Correlation = Correlation.PEARSON, participants: Sequence[str] = ()
) -> Floats:
    """The correlations between sorts.

    sorts          shape (statements, sorts); NaN where a card is missing
    method         Pearson's r; Spearman's rho, which is Pearson's r of average ranks; Kendall's tau-b
    participants   their ids, for what is refused; numbers from 1 if left out

    Returns shape (sorts, sorts), symmetric, 1 on the diagonal. Two sorts of which one lacks a card are
    correlated on the cards that both have. If the result then has an eigenvalue below -1e-8, negative
    eigenvalues are set to 0 and the diagonal is scaled back to 1.
    Raises ``Refused`` if a sort, or what two sorts share, has no variance.
    Source: Brown (1980), Political Subjectivity; for the last step the idea of Higham (2002).
    """
    sorts = np.asarray(sorts, dtype=np.float64)
    present = ~np.isnan(sorts)
    is_complete = bool(present.all())
    with np.errstate(invalid="ignore", divide="ignore"):
        if method is Correlation.KENDALL:
            found = _kendall(sorts=sorts, present=present)
        elif is_complete:
            found = _pearson(ranks(values=sorts) if method is Correlation.SPEARMAN else sorts)
        elif method is Correlation.SPEARMAN:
            found = _ranks_on_common_cards(sorts, present)
        else:
            found = _on_common_cards(sorts, present)
    _refuse_the_flat(found, participants or [str(place + 1) for place in range(len(found))])
    np.clip(found, -1.0, 1.0, out=found)
    np.fill_diagonal(found, 1.0)
    return found if is_complete else fitting_together(correlation=found)


def standardise(*, sorts: Floats) -> Floats:
    """Every column with mean 0 and standard deviation 1 (n - 1), over the cards that it has.

    sorts   shape (statements, sorts); NaN where a card is missing: it then counts as 0, the sort's own mean
    """
    present = ~np.isnan(sorts)
    n = present.sum(axis=0)
    centred = np.where(present, sorts, 0.0)
    centred = np.where(present, centred - centred.sum(axis=0) / n, 0.0)
    return np.asarray(centred / np.sqrt((centred**2).sum(axis=0) / (n - 1)))


def ranks(*, values: Floats) -> Floats:
    """The rank of every value within its column, from 1; equal values share their average rank."""
    n = values.shape[0]
    order = np.argsort(values, axis=0, kind="stable")
    ordered = np.take_along_axis(values, order, axis=0)
    starts = np.ones(values.shape, dtype=bool)
    starts[1:] = ordered[1:] != ordered[:-1]
    ends = np.ones(values.shape, dtype=bool)
    ends[:-1] = starts[1:]
    places = np.arange(n)[:, None]
    first = np.maximum.accumulate(np.where(starts, places, 0), axis=0)
    last = np.minimum.accumulate(np.where(ends, places, n - 1)[::-1], axis=0)[::-1]
    ranked = np.empty(values.shape)
    np.put_along_axis(ranked, order, (first + last) / 2 + 1.0, axis=0)
    return ranked


def with_views(*, sorts: Floats, views: Floats) -> Floats:
    """Pearson's r between every sort and every view, over the cards that the sort has.

    sorts   shape (statements, sorts); NaN where a card is missing
    views   z-scores or arrays, shape (statements, views); a column with NaN, of a factor without flags,
            gives NaN

    Returns shape (sorts, views). NaN where a sort has no variance.
    """
    present = (~np.isnan(sorts)).astype(np.float64)
    known = np.where(present > 0, sorts, 0.0)
    n = present.sum(axis=0)[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        mine = known - present * (known.sum(axis=0) / present.sum(axis=0))
        together = mine.T @ views
        spread = present.T @ views**2 - (present.T @ views) ** 2 / n
        size = (mine**2).sum(axis=0)[:, None] * spread
        return np.asarray(np.where(size > NO_SPREAD, together / np.sqrt(size), np.nan))


def fitting_together(*, correlation: Floats) -> Floats:
    """The same matrix without negative eigenvalues, and 1 on the diagonal. Source: idea of Higham (2002)."""
    values, vectors = np.linalg.eigh(correlation)
    if values[0] >= FITTING:
        return correlation
    clipped = (vectors * np.maximum(values, 0.0)) @ vectors.T
    scale = np.sqrt(np.diag(clipped))
    clipped /= np.outer(scale, scale)
    clipped = (clipped + clipped.T) / 2
    np.fill_diagonal(clipped, 1.0)
    return np.asarray(clipped)


def _pearson(sorts: Floats) -> Floats:
    centred = sorts - sorts.mean(axis=0)
    squares = (centred**2).sum(axis=0)
    # The mean of equal numbers may miss them by a last bit; such a sort has no variance all the same.
    flat = sorts.max(axis=0) == sorts.min(axis=0)
    unit = centred / np.sqrt(np.where(flat, np.nan, squares))
    return np.asarray(unit.T @ unit)


def _on_common_cards(sorts: Floats, present: Booleans) -> Floats:
    """Pearson's r of every pair over the cards that both have, all pairs at once."""
    has = present.astype(np.float64)
    known = np.where(present, sorts, 0.0)
    known = np.where(present, known - known.sum(axis=0) / has.sum(axis=0), 0.0)
    n = has.T @ has
    # Row i, column j: of sort i, over the cards that j has too.
    total, squares = known.T @ has, (known**2).T @ has
    spread = squares - total**2 / n
    spread = np.where(spread > FLAT * squares.diagonal()[:, None], spread, np.nan)
    found = (known.T @ known - total * total.T / n) / np.sqrt(spread * spread.T)
    return np.asarray(np.where(n < 2, np.nan, found))


def _ranks_on_common_cards(sorts: Floats, present: Booleans) -> Floats:
    """Spearman's rho: complete sorts all at once, the others pair by pair, each on its own ranks."""
    whole = present.all(axis=0)
    p = sorts.shape[1]
    found = np.ones((p, p))
    complete = np.flatnonzero(whole)
    if len(complete):
        found[np.ix_(complete, complete)] = _pearson(ranks(values=sorts[:, complete]))
    for i in np.flatnonzero(~whole):
        for j in np.flatnonzero(whole | (np.arange(p) >= i)):
            common = present[:, i] & present[:, j]
            both = sorts[common][:, np.array([i, j])]
            enough = common.sum() >= 2
            found[i, j] = found[j, i] = _pearson(ranks(values=both))[0, 1] if enough else np.nan
    return found


def _kendall(*, sorts: Floats, present: Booleans) -> Floats:
    """tau-b: which of two statements stands higher, over every pair that both sorts have."""
    first, second = np.triu_indices(sorts.shape[0], 1)
    both = (present[first] & present[second]).astype(np.float64)
    signs = np.nan_to_num(np.sign(sorts[first] - sorts[second]))
    untied = (signs**2).T @ both
    return np.asarray((signs.T @ signs) / np.sqrt(untied * untied.T))


def _refuse_the_flat(found: Floats, participants: Sequence[str]) -> None:
    flat = np.flatnonzero(np.isnan(np.diag(found)))
    if len(flat):
        name = participants[int(flat[0])]
        raise Refused(
            f"The sort of {name} puts every statement in the same place, so it correlates with nothing: "
            "leave it out.",
            participant=name,
        )
    apart = np.argwhere(np.isnan(found))
    if len(apart):
        one, other = (participants[int(each)] for each in apart[0])
        raise Refused(
            f"The cards that the sorts of {one} and {other} have in common do not vary, so the two cannot be "
            "correlated: leave one of them out.",
            participant=one,
        )
