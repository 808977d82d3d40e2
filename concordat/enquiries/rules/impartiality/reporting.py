"""The report on even-handedness: enquiries in, what may be said of political groups out.

The unit of evidence is the councillor. Only ward-level enquiries are compared, in the group of the day on
which they were received, within one kind of enquiry. Nothing here knows who answered.
"""

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date, datetime

from concordat.calendar.rules.calendars import Edition
from concordat.calendar.rules.london import local
from concordat.enquiries.rules.impartiality import control, pairing, remarks, services, standing
from concordat.enquiries.rules.impartiality.asking import WARD, Asked, Outcome, outcome
from concordat.enquiries.rules.impartiality.comparing import Columns
from concordat.enquiries.rules.impartiality.control import Change
from concordat.enquiries.rules.impartiality.figures import Group, Report
from concordat.enquiries.rules.impartiality.terms import HORIZON, Terms
from concordat.smallsample.labelling import DRAWS, from_seed
from concordat.smallsample.omnibus import omnibus_p

MOST_GROUPS = 30
WEEKENDS_ONLY = Edition(closed={})


class NothingToCompare(ValueError):
    """The enquiries are not those of two groups, or of more than a council has. One sentence says so."""


def report(
    rows: Sequence[Asked],
    *,
    margin: float,
    margin_fixed_on: date | None,
    minute: str,
    until: datetime,
    seed: int = 1,
    draws: int = DRAWS,
    margin_days: float = 1.0,
    horizon: int = HORIZON,
    calendar: Edition = WEEKENDS_ONLY,
    change: Change | None = None,
    combine_small: bool = False,
    by_service: bool = False,
    office_known: bool = True,
    pauses_known: bool = True,
    until_known: bool = True,
) -> Report:
    """Everything that may honestly be said of whether political groups were answered alike.

    rows            every enquiry of the period, whatever became of it
    margin, margin_days, margin_fixed_on, minute, seed, draws, horizon   as in ``Terms``
    until           the end of the observation, with a zone: nothing later is known
    calendar        by which working days are counted; without one, weekends alone are left out
    change          looks at the same councillors before and after control changed
    combine_small   joins groups too few to stand alone into one
    by_service      adds services one by one, for statutory officers
    office_known    whether the rows say in which office each was asked; ``pauses_known`` and ``until_known``
                    likewise of the pauses and of the end

    The same seed gives the same report, whatever the order of the rows. Raises ``NothingToCompare`` unless
    two groups asked something, and ``ValueError`` for a margin that is none.
    """
    terms = Terms(margin, margin_days, margin_fixed_on, minute, seed, draws, horizon)
    asked = _sorted(rows, until, calendar)
    compared = [each for each in asked if each[0].office == WARD]
    joined: tuple[str, ...] = ()
    if combine_small:
        compared, joined = _combined(compared)
    columns = Columns.of(compared)
    groups = standing.groups(columns, horizon=horizon)
    _two_or_more(groups)
    shown = {group.name for group in groups if group.withheld is None}
    begins, ends = local(min(row.received for row, _ in asked)).date(), local(until).date()
    told = Report(
        margin=margin,
        margin_days=margin_days,
        margin_fixed_on=margin_fixed_on,
        minute=minute,
        begins=begins,
        until=ends,
        horizon=horizon,
        seed=seed,
        draws=draws,
        groups=groups,
        pairs=pairing.pairs(columns, groups, terms, years=((ends - begins).days + 1) / 365.25),
        omnibus_p=_omnibus(columns, shown, terms),
        control=None if change is None else control.changed(columns, change, terms, shown=shown),
        services=services.explored(columns, shown, terms) if by_service else (),
        tiers=standing.tiers([each for each in asked if each[0].office != WARD]),
        left_out=(),
        cautions=(),
    )
    return replace(
        told,
        left_out=remarks.left_out(told, columns, late=len(rows) - len(asked), joined=joined),
        cautions=remarks.cautions(
            told, columns, office_known=office_known, pauses_known=pauses_known, until_known=until_known
        ),
    )


def _sorted(rows: Sequence[Asked], until: datetime, calendar: Edition) -> list[tuple[Asked, Outcome]]:
    """Each enquiry that was received in time, with what came of it.

    The order of the figures' sums must not be that of the file, or the last digit would tell of it.
    """
    asked = [(row, outcome(row, until=until, calendar=calendar)) for row in rows if row.received <= until]
    return sorted(
        asked,
        key=lambda each: (
            *(each[0].councillor, each[0].group, each[0].kind, each[0].received),
            *(each[1].waited, each[1].answered, each[0].paused_days),
        ),
    )


def _two_or_more(groups: Sequence[Group]) -> None:
    if len(groups) < 2:
        raise NothingToCompare(
            "All enquiries that could be compared are of one group, so there is nothing to compare."
            if groups
            else "No enquiry was asked by a ward councillor in this time, so there is nothing to compare."
        )
    if len(groups) > MOST_GROUPS:
        raise NothingToCompare(f"There are more than {MOST_GROUPS} groups, which no council has.")


def _combined(
    asked: list[tuple[Asked, Outcome]],
) -> tuple[list[tuple[Asked, Outcome]], tuple[str, ...]]:
    """Groups of fewer than five councillors as one. Told by their numbers alone, never by their answers."""
    small = standing.too_small([row for row, _ in asked])
    if len(small) < 2:
        return asked, ()
    return [
        (replace(row, group=standing.SMALLER) if row.group in small else row, came) for row, came in asked
    ], small


def _omnibus(columns: Columns, shown: Set[str], terms: Terms) -> float | None:
    """One question for all groups that may be shown; with two it would be that of the pair again."""
    if len(shown) < 3:
        return None
    kept = [p for p in columns.places(shown) if columns.came[p].on_time is not None]
    p = omnibus_p(
        outcome=[float(columns.came[p].on_time or 0) for p in kept],
        group=[columns.group[p] for p in kept],
        stratum=[columns.stratum[p] for p in kept],
        cluster=[columns.unit[p] for p in kept],
        rng=from_seed(terms.seed, 0),
        draws=terms.draws,
    )
    return round(p, 6)
