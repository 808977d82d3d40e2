"""Who has an enquiry in hand, who settles a dispute about it, and who reviews it: never whoever did it."""

from datetime import date

from django.db.models import Q

from concordat.enquiries.models import Cycle, Message, Pause, Review
from concordat.enquiries.queries.settled import answering, could_review, heads_of
from concordat.enquiries.rules.speech import Speech
from concordat.people import queries as offices
from concordat.people.rules.offices import Office

FROM_OFFICERS = [
    Speech.ACKNOWLEDGEMENT,
    Speech.ASKED_BACK,
    Speech.PAUSE,
    Speech.HOLDING,
    Speech.ANSWER,
    Speech.PASSED_ON,
]


def who_have_it(cycle: Cycle, *, on: date) -> list[Office]:
    """Its handler, if there is one who still holds office; else whoever answers for the service."""
    if cycle.handler_id:
        held = [
            office for office in offices.offices_of(cycle.council_id, on=on) if office.id == cycle.handler_id
        ]
        if held:
            return list(held)
    return answering(cycle.council_id, cycle.service, on=on)


def who_settle(cycle: Cycle, pause: Pause, *, on: date) -> list[Office]:
    """The head of the service, unless they paused it; then whoever else can review."""
    paused_by = pause.by.person_id
    heads = [
        office for office in heads_of(cycle.council_id, cycle.service, on=on) if office.person_id != paused_by
    ]
    return heads or could_review(cycle.council_id, on=on, besides={paused_by})


def who_reviews(cycle: Cycle, *, on: date) -> Office | None:
    """The head of the service, unless they answered it themselves; then whoever else can review, by name.

    In a council with a single officer nobody is left but the clerk, and the page says so.
    """
    wrote = Message.objects.filter(council=cycle.council_id, cycle=cycle, kind__in=FROM_OFFICERS)
    involved = set(wrote.values_list("by__person", flat=True))
    heads = [
        office
        for office in heads_of(cycle.council_id, cycle.service, on=on)
        if office.person_id not in involved
    ]
    found = (
        heads
        or could_review(cycle.council_id, on=on, besides=involved)
        or could_review(cycle.council_id, on=on)
    )
    return found[0] if found else None


def may_settle(office: Office, cycle: Cycle, pause: Pause, *, on: date) -> bool:
    return any(one.person_id == office.person_id for one in who_settle(cycle, pause, on=on))


def reviews_waiting_for(office: Office) -> list[Review]:
    waiting = Review.objects.filter(
        council=office.council_id, reviewer__person=office.person_id, decided_at=None
    )
    return list(waiting.select_related("enquiry").order_by("due_at", "id")[:20])


def disputes_waiting_for(office: Office) -> list[Pause]:
    """The disputes about pauses that were pointed to this person, the oldest first."""
    pointed = Q(cycle__handlings__office__person=office.person_id)
    disputed = Pause.objects.filter(
        pointed, council=office.council_id, disputed_at__isnull=False, settled_at=None
    ).exclude(by__person=office.person_id)
    return list(disputed.select_related("cycle__enquiry").distinct().order_by("id")[:20])
