"""The faster of what office, topic and facts set; and an edition says the same after it was stored."""

import json
from datetime import UTC, datetime

import pytest

from concordat.calendar.rules.calendars import Calendar
from concordat.enquiries.rules.service_levels import Tier
from concordat.enquiries.rules.terms import SUGGESTED, Because, Level, Terms
from concordat.enquiries.rules.tiers import tier_of
from concordat.enquiries.rules.urgency import Fact
from concordat.people.rules.duties import Duty

BY_OFFICE = Terms(
    offices={
        Tier.LEADER: Level.of("1wd", "3wd"),
        Tier.OPPOSITION_LEADER: Level.of("1wd", "3wd"),
        Tier.CABINET: Level.of("1wd", "5wd"),
        Tier.CHAIR: Level.of("1wd", "7wd"),
        Tier.WARD: Level.of("2wd", "10wd"),
    },
    topics={"repairs": Level.of("1wd", "4wd")},
    facts={Fact.HARM: Level.of("2wh", "1wd")},
    safeguarding=Level.of("4wh", "24h"),
)


@pytest.mark.parametrize(
    ("tier", "topic", "beside", "facts", "reply", "acknowledge", "because"),
    [
        (Tier.WARD, "roads", False, (), "10wd", "2wd", Because.OFFICE),
        (Tier.LEADER, "roads", False, (), "3wd", "1wd", Because.OFFICE),
        (Tier.OPPOSITION_LEADER, "roads", False, (), "3wd", "1wd", Because.OFFICE),
        (Tier.WARD, "repairs", False, (), "4wd", "1wd", Because.TOPIC),
        (Tier.LEADER, "repairs", False, (), "3wd", "1wd", Because.OFFICE),
        (Tier.WARD, "families", True, (), "24h", "4wh", Because.TOPIC),
        (Tier.LEADER, "families", True, (), "24h", "4wh", Because.TOPIC),
        (Tier.WARD, "roads", False, ("harm", "many"), "1wd", "2wh", Because.FACT),
        (Tier.WARD, "", False, ("many",), "10wd", "2wd", Because.OFFICE),
    ],
)
def test_the_fastest_holds_and_it_is_said_what_set_it(
    tier, topic, beside, facts, reply, acknowledge, because
):
    found = BY_OFFICE.promised(tier=tier, topic=topic, safeguarding=beside, facts=facts)
    assert (str(found.level.reply), str(found.level.acknowledge)) == (reply, acknowledge)
    assert found.because is because


def test_with_equal_levels_an_office_changes_nothing():
    equal = Terms(offices=BY_OFFICE.offices, equal=True)
    assert {str(equal.promised(tier=tier).level.reply) for tier in Tier} == {"10wd"}


def test_what_falls_due_earlier_is_faster_by_this_calendar():
    """Over a weekend 24 hours end before one working day does; in the week they may not."""
    terms = Terms(offices=dict.fromkeys(Tier, Level.of("1wd", "1wd")), safeguarding=Level.of("1wd", "24h"))
    friday, monday = datetime(2026, 9, 11, 9, tzinfo=UTC), datetime(2026, 9, 7, 16, 30, tzinfo=UTC)
    calendar = Calendar.of("england")
    of_friday = terms.promised(tier=Tier.WARD, safeguarding=True, received=friday, calendar=calendar)
    of_monday = terms.promised(tier=Tier.WARD, safeguarding=True, received=monday, calendar=calendar)
    assert str(of_friday.level.reply) == "24h"
    assert str(of_monday.level.reply) == "24h"


@pytest.mark.parametrize("terms", [SUGGESTED, BY_OFFICE])
def test_an_edition_says_the_same_after_it_was_stored(terms):
    again = Terms.from_json(json.loads(json.dumps(terms.to_json())))
    assert again.to_json() == terms.to_json()
    for tier in Tier:
        assert again.promised(tier=tier, topic="repairs") == terms.promised(tier=tier, topic="repairs")


@pytest.mark.parametrize(
    ("duties", "tier"),
    [
        ({Duty.LEADER, Duty.CHAIR, Duty.GROUP_LEADER}, Tier.LEADER),
        ({Duty.OPPOSITION_LEADER, Duty.GROUP_LEADER}, Tier.OPPOSITION_LEADER),
        ({Duty.DEPUTY_LEADER}, Tier.CABINET),
        ({Duty.VICE_CHAIR}, Tier.CHAIR),
        ({Duty.GROUP_LEADER}, Tier.WARD),
        (set(), Tier.WARD),
    ],
)
def test_the_office_of_the_day_of_receipt_makes_the_tier(duties, tier):
    assert tier_of(duties) is tier
