"""The bootstrap of R qmethod from given resamples: what ``qmboots(indet = "qindtest")`` computes."""

from dataclasses import dataclass

import numpy as np

from concordat.qmethod import as_in_r as r
from concordat.qmethod import as_in_r_scores, checking, correlation, flagging, scores, weights
from concordat.qmethod.results import Booleans, Floats, Integers, Mode
from concordat.qmethod.study import Refused, Study

NO_ORDER, NO_SIGN = "OK: No ORDER swap issues", "OK: No SIGN swap issues"
TWICE = (
    "ERROR in ORDER swap: at least one factor in the resample is best match for two or more factors "
    "in the target"
)
THE_SAME = 0.999  # two columns that correlate above this are one column taken twice


@dataclass(frozen=True)
class AsInR:
    """Every step and R's summary. P sorts, N statements, k factors; a sort that was not drawn has NaN.

    target                    full-sample loadings (P, k)
    loadings                  (steps, P, k)
    flags                     (steps, P, k), False where not drawn
    zscores                   (steps, N, k)
    order_log, sign_log       what R says of each step
    zscore_mean, zscore_se, zscore_bias       (N, k)
    arrays, bootstrapped_arrays               (N, k)
    loading_mean, loading_se, loading_bias, flag_frequency      (P, k)
    fsi, nfsi                 factor stability index Σ|array - bootstrapped array|/N, and that over twice the
                              sum of |grid| (k,)
    fsi_printed               what R prints for both (k, 2): it compares every statement with one cell, row f
                              of the first factor's array, so these figures say nothing of stability
    """

    target: Floats
    loadings: Floats
    flags: Booleans
    zscores: Floats
    order_log: tuple[str, ...]
    sign_log: tuple[str, ...]
    zscore_mean: Floats
    zscore_se: Floats
    zscore_bias: Floats
    arrays: Floats
    bootstrapped_arrays: Floats
    loading_mean: Floats
    loading_se: Floats
    loading_bias: Floats
    flag_frequency: Floats
    fsi: Floats
    nfsi: Floats
    fsi_printed: Floats


def as_in_r(study: Study, *, factors: int, resamples: Integers) -> AsInR:
    """R's bootstrap of principal components and varimax, from the resamples that R drew.

    resamples   shape (steps, sorts): which sorts make up each resample, counted from 1 as in R; every
                resample as large as the study

    Each resample is rotated by the varimax that stops early, then aligned with the full-sample loadings of
    its own sorts by their correlations: each factor takes the column that correlates most with it, unless
    one column would be taken twice, and then its sign. R loses the whole run at some ties; this does not.
    Raises ``Refused`` for a study that R could not analyse.
    Source: Zabala & Pascual (2016), PLoS ONE 11(2): e0148087; R qmethod 1.8.4.
    """
    looked_at = checking.check(study, mode=Mode.QMETHOD)
    sorts, drawn = looked_at.sorts, np.asarray(resamples, dtype=np.int64) - 1
    p = sorts.shape[1]
    if drawn.ndim != 2 or drawn.shape[1] != p or drawn.min(initial=0) < 0 or drawn.max(initial=0) >= p:
        raise Refused(f"Each resample must hold {p} sorts, counted from 1 to {p}.")
    relations = correlation.correlate(sorts=sorts)
    target = _full(relations, factors)
    aligned = [
        _aligned(found, target[rows])
        for found, rows in zip(_rotated(relations, drawn, factors), drawn, strict=True)
    ]
    loadings = _by_participant(np.array([one[0] for one in aligned]), drawn, p)
    flags = flagging.flags(loadings=np.nan_to_num(loadings), statements=len(sorts))
    counts = np.stack([np.bincount(rows, minlength=p) for rows in drawn])
    used = weights.weights(loadings=np.nan_to_num(loadings), flags=flags) * counts[:, :, None]
    zscores = np.stack([scores.zscores(sorts=sorts, weights=each) for each in used])
    return _summary(
        sorts,
        looked_at.grid,
        target,
        loadings,
        flags,
        zscores,
        [one[1] for one in aligned],
        [one[2] for one in aligned],
    )


def _full(relations: Floats, factors: int) -> Floats:
    extracted = r.principal_components(correlation=relations, factors=factors)
    return r.ordered_and_signed(rotated=r.varimax(loadings=extracted.loadings)).loadings


def _rotated(relations: Floats, drawn: Integers, factors: int) -> Floats:
    stack = relations[drawn[:, :, None], drawn[:, None, :]]
    values, vectors = np.linalg.eigh(stack)
    unrotated = vectors[:, :, ::-1][:, :, :factors] * np.sqrt(
        np.maximum(values[:, None, ::-1][:, :, :factors], 0)
    )
    upright = np.where(unrotated.sum(axis=1, keepdims=True) < 0, -unrotated, unrotated)
    return r.varimax_many(loadings=upright).loadings


def _aligned(loadings: Floats, target: Floats) -> tuple[Floats, str, str]:
    """One resample in the target's order and signs, and what R logs of both."""
    k = target.shape[1]
    alike = _column_correlations(loadings, target)
    order_log = NO_ORDER
    if (np.abs(alike) > np.abs(np.diag(alike))).any():
        order = np.argmax(np.abs(alike), axis=0)
        moved = loadings[:, order]
        between = _column_correlations(moved, moved) - np.eye(k)
        if (between > THE_SAME).any():
            order_log = TWICE
        else:
            loadings = moved
            order_log = "OK - Factors reordered:  " + " ".join(str(each + 1) for each in order)
    turned = np.diag(_column_correlations(loadings, target)) < 0
    names = ", ".join(str(each + 1) for each in np.flatnonzero(turned))
    return (
        np.where(turned, -loadings, loadings),
        order_log,
        f"OK: SIGN swap in factors {names}" if names else NO_SIGN,
    )


def _column_correlations(a: Floats, b: Floats) -> Floats:
    a, b = a - a.mean(axis=0), b - b.mean(axis=0)
    return np.asarray((a.T @ b) / np.sqrt(np.outer((a**2).sum(axis=0), (b**2).sum(axis=0))))


def _by_participant(loadings: Floats, drawn: Integers, p: int) -> Floats:
    steps, _, k = loadings.shape
    spread = np.full((steps, p, k), np.nan)
    spread[np.arange(steps)[:, None], drawn] = loadings
    return spread


def _summary(
    sorts: Floats,
    grid: Floats,
    target: Floats,
    loadings: Floats,
    flags: Booleans,
    zscores: Floats,
    order_log: list[str],
    sign_log: list[str],
) -> AsInR:
    full_flags = flagging.flags(loadings=target, statements=len(sorts))
    full = scores.zscores(sorts=sorts, weights=weights.weights(loadings=target, flags=full_flags))
    arrays = as_in_r_scores.arrays(zscores=full, grid=grid)
    # R leaves the steps out of its summary in which one column was best for two factors.
    kept = np.array([log != TWICE for log in order_log], dtype=bool)
    loadings_kept, flags_kept, zscores_kept = loadings[kept], flags[kept], zscores[kept]
    mean = zscores_kept.mean(axis=0)
    bootstrapped = as_in_r_scores.arrays(zscores=mean, grid=grid)
    drawn = ~np.isnan(loadings_kept)
    widest = 2 * np.abs(grid).sum()
    printed = np.abs(bootstrapped - arrays[: arrays.shape[1], 0]).sum(axis=0) / len(sorts)
    fsi = np.abs(arrays - bootstrapped).sum(axis=0) / len(sorts)
    with np.errstate(invalid="ignore", divide="ignore"):
        loading_mean = np.nansum(loadings_kept, axis=0) / drawn.sum(axis=0)
        left = np.where(drawn, loadings_kept - loading_mean, 0.0)
        loading_se = np.sqrt((left**2).sum(axis=0) / (drawn.sum(axis=0) - 1))
        frequency = flags_kept.sum(axis=0) / drawn.sum(axis=0)
    return AsInR(
        target,
        loadings,
        flags,
        zscores,
        tuple(order_log),
        tuple(sign_log),
        zscore_mean=mean,
        zscore_se=zscores_kept.std(axis=0, ddof=1),
        zscore_bias=full - mean,
        arrays=arrays,
        bootstrapped_arrays=bootstrapped,
        loading_mean=loading_mean,
        loading_se=loading_se,
        loading_bias=target - loading_mean,
        flag_frequency=frequency,
        fsi=fsi,
        nfsi=fsi / widest,
        fsi_printed=np.column_stack([printed, printed / widest]),
    )
