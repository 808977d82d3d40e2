"""How strongly each factor agrees with each statement, in standard deviations."""

import numpy as np

from concordat.qmethod.results import Booleans, Floats
from concordat.qmethod.weights import LARGEST_LOADING


def zscores(*, sorts: Floats, weights: Floats) -> Floats:
    """Weighted sums of the sorts, standardised over the statements.

    sorts     shape (statements, sorts): by ``correlation.standardise``, or as laid (R qmethod)
    weights   shape (sorts, factors); a column of zeros is a factor without flags

    Returns shape (statements, factors); NaN for a factor without flags. With T = sorts @ weights,
    z = (T − mean T)/sd T, sd over n − 1. Source: Spearman (1927); Brown (1980).
    """
    return _over_statements(sorts @ weights, scored=np.logical_or.reduce(weights != 0))


def regression_scores(
    *, standardised: Floats, correlation: Floats, structure: Floats, flags: Booleans
) -> Floats:
    """Thurstone's scores X R⁻¹ S, standardised; not usual in Q studies, for they use every sort.

    standardised   shape (statements, sorts)
    correlation    shape (sorts, sorts); where it is singular its pseudo-inverse is used
    structure      correlations of sorts with factors, shape (sorts, factors)
    flags          only to leave a factor without flags unscored, as everywhere
    Source: Thurstone (1935), The Vectors of Mind.
    """
    inverse = np.linalg.pinv(correlation, rcond=1e-10, hermitian=True)
    return _over_statements(standardised @ inverse @ structure, scored=np.logical_or.reduce(flags))


def bartlett_scores(
    *, standardised: Floats, loadings: Floats, communalities: Floats, flags: Booleans
) -> Floats:
    """Bartlett's scores X Ψ⁻¹L(LᵀΨ⁻¹L)⁻¹, standardised; not usual in Q studies.

    Ψ = diag(1 − h²), where h is cut to .995, so that a sort explained wholly (or beyond, in an
    improper solution) does not count without end. Source: Bartlett (1937), Br J Psychol 28:97–104.
    """
    unique = np.maximum(1 - communalities, 1 - LARGEST_LOADING**2)
    weighted = loadings / unique[:, None]
    combined = weighted @ np.linalg.pinv(loadings.T @ weighted, rcond=1e-12, hermitian=True)
    return _over_statements(standardised @ combined, scored=np.logical_or.reduce(flags))


def _over_statements(totals: Floats, *, scored: Booleans) -> Floats:
    scores = np.full(totals.shape, np.nan)
    chosen = totals[:, scored]
    spread = chosen.std(axis=0, ddof=1)
    # Opposite sorts may cancel out: then the factor says nothing of any statement.
    with np.errstate(divide="ignore", invalid="ignore"):
        scores[:, scored] = np.where(spread > 0, (chosen - chosen.mean(axis=0)) / spread, 0.0)
    return scores
