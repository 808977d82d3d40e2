"""Factors with people at both ends: one viewpoint and its opposite, told apart on request."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.results import Booleans, Floats
from concordat.qmethod.study import Refused


@dataclass(frozen=True)
class Views:
    """A rotated solution with its flags, of which any column may be split.

    loadings, structure   shape (sorts, factors)
    matrix                shape (unrotated factors, factors): unrotated @ matrix = loadings
    correlations          of the factors; None if they are at right angles and none was split
    names                 "1", "2", or "1a" and "1b" after a split
    """

    loadings: Floats
    structure: Floats
    matrix: Floats
    correlations: Floats | None
    flags: Booleans
    names: tuple[str, ...]


def split(views: Views, *, factor: int) -> Views:
    """Put view b beside view a: the loadings times −1, with the flags that were negative.

    factor   counted from 0; both views take its place, a first, and later factors move on by one

    Raises ``Refused`` where nobody is flagged at one of the ends.
    Source: Brown (1980); as KADE and Stata's qfactor do.
    """
    flagged, negative = views.flags[:, factor], views.loadings[:, factor] < 0
    if not (flagged & negative).any() or not (flagged & ~negative).any():
        raise Refused(f"Factor {views.names[factor]} has no flags at both ends: there is nothing to split.")
    return mirrored(views, factor=factor)


def mirrored(views: Views, *, factor: int) -> Views:
    """The same, whoever is flagged."""
    flagged, negative = views.flags[:, factor], views.loadings[:, factor] < 0
    flags = np.insert(views.flags, factor + 1, flagged & negative, axis=1)
    flags[:, factor] = flagged & ~negative
    correlations = views.correlations
    if correlations is None:
        correlations = np.eye(views.loadings.shape[1])
    correlations = _mirrored(_mirrored(correlations, factor).T, factor)
    return Views(
        loadings=_mirrored(views.loadings, factor),
        structure=_mirrored(views.structure, factor),
        matrix=_mirrored(views.matrix, factor),
        correlations=correlations,
        flags=flags,
        names=(*views.names[:factor], *_both(views.names[factor]), *views.names[factor + 1 :]),
    )


def with_flags(views: Views, *, flags: Booleans) -> Views:
    return replace(views, flags=flags)


def _mirrored(columns: Floats, factor: int) -> Floats:
    return np.insert(columns, factor + 1, -columns[:, factor], axis=1)


def _both(name: str) -> tuple[str, str]:
    return f"{name}a", f"{name}b"


def cautions(
    *, loadings: Floats, flags: Booleans, participants: tuple[str, ...], names: Sequence[str] | None = None
) -> list[Caution]:
    """Every factor with people at both ends, or at the lower end alone; the caution names those below.

    names   of the factors; their numbers if left out
    """
    told = []
    called = names or [str(factor + 1) for factor in range(flags.shape[1])]
    negative = flags & (loadings < 0)
    for factor in np.flatnonzero(negative.any(axis=0)).tolist():
        people = tuple(participants[sort] for sort in np.flatnonzero(negative[:, factor]))
        both = bool((flags[:, factor] & ~negative[:, factor]).any())
        about = _bipolar if both else _negative
        told.append(about(factor + 1, called[factor], people))
    return told


def _bipolar(factor: int, called: str, people: tuple[str, ...]) -> Caution:
    return Caution(
        About.BIPOLAR,
        f"Factor {called} is bipolar: {', '.join(people)} "
        f"{'loads on it negatively and counts' if len(people) == 1 else 'load on it negatively and count'} "
        "as its opposite. Splitting it would describe both ends as views of their own.",
        participants=people,
        factors=(factor,),
    )


def _negative(factor: int, called: str, people: tuple[str, ...]) -> Caution:
    return Caution(
        About.FLAGGED_NEGATIVELY,
        f"Everybody flagged on factor {called} ({', '.join(people)}) loads on it negatively: invert it "
        "before reading it.",
        participants=people,
        factors=(factor,),
    )
