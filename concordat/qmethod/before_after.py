"""The same people before and after: who moved, towards which view, and whether they came closer together.

A person's change belongs to that person. A page shows from-to tables and means only, and small counts not at
all: a sort together with a role can identify a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from concordat.qmethod import assignment, chance, comparison
from concordat.qmethod.agreement import Agreement, agreement_of
from concordat.qmethod.assignment import Assignment, Standing
from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.comparison import Comparison
from concordat.qmethod.results import Analysis, Booleans, Floats, Integers
from concordat.qmethod.study import Refused, Study

NORMAL = 1.96


@dataclass(frozen=True)
class Person:
    """One person in both waves.

    before, after    participant ids of the two sorts
    change           loading after minus loading before, (k,)
    shown            whether it is more than the error of two sorts can make, (k,)
    view_before, view_after     the view they are flagged on, counted from 1, negative for its opposite; 0:
                                none. With two flags that of the larger loading
    correlation      r of the two sorts
    """

    person: str
    before: str
    after: str
    change: Floats
    shown: Booleans
    view_before: int
    view_after: int
    correlation: float


@dataclass(frozen=True)
class Moved:
    """A mean over people, for each view, shape (k,), with its 95 % interval from resampling people."""

    mean: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class FromTo:
    """``counts[i, j]`` people went from ``views[i]`` to ``views[j]``; 0: none, -2: opposite of view 2."""

    views: tuple[int, ...]
    counts: Integers


@dataclass(frozen=True)
class BeforeAfter:
    """Both waves in one solution.

    least_change   |Δl| beyond which a person's change is shown: 1.96·√(2(1 - ρ)/(N - 1))
    change         mean Δl; distance: mean |Δl|
    reliability    ρ of one sort, and whether it was measured
    """

    people: tuple[Person, ...]
    least_change: float
    reliability: float
    change: Moved
    distance: Moved
    from_to: FromTo
    agreement: Agreement
    steps: int
    permutations: int
    cautions: tuple[Caution, ...]


def joint(
    analysis: Analysis,
    *,
    before: str,
    after: str,
    rng: np.random.Generator,
    person: str = "person",
    wave: str = "wave",
    reliability: float | None = None,
    steps: int = 1_000,
    permutations: int = 10_000,
    progress: chance.Progress | None = None,
) -> BeforeAfter:
    """All sorts of all waves in one analysis: the default way to look at change.

    before, after   two values of the fact ``wave``
    person, wave    names of the facts of every sort
    reliability     ρ of one sort; as in the analysis if left out
    steps           resamples of people for the intervals; permutations: swaps for the p of agreement
    progress        called with (done, of) over both

    A loading has measurement error √((1 - ρ)/(N - 1)), so a person's change counts when |Δl| is more than
    1.96·√(2(1 - ρ)/(N - 1)); otherwise no change is shown, which is not to say that there was none.
    Raises ``Refused`` if nobody is in both waves, or somebody sorted twice in one.
    """
    one, two = (_of_wave(analysis.study, person, wave, value) for value in (before, after))
    both = [name for name in one if name in two]
    if len(both) < 2:
        raise Refused(f"Fewer than two people sorted both in {before} and in {after}.")
    rho = float(analysis.characteristics.average_reliability[0]) if reliability is None else reliability
    if not 0 < rho < 1:
        raise Refused(f"The reliability of one sort lies between 0 and 1, not at {rho}.")
    first, second = (np.array([which[name] for name in both]) for which in (one, two))
    change = analysis.loadings[second] - analysis.loadings[first]
    least = NORMAL * sqrt(2 * (1 - rho) / (len(analysis.study.statements) - 1))
    people = _people(analysis, both, first, second, change, least)
    length = steps + permutations
    moved, distance = _mean_change(change, steps, rng, progress, length)
    within = analysis.correlation[np.ix_(np.append(first, second), np.append(first, second))]
    return BeforeAfter(
        people=people,
        least_change=least,
        reliability=rho,
        change=moved,
        distance=distance,
        from_to=_from_to([(each.view_before, each.view_after) for each in people], analysis.factors),
        agreement=agreement_of(
            correlation=within,
            permutations=permutations,
            rng=rng,
            progress=progress,
            before=steps,
            of=length,
        ),
        steps=steps,
        permutations=permutations,
        cautions=_left_out(one, two, before, after),
    )


@dataclass(frozen=True)
class Fixed:
    """Views from the first wave, and how close the sorts of the second come to them.

    ``view_before`` as in ``Person``; people who are only in the second wave are in ``assigned`` alone.
    """

    assigned: Mapping[str, Assignment]
    view_before: Mapping[str, int]
    from_to: FromTo
    cautions: tuple[Caution, ...]


def fixed(first: Analysis, second: Study, *, person: str = "person") -> Fixed:
    """Assign the sorts of a second wave to the views of the first: see ``assignment``.

    person   the name of the fact that tells who made a sort; without it, the participant

    Somebody near a view, or near none, counts as having no view in the from-to table.
    """
    who_first = _one_sort_each(first.study, person)
    who_second = _one_sort_each(second, person)
    laid = assignment.to_analysis(second, analysis=first)
    assigned = {name: laid[i] for name, i in who_second.items()}
    held = {name: _view(first, i) for name, i in who_first.items()}
    moves = [(held[name], _assigned_view(assigned[name])) for name in held if name in assigned]
    closeness = tuple(c for c in laid[0].cautions if c.about is About.CLOSENESS) if laid else ()
    missing = _left_out(who_first, who_second, "the first wave", "the second wave")
    return Fixed(assigned, held, _from_to(moves, first.factors), (*closeness, *missing))


def separate(
    first: Analysis,
    second: Analysis,
    *,
    person: str = "person",
    steps: int = 0,
    rng: np.random.Generator | None = None,
    progress: chance.Progress | None = None,
) -> Comparison:
    """One solution for each wave, as ``comparison.compare`` does it. People are resampled with both sorts."""
    one, two = (
        [sort.facts.get(person) or sort.participant for sort in each.study.sorts] for each in (first, second)
    )
    return comparison.compare(first, second, steps=steps, rng=rng, people=(one, two), progress=progress)


def _of_wave(study: Study, person: str, wave: str, value: str) -> dict[str, int]:
    """Person to the row of their sort in one wave."""
    found: dict[str, int] = {}
    for i, sort in enumerate(study.sorts):
        if wave not in sort.facts or person not in sort.facts:
            missing = wave if wave not in sort.facts else person
            raise Refused(f"The {missing} of {sort.participant} is not known.", participant=sort.participant)
        if sort.facts[wave] != value:
            continue
        name = sort.facts[person]
        if name in found:
            raise Refused(f"{name} has two sorts in {value}: keep one of them.", participant=name)
        found[name] = i
    if not found:
        raise Refused(f"No sort is of the {wave} {value}.")
    return found


def _one_sort_each(study: Study, person: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for i, sort in enumerate(study.sorts):
        name = sort.facts.get(person) or sort.participant
        if name in found:
            raise Refused(f"{name} has two sorts in one wave: keep one of them.", participant=name)
        found[name] = i
    return found


def _people(
    analysis: Analysis, both: list[str], first: Integers, second: Integers, change: Floats, least: float
) -> tuple[Person, ...]:
    names = analysis.study.participants
    return tuple(
        Person(
            person=name,
            before=names[first[i]],
            after=names[second[i]],
            change=change[i],
            shown=np.abs(change[i]) > least,
            view_before=_view(analysis, int(first[i])),
            view_after=_view(analysis, int(second[i])),
            correlation=float(analysis.correlation[first[i], second[i]]),
        )
        for i, name in enumerate(both)
    )


def _view(analysis: Analysis, row: int) -> int:
    flagged = np.flatnonzero(analysis.flags[row])
    if not len(flagged):
        return 0
    f = int(flagged[np.argmax(np.abs(analysis.loadings[row, flagged]))])
    return f + 1 if analysis.loadings[row, f] >= 0 else -(f + 1)


def _assigned_view(found: Assignment) -> int:
    if found.standing is not Standing.ASSIGNED or found.view is None:
        return 0
    return -found.view if found.opposite else found.view


def _from_to(moves: list[tuple[int, int]], factors: int) -> FromTo:
    opposites = sorted({view for move in moves for view in move if view < 0}, reverse=True)
    views = (*range(1, factors + 1), *opposites, 0)
    place = {view: i for i, view in enumerate(views)}
    counts = np.zeros((len(views), len(views)), dtype=np.int64)
    for start, end in moves:
        counts[place[start], place[end]] += 1
    return FromTo(views, counts)


def _mean_change(
    change: Floats, steps: int, rng: np.random.Generator, progress: chance.Progress | None, length: int
) -> tuple[Moved, Moved]:
    n, k = change.shape
    both = np.hstack([change, np.abs(change)])
    draws = [
        rng.multinomial(n, np.full(n, 1 / n), size=size) @ both / n
        for size in chance.in_chunks(steps, progress, of=length)
    ]
    low, high = chance.interval(draws=np.concatenate(draws) if draws else np.empty((0, 2 * k)))
    mean = both.mean(axis=0)
    return Moved(mean[:k], low[:k], high[:k]), Moved(mean[k:], low[k:], high[k:])


def _left_out(one: Mapping[str, int], two: Mapping[str, int], before: str, after: str) -> tuple[Caution, ...]:
    told = []
    for has, lacks, name, other in ((one, two, before, after), (two, one, after, before)):
        missing = tuple(person for person in has if person not in lacks)
        if missing:
            of_whom = f"{len(missing)} of the {len(has)} people in {name}"
            sentence = f"{of_whom} did not sort in {other}, and are left out."
            told.append(Caution(About.NOT_IN_BOTH, sentence, participants=missing))
    return tuple(told)
