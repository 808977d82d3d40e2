"""Do councillors and officers hold different views? One solution for all, or one for each group.

Everything here is about groups of people who can be counted on fingers. A page shows no view and no number of
a group under the disclosure floor of its room: a sort together with a role can identify a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from concordat.qmethod import chance, comparison
from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.comparison import Comparison
from concordat.qmethod.distinguishing import Correction, corrected
from concordat.qmethod.results import Analysis, Booleans, Floats
from concordat.qmethod.study import Refused, Study

# With fewer people an interval from resampling them says next to nothing.
FEW_PEOPLE = 8
# Sums that agree so far are equal: a permutation that only rounds differently is as far out as the data.
ROUNDING = 1e-12


@dataclass(frozen=True)
class OfGroup:
    """One group in the joint solution, for each of k views: shape (k,).

    share      of its sorts that are flagged with a positive loading
    opposed    of its sorts that are flagged with a negative one
    loading    mean loading
    """

    group: str
    people: int
    sorts: int
    share: Floats
    opposed: Floats
    loading: Floats


@dataclass(frozen=True)
class Tested:
    """A difference between two groups for each view, shape (k,).

    low, high      95 % percentile interval, people resampled within their groups and views held as they are
    p              two-sided, labels shuffled among the people of the two groups
    corrected_p    Holm's, over the views
    """

    difference: Floats
    low: Floats
    high: Floats
    p: Floats
    corrected_p: Floats


@dataclass(frozen=True)
class Between:
    """The first group minus the second."""

    groups: tuple[str, str]
    share: Tested
    loading: Tested


@dataclass(frozen=True)
class Joint:
    groups: tuple[OfGroup, ...]
    between: tuple[Between, ...]
    steps: int
    permutations: int
    cautions: tuple[Caution, ...]


def joint(
    *,
    loadings: Floats,
    flags: Booleans,
    groups: Sequence[str],
    rng: np.random.Generator,
    people: Sequence[str] = (),
    steps: int = 1_000,
    permutations: int = 10_000,
    progress: chance.Progress | None = None,
) -> Joint:
    """Who loads on which view of a solution that all groups share.

    loadings, flags   shape (sorts, k)
    groups            the group of every sort; two groups at least
    people            who made every sort, if somebody made several: then people are resampled and shuffled
    steps             resamples for the intervals
    permutations      shuffles for p
    progress          called with (done, of) over all resamples and shuffles

    Raises ``Refused`` if there are fewer than two groups, or somebody is in two.
    Source: our rule; permutation: Fisher (1935); intervals: Efron & Tibshirani (1993); Holm (1979).
    """
    if len(groups) != len(loadings):
        raise Refused(f"There are {len(groups)} groups for {len(loadings)} sorts.")
    totals = _by_person(loadings, flags, groups, people)
    names = tuple(totals)
    if len(names) < 2:
        raise Refused("Groups are compared with each other, and here there are fewer than two.")
    pairs = list(combinations(names, 2))
    length = (steps + permutations) * len(pairs)
    between = []
    for at, (first, second) in enumerate(pairs):
        done = at * (steps + permutations)
        between.append(_between(totals, first, second, rng, steps, permutations, progress, length, done))
    return Joint(
        groups=tuple(_of_group(name, totals[name]) for name in names),
        between=tuple(between),
        steps=steps,
        permutations=permutations,
        cautions=_few(totals),
    )


def of_analysis(
    analysis: Analysis,
    *,
    rng: np.random.Generator,
    by: str = "group",
    steps: int = 1_000,
    permutations: int = 10_000,
    progress: chance.Progress | None = None,
) -> Joint:
    """``joint`` of an analysis, with the groups that the facts of its sorts tell.

    by   the name of the fact: ``group``, or a service, a party group, a place

    Raises ``Refused`` naming the participant of whom it is not known.
    """
    return joint(
        loadings=analysis.loadings,
        flags=analysis.flags,
        groups=group_of_each(analysis.study, by=by),
        people=[sort.facts.get("person") or sort.participant for sort in analysis.study.sorts],
        rng=rng,
        steps=steps,
        permutations=permutations,
        progress=progress,
    )


def group_of_each(study: Study, *, by: str) -> tuple[str, ...]:
    """The group of every sort. Raises ``Refused`` naming the participant of whom it is not known."""
    for sort in study.sorts:
        if not sort.facts.get(by):
            raise Refused(f"The {by} of {sort.participant} is not known.", participant=sort.participant)
    return tuple(sort.facts[by] for sort in study.sorts)


def separate(
    analyses: Mapping[str, Analysis],
    *,
    steps: int = 0,
    rng: np.random.Generator | None = None,
    progress: chance.Progress | None = None,
) -> dict[tuple[str, str], Comparison]:
    """One solution for each group, compared pair by pair: see ``comparison.compare``.

    analyses   group to the analysis of its sorts alone, all over the same statements
    """
    pairs = list(combinations(analyses, 2))
    found = {}
    for at, (first, second) in enumerate(pairs):
        told = None
        if progress is not None:
            told = _part_of(progress, before=at * steps, of=len(pairs) * steps)
        one, other = analyses[first], analyses[second]
        found[first, second] = comparison.compare(one, other, steps=steps, rng=rng, progress=told)
    return found


def _part_of(progress: chance.Progress, *, before: int, of: int) -> chance.Progress:
    return lambda done, _: progress(before + done, of)


@dataclass(frozen=True)
class _Totals:
    """What the people of a group add to it.

    sums    over the sorts of each: share, opposed and loading, shape (people, 3k)
    sorts   how many each made, shape (people,)
    """

    sums: Floats
    sorts: Floats


def _by_person(
    loadings: Floats, flags: Booleans, groups: Sequence[str], people: Sequence[str]
) -> dict[str, _Totals]:
    values = np.hstack([flags & (loadings >= 0), flags & (loadings < 0), loadings])
    who: dict[str, list[int]] = {}
    for i in range(len(loadings)):
        who.setdefault(people[i] if people else str(i), []).append(i)
    gathered: dict[str, list[list[int]]] = {name: [] for name in sorted(set(groups))}
    for person, at in who.items():
        theirs = {groups[i] for i in at}
        if len(theirs) > 1:
            raise Refused(f"{person} is in two groups, {' and '.join(sorted(theirs))}.", participant=person)
        gathered[theirs.pop()].append(at)
    return {
        name: _Totals(
            np.array([values[at].sum(axis=0) for at in each]), np.array([float(len(at)) for at in each])
        )
        for name, each in gathered.items()
    }


def _of_group(name: str, totals: _Totals) -> OfGroup:
    share, opposed, loading = np.split(totals.sums.sum(axis=0) / totals.sorts.sum(), 3)
    return OfGroup(name, len(totals.sorts), int(totals.sorts.sum()), share, opposed, loading)


def _between(
    totals: Mapping[str, _Totals],
    first: str,
    second: str,
    rng: np.random.Generator,
    steps: int,
    permutations: int,
    progress: chance.Progress | None,
    length: int,
    done: int,
) -> Between:
    one, other = totals[first], totals[second]
    observed = _means(one, np.ones((1, len(one.sorts))))[0] - _means(other, np.ones((1, len(other.sorts))))[0]
    draws = [
        _means(one, _resampled(len(one.sorts), size, rng))
        - _means(other, _resampled(len(other.sorts), size, rng))
        for size in chance.in_chunks(steps, progress, of=length, before=done)
    ]
    low, high = chance.interval(draws=np.concatenate(draws) if draws else np.empty((0, len(observed))))
    everyone = _Totals(np.vstack([one.sums, other.sums]), np.concatenate([one.sorts, other.sorts]))
    in_first = np.arange(len(everyone.sorts)) < len(one.sorts)
    exceeding = np.zeros(len(observed))
    for size in chance.in_chunks(permutations, progress, of=length, before=done + steps):
        labels = rng.permuted(np.tile(in_first, (size, 1)), axis=1).astype(np.float64)
        shuffled = _means(everyone, labels) - _means(everyone, 1 - labels)
        exceeding += (np.abs(shuffled) >= np.abs(observed) - ROUNDING).sum(axis=0)
    p = chance.two_sided(exceeding=exceeding, permutations=permutations)
    k = len(observed) // 3
    share, loading = (
        Tested(observed[at], low[at], high[at], p[at], corrected(p=p[at], by=Correction.HOLM))
        for at in (slice(0, k), slice(2 * k, 3 * k))
    )
    return Between((first, second), share, loading)


def _means(totals: _Totals, counts: Floats) -> Floats:
    """The mean over sorts when every person counts so often; counts of shape (steps, people)."""
    return np.asarray((counts @ totals.sums) / (counts @ totals.sorts)[:, None])


def _resampled(people: int, steps: int, rng: np.random.Generator) -> Floats:
    return rng.multinomial(people, np.full(people, 1 / people), size=steps).astype(np.float64)


def _few(totals: Mapping[str, _Totals]) -> tuple[Caution, ...]:
    few = [f"{name} ({len(each.sorts)})" for name, each in totals.items() if len(each.sorts) < FEW_PEOPLE]
    if not few:
        return ()
    sentence = f"So few people are in {', '.join(few)} that one of them moves the figures of the group."
    return (Caution(About.SMALL_GROUP, sentence),)
