"""What an analysis returns: arrays, cautions as values, and a record that replays to the same numbers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from concordat.qmethod.cautions import Caution
from concordat.qmethod.study import Study

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]


class Mode(StrEnum):
    STANDARD = "standard"
    QMETHOD = "qmethod"
    KADE = "kade"


class Extraction(StrEnum):
    PCA = "pca"
    CENTROID = "centroid"  # Brown's
    HORST = "horst"
    PRINCIPAL_AXIS = "principal-axis"


class Correlation(StrEnum):
    PEARSON = "pearson"
    SPEARMAN = "spearman"
    KENDALL = "kendall"


class Rotation(StrEnum):
    NONE = "none"
    VARIMAX = "varimax"
    RAW_VARIMAX = "raw-varimax"
    QUARTIMAX = "quartimax"
    OBLIMIN = "oblimin"
    PROMAX = "promax"


class Scores(StrEnum):
    SPEARMAN = "spearman"
    REGRESSION = "regression"
    BARTLETT = "bartlett"


@dataclass(frozen=True)
class Extracted:
    """Unrotated factors.

    loadings       shape (sorts, factors)
    eigenvalues    of the correlation matrix, descending, shape (sorts,)
    """

    loadings: Floats
    eigenvalues: Floats
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True)
class Rotated:
    """Rotated factors.

    loadings       shape (sorts, factors); of an oblique rotation the pattern
    matrix         shape (factors, factors): unrotated @ matrix = loadings
    correlations   of the factors, shape (factors, factors); None if they are at right angles
    """

    loadings: Floats
    matrix: Floats
    correlations: Floats | None = None
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True)
class Characteristics:
    """Of each factor (shape (factors,)) or pair (shape (factors, factors)).

    Of a factor without flags the comparisons are NaN, and in R's mode its ``se`` too; elsewhere that is 1.
    ``average_reliability`` is .80 by convention unless the study measured its own.
    Source: Brown (1980), ch. 3.
    """

    n_flagged: Integers
    eigenvalue: Floats
    explained_percent: Floats
    average_reliability: Floats
    composite_reliability: Floats
    se: Floats
    factor_correlation: Floats
    se_difference: Floats


@dataclass(frozen=True)
class Pair:
    """How two factors differ on one statement: ``difference`` is this factor's z minus the other's.

    p            two-sided, from difference / sed, not corrected
    corrected_p  over the family of all statements and pairs
    low, high    the bootstrap interval of the difference, when a bootstrap was run
    mark         the stars that R qmethod or KADE prints for this pair; empty in standard mode
    """

    difference: float
    sed: float
    p: float
    corrected_p: float
    columns: int
    size: str  # "negligible", "small", "medium", "large"
    agrees: bool  # by equivalence: two one-sided tests
    low: float | None = None
    high: float | None = None
    mark: str = ""


class Standing(StrEnum):
    """What a statement does among the factors, in standard mode."""

    DISTINGUISHING = "distinguishing"
    CONSENSUS = "consensus"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Told:
    """One statement across the factors.

    pairs      (f, g) to their pair, f < g, counted from 1; only factors with flags
    distinguishes   the factors that it distinguishes from every other, after correction (standard) or by the
                    program's own rule (qmethod, kade), with the marks the program prints ("*", "D*" …)
    label      qmethod's label, or KADE's mark, or our standing in words
    """

    statement: str
    pairs: Mapping[tuple[int, int], Pair]
    distinguishes: Mapping[int, str]
    standing: Standing | None
    label: str


@dataclass(frozen=True)
class Analysis:
    """One solution. P sorts, N statements, k factors; rows and columns in the order of the study.

    correlation  (P, P)      eigenvalues (P,)        unrotated (P, k)
    loadings     (P, k), the pattern if oblique       structure (P, k), equal to loadings if not oblique
    flags        (P, k)      weights (P, k), 0 where not flagged
    zscores      (N, k)      NaN for a factor without flags
    arrays       (N, k)      integers where the grid is; NaN for a factor without flags
    """

    study: Study
    mode: Mode
    correlation: Floats
    eigenvalues: Floats
    unrotated: Floats
    rotation_matrix: Floats
    factor_correlations: Floats | None
    loadings: Floats
    structure: Floats
    flags: Booleans
    weights: Floats
    zscores: Floats
    arrays: Floats
    characteristics: Characteristics
    statements: tuple[Told, ...]
    cautions: tuple[Caution, ...]
    record: Mapping[str, Any]

    @property
    def factors(self) -> int:
        return int(self.loadings.shape[1])

    @property
    def factor_names(self) -> tuple[str, ...]:
        """The numbers of the factors; of one that was split 1a and 1b."""
        named = self.record.get("factor_names") or range(1, self.factors + 1)
        return tuple(str(name) for name in named)

    def as_json(self) -> dict[str, Any]:
        """One object for ``json.dumps``: rows in the order of the study, None where there is no number."""
        told = {
            "participants": list(self.study.participants),
            "statements": [statement.id for statement in self.study.statements],
            "loadings": _plain(self.loadings),
            "flags": self.flags.tolist(),
            "zscores": _plain(self.zscores),
            "arrays": _whole(self.arrays),
            "characteristics": _of_factors(self.characteristics),
            "distinguishing": [entry for told in self.statements for entry in _distinguishing(told)],
            "warnings": [caution.sentence for caution in self.cautions],
            "mode": self.mode.value,
            "factor_names": list(self.factor_names),
            "eigenvalues": _plain(self.eigenvalues),
            "unrotated": _plain(self.unrotated),
            "rotation_matrix": _plain(self.rotation_matrix),
            "weights": _plain(self.weights),
            "comparisons": [_compared(told) for told in self.statements],
            "cautions": [{**asdict(caution), "about": caution.about.value} for caution in self.cautions],
            "record": dict(self.record),
        }
        if self.factor_correlations is not None:
            told["structure"] = _plain(self.structure)
            told["rotated_correlations"] = _plain(self.factor_correlations)
        return told


def _plain(values: Floats | Integers) -> Any:
    """Nested lists, None for a missing number."""
    if values.dtype.kind != "f" or np.isfinite(values).all():
        return values.tolist()
    kept = values.astype(object)
    kept[~np.isfinite(values)] = None
    return kept.tolist()


def _whole(values: Floats) -> Any:
    """Whole numbers as such, for a grid that has only these."""
    known = np.isfinite(values)
    if not (values[known] == np.round(values[known])).all():
        return _plain(values)
    return [[int(value) if value == value else None for value in row] for row in values.tolist()]


def _of_factors(known: Characteristics) -> dict[str, Any]:
    return {each.name: _plain(getattr(known, each.name)) for each in fields(known)}


def _distinguishing(told: Told) -> list[dict[str, Any]]:
    """One entry for every factor that the statement distinguishes from all others."""
    return [
        {
            "statement": told.statement,
            "factor": factor,
            "against": {
                str(pair[0] if pair[1] == factor else pair[1]): _against(factor, pair, found)
                for pair, found in told.pairs.items()
                if factor in pair
            },
            "mark": mark,
            "label": told.label,
        }
        for factor, mark in told.distinguishes.items()
    ]


def _against(factor: int, pair: tuple[int, int], found: Pair) -> dict[str, Any]:
    sign = 1 if factor == pair[0] else -1
    interval = (found.low, found.high) if sign == 1 else (_minus(found.high), _minus(found.low))
    return {
        **_told_of(found),
        "difference": sign * found.difference,
        "columns": sign * found.columns,
        "low": interval[0],
        "high": interval[1],
    }


def _minus(value: float | None) -> float | None:
    return None if value is None else -value


def _compared(told: Told) -> dict[str, Any]:
    return {
        "statement": told.statement,
        "standing": None if told.standing is None else told.standing.value,
        "label": told.label,
        "pairs": [{"factors": list(pair), **_told_of(found)} for pair, found in told.pairs.items()],
    }


def _told_of(found: Pair) -> dict[str, Any]:
    # Written out, for a copy by ``dataclasses.asdict`` takes longer than the whole analysis.
    return {
        "difference": found.difference,
        "sed": found.sed,
        "p": found.p,
        "corrected_p": found.corrected_p,
        "columns": found.columns,
        "size": found.size,
        "agrees": found.agrees,
        "low": found.low,
        "high": found.high,
        "mark": found.mark,
    }
