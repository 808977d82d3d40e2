"""Every pair of groups: the share answered on time, the wait, and the checks, each with its verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, log10

from concordat.enquiries.rules.impartiality import wording
from concordat.enquiries.rules.impartiality.checks import CHECKS, Check, reader
from concordat.enquiries.rules.impartiality.comparing import (
    PLACES,
    Columns,
    Comparison,
    Found,
    judged,
)
from concordat.enquiries.rules.impartiality.figures import Checked, Compared, Group, Pair
from concordat.enquiries.rules.impartiality.terms import Terms
from concordat.enquiries.rules.impartiality.verdicts import Verdict
from concordat.smallsample.cells import Withheld
from concordat.smallsample.detectable import detectable_difference, needed_for_alike
from concordat.smallsample.kaplan_meier import kaplan_meier
from concordat.smallsample.labelling import from_seed
from concordat.smallsample.log_rank import log_rank, residual_test, residuals_of_clusters
from concordat.smallsample.multiplicity import benjamini_hochberg, holm
from concordat.smallsample.samples import tally


@dataclass(frozen=True)
class _Waits:
    rmst_difference: float
    p: float
    p_enquiries: float


@dataclass(frozen=True)
class _Open:
    """A pair before its p-values are adjusted."""

    comparison: Comparison
    share: Found
    waits: _Waits | None
    checks: tuple[tuple[Check, Found], ...]


def pairs(columns: Columns, groups: Sequence[Group], terms: Terms, *, years: float) -> tuple[Pair, ...]:
    """groups   in order of their names: the difference is always the later less the earlier"""
    opened = []
    for first, second in combinations(range(len(groups)), 2):
        one, other = groups[first], groups[second]
        comparison = Comparison(
            columns, (one.name, other.name), from_seed(terms.seed, 1, first, second), terms.draws
        )
        opened.append(_open(comparison, one.withheld or other.withheld, terms.horizon))
    share_p = _adjusted([each.share for each in opened], by="holm")
    checks = [found for each in opened for _check, found in each.checks]
    check_p = iter(_adjusted(checks, by="benjamini-hochberg"))
    told = []
    for each, adjusted in zip(opened, share_p, strict=True):
        made = tuple(
            _checked(check, found, next(check_p), terms.margin_days if check.days else terms.margin)
            for check, found in each.checks
        )
        share = judged(each.share, adjusted_p=adjusted, margin=terms.margin)
        told.append(_pair(each, share, made, terms, years=years))
    return tuple(told)


def _open(comparison: Comparison, withheld: Withheld | None, horizon: int) -> _Open:
    """withheld   why one of the groups may not be shown even by itself"""
    if withheld:
        return _Open(comparison, Found(withheld), None, ())
    on_time = comparison.columns.values(
        lambda _row, came: None if came.on_time is None else float(came.on_time)
    )
    share = comparison.of(on_time)
    if share.withheld:
        return _Open(comparison, share, None, ())
    checks = []
    for check in CHECKS:
        values = comparison.columns.values(reader(check))
        known = [value for place in comparison.places if (value := values[place]) is not None]
        # What is not known is no check; and where no clock was paused there are no lengths to compare.
        if any(known) or (known and not check.days):
            checks.append((check, comparison.of(values, days=check.days)))
    return _Open(comparison, share, _waits(comparison, horizon), tuple(checks))


def _waits(comparison: Comparison, horizon: int) -> _Waits:
    columns, places = comparison.columns, comparison.places
    waited = [columns.came[place].waited for place in places]
    answered = [columns.came[place].answered for place in places]
    second = [columns.group[place] == comparison.groups[1] for place in places]
    stratum = [columns.stratum[place] for place in places]
    unit = [columns.unit[place] for place in places]
    means = [
        kaplan_meier(
            time=[wait for wait, later in zip(waited, second, strict=True) if later is side],
            event=[event for event, later in zip(answered, second, strict=True) if later is side],
        ).restricted_mean(horizon=horizon)
        for side in (False, True)
    ]
    counted = tally(outcome=waited, second=second, stratum=stratum, cluster=unit)
    residuals = residuals_of_clusters(time=waited, event=answered, stratum=stratum, cluster=unit)
    labelled = comparison.labelled(counted)
    tested = residual_test(residuals=residuals, second=counted.second, labelled=labelled)
    ordinary = log_rank(time=waited, event=answered, group=second, stratum=stratum)
    return _Waits(means[1] - means[0], tested.p, ordinary.p)


def _adjusted(found: Sequence[Found], *, by: str) -> list[float | None]:
    """The p-values adjusted for one another; ``None`` for what is withheld."""
    known = [each.compared.p for each in found if each.compared and each.compared.p is not None]
    if not known:
        return [None] * len(found)
    adjusted = iter(holm(known) if by == "holm" else benjamini_hochberg(known))
    return [next(adjusted) if each.compared else None for each in found]


def _checked(check: Check, found: Found, adjusted: float | None, margin: float) -> Checked:
    return Checked(
        name=check.name,
        words=check.words,
        means=check.means,
        unit="days" if check.days else "points",
        compared=judged(found, adjusted_p=adjusted, margin=margin),
    )


def _pair(found: _Open, share: Compared, checks: tuple[Checked, ...], terms: Terms, *, years: float) -> Pair:
    groups = found.comparison.groups
    exact, labelled, waits = found.share.exact, found.share.labelled, found.waits
    if share.ci90 is None or share.ci95 is None or exact is None or labelled is None or waits is None:
        said = wording.of_pair(groups, share, terms, withheld=found.share.withheld)
        return Pair(groups, Verdict.TOO_FEW, said, withheld=found.share.withheld, share=None)
    columns, places = found.comparison.columns, found.comparison.places
    of_each = [[place for place in places if columns.group[place] == group] for group in groups]
    councillors = [len({columns.unit[place] for place in each}) for each in of_each]
    counted = [sum(columns.came[p].on_time is not None for p in each) for each in of_each]
    have = sum(councillors) * years
    needed = needed_for_alike(ci90=share.ci90, df=exact.df, margin=terms.margin, have=have)
    seen = detectable_difference(ci95=share.ci95, df=exact.df)
    rounded = None if needed is None else _two_digits(needed)
    return Pair(
        groups=groups,
        verdict=share.verdict,
        said=wording.of_pair(groups, share, terms, needed=rounded, have=have),
        n_enquiries=(len(of_each[0]), len(of_each[1])),
        n_counted=(counted[0], counted[1]),
        n_compared=exact.compared,
        n_councillors=(councillors[0], councillors[1]),
        share=share,
        rmst_difference=round(waits.rmst_difference, 6),
        p_time=round(waits.p, 6),
        p_time_enquiries=round(waits.p_enquiries, 6),
        design_effect=None if exact.design_effect is None else round(exact.design_effect, PLACES),
        detectable=None if seen is None else round(seen, PLACES),
        needed=rounded,
        labellings=len(labelled),
        all_labellings=labelled.whole,
        checks=checks,
    )


def _two_digits(value: float) -> int:
    """Rounded upwards to two digits that count: it is a rough guide, and should look like one."""
    size: int = 10 ** max(0, int(log10(max(value, 1))) - 1)
    return ceil(value / size) * size
