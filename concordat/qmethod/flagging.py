"""Which sorts define which factor: by a rule, and then by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from statistics import NormalDist
from types import MappingProxyType
from typing import Any

import numpy as np

from concordat.qmethod.cautions import About, Caution
from concordat.qmethod.results import Booleans, Floats
from concordat.qmethod.study import Refused

# The nine levels of KADE with the values it uses, so that both programs flag alike.
CRITICAL: Mapping[float, float] = MappingProxyType(
    {
        0.20: 1.28,
        0.15: 1.44,
        0.10: 1.645,
        0.05: 1.96,
        0.01: 2.575,
        0.005: 2.807,
        0.001: 3.291,
        0.0005: 3.481,
        0.0001: 3.891,
    }
)


class Rule(StrEnum):
    SIGNIFICANT = "significant"  # by the level, and by the majority if asked
    MAJORITY_ALONE = "majority alone"
    QFACTOR = "qfactor"  # |l| ≥ 2/√N and l² ≥ h²/2, as Stata's qfactor
    BY_HAND = "by hand"  # none but those that a log sets


@dataclass(frozen=True)
class Flagging:
    """How sorts are flagged.

    level      the two-sided p below which a loading is significant
    majority   whether l² must also exceed the sum of the squares on the other factors
    rule       which rule; the others look at neither ``level`` nor ``majority``
    """

    level: float = 0.05
    majority: bool = True
    rule: Rule = Rule.SIGNIFICANT

    def __post_init__(self) -> None:
        if not (isinstance(self.level, int | float) and isfinite(self.level) and 0 < self.level < 1):
            raise Refused(f"The level of flagging must lie between 0 and 1, not {self.level}.")
        object.__setattr__(self, "rule", Rule(self.rule))

    @property
    def critical(self) -> float:
        """The value of a standard normal deviate that a loading must pass."""
        known = CRITICAL.get(self.level)
        return known if known is not None else NormalDist().inv_cdf(1 - self.level / 2)

    def told(self) -> dict[str, Any]:
        return {"level": self.level, "majority": self.majority, "rule": self.rule.value}


@dataclass(frozen=True)
class Change:
    """A flag set or taken away by hand; ``factor`` counts from 0, ``participant`` is the row of the study."""

    participant: int
    factor: int
    value: bool


def flags(*, loadings: Floats, statements: int, flagging: Flagging | None = None) -> Booleans:
    """Which sorts define which factor.

    loadings     shape (sorts, factors); of an oblique rotation the pattern
    statements   how many statements each person sorted; at least 1
    flagging     by default p < .05 and the majority

    Returns an array of the same shape. With z the critical value of the level, True where
    |l| > z/√N and, if the majority is asked, l² > Σ of the squares of that sort's other loadings;
    both strictly. Source: Brown (1980), Political Subjectivity; the majority rule goes back to
    PQMethod. Agrees with ``qflag`` of the R package qmethod.
    """
    flagging = flagging or Flagging()
    if flagging.rule is Rule.BY_HAND:
        return np.zeros(loadings.shape, dtype=bool)
    squares = np.square(loadings)
    if flagging.rule is Rule.QFACTOR:
        half = squares.sum(axis=-1, keepdims=True) / 2
        return np.asarray((np.abs(loadings) >= 2 / np.sqrt(statements)) & (squares >= half))
    # The others are added up alone: taking a square from the whole sum would leave rounding behind.
    most = np.asarray(squares > _sum_of_others(squares))
    if flagging.rule is Rule.MAJORITY_ALONE:
        return most
    significant = np.abs(loadings) > flagging.critical / np.sqrt(statements)
    return np.asarray(significant & most if flagging.majority else significant)


def _sum_of_others(squares: Floats) -> Floats:
    others = 1 - np.eye(squares.shape[-1])
    return squares @ others


def by_hand(*, flags: Booleans, changes: Iterable[Change]) -> Booleans:
    """The flags after every change, in order; the array given is left as it was."""
    changed = flags.copy()
    for change in changes:
        changed[change.participant, change.factor] = change.value
    return changed


def described(
    *,
    automatic: Booleans,
    final: Booleans,
    participants: tuple[str, ...],
    names: tuple[str, ...],
    rule: Flagging,
) -> str:
    """How the flags came about: "automatic", "automatic, changed: …" with every sort that differs, "manual".

    names   of the factors
    """
    if rule.rule is Rule.BY_HAND:
        return "manual"
    differ = [
        f"{participants[sort]} {'on' if final[sort, factor] else 'off'} factor {names[factor]}"
        for sort, factor in np.argwhere(automatic != final)
    ]
    return "automatic, changed: " + ", ".join(differ) if differ else "automatic"


def cautions(
    *, flags: Booleans, participants: tuple[str, ...], names: Sequence[str] | None = None
) -> list[Caution]:
    """What a reader must know of the flags: on two factors, a factor without any, a factor of one sort.

    names   of the factors; their numbers if left out
    """
    told: list[Caution] = []
    called = names or [str(factor + 1) for factor in range(flags.shape[1])]
    twice = np.flatnonzero(flags.sum(axis=1) > 1)
    if twice.size:
        people = tuple(participants[sort] for sort in twice)
        told.append(
            Caution(
                About.FLAGGED_TWICE,
                f"{_list(people)} {'is' if len(people) == 1 else 'are'} flagged on more than one factor, so "
                "these factors share what they should be told apart by.",
                participants=people,
            )
        )
    for factor, count in enumerate(flags.sum(axis=0)):
        if count == 0:
            told.append(
                Caution(
                    About.NO_FLAG,
                    f"No sort is flagged on factor {called[factor]}, so it has no scores and no array.",
                    factors=(factor + 1,),
                )
            )
        elif count == 1:
            name = participants[int(np.flatnonzero(flags[:, factor])[0])]
            told.append(
                Caution(
                    About.ONE_FLAG,
                    f"Only {name} is flagged on factor {called[factor]}: it is that person's sort, not a "
                    "shared viewpoint, and a report of it would describe one person.",
                    participants=(name,),
                    factors=(factor + 1,),
                )
            )
    return told


def _list(names: tuple[str, ...], most: int = 8) -> str:
    if len(names) > most:
        return ", ".join(names[:most]) + f" and {len(names) - most} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
