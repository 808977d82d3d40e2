"""Margins, the reports made by them, and the enquiries of a period as the report sees them."""

from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.timezone import get_current_timezone, localdate

from concordat.calendar.rules.calendars import Edition as CalendarEdition
from concordat.enquiries.models import AccessDecision, Cycle, Event, Fairness, FairnessFile, Margin, Pause
from concordat.enquiries.queries.clocks import calendar_of
from concordat.enquiries.queries.performing import midnight
from concordat.enquiries.rules.history import Did
from concordat.enquiries.rules.impartiality import Asked
from concordat.enquiries.rules.impartiality.asking import WARD
from concordat.enquiries.rules.papers import Outcome
from concordat.enquiries.rules.service_levels import Tier
from concordat.enquiries.rules.stages import Stage
from concordat.people import access as people
from concordat.people.rules.offices import Office

SOON = 5  # working days within which an answer that was none comes back


def margins_of(office: Office) -> QuerySet[Margin]:
    found = Margin.objects.filter(people.of_the_council(office))
    return found.select_related("report", "by__person").order_by("-ends_on", "-id")


def fairness_of(office: Office, *, number: int) -> Fairness | None:
    found = Fairness.objects.filter(people.of_the_council(office), pk=number)
    return found.select_related("margin", "council").first()


def fairness_file(report: Fairness, *, form: str) -> bytes | None:
    found = FairnessFile.objects.filter(council=report.council_id, report=report, form=form).first()
    return bytes(found.body) if found else None


def groups_asking(council_id: int) -> list[str]:
    """Every political group of which somebody has asked something."""
    found = Cycle.objects.filter(council=council_id).exclude(enquiry__group="")
    return sorted(found.order_by().values_list("enquiry__group", flat=True).distinct())


def until_of(margin: Margin) -> datetime:
    """The last moment of the period."""
    return datetime.combine(margin.ends_on, time(23, 59, 59), get_current_timezone())


def asked_in_period(margin: Margin) -> list[Asked]:
    """Each enquiry received in the period, by its first running of the clock; no word and no officer."""
    council_id = margin.council_id
    days = calendar_of(council_id).newest
    again = Cycle.objects.filter(enquiry=OuterRef("enquiry"), number=2)
    happened = Event.objects.filter(cycle=OuterRef("pk"))
    refused = AccessDecision.objects.filter(enquiry=OuterRef("enquiry")).exclude(outcome=Outcome.GIVEN)
    found = Cycle.objects.filter(
        council=council_id,
        number=1,
        received_at__gte=midnight(margin.begins_on),
        received_at__lt=midnight(margin.ends_on + timedelta(days=1)),
    ).annotate(
        asked_again_at=Subquery(again.values("received_at")[:1]),
        held=Exists(happened.filter(did=Did.HOLDING_REPLY)),
        refused=Exists(refused),
        stood_still=Exists(Pause.objects.filter(cycle=OuterRef("pk"), stands=True)),
    )
    return [
        _asked(cycle, days=days)
        for cycle in found.select_related("enquiry__asked_by", "enquiry__topic").order_by("id")
    ]


def _asked(cycle: Cycle, *, days: CalendarEdition) -> Asked:
    enquiry = cycle.enquiry
    due = cycle.due_at or cycle.queue_at
    number, belongs_to = days.number, days.belongs_to
    paused = number(localdate(due)) - number(localdate(cycle.due_unpaused_at))
    again = cycle.asked_again_at  # type: ignore[attr-defined]  # annotated above, and so are those below
    return Asked(
        councillor=str(enquiry.asked_by.person_id),
        group=enquiry.group or "No group",
        service=cycle.service,
        topic=enquiry.topic.slug if enquiry.topic else "",
        service_level=cycle.reply_by,
        received=cycle.received_at,
        answered=cycle.ended_at if cycle.stage == Stage.ANSWERED else None,
        due=due,
        paused_days=float(max(0, paused)) if cycle.stood_still else 0.0,  # type: ignore[attr-defined]
        office=WARD if enquiry.tier == Tier.WARD else enquiry.tier,
        withdrawn=cycle.ended_at if cycle.stage in {Stage.WITHDRAWN, Stage.PASSED_ON} else None,
        marks={
            "reclassified": cycle.stage == Stage.PASSED_ON,
            "holding_reply": cycle.held,  # type: ignore[attr-defined]
            "reopened": again is not None,
            "reopened_soon": again is not None
            and cycle.ended_at is not None
            and belongs_to(again) - belongs_to(cycle.ended_at) <= SOON,
            "refused": cycle.refused,  # type: ignore[attr-defined]
        },
    )
