"""Which enquiries there are for an office: lists for councillors and officers, and one by its reference."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from concordat.enquiries import access
from concordat.enquiries.models import Cycle, Enquiry
from concordat.enquiries.queries.settled import my_services
from concordat.people import access as people
from concordat.people.rules.offices import Office

ON_A_PAGE = 25
MOST_WAITING = 100


def enquiries_seen_by(office: Office) -> QuerySet[Enquiry]:
    found = Enquiry.objects.filter(access.seen_by(office))
    return found.select_related("asked_by__person", "topic", "council")


def sent_with(office: Office, key: UUID) -> Enquiry | None:
    """What this councillor sent from a draft of this key."""
    return enquiries_seen_by(office).filter(key=key, asked_by__person=office.person_id).first()


def reads_words(office: Office, enquiry: Enquiry) -> bool:
    """Whether the words of an enquiry are for this office, and not only that it exists."""
    return Enquiry.objects.filter(access.read_by(office), pk=enquiry.pk).exists()


def is_in_hand(office: Office, cycle: Cycle) -> bool:
    """Whether this officer's service has the enquiry in hand now, so that they may act on it."""
    theirs = access.services_of(office) | Q(handler__person=office.person_id)
    return Cycle.objects.filter(theirs, council=office.council_id, pk=cycle.pk).exists()


def asked(office: Office, enquiry: Enquiry) -> bool:
    """Whether this is the councillor who asked: they alone write, dispute, ask again and take back."""
    return access.may_ask(office) and enquiry.asked_by.person_id == office.person_id


def cycle_of(enquiry: Enquiry) -> Cycle:
    """The running of the clock that counts now: the open one, or the last."""
    return _cycles(Cycle.objects.filter(enquiry=enquiry)).order_by("-number")[0]


def cycle_held(enquiry: Enquiry) -> Cycle:
    """The same, held until the deed is done: a worker that reminds must not write over it."""
    held = Cycle.objects.filter(enquiry=enquiry).select_for_update(of=("self",))
    cycle = _cycles(held).order_by("-number")[0]
    cycle.enquiry = enquiry
    return cycle


def cycles_of(enquiry: Enquiry) -> list[Cycle]:
    return list(_cycles(Cycle.objects.filter(enquiry=enquiry)).order_by("number"))


def _cycles(found: QuerySet[Cycle]) -> QuerySet[Cycle]:
    return found.select_related("edition", "handler__person")


# Lists. Each row is a cycle with its enquiry: what is read in order of its due time.


@dataclass(frozen=True)
class Wanted:
    """What narrows a list."""

    service: str = ""
    topic: int | None = None
    ward: str = ""
    state: str = ""  # "", "late", "late_unpaused", "paused", "unacknowledged" or "mine"
    words: str = ""  # of a reference


def rows(found: QuerySet[Cycle]) -> QuerySet[Cycle]:
    return found.select_related("enquiry__topic", "enquiry__asked_by__person", "handler__person")


def queue_of(office: Office, *, wanted: Wanted, at: datetime, page: int | str | None = 1) -> Page[Cycle]:
    """What waits for an officer's services, the one due first at the top."""
    open_ones = Cycle.objects.filter(council=office.council_id, is_open=True)
    if wanted.state == "mine":  # also what came along from a service that they have left
        return leaf(narrowed(open_ones, wanted, office=office, at=at), page)
    services = [*my_services(office), *([""] if access.may_run(office) else [])]
    # Of one service the index gives the rows in their order; of several they are put in order first.
    open_ones = (
        open_ones.filter(service=services[0])
        if len(services) == 1
        else open_ones.filter(service__in=services)
    )
    return leaf(narrowed(open_ones, wanted, office=office, at=at), page)


def all_of(office: Office, *, wanted: Wanted, at: datetime, page: int | str | None = 1) -> Page[Cycle]:
    """Every open enquiry of the council, for whoever runs it: its facts and its clocks."""
    open_ones = Cycle.objects.filter(people.of_the_council(office), is_open=True)
    return leaf(narrowed(open_ones, wanted, office=office, at=at), page)


def leaf(found: QuerySet[Cycle], page: int | str | None) -> Page[Cycle]:
    """A page in order of due time. First its numbers, from the index alone; then the rows that it shows."""
    numbers = Paginator(found.order_by("queue_at", "id").values_list("id", flat=True), ON_A_PAGE)
    shown: Page[Any] = numbers.get_page(page)
    cycles = {cycle.id: cycle for cycle in rows(Cycle.objects.filter(id__in=list(shown.object_list)))}
    shown.object_list = [cycles[number] for number in shown.object_list if number in cycles]
    return shown


def mine_of(office: Office, *, page: int | str | None = 1) -> tuple[list[Cycle], Page[Cycle]]:
    """Everything that a councillor has asked: what is open, by its due time; what has ended, the latest
    first."""
    enquiries = Enquiry.objects.filter(access.asked_by(office))
    mine = Cycle.objects.filter(council=office.council_id, enquiry__in=enquiries)
    waiting = rows(mine.filter(is_open=True)).order_by("queue_at", "id")
    later = Cycle.objects.filter(enquiry=OuterRef("enquiry"), number__gt=OuterRef("number"))
    ended = rows(mine.filter(~Exists(later), is_open=False)).order_by("-ended_at", "-id")
    return list(waiting[:MOST_WAITING]), Paginator(ended, ON_A_PAGE).get_page(page)


def shared_with(office: Office, *, page: int | str | None = 1) -> Page[Enquiry]:
    """What colleagues of the same ward let a councillor read."""
    found = Enquiry.objects.filter(access.shared_with(office)).exclude(asked_by__person=office.person_id)
    found = found.select_related("asked_by__person", "topic").order_by("-asked_at", "-id")
    # Whatever stands in an address: Django mends it.
    return Paginator(found, ON_A_PAGE).get_page(page)


def narrowed(found: QuerySet[Cycle], wanted: Wanted, *, office: Office, at: datetime) -> QuerySet[Cycle]:
    if wanted.service:
        found = found.filter(service=wanted.service)
    if wanted.topic:
        found = found.filter(enquiry__topic=wanted.topic)
    if wanted.ward:
        found = found.filter(enquiry__ward=wanted.ward)
    if wanted.words:
        found = found.filter(enquiry__reference__icontains=wanted.words)
    if wanted.state == "late":
        found = found.filter(queue_at__lt=at, paused_at=None)
    elif wanted.state == "late_unpaused":
        found = found.filter(due_unpaused_at__lt=at)
    elif wanted.state == "paused":
        found = found.filter(paused_at__isnull=False)
    elif wanted.state == "unacknowledged":
        found = found.filter(acknowledged_at=None)
    elif wanted.state == "mine":
        found = found.filter(handler=office.id)
    return found
