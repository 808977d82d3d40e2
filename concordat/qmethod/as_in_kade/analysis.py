"""A whole analysis as KADE would give it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from concordat.qmethod import arrays, bipolar, characteristics, distinguishing, flagging, judgment
from concordat.qmethod.as_in_kade.extraction import MOST_COMPONENTS, correlate, unrotated
from concordat.qmethod.as_in_kade.flags import flags
from concordat.qmethod.as_in_kade.lists import Lists, lists
from concordat.qmethod.as_in_kade.rounding import rd
from concordat.qmethod.as_in_kade.scores import Scored, reliability_of, score
from concordat.qmethod.as_in_kade.varimax import varimax
from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.characteristics import CONVENTIONAL_RELIABILITY
from concordat.qmethod.checking import Checked, check, check_components, check_factors
from concordat.qmethod.correlation import standardise
from concordat.qmethod.distinguishing import Correction
from concordat.qmethod.equivalence import MARGIN
from concordat.qmethod.flagging import Change, Flagging
from concordat.qmethod.results import (
    Analysis,
    Characteristics,
    Extraction,
    Floats,
    Mode,
    Rotated,
    Rotation,
    Told,
)
from concordat.qmethod.rotation import turn
from concordat.qmethod.study import Refused, Study, Value


def analyse_as_kade(
    study: Study,
    *,
    factors: int,
    extraction: Extraction = Extraction.PCA,
    rotation: Rotation = Rotation.VARIMAX,
    flagging: Flagging | None = None,
    log: judgment.Log = (),
    reliability: float = CONVENTIONAL_RELIABILITY,
    correction: Correction = Correction.HOLM,
    equivalence: float = MARGIN,
    grid: Sequence[Value] | None = None,
    record: Mapping[str, Any] | None = None,
) -> Analysis:
    """Analyse a study with KADE's arithmetic, its rounding at every step included.

    extraction   principal components (at most 8), Brown's or Horst's centroid
    rotation     varimax or none; turns by hand follow in ``log``, rounded to five decimals after each
    record       what the caller wants kept in the record beside what is known here

    Corrected p and equivalence, which KADE does not have, are given beside its own marks: D* and D for a
    statement that distinguishes a factor at p < .01 and .05, C* and C for one on which no pair differs at .05
    or .01. Raises ``Refused`` where KADE itself stops: a value missing, more than eight components, and a
    rotated loading above 1, which names the sorts and the ways out.
    Source: KADE 1.4.0 (Banasick 2019); K1 to K9 of the specification. Agrees with it in every flag, z-score,
    array and standard error, and with the lists that its own z-scores give.
    """
    rule = flagging or Flagging()
    checked = check(study, mode=Mode.KADE, grid=grid)
    _possible(factors, checked, extraction)
    found = correlate(sorts=checked.sorts)
    first = unrotated(correlation=found, factors=factors, extraction=extraction, statements=len(checked.grid))
    judged = _judged(first, rotation, log, checked.study.participants)
    views, flags_told = _flagged(judged, rule, len(checked.grid), checked.study.participants)
    scored = score(sorts=checked.sorts, loadings=views.loadings, flags=views.flags)
    laid = arrays.arrays(zscores=scored.zscores, grid=checked.grid)
    known = _characteristics(views, scored, reliability)
    statements = _told(checked, scored, laid, known, correction, equivalence)
    return Analysis(
        study=checked.study,
        mode=Mode.KADE,
        correlation=found,
        eigenvalues=np.maximum(np.linalg.eigvalsh(found)[::-1], 0.0),
        unrotated=first,
        rotation_matrix=views.matrix,
        factor_correlations=views.correlations,
        loadings=views.loadings,
        structure=views.structure,
        flags=views.flags,
        weights=scored.weights,
        zscores=scored.zscores,
        arrays=laid,
        characteristics=known,
        statements=statements,
        cautions=tuple(dict.fromkeys(_cautions(checked, first, judged, views, flags_told, scored, laid))),
        record={
            "library": "concordat.qmethod",
            "sorts": study.fingerprint,
            "participants": len(checked.study.sorts),
            "statements": len(checked.study.statements),
            "left_out": [],
            "grid": [int(value) if value.is_integer() else value for value in checked.grid.tolist()],
            "grid_told": grid is not None,
            "forced": checked.forced,
            "mode": Mode.KADE.value,
            "factors": factors,
            "extraction": extraction.value,
            "rotation": rotation.value,
            "correlation": "pearson",
            "log": [dict(step) for step in log],
            "flagging": rule.told(),
            "flags": flags_told,
            "factor_names": list(views.names),
            "reliability": {
                "value": reliability,
                "source": "convention" if reliability == CONVENTIONAL_RELIABILITY else "given",
            },
            "correction": correction.value,
            "equivalence": equivalence,
            "scores": "spearman",
            **(record or {}),
        },
    )


def _possible(factors: int, checked: Checked, extraction: Extraction) -> None:
    check_factors(factors, study=checked.study, extraction=extraction)
    if extraction is Extraction.PRINCIPAL_AXIS:
        raise Refused("KADE has no principal axis; choose pca, centroid or horst, or the mode standard.")
    if extraction is Extraction.PCA and factors > MOST_COMPONENTS:
        raise Refused(f"KADE extracts at most {MOST_COMPONENTS} principal components, not {factors}.")
    if extraction is Extraction.PCA:
        # Not of KADE's correlations: five decimals leave them a rank that the sorts do not have.
        values = np.linalg.svd(standardise(sorts=checked.sorts), compute_uv=False)
        check_components(factors, eigenvalues=np.asarray(values**2, dtype=np.float64))


def _judged(
    first: Floats, rotation: Rotation, log: judgment.Log, participants: tuple[str, ...]
) -> judgment.Judged:
    """From the unrotated factors through the log, with KADE's rounding after every turn by hand."""
    judgment.validate(log, participants=participants, factors=first.shape[1])
    rows = {name: row for row, name in enumerate(participants)}
    now = _varimax(first, participants) if rotation is Rotation.VARIMAX else _unturned(first)
    marks: list[Change | judgment.Split] = []
    turns = inverted = 0
    for step in judgment.counting(log):
        match step["op"]:
            case "rotate":
                pair = (int(step["factors"][0]), int(step["factors"][1]))
                turned = turn(loadings=now.loadings, factors=pair, degrees=float(step["degrees"]))
                now, turns = Rotated(rd(turned.loadings, 5), now.matrix @ turned.matrix), turns + 1
            case "invert":
                signs = np.where(np.arange(first.shape[1]) == step["factor"] - 1, -1.0, 1.0)
                now, inverted = Rotated(now.loadings * signs, now.matrix * signs), inverted + 1
            case "flag":
                marks.append(Change(rows[step["participant"]], step["factor"] - 1, step["value"]))
            case "split":
                marks.append(judgment.Split(step["factor"] - 1))
            case "varimax":
                now, marks, turns, inverted = _varimax(first, participants), [], 0, 0
            case other:
                raise Refused(
                    f"KADE has no {other} rotation; use varimax and turns by hand, or the mode standard."
                )
    return judgment.Judged(now, tuple(marks), turns, inverted)


def _unturned(first: Floats) -> Rotated:
    return Rotated(rd(first, 5), np.eye(first.shape[1]))


def _varimax(first: Floats, participants: tuple[str, ...]) -> Rotated:
    loadings, matrix = varimax(loadings=first)
    above = np.flatnonzero((loadings > 1).any(axis=1))
    if above.size:
        names = ", ".join(participants[sort] for sort in above)
        raise Refused(
            f"After varimax {names} {'loads' if above.size == 1 else 'load'} above 1 (a Heywood case), where "
            "KADE stops and asks: take fewer factors, principal components, or the mode standard.",
            participant=participants[above[0]],
        )
    return Rotated(loadings, matrix)


def _flagged(
    judged: judgment.Judged, rule: Flagging, statements: int, participants: tuple[str, ...]
) -> tuple[bipolar.Views, str]:
    rotated = judged.rotated
    automatic = flags(loadings=rotated.loadings, statements=statements, flagging=rule)
    names = tuple(str(factor + 1) for factor in range(automatic.shape[1]))
    views = bipolar.Views(rotated.loadings, rotated.loadings, rotated.matrix, None, automatic, names)
    untouched = views
    for mark in judged.marks:
        if isinstance(mark, judgment.Split):
            views = bipolar.split(views, factor=mark.factor)
            untouched = bipolar.mirrored(untouched, factor=mark.factor)
        else:
            views = bipolar.with_flags(views, flags=flagging.by_hand(flags=views.flags, changes=[mark]))
    told = flagging.described(
        automatic=untouched.flags,
        final=views.flags,
        participants=participants,
        names=views.names,
        rule=rule,
    )
    return views, told


def _characteristics(views: bipolar.Views, scored: Scored, reliability: float) -> Characteristics:
    known = characteristics.characteristics(
        loadings=views.loadings, flags=views.flags, zscores=scored.zscores, reliability=reliability
    )
    own = reliability_of(zscores=scored.zscores, flags=views.flags, average=reliability)
    return replace(
        known,
        composite_reliability=own.composite,
        se=own.se,
        se_difference=own.se_difference,
        factor_correlation=own.correlation,
    )


def _told(
    checked: Checked,
    scored: Scored,
    laid: Floats,
    known: Characteristics,
    correction: Correction,
    equivalence: float,
) -> tuple[Told, ...]:
    differences = distinguishing.differences(
        zscores=scored.zscores,
        arrays=laid,
        se_difference=known.se_difference,
        correction=correction,
        margin=equivalence,
    )
    found = lists(zscores=scored.zscores, se_difference=known.se_difference)
    pairs = distinguishing.pairs_of(differences)
    return tuple(
        _marked(statement.id, pairs[row], found, row)
        for row, statement in enumerate(checked.study.statements)
    )


def _marked(statement: str, pairs: Mapping[Any, Any], found: Lists, row: int) -> Told:
    marks = {f + 1: marked[row] for f, marked in found.distinguishing.items() if row in marked}
    # Of two factors a statement may bear both D and C: apart at .05, and not at .01.
    words = [f"{mark} f{factor}" for factor, mark in marks.items()]
    words += [found.consensus[row]] if row in found.consensus else []
    return Told(statement, pairs, marks, None, ", ".join(words))


def _cautions(
    checked: Checked,
    first: Floats,
    judged: judgment.Judged,
    views: bipolar.Views,
    flags_told: str,
    scored: Scored,
    laid: Floats,
) -> list[Caution]:
    names = checked.study.participants
    told = [*checked.cautions]
    above = tuple(names[sort] for sort in np.flatnonzero((first**2).sum(axis=1) > 1))
    if above:
        told.append(
            Caution(
                About.IMPROPER,
                f"The factors explain more than all of {', '.join(above)}: KADE would offer to shrink "
                "their loadings, which is not done here. Take fewer factors, or principal components.",
                participants=above,
            )
        )
    told += judgment.caution(judged)
    if flags_told != "automatic":
        told.append(Caution(About.FLAGS_CHANGED, f"Flags were changed by hand. They are {flags_told}."))
    told += bipolar.cautions(
        loadings=views.loadings, flags=views.flags, participants=names, names=views.names
    )
    told += flagging.cautions(flags=views.flags, participants=names, names=views.names)
    statements = [statement.id for statement in checked.study.statements]
    return told + arrays.tied_apart(zscores=scored.zscores, arrays=laid, statements=statements)
