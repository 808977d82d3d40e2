"""Two analyses solved again and again with other people, each resample matched to its own whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from concordat.qmethod import chance, congruence, flagging, scores, weights
from concordat.qmethod.bootstrap.results import Stopped
from concordat.qmethod.bootstrap.solving import Solver, solver
from concordat.qmethod.correlation import standardise
from concordat.qmethod.flagging import Flagging
from concordat.qmethod.results import Analysis, Floats, Integers
from concordat.qmethod.study import Refused

# A view that finds no counterpart of this congruence in a resample is not matched there.
MATCHED = 0.5
# So many resamples are solved at once, and progress is told after them.
AT_A_TIME = 50


@dataclass(frozen=True)
class Draws:
    """z-scores of the resamples of both, shape (steps that succeeded, statements, factors)."""

    one: Floats
    other: Floats
    done: int
    unmatched: int
    failed: int

    @classmethod
    def none(cls, one: Analysis, other: Analysis) -> "Draws":
        return cls(np.empty((0, *one.zscores.shape)), np.empty((0, *other.zscores.shape)), 0, 0, 0)


def draw(
    one: Analysis,
    other: Analysis,
    *,
    rows: Sequence[int],
    people: tuple[Sequence[str], Sequence[str]] | None,
    steps: int,
    rng: np.random.Generator,
    progress: chance.Progress | None,
) -> Draws:
    """Draw people, and solve both samples of every step.

    rows     where the statements of one stand in the other
    people   who made each sort of one and of the other; None draws the two apart

    A step in which either sample cannot be analysed counts as failed, one in which a view is not found again
    as unmatched. ``bootstrap.Stopped`` ends the run.
    """
    if people is None:
        people = (
            [f"one {i}" for i in range(len(one.loadings))],
            [f"other {i}" for i in range(len(other.loadings))],
        )
    strata = _strata(*people)
    sides = [(Resampled.of(one), _places(people[0])), (Resampled.of(other), _places(people[1]))]
    found: list[tuple[Floats, Floats]] = []
    unmatched = failed = 0
    try:
        for size in chance.in_chunks(steps, progress, at_a_time=AT_A_TIME):
            names = [
                [str(name) for each in strata for name in rng.choice(each, len(each))] for _ in range(size)
            ]
            ends = [side.steps([_sorts_of(each, of) for each in names]) for side, of in sides]
            for mine, theirs in zip(*ends, strict=True):
                if mine is None or theirs is None:
                    failed += 1
                    continue
                unmatched += min(mine[1], theirs[1]) < MATCHED
                found.append((mine[0], theirs[0][rows]))
    except Stopped:
        pass
    done = len(found) + failed
    if not found:
        return replace(Draws.none(one, other), done=done, unmatched=unmatched, failed=failed)
    return Draws(np.stack([f[0] for f in found]), np.stack([f[1] for f in found]), done, unmatched, failed)


def _strata(one: Sequence[str], other: Sequence[str]) -> list[list[str]]:
    """Those in both, those in one, those in the other: as many of each are drawn as there are."""
    first, second = dict.fromkeys(one), dict.fromkeys(other)
    both = [name for name in first if name in second]
    strata = [both, [n for n in first if n not in second], [n for n in second if n not in first]]
    return [each for each in strata if each]


def _places(people: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for i, name in enumerate(people):
        places.setdefault(name, []).append(i)
    return places


def _sorts_of(names: Sequence[str], places: dict[str, list[int]]) -> Integers:
    return np.array([i for name in names for i in places.get(name, ())], dtype=np.int64)


@dataclass(frozen=True)
class Resampled:
    """One analysis, ready to be solved again with other people."""

    analysis: Analysis
    sorts: Floats
    solver: Solver
    rule: Flagging

    @classmethod
    def of(cls, analysis: Analysis) -> "Resampled":
        same = np.abs(congruence.congruence(analysis.loadings, analysis.loadings)) > 1 - 1e-12
        if same.sum() > analysis.factors:
            raise Refused(
                "A solution with a split factor cannot be resampled for a comparison: undo the split."
            )
        values = [[np.nan if v is None else v for v in sort.values] for sort in analysis.study.sorts]
        sorts = standardise(sorts=np.array(values, dtype=np.float64).T)
        rule = Flagging(**analysis.record["flagging"])
        return cls(analysis, sorts, solver(analysis, towards=analysis.loadings), rule)

    def steps(self, drawn: Sequence[Integers]) -> list[tuple[Floats, float] | None]:
        """z-scores of each resample in the order and signs of the whole, and the smallest congruence.

        None for a resample that cannot be analysed. Resamples of one size are solved together.
        """
        found: list[tuple[Floats, float] | None] = [None] * len(drawn)
        for size in {len(rows) for rows in drawn if len(rows) >= self.analysis.factors}:
            at = [step for step, rows in enumerate(drawn) if len(rows) == size]
            try:
                rotated, reasons = self.solver.solve(np.stack([drawn[step] for step in at]))
            except (ArithmeticError, ValueError, np.linalg.LinAlgError):
                continue
            for place, step in enumerate(at):
                if place not in reasons:
                    found[step] = self._scored(rotated[place], drawn[step])
        return found

    def _scored(self, loadings: Floats, drawn: Integers) -> tuple[Floats, float]:
        flags = flagging.flags(loadings=loadings, statements=len(self.sorts), flagging=self.rule)
        weighed = weights.weights(loadings=loadings, flags=flags, largest=weights.LARGEST_LOADING)
        z = scores.zscores(sorts=self.sorts[:, drawn], weights=weighed)
        matching = congruence.match(of=z, to=self.analysis.zscores)
        scored = ~np.isnan(self.analysis.zscores[0])
        smallest = float(matching.congruences[scored].min()) if scored.any() else 1.0
        return z[:, matching.order] * matching.signs, smallest
