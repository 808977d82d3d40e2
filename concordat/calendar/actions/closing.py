"""Close the council on days of its own choosing, and work on days on which it would have been closed."""

from datetime import date, datetime, timedelta
from typing import Protocol

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from concordat.calendar.models import Closure
from concordat.calendar.queries import OWN
from concordat.calendar.rules.calendars import FRIDAY
from concordat.calendar.rules.origins import Origin

MOST_DAYS = 31


class NotThatDay(Exception):
    """A day cannot be closed or opened: the words say why."""


class Decider(Protocol):
    """Whoever decides. The calendar lies beneath `people`, so it asks for no more of an office than this."""

    id: int
    council_id: int


@transaction.atomic
def close(
    *, day: date, reason: str, last_day: date | None = None, by: Decider, at: datetime
) -> tuple[Closure, ...]:
    """Close the council from a day to another, of its own choosing or on a bank holiday that it did not keep
    so far.

    Weekends between the two, and days on which it is closed already, stay as they are.
    """
    last_day = last_day or day
    if last_day < day:
        raise NotThatDay(_("The last day lies before the first."))
    if (last_day - day).days >= MOST_DAYS:
        raise NotThatDay(_("Close at most %(days)s days at a time.") % {"days": MOST_DAYS})
    days = [day + timedelta(days=n) for n in range((last_day - day).days + 1)]
    weekdays = [each for each in days if each.weekday() <= FRIDAY]
    if not weekdays:
        raise NotThatDay(_("That day is a Saturday or a Sunday, which is no working day anyhow."))
    held = Closure.objects.select_for_update().filter(
        council=by.council_id, closed_on__in=weekdays, until=None
    )
    known = {closure.closed_on: closure for closure in held}
    shut = [each for each in known.values() if each.kept]
    if len(shut) == len(weekdays):
        already = _("The council is closed on that day already: %(reason)s.")
        raise NotThatDay(already % {"reason": shut[0].reason})
    new = [each for each in weekdays if each not in {closed.closed_on for closed in shut}]
    return tuple(_closed(each, known.get(each), reason=reason, by=by, at=at) for each in new)


def _closed(day: date, before: Closure | None, *, reason: str, by: Decider, at: datetime) -> Closure:
    nations = before is not None and before.origin != Origin.COUNCIL
    closure = Closure(
        council_id=by.council_id,
        closed_on=day,
        reason=before.reason if nations and before else reason,
        origin=before.origin if nations and before else Origin.COUNCIL.value,
        source=before.source if nations and before else OWN,
        by_id=by.id,
        at=at,
        since=at,
    )
    return succeed(closure=closure, before=before, at=at)


@transaction.atomic
def reopen(*, day: date, by: Decider, at: datetime) -> Closure:
    """Work on a day on which the council would have been closed. That it was decided stays on record."""
    closure = (
        Closure.objects.select_for_update().filter(council=by.council_id, closed_on=day, until=None).first()
    )
    if closure is None or not closure.kept:
        raise NotThatDay(_("The council is not closed on that day."))
    open_again = Closure(
        council_id=by.council_id,
        closed_on=day,
        reason=closure.reason,
        origin=closure.origin,
        source=closure.source,
        kept=False,
        by_id=by.id,
        at=at,
        since=at,
    )
    return succeed(closure=open_again, before=closure, at=at)


def succeed(*, closure: Closure, before: Closure | None, at: datetime) -> Closure:
    """What held of a day until now ends at this moment, and this holds from then on."""
    if before is not None:
        before.until, before.ended_by_id = at, closure.by_id
        before.save(update_fields=["until", "ended_by"])
    try:
        with transaction.atomic():
            closure.save()
    except IntegrityError:
        raise NotThatDay(_("A colleague has just changed that day. Look at the calendar.")) from None
    return closure
