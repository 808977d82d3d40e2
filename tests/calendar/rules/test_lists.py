"""GOV.UK's list beside a calendar: every difference is told, and nothing is guessed."""

import json
from datetime import date

import pytest

from concordat.calendar.rules.bank_holidays import bank_holidays
from concordat.calendar.rules.lists import BadList, Difference, Held, What, compare, read


def govuk(*events, division="england-and-wales") -> bytes:
    """As GOV.UK publishes it, with the fields that we do not need."""
    told = [{"title": title, "date": day, "notes": "", "bunting": True} for title, day in events]
    return json.dumps({division: {"division": division, "events": told}}).encode()


NEW_YEAR, EASTER = ("New Year’s Day", "2027-01-01"), ("Easter Monday", "2027-03-29")


def test_the_weekdays_of_the_nations_own_division_are_read():
    data = govuk(EASTER, NEW_YEAR, ("Boxing Day", "2026-12-26"))
    assert read(data, nation="Wales") == {date(2027, 1, 1): NEW_YEAR[0], date(2027, 3, 29): EASTER[0]}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xff", "not UTF-8"),
        (b"{\n,", "Line 2: not valid JSON"),
        (b"[" * 100_000, "no JSON that can be read"),
        (b"[]", "no list of events under “scotland”"),
        (govuk(NEW_YEAR), "no list of events under “scotland”"),
        (govuk(division="scotland"), "names no day"),
        (govuk(("", "2027-01-01"), division="scotland"), "Event 1 of the list lacks a title or a date"),
        (
            govuk(NEW_YEAR, ("Easter", "29/03/2027"), division="scotland"),
            "Event 2 of the list: “29/03/2027”",
        ),
        (govuk(*[NEW_YEAR] * 1001, division="scotland"), "more than 1,000 days"),
        (b" " * 3_000_000, "larger than 2 MB"),
    ],
)
def test_what_is_not_govuks_list_is_refused_in_words(data, why):
    with pytest.raises(BadList, match=why):
        read(data, nation="Scotland")


def test_every_difference_between_the_first_day_and_the_last_is_told():
    listed = {
        date(2026, 1, 1): "New Year’s Day",
        date(2026, 6, 15): "World Cup",
        date(2026, 12, 25): "Christmas Day",
    }
    held = [
        Held(date(2025, 12, 25), "Christmas Day", own=False),  # before the list begins
        Held(date(2026, 1, 1), "New Year's Day", own=False),
        Held(date(2026, 4, 6), "Easter Monday", own=False),
        Held(date(2026, 8, 7), "Fair", own=True),
        Held(date(2026, 12, 25), "Christmas Day", own=False),
        Held(date(2027, 1, 1), "New Year's Day", own=False),  # after it ends
    ]
    compared = compare(held, listed)
    assert compared.differences == (
        Difference(What.RENAME, date(2026, 1, 1), "New Year's Day", "New Year’s Day"),
        Difference(What.WITHDRAW, date(2026, 4, 6), "Easter Monday", ""),
        Difference(What.ADD, date(2026, 6, 15), "", "World Cup"),
    )
    assert compared.alike == 1
    assert [each.what for each in compared.counting] == [What.WITHDRAW, What.ADD]


def test_a_day_that_the_council_closed_by_itself_is_no_difference():
    compared = compare([Held(date(2026, 6, 15), "We close", own=True)], {date(2026, 6, 15): "World Cup"})
    assert (compared.differences, compared.closed_anyway) == ((), (date(2026, 6, 15),))


def test_the_seal_is_that_of_what_was_shown():
    listed = {date(2026, 6, 15): "World Cup"}
    empty, again = compare([], listed), compare([], listed)
    assert empty.seal == again.seal
    assert empty.seal != compare([Held(date(2026, 6, 15), "Cup", own=False)], listed).seal


def test_a_list_that_says_what_the_package_says_differs_nowhere():
    days = bank_holidays(nation="Scotland", years=[2026])
    data = govuk(*[(title, day.isoformat()) for day, title in days.items()], division="scotland")
    held = [Held(day, title, own=False) for day, title in days.items()]
    assert compare(held, read(data, nation="Scotland")).differences == ()
