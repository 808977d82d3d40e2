"""Marlbridge looks once at whether its groups were answered alike: a margin first, then the figures."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from concordat.enquiries import actions
from concordat.people.rules.duties import Duty

PERIOD = 330  # days, of which the last is one month ago
ENDED = 30


def make(everyone: Any, *, at: datetime) -> None:
    run = everyone.holding(Duty.MONITORING_OFFICER)
    ends_on = localdate(at) - timedelta(days=ENDED)
    begins_on = ends_on - timedelta(days=PERIOD)
    margin = actions.fix_margin(
        begins_on=begins_on,
        ends_on=ends_on,
        points=Decimal(10),
        days=Decimal(1),
        committee="Standards Committee",
        agreed_on=begins_on - timedelta(days=20),
        minute="S/41",
        by=run,
        at=at - timedelta(days=ENDED + PERIOD + 14),
    )
    looking = at - timedelta(days=ENDED - 10)
    actions.ask_for_fairness(margin=margin, by=run, at=looking)
    actions.make_fairness_due(at=looking)
