"""The report as a whole: what counts, what does not, what is told beside it."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.calendar.rules.calendars import Calendar
from concordat.enquiries.rules.impartiality import Change, NothingToCompare
from concordat.enquiries.rules.impartiality.asking import outcome
from concordat.enquiries.rules.impartiality.verdicts import Verdict
from tests.enquiries.rules.impartiality.councils import BEGINS, UNTIL, told, year

THREE = (("Ash", 9), ("Beech", 7), ("Cedar", 6))


def only(report):
    (pair,) = report.pairs
    return pair


@pytest.mark.slow
@settings(deadline=None, max_examples=8)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_the_rows_does_not_matter(seed):
    rows = year(seed, groups=THREE, enquiries=200)
    mixed = rows.copy()
    random.Random(seed).shuffle(mixed)
    assert told(mixed, by_service=True) == told(rows, by_service=True)


@pytest.mark.slow
@settings(deadline=None, max_examples=8)
@given(seed=st.integers(0, 10_000))
def test_swapping_the_names_of_the_groups_turns_the_signs_and_nothing_else(seed):
    rows = year(seed, slower={"Beech": 1.3})
    other = {"Ash": "Beech", "Beech": "Ash"}
    one, swapped = only(told(rows)), only(told([replace(row, group=other[row.group]) for row in rows]))
    assert swapped.verdict is one.verdict
    if one.share is None:
        assert swapped.share is None
        return
    assert swapped.n_enquiries == one.n_enquiries[::-1]
    assert swapped.share.difference == pytest.approx(-one.share.difference, abs=1e-3)
    assert swapped.share.ci95 == pytest.approx([-end for end in one.share.ci95[::-1]], abs=1e-3)
    assert swapped.share.p == one.share.p
    assert swapped.rmst_difference == pytest.approx(-one.rmst_difference, abs=1e-6)
    assert swapped.p_time == one.p_time
    for mine, theirs in zip(one.checks, swapped.checks, strict=True):
        assert theirs.compared.verdict is mine.compared.verdict
        if mine.compared.difference is not None:
            assert theirs.compared.difference == pytest.approx(-mine.compared.difference, abs=1e-3)


@pytest.mark.slow
@settings(deadline=None, max_examples=8)
@given(seed=st.integers(0, 10_000), pause=st.integers(1, 9))
def test_the_same_pause_for_everybody_changes_no_difference(seed, pause):
    """Everybody paused as long: pauses differ by nothing, and the shares by what they differed before."""
    rows = [replace(row, paused_days=0.0) for row in year(seed)]
    paused = [replace(row, paused_days=float(pause)) for row in rows]
    one, other = only(told(rows)), only(told(paused))
    assert other.share == one.share
    assert (other.rmst_difference, other.p_time) == (one.rmst_difference, one.p_time)
    found = {check.name: check.compared for check in other.checks}
    if one.share is not None:
        assert found["paused"].difference == 0
        assert found["paused_days"].difference == 0
        assert found["paused_days"].first == found["paused_days"].second == pause


@pytest.mark.slow
@settings(deadline=None, max_examples=8)
@given(seed=st.integers(0, 10_000))
def test_asking_twice_with_one_seed_gives_one_report(seed):
    rows = year(seed % 7)
    assert told(rows, seed=seed) == told(rows, seed=seed)


def test_a_group_that_waits_far_longer_is_shown_to_differ_whichever_it_is():
    for slow, other in (("Ash", "Beech"), ("Beech", "Ash")):
        pair = only(told(year(3, enquiries=500, slower={slow: 3.0}), draws=999))
        assert pair.verdict is Verdict.DIFFERENCE
        said = " ".join(map(str, pair.said))
        assert f"Enquiries of {slow} were answered on time less often than those of {other}" in said
        assert "The figures do not show why." in said


def test_groups_answered_alike_are_shown_to_be_within_a_margin_that_is_wide_enough():
    pair = only(told(year(5, enquiries=900), margin=20))
    assert pair.verdict is Verdict.ALIKE
    said = " ".join(map(str, pair.said))
    assert "within the ±20 points that the committee agreed on 4 March 2025" in said


def test_too_wide_an_interval_is_neither_evidence_of_equal_treatment_nor_of_bias():
    pair = only(told(year(5, enquiries=80), margin=2))
    assert pair.verdict is Verdict.CANNOT_TELL
    said = " ".join(map(str, pair.said))
    assert "This is neither evidence of equal treatment nor of bias." in said
    assert pair.needed > 16
    assert f"About {pair.needed:,} councillor-years would be needed" in said


# ── what counts ──


def test_only_ward_level_enquiries_are_compared_and_the_others_stand_apart():
    rows = year(1)
    leaders = [
        replace(row, office="cabinet", answered=row.received + timedelta(minutes=5)) for row in rows[:70]
    ]
    alone, with_leaders = told(rows), told([*rows, *leaders])
    assert only(with_leaders).share == only(alone).share
    assert with_leaders.groups == alone.groups
    (tier,) = with_leaders.tiers
    assert (tier.office, tier.enquiries, tier.on_time) == ("cabinet", 70, 100.0)


def test_an_office_of_fewer_than_five_shows_no_figure():
    rows = year(1)
    leader = [replace(rows[0], office="leader") for _ in range(40)]
    (tier,) = told([*rows, *leader]).tiers
    assert tier.withheld is not None
    assert (tier.enquiries, tier.councillors, tier.on_time) == (None, None, None)


def test_a_group_is_that_of_the_day_on_which_the_enquiry_was_received():
    rows = year(1)
    moved = [
        replace(row, group="Beech")
        if row.councillor == "Ash 0" and row.received > BEGINS + timedelta(180)
        else row
        for row in rows
    ]
    told_of = told(moved)
    after = sum(row.group == "Beech" for row in moved)
    assert only(told_of).n_enquiries[1] == after
    assert any("changed group" in str(caution) for caution in told_of.cautions)


def test_open_and_overdue_is_late_and_open_and_not_yet_due_counts_neither_way():
    rows = [replace(row, answered=row.received + timedelta(hours=1)) for row in year(1)]
    open_yet = [replace(row, answered=None, due=UNTIL + timedelta(5)) for row in rows[:12]]
    overdue = [replace(row, answered=None) for row in rows[12:30]]
    pair = only(told([*open_yet, *overdue, *rows[30:]]))
    assert sum(pair.n_enquiries) == len(rows)
    assert sum(pair.n_counted) == len(rows) - 12
    late = sum(
        group.counted * (100 - group.on_time) / 100
        for group in told([*open_yet, *overdue, *rows[30:]]).groups
    )
    assert late == pytest.approx(18, abs=1e-3)


def test_an_answer_after_the_end_of_the_observation_is_not_known_yet():
    rows = year(1)
    future = [replace(row, answered=UNTIL + timedelta(1)) if row.answered is None else row for row in rows]
    assert told(future) == told(rows)


def test_a_wait_that_is_given_counts_only_as_far_as_it_was_seen():
    row = replace(year(1)[0], received=UNTIL - timedelta(7), due=UNTIL - timedelta(1), waited=55.0)
    later, seen = UNTIL + timedelta(70), UNTIL - timedelta(hours=1)
    weekends = Calendar.of("England").newest
    waits = [
        outcome(replace(row, answered=answered), until=UNTIL, calendar=weekends).waited
        for answered in (later, seen, None)
    ]
    assert waits == [5.0, 55.0, 55.0]


def test_what_was_received_after_the_end_is_left_out_and_told():
    rows = year(1)
    later = [
        replace(row, received=UNTIL + timedelta(1), answered=None, due=UNTIL + timedelta(9))
        for row in rows[:20]
    ]
    report = told([*rows, *later])
    assert only(report).n_enquiries == only(told(rows)).n_enquiries
    assert "Received after the end of the observation: 20." in map(str, report.left_out)


def test_a_withdrawn_enquiry_is_counted_as_waiting_until_it_was_withdrawn():
    rows = year(1)
    gone = [
        replace(row, answered=None, withdrawn=row.received + timedelta(1), due=row.received + timedelta(7))
        for row in rows[:15]
    ]
    report = told([*gone, *rows[15:]])
    assert sum(only(report).n_counted) <= len(rows) - 15
    assert any(str(sentence).startswith("Withdrawn before they were due") for sentence in report.left_out)


def test_bank_holidays_shorten_the_wait_in_working_days():
    # Christmas Eve to 29 December 2025: five days, of which two are bank holidays and two a weekend.
    rows = [
        replace(
            row,
            received=BEGINS.replace(year=2025, month=12, day=24),
            answered=BEGINS.replace(year=2025, month=12, day=29),
            due=BEGINS.replace(year=2026, month=1, day=9),
        )
        for row in year(1)
    ]
    holidays = Calendar.of("England", {date(2025, 12, 25): "Christmas", date(2025, 12, 26): "Boxing Day"})
    assert {group.median_wait for group in told(rows).groups} == {3.0}
    assert {group.median_wait for group in told(rows, calendar=holidays.newest).groups} == {1.0}


def test_what_is_in_time_only_by_pauses_is_told():
    rows = [
        replace(row, answered=row.received + timedelta(14), due=row.received + timedelta(15), paused_days=5.0)
        for row in year(1)
    ]
    report = told(rows)
    assert {group.on_time for group in report.groups} == {100.0}
    assert {group.on_time_unpaused for group in report.groups} == {0.0}
    (check,) = [check for check in only(report).checks if check.name == "only_by_pauses"]
    assert check.compared.first == check.compared.second == 100.0


def test_one_group_that_is_paused_more_often_is_found_while_the_clock_looks_equal():
    rows = [
        replace(row, paused_days=float(row.group == "Beech" or number % 4 == 0))
        for number, row in enumerate(year(2, enquiries=400))
    ]
    pair = only(told(rows, draws=999))
    (paused,) = [check for check in pair.checks if check.name == "paused"]
    assert paused.compared.verdict is Verdict.DIFFERENCE
    assert paused.compared.difference > 50


@pytest.mark.parametrize(
    "name",
    [
        "downgraded",
        "reclassified",
        "holding_reply",
        "reopened",
        "reopened_soon",
        "refused",
        "senior_reply",
        "satisfied",
    ],
)
def test_each_way_of_gaming_is_looked_at_where_it_is_known(name):
    rows = [
        replace(row, marks={name: row.group == "Beech" or number % 5 == 0})
        for number, row in enumerate(year(2, enquiries=400))
    ]
    pair = only(told(rows, draws=999))
    (found,) = [check for check in pair.checks if check.name == name]
    assert found.compared.verdict is Verdict.DIFFERENCE
    assert found.compared.difference == pytest.approx(80, abs=15)
    assert name not in [check.name for check in only(told(year(2))).checks]


def test_answers_in_the_last_hour_are_seen_where_times_are_known():
    def late(row):
        return replace(row, answered=row.due - timedelta(minutes=30))

    rows = [late(row) if row.group == "Ash" else row for row in year(2)]
    (check,) = [check for check in only(told(rows)).checks if check.name == "last_hour"]
    assert check.compared.first == 100.0
    untimed = [replace(row, timed=False) for row in rows]
    assert "last_hour" not in [check.name for check in only(told(untimed)).checks]


# ── several groups, and what is joined ──


def test_a_group_in_which_one_councillor_sends_more_than_half_is_in_no_pair():
    """Even where so many of them are not yet due that the rest would pass."""
    rows = year(1)
    open_yet = [
        replace(row, councillor="Ash 0", group="Ash", answered=None, due=UNTIL + timedelta(9)) for row in rows
    ]
    (pair,) = told([*rows, *open_yet]).pairs
    assert pair.verdict is Verdict.TOO_FEW
    assert pair.n_enquiries is None


def test_every_two_groups_are_compared_and_their_p_values_adjusted_by_holm():
    report = told(year(4, groups=THREE, enquiries=400))
    assert [pair.groups for pair in report.pairs] == [
        ("Ash", "Beech"),
        ("Ash", "Cedar"),
        ("Beech", "Cedar"),
    ]
    by_p = sorted(report.pairs, key=lambda pair: pair.share.p)
    assert by_p[0].share.adjusted_p == pytest.approx(min(1, 3 * by_p[0].share.p), abs=1e-6)
    assert all(pair.share.adjusted_p >= pair.share.p for pair in report.pairs)
    assert 0 < report.omnibus_p <= 1


def test_small_groups_are_withheld_or_joined_by_their_numbers_alone():
    rows = year(4, groups=(("Ash", 9), ("Beech", 7), ("Cedar", 3), ("Dogwood", 2)), enquiries=300)
    apart = told(rows)
    assert {pair.verdict for pair in apart.pairs if pair.groups != ("Ash", "Beech")} == {Verdict.TOO_FEW}
    joined = told(rows, combine_small=True)
    assert [group.name for group in joined.groups] == ["Ash", "Beech", "Smaller groups and independents"]
    assert joined.groups[2].councillors == 5
    assert any("Cedar, Dogwood" in str(sentence) for sentence in joined.left_out)


@pytest.mark.parametrize("groups", [(("Ash", 12),), ()])
def test_without_two_groups_there_is_nothing_to_compare(groups):
    rows = year(1, groups=groups, enquiries=40) if groups else []
    with pytest.raises(NothingToCompare):
        told(rows)


@pytest.mark.parametrize("margin", [0, -1, 100, float("nan"), float("inf")])
def test_a_margin_lies_between_nought_and_a_hundred(margin):
    with pytest.raises(ValueError, match="margin"):
        told(year(1), margin=margin)


# ── before and after ──


def test_the_same_councillors_before_and_after_control_changed():
    change = Change(date(2025, 11, 3), went_out="Ash", came_in="Beech")
    rows = year(6, enquiries=900)
    favoured = [
        replace(row, answered=row.received + timedelta(hours=2))
        if row.group == "Beech" and row.received.date() >= change.on
        else row
        for row in rows
    ]
    plain, moved = (told(each, change=change, draws=999).control for each in (rows, favoured))
    assert moved.groups == ("Ash", "Beech")
    assert moved.compared.difference > plain.compared.difference + 15
    assert moved.compared.verdict is Verdict.DIFFERENCE
    assert "Beech gained" in " ".join(map(str, moved.said))
    assert moved.n_councillors == (9, 7)


def test_a_group_that_may_not_be_shown_is_in_no_change_of_control():
    rows = year(6, groups=(("Ash", 9), ("Beech", 7)), enquiries=900)
    lone = [replace(row, councillor="Beech 0", group="Beech") for row in rows if row.group == "Ash"]
    moved = told([*rows, *lone], change=Change(date(2025, 11, 3), went_out="Ash", came_in="Beech")).control
    assert moved.compared.verdict is Verdict.TOO_FEW
    assert (moved.n_councillors, moved.n_before, moved.n_after) == (None, None, None)


def test_groups_that_ask_of_different_things_are_too_few_to_compare_and_it_is_said_why():
    rows = [replace(row, service="Housing" if row.group == "Ash" else "Highways") for row in year(2)]
    pair = only(told(rows))
    assert pair.verdict is Verdict.TOO_FEW
    assert "Too few of their enquiries are of the same kind to be compared." in map(str, pair.said)


def test_what_was_looked_at_and_never_happened_is_told_as_such():
    rows = [replace(row, paused_days=0.0, marks={"refused": False}) for row in year(2, enquiries=400)]
    found = {check.name: check.compared for check in only(told(rows)).checks}
    assert (found["refused"].first, found["refused"].second, found["refused"].difference) == (0, 0, 0)
    assert found["refused"].verdict is Verdict.ALIKE
    assert found["paused"].difference == 0
    assert "paused_days" not in found


def test_a_change_of_control_after_which_nobody_asked_shows_no_figure():
    change = Change(date(2026, 4, 29), went_out="Ash", came_in="Beech")
    moved = told(year(6), change=change).control
    assert moved.compared.verdict is Verdict.TOO_FEW
    assert moved.compared.difference is None
    assert "Too few of the same councillors" in str(moved.said[0])


# ── what is told beside it ──


def test_a_margin_that_was_not_fixed_beforehand_is_said_to_be_so():
    loose = told(year(1), margin_fixed_on=None)
    assert any("not recorded when the margin was fixed" in str(each) for each in loose.cautions)
    late = told(year(1), margin_fixed_on=date(2026, 6, 1))
    assert any("fixed on 1 June 2026, after the last day" in str(each) for each in late.cautions)
    assert not any("margin" in str(each) for each in told(year(1)).cautions)


def test_looking_too_often_is_said_to_find_what_is_not_there():
    rows = [replace(row, received=UNTIL - timedelta(80), answered=UNTIL - timedelta(75)) for row in year(1)]
    assert any("sooner or later see a difference" in str(each) for each in told(rows).cautions)


def test_speed_is_never_called_impartiality():
    assert "Speed is one sign of impartiality, not impartiality." in map(str, told(year(1)).cautions)
