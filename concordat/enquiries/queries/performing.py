"""How the council does: its quarters for everybody; for officers, what lies on each table now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils.timezone import get_current_timezone, localdate

from concordat.enquiries import access
from concordat.enquiries.models import Breach, Cycle, Pause
from concordat.enquiries.queries.clocks import calendar_of
from concordat.enquiries.queries.seeing import rows
from concordat.enquiries.rules.history import Clock, Promise
from concordat.enquiries.rules.performance import Judged, Performance, Quarter, performance
from concordat.enquiries.rules.stages import Stage
from concordat.papers.data import Cell, Sheet
from concordat.people import access as people
from concordat.people.rules.offices import Office

QUARTERS_SHOWN = 8
MOST_EXPORTED = 20_000
# The ages of what is open, in working days: up to so many, and the last beyond.
AGES = (5, 10, 20)


def quarters_over(office: Office, *, today: date) -> list[Quarter]:
    """The quarters that have ended and in which somebody asked something, the latest first.

    One that still runs is not told: figures that move by single answers would tell of single answers.
    """
    asked = Cycle.objects.filter(people.of_the_council(office)).aggregate(first=Min("received_at"))
    if asked["first"] is None:
        return []
    first, last = Quarter.of(localdate(asked["first"])), Quarter.of(today).before
    found: list[Quarter] = []
    while first <= last and len(found) < QUARTERS_SHOWN:
        found.append(last)
        last = last.before
    return found


def performance_of(office: Office, quarter: Quarter, *, at: datetime) -> Performance:
    return performance(judged(office, [quarter], at=at), quarter=quarter)


def performances_of(office: Office, quarters: Sequence[Quarter], *, at: datetime) -> list[Performance]:
    """Several quarters in as many questions as one."""
    told = judged(office, quarters, at=at) if quarters else []
    return [performance(told, quarter=quarter) for quarter in quarters]


def judged(office: Office, quarters: Sequence[Quarter], *, at: datetime) -> list[Judged]:
    """Every running of the clock that was received in these quarters, and what came of it."""
    first, last = midnight(min(quarters).first), midnight(max(quarters).after.first)
    late = Breach.objects.filter(cycle=OuterRef("pk"), promise=Promise.REPLY)
    found = Cycle.objects.filter(
        people.of_the_council(office), received_at__gte=first, received_at__lt=last
    ).annotate(
        late=Exists(late.filter(clock=Clock.PAUSED)),
        late_unpaused=Exists(late.filter(clock=Clock.UNPAUSED)),
        stood_still=Exists(Pause.objects.filter(cycle=OuterRef("pk"), stands=True)),
    )
    days = calendar_of(office.council_id).newest
    return [
        Judged(
            councillor=person,
            service=service,
            topic=topic or "",
            received_on=localdate(received),
            in_time=_in_time(stage, late=breached),
            in_time_unpaused=_in_time(stage, late=breached_unpaused),
            waited=float(max(0, days.belongs_to(ended or at) - days.belongs_to(received))),
            answered=stage == Stage.ANSWERED,
            paused=paused,
        )
        for person, service, topic, received, ended, stage, breached, breached_unpaused, paused in (
            found.values_list(
                "enquiry__asked_by__person",
                "service",
                "enquiry__topic__name",
                "received_at",
                "ended_at",
                "stage",
                "late",
                "late_unpaused",
                "stood_still",
            )
        )
    ]


def _in_time(stage: str, *, late: bool) -> bool | None:
    """A breach is a breach whatever came afterwards; without one, only an answer was in time."""
    if late:
        return False
    return True if stage == Stage.ANSWERED else None


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, get_current_timezone())


# What lies on the table now


@dataclass(frozen=True)
class Load:
    """One service today. ``ages``: how many are open since up to 5, 10, 20 working days, and longer."""

    service: str
    open: int
    overdue: int
    paused: int
    unacknowledged: int
    ages: tuple[int, ...]


def load_of(office: Office, *, at: datetime) -> list[Load]:
    """The services of this officer, or all of them for whoever runs the council. Services, never officers."""
    theirs = Q() if access.may_run(office) else access.services_of(office)
    found = Cycle.objects.filter(theirs, people.of_the_council(office), is_open=True)
    days = calendar_of(office.council_id).newest
    today = days.belongs_to(at)
    ages: dict[str, list[int]] = {}
    for service, received in found.values_list("service", "received_at"):
        age = today - days.belongs_to(received)
        place = next((place for place, most in enumerate(AGES) if age <= most), len(AGES))
        ages.setdefault(service, [0] * (len(AGES) + 1))[place] += 1
    counts = (
        found.order_by()
        .values("service")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(queue_at__lt=at, paused_at=None)),
            paused=Count("pk", filter=Q(paused_at__isnull=False)),
            unacknowledged=Count("pk", filter=Q(acknowledged_at=None)),
        )
    )
    return sorted(
        (Load(**each, ages=tuple(ages[each["service"]])) for each in counts),
        key=lambda load: (-load.overdue, -load.open, load.service),
    )


# Everything of one's own, to take away


def sheet_of_mine(office: Office) -> Sheet:
    """All that a councillor has asked, with the answers, in their own words and those of the officers."""
    asked_by = Q(enquiry__asked_by__person=office.person_id, council=office.council_id)
    found = rows(Cycle.objects.filter(asked_by)).order_by("received_at", "id")[:MOST_EXPORTED]
    return _sheet(found, words=True)


def sheet_of_queue(office: Office) -> Sheet:
    """What is open for an officer's services: references, times and stages, without what was asked."""
    theirs = access.services_of(office) | Q(handler__person=office.person_id)
    found = rows(Cycle.objects.filter(theirs, council=office.council_id, is_open=True))
    return _sheet(found.order_by("queue_at", "id")[:MOST_EXPORTED], words=False)


HEAD = (
    *("Reference", "Cycle", "Topic", "Ward", "Service", "Received", "Due, pauses taken out"),
    *("Due on the councillor's clock", "Acknowledged", "Ended", "Stage"),
)


def _sheet(cycles: Iterable[Cycle], *, words: bool) -> Sheet:
    return Sheet(
        head=(*HEAD, "Question") if words else HEAD,
        rows=tuple((*_row(cycle), *((cycle.enquiry.question,) if words else ())) for cycle in cycles),
    )


def _row(cycle: Cycle) -> tuple[Cell, ...]:
    enquiry = cycle.enquiry
    return (
        enquiry.reference,
        cycle.number,
        enquiry.topic.name if enquiry.topic else "",
        enquiry.ward,
        cycle.service,
        _moment(cycle.received_at),
        _moment(cycle.due_at),
        _moment(cycle.due_unpaused_at),
        _moment(cycle.acknowledged_at),
        _moment(cycle.ended_at),
        cycle.stage,
    )


def _moment(at: datetime | None) -> str:
    return at.astimezone(get_current_timezone()).isoformat(timespec="minutes") if at else ""
