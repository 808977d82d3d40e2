"""From the correlations to rotated factors, as each mode does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from concordat.qmethod import (
    as_in_r,
    centroid,
    components,
    flagging,
    horst,
    judgment,
    ordering,
    principal_axis,
)
from concordat.qmethod.cautions import Caution
from concordat.qmethod.checking import Checked, check_components
from concordat.qmethod.correlation import correlate
from concordat.qmethod.results import Booleans, Extracted, Extraction, Floats, Mode, Rotated, Rotation
from concordat.qmethod.rotation import gradient, oblimin, promax, quartimax, varimax
from concordat.qmethod.settings import Settings
from concordat.qmethod.study import Refused

Turning = Callable[[Floats], Rotated]

# Below this slope the last digits of the criterion are noise, and oblimin may wander in it without end.
SETTLED = gradient.Settings(small=1e-9, rounds=500, polish=True)


@dataclass(frozen=True)
class Solved:
    """A rotated solution before flags."""

    correlation: Floats
    extracted: Extracted
    unrotated: Floats
    judged: judgment.Judged
    cautions: tuple[Caution, ...]


def solve(checked: Checked, asked: Settings) -> Solved:
    participants = checked.study.participants
    found = correlate(sorts=checked.sorts, method=asked.correlation, participants=participants)
    extracted = _extract(found, asked, participants)
    if asked.extraction is Extraction.PCA:
        check_components(asked.factors, eigenvalues=extracted.eigenvalues)
    criteria = _criteria(asked)
    cautions = [*extracted.cautions]
    unrotated = extracted.loadings
    if isinstance(extracted, centroid.Centroid):
        unrotated, told = _reflected(found, extracted, asked, checked, criteria[asked.rotation.value])
        cautions += told
    if asked.starts and asked.rotation in (Rotation.VARIMAX, Rotation.RAW_VARIMAX):
        tried = varimax.better_start(
            loadings=unrotated,
            starts=asked.starts,
            rng=np.random.default_rng(asked.seed),
            normalised=asked.rotation is Rotation.VARIMAX,
        )
        cautions += tried.cautions
    judged = judgment.replay(
        asked.log,
        unrotated=unrotated,
        start=criteria[asked.rotation.value](unrotated),
        criteria=criteria,
        sorts=checked.sorts,
        participants=participants,
    )
    return Solved(found, extracted, unrotated, judged, (*cautions, *judged.rotated.cautions))


def _extract(correlation: Floats, asked: Settings, participants: tuple[str, ...]) -> Extracted:
    if asked.mode is Mode.QMETHOD:
        if asked.extraction is Extraction.PCA:
            return as_in_r.principal_components(correlation=correlation, factors=asked.factors)
        return as_in_r.centroid(correlation=correlation, factors=asked.factors)
    extract = {
        Extraction.PCA: components.principal_components,
        Extraction.CENTROID: centroid.brown,
        Extraction.HORST: horst.horst,
        Extraction.PRINCIPAL_AXIS: principal_axis.principal_axis,
    }[asked.extraction]
    return extract(correlation=correlation, factors=asked.factors, participants=participants)


def _criteria(asked: Settings) -> Mapping[str, Turning]:
    """Every analytic rotation by its name, as this mode does it, in the mode's order and sign."""
    if asked.mode is Mode.QMETHOD:
        turnings: dict[str, Turning] = {
            "none": _unturned,
            "varimax": lambda loadings: as_in_r.varimax(loadings=loadings),
            "quartimax": lambda loadings: as_in_r.quartimax(loadings=loadings),
            "oblimin": lambda loadings: as_in_r.oblimin(loadings=loadings),
            "promax": lambda loadings: as_in_r.promax(loadings=loadings),
        }
        # R leaves the factors of its centroid in the order and with the signs in which they come.
        settled = asked.extraction is Extraction.PCA
        arranged = as_in_r.ordered_and_signed
    else:
        turnings = {
            "none": _unturned,
            "varimax": lambda loadings: varimax.varimax(loadings=loadings),
            "raw-varimax": lambda loadings: varimax.varimax(loadings=loadings, normalised=False),
            "quartimax": lambda loadings: quartimax.quartimax(loadings=loadings),
            "oblimin": lambda loadings: oblimin.by_gradient(loadings=loadings, settings=SETTLED),
            "promax": lambda loadings: promax.promax(loadings=loadings),
        }
        settled, arranged = True, ordering.by_convention
    finish = arranged if settled else None
    return {name: partial(_arranged, turning, finish) for name, turning in turnings.items()}


def _unturned(loadings: Floats) -> Rotated:
    return Rotated(loadings, np.eye(loadings.shape[1]))


def _arranged(turning: Turning, arranged: Callable[..., Rotated] | None, loadings: Floats) -> Rotated:
    # A single factor has nothing to turn against, and some criteria are not defined for it.
    try:
        with np.errstate(invalid="raise", divide="raise"):
            rotated = _unturned(loadings) if loadings.shape[1] == 1 else turning(loadings)
    except (np.linalg.LinAlgError, FloatingPointError):
        raise Refused(
            f"The {loadings.shape[1]} factors cannot be rotated so, for one of them holds nothing; take "
            "fewer."
        ) from None
    return rotated if arranged is None else arranged(rotated=rotated)


def _reflected(
    correlation: Floats, extracted: centroid.Centroid, asked: Settings, checked: Checked, turning: Turning
) -> tuple[Floats, list[Caution]]:
    """The unrotated loadings of the reflections asked for, and whether others give other views."""

    def finish(unrotated: Floats) -> tuple[Floats, Booleans]:
        loadings = turning(unrotated).loadings
        return loadings, flagging.flags(
            loadings=loadings, statements=len(checked.grid), flagging=asked.flagging
        )

    others = centroid.unsettled(correlation=correlation, extracted=extracted, finish=finish)
    if not 0 <= asked.reflections <= len(others):
        raise Refused(
            f"There are {len(others)} other sets of reflections that give other views, and the one numbered "
            f"{asked.reflections} was asked for."
        )
    chosen = others[asked.reflections - 1].unrotated if asked.reflections else extracted.loadings
    return chosen, [other.caution for other in others[:1]]
