"""What Concordat does by itself: reminds, notes what is late, and follows the calendar. The worker calls
it."""

from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from concordat.calendar.rules.calendars import Calendar
from concordat.enquiries import queries
from concordat.enquiries.actions.holding import Held, looks_of, put, set_clock, write
from concordat.enquiries.models import CalendarSeen, Cycle, Event, Review
from concordat.enquiries.rules import looking
from concordat.enquiries.rules.history import Did
from concordat.enquiries.rules.looking import What
from concordat.letters import actions as letters
from concordat.people.rules.offices import Office
from concordat.trail import actions as trail

A_HANDFUL = 50
A_LITTLE = timedelta(minutes=10)
BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
AT_A_TIME = 500
STORED = ["acknowledge_due_at", "due_at", "due_unpaused_at", "queue_at", "look_at"]


def look_due(*, at: datetime) -> int:
    """Tell whoever must be told now. Any number of workers may look at once; none takes another's.

    Returns how many enquiries were looked at. At night nobody is told anything: it waits for the next
    opening.
    """
    looked = 0
    while taken := _look_at_a_handful(at=at):
        looked += taken
    return looked


@transaction.atomic
def _look_at_a_handful(*, at: datetime) -> int:
    due = Cycle.objects.filter(look_at__lte=at).select_for_update(skip_locked=True, of=("self",))
    cycles = list(
        due.select_related("enquiry__council", "edition", "handler__person").order_by("look_at")[:A_HANDFUL]
    )
    calendars: dict[int, Calendar] = {}
    for cycle in cycles:
        calendar = calendars.setdefault(cycle.council_id, queries.calendar_of(cycle.council_id))
        _look(cycle, calendar=calendar, at=at)
    return len(cycles)


def _look(cycle: Cycle, *, calendar: Calendar, at: datetime) -> None:
    if (opens := looking.when_open(at, calendar=calendar)) > at:
        cycle.look_at = opens
        cycle.save(update_fields=["look_at"])
        return
    held = Held(cycle.enquiry, cycle)
    held.__dict__["calendar"] = calendar  # of the whole handful, fetched once
    due = {
        look.what
        for look in looks_of(cycle=cycle, calendar=calendar, at=at)
        if cycle.looked_at < look.at <= at
    }
    cycle.looked_at = at
    for what in sorted(looking.worth_saying(due)):
        _remind(held, what, at=at)
    if What.WORD in due:
        every = queries.terms_of(cycle.edition).keep_in_touch
        cycle.word_due_at = looking.next_contact(last_message=at, every=every, calendar=calendar)
    set_clock(held=held, at=at)


def _remind(held: Held, what: What, *, at: datetime) -> None:
    """Whoever has it in hand; once it is due, all who answer for the service, so that one who is on leave is
    covered; and once it is late, the head of the service too, or whoever stands in for them."""
    cycle, today = held.cycle, localdate(at)
    offices = queries.who_have_it(cycle, on=today)
    if what in {What.DUE, What.OVERDUE}:
        offices += queries.answering(cycle.council_id, cycle.service, on=today)
    if what is What.OVERDUE:
        offices += queries.heads_of(cycle.council_id, cycle.service, on=today)
    told = {office.id: office for office in offices}
    letters.send_many(
        letters=[(office, "") for office in told.values()],
        letter=f"enquiries/letters/{what}.txt",
        about=held.enquiry,
        at=at,
    )
    write(held=held, did=Did.REMINDED, by=None, at=at, what=what.value, told=len(told))


@transaction.atomic
def remind_of_reviews(*, at: datetime) -> int:
    """Tell whoever was to decide a review by now, and has not; and those who run the council. Once, by
    day."""
    due = Review.objects.filter(decided_at=None, reminded_at=None, due_at__lte=at)
    reviews = list(
        due.select_for_update(skip_locked=True, of=("self",)).select_related("enquiry", "reviewer")
    )
    told = 0
    for review in reviews:
        calendar = queries.calendar_of(review.council_id)
        if looking.when_open(at, calendar=calendar) > at:
            continue
        offices: dict[int, Office] = {review.reviewer_id: review.reviewer}
        offices |= {office.id: office for office in queries.who_run(review.council_id, on=localdate(at))}
        letters.send_many(
            letters=[(office, "") for office in offices.values()],
            letter="enquiries/letters/review_due.txt",
            about=review.enquiry,
            at=at,
        )
        review.reminded_at = at
        review.save(update_fields=["reminded_at"])
        told += 1
    return told


# The calendar


def follow_calendar(*, at: datetime) -> int:
    """Count open enquiries anew where a council's calendar has changed; what has ended keeps its dates.

    Returns how many moved. Each that did says so in its history: from when to when, and for which day.
    """
    return sum(_follow(council_id, mark, at=at) for council_id, mark in queries.calendars_that_changed())


@transaction.atomic
def _follow(council_id: int, mark: str, *, at: datetime) -> int:
    seen, new = CalendarSeen.objects.select_for_update().get_or_create(
        council_id=council_id, defaults={"mark": mark, "at": at}
    )
    if not new and seen.mark == mark:
        return 0  # Another worker was quicker.
    calendar = queries.calendar_of(council_id)
    closed = queries.closed_days(calendar)
    if new:  # what was known all along has been counted with
        seen.at = min(calendar.changed_at, default=at)
        seen.closed = {
            each.day.isoformat(): each.reason for each in calendar.closed if each.known_at(BEFORE_ALL)
        }
    days = _changed(seen, calendar=calendar, closed=closed)
    moved = 0
    if days:
        first = date.fromisoformat(min(days))
        last = max(date.fromisoformat(max(days)), localdate(at))  # new hours hold on from their first day
        for cycles in queries.open_cycles_around(council_id, first=first, last=last):
            moved += _count_anew(cycles, calendar=calendar, days=days, at=at)
    seen.mark, seen.closed, seen.at = mark, closed, at
    seen.save()
    if moved:
        trail.record(
            did="moved the due times of enquiries",
            thing=seen,
            by=None,
            council_id=council_id,
            at=at,
            moved=moved,
        )
    return moved


def _changed(seen: CalendarSeen, *, calendar: Calendar, closed: dict[str, str]) -> dict[str, str]:
    """The days that count otherwise than when one last looked, each with why."""
    days = {day: closed.get(day, seen.closed.get(day, "")) for day in closed.keys() ^ seen.closed.keys()}
    for hours in calendar.newest.hours:
        # A little earlier than that, for whoever was setting them meanwhile; to count twice is no harm.
        if hours.since is not None and hours.since > seen.at - A_LITTLE:
            days[hours.first_on.isoformat()] = _("opening hours")
    return days


def _count_anew(cycles: list[Cycle], *, calendar: Calendar, days: dict[str, str], at: datetime) -> int:
    clocks = queries.clocks_of_many(cycles, calendar=calendar, at=at)
    moved, lines = [], []
    for cycle in cycles:
        before = cycle.acknowledge_due_at, cycle.due_at, cycle.due_unpaused_at
        put(cycle=cycle, both=clocks[cycle.id], calendar=calendar, at=at)
        if before == (cycle.acknowledge_due_at, cycle.due_at, cycle.due_unpaused_at):
            continue
        moved.append(cycle)
        lines.append(
            Event(
                council_id=cycle.council_id,
                enquiry_id=cycle.enquiry_id,
                cycle=cycle,
                did=Did.DUE_MOVED.value,
                at=at,
                facts={
                    "was": before[2].isoformat(),
                    "now": cycle.due_unpaused_at.isoformat(),
                    "days": days,
                },
            )
        )
    Cycle.objects.bulk_update(moved, STORED, batch_size=AT_A_TIME)
    Event.objects.bulk_create(lines, batch_size=AT_A_TIME)
    return len(moved)
