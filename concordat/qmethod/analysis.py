"""A whole analysis: from the sorts to the viewpoints, in one of three modes."""

from collections.abc import Sequence

from concordat.qmethod import (
    arrays,
    as_in_r_scores,
    bipolar,
    characteristics,
    distinguishing,
    flagging,
    heywood,
    judgment,
    scores,
)
from concordat.qmethod.carried import carried, version
from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.checking import Checked, check, check_factors
from concordat.qmethod.correlation import standardise
from concordat.qmethod.distinguishing import Correction
from concordat.qmethod.equivalence import MARGIN
from concordat.qmethod.flagging import Flagging
from concordat.qmethod.results import (
    Analysis,
    Correlation,
    Extraction,
    Floats,
    Mode,
    Rotated,
    Rotation,
    Scores,
    Told,
)
from concordat.qmethod.settings import Reliable, Settings, choice, look_at, reliability_of
from concordat.qmethod.solving import Solved, solve
from concordat.qmethod.study import Refused, Study, Value
from concordat.qmethod.weights import LARGEST_LOADING, weights


def analyse(
    study: Study,
    *,
    factors: int,
    extraction: Extraction | str = Extraction.PCA,
    rotation: Rotation | str = Rotation.VARIMAX,
    mode: Mode | str = Mode.STANDARD,
    correlation: Correlation | str = Correlation.PEARSON,
    flagging: Flagging | None = None,
    log: judgment.Log = (),
    reliability: float | str | None = None,
    correction: Correction | str = Correction.HOLM,
    equivalence: float = MARGIN,
    grid: Sequence[Value] | None = None,
    scores: Scores | str = Scores.SPEARMAN,
    reflections: int = 0,
    starts: int = 0,
    seed: int = 1,
    bootstrap: int | None = None,
) -> Analysis:
    """Analyse a study: correlate the sorts, extract and rotate factors, flag, score, compare.

    study         as ``read`` returns it
    factors       how many to extract and rotate; no number is right by itself, see ``retention``
    extraction    principal components; Brown's or Horst's centroid; principal axis
    rotation      an analytic criterion, or none
    mode          ``standard``: converged and defined. ``qmethod``: as R qmethod 1.8.4 (components and
                  centroid). ``kade``: as KADE 1.4.0, its rounding included (components, both centroids)
    correlation   Pearson, Spearman or Kendall
    flagging      by default |l| > 1.96/√N and l² > Σ of the sort's other l²
    log           steps of judgmental rotation and flags by hand, see ``judgment``
    reliability   ρ of one sort: .80 by convention; a number; or "repeated", the mean correlation of the
                  sorts of people (fact ``person``) who sorted more than once
    correction    of p over all statements and pairs: Holm, Benjamini-Hochberg, Benjamini-Yekutieli, none
    equivalence   how near two z-scores must be shown to be, to be called consensus
    grid          another grid than the study's own
    scores        Spearman's weights; regression or Bartlett scores are not usual in Q studies
    reflections   0: the best centroid; n: the n-th of those that are almost as good and give other views
    starts        how many other starting positions varimax is tried from, with ``seed``
    bootstrap     how many resamples to take, with ``seed``, for intervals of every difference; see
                  ``bootstrap`` for more of what they tell, and for progress

    Raises ``Refused``, with one sentence that names the participant and the statement, where the study
    or a setting cannot be analysed. The same study and settings give the same numbers, whatever the order
    of participants. Sources stand with each step; the order of steps is Brown (1980), Political Subjectivity.
    """
    asked = Settings(
        factors=factors,
        extraction=choice(Extraction, extraction),
        rotation=choice(Rotation, rotation),
        mode=choice(Mode, mode),
        correlation=choice(Correlation, correlation),
        flagging=flagging or Flagging(),
        log=tuple(log),
        correction=choice(Correction, correction),
        equivalence=equivalence,
        scores=choice(Scores, scores),
        reflections=reflections,
        starts=starts,
        seed=seed,
    )
    look_at(asked)
    reliable = reliability_of(study, reliability)
    if asked.mode is Mode.KADE:
        found = _as_in_kade(study, asked, reliable, grid)
    else:
        checked = check(study, mode=asked.mode, grid=grid)
        check_factors(factors, study=checked.study, extraction=asked.extraction)
        solved = solve(checked, asked)
        found = _score(study, checked, asked, reliable, solved, grid_told=grid is not None)
    return found if bootstrap is None else _resampled(found, steps=bootstrap, seed=seed)


def _resampled(found: Analysis, *, steps: int, seed: int) -> Analysis:
    from concordat.qmethod.bootstrap import apply
    from concordat.qmethod.bootstrap import bootstrap as resample

    return apply(found, resample(found, steps=steps, seed=seed))


def _as_in_kade(study: Study, asked: Settings, reliable: Reliable, grid: Sequence[Value] | None) -> Analysis:
    from concordat.qmethod.as_in_kade import analyse_as_kade

    try:
        return analyse_as_kade(
            study,
            factors=asked.factors,
            extraction=asked.extraction,
            rotation=asked.rotation,
            flagging=asked.flagging,
            log=asked.log,
            reliability=reliable.value,
            correction=asked.correction,
            equivalence=asked.equivalence,
            grid=grid,
            record={"version": version(), "reliability": reliable.told()},
        )
    except ZeroDivisionError:
        raise Refused(
            f"KADE's arithmetic divides by zero when it takes {asked.factors} factors from these sorts; take "
            "fewer, or the mode standard."
        ) from None


def _score(
    study: Study, checked: Checked, asked: Settings, reliable: Reliable, solved: Solved, *, grid_told: bool
) -> Analysis:
    participants = checked.study.participants
    rotated = solved.judged.rotated
    structure = rotated.loadings if rotated.correlations is None else rotated.loadings @ rotated.correlations
    explained = heywood.communalities(loadings=rotated.loadings, correlations=rotated.correlations)
    improper = heywood.improper(loadings=rotated.loadings, communalities=explained)
    views, flags_told = _flagged(checked, asked, rotated, structure, solved.judged)
    # R, which we then follow, says nothing of loadings beyond 1 and weighs them as they are.
    largest = LARGEST_LOADING if improper and asked.mode is Mode.STANDARD else None
    weighed = weights(loadings=views.loadings, flags=views.flags, largest=largest)
    z = _zscores(checked, asked, solved, views, explained, weighed)
    in_r = asked.mode is Mode.QMETHOD
    laid = (as_in_r_scores if in_r else arrays).arrays(zscores=z, grid=checked.grid)
    known = characteristics.characteristics(
        loadings=views.loadings, flags=views.flags, zscores=z, reliability=reliable.value
    )
    cautions = [*checked.cautions, *_of_the_solution(solved, improper, participants, largest)]
    cautions += judgment.caution(solved.judged) + _of_the_flags(flags_told, views, participants)
    cautions += _of_the_scores(asked, checked, z, laid, views.names)
    return Analysis(
        study=checked.study,
        mode=asked.mode,
        correlation=solved.correlation,
        eigenvalues=solved.extracted.eigenvalues,
        unrotated=solved.unrotated,
        rotation_matrix=views.matrix,
        factor_correlations=views.correlations,
        loadings=views.loadings,
        structure=views.structure,
        flags=views.flags,
        weights=weighed,
        zscores=z,
        arrays=laid,
        characteristics=as_in_r_scores.characteristics(known) if in_r else known,
        statements=_compared(checked, asked, z, laid, known.se_difference, views.names),
        cautions=tuple(dict.fromkeys(cautions)),
        record=carried(study, checked, asked, reliable, views.names, flags_told, grid_told=grid_told),
    )


def _flagged(
    checked: Checked, asked: Settings, rotated: Rotated, structure: Floats, judged: judgment.Judged
) -> tuple[bipolar.Views, str]:
    """The flags by rule, then every change and split of the log in its turn; and how they came about."""
    automatic = flagging.flags(
        loadings=rotated.loadings, statements=len(checked.grid), flagging=asked.flagging
    )
    names = tuple(str(factor + 1) for factor in range(automatic.shape[1]))
    views = bipolar.Views(rotated.loadings, structure, rotated.matrix, rotated.correlations, automatic, names)
    untouched = views
    for mark in judged.marks:
        if isinstance(mark, judgment.Split):
            views = bipolar.split(views, factor=mark.factor)
            untouched = bipolar.mirrored(untouched, factor=mark.factor)
        else:
            changed = flagging.by_hand(flags=views.flags, changes=[mark])
            views = bipolar.with_flags(views, flags=changed)
    told = flagging.described(
        automatic=untouched.flags,
        final=views.flags,
        participants=checked.study.participants,
        names=views.names,
        rule=asked.flagging,
    )
    return views, told


def _zscores(
    checked: Checked,
    asked: Settings,
    solved: Solved,
    views: bipolar.Views,
    explained: Floats,
    weighed: Floats,
) -> Floats:
    if asked.mode is Mode.QMETHOD:
        return scores.zscores(sorts=checked.sorts, weights=weighed)
    standardised = standardise(sorts=checked.sorts)
    if asked.scores is Scores.SPEARMAN:
        return scores.zscores(sorts=standardised, weights=weighed)
    if asked.scores is Scores.REGRESSION:
        return scores.regression_scores(
            standardised=standardised,
            correlation=solved.correlation,
            structure=views.structure,
            flags=views.flags,
        )
    return scores.bartlett_scores(
        standardised=standardised, loadings=views.loadings, communalities=explained, flags=views.flags
    )


def _compared(
    checked: Checked,
    asked: Settings,
    z: Floats,
    laid: Floats,
    se_difference: Floats,
    names: tuple[str, ...],
) -> tuple[Told, ...]:
    statements = [statement.id for statement in checked.study.statements]
    found = distinguishing.differences(
        zscores=z,
        arrays=laid,
        se_difference=se_difference,
        correction=asked.correction,
        margin=asked.equivalence,
    )
    if asked.mode is Mode.QMETHOD:
        return as_in_r_scores.told(statements=statements, found=found)
    return distinguishing.told(statements=statements, found=found, margin=asked.equivalence, names=names)


# ------------------------------------------------------------------ what a reader must be told


def _of_the_solution(
    solved: Solved, improper: list[int], participants: tuple[str, ...], cut: float | None
) -> list[Caution]:
    if not improper:
        return list(solved.cautions)
    # One caution names the sorts, with what was done about them; that of the extraction says no more.
    others = [caution for caution in solved.cautions if caution.about is not About.IMPROPER]
    return [*others, heywood.caution(sorts=improper, participants=participants, cut=cut)]


def _of_the_flags(told: str, views: bipolar.Views, participants: tuple[str, ...]) -> list[Caution]:
    cautions = []
    if told != "automatic":
        cautions.append(Caution(About.FLAGS_CHANGED, f"Flags were changed by hand. They are {told}."))
    cautions += bipolar.cautions(
        loadings=views.loadings, flags=views.flags, participants=participants, names=views.names
    )
    return cautions + flagging.cautions(flags=views.flags, participants=participants, names=views.names)


def _of_the_scores(
    asked: Settings, checked: Checked, z: Floats, laid: Floats, names: tuple[str, ...]
) -> list[Caution]:
    cautions = []
    if asked.scores is not Scores.SPEARMAN:
        cautions.append(
            Caution(
                About.NOT_USUAL,
                f"{asked.scores.value.capitalize()} scores are not usual in Q studies: they use every sort, "
                "not only those that are flagged.",
            )
        )
    if asked.mode is Mode.QMETHOD:
        return cautions + as_in_r_scores.cautions(arrays=laid, grid=checked.grid)
    return cautions + arrays.tied_apart(
        zscores=z,
        arrays=laid,
        statements=[statement.id for statement in checked.study.statements],
        names=names,
    )
