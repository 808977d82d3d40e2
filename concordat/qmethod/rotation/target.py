"""Target rotation: as near as factors at right angles may come to what was expected, or found before.

Where the target comes from:

(a) ``by_people``          a theory says who should define each view
(b) ``by_statements``      a theory says how each view should lay the cards
(c) ``by_same_people``     an earlier solution in which some of the same sorts took part
(d) ``by_other_people``    an earlier solution with other people and the same statements

Columns of the result keep the order and the signs of the target: ``ordering.by_convention`` is not for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from concordat.qmethod import congruence, ordering
from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.correlation import with_views
from concordat.qmethod.results import Booleans, Floats, Rotated
from concordat.qmethod.rotation import gradient
from concordat.qmethod.rotation.varimax import NOT_CONVERGED, varimax
from concordat.qmethod.study import Refused

# A pull so weak that it decides only where the target does not.
NOTHING_SAID = 1e-13


@dataclass(frozen=True, kw_only=True)
class Targeted(Rotated):
    """``congruences``: Tucker's φ of each factor with its target, over the cells that the target states.

    Shape (factors,); NaN for a factor of which the target states nothing.
    """

    congruences: Floats


def to_target(*, loadings: Floats, target: Floats) -> Targeted:
    """The rotation L U Vᵀ, from the singular values U S Vᵀ of LᵀB, that comes nearest to the target B.

    loadings   L, shape (sorts, factors)
    target     B, shape (sorts, up to as many factors); NaN where nothing is known. Sorts of which nothing at
               all is known are left out of the fit. With single cells free the fit is
               ``to_partial_target``; factors beyond the target's are free altogether.

    A factor whose congruence with its target is below .85 is named in the caution FAR_FROM_TARGET.
    Raises ``Refused`` if the target does not fit the loadings.
    Source: Schönemann (1966), Psychometrika 31, 1-10.
    """
    target, stated = _fitting(loadings, target)
    whole = stated.all(axis=1)
    if not (whole | ~stated.any(axis=1)).all():
        return to_partial_target(loadings=loadings, target=target)
    start = _start(loadings, np.where(stated, target, 0.0))
    matrix = start @ _procrustes((loadings @ start)[whole], target[whole])
    return _told(loadings, matrix, target, at_rest=True)


def to_partial_target(*, loadings: Floats, target: Floats) -> Targeted:
    """The rotation that makes Σ (l - b)² over the stated cells least; cells with NaN are free.

    By gradient projection, from the varimax position and from the nearest one with free cells at 0; the
    better end is taken, of equally good ones the first. What the target leaves open stays as in varimax.
    Source: Browne (1972), Br J Math Stat Psychol 25, 115-120; Bernaards & Jennrich (2005).
    """
    target, stated = _fitting(loadings, target)
    wanted = np.where(stated, target, 0.0)

    def distance(turned: Floats) -> tuple[float, Floats]:
        off = np.where(stated, turned - wanted, 0.0)
        return float((off**2).sum()), 2 * off

    at = _start(loadings, wanted)
    ends = [
        gradient.descend(
            among=gradient.Orthogonal(loadings), of=distance, settings=gradient.TO_THE_END, start=start
        )
        for start in (at, at @ _procrustes(loadings @ at, wanted))
    ]
    matrix, at_rest = min(ends, key=lambda end: round(distance(loadings @ end[0])[0], 12))
    return _told(loadings, matrix, target, at_rest=at_rest)


def by_people(
    *, participants: Sequence[str], views: Sequence[Mapping[str, float]], others: float = np.nan
) -> Floats:
    """Case (a). For each view: participant to 1 (defines it), -1 (its opposite) or 0 (no part in it).

    others   what is expected of everybody else: NaN, nothing

    Raises ``Refused`` for a participant who is not in the study, or a view that names nobody.
    """
    place = {name: i for i, name in enumerate(participants)}
    target = np.full((len(place), len(views)), others)
    for view, told in enumerate(views):
        if not told:
            raise Refused(
                f"The target says of nobody that they define view {view + 1}: name one person at least."
            )
        for name, expected in told.items():
            if name not in place:
                raise Refused(f"The target names {name}, who is not in this study.", participant=name)
            if expected not in (-1, 0, 1):
                raise Refused(
                    f"The target gives {name} {expected} on view {view + 1}: only 1, -1 and 0 are possible.",
                    participant=name,
                )
            target[place[name], view] = expected
    return target


def by_statements(*, sorts: Floats, arrays: Floats) -> Floats:
    """Case (b). b_if = r of sort i with the array expected of view f.

    sorts    shape (statements, sorts); NaN where a card is missing
    arrays   shape (statements, views)
    """
    return with_views(sorts=sorts, views=arrays)


def by_same_people(*, participants: Sequence[str], earlier: Mapping[str, Sequence[float]]) -> Floats:
    """Case (c). Participant to their loadings in the earlier solution; NaN for those who were not in it.

    Raises ``Refused`` if nobody was in both, or the earlier loadings are not equally many.
    """
    widths = {len(each) for each in earlier.values()}
    common = [name for name in participants if name in earlier]
    if not common:
        raise Refused("Nobody of this study is in the earlier solution, so it gives no target here.")
    if len(widths) != 1:
        raise Refused("The earlier solution does not give every participant the same number of loadings.")
    free = [np.nan] * widths.pop()
    return np.array([list(earlier.get(name, free)) for name in participants], dtype=np.float64)


def by_other_people(*, sorts: Floats, zscores: Floats) -> Floats:
    """Case (d). b_if = r of sort i with the z-scores of the earlier factor f, over the same statements."""
    return with_views(sorts=sorts, views=zscores)


def _fitting(loadings: Floats, target: Floats) -> tuple[Floats, Booleans]:
    target = np.asarray(target, dtype=np.float64)
    if target.ndim != 2 or len(target) != len(loadings):
        raise Refused(f"The target must have one row for each of the {len(loadings)} sorts.")
    missing = loadings.shape[1] - target.shape[1]
    if missing < 0:
        raise Refused(
            f"The target has {target.shape[1]} views, but there are {loadings.shape[1]} factors: "
            "extract more, or leave out views."
        )
    target = np.hstack([target, np.full((len(target), missing), np.nan)])
    stated = ~np.isnan(target)
    if not stated.any():
        raise Refused("The target says nothing about anybody.")
    return target, stated


def _start(loadings: Floats, wanted: Floats) -> Floats:
    """Varimax in the order and signs of the target: the same whatever signs were extracted."""
    base = ordering.by_convention(rotated=varimax(loadings=loadings))
    matching = congruence.match(of=base.loadings, to=wanted)
    return np.asarray(base.matrix[:, matching.order] * matching.signs)


def _procrustes(loadings: Floats, target: Floats) -> Floats:
    """The nearest rotation. Directions of which the target says nothing are not turned."""
    pulled = loadings.T @ target
    least = NOTHING_SAID * max(float(np.abs(pulled).max()), 1.0)
    left, _, right = np.linalg.svd(pulled + least * np.eye(len(pulled)))
    return np.asarray(left @ right)


def _told(loadings: Floats, matrix: Floats, target: Floats, *, at_rest: bool) -> Targeted:
    turned = loadings @ matrix
    stated = ~np.isnan(target)
    mine, wanted = np.where(stated, turned, 0.0), np.where(stated, target, 0.0)
    size = np.sqrt((mine**2).sum(axis=0) * (wanted**2).sum(axis=0))
    with np.errstate(invalid="ignore", divide="ignore"):
        phi = np.where(size > 0, (mine * wanted).sum(axis=0) / size, np.nan)
    far = tuple(int(f) + 1 for f in np.flatnonzero(phi < congruence.FAIRLY_SIMILAR))
    cautions = [] if at_rest else [NOT_CONVERGED]
    if far:
        told = ", ".join(f"{f} (congruence {phi[f - 1]:.2f})" for f in far)
        sentence = f"Not even after rotation are these factors like their target: {told}."
        cautions.append(Caution(About.FAR_FROM_TARGET, sentence, factors=far))
    return Targeted(turned, matrix, cautions=tuple(cautions), congruences=phi)
