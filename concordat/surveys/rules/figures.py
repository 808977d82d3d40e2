"""The figures of a release: each with its n, its uncertainty, its cautions and how it was made.

Their fields, in this order, are what the JSON of a release holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from concordat.smallsample.cautions import Caution
from concordat.smallsample.comparison import Gap, Verdict
from concordat.smallsample.disclosure import (
    Band,
    Cap,
    ReleasedBands,
    ReleasedMean,
    Suppression,
)
from concordat.surveys.rules.instrument import Item, Shape, Side, wording_key


class How(StrEnum):
    """How a figure was made: the name of a section of the method page, `docs/method/health-check.md`."""

    SCORE = "scores"
    BANDS = "three-bands"
    GAP = "gaps"
    DIMENSION = "dimensions"
    BLIND_SPOT = "blind-spots"
    MISJUDGEMENT = "misjudgement"
    ROLES = "who-does-what"
    SILENCE = "tipping-point"
    TREND = "change-since-last-time"
    PUBLISHED = "published-figures"


@dataclass(frozen=True)
class Reply:
    """One group as it may be reported. How many replied is no answer of anybody's, and is always told."""

    name: str
    side: Side
    invited: int
    answered: int
    reportable: bool


@dataclass(frozen=True)
class BandFigure:
    label: str
    shown: str
    low: int
    high: int


@dataclass(frozen=True)
class Figure:
    """One question to one group; or, with the dimension's name for an id, one dimension."""

    id: str
    shape: Shape
    side: Side
    n: int
    shown: str
    value: float | None
    low: float | None
    high: float | None
    bands: tuple[BandFigure, ...] | None
    suppressed: Suppression | None
    atom: str
    invited: int
    capped: Cap | None
    sampling: float | None
    rounding: float | None
    cautions: tuple[Caution, ...]
    how: How
    wording: str = ""

    def as_mean(self) -> ReleasedMean:
        """As `smallsample` released it, for arithmetic on released figures."""
        return ReleasedMean(
            n=self.n,
            invited=self.invited,
            shown=self.shown,
            value=self.value,
            low=self.low,
            high=self.high,
            capped=self.capped,
            suppressed=self.suppressed,
            cautions=self.cautions,
            sampling=self.sampling,
            rounding=self.rounding,
        )

    def as_bands(self) -> ReleasedBands:
        bands = tuple(Band(shown=band.shown, low=band.low, high=band.high) for band in self.bands or ())
        return ReleasedBands(
            n=self.n,
            invited=self.invited,
            shown=self.shown,
            bands=(bands[0], bands[1], bands[2]) if bands else None,
            suppressed=self.suppressed,
            cautions=self.cautions,
        )


def of_mean(released: ReleasedMean, *, question: str, reply: Reply, how: How, wording: str = "") -> Figure:
    return Figure(
        id=question,
        shape=Shape.RATING,
        side=reply.side,
        n=released.n,
        shown=released.shown,
        value=released.value,
        low=thousandths(released.low),
        high=thousandths(released.high),
        bands=None,
        suppressed=released.suppressed,
        atom=reply.name,
        invited=released.invited,
        capped=released.capped,
        sampling=released.sampling,
        rounding=released.rounding,
        cautions=released.cautions,
        how=how,
        wording=wording,
    )


def of_bands(released: ReleasedBands, *, item: Item, reply: Reply) -> Figure:
    labels: Sequence[str] = item.bands or ("", "", "")
    bands = None
    if released.bands:
        bands = tuple(
            BandFigure(label=label, shown=band.shown, low=band.low, high=band.high)
            for label, band in zip(labels, released.bands, strict=True)
        )
    return Figure(
        id=item.id,
        shape=Shape.BANDS,
        side=reply.side,
        n=released.n,
        shown="; ".join(f"{band.label}: {band.shown}" for band in bands) if bands else released.shown,
        value=None,
        low=None,
        high=None,
        bands=bands,
        suppressed=released.suppressed,
        atom=reply.name,
        invited=released.invited,
        capped=None,
        sampling=None,
        rounding=None,
        cautions=released.cautions,
        how=How.BANDS,
        wording=wording_key(item, reply.side),
    )


@dataclass(frozen=True)
class Silence:
    """What those who gave no score could do to one side's headline. ``sentence`` says it for a reader."""

    side: Side
    silent: int
    target: float | None
    needed: float | None
    low: float
    high: float
    reachable: bool
    sentence: str
    how: How = How.SILENCE


@dataclass(frozen=True)
class Headline:
    """The two scores and the gap, councillors’ less officers’. ``None`` for what may not be told."""

    councillors: float | None
    officers: float | None
    gap: float | None
    margin: float | None
    verdict: Verdict
    tipping_point: str | None
    councillors_shown: str
    officers_shown: str
    at_least: bool
    silence: tuple[Silence, ...]
    cautions: tuple[Caution, ...]
    how: How = How.GAP


@dataclass(frozen=True)
class Compared:
    """Two released scores and what lies between them: councillors’ less officers’, or own less others’.

    about   the side described, where it is one side; ``own`` and ``others`` then are those two views
    """

    id: str
    topic: str
    first: Side
    first_shown: str
    second_shown: str
    gap: float | None
    margin: float | None
    verdict: Verdict
    at_least: bool
    cautions: tuple[Caution, ...]
    how: How


def compared(
    gap: Gap,
    *,
    question: str,
    topic: str,
    first: Side,
    shown: tuple[str, str],
    how: How,
) -> Compared:
    return Compared(
        id=question,
        topic=topic,
        first=first,
        first_shown=shown[0],
        second_shown=shown[1],
        gap=gap.gap,
        margin=thousandths(gap.margin),
        verdict=gap.verdict,
        at_least=gap.at_least,
        cautions=gap.cautions,
        how=how,
    )


@dataclass(frozen=True)
class Dimension:
    """The scores of one dimension, group by group, and their gap where each side is one group."""

    name: str
    scores: tuple[Figure, ...]
    gap: float | None
    margin: float | None
    verdict: Verdict
    at_least: bool
    how: How = How.DIMENSION


@dataclass(frozen=True)
class RoleDifference:
    """Of the people of one side, the share that would have to answer otherwise for both sides to agree."""

    id: str
    topic: str
    low: float | None
    high: float | None
    cautions: tuple[Caution, ...]
    how: How = How.ROLES


@dataclass(frozen=True)
class Change:
    """One score since the last wave. ``word`` is worse, similar or better, or ``None``."""

    id: str
    side: Side
    atom: str
    earlier: str
    later: str
    word: str | None
    change: float | None
    margin: float | None
    cautions: tuple[Caution, ...]
    how: How = How.TREND


@dataclass(frozen=True)
class Past:
    """What an earlier wave published of the headline and the dimensions."""

    wave: str
    headline: tuple[Figure, ...]
    dimensions: tuple[Dimension, ...]


def thousandths(number: float | None) -> float | None:
    return None if number is None else round(number, 3)
