"""The council's calendar. Its room lies beside the trail, so the line of each deed is written here."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from concordat.calendar import actions as calendar
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
def close(*, day: date, reason: str, by: Office, at: datetime) -> None:
    """Close the council on a day of its own choosing."""
    closure = calendar.close(day=day, reason=reason, by=by, at=at)
    trail.record(did="closed the council for a day", thing=closure, by=by, at=at, day=day)


@transaction.atomic
def reopen(*, day: date, by: Office, at: datetime) -> None:
    """Work on a day on which the council would have been closed."""
    closure = calendar.reopen(day=day, by=by, at=at)
    trail.record(did="reopened the council for a day", thing=closure, by=by, at=at, day=day)
