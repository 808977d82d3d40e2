"""Two groups compared: which enquiries, by which councillors, of which kind, and what the reshuffles say."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from concordat.enquiries.rules.impartiality.asking import Asked, Outcome
from concordat.enquiries.rules.impartiality.figures import Compared
from concordat.enquiries.rules.impartiality.verdicts import Interval, Verdict, judge
from concordat.smallsample import mantel_haenszel
from concordat.smallsample.cells import Withheld, why_withheld
from concordat.smallsample.labelling import DRAWS, Chance, Labellings, labellings
from concordat.smallsample.permuted_difference import permuted_difference
from concordat.smallsample.samples import Tally, tally

POINTS = 100
PLACES = 4
Value = float | None


@dataclass(frozen=True)
class Columns:
    """The compared enquiries as columns of one length, in an order that is not the file's.

    unit      a councillor in a group: whoever changes group is counted in each for what was asked there
    stratum   the kind of enquiry, as a number
    came      what came of it
    """

    rows: Sequence[Asked]
    came: Sequence[Outcome]
    unit: Sequence[int]
    stratum: Sequence[int]
    group: Sequence[str]

    @classmethod
    def of(cls, asked: Sequence[tuple[Asked, Outcome]]) -> "Columns":
        names = sorted({(row.councillor, row.group) for row, _ in asked})
        units = {name: number for number, name in enumerate(names)}
        kinds = {kind: number for number, kind in enumerate(sorted({row.kind for row, _ in asked}))}
        return cls(
            rows=[row for row, _ in asked],
            came=[came for _, came in asked],
            unit=[units[row.councillor, row.group] for row, _ in asked],
            stratum=[kinds[row.kind] for row, _ in asked],
            group=[row.group for row, _ in asked],
        )

    def values(self, read: Callable[[Asked, Outcome], Value]) -> list[Value]:
        return [read(row, came) for row, came in zip(self.rows, self.came, strict=True)]

    def places(self, groups: Iterable[str]) -> list[int]:
        wanted = set(groups)
        return [place for place, group in enumerate(self.group) if group in wanted]


@dataclass(frozen=True)
class Found:
    """A comparison before it is judged: a p-value is adjusted only when all of its family are known."""

    withheld: Withheld | None
    compared: Compared | None = None
    exact: mantel_haenszel.Difference | None = None
    labelled: Labellings | None = None


@dataclass
class Comparison:
    """Two groups, and the labellings that all their comparisons share."""

    columns: Columns
    groups: tuple[str, str]
    rng: Chance
    draws: int = DRAWS
    _labelled: dict[bytes, Labellings] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = self.columns.places(self.groups)

    def of(
        self, values: Sequence[Value], *, places: Sequence[int] | None = None, days: bool = False
    ) -> Found:
        """Compare one outcome; ``None`` among the values is not known and left out.

        days   whether it is counted in working days; otherwise 0 and 1, and told in points
        """
        kept = [place for place in (self.places if places is None else places) if values[place] is not None]
        if why := self._withheld(kept):
            return Found(why)
        outcome = [float(values[place] or 0.0) for place in kept]
        counted = tally(
            outcome=outcome,
            second=[self.columns.group[place] == self.groups[1] for place in kept],
            stratum=[self.columns.stratum[place] for place in kept],
            cluster=[self.columns.unit[place] for place in kept],
        )
        if any(map(why_withheld, counted.compared)):
            return Found(Withheld.FEW_ALIKE)
        return self._permuted(counted, limit=max(outcome) - min(outcome) or 1.0 if days else 1.0, days=days)

    def _withheld(self, places: Sequence[int]) -> Withheld | None:
        """Whether either group's part of these enquiries is a cell that may not be shown."""
        for group in self.groups:
            sent = Counter(self.columns.unit[p] for p in places if self.columns.group[p] == group)
            if why := why_withheld(list(sent.values())):
                return why
        return None

    def _permuted(self, counted: Tally, *, limit: float, days: bool) -> Found:
        labelled = self.labelled(counted)
        told = permuted_difference(counted=counted, labelled=labelled, limit=limit)
        unit = 1 if days else POINTS

        def within(level: float) -> Interval:
            low, high = told.interval(level=level)
            return round(low * unit, PLACES), round(high * unit, PLACES)

        means = counted.means
        compared = Compared(
            verdict=Verdict.CANNOT_TELL,
            first=round(means[0] * unit, PLACES),
            second=round(means[1] * unit, PLACES),
            difference=round(told.observed.difference * unit, PLACES) + 0.0,
            ci90=within(0.9),
            ci95=within(0.95),
            p=round(told.p(), 6),
        )
        return Found(None, compared, told.observed, labelled)

    def labelled(self, counted: Tally) -> Labellings:
        """Drawn once for one set of councillors, so that all their figures answer to the same reshuffles."""
        key = counted.second.tobytes()
        if key not in self._labelled:
            self._labelled[key] = labellings(second=counted.second, rng=self.rng, draws=self.draws)
        return self._labelled[key]


def judged(found: Found, *, adjusted_p: float | None, margin: float) -> Compared:
    """The comparison with its verdict. What may not be shown holds no figure at all."""
    told = found.compared
    if told is None or told.ci90 is None or told.ci95 is None or adjusted_p is None:
        return Compared(Verdict.TOO_FEW)
    said = judge(interval_90=told.ci90, interval_95=told.ci95, adjusted_p=adjusted_p, margin=margin)
    return replace(
        told,
        verdict=said.verdict,
        small_difference=said.small_difference,
        adjusted_p=round(adjusted_p, 6),
    )
