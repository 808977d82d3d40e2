"""Who may see and do what with an enquiry. Every rule about access is here.

A councillor reads what they asked, and what a colleague of their ward chose to share with them. An
officer reads what their service has, or has had, in hand, and what somebody pointed to them. Whoever runs
the council sees that an enquiry exists and how its clock runs, and reads no word of it unless they are
involved."""

from django.db.models import Exists, OuterRef, Q

from concordat.enquiries.models import Handling, Lead, Review
from concordat.enquiries.rules.sharing import Sharing
from concordat.people import access as people
from concordat.people.rules.duties import Kind
from concordat.people.rules.offices import Office

any_office = people.any_office
either_side = people.either_side


def may_ask(office: Office) -> bool:
    return office.kind == Kind.COUNCILLOR


def may_answer(office: Office) -> bool:
    return office.kind == Kind.OFFICER


def may_run(office: Office) -> bool:
    """Settle topics, levels, leads, contacts and wordings; see every enquiry's clock, and no word of it."""
    return people.may_run_council(office)


def asked_by(office: Office) -> Q:
    """By the person, not the office: one who becomes leader keeps sight of what they asked before."""
    return people.of_the_council(office) & Q(asked_by__person=office.person_id)


def shared_with(office: Office) -> Q:
    """What colleagues of the same ward let this councillor read. ``rules.sharing`` says the same of one
    enquiry."""
    if not office.ward or not may_ask(office):
        return Q(pk__in=())
    sharing = Q(sharing=Sharing.WARD)
    if office.group:
        sharing |= Q(sharing=Sharing.GROUP_IN_WARD, group=office.group)
    return people.of_the_council(office) & Q(asker_ward=office.ward) & sharing


def services_of(office: Office) -> Q:
    """In a table that has a ``service``: those of which this officer is, those that they lead, and those of
    nobody, if they run the council."""
    led = Lead.objects.filter(council=office.council_id, office__person=office.person_id).values("service")
    theirs = Q(service__in=led)
    if office.service:
        theirs |= Q(service=office.service)
    if may_run(office):
        theirs |= Q(service="")
    return theirs


def handled_by(office: Office) -> Q:
    """What this officer's service has or had in hand, what was pointed to them, and what they are to
    review."""
    handlings = Handling.objects.filter(council=office.council_id, enquiry=OuterRef("pk"))
    reviews = Review.objects.filter(
        council=office.council_id, enquiry=OuterRef("pk"), reviewer__person=office.person_id
    )
    theirs = services_of(office) & Q(office=None) | Q(office__person=office.person_id)
    return people.of_the_council(office) & (Exists(handlings.filter(theirs)) | Exists(reviews))


def read_by(office: Office) -> Q:
    """The enquiries whose words this office may read."""
    if may_ask(office):
        return asked_by(office) | shared_with(office)
    return handled_by(office) if may_answer(office) else Q(pk__in=())


def seen_by(office: Office) -> Q:
    """The enquiries that exist, as far as this office can tell."""
    return people.of_the_council(office) if may_run(office) else read_by(office)
