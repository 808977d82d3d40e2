"""Brown's centroid, with a defined choice of reflections, and a look at the choices that are almost as good.

By the books the reflections of factor 2 and later hang on rounding. A centroid factor is the direction with
the largest sum, so the signs that make that sum largest are chosen here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from concordat.qmethod import components, congruence
from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.results import Booleans, Extracted, Floats

ROUNDS = 20_000
STILL = 1e-12
# A column sum this far below 0 is negative; smaller ones are rounding.
NEGATIVE = -1e-10
DECIMALS = 10
EQUAL = 0.5e-10
BLOCK = 65_536
LEADING = 8
ALMOST_AS_GOOD = 0.02
# A loading that moves by more than this between two solutions gives another view.
MOVED = 0.10


@dataclass(frozen=True)
class Rival:
    """Another set of reflections for one factor.

    factor       counted from 1
    gap          how far its sum lies below the best, as a share of the best
    congruence   |φ| of its factor with the one chosen
    signs        1 or -1 for each sort
    """

    factor: int
    gap: float
    congruence: float
    signs: Floats


@dataclass(frozen=True, kw_only=True)
class Centroid(Extracted):
    """Centroid factors.

    sign_gap   how far the next best reflections lie below the best, as a share; 1 if there are none,
               shape (factors,)
    secure     whether no rival lies within 2 % and gives another factor, shape (factors,)
    rivals     those that do
    """

    sign_gap: Floats
    secure: Booleans
    rivals: tuple[Rival, ...]


@dataclass(frozen=True)
class Unsettled:
    """A solution that is almost as good and differs: a flag changes, or a loading moves by more than 0.10.

    unrotated   with the rival's reflections, shape (sorts, factors)
    loadings    finished in the same way as the solution chosen, and matched to it
    moved       the largest change of a loading
    """

    rival: Rival
    unrotated: Floats
    loadings: Floats
    moved: float
    flags_changed: int
    caution: Caution


def brown(*, correlation: Floats, factors: int, participants: Sequence[str] = ()) -> Centroid:
    """Brown's centroid factors, unrotated.

    correlation    shape (sorts, sorts)
    factors        from 1 to the number of sorts
    participants   their ids, for cautions; numbers from 1 if left out

    Of the residual with a zero diagonal the signs with the largest sum are found; the loadings are
    f = (c + h)/√Σ(c + h), c the column sums, h the communalities, which are put back as f² until none moves
    by 1e-12; what they explain is taken away. The result does not depend on the order of the sorts.
    Raises ``Refused`` if the number of factors is impossible.
    Source: Brown (1980), Political Subjectivity, 208-224; Thurstone (1947); the choice of signs is ours.
    """
    p = len(correlation)
    components.possible(factors=factors, sorts=p)
    residual = correlation.copy()
    loadings, gaps = np.zeros((p, factors)), np.ones(factors)
    rivals: list[Rival] = []
    slow: list[int] = []
    for factor in range(factors):
        np.fill_diagonal(residual, 0.0)
        signs, sums = best_reflections(residual=residual)
        loadings[:, factor], at_rest = _factor(residual, signs[0])
        if len(sums) > 1 and sums[0] > 0:
            gaps[factor] = (sums[0] - sums[1]) / sums[0]
            rivals += _rivals(residual, loadings[:, factor], signs, sums, factor + 1)
        if not at_rest:
            slow.append(factor + 1)
        residual -= np.outer(loadings[:, factor], loadings[:, factor])
    eigenvalues, _ = components.eigen(correlation=correlation, vectors=1)
    secure = np.array([all(each.factor != f for each in rivals) for f in range(1, factors + 1)])
    cautions = _cautions(loadings, slow, participants)
    return Centroid(loadings, eigenvalues, cautions, sign_gap=gaps, secure=secure, rivals=tuple(rivals))


def with_rival(*, correlation: Floats, chosen: Floats, rival: Rival) -> Floats:
    """The same extraction, but with the rival's reflections for its factor. Returns shape (sorts, factors).

    chosen   the unrotated loadings of ``brown``; the factors before the rival's are kept
    """
    loadings = np.zeros_like(chosen)
    first = rival.factor - 1
    loadings[:, :first] = chosen[:, :first]
    residual = correlation - loadings @ loadings.T
    for factor in range(first, chosen.shape[1]):
        np.fill_diagonal(residual, 0.0)
        signs = rival.signs if factor == first else best_reflections(residual=residual)[0][0]
        loadings[:, factor], _ = _factor(residual, signs)
        residual -= np.outer(loadings[:, factor], loadings[:, factor])
    return loadings


def unsettled(
    *, correlation: Floats, extracted: Centroid, finish: Callable[[Floats], tuple[Floats, Booleans]]
) -> tuple[Unsettled, ...]:
    """Every solution from almost as good reflections that gives other views, with its caution.

    finish   takes unrotated loadings to (rotated loadings, flags), as the analysis itself does
    """
    if not extracted.rivals:
        return ()
    loadings, flags = finish(extracted.loadings)
    found = []
    for rival in extracted.rivals:
        unrotated = with_rival(correlation=correlation, chosen=extracted.loadings, rival=rival)
        other, other_flags = finish(unrotated)
        matching = congruence.match(of=other, to=loadings)
        other, other_flags = other[:, matching.order] * matching.signs, other_flags[:, matching.order]
        moved = float(np.abs(other - loadings).max())
        changed = int((other_flags != flags).sum())
        if changed or moved > MOVED:
            caution = _not_secure(rival.factor, loadings.shape[1])
            found.append(Unsettled(rival, unrotated, other, moved, changed, caution))
    return tuple(found)


def best_reflections(*, residual: Floats) -> tuple[Floats, Floats]:
    """The signs that make Σ s_i s_j A_ij largest, and every other local optimum met on the way.

    residual   A, shape (sorts, sorts), with a zero diagonal

    From each start (all positive; the signs of the eigenvectors of the 8 largest eigenvalues; the signs of
    each column) the sort with the smallest sum is reflected until no sum is negative. Returns the signs,
    shape (optima, sorts), the best first, the first sort positive, and their sums, shape (optima,).
    """
    p = len(residual)
    vectors = np.linalg.eigh(residual)[1][:, ::-1][:, :LEADING]
    columns = residual + np.eye(p)
    starts = np.where(np.hstack([np.ones((p, 1)), vectors, columns]) < 0, -1.0, 1.0).T
    ends = uphill(residual=residual, signs=_distinct(starts))
    ends = _distinct(ends)
    sums = np.einsum("mp,mp->m", ends, ends @ residual)
    order = np.argsort(-np.round(sums, DECIMALS), kind="stable")
    return ends[order], sums[order]


def uphill(*, residual: Floats, signs: Floats) -> Floats:
    """Reflect the sort with the smallest sum, from every row of signs, until no sum is negative.

    signs   shape (starts, sorts)

    Sums that agree to 10 decimals are equal; of equal ones the first is taken.
    """
    # Blocks that fit into the processor's cache: with 1,000 sorts several times faster than all at once.
    rows = max(16, BLOCK // len(residual))
    ends = [_climb(residual, signs[at : at + rows].copy()) for at in range(0, len(signs), rows)]
    return np.concatenate(ends)


def _climb(residual: Floats, signs: Floats) -> Floats:
    going = np.arange(len(signs))
    here, pull = signs.copy(), signs @ residual
    while len(going):
        sums = here * pull
        smallest = sums.min(axis=1)
        goes = smallest < NEGATIVE
        if not goes.all():
            signs[going[~goes]] = here[~goes]
            going, here, pull = going[goes], here[goes], pull[goes]
            sums, smallest = sums[goes], smallest[goes]
        j = np.argmax(sums <= smallest[:, None] + EQUAL, axis=1)
        rows = np.arange(len(going))
        here[rows, j] *= -1
        pull += residual[j] * (2 * here[rows, j])[:, None]
    return signs


def _factor(residual: Floats, signs: Floats) -> tuple[Floats, bool]:
    """Loadings of one factor with the signs given, and whether the communalities came to rest."""
    sums = signs * (residual @ signs)
    h = np.abs(residual).max(axis=0)
    found = np.zeros(len(sums))
    for _ in range(ROUNDS):
        raised = sums + h
        size = float(raised.sum())
        if size <= 0:
            return np.zeros(len(sums)), True
        found = raised / np.sqrt(size)
        new = found**2
        moved = float(np.abs(new - h).max())
        h = new
        if moved <= STILL:
            return np.asarray(signs * found), True
    return np.asarray(signs * found), False


def _rivals(residual: Floats, chosen: Floats, signs: Floats, sums: Floats, factor: int) -> list[Rival]:
    found = []
    for other, total in zip(signs[1:], sums[1:], strict=True):
        gap = float((sums[0] - total) / sums[0])
        if gap >= ALMOST_AS_GOOD:
            break
        loadings, _ = _factor(residual, other)
        phi = float(abs(congruence.congruence(chosen[:, None], loadings[:, None])[0, 0]))
        if phi < congruence.THE_SAME:
            found.append(Rival(factor, gap, phi, other))
    return found


def _distinct(signs: Floats) -> Floats:
    """Every set of signs once, in the order met; a set and its opposite are the same set."""
    upright = signs * signs[:, :1]
    _, first = np.unique(np.packbits(upright > 0, axis=1), axis=0, return_index=True)
    return np.asarray(upright[np.sort(first)])


def _cautions(loadings: Floats, slow: list[int], participants: Sequence[str]) -> tuple[Caution, ...]:
    found = []
    if slow:
        told = ", ".join(map(str, slow))
        found.append(
            Caution(
                About.NOT_CONVERGED,
                f"The communalities of centroid factor {told} did not settle: its loadings are approximate.",
                factors=tuple(slow),
            )
        )
    above = np.flatnonzero((loadings**2).sum(axis=1) > 1.0 + 1e-9)
    if len(above):
        names = components.names(rows=above, participants=participants)
        found.append(
            Caution(
                About.IMPROPER,
                f"The factors explain more than all of {', '.join(names)}: the solution is improper. "
                "Take fewer factors, or principal components.",
                participants=names,
            )
        )
    return tuple(found)


def _not_secure(factor: int, factors: int) -> Caution:
    return Caution(
        About.CENTROID_NOT_SECURE,
        "Another set of reflections is almost as good and gives other views: "
        f"factor {factor} and later ones are not secure. Prefer principal components or principal axis.",
        factors=tuple(range(factor, factors + 1)),
    )
