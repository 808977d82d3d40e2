"""The office that a councillor holds when an enquiry is received, as a service level knows it."""

from collections.abc import Collection

from concordat.enquiries.rules.service_levels import Tier
from concordat.people.rules.duties import Duty

# In this order: whoever leads the council and chairs a committee asks as its leader.
BY_DUTY = (
    (Duty.LEADER, Tier.LEADER),
    (Duty.OPPOSITION_LEADER, Tier.OPPOSITION_LEADER),
    (Duty.DEPUTY_LEADER, Tier.CABINET),
    (Duty.CABINET_MEMBER, Tier.CABINET),
    (Duty.CHAIR, Tier.CHAIR),
    (Duty.VICE_CHAIR, Tier.CHAIR),
)


def tier_of(duties: Collection[str]) -> Tier:
    """Of the duties on the day of receipt: whoever becomes leader later does not speed up what was asked
    before."""
    return next((tier for duty, tier in BY_DUTY if duty in duties), Tier.WARD)
