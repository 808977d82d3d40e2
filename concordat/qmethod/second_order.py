"""Views of views: the factors of several studies, groups or waves, sorted together as if they were people."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from concordat.qmethod.analysis import analyse
from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.results import Analysis, Floats
from concordat.qmethod.study import Refused, Sort, Statement, Study

FEWEST = 4
FEW = 8


@dataclass(frozen=True)
class FirstOrder:
    """One factor that went in. ``reliability`` is its composite reliability, from its flagged sorts."""

    id: str
    source: str
    factor: int
    reliability: float
    flagged: int


@dataclass(frozen=True)
class SecondOrder:
    """Loadings of ``analysis`` say how far each first-order view belongs to a shared one.

    Its participants are the first-order factors, in the order of ``of``.
    """

    analysis: Analysis
    of: tuple[FirstOrder, ...]
    cautions: tuple[Caution, ...]


def second_order(
    sources: Mapping[str, Analysis], *, factors: int, arrays: bool = False, **settings: Any
) -> SecondOrder:
    """Analyse the factors of several analyses of the same statements as if they were sorts.

    sources    what each analysis is called: a study, a group, a wave
    factors    how many second-order factors
    arrays     take the factor arrays in place of the z-scores
    settings   as of ``analyse``

    A factor without flags has no scores and is left out. Statements are found by their ids. The grid of the
    result is that of the first analysis, and an array on it is only an ordering.
    Raises ``Refused`` with fewer than four first-order factors, or if the statements differ.
    Source: Brown (1980), Political Subjectivity; Watts & Stenner (2012), Doing Q Methodological Research.
    """
    if not sources:
        raise Refused("A second-order analysis needs analyses to start from.")
    first = next(iter(sources.values()))
    statements = first.study.statements
    going_in = [each for name, analysis in sources.items() for each in _of(name, analysis)]
    if len(going_in) < FEWEST:
        raise Refused(
            f"A second-order analysis needs at least {FEWEST} first-order factors with flags; "
            f"here there are {len(going_in)}."
        )
    sorts = [
        Sort(each.id, tuple(_scores(sources[each.source], statements, arrays)[:, each.factor - 1].tolist()))
        for each in going_in
    ]
    study = Study(statements=statements, sorts=tuple(sorts), title=", ".join(sources))
    grid = settings.pop("grid", None) or sorted(float(v) for v in first.study.nominal_grid)
    found = analyse(study, factors=factors, grid=grid, **settings)
    # Scores lie on no grid by their nature: only what else was found needs saying.
    by_nature = (About.OFF_THE_GRID, About.UNFORCED, About.OUT_OF_RANGE)
    found = replace(found, cautions=tuple(each for each in found.cautions if each.about not in by_nature))
    return SecondOrder(found, tuple(going_in), _cautions(len(going_in)))


def _of(name: str, analysis: Analysis) -> list[FirstOrder]:
    known = analysis.characteristics
    return [
        FirstOrder(
            id=f"{name}: {f + 1}",
            source=name,
            factor=f + 1,
            reliability=float(known.composite_reliability[f]),
            flagged=int(known.n_flagged[f]),
        )
        for f in range(analysis.factors)
        if not np.isnan(analysis.zscores[:, f]).any()
    ]


def _scores(analysis: Analysis, statements: tuple[Statement, ...], arrays: bool) -> Floats:
    place = {each.id: row for row, each in enumerate(analysis.study.statements)}
    if place.keys() != {each.id for each in statements}:
        name = min(place.keys() ^ {each.id for each in statements})
        raise Refused(
            f"Not all analyses have the statement {name}: views can be put together over the same statements "
            "only.",
            statement=name,
        )
    values = analysis.arrays if arrays else analysis.zscores
    return values[[place[each.id] for each in statements]]


def _cautions(factors: int) -> tuple[Caution, ...]:
    if factors >= FEW:
        return ()
    sentence = f"Only {factors} first-order factors went in: read the second order as a sketch."
    return (Caution(About.FEW_FACTORS, sentence),)
