"""The council's calendar. Its room lies beside the trail, so the line of each deed is written here."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from concordat.calendar import actions as calendar
from concordat.calendar.rules.hours import Hours
from concordat.calendar.rules.origins import Origin
from concordat.people.models import Council, Office
from concordat.trail import actions as trail


@transaction.atomic
def adopt_bank_holidays(
    *, council: Council, years: Iterable[int], by: Office | None, at: datetime
) -> calendar.Adopted:
    """Take over the bank holidays of the council's nation for these years."""
    adopted = calendar.adopt_bank_holidays(
        council_id=council.id, nation=council.nation, years=years, by=by, at=at
    )
    trail.record(
        did="took over bank holidays",
        thing=council,
        by=by,
        council_id=council.id,
        at=at,
        added=adopted.added,
        withdrawn=adopted.withdrawn,
    )
    return adopted


@transaction.atomic
def close(*, day: date, reason: str, last_day: date | None = None, by: Office, at: datetime) -> int:
    """Close the council from a day to another of its own choosing. Returns on how many days."""
    closures = calendar.close(day=day, reason=reason, last_day=last_day, by=by, at=at)
    for closure in closures:
        trail.record(did="closed the council for a day", thing=closure, by=by, at=at, day=closure.closed_on)
    return len(closures)


@transaction.atomic
def reopen(*, day: date, by: Office, at: datetime) -> None:
    """Work on a day on which the council would have been closed."""
    closure = calendar.reopen(day=day, by=by, at=at)
    trail.record(did="reopened the council for a day", thing=closure, by=by, at=at, day=day)


@transaction.atomic
def proclaim(*, day: date, reason: str, source: str, by: Office, at: datetime) -> None:
    """Enter a bank holiday that was proclaimed, with where that is written."""
    closure = calendar.proclaim(day=day, reason=reason, source=source, by=by, at=at)
    trail.record(did="entered a bank holiday", thing=closure, by=by, at=at, day=day)


@transaction.atomic
def keep_list(*, days: Mapping[date, str], name: str, by: Office, at: datetime) -> int:
    """Keep a list of bank holidays that was read in. Returns the number under which it waits."""
    waiting = calendar.keep_list(days=days, name=name, by=by, at=at)
    trail.record(did="read in a list of bank holidays", thing=waiting, by=by, at=at, days=len(days))
    return waiting.pk


@transaction.atomic
def accept_differences(
    *,
    listed: Mapping[date, str],
    keys: Iterable[str],
    seal: str,
    source: str,
    origin: str = Origin.LIST,
    by: Office,
    at: datetime,
) -> calendar.Adopted:
    """Take over those differences of a list that were ticked, and no others."""
    adopted = calendar.accept(listed=listed, keys=keys, seal=seal, source=source, origin=origin, by=by, at=at)
    trail.record(
        did="accepted differences of bank holidays",
        thing=by.council,
        by=by,
        at=at,
        added=adopted.added,
        withdrawn=adopted.withdrawn,
        renamed=adopted.renamed,
    )
    return adopted


@transaction.atomic
def set_hours(*, hours: Hours, first_on: date, by: Office, at: datetime) -> None:
    """Open the council at these hours from a day on."""
    setting = calendar.set_hours(hours=hours, first_on=first_on, by=by, at=at)
    trail.record(did="set the opening hours", thing=setting, by=by, at=at, first_on=first_on)
