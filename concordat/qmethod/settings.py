"""How an analysis may be asked for."""

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from concordat.qmethod import characteristics, judgment
from concordat.qmethod.distinguishing import Correction
from concordat.qmethod.flagging import Flagging
from concordat.qmethod.results import Correlation, Extraction, Mode, Rotation, Scores
from concordat.qmethod.study import Refused, Study

Choice = TypeVar("Choice", Extraction, Rotation, Mode, Correlation, Correction, Scores)


@dataclass(frozen=True)
class Settings:
    """What was asked of ``analyse``, as enums and plain values."""

    factors: int
    extraction: Extraction
    rotation: Rotation
    mode: Mode
    correlation: Correlation
    flagging: Flagging
    log: tuple[judgment.Step, ...]
    correction: Correction
    equivalence: float
    scores: Scores
    reflections: int
    starts: int
    seed: int


def choice(kind: type[Choice], value: str) -> Choice:
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(each.value for each in kind)
        raise Refused(f"There is no {kind.__name__.lower()} {value!r}; choose from {known}.") from None


def look_at(asked: Settings) -> None:
    if asked.equivalence <= 0 or not np.isfinite(asked.equivalence):
        raise Refused(f"The margin of equivalence must be above 0, not {asked.equivalence}.")
    if asked.mode is Mode.QMETHOD:
        if asked.extraction not in (Extraction.PCA, Extraction.CENTROID):
            raise Refused(f"R qmethod has no {asked.extraction.value} extraction; choose pca or centroid.")
        if asked.rotation is Rotation.RAW_VARIMAX:
            raise Refused("R qmethod has no raw varimax; choose varimax, or the mode standard.")
    if asked.mode is Mode.KADE and (
        asked.rotation not in (Rotation.VARIMAX, Rotation.NONE)
        or asked.correlation is not Correlation.PEARSON
    ):
        raise Refused("KADE has only Pearson correlations, and varimax or no analytic rotation.")
    if asked.mode is not Mode.STANDARD and asked.scores is not Scores.SPEARMAN:
        raise Refused(f"Only the mode standard has {asked.scores.value} scores.")
    if asked.reflections and (asked.mode, asked.extraction) != (Mode.STANDARD, Extraction.CENTROID):
        raise Refused("Only Brown's centroid in the mode standard has other reflections to choose from.")


@dataclass(frozen=True)
class Reliable:
    """ρ of one sort and where it comes from; ``measured`` where people repeated their sorts."""

    value: float
    source: str
    measured: characteristics.Repeated | None = None

    def told(self) -> dict[str, Any]:
        if self.measured is None:
            return {"value": self.value, "source": self.source}
        found = self.measured
        return {
            "value": self.value,
            "source": self.source,
            "people": found.people,
            "low": found.low,
            "high": found.high,
        }


def reliability_of(study: Study, asked: float | str | None) -> Reliable:
    if asked is None:
        return Reliable(characteristics.CONVENTIONAL_RELIABILITY, "convention")
    if asked == "repeated":
        found = characteristics.repeated_sorts(study)
        if not 0 < found.mean < 1:
            raise Refused(
                f"Repeated sorts agree by r = {found.mean:.2f}, which is no reliability; leave it at .80."
            )
        return Reliable(found.mean, "repeated sorts", found)
    if isinstance(asked, str) or not 0 < asked < 1:
        raise Refused(f'The reliability of a sort lies between 0 and 1, or is "repeated", not {asked!r}.')
    return Reliable(float(asked), "given")
