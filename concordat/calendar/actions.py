"""Everything that can be done with a council's calendar.

It lies beside the trail, and cannot write there: whoever opens a page onto these deeds records the line.
Each row tells by whom and when it was decided, and where it comes from.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from concordat.calendar.models import Closure
from concordat.calendar.queries import OWN
from concordat.calendar.rules.bank_holidays import FRIDAY, bank_holidays, source

YEARS_AHEAD = 2


class NotThatDay(Exception):
    """A day cannot be closed or opened: the words say why."""


class Decider(Protocol):
    """Whoever decides. The calendar lies beneath `people`, so it asks for no more of an office than this."""

    id: int
    council_id: int


@dataclass(frozen=True, slots=True)
class Adopted:
    """What changed in a council's calendar."""

    added: int
    withdrawn: int


@transaction.atomic
def adopt_bank_holidays(
    *, council_id: int, nation: str, years: Iterable[int], by: Decider | None, at: datetime
) -> Adopted:
    """Take over a nation's bank holidays. Twice is as good as once.

    What the council has decided itself about a day stands. A day that the nation no longer keeps goes.
    """
    years = sorted(set(years))
    days = bank_holidays(nation=nation, years=years)
    held = Closure.objects.select_for_update().filter(council=council_id, closed_on__year__in=years)
    known = {closure.closed_on: closure for closure in held}
    gone = [closure.pk for day, closure in known.items() if closure.source != OWN and day not in days]
    Closure.objects.filter(pk__in=gone).delete()
    new = [
        Closure(
            council_id=council_id,
            closed_on=day,
            reason=reason,
            source=source(nation),
            by_id=by.id if by else None,
            at=at,
        )
        for day, reason in days.items()
        if day not in known
    ]
    Closure.objects.bulk_create(new, ignore_conflicts=True)  # somebody may be adopting them at this moment
    return Adopted(added=len(new), withdrawn=len(gone))


def renew(*, at: datetime) -> int:
    """Keep every council's calendar two years ahead, with whatever days have been proclaimed since.

    Returns how many days changed. To be called when a new edition starts, and every day or so after.
    """
    year = localdate(at).year
    changed = 0
    councils = Closure.objects.order_by().values_list("council_id", "council__nation").distinct()
    for council_id, nation in list(councils):
        adopted = adopt_bank_holidays(
            council_id=council_id, nation=nation, years=range(year, year + YEARS_AHEAD + 1), by=None, at=at
        )
        changed += adopted.added + adopted.withdrawn
    return changed


@transaction.atomic
def close(*, day: date, reason: str, by: Decider, at: datetime) -> Closure:
    """Close the council on a day of its own choosing, or on a bank holiday that it did not keep so far."""
    if day.weekday() > FRIDAY:
        raise NotThatDay(_("That day is a Saturday or a Sunday, which is no working day anyhow."))
    closure = Closure.objects.select_for_update().filter(council=by.council_id, closed_on=day).first()
    if closure and closure.kept:
        already = _("The council is closed on that day already: %(reason)s.")
        raise NotThatDay(already % {"reason": closure.reason})
    closure = closure or Closure(council_id=by.council_id, closed_on=day, source=OWN)
    if closure.source == OWN:
        closure.reason = reason
    closure.kept, closure.by_id, closure.at = True, by.id, at
    closure.save()
    return closure


@transaction.atomic
def reopen(*, day: date, by: Decider, at: datetime) -> Closure:
    """Work on a day on which the council would have been closed. That it was decided stays on record."""
    closure = Closure.objects.select_for_update().filter(council=by.council_id, closed_on=day).first()
    if closure is None or not closure.kept:
        raise NotThatDay(_("The council is not closed on that day."))
    closure.kept, closure.by_id, closure.at = False, by.id, at
    closure.save()
    return closure
