"""Scores of many solutions at once, and which of their factors belongs to which of the full sample's."""

import numpy as np

from concordat.qmethod import arrays as factor_arrays
from concordat.qmethod import congruence, scores, weights
from concordat.qmethod.results import Booleans, Floats, Integers

TIE = 1e-6  # loadings only decide where z-scores leave a tie, or there are none
IMPROPER = 1 - 1e-8  # a resample of few people may explain one of them wholly


def weights_of(loadings: Floats, flags: Booleans) -> Floats:
    """Of a stack (solutions, sorts, factors); those of an improper solution are cut, as in analyses."""
    wholly = (loadings**2).sum(axis=2) > 2 - IMPROPER
    beyond = (np.abs(loadings) > IMPROPER).any(axis=(1, 2)) | wholly.any(axis=1)
    cut = np.where(beyond, weights.LARGEST_LOADING, np.inf)[:, None, None]
    return weights.weights(loadings=np.clip(loadings, -cut, cut), flags=flags)


def scored(sorts: Floats, used: Floats) -> Floats:
    """z-scores (solutions, statements, factors) from weights (solutions, sorts, factors)."""
    b, p, k = used.shape
    told = scores.zscores(sorts=sorts, weights=used.transpose(1, 0, 2).reshape(p, b * k))
    return told.reshape(-1, b, k).transpose(1, 0, 2)


def matched(
    *, zscores: Floats, loadings: Floats, to_zscores: Floats, to_loadings: Floats
) -> tuple[Integers, Floats]:
    """For each solution which of its columns belongs to each of the full sample's, and with which sign.

    zscores, loadings   stacks (solutions, statements or sorts, factors)
    to_…                of the full sample; its loadings a stack, 0 for sorts that were not drawn
    """
    by_z = congruence.congruence(zscores, to_zscores[None])
    by_loading = congruence.congruence(loadings, to_loadings)
    gain = np.abs(by_z) + TIE * np.abs(by_loading)
    order = np.argmax(gain, axis=1)
    # Where every factor has another best column, no assignment can be better.
    for step in np.flatnonzero((np.sort(order, axis=1) != np.arange(order.shape[1])).any(axis=1)):
        order[step] = congruence.assign(gain=gain[step].T)
    phi, other = (np.take_along_axis(each, order[:, None, :], axis=1)[:, 0] for each in (by_z, by_loading))
    return order, np.where(np.where(phi == 0, other, phi) < 0, -1.0, 1.0)


def congruence_with(zscores: Floats, own: Floats) -> Floats:
    """φ of each factor with its own in the full sample, (solutions, factors); NaN where one has no scores."""
    with np.errstate(invalid="ignore", divide="ignore"):
        below = np.sqrt((zscores**2).sum(axis=1) * (own**2).sum(axis=0))
        return np.asarray((zscores * own).sum(axis=1) / below)


def placed(zscores: Floats, grid: Floats) -> Floats:
    """Factor arrays of a stack, tied statements in the order of the study."""
    rounded = np.round(zscores, factor_arrays.DECIMALS)
    order = np.argsort(-rounded, axis=1, kind="stable")
    laid = np.empty(zscores.shape)
    np.put_along_axis(laid, order, np.broadcast_to(grid[::-1][None, :, None], zscores.shape), axis=1)
    return np.where(np.isnan(zscores), np.nan, laid)
