"""Laying a new sort beside views that are known already: how close it comes to each, and how sure that is.

A sort together with a role can identify a person. What is computed here is for the person whose sort it is,
or for a figure over many; a page shows nobody's closeness to anybody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, sqrt
from numbers import Real

import numpy as np

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.checking import LEAST_CARDS
from concordat.qmethod.correlation import with_views
from concordat.qmethod.results import Analysis, Booleans, Floats
from concordat.qmethod.study import Refused, Sort, Study

NORMAL = 1.96
# Fisher's interval divides by the root of n - 3.
FEWEST_CARDS = 4


class Standing(StrEnum):
    ASSIGNED = "assigned"
    NEAR = "near"
    NONE = "none"


@dataclass(frozen=True)
class Assignment:
    """How close one sort comes to k known views.

    closeness       a_f = r of the sort with the scores of view f, (k,); NaN for a view without scores
    low, high       its 95 % interval, (k,)
    standing        assigned to ``view``; near it, which is to say that another view may be as close; or none
    view            counted from 1; None if it stands near none
    opposite        whether the sort is the reverse of that view
    overlaps        the other views whose closeness, whatever its sign, has an interval that reaches into
                    that of the closest
    disattenuated   a_f/√r_f, what it might be were the view measured without error, (k,); shown, never used.
                    NaN if no reliability was given
    beta            weights of the regression of the sort on all views at once, (k,), and
    r_squared       the share of its variance that they explain together: views may be correlated
    cards           how many statements the sort has
    """

    participant: str
    closeness: Floats
    low: Floats
    high: Floats
    standing: Standing
    view: int | None
    opposite: bool
    overlaps: tuple[int, ...]
    disattenuated: Floats
    beta: Floats
    r_squared: float
    cards: int
    cautions: tuple[Caution, ...]


def assign(
    *, sorts: Floats, views: Floats, reliability: Floats | None = None, participants: Sequence[str] = ()
) -> tuple[Assignment, ...]:
    """Lay every sort beside the views.

    sorts          shape (statements, sorts); NaN where a card is missing
    views          z-scores, or arrays where only these are known, shape (statements, k); NaN for a factor
                   without flags
    reliability    composite reliability r_f of each view, shape (k,)
    participants   their ids; numbers from 1 if left out

    With n the cards of the sort, its interval is tanh(atanh a ± 1.96/√(n - 3)). It is assigned to view f when
    a_f² > Σ of the other a² and |a_f| > 1.96/√n. Where only the first fails, since another view's interval
    overlaps, it stands near the closest; otherwise near none. A sort with less than 80 % of its cards is not
    assigned at all. Raises ``Refused`` for a sort without variance or with fewer than 4 cards, or if no view
    has scores.
    Source: Brown (1980) for the rule; Fisher's transformation for the interval.
    """
    if sorts.ndim != 2 or views.ndim != 2 or len(sorts) != len(views):
        raise Refused("The sorts and the views must be over the same statements.")
    if np.isnan(views).any(axis=0).all():
        raise Refused("None of these views has scores, so nothing can be laid beside them.")
    names = tuple(participants) or tuple(str(i + 1) for i in range(sorts.shape[1]))
    closeness = with_views(sorts=sorts, views=views)
    return tuple(_one(sorts[:, i], closeness[i], views, reliability, name) for i, name in enumerate(names))


def to_analysis(study: Study, *, analysis: Analysis) -> tuple[Assignment, ...]:
    """Lay every sort of a study beside the views of an analysis of the same statements.

    Statements are found by their ids, in whatever order. Raises ``Refused`` where these differ, or a value is
    no number.
    """
    return assign(
        sorts=sorts_over(study, statements=[each.id for each in analysis.study.statements]),
        views=analysis.zscores,
        reliability=analysis.characteristics.composite_reliability,
        participants=study.participants,
    )


def sorts_over(study: Study, *, statements: Sequence[str]) -> Floats:
    """The sorts of a study as a matrix whose rows are these statements, shape (statements, sorts).

    Raises ``Refused`` if the study has other statements, or a value that is no number.
    """
    place = {statement.id: row for row, statement in enumerate(study.statements)}
    for name in statements:
        if name not in place:
            raise Refused(f"The study has no statement {name}, which the views are told by.", statement=name)
    for name in place.keys() - set(statements):
        raise Refused(f"The views know no statement {name}, which the study has.", statement=name)
    rows = [place[name] for name in statements]
    columns = [_numbers(sort, study) for sort in study.sorts]
    return np.array(columns, dtype=np.float64).reshape(len(columns), len(place)).T[rows]


def _numbers(sort: Sort, study: Study) -> list[float]:
    found = []
    for statement, value in zip(study.statements, sort.values, strict=True):
        if value is not None and (not isinstance(value, Real) or not isfinite(value)):
            raise Refused(
                f"{sort.participant} has {value!r} for the statement {statement.id}, which is not a number.",
                participant=sort.participant,
                statement=statement.id,
            )
        found.append(np.nan if value is None else float(value))
    return found


def _one(sort: Floats, closeness: Floats, views: Floats, reliability: Floats | None, name: str) -> Assignment:
    scored = np.asarray(~np.isnan(views).any(axis=0))
    cards = int((~np.isnan(sort)).sum())
    if cards < FEWEST_CARDS:
        raise Refused(f"The sort of {name} has {cards} cards, too few to compare.", participant=name)
    if np.isnan(closeness[scored]).any():
        raise Refused(
            f"Every statement has the same value in the sort of {name}, so it is close to no view.",
            participant=name,
        )
    half = NORMAL / sqrt(cards - 3)
    with np.errstate(divide="ignore"):
        turned = np.arctanh(np.clip(closeness, -1.0, 1.0))
    low, high = np.tanh(turned - half), np.tanh(turned + half)
    enough = cards >= LEAST_CARDS * len(sort)
    standing, view, overlaps = (
        _stands(closeness, turned, half, cards) if enough else (Standing.NONE, None, ())
    )
    beta, r_squared = _regression(sort, views, scored)
    unknown = np.full(len(closeness), np.nan)
    return Assignment(
        participant=name,
        closeness=closeness,
        low=low,
        high=high,
        standing=standing,
        view=view,
        opposite=view is not None and closeness[view - 1] < 0,
        overlaps=overlaps,
        disattenuated=unknown if reliability is None else _disattenuated(closeness, reliability),
        beta=beta,
        r_squared=r_squared,
        cards=cards,
        cautions=_cautions(name, cards, len(sort), enough=enough),
    )


def _stands(
    closeness: Floats, turned: Floats, half: float, cards: int
) -> tuple[Standing, int | None, tuple[int, ...]]:
    squares = np.nan_to_num(closeness) ** 2
    f = int(np.argmax(squares))
    reach = np.abs(np.nan_to_num(turned))
    # Two infinite ones, of a sort that is the same as two equal views, overlap too.
    others = [g for g in range(len(squares)) if g != f and reach[g] + half >= reach[f] - half]
    overlaps = tuple(g + 1 for g in others if not np.isnan(closeness[g]))
    if abs(closeness[f]) <= NORMAL / sqrt(cards):
        return Standing.NONE, None, overlaps
    if squares[f] > np.delete(squares, f).sum():
        return Standing.ASSIGNED, f + 1, overlaps
    if overlaps:
        return Standing.NEAR, f + 1, overlaps
    return Standing.NONE, None, overlaps


def _regression(sort: Floats, views: Floats, scored: Booleans) -> tuple[Floats, float]:
    """β of the standardised sort on the standardised views, over the cards it has, and R²."""
    has = ~np.isnan(sort)
    y, x = sort[has] - sort[has].mean(), views[has][:, scored]
    x = x - x.mean(axis=0)
    spread = np.sqrt((x**2).sum(axis=0))
    y = y / np.sqrt((y**2).sum())
    found = np.linalg.lstsq(x / np.where(spread > 0, spread, 1.0), y, rcond=None)[0]
    left = y - (x / np.where(spread > 0, spread, 1.0)) @ found
    beta = np.full(len(scored), np.nan)
    beta[scored] = found
    return beta, float(1 - (left**2).sum())


def _disattenuated(closeness: Floats, reliability: Floats) -> Floats:
    return np.asarray(closeness / np.sqrt(np.where(reliability > 0, reliability, np.nan)))


def _cautions(name: str, cards: int, statements: int, *, enough: bool) -> tuple[Caution, ...]:
    closeness = Caution(
        About.CLOSENESS,
        "This says how close the sort comes to each view. It does not make anybody a member of one.",
        participants=(name,),
    )
    missing = statements - cards
    if not missing:
        return (closeness,)
    told = f"{missing} of {statements} cards are missing from the sort of {name}"
    if enough:
        return (closeness, Caution(About.MISSING_CARDS, f"{told}.", participants=(name,)))
    return (
        closeness,
        Caution(About.SORT_LEFT_OUT, f"{told}, too many to say where it stands.", participants=(name,)),
    )
