"""When the council is open."""

from datetime import date, datetime

from django.db import transaction

from concordat.calendar.actions.closing import Decider
from concordat.calendar.models import OpeningHours
from concordat.calendar.rules.hours import Hours


@transaction.atomic
def set_hours(*, hours: Hours, first_on: date, by: Decider, at: datetime) -> OpeningHours:
    """Open the council at these hours from a day on. Those that were set before hold until then."""
    return OpeningHours.objects.create(
        council_id=by.council_id,
        first_on=first_on,
        windows=[[[f"{begin:%H:%M}", f"{end:%H:%M}"] for begin, end in day] for day in hours.windows],
        cut_offs=[f"{cut_off:%H:%M}" for cut_off in hours.cut_offs],
        by_id=by.id,
        at=at,
    )
