"""Which promise an enquiry is received under: the faster of topic and office, pinned at receipt."""

from datetime import UTC, datetime

import pytest

from concordat.enquiries.rules.clock_targets import Target
from concordat.enquiries.rules.service_levels import NoPromise, Promise, ServiceLevel, Tier, in_force
from tests.enquiries.rules.clocks import ENGLAND, at


def promise(reply: str, acknowledge: str = "1wd", keep_in_touch: int | None = None) -> Promise:
    return Promise(Target.parse(reply), Target.parse(acknowledge), keep_in_touch)


OFFICES = {
    Tier.WARD: promise("10wd", "2wd", 5),
    Tier.CABINET: promise("5wd"),
    Tier.LEADER: promise("3wd"),
    Tier.OPPOSITION_LEADER: promise("3wd"),
}
TOPICS = {"ordinary": None, "planning": promise("15wd"), "no heating": promise("24h", "4wh")}


def table(**more) -> ServiceLevel:
    facts = {
        "edition": 1,
        "holds_from": datetime(2026, 1, 1, tzinfo=UTC),
        "offices": OFFICES,
        "topics": TOPICS,
    }
    return ServiceLevel(**(facts | more))


def reply(topic: str, *offices: str, **more) -> str:
    return str(table(**more).choose(topic=topic, offices=offices).reply)


def test_the_faster_of_topic_and_office_holds():
    assert reply("ordinary", Tier.WARD) == "10wd"
    assert reply("ordinary", Tier.CABINET) == "5wd"
    assert reply("no heating", Tier.WARD) == "24h"
    assert reply("no heating", Tier.LEADER) == "24h"
    assert reply("planning", Tier.LEADER) == "3wd"


def test_a_slow_topic_slows_nobody_down():
    assert reply("planning", Tier.WARD) == "10wd"


def test_whoever_holds_two_offices_has_the_faster_and_everybody_has_the_wards():
    assert reply("ordinary", Tier.CABINET, Tier.LEADER) == "3wd"
    assert reply("ordinary", Tier.CHAIR) == "10wd"
    assert reply("ordinary") == "10wd"


def test_a_council_may_choose_the_same_for_everyone():
    for tier in Tier:
        assert reply("ordinary", tier, alike=True) == "10wd"
        assert reply("no heating", tier, alike=True) == "24h"


def test_a_cell_of_the_table_can_promise_more_but_never_less():
    quick = {("planning", Tier.CHAIR): promise("2wd"), ("ordinary", Tier.LEADER): promise("20wd")}
    assert reply("planning", Tier.CHAIR, cells=quick) == "2wd"
    assert reply("planning", Tier.WARD, cells=quick) == "10wd"
    assert reply("ordinary", Tier.LEADER, cells=quick) == "3wd"


def test_it_says_which_row_decided_and_takes_the_earliest_acknowledgement():
    chosen = table().choose(topic="no heating", offices=[Tier.LEADER])
    assert chosen.because == "the topic “no heating”"
    assert (str(chosen.acknowledge), chosen.keep_in_touch, chosen.edition) == ("4wh", 5, 1)
    assert (
        table().choose(topic="ordinary", offices=[Tier.LEADER]).because
        == "the office “leader of the council”"
    )


def test_which_is_faster_depends_on_the_day_where_days_and_hours_compete():
    """From Friday three working days end on Wednesday, ninety hours on Tuesday; from Monday not."""
    topics = {"boiler": promise("90h")}
    for received, expected in (("2026-09-11T10:00", "90h"), ("2026-09-07T10:00", "3wd")):
        chosen = table(topics=topics).choose(
            topic="boiler", offices=[Tier.LEADER], received=at(received), calendar=ENGLAND
        )
        assert str(chosen.reply) == expected


def test_the_edition_in_force_at_receipt_is_kept():
    later = table(edition=2, holds_from=datetime(2026, 6, 1, tzinfo=UTC))
    editions = [later, table()]
    assert in_force(editions, at=datetime(2026, 5, 31, tzinfo=UTC)).edition == 1
    assert in_force(editions, at=datetime(2026, 6, 1, tzinfo=UTC)).edition == 2
    with pytest.raises(NoPromise, match="had not set any"):
        in_force(editions, at=datetime(2025, 6, 1, tzinfo=UTC))


def test_the_whole_table_can_be_shown():
    cells = table().table()
    assert len(cells) == len(TOPICS) * len(OFFICES)
    assert str(cells["planning", Tier.WARD].reply) == "10wd"


def test_what_the_table_does_not_hold_is_refused_in_words():
    with pytest.raises(NoPromise, match="no topic “bins”"):
        reply("bins", Tier.WARD)
    with pytest.raises(NoPromise, match="promises nothing"):
        reply("ordinary", Tier.CHAIR, offices={Tier.LEADER: promise("3wd")})
