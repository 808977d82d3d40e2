"""The bootstrap itself: draw people, solve, match to the full sample, and summarise."""

from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np

from concordat.qmethod import arrays as factor_arrays
from concordat.qmethod import flagging
from concordat.qmethod.bootstrap.drawing import draw, labels
from concordat.qmethod.bootstrap.full import Full, ends_of
from concordat.qmethod.bootstrap.matching import congruence_with, matched, placed, scored, weights_of
from concordat.qmethod.bootstrap.results import Bootstrap, Failed, Stopped, spread
from concordat.qmethod.bootstrap.solving import Solver, solver
from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.results import Analysis, Floats, Integers, Scores
from concordat.qmethod.study import Refused

MATCHED = 0.5  # below this congruence a factor has found no counterpart
AT_A_TIME, SLOW_AT_A_TIME = 250, 20
NUMBERS_AT_A_TIME = 4_000_000


def bootstrap(
    analysis: Analysis,
    *,
    steps: int = 1000,
    seed: int = 0,
    groups: str | Sequence[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Bootstrap:
    """Resample the people of an analysis and see how far its results move.

    steps      how many resamples; at least 2
    seed       of ``numpy.random.default_rng``; kept in the result
    groups     draw within these: the name of a fact of the sorts, or a label for each sort
    progress   called with (done, of) after every chunk; ``Stopped`` raised in it ends the run, and what
               was done is returned

    People are drawn with replacement, all sorts of a person together. Each resample is extracted and rotated
    as the analysis was, converged and in full precision (Horst's centroid for 30 rounds at most; towards the
    analysis's loadings if it was turned by hand or to a target), flagged by the same rule with the flags that
    were changed by hand kept, and scored by weighted sums. Its factors are matched with the full sample's by
    the assignment with the largest sum of |φ| of z-scores, and signed. Nothing is lost: a resample in which a
    factor has no counterpart is counted as unmatched and still counts, one that cannot be analysed is counted
    as failed with its reason, and
    the others stand.
    Raises ``Refused`` for fewer than 2 steps, no factor with scores, or regression or Bartlett scores.
    Source: Efron & Tibshirani (1993); Zabala & Pascual (2016), PLoS ONE 11(2): e0148087.
    """
    if isinstance(steps, bool) or not isinstance(steps, int) or steps < 2:
        raise Refused(f"A bootstrap needs at least 2 steps, not {steps}.")
    if not factor_arrays.scored(analysis.zscores):
        raise Refused("No factor of this analysis has a flagged sort, so there is nothing to resample.")
    if analysis.record.get("scores", Scores.SPEARMAN) != Scores.SPEARMAN:
        raise Refused("Only the usual weighted scores can be resampled, not regression or Bartlett scores.")
    within = labels(analysis.study, groups)
    drawn = draw(analysis.study, steps=steps, groups=within, rng=np.random.default_rng(seed))
    run = Run.of(analysis, steps)
    done = 0
    try:
        for steps_of_chunk in _chunks(drawn, run.solver):
            run.add(steps_of_chunk, np.stack([drawn[step] for step in steps_of_chunk]))
            done += len(steps_of_chunk)
            if progress is not None:
                progress(done, steps)
    except Stopped:
        pass
    return run.summary(done=done, seed=seed, groups=within)


def _chunks(drawn: Sequence[Integers], solver: Solver) -> list[list[int]]:
    """Steps with equally many sorts, in the order of the run and few enough to be held at once."""
    by_length: dict[int, list[int]] = {}
    for step, rows in enumerate(drawn):
        by_length.setdefault(len(rows), []).append(step)
    width = solver.correlation.shape[0] if solver.root is None else solver.root.shape[1]
    fit = max(1, NUMBERS_AT_A_TIME // width**2)
    most = min(AT_A_TIME if solver.is_quick else SLOW_AT_A_TIME, fit)
    return [each[at : at + most] for each in by_length.values() for at in range(0, len(each), most)]


class Run:
    """What the steps have given so far; rows of steps not yet run, or failed, are NaN."""

    def __init__(self, full: Full, solving: Solver, steps: int) -> None:
        self.full, self.solver, self.steps = full, solving, steps
        n, p = full.sorts.shape
        k = len(full.parents)
        self.zscores = np.full((steps, n, k), np.nan)
        self.positions = np.full((steps, n, k), np.nan)
        self.loadings = np.full((steps, p, k), np.nan)
        self.congruences = np.full((steps, k), np.nan)
        self.flagged = np.zeros((p, k), dtype=np.int64)
        self.unmatched = np.zeros(steps, dtype=bool)
        self.failed: dict[int, str] = {}

    @classmethod
    def of(cls, analysis: Analysis, steps: int) -> "Run":
        full = Full.of(analysis)
        return cls(full, solver(analysis, towards=full.loadings), steps)

    def add(self, steps: Sequence[int], drawn: Integers) -> None:
        """Solve a chunk of steps and keep what it gives."""
        rotated, reasons = self.solver.solve(drawn)
        self.failed |= {steps[at]: reason for at, reason in reasons.items()}
        well = np.array([at for at in range(len(steps)) if at not in reasons], dtype=np.int64)
        if len(well):
            self._keep(np.array(steps)[well], rotated[well], drawn[well])

    def _keep(self, steps: Integers, rotated: Floats, drawn: Integers) -> None:
        full = self.full
        n, p = full.sorts.shape
        counts = np.stack([np.bincount(rows, minlength=p) for rows in drawn]).astype(float)
        loadings = np.zeros((len(drawn), p, rotated.shape[2]))
        loadings[np.arange(len(drawn))[:, None], drawn] = rotated
        flags = flagging.flags(loadings=loadings, statements=n, flagging=full.rule)
        zscores = scored(full.sorts, weights_of(loadings, flags) * counts[:, :, None])
        order, signs = matched(
            zscores=zscores,
            loadings=loadings,
            to_zscores=full.zscores,
            to_loadings=full.loadings * (counts > 0)[:, :, None],
        )
        loadings = np.take_along_axis(loadings, order[:, None, :], axis=2) * signs[:, None, :]
        flags = ends_of(
            np.take_along_axis(flags, order[:, None, :], axis=2), loadings, full.parents, full.ends
        )
        flags = np.where(full.forced, full.analysis.flags, flags) & (counts > 0)[:, :, None]
        if full.forced.any() or full.ends.any():
            mirror = np.where(full.ends < 0, -1.0, 1.0)
            loadings = loadings[:, :, full.parents] * mirror
            zscores = scored(full.sorts, weights_of(loadings, flags) * counts[:, :, None])
        else:
            zscores = np.take_along_axis(zscores, order[:, None, :], axis=2) * signs[:, None, :]
        phi = congruence_with(zscores, full.analysis.zscores)
        self.zscores[steps] = zscores
        self.positions[steps] = placed(zscores, full.grid)
        self.loadings[steps] = np.where((counts > 0)[:, :, None], loadings, np.nan)
        self.congruences[steps] = phi
        has_scores = ~np.isnan(full.analysis.zscores[0])
        self.unmatched[steps] = (np.nan_to_num(phi[:, has_scores]) < MATCHED).any(axis=1)
        self.flagged += flags.sum(axis=0)

    def summary(self, *, done: int, seed: int, groups: tuple[str, ...]) -> Bootstrap:
        analysis = self.full.analysis
        pairs = tuple(combinations(factor_arrays.scored(analysis.zscores), 2))
        first, second = ([pair[end] for pair in pairs] for end in (0, 1))
        ran = ~np.isnan(self.loadings).all(axis=(1, 2))
        zscores, loadings = self.zscores[ran], self.loadings[ran]
        drawn = (~np.isnan(loadings[:, :, 0])).sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            probability = np.where(drawn[:, None] > 0, self.flagged / drawn[:, None], np.nan)
        failed = tuple(Failed(step + 1, reason) for step, reason in sorted(self.failed.items()))
        unmatched = int(self.unmatched.sum())
        return Bootstrap(
            steps=self.steps,
            done=done,
            seed=seed,
            groups=groups,
            failed=failed,
            unmatched=unmatched,
            zscores=spread(zscores, estimate=analysis.zscores),
            pairs=pairs,
            differences=spread(
                zscores[:, :, first] - zscores[:, :, second],
                estimate=analysis.zscores[:, first] - analysis.zscores[:, second],
            ),
            positions=spread(self.positions[ran], estimate=analysis.arrays),
            loadings=spread(loadings, estimate=analysis.loadings),
            flags=analysis.flags,
            flag_probability=probability,
            congruence=spread(self.congruences[ran], estimate=np.ones(len(self.full.parents))),
            cautions=_cautions(self.steps, done, unmatched, len(failed)),
        )


def _cautions(steps: int, done: int, unmatched: int, failed: int) -> tuple[Caution, ...]:
    told = []
    if done < steps:
        told.append(f"The bootstrap was stopped after {done} of {steps} resamples.")
    if unmatched:
        told.append(
            f"In {unmatched} of {done} resamples a factor found no counterpart of congruence {MATCHED:g} or "
            "more: these views depend on who took part."
        )
    if failed:
        told.append(f"{failed} of {done} resamples could not be analysed; the others count.")
    return tuple(Caution(About.NOT_MATCHED, sentence) for sentence in told)
