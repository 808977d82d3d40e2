"""The nation's bank holidays: taken over by the year, entered singly, or accepted from a list that was
read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from concordat.calendar import queries
from concordat.calendar.actions.closing import Decider, NotThatDay, succeed
from concordat.calendar.models import Closure, WaitingList
from concordat.calendar.rules.bank_holidays import FRIDAY, bank_holidays, source
from concordat.calendar.rules.lists import Difference, What
from concordat.calendar.rules.origins import Origin

YEARS_AHEAD = 2
WAITS = timedelta(days=30)


class CalendarMoved(Exception):
    """The calendar has changed since its differences were shown: something else would happen now."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """What changed in a council's calendar."""

    added: int
    withdrawn: int
    renamed: int = 0


@transaction.atomic
def adopt_bank_holidays(
    *, council_id: int, nation: str, years: Iterable[int], by: Decider | None, at: datetime
) -> Adopted:
    """Take over a nation's bank holidays from the list that comes with Concordat. Twice is as good as once.

    The first years that a council takes over were known all along. Whatever comes later is known from then
    on;
    whoever calls this for a year that is known has seen the differences. What a person decided or entered
    stands.
    """
    years = sorted(set(years))
    days = bank_holidays(nation=nation, years=years)
    held = Closure.objects.select_for_update().filter(
        council=council_id, closed_on__year__in=years, until=None
    )
    known = {closure.closed_on: closure for closure in held}
    first = not queries.years_of(council_id)
    gone = [each for day, each in known.items() if each.origin == Origin.PACKAGE and day not in days]
    _end(gone, by=by, at=at, why=source(nation))
    new = [
        Closure(
            council_id=council_id,
            closed_on=day,
            reason=reason,
            origin=Origin.PACKAGE.value,
            source=source(nation),
            by_id=by.id if by else None,
            at=at,
            since=None if first else at,
        )
        for day, reason in days.items()
        if day not in known
    ]
    Closure.objects.bulk_create(new, ignore_conflicts=True)  # somebody may be adopting them at this moment
    return Adopted(added=len(new), withdrawn=len(gone))


def renew(*, at: datetime) -> int:
    """Keep every council's calendar two years ahead. A year that is known is left as it is: what the list
    that
    comes with Concordat says otherwise of it, a person sees on the calendar's page and accepts.

    Returns how many days were added. To be called when a new edition starts, and every day or so after.
    """
    year = localdate(at).year
    added = 0
    councils = Closure.objects.order_by().values_list("council_id", "council__nation").distinct()
    for council_id, nation in list(councils):
        known = queries.years_of(council_id)
        years = [each for each in range(year, year + YEARS_AHEAD + 1) if each not in known]
        if years:
            added += adopt_bank_holidays(
                council_id=council_id, nation=nation, years=years, by=None, at=at
            ).added
    return added


@transaction.atomic
def proclaim(*, day: date, reason: str, source: str, by: Decider, at: datetime) -> Closure:
    """Enter a bank holiday that was proclaimed, with where that is written. It is known from now on."""
    if day.weekday() > FRIDAY:
        raise NotThatDay(_("That day is a Saturday or a Sunday, which is no working day anyhow."))
    before = (
        Closure.objects.select_for_update().filter(council=by.council_id, closed_on=day, until=None).first()
    )
    if before is not None and before.kept:
        already = _("The council is closed on that day already: %(reason)s.")
        raise NotThatDay(already % {"reason": before.reason})
    closure = Closure(
        council_id=by.council_id,
        closed_on=day,
        reason=reason,
        origin=Origin.PERSON.value,
        source=source,
        by_id=by.id,
        at=at,
        since=at,
    )
    return succeed(closure=closure, before=before, at=at)


@transaction.atomic
def keep_list(*, days: Mapping[date, str], name: str, by: Decider, at: datetime) -> WaitingList:
    """Keep a list that was read in until its differences are accepted. A newer one replaces an older."""
    WaitingList.objects.filter(council=by.council_id, by=by.id).delete()
    WaitingList.objects.filter(council=by.council_id, at__lt=at - WAITS).delete()
    told = {day.isoformat(): title for day, title in days.items()}
    return WaitingList.objects.create(
        council_id=by.council_id, by_id=by.id, at=at, name=name[:120], days=told
    )


@transaction.atomic
def accept(
    *,
    listed: Mapping[date, str],
    keys: Iterable[str],
    seal: str,
    source: str,
    origin: str = Origin.LIST,
    by: Decider,
    at: datetime,
) -> Adopted:
    """Take over those differences of a list that were ticked. ``seal`` is that of what was shown.

    Raises ``CalendarMoved`` where the calendar has changed meanwhile.
    """
    list(Closure.objects.select_for_update().filter(council=by.council_id, until=None))
    compared = queries.compared(by.council_id, listed=dict(listed))
    if compared.seal != seal:
        raise CalendarMoved(_("The calendar has changed since you looked. These are the new differences."))
    wanted = frozenset(keys)
    ticked = [each for each in compared.differences if each.key in wanted]
    counts = {what: sum(each.what == what for each in ticked) for what in What}
    for difference in ticked:
        _take_over(difference, source=source, origin=origin, by=by, at=at)
    return Adopted(counts[What.ADD], counts[What.WITHDRAW], counts[What.RENAME])


def _take_over(difference: Difference, *, source: str, origin: str, by: Decider, at: datetime) -> None:
    here = Closure.objects.filter(council=by.council_id, closed_on=difference.day, until=None).first()
    if difference.what == What.WITHDRAW:
        _end([here] if here else [], by=by, at=at, why=source)
        return
    # Another name changes nothing that is counted, so the day keeps what was known of it and since when.
    named = difference.what == What.RENAME and here is not None
    if named and here is not None:
        Closure.objects.filter(pk=here.pk).update(reason=difference.there, source=source, origin=str(origin))
        return
    closure = Closure(
        council_id=by.council_id,
        closed_on=difference.day,
        reason=difference.there,
        origin=str(origin),
        source=source,
        by_id=by.id,
        at=at,
        since=at,
    )
    succeed(closure=closure, before=here, at=at)


def _end(closures: Iterable[Closure], *, by: Decider | None, at: datetime, why: str) -> None:
    for closure in closures:
        closure.until, closure.ended_by_id, closure.ended_for = at, by.id if by else None, why
        closure.save(update_fields=["until", "ended_by", "ended_for"])
