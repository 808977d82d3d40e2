from datetime import UTC, date, datetime

import pytest

from concordat.calendar import actions, queries
from concordat.calendar.actions import Adopted, NotThatDay
from concordat.calendar.models import Closure

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SUMMER_HOLIDAY = date(2026, 8, 31)
NEW_YEARS_EVE = date(2026, 12, 31)


@pytest.fixture
def calendar_2026(larkfield):
    """The bank holidays of 2026 in England."""
    Closure.objects.all().delete()
    return actions.adopt_bank_holidays(
        council_id=larkfield.id, nation="England", years=[2026], by=None, at=NOON
    )


def day_of(larkfield, day):
    [found] = [each for each in queries.days_of(larkfield.id, year=day.year) if each.day == day]
    return found


def test_a_nations_bank_holidays_are_kept_with_their_source(larkfield, calendar_2026):
    assert calendar_2026 == Adopted(added=8, withdrawn=0)
    day = day_of(larkfield, SUMMER_HOLIDAY)
    assert day.source.startswith("holidays ")
    assert day.source.endswith(", GB-ENG")
    assert (day.own, day.kept) == (False, True)


def test_adopting_them_twice_is_as_good_as_once(larkfield, mona, calendar_2026):
    again = actions.adopt_bank_holidays(
        council_id=larkfield.id, nation="England", years=[2026, 2026], by=mona, at=NOON
    )
    assert again == Adopted(added=0, withdrawn=0)
    assert len(queries.closures(larkfield.id)) == 8


def test_a_day_that_the_nation_no_longer_keeps_goes(larkfield, calendar_2026):
    Closure.objects.create(
        council=larkfield,
        closed_on=date(2026, 6, 1),
        reason="Foretold",
        source="holidays 0.1, GB-ENG",
        at=NOON,
    )
    again = actions.adopt_bank_holidays(
        council_id=larkfield.id, nation="England", years=[2026], by=None, at=NOON
    )
    assert again == Adopted(added=0, withdrawn=1)
    assert date(2026, 6, 1) not in queries.closures(larkfield.id)


def test_a_council_closes_on_a_day_of_its_own(larkfield, mona, calendar_2026):
    actions.close(day=NEW_YEARS_EVE, reason="Christmas shutdown", by=mona, at=NOON)
    day = day_of(larkfield, NEW_YEARS_EVE)
    assert (day.reason, day.source, day.own, day.kept) == ("Christmas shutdown", "council", True, True)
    assert queries.working_days_after(larkfield.id, date(2026, 12, 30), days=1) == date(2027, 1, 1)
    row = Closure.objects.get(closed_on=NEW_YEARS_EVE)
    assert (row.by_id, row.at) == (mona.id, NOON)


def test_a_closure_that_is_called_off_is_a_working_day_and_stays_on_record(larkfield, mona, calendar_2026):
    actions.close(day=NEW_YEARS_EVE, reason="Christmas shutdown", by=mona, at=NOON)
    actions.reopen(day=NEW_YEARS_EVE, by=mona, at=NOON)
    assert queries.is_working_day(larkfield.id, NEW_YEARS_EVE)
    assert day_of(larkfield, NEW_YEARS_EVE).kept is False


def test_a_bank_holiday_on_which_the_council_works_is_not_adopted_again(larkfield, mona, calendar_2026):
    actions.reopen(day=SUMMER_HOLIDAY, by=mona, at=NOON)
    actions.adopt_bank_holidays(council_id=larkfield.id, nation="England", years=[2026], by=None, at=NOON)
    assert SUMMER_HOLIDAY not in queries.closures(larkfield.id)
    actions.close(day=SUMMER_HOLIDAY, reason="We keep it after all", by=mona, at=NOON)
    day = day_of(larkfield, SUMMER_HOLIDAY)
    assert (day.reason, day.own, day.kept) == ("Late Summer Bank Holiday", False, True)


def test_a_council_closes_once_a_day(mona, calendar_2026):
    with pytest.raises(NotThatDay, match="already: Late Summer Bank Holiday"):
        actions.close(day=SUMMER_HOLIDAY, reason="Again", by=mona, at=NOON)


def test_a_saturday_needs_no_closing(mona, calendar_2026):
    with pytest.raises(NotThatDay, match="no working day anyhow"):
        actions.close(day=date(2026, 8, 29), reason="Fair", by=mona, at=NOON)


def test_only_a_closed_day_can_be_opened(mona, calendar_2026):
    with pytest.raises(NotThatDay, match="is not closed"):
        actions.reopen(day=NEW_YEARS_EVE, by=mona, at=NOON)


def test_another_councils_closures_are_its_own(larkfield, netherby, mona, nerys, calendar_2026):
    actions.close(day=NEW_YEARS_EVE, reason="Christmas shutdown", by=nerys, at=NOON)
    assert NEW_YEARS_EVE in queries.closures(netherby.id)
    assert NEW_YEARS_EVE not in queries.closures(larkfield.id)
    with pytest.raises(NotThatDay):
        actions.reopen(day=NEW_YEARS_EVE, by=mona, at=NOON)


def test_every_calendar_is_kept_two_years_ahead(larkfield, calendar_2026):
    assert actions.renew(at=NOON) == 16
    assert queries.years_of(larkfield.id) == (2026, 2027, 2028)
    assert actions.renew(at=NOON) == 0


def test_counting_between_two_days_takes_one_question(larkfield, calendar_2026, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.working_days_between(larkfield.id, date(2026, 8, 28), date(2026, 9, 4)) == 4
