"""Views on a flat map: near each other where their scores are alike (classical scaling)."""

from dataclasses import dataclass

import numpy as np

from concordat.qmethod.results import Analysis, Floats


@dataclass(frozen=True)
class Map:
    """coordinates  shape (views, 2): only the distances between rows mean anything
    views        which factors they are, counted from 1
    share        how much of the squared distances the two directions show, from 0 to 1
    """

    coordinates: Floats
    views: tuple[int, ...]
    share: float


def flat_map(*, correlations: Floats) -> tuple[Floats, float]:
    """Places in the plane whose distances come nearest to √(2(1 − r)), the distance of standardised scores.

    correlations   shape (views, views), symmetric, ones on the diagonal

    Returns the places, shape (views, 2), centred on 0, and the share of the squared distances from the centre
    that they keep. The first direction is the one in which views differ most; of each direction the end with
    the larger sum of cubes is positive, so that the same views give the same map.

    With D² the squared distances and J = I − 11ᵀ/k: B = −½ J D² J = J R J; places = V √Λ for the two largest
    eigenvalues. Negative eigenvalues count as 0.
    Raises ``ValueError`` if the matrix is not square or a value is missing.
    Source: Torgerson (1952), Psychometrika 17, 401–419; Gower (1966), Biometrika 53, 325–338.
    """
    table = np.asarray(correlations, dtype=float)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or not np.isfinite(table).all():
        raise ValueError("A map needs the correlation of every view with every view.")
    count = table.shape[0]
    centring = np.eye(count) - 1 / max(count, 1)
    values, vectors = np.linalg.eigh(centring @ table @ centring)
    values = np.clip(values[::-1], 0, None)
    # What is nought but for rounding has no direction of its own.
    values[values < 1e-12] = 0.0
    places = np.zeros((count, 2))
    kept = min(2, count)
    places[:, :kept] = vectors[:, ::-1][:, :kept] * np.sqrt(values[:kept])
    places *= np.where((places**3).sum(axis=0) < -1e-12, -1.0, 1.0)
    total = float(values.sum())
    return places, float(values[:2].sum()) / total if total else 1.0


def map_of_views(*, analysis: Analysis) -> Map:
    """The factors of a solution that have scores, placed by the correlations of their z-scores.

    Raises ``ValueError`` where no factor has any.
    """
    scored = np.flatnonzero(~np.isnan(analysis.zscores).any(axis=0))
    if not scored.size:
        raise ValueError("No view of this solution has scores: no sort defines any.")
    among = np.atleast_2d(np.corrcoef(analysis.zscores[:, scored], rowvar=False))
    places, share = flat_map(correlations=among)
    return Map(coordinates=places, views=tuple(int(each) + 1 for each in scored), share=share)
