"""What the council has settled: topics, service levels, leads, contacts, wordings."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet, Sum

from concordat.enquiries.models import Contact, Cycle, Edition, Lead, StopCount, Topic, Wording
from concordat.enquiries.rules.terms import SUGGESTED, Level, Terms
from concordat.people import access as people
from concordat.people import queries as offices
from concordat.people.rules.duties import RUNNING, Duty, Kind
from concordat.people.rules.offices import Office

FIRST_TO_REVIEW = frozenset({Duty.MONITORING_OFFICER, Duty.CLERK})


def topics_of(council_id: int) -> QuerySet[Topic]:
    """The topics that can be chosen now."""
    return Topic.objects.filter(council=council_id, retired_at=None).order_by("position", "name", "id")


def topics_settled_by(office: Office) -> QuerySet[Topic]:
    return Topic.objects.filter(people.of_the_council(office)).order_by("position", "name", "id")


def services_of(council_id: int, *, on: date) -> list[str]:
    """The services of the council: of its officers of that day, and of its topics. By name."""
    staffed = {
        office.service for office in offices.offices_of(council_id, on=on) if office.kind == Kind.OFFICER
    }
    asked = Topic.objects.filter(council=council_id, retired_at=None).values_list("service", flat=True)
    return sorted({*staffed, *asked} - {""})


def wards_of(council_id: int, *, on: date) -> list[str]:
    held = offices.offices_of(council_id, on=on)
    return sorted({office.ward for office in held if office.kind == Kind.COUNCILLOR} - {""})


# Service levels


def edition_on(council_id: int, *, day: date) -> Edition | None:
    """The edition by which an enquiry is answered that is received on this day."""
    begun = Edition.objects.filter(council=council_id, begins_on__lte=day)
    return begun.order_by("-begins_on", "-number").first()


def editions_of(office: Office) -> QuerySet[Edition]:
    found = Edition.objects.filter(people.of_the_council(office)).select_related("made_by__person")
    return found.order_by("-number")


def terms_of(edition: Edition | None) -> Terms:
    return Terms.from_json(edition.terms) if edition else SUGGESTED


def terms_on(council_id: int, *, day: date) -> Terms:
    return terms_of(edition_on(council_id, day=day))


# Who leads what


def leads_of(council_id: int) -> dict[str, Lead]:
    """Each service's lead, whether or not they hold their office still."""
    found = Lead.objects.filter(council=council_id).select_related("office__person", "office__council")
    return {lead.service: lead for lead in found}


def led_by(office: Office) -> list[str]:
    mine = Lead.objects.filter(council=office.council_id, office__person=office.person_id)
    return list(mine.order_by("service").values_list("service", flat=True))


def my_services(office: Office) -> list[str]:
    """Those for which this officer answers: their own, and those that they lead."""
    own = office.service
    return sorted({*led_by(office), own} - {""})


def level_of(cycle: Cycle) -> Level:
    return Level.of(cycle.acknowledge_by, cycle.reply_by)


def lead_of(council_id: int, service: str, *, on: date) -> Office | None:
    """Who leads this service on this day; nobody, where the one who did has left."""
    named = Lead.objects.filter(council=council_id, service=service)
    lead = named.select_related("office__person", "office__council").first()
    return lead.office if lead and _held(lead.office, on=on) else None


def _held(office: object, *, on: date) -> bool:
    begins_on, ends_on = office.begins_on, office.ends_on  # type: ignore[attr-defined]  # the model, not the protocol
    return bool(begins_on <= on and (ends_on is None or on <= ends_on))


def officers(council_id: int, *, on: date) -> list[Office]:
    return [office for office in offices.offices_of(council_id, on=on) if office.kind == Kind.OFFICER]


def officers_of(council_id: int, service: str, *, on: date) -> list[Office]:
    return list(offices.officers_of_service(council_id, service, on=on)) if service else []


def who_run(council_id: int, *, on: date) -> list[Office]:
    return [office for office in offices.offices_of(council_id, on=on) if office.duties & RUNNING]


def heads_of(council_id: int, service: str, *, on: date) -> list[Office]:
    """Whom to tell when a service is late: its lead, or whoever runs the council."""
    lead = lead_of(council_id, service, on=on)
    return [lead] if lead else who_run(council_id, on=on)


def answering(council_id: int, service: str, *, on: date) -> list[Office]:
    """Whom to tell that something waits for a service: its officers, or its lead, or whoever runs the
    council."""
    return officers_of(council_id, service, on=on) or heads_of(council_id, service, on=on)


def could_review(council_id: int, *, on: date, besides: Collection[int] = ()) -> list[Office]:
    """Officers who can be asked to review: the monitoring officer, who else runs the council, who lead a
    service. In that order: where nobody is named, the first of them decides."""
    leading = [lead.office for lead in leads_of(council_id).values() if _held(lead.office, on=on)]
    found = {office.id: office for office in [*who_run(council_id, on=on), *leading]}
    return sorted(
        (office for office in found.values() if office.person_id not in besides),
        key=lambda each: (not each.duties & FIRST_TO_REVIEW, not each.duties & RUNNING, each.name),
    )


# Whom to ring, and the council's words


def contacts_of(council_id: int, stop: str) -> list[Contact]:
    return list(Contact.objects.filter(council=council_id, stop=stop).order_by("position", "id"))


def contacts_settled_by(office: Office) -> QuerySet[Contact]:
    return Contact.objects.filter(people.of_the_council(office)).order_by("stop", "position", "id")


def wordings_of(office: Office, *uses: str) -> QuerySet[Wording]:
    found = Wording.objects.filter(people.of_the_council(office)).order_by("use", "name", "id")
    return found.filter(use__in=uses) if uses else found


def stops_of(office: Office, *, since: date) -> list[tuple[str, int]]:
    """How often the form stopped since a day, by what it stopped for."""
    counted = StopCount.objects.filter(people.of_the_council(office), month__gte=since)
    return list(counted.values_list("stop").annotate(times=Sum("count")).order_by("stop"))
