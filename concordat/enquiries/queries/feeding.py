"""What is due, for a calendar that somebody subscribes to."""

from datetime import date, datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from concordat.enquiries import access
from concordat.enquiries.models import Cycle, Feed
from concordat.enquiries.rules.feed import Entry, fingerprint
from concordat.people import queries as people
from concordat.people.rules.offices import Office

MOST = 500


def feed_of(office: Office) -> Feed | None:
    return Feed.objects.filter(council=office.council_id, office=office.id).first()


def office_fed(council: str, secret: str, *, on: date) -> Office | None:
    """Whose calendar this is, while they hold the office for which they subscribed."""
    found = Feed.objects.filter(council__slug=council, fingerprint=fingerprint(secret)).first()
    if found is None:
        return None
    held = people.offices_of(found.council_id, on=on)
    return next((office for office in held if office.id == found.office_id), None)


def due_for(office: Office, *, at: datetime) -> list[Entry]:
    """What a councillor waits for, or what waits for an officer, and when. No word of what was asked."""
    open_ones = Cycle.objects.filter(council=office.council_id, is_open=True)
    if access.may_ask(office):
        open_ones = open_ones.filter(enquiry__asked_by__person=office.person_id)
        title = _("%(reference)s: answer due")
    else:
        open_ones = open_ones.filter(access.services_of(office) | Q(handler__person=office.person_id))
        title = _("%(reference)s: reply by now")
    cycles = open_ones.select_related("enquiry").order_by("queue_at", "id")[:MOST]
    return [
        Entry(
            reference=cycle.enquiry.reference,
            title=title % {"reference": cycle.enquiry.reference},
            due_at=cycle.queue_at,
            page=settings.ADDRESS
            + reverse("enquiries:enquiry", args=[office.council.slug, cycle.enquiry.reference]),
            changed_at=at,
        )
        for cycle in cycles
    ]
