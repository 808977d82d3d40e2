"""What a reader must be told beside a result. A caution is part of the result, so no page can forget it."""

from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """A short name to store and compare; the sentence is in the caution itself."""

    IDENTICAL_SORTS = "identical sorts"
    MORE_SORTS_THAN_STATEMENTS = "more sorts than statements"
    OFF_THE_GRID = "off the grid"
    OUT_OF_RANGE = "out of the grid's range"
    UNFORCED = "unforced"
    MISSING_CARDS = "missing cards"
    SORT_LEFT_OUT = "sort left out"
    CENTROID_NOT_SECURE = "centroid not secure"
    NOT_CONVERGED = "not converged"
    ANOTHER_OPTIMUM = "another optimum"
    IMPROPER = "improper solution"
    NOT_USUAL = "not usual in Q studies"
    BIPOLAR = "bipolar factor"
    FLAGGED_NEGATIVELY = "flagged with a negative loading"
    FLAGGED_TWICE = "flagged on two factors"
    NO_FLAG = "factor without a flag"
    ONE_FLAG = "factor of one sort"
    TIED_APART = "tied statements in different columns"
    LEFT_THE_GRID = "array leaves the grid"
    ROTATED_BY_HAND = "rotated by hand"
    FLAGS_CHANGED = "flags changed by hand"
    FAR_FROM_TARGET = "far from its target"
    NOT_MATCHED = "resamples not matched"
    CLOSENESS = "closeness, not membership"
    SMALL_GROUP = "small group"
    NOT_IN_BOTH = "not in both waves"
    FEW_FACTORS = "few first-order factors"
    ENCODING = "encoding"
    READ_LOOSELY = "read loosely"
    PERHAPS_A_TOTAL = "perhaps a total"
    NAMES_ALIKE = "names alike"
    FOUND_BESIDE = "found beside the file"


@dataclass(frozen=True)
class Caution:
    """``factors`` count from 1; ``participants`` and ``statements`` are ids of the study."""

    about: About
    sentence: str
    participants: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    factors: tuple[int, ...] = ()
