"""Our published vectors: every deadline in them was computed by two independent methods."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from concordat.calendar.rules import bank_holidays, london, statutory
from concordat.calendar.rules.calendars import Calendar
from concordat.enquiries.rules import clock_cases
from concordat.enquiries.rules.clock_reminders import When, keep_in_touch, next_contact, reminders
from concordat.enquiries.rules.clock_targets import Target, Unit
from concordat.enquiries.rules.events import Event, Kind
from concordat.enquiries.rules.service_levels import Promise, ServiceLevel

FILE = Path(__file__).with_name("clock_vectors.json")
VECTORS = json.loads(FILE.read_text())
ORIGINAL = Path(__file__).parents[4] / "shared" / "reference" / FILE.name


def each(group):
    return [pytest.param(case, id=case["id"]) for case in VECTORS[group]]


def calendar_of(case) -> Calendar:
    return clock_cases.calendar_of(
        nation=case["nation"],
        received=datetime.fromisoformat(case.get("due") or case["last_message_to_member"]),
        closures=[clock_cases.closed_day_of(day) for day in case.get("council_closures", ())],
    )


def test_the_copy_is_the_original():
    if not ORIGINAL.exists():
        pytest.skip("the house's reference texts are not beside this copy")
    assert FILE.read_bytes() == ORIGINAL.read_bytes()


def test_none_is_missing():
    counts = {group: len(VECTORS[group]) for group in VECTORS if isinstance(VECTORS[group], list)}
    del counts["read_me"]
    assert counts == {
        "enquiry": 47,
        "keep_in_touch": 3,
        "statutory": 11,
        "reminder": 4,
        "local_time_input": 3,
        "service_level": 6,
    }


@pytest.mark.parametrize("case", each("enquiry"))
def test_enquiry(case):
    assert clock_cases.computed(clock_cases.clock_of(case)) == case["expected"]


@pytest.mark.parametrize("case", each("keep_in_touch"))
def test_keep_in_touch(case):
    told = datetime.fromisoformat(case["last_message_to_member"])
    every, calendar = case["every_working_days"], calendar_of(case)
    expected = datetime.fromisoformat(case["expected_next_contact_due"])
    assert next_contact(last_message=told, every=every, calendar=calendar) == expected
    events = [Event(Kind.SENT, told), Event(Kind.REASSIGNED, told, to="Owen")]
    assert keep_in_touch(received=told, events=events, every=every, calendar=calendar) == expected
    assert clock_cases.in_london(expected) == case["expected_local"]


@pytest.mark.parametrize("case", each("statutory"))
def test_statutory(case):
    nation = bank_holidays.nation_of(case["nation"])
    days = {key: date.fromisoformat(day) for key, day in case["given"].items() if str(day)[:2] == "20"}
    [day] = days.values()
    [expected] = case["expected"].values()
    reckoned = {
        "foi_20_working_days": lambda: statutory.freedom_of_information(day, nation=nation),
        "foisa_20_working_days": lambda: statutory.freedom_of_information(day, nation=nation),
        "clear_days": lambda: statutory.latest_publication(
            day,
            clear_days=case["given"]["clear_days"],
            count=statutory.Count(case["given"]["count"]),
            nation=nation,
        ),
        "council_must_meet_within_21_days_beginning_with": lambda: statutory.meeting_after_section_114(day),
        "consider_within_21_days_after": lambda: statutory.meeting_after_section_5(day),
        "suspended_until_end_of_first_business_day_after": lambda: statutory.suspended_until_end_of(
            day, nation=nation
        ),
        "one_calendar_month": lambda: statutory.subject_access(day, nation=nation),
    }[case["clock"]]()
    assert reckoned == date.fromisoformat(expected)


@pytest.mark.parametrize("case", each("reminder"))
def test_reminder(case):
    due = datetime.fromisoformat(case["due"])
    received = datetime.fromisoformat("2026-01-05T09:00:00Z")
    before = reminders(received=received, due=due, calendar=calendar_of(case))[0]
    assert before.when == When.BEFORE
    assert before.at == datetime.fromisoformat(case["expected"])


@pytest.mark.parametrize("case", each("local_time_input"))
def test_local_time(case):
    if case["expected"] == "accept":
        assert london.read(case["local"]) == datetime.fromisoformat(case["reading"])
    elif case["expected"] == "ask":
        with pytest.raises(london.TwiceThatTime) as asked:
            london.read(case["local"])
        assert list(asked.value.readings) == [datetime.fromisoformat(each) for each in case["readings"]]
    else:
        with pytest.raises(london.NoSuchTime):
            london.read(case["local"])


def promise_of(policy) -> Promise | None:
    if policy is None:
        return None
    return Promise(Target(Unit(policy["unit"]), policy["amount"], policy.get("pausable", True)))


@pytest.mark.parametrize("case", each("service_level"))
def test_service_level(case):
    given = VECTORS["service_level_table"]
    table = ServiceLevel(
        edition=1,
        holds_from=datetime.fromisoformat("2026-01-01T00:00:00Z"),
        offices={office: promise_of(policy) for office, policy in given["office"].items()},
        topics={topic: promise_of(policy) for topic, policy in given["topic"].items()},
    )
    office = case["office_at_receipt"].partition(",")[0]
    chosen = table.choose(topic=case["topic"], offices=[office])
    assert chosen.reply == promise_of(case["expected"]).reply


@pytest.mark.parametrize("division", VECTORS["bank_holidays_on_weekdays"])
def test_bank_holidays_on_weekdays(division):
    given = VECTORS["bank_holidays_on_weekdays"][division]
    expected = {date.fromisoformat(each["date"]): each["name"] for each in given}
    nations = [nation for nation, of in VECTORS["nations"].items() if of == division]
    assert nations
    for nation in nations:
        name = bank_holidays.nation_of(nation)
        assert bank_holidays.bank_holidays(nation=name, years=range(2025, 2029)) == expected
