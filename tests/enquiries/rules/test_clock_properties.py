"""What holds for every clock, whatever happens to the enquiry: tried with histories drawn at random."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concordat.calendar.rules import london
from concordat.calendar.rules.bank_holidays import closed_days
from concordat.calendar.rules.calendars import Calendar, ClosedDay
from concordat.calendar.rules.hours import Hours, HoursFrom
from concordat.enquiries.rules.clock import clock
from concordat.enquiries.rules.clock_changes import Case, effects_of_calendar_change
from concordat.enquiries.rules.clock_readings import State, Which
from concordat.enquiries.rules.clock_reckoning import places, reckon, union
from concordat.enquiries.rules.clock_targets import Target, Unit
from concordat.enquiries.rules.events import Event, Kind, OutOfTurn, PauseReason, may_follow

pytestmark = pytest.mark.slow

# Hours at which something might turn: midnight, opening, lunch, closing, the cut-off and the moment after it.
TURNING = [
    (0, 0),
    (8, 59),
    (9, 0),
    (10, 0),
    (12, 30),
    (13, 30),
    (16, 0),
    (16, 30),
    (17, 0),
    (17, 1),
    (23, 59),
]
HOLIDAYS = closed_days(nation="England", years=[2026])
LUNCH = Hours.alike([(time(9), time(12, 30)), (time(13, 30), time(17))], time(17))
FRIDAYS_SHORT = Hours(
    windows=((((time(8, 30), time(17, 15))),),) * 4 + (((time(8, 30), time(16, 30)),),),
    cut_offs=(time(17),) * 4 + (time(16),),
)
HOURS = st.sampled_from(
    [
        (HoursFrom(date.min, LUNCH),),
        (HoursFrom(date.min, FRIDAYS_SHORT),),
        (HoursFrom(date.min, LUNCH), HoursFrom(date(2026, 4, 9), FRIDAYS_SHORT)),
    ]
)


@st.composite
def instants(draw, most=24):
    """From a Friday in March to a Monday in April 2026: the clocks go forward, and Easter lies between."""
    hour = time(*draw(st.sampled_from(TURNING)))
    return london.at(date(2026, 3, 20) + timedelta(days=draw(st.integers(0, most))), hour)


moments = instants()
days = st.integers(-3, 70).map(lambda day: date(2026, 3, 20) + timedelta(days=day))
targets = st.one_of(
    st.integers(0, 15).map(lambda amount: Target(Unit.WORKING_DAYS, amount)),
    st.integers(1, 60).map(lambda amount: Target(Unit.WORKING_HOURS, amount)),
    st.integers(1, 200).map(lambda amount: Target(Unit.ELAPSED_HOURS, amount)),
)
pausable = targets.filter(lambda target: target.pausable)


@st.composite
def calendars(draw, *, dated=True):
    """England's bank holidays and some closures, of which a few were made known, or taken back, meanwhile."""
    since = st.none() | moments if dated else st.none()
    closed = {
        day: ClosedDay(day, "closure", "council", own=True, since=draw(since), until=draw(since))
        for day in draw(st.lists(days, max_size=5))
    }
    own = tuple(
        each for each in closed.values() if not (each.since and each.until) or each.since < each.until
    )
    national = tuple(each for each in HOLIDAYS if each.day not in closed)
    return Calendar("England", national + own, hours=draw(HOURS))


@st.composite
def histories(draw):
    """What users can bring about: each event was allowed by what stood there when it was recorded."""
    received, target = draw(moments), draw(targets)
    events = []
    kinds = st.sampled_from([*Kind])
    for minutes in draw(st.lists(st.sampled_from([0, 30, 60, 450, 480, 900, 1440, 2880, 5000]), max_size=8)):
        last = events[-1].at if events else received
        event = Event(
            draw(kinds),
            last + timedelta(minutes=minutes),
            reason=draw(st.sampled_from(PauseReason)).value,
            to="Owen",
            target=draw(targets),
            day=draw(days),
        )
        now = next((each.target for each in reversed(events) if each.kind == Kind.RECLASSIFIED), target)
        try:
            may_follow(received=received, events=events, event=event, target=now)
        except OutOfTurn:
            continue
        events.append(event)
    return received, target, events


@st.composite
def anything(draw):
    """Whatever a file may hold: events in no sensible order."""
    received, target = draw(moments), draw(targets)
    later = instants(most=30).map(lambda moment: max(moment, received))
    events = draw(
        st.lists(
            st.builds(
                Event,
                st.sampled_from(Kind),
                later,
                reason=st.sampled_from(["", *PauseReason]),
                to=st.sampled_from(["Owen", "Bilal"]),
                target=targets,
                day=days,
            ),
            max_size=8,
        )
    )
    return received, target, events


@st.composite
def stretches(draw):
    """Pauses that may touch and overlap, each with an end."""
    pairs = draw(st.lists(st.tuples(moments, moments), max_size=4))
    return [(min(pair), max(pair)) for pair in pairs]


def as_events(pauses):
    for began, ended in pauses:
        yield Event(Kind.PAUSED, began, reason=PauseReason.MEMBER)
        yield Event(Kind.RESUMED, ended)


def consistent(made, *, as_of):
    for each in made.cycles:
        assert each.unpaused.due is not None
        assert each.paused.due is not None or each.state == State.PAUSED
        assert (each.paused.would_be_due is not None) == (each.state == State.PAUSED)
        assert each.state != State.PAUSED or each.target.pausable
        if each.paused.used is None:
            continue
        assert 0 <= each.paused.used <= each.unpaused.used
        assert each.ended_at is None or each.state in {State.ANSWERED, State.WITHDRAWN}
        if each.state == State.ANSWERED:
            late = {breach.clock for breach in each.breaches}
            assert each.paused.on_time == (Which.PAUSED not in late)
            assert each.unpaused.on_time == (Which.UNPAUSED not in late)
        assert all(breach.due <= breach.at <= (each.ended_at or as_of) for breach in each.breaches)
        times = [change.at for change in each.history]
        assert times == sorted(times)
        assert each.history[0].because == "received"
        assert (each.history[-1].due, each.history[-1].due_unpaused) == (each.paused.due, each.unpaused.due)
    assert sum(day.counts for day in made.days) >= 0  # it can be told
    assert all(day.why for day in made.days)


@given(histories(), calendars(), moments)
@settings(max_examples=120, deadline=None)
def test_any_order_of_events_that_users_can_produce_leaves_a_consistent_clock(history, calendar, late):
    received, target, events = history
    as_of = max([received, late, *(event.at for event in events)])
    consistent(
        clock(received=received, target=target, events=events, calendar=calendar, as_of=as_of), as_of=as_of
    )
    clock(received=received, target=target, events=events, calendar=calendar)


@given(anything(), calendars(), st.none() | moments)
@settings(max_examples=120, deadline=None)
def test_and_so_does_any_order_at_all(history, calendar, as_of):
    received, target, events = history
    as_of = as_of and max(as_of, received)
    made = clock(received=received, target=target, events=events, calendar=calendar, as_of=as_of)
    consistent(made, as_of=as_of or datetime.max.replace(tzinfo=UTC))


@given(anything(), calendars(), st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_the_order_in_which_events_are_stored_does_not_matter(history, calendar, chance: random.Random):
    received, target, events = history
    shuffled = chance.sample(events, len(events))
    kept = clock(received=received, target=target, events=events, calendar=calendar)
    assert clock(received=received, target=target, events=shuffled, calendar=calendar) == kept
    assert clock(received=received, target=target, events=events, calendar=calendar) == kept


@given(anything(), calendars(), st.lists(moments, min_size=2, max_size=2))
@settings(max_examples=120, deadline=None)
def test_a_breach_is_never_erased(history, calendar, instants):
    """Whatever happens afterwards, and whatever the calendar learns: what was late stays late."""
    received, target, events = history
    earlier, later = (max(received, moment) for moment in sorted(instants))
    then, now = (
        clock(received=received, target=target, events=events, calendar=calendar, as_of=as_of)
        for as_of in (earlier, later)
    )
    assert set(then.breaches) <= set(now.breaches)


@given(moments, targets, calendars(dated=False), stretches(), days, st.none() | moments)
@settings(max_examples=120, deadline=None)
def test_adding_a_holiday_never_makes_a_due_date_earlier(received, target, calendar, pauses, day, since):
    closed = ClosedDay(day, "one-off holiday", "Royal proclamation", since=since)
    with_it = calendar.learning_of(closed) if day not in calendar.newest.closed else calendar
    events = list(as_events((began, ended) for began, ended in pauses if began >= received))
    before, after = (
        clock(received=received, target=target, events=events, calendar=each) for each in (calendar, with_it)
    )
    assert after.due >= before.due
    assert after.due_unpaused >= before.due_unpaused


@given(moments, targets, calendars(), stretches(), moments, moments)
@settings(max_examples=120, deadline=None)
def test_pausing_never_moves_the_unpaused_clock_and_never_makes_the_paused_one_earlier(
    received, target, calendar, pauses, one, other
):
    began, ended = sorted(max(received, moment) for moment in (one, other))
    pauses = [each for each in pauses if each[0] >= received]
    without, with_it = (
        clock(received=received, target=target, events=list(as_events(each)), calendar=calendar)
        for each in (pauses, [*pauses, (began, ended)])
    )
    assert with_it.due_unpaused == without.due_unpaused
    if not calendar.changed_at:
        assert with_it.due >= without.due
    assert with_it.due >= with_it.due_unpaused or calendar.changed_at


@given(moments, pausable, calendars(dated=False), moments, moments, moments)
@settings(max_examples=120, deadline=None)
def test_splitting_a_pause_in_two_changes_nothing(received, target, calendar, one, two, three):
    began, between, ended = sorted(max(received, moment) for moment in (one, two, three))
    whole, split = (
        reckon(target=target, edition=calendar.newest, received=received, pauses=pauses).due
        for pauses in ([(began, ended)], [(began, between), (between, ended)])
    )
    assert whole == split
    events = list(as_events([(began, between), (between, ended)]))
    assert clock(received=received, target=target, events=events, calendar=calendar).due == whole


@given(moments, targets, calendars(dated=False), stretches())
@settings(max_examples=120, deadline=None)
def test_between_receipt_and_due_the_target_has_run_pauses_taken_out(received, target, calendar, pauses):
    edition = calendar.newest
    pauses = union((began, ended) for began, ended in pauses if began >= received)
    made = reckon(target=target, edition=edition, received=received, pauses=pauses)
    place = places(target, edition)
    run = place(made.due) - place(received)
    paused = sum(place(ended) - place(began) for began, ended in made.counted)
    amount = target.amount if target.unit == Unit.WORKING_DAYS else target.microseconds
    assert run - paused == amount
    before = made.due - timedelta(microseconds=1)
    if target.unit != Unit.WORKING_DAYS and not made.counted:
        assert place(before) - place(received) < amount  # and no instant sooner


@given(moments, calendars(dated=False), days)
@settings(max_examples=120, deadline=None)
def test_working_days_agree_with_walking_from_day_to_day(received, calendar, until):
    """The numbers that counting uses, beside the slow way in which a person would do it."""
    edition = calendar.newest
    day = min(until, london.local(received).date())
    last = max(until, london.local(received).date())
    walked = 0
    while day < last:
        number = edition.number(day)
        day += timedelta(days=1)
        works = day.weekday() < 5 and day not in edition.closed
        walked += works
        assert edition.number(day) - number == works
        if works:
            assert edition.day(edition.number(day)) == day
    assert walked == edition.number(last) - edition.number(min(until, london.local(received).date()))


@given(moments, moments, calendars(dated=False))
@settings(max_examples=120, deadline=None)
def test_opening_time_agrees_with_counting_minutes(one, other, calendar):
    edition = calendar.newest
    begins, ends = sorted((one, other))
    ends = min(ends, begins + timedelta(days=3))
    walked, moment = 0, begins
    while moment < ends:
        local = moment.astimezone(london.LONDON)
        windows = edition.windows(local.date())
        walked += any(begin <= local.time() < end for begin, end in windows)
        moment += timedelta(minutes=1)
    assert edition.opened_by(ends) - edition.opened_by(begins) == walked * 60_000_000


@given(histories(), calendars(), days, moments)
@settings(max_examples=120, deadline=None)
def test_a_change_of_the_calendar_moves_open_enquiries_as_their_clocks_would_be_moved(
    history, calendar, day, since
):
    """The quick way, for a hundred thousand at once, and the clock itself say the same."""
    received, target, events = history
    if day in calendar.newest.closed or any(each.day == day for each in calendar.closed):
        return
    since = max([since, *calendar.changed_at])
    new = replace(calendar, closed=(*calendar.closed, ClosedDay(day, "one-off", "GOV.UK", since=since)))
    before, after = (
        clock(received=received, target=target, events=events, calendar=each) for each in (calendar, new)
    )
    effects = effects_of_calendar_change([Case("a", received, target, events)], old=calendar, new=new)
    moved = (before.due, before.due_unpaused) != (after.due, after.due_unpaused)
    over = before.state in {State.ANSWERED, State.WITHDRAWN}
    assert bool(effects) == (moved and not over)
    for effect in effects:
        assert (effect.due_before, effect.due_after) == (before.due, after.due)
        assert effect.due_unpaused_after == after.due_unpaused >= before.due_unpaused
