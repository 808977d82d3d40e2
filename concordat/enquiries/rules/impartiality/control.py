"""Before and after a change of control: the same councillors, once in power and once not."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from concordat.calendar.rules.london import local
from concordat.enquiries.rules.impartiality import wording
from concordat.enquiries.rules.impartiality.comparing import PLACES, POINTS, Columns
from concordat.enquiries.rules.impartiality.figures import Compared, ControlChange
from concordat.enquiries.rules.impartiality.terms import Terms
from concordat.enquiries.rules.impartiality.verdicts import Verdict, judge
from concordat.smallsample.cells import Withheld, why_withheld
from concordat.smallsample.change_of_control import Changes, changes
from concordat.smallsample.detectable import detectable_difference
from concordat.smallsample.labelling import from_seed, labellings
from concordat.smallsample.permuted_difference import PermutedDifference, permuted_difference
from concordat.smallsample.samples import NotComparable


@dataclass(frozen=True)
class Change:
    """A change of control: on which day, from which group, to which."""

    on: date
    went_out: str
    came_in: str


def changed(columns: Columns, change: Change, terms: Terms, *, shown: Set[str]) -> ControlChange:
    """shown   the groups whose own figures may be shown; of no other is anything told"""
    on, groups = change.on, (change.went_out, change.came_in)
    if not set(groups) <= shown:
        return _withheld(on, groups, Withheld.FEW_COUNCILLORS, terms)
    kept = [place for place in columns.places(groups) if columns.came[place].on_time is not None]
    later = [local(columns.rows[place].received).date() >= on for place in kept]
    try:
        told = changes(
            outcome=[float(columns.came[place].on_time or 0) for place in kept],
            after=later,
            second=[columns.group[place] == groups[1] for place in kept],
            stratum=[columns.stratum[place] for place in kept],
            cluster=[columns.unit[place] for place in kept],
        )
    except NotComparable:
        return _withheld(on, groups, Withheld.FEW_COUNCILLORS, terms)
    for second in (False, True):
        for sent in told.sent(second=second):
            if why := why_withheld(sent):
                return _withheld(on, groups, why, terms)
    counted = told.tally
    labelled = labellings(second=counted.second, rng=from_seed(terms.seed, 2), draws=terms.draws)
    # A share can move by 1 one way for one group, and by 1 the other way for the other.
    found = permuted_difference(counted=counted, labelled=labelled, limit=2.0)
    return _told(on, groups, told, found, terms)


def _withheld(on: date, groups: tuple[str, str], why: Withheld, terms: Terms) -> ControlChange:
    nothing = Compared(Verdict.TOO_FEW)
    said = wording.of_control(groups, nothing, terms)
    return ControlChange(on, groups, said, nothing, withheld=why)


def _told(
    on: date,
    groups: tuple[str, str],
    told: Changes,
    found: PermutedDifference,
    terms: Terms,
) -> ControlChange:
    observed = found.observed
    ends = {level: found.interval(level=level) for level in (0.9, 0.95)}
    ci90, ci95 = ((round(low * POINTS, PLACES), round(high * POINTS, PLACES)) for low, high in ends.values())
    p = round(found.p(), 6)
    said = judge(interval_90=ci90, interval_95=ci95, adjusted_p=p, margin=terms.margin)
    means = told.tally.means
    out, came_in = told.sent(second=False), told.sent(second=True)
    compared = Compared(
        verdict=said.verdict,
        first=round(means[0] * POINTS, PLACES),
        second=round(means[1] * POINTS, PLACES),
        difference=round(observed.difference * POINTS, PLACES) + 0.0,
        ci90=ci90,
        ci95=ci95,
        p=p,
        adjusted_p=p,
        small_difference=said.small_difference,
    )
    seen = detectable_difference(ci95=ci95, df=observed.df)
    return ControlChange(
        on=on,
        groups=groups,
        said=wording.of_control(groups, compared, terms),
        compared=compared,
        n_councillors=(len(out[0]), len(came_in[0])),
        n_before=(sum(out[0]), sum(came_in[0])),
        n_after=(sum(out[1]), sum(came_in[1])),
        detectable=None if seen is None else round(seen, PLACES),
    )
