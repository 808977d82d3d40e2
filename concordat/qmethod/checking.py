"""Looking at a study before anything is computed: what stops an analysis, and what a reader must be told."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite
from numbers import Real

import numpy as np

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.results import Booleans, Extraction, Floats, Mode
from concordat.qmethod.study import Refused, Sort, Study, Value

# A sort with fewer of its cards is left out: too much of it would be guessed.
LEAST_CARDS = 0.8
# An eigenvalue below this share of their sum is rounding: a component there would be drawn by chance.
ROUNDING = 1e-12

STANDARDISED = {
    Mode.STANDARD: "each is standardised on its own mean and spread",
    Mode.KADE: "each is standardised on its own mean and spread",
    Mode.QMETHOD: "as in R, whoever spreads the cards wider counts for more",
}


@dataclass(frozen=True)
class Checked:
    """A study fit to be analysed.

    study    without the sorts that had to be left out
    sorts    shape (statements, sorts); NaN for a missing card
    grid     ascending, shape (statements,)
    forced   whether every sort follows the grid
    """

    study: Study
    sorts: Floats
    grid: Floats
    forced: bool
    cautions: tuple[Caution, ...]


def check(study: Study, *, mode: Mode = Mode.STANDARD, grid: Sequence[Value] | None = None) -> Checked:
    """Look at every sort. Raises ``Refused``, naming participant and statement, for what cannot be analysed.

    grid   another grid than the study's own, in any order
    """
    _look_at_the_ids(study)
    sorts = np.array([_values(sort, study) for sort in study.sorts], dtype=float).T
    missing = np.isnan(sorts)
    cautions: list[Caution] = list(study.cautions)
    if missing.any():
        study, sorts, told = _missing(study, sorts, missing, mode)
        cautions += told
    _look_at_the_variance(study, sorts)
    laid = _grid(study, sorts, grid)
    on = _on_the_grid(sorts, laid)
    told_grid = grid is not None or study.grid is not None
    cautions += _off_the_grid(study, sorts, laid, on, told_grid=told_grid, mode=mode)
    cautions += _identical(study, sorts)
    if len(study.sorts) >= len(study.statements):
        cautions.append(
            Caution(
                About.MORE_SORTS_THAN_STATEMENTS,
                f"There are {len(study.sorts)} sorts of {len(study.statements)} statements: the correlations "
                "are singular, which components bear, but partial correlations do not.",
            )
        )
    return Checked(study, sorts, laid, bool(on.all()), tuple(cautions))


def check_factors(factors: int, *, study: Study, extraction: Extraction) -> None:
    """Raises ``Refused`` where so many factors cannot be extracted."""
    if isinstance(factors, bool) or not isinstance(factors, int | np.integer) or factors < 1:
        raise Refused(f"The number of factors must be a whole number from 1, not {factors!r}.")
    most = len(study.sorts)
    # Standardised sorts of N statements span at most N − 1 dimensions.
    if extraction is Extraction.PCA:
        most = min(most, len(study.statements) - 1)
    if factors > most:
        raise Refused(
            f"{factors} factors cannot be taken from {len(study.sorts)} sorts of {len(study.statements)} "
            f"statements; ask for at most {most}."
        )


def check_components(factors: int, *, eigenvalues: Floats) -> None:
    """Raises ``Refused`` where sorts that repeat each other leave fewer components than are asked for.

    eigenvalues   of the correlations between sorts, descending

    Rotation would turn what rounding left there into loadings like any other.
    """
    real = int((eigenvalues > ROUNDING * eigenvalues.sum()).sum())
    if factors > real:
        raise Refused(
            f"{factors} components cannot be taken from these sorts, for they repeat each other so far that "
            f"only {real} {'is' if real == 1 else 'are'} there; ask for at most {real}."
        )


def _look_at_the_ids(study: Study) -> None:
    if len(study.sorts) < 2:
        raise Refused(f"A study needs at least two sorts, and this one has {len(study.sorts)}.")
    if len(study.statements) < 2:
        raise Refused(f"A study needs at least two statements, and this one has {len(study.statements)}.")
    for name, count in Counter(study.participants).items():
        if count > 1:
            raise Refused(
                f"The participant {name} appears {count} times; give each sort its own name.",
                participant=name,
            )
    for name, count in Counter(statement.id for statement in study.statements).items():
        if count > 1:
            raise Refused(f"The statement {name} appears {count} times.", statement=name)


def _values(sort: Sort, study: Study) -> list[float]:
    if len(sort.values) != len(study.statements):
        raise Refused(
            f"The sort of {sort.participant} has {len(sort.values)} values for {len(study.statements)} "
            "statements.",
            participant=sort.participant,
        )
    if set(map(type, sort.values)) == {int}:
        return list(sort.values)  # type: ignore[arg-type]  # whole numbers need no closer look
    values = []
    for statement, value in zip(study.statements, sort.values, strict=True):
        if value is None:
            values.append(np.nan)
        elif isinstance(value, bool) or not isinstance(value, Real) or not isfinite(value):
            raise Refused(
                f"{sort.participant} has {value!r} for the statement {statement.id}, which is not a number.",
                participant=sort.participant,
                statement=statement.id,
            )
        else:
            values.append(float(value))
    return values


def _missing(
    study: Study, sorts: Floats, missing: Booleans, mode: Mode
) -> tuple[Study, Floats, list[Caution]]:
    if mode is not Mode.STANDARD:
        row, column = (int(place) for place in np.argwhere(missing)[0])
        raise Refused(
            f"{study.participants[column]} has no value for the statement {study.statements[row].id}; "
            f"the mode {mode.value} cannot miss a card, use standard.",
            participant=study.participants[column],
            statement=study.statements[row].id,
        )
    counts = missing.sum(axis=0)
    keep = len(study.statements) - counts >= LEAST_CARDS * len(study.statements)
    told = []
    for place in np.flatnonzero(~keep):
        name = study.participants[place]
        told.append(
            Caution(
                About.SORT_LEFT_OUT,
                f"The sort of {name} is left out, for {counts[place]} of its {len(study.statements)} cards "
                "are missing.",
                participants=(name,),
            )
        )
    kept = np.flatnonzero(keep)
    if len(kept) < 2:
        raise Refused("Fewer than two sorts have at least 80 % of their cards.")
    partly = [int(place) for place in kept if counts[place]]
    if partly:
        told.append(_missing_cards(study, missing, partly))
    return replace(study, sorts=tuple(study.sorts[place] for place in kept)), sorts[:, keep], told


def _missing_cards(study: Study, missing: Booleans, partly: list[int]) -> Caution:
    names = tuple(study.participants[place] for place in partly)
    rows = np.flatnonzero(missing[:, partly].any(axis=1))
    count = int(missing[:, partly].sum())
    return Caution(
        About.MISSING_CARDS,
        f"{count} {'card is' if count == 1 else 'cards are'} missing from {_some(names)}: sorts are compared "
        "on the cards they share, and a missing card counts as the mean of its sort.",
        participants=names,
        statements=tuple(study.statements[row].id for row in rows),
    )


def _look_at_the_variance(study: Study, sorts: Floats) -> None:
    flat = np.flatnonzero(np.nanmax(sorts, axis=0) == np.nanmin(sorts, axis=0))
    if flat.size:
        name = study.participants[flat[0]]
        raise Refused(
            f"Every statement has the same value in the sort of {name}, so it is like no other sort.",
            participant=name,
        )


def _grid(study: Study, sorts: Floats, given: Sequence[Value] | None) -> Floats:
    """The grid as told, else the commonest shape of a whole sort, of equally common ones the first."""
    told = study.grid if given is None else given
    if told is not None:
        if len(told) != len(study.statements):
            raise Refused(f"The grid has {len(told)} places for {len(study.statements)} statements.")
        laid = np.sort(np.array(told, dtype=float))
        if not np.isfinite(laid).all():
            raise Refused("A value of the grid is not a number.")
        return laid
    whole = np.sort(sorts[:, ~np.isnan(sorts).any(axis=0)], axis=0).T
    if not len(whole):
        raise Refused("No sort has all its cards, so the grid cannot be read from the sorts; say the grid.")
    shapes, first, counts = np.unique(whole, axis=0, return_index=True, return_counts=True)
    commonest = np.flatnonzero(counts == counts.max())
    return np.asarray(shapes[commonest[np.argmin(first[commonest])]])


def _on_the_grid(sorts: Floats, grid: Floats) -> Booleans:
    """Which sorts use each value of the grid as often as it does; with missing cards, no more often."""
    on: Booleans = np.logical_and.reduce(np.sort(sorts, axis=0) == grid[:, None])
    room = Counter(grid.tolist())
    for place in np.flatnonzero(np.isnan(sorts).any(axis=0)):
        used = Counter(value for value in sorts[:, place].tolist() if value == value)
        on[place] = all(count <= room[value] for value, count in used.items())
    return on


def _off_the_grid(
    study: Study, sorts: Floats, grid: Floats, on: Booleans, *, told_grid: bool, mode: Mode
) -> list[Caution]:
    cautions: list[Caution] = []
    if on.all():
        return cautions
    off = tuple(study.participants[place] for place in np.flatnonzero(~on))
    of_whom = "the grid" if told_grid else "the commonest shape, which is taken as the grid"
    follow = "does not follow" if len(off) == 1 else "do not follow"
    cautions.append(Caution(About.OFF_THE_GRID, f"{_some(off)} {follow} {of_whom}.", participants=off))
    cautions.append(
        Caution(
            About.UNFORCED,
            f"Not every sort is forced: {STANDARDISED[mode]}, and a position in a factor array is only an "
            "ordering.",
        )
    )
    outside = (sorts < grid[0]) | (sorts > grid[-1])
    if outside.any():
        row, column = (int(place) for place in np.argwhere(outside.T)[0][::-1])
        names = tuple(study.participants[place] for place in np.flatnonzero(outside.any(axis=0)))
        cautions.append(
            Caution(
                About.OUT_OF_RANGE,
                f"{_some(names)} used values outside the grid's {grid[0]:g} to {grid[-1]:g}, such as "
                f"{sorts[row, column]:g} for the statement {study.statements[row].id} by "
                f"{study.participants[column]}.",
                participants=names,
                statements=tuple(study.statements[at].id for at in np.flatnonzero(outside.any(axis=1))),
            )
        )
    return cautions


def _identical(study: Study, sorts: Floats) -> list[Caution]:
    alike: dict[bytes, list[str]] = {}
    for name, column in zip(study.participants, np.ascontiguousarray(sorts.T), strict=True):
        alike.setdefault(column.tobytes(), []).append(name)
    return [
        Caution(
            About.IDENTICAL_SORTS,
            f"The sorts of {_some(tuple(names))} are identical: was one handed in twice?",
            participants=tuple(names),
        )
        for names in alike.values()
        if len(names) > 1
    ]


def _some(names: tuple[str, ...], most: int = 8) -> str:
    if len(names) > most:
        return ", ".join(names[:most]) + f" and {len(names) - most} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
