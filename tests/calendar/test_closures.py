from datetime import UTC, date, datetime, time

import pytest

from concordat.calendar import actions, queries
from concordat.calendar.actions import Adopted, NotThatDay
from concordat.calendar.models import Closure
from concordat.calendar.rules.hours import NINE_TO_FIVE, Hours
from concordat.calendar.rules.lists import What

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 9, 12, tzinfo=UTC)
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


def test_a_day_that_the_list_no_longer_holds_goes_and_stays_on_record(larkfield, calendar_2026):
    Closure.objects.create(
        council=larkfield,
        closed_on=date(2026, 6, 1),
        reason="Foretold",
        origin="package",
        source="holidays 0.1, GB-ENG",
        at=NOON,
    )
    again = actions.adopt_bank_holidays(
        council_id=larkfield.id, nation="England", years=[2026], by=None, at=LATER
    )
    assert again == Adopted(added=0, withdrawn=1)
    assert date(2026, 6, 1) not in queries.closures(larkfield.id)
    calendar = queries.calendar_of(larkfield.id, nation="England")
    assert not calendar.known_at(NOON).is_working_day(date(2026, 6, 1))
    assert calendar.known_at(LATER).is_working_day(date(2026, 6, 1))
    [change] = queries.changes_of(larkfield.id)
    assert (change.day, change.gone, change.at) == (date(2026, 6, 1), True, LATER)


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


def test_years_that_were_not_known_are_known_all_along_and_a_day_within_a_known_year_from_then_on(
    larkfield, calendar_2026
):
    assert {day.since for day in queries.days_of(larkfield.id, year=2026)} == {None}
    Closure.objects.filter(closed_on=SUMMER_HOLIDAY).delete()  # as if the package had lacked it
    actions.adopt_bank_holidays(council_id=larkfield.id, nation="England", years=[2026], by=None, at=LATER)
    assert day_of(larkfield, SUMMER_HOLIDAY).since == LATER
    calendar = queries.calendar_of(larkfield.id, nation="England")
    assert calendar.known_at(NOON).is_working_day(SUMMER_HOLIDAY)
    assert not calendar.newest.is_working_day(SUMMER_HOLIDAY)
    assert calendar.known_until == date(2026, 12, 31)


def test_what_is_new_in_a_known_year_is_not_taken_over_unseen(larkfield, calendar_2026):
    Closure.objects.filter(closed_on=SUMMER_HOLIDAY).delete()
    actions.renew(at=LATER)
    assert SUMMER_HOLIDAY not in queries.closures(larkfield.id)
    [difference] = queries.compared_with_package(larkfield.id, nation="England").counting
    assert (difference.what, difference.day) == (What.ADD, SUMMER_HOLIDAY)


def test_a_shutdown_closes_the_days_between_and_leaves_bank_holidays_what_they_are(
    larkfield, mona, calendar_2026
):
    closed = actions.close(
        day=date(2026, 12, 24), last_day=date(2026, 12, 31), reason="Shutdown", by=mona, at=NOON
    )
    assert [closure.closed_on.day for closure in closed] == [24, 29, 30, 31]
    assert not day_of(larkfield, date(2026, 12, 28)).own


@pytest.mark.parametrize(
    ("last_day", "why"), [(date(2026, 12, 20), "before the first"), (date(2027, 3, 1), "at most 31 days")]
)
def test_a_stretch_that_cannot_be_is_refused(mona, calendar_2026, last_day, why):
    with pytest.raises(NotThatDay, match=why):
        actions.close(day=date(2026, 12, 24), last_day=last_day, reason="Shutdown", by=mona, at=NOON)


def test_a_proclaimed_holiday_is_entered_with_its_source_and_known_from_then_on(
    larkfield, mona, calendar_2026
):
    day = date(2026, 6, 15)
    actions.proclaim(day=day, reason="World Cup", source="GOV.UK, 25 February 2026", by=mona, at=LATER)
    shown = day_of(larkfield, day)
    assert (shown.reason, shown.source, shown.own, shown.since) == (
        "World Cup",
        "GOV.UK, 25 February 2026",
        False,
        LATER,
    )
    with pytest.raises(NotThatDay, match="already: World Cup"):
        actions.proclaim(day=day, reason="World Cup", source="again", by=mona, at=LATER)
    with pytest.raises(NotThatDay, match="no working day anyhow"):
        actions.proclaim(day=date(2026, 6, 13), reason="World Cup", source="x", by=mona, at=LATER)
    actions.adopt_bank_holidays(council_id=larkfield.id, nation="England", years=[2026], by=None, at=LATER)
    assert day in queries.closures(larkfield.id)  # what a person entered stands


def test_everything_that_was_decided_about_a_day_stays_on_record(larkfield, mona, calendar_2026):
    actions.close(day=NEW_YEARS_EVE, reason="Shutdown", by=mona, at=NOON)
    actions.reopen(day=NEW_YEARS_EVE, by=mona, at=LATER)
    told = [(change.kept, change.gone, change.by, change.at) for change in queries.changes_of(larkfield.id)]
    assert told == [(False, False, "Mona Lindqvist", LATER), (True, False, "Mona Lindqvist", NOON)]
    assert Closure.objects.filter(closed_on=NEW_YEARS_EVE).count() == 2


def test_the_mark_changes_with_every_change(larkfield, mona, calendar_2026):
    marks = [queries.marks()[larkfield.id]]

    def noted():
        marks.append(queries.marks()[larkfield.id])

    actions.close(day=NEW_YEARS_EVE, reason="Shutdown", by=mona, at=NOON)
    noted()
    actions.reopen(day=NEW_YEARS_EVE, by=mona, at=LATER)
    noted()
    actions.set_hours(hours=NINE_TO_FIVE, first_on=NEW_YEARS_EVE, by=mona, at=LATER)
    noted()
    assert len(set(marks)) == 4


def test_opening_hours_hold_from_their_day_and_nine_to_five_before(larkfield, mona, calendar_2026):
    short = Hours.alike([(time(10), time(12)), (time(13), time(15, 30))], time(15))
    actions.set_hours(hours=short, first_on=date(2026, 4, 1), by=mona, at=NOON)
    edition = queries.calendar_of(larkfield.id, nation="England").newest
    assert edition.windows(date(2026, 3, 31)) == ((time(9), time(17)),)
    assert edition.windows(date(2026, 4, 1)) == short.windows[0]
    assert edition.cut_off(date(2026, 4, 1)) == time(15)
    assert [each.first_on for each in queries.opening_hours(larkfield.id, on=date(2026, 3, 20))] == [
        date.min,
        date(2026, 4, 1),
    ]
    [now] = queries.opening_hours(larkfield.id, on=date(2026, 4, 20))
    assert now.hours == short
    before = queries.calendar_of(larkfield.id, nation="England").known_at(
        datetime(2026, 3, 2, 11, tzinfo=UTC)
    )
    assert before.windows(date(2026, 4, 1)) == ((time(9), time(17)),)


def test_the_whole_calendar_is_fetched_in_two_queries(larkfield, calendar_2026, django_assert_num_queries):
    with django_assert_num_queries(2):
        queries.calendar_of(larkfield.id, nation="England")
