"""How many factors: the evidence in one table, and no automatic answer."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import numpy as np

from concordat.qmethod.analysis import analyse
from concordat.qmethod.bootstrap import Stopped, bootstrap
from concordat.qmethod.bootstrap.results import STABLE_FLAG, Bootstrap
from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.checking import check
from concordat.qmethod.correlation import standardise
from concordat.qmethod.parallel import parallel_analysis
from concordat.qmethod.partial import average_partials
from concordat.qmethod.results import Analysis, Extraction, Floats
from concordat.qmethod.split_half import split_half
from concordat.qmethod.study import Refused, Study

SIGNIFICANT = 2.58  # p < .01 for a loading, in units of 1/√N


@dataclass(frozen=True)
class Row:
    """What speaks for keeping ``factors`` factors. None: not worked out.

    eigenvalue, share      of the last of them, and as a share of all sorts
    above_one              Guttman (1954), Kaiser (1960): shown for the record, it over-counts among sorts
    two_largest            the product of the two largest |l| on the last unrotated factor
    humphrey               whether that exceeds 2/√N; humphrey_lenient: 1/√N (Fruchter 1954; Brown 1980)
    significant            how many |l| on the last unrotated factor exceed 2.58/√N; two or more are asked
    chance_mean, chance    mean and 95th percentile of the eigenvalue in this place among shuffled sorts
    chance_p               the share of shuffled sorts that reach the eigenvalue
    beyond_chance          whether it and all before it exceed ``chance`` (parallel analysis)
    average_partial        Velicer's MAP; the smallest in the table marks a number; only if sorts are fewer
                           than statements

    Of the rotated solution with so many factors:

    explained_percent      of the variance of the sorts
    flagged                how many sorts define each factor
    unflagged, twice       sorts that define none, or more than one
    largest_correlation    the largest |r| between the z-scores of two factors
    split_half             mean |r| of factors found in random halves (Everett 1983)
    congruence             the smallest mean congruence of a factor with itself among resamples
    steady                 the fewest sorts of a factor that stay flagged in 80 % of resamples
    stable                 by our rule: a congruence of .85 or more, and two steady sorts or more
    """

    factors: int
    eigenvalue: float
    share: float
    above_one: bool
    two_largest: float | None = None
    humphrey: bool | None = None
    humphrey_lenient: bool | None = None
    significant: int | None = None
    two_significant: bool | None = None
    chance_mean: float | None = None
    chance: float | None = None
    chance_p: float | None = None
    beyond_chance: bool | None = None
    average_partial: float | None = None
    explained_percent: float | None = None
    flagged: tuple[int, ...] | None = None
    unflagged: int | None = None
    twice: int | None = None
    largest_correlation: float | None = None
    split_half: float | None = None
    congruence: float | None = None
    steady: int | None = None
    stable: bool | None = None

    def as_json(self) -> dict[str, Any]:
        told = asdict(self)
        told["flagged"] = None if self.flagged is None else list(self.flagged)
        return told


@dataclass(frozen=True)
class Evidence:
    """``no_factor_partial`` is MAP before any factor is taken out; with it the smallest may be none at all.

    permutations, splits, bootstrap_steps   as asked for; ``complete`` says whether all of it was worked out
    """

    rows: tuple[Row, ...]
    participants: int
    statements: int
    extraction: Extraction
    permutations: int
    splits: int
    bootstrap_steps: int
    seed: int
    no_factor_partial: float | None
    complete: bool
    cautions: tuple[Caution, ...]

    def as_json(self) -> dict[str, Any]:
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        told["rows"] = [row.as_json() for row in self.rows]
        told["extraction"] = self.extraction.value
        del told["cautions"]
        return told | {"warnings": [caution.sentence for caution in self.cautions]}


def evidence(
    study: Study,
    *,
    most: int = 8,
    permutations: int = 1000,
    bootstrap_steps: int = 0,
    splits: int = 200,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
    extraction: Extraction | str = Extraction.PCA,
) -> Evidence:
    """Gather what speaks for each number of factors from 1 to ``most``. It gives no answer of its own.

    most              at most one less than the sorts
    permutations      for parallel analysis; 0 leaves it out
    bootstrap_steps   resamples for each number of factors; 0 leaves stability out
    splits            random halves for each number of factors; 0 leaves replicability out
    seed              of ``numpy.random.default_rng``: the same seed gives the same evidence
    progress          called with (done, of); ``bootstrap.Stopped`` raised in it ends the work, and what is
                      known by then is returned
    extraction        of the solutions; eigenvalues, parallel analysis and MAP are of the correlations

    The rules disagree on real studies, some badly; a number is chosen by looking at solutions side by side,
    at how stable they are and at what their views say. Numbers of factors that cannot be analysed keep what
    is known of their eigenvalue, with a caution.
    Raises ``Refused`` for a study that cannot be analysed at all.
    Sources: qmethod's textbooks for each row, see ``Row``; Watts & Stenner (2012), ch. 5.
    """
    gathering = _Gathering(study, most, Extraction(extraction), seed)
    gathering.count(permutations, splits, bootstrap_steps, progress)
    complete = True
    try:
        if permutations:
            gathering.beyond_chance(permutations)
        if splits:
            gathering.halves(splits)
        if bootstrap_steps:
            gathering.resamples(bootstrap_steps)
    except Stopped:
        complete = False
    return gathering.told(permutations, splits, bootstrap_steps, complete=complete)


class _Gathering:
    """The table as it fills."""

    def __init__(self, study: Study, most: int, extraction: Extraction, seed: int) -> None:
        if isinstance(most, bool) or not isinstance(most, int) or most < 1:
            raise Refused(f"The largest number of factors must be a whole number from 1, not {most!r}.")
        checked = check(study)
        first = analyse(checked.study, factors=1, extraction=extraction)
        self.study, self.extraction, self.seed = checked.study, extraction, seed
        self.sorts = checked.sorts
        n, p = self.sorts.shape
        self.most = min(most, p - 1)
        self.solutions: dict[int, Analysis] = {1: first}
        self.cautions: list[Caution] = [*checked.cautions]
        for k in range(2, self.most + 1):
            self._solve(k)
        partials = average_partials(correlation=first.correlation, most=self.most) if p < n else None
        self.no_factor_partial = None if partials is None else _number(partials[0])
        values = first.eigenvalues
        self.rows = {
            k: _row(k, values, self.solutions.get(k), None if partials is None else partials)
            for k in range(1, self.most + 1)
        }

    def _solve(self, k: int) -> None:
        try:
            self.solutions[k] = analyse(self.study, factors=k, extraction=self.extraction)
        except Refused as why:
            sentence = f"There is no solution with {k} factors: {why.sentence}"
            self.cautions.append(Caution(About.NOT_CONVERGED, sentence, factors=(k,)))

    def count(
        self, permutations: int, splits: int, resamples: int, progress: Callable[[int, int], None] | None
    ) -> None:
        self.done, self.progress = 0, progress
        self.of = permutations + (splits + resamples) * len(self.solutions)

    def _step(self, steps: int) -> None:
        self.done += steps
        if self.progress is not None:
            self.progress(self.done, self.of)

    def beyond_chance(self, permutations: int) -> None:
        found = parallel_analysis(
            standardised=standardise(sorts=self.sorts),
            observed=self.solutions[1].eigenvalues[: self.most],
            permutations=permutations,
            rng=np.random.default_rng(self.seed),
            progress=self._step,
        )
        for k in self.rows:
            self.rows[k] = replace(
                self.rows[k],
                chance_mean=float(found.mean[k - 1]),
                chance=float(found.high[k - 1]),
                chance_p=float(found.p[k - 1]),
                beyond_chance=bool(found.beyond[k - 1]),
            )

    def halves(self, splits: int) -> None:
        found = split_half(
            tuple(self.solutions.values()),
            splits=splits,
            rng=np.random.default_rng([self.seed, splits]),
            progress=self._step,
        )
        for k, alike in zip(self.solutions, found, strict=True):
            self.rows[k] = replace(self.rows[k], split_half=alike)

    def resamples(self, steps: int) -> None:
        for k, solution in self.solutions.items():
            before = self.done

            def step(done: int, _of: int, before: int = before) -> None:
                self._step(before + done - self.done)

            if not solution.flags.any():
                continue
            found = bootstrap(solution, steps=steps, seed=self.seed, progress=step)
            if found.done < found.steps:
                raise Stopped
            self.rows[k] = _with_stability(self.rows[k], found)

    def told(self, permutations: int, splits: int, resamples: int, *, complete: bool) -> Evidence:
        if not complete:
            self.cautions.append(
                Caution(About.NOT_CONVERGED, "The evidence was stopped before all of it was worked out.")
            )
        return Evidence(
            rows=tuple(self.rows.values()),
            participants=self.sorts.shape[1],
            statements=self.sorts.shape[0],
            extraction=self.extraction,
            permutations=permutations,
            splits=splits,
            bootstrap_steps=resamples,
            seed=self.seed,
            no_factor_partial=self.no_factor_partial,
            complete=complete,
            cautions=tuple(self.cautions),
        )


def _row(k: int, values: Floats, solution: Analysis | None, partials: Floats | None) -> Row:
    row = Row(
        factors=k,
        eigenvalue=float(values[k - 1]),
        share=float(values[k - 1] / len(values)),
        above_one=bool(values[k - 1] > 1),
        average_partial=None if partials is None else _number(partials[k]),
    )
    if solution is None:
        return row
    loadings, root = np.abs(solution.unrotated[:, k - 1]), np.sqrt(len(solution.zscores))
    two = float(np.prod(np.sort(loadings)[-2:]))
    significant = int((loadings > SIGNIFICANT / root).sum())
    counts = solution.flags.sum(axis=1)
    return replace(
        row,
        two_largest=two,
        humphrey=bool(two > 2 / root),
        humphrey_lenient=bool(two > 1 / root),
        significant=significant,
        two_significant=significant >= 2,
        explained_percent=float(solution.characteristics.explained_percent.sum()),
        flagged=tuple(int(n) for n in solution.flags.sum(axis=0)),
        unflagged=int((counts == 0).sum()),
        twice=int((counts > 1).sum()),
        largest_correlation=_largest_correlation(solution),
    )


def _largest_correlation(solution: Analysis) -> float | None:
    between = np.abs(solution.characteristics.factor_correlation - np.eye(solution.factors))
    known = between[~np.isnan(solution.zscores[0])][:, ~np.isnan(solution.zscores[0])]
    return float(known.max()) if len(known) > 1 else None


def _with_stability(row: Row, found: Bootstrap) -> Row:
    steady = (found.flags & (found.flag_probability >= STABLE_FLAG)).sum(axis=0)
    means = np.nan_to_num(found.congruence.mean)
    return replace(row, congruence=float(means.min()), steady=int(steady.min()), stable=found.is_stable)


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
