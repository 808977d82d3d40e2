"""Two solutions side by side: which view of one is which view of the other, and where the two part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from concordat.qmethod import chance, congruence, resampled_pairs
from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.results import Analysis, Floats
from concordat.qmethod.study import Refused


@dataclass(frozen=True)
class Matched:
    """One view of each solution that belong together.

    one, other     counted from 1
    sign           -1 if the other is this view's opposite; ``differences`` then take it turned round
    congruence     φ of the z-scores, after the sign
    low, high      its 95 % bootstrap interval; NaN without a bootstrap
    differences    z of one minus z of the other, in the statements of one, shape (statements,)
    difference_low, difference_high     their bootstrap intervals; NaN without one
    """

    one: int
    other: int
    sign: int
    congruence: float
    low: float
    high: float
    differences: Floats
    difference_low: Floats
    difference_high: Floats

    def widest(self, *, most: int) -> tuple[int, ...]:
        """The rows of the statements with the largest differences, the largest first."""
        return tuple(int(row) for row in np.argsort(-np.abs(self.differences), kind="stable")[:most])


@dataclass(frozen=True)
class Comparison:
    """Two solutions over the same statements.

    congruences    φ of every view of one with every view of the other, shape (k, m); 0 where a factor has no
                   flags
    matched        the pairs that together are most alike
    one_alone, other_alone    views without a counterpart, counted from 1
    loadings_moved            of participants who are in both, their largest change of a loading, by id
    flags_changed             those whose flags differ once the views are matched
    steps, done, unmatched, failed   of the bootstrap: how many resamples were asked for, how many were drawn,
                              in how many a view was not matched to its own solution, and how many could not
                              be analysed
    """

    statements: tuple[str, ...]
    congruences: Floats
    matched: tuple[Matched, ...]
    one_alone: tuple[int, ...]
    other_alone: tuple[int, ...]
    loadings_moved: Mapping[str, float] = field(default_factory=dict)
    flags_changed: tuple[str, ...] = ()
    steps: int = 0
    done: int = 0
    unmatched: int = 0
    failed: int = 0
    cautions: tuple[Caution, ...] = ()


def compare(
    one: Analysis,
    other: Analysis,
    *,
    steps: int = 0,
    rng: np.random.Generator | None = None,
    people: tuple[Sequence[str], Sequence[str]] | None = None,
    progress: chance.Progress | None = None,
) -> Comparison:
    """Match the views of two analyses of the same statements by the congruence of their z-scores.

    steps      how many resamples for the intervals; 0 for none
    rng        where chance comes from, if there are steps
    people     who made each sort of one and of the other. Somebody who is in both is drawn into both, or into
               neither. Without it the two are drawn apart.
    progress   called with (done, of); ``bootstrap.Stopped`` raised in it ends the run, and what is done stays

    Every resample is extracted, rotated and scored as its analysis was, and matched to it. The interval is
    that of resampled views, which are less alike than the views themselves, so it leans downwards.
    Raises ``Refused`` if the statements differ, or a bootstrap is asked of a solution with a split factor.
    Source: Tucker (1951); Kuhn (1955); Efron & Tibshirani (1993).
    """
    statements = tuple(each.id for each in one.study.statements)
    rows = _rows(other, statements)
    theirs = other.zscores[rows]
    found = congruence.congruence(one.zscores, theirs)
    matching = congruence.match(of=theirs, to=one.zscores)
    pairs = [
        (f, int(matching.order[f]), int(matching.signs[f]))
        for f in range(one.factors)
        if matching.order[f] >= 0 and matching.congruences[f] > 0
    ]
    draws = resampled_pairs.Draws.none(one, other)
    if steps:
        if rng is None:
            raise TypeError("A bootstrap needs a generator to draw from: give rng.")
        draws = resampled_pairs.draw(
            one, other, rows=rows, people=people, steps=steps, rng=rng, progress=progress
        )
    moved, changed = _same_people(one, other, pairs)
    return Comparison(
        statements=statements,
        congruences=found,
        matched=tuple(_matched(one.zscores, theirs, pair, draws) for pair in pairs),
        one_alone=tuple(f + 1 for f in range(one.factors) if f not in {pair[0] for pair in pairs}),
        other_alone=tuple(g + 1 for g in range(other.factors) if g not in {pair[1] for pair in pairs}),
        loadings_moved=moved,
        flags_changed=changed,
        steps=steps,
        done=draws.done,
        unmatched=draws.unmatched,
        failed=draws.failed,
        cautions=_cautions(draws, steps),
    )


def _rows(analysis: Analysis, statements: tuple[str, ...]) -> list[int]:
    place = {each.id: row for row, each in enumerate(analysis.study.statements)}
    if place.keys() != set(statements):
        name = min(place.keys() ^ set(statements))
        raise Refused(
            f"Only one of the two has the statement {name}: views can be compared over the same statements "
            "only.",
            statement=name,
        )
    return [place[name] for name in statements]


def _matched(one: Floats, other: Floats, pair: tuple[int, int, int], draws: resampled_pairs.Draws) -> Matched:
    f, g, sign = pair
    mine, theirs = draws.one[:, :, f], sign * draws.other[:, :, g]
    usable = ~np.isnan(mine).any(axis=1) & ~np.isnan(theirs).any(axis=1)
    mine, theirs = mine[usable], theirs[usable]
    size = np.sqrt((mine**2).sum(axis=1) * (theirs**2).sum(axis=1))
    low, high = chance.interval(draws=(mine * theirs).sum(axis=1) / size)
    difference_low, difference_high = chance.interval(draws=mine - theirs)
    phi = congruence.congruence(one[:, [f]], sign * other[:, [g]])
    return Matched(
        one=f + 1,
        other=g + 1,
        sign=sign,
        congruence=float(phi[0, 0]),
        low=float(low),
        high=float(high),
        differences=one[:, f] - sign * other[:, g],
        difference_low=difference_low,
        difference_high=difference_high,
    )


def _same_people(
    one: Analysis, other: Analysis, pairs: list[tuple[int, int, int]]
) -> tuple[dict[str, float], tuple[str, ...]]:
    place = {name: i for i, name in enumerate(other.study.participants)}
    both = [(name, i, place[name]) for i, name in enumerate(one.study.participants) if name in place]
    if not pairs:
        return {}, ()
    mine, theirs, signs = (np.array(column) for column in zip(*pairs, strict=True))
    moved, changed = {}, []
    for name, i, j in both:
        moved[name] = float(np.abs(one.loadings[i, mine] - signs * other.loadings[j, theirs]).max())
        if (one.flags[i, mine] != other.flags[j, theirs]).any():
            changed.append(name)
    return moved, tuple(changed)


def _cautions(draws: resampled_pairs.Draws, steps: int) -> tuple[Caution, ...]:
    told = []
    if draws.done < steps:
        sentence = f"The bootstrap was stopped after {draws.done} of {steps} resamples."
        told.append(Caution(About.NOT_MATCHED, sentence))
    if draws.unmatched:
        sentence = (
            f"In {draws.unmatched} of {draws.done} resamples a view found no counterpart in its own solution."
        )
        told.append(Caution(About.NOT_MATCHED, sentence))
    if draws.failed:
        sentence = (
            f"{draws.failed} of {draws.done} resamples could not be analysed; the intervals leave them out."
        )
        told.append(Caution(About.NOT_MATCHED, sentence))
    return tuple(told)
