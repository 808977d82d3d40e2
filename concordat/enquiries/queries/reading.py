"""One enquiry as it is read: its messages, files, history, pauses, decisions; and, for officers alone,
notes."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from concordat.enquiries.models import (
    AccessDecision,
    Attachment,
    Breach,
    Content,
    Cycle,
    Draft,
    Enquiry,
    Event,
    Handling,
    Message,
    Note,
    Pause,
    Review,
    Topic,
)
from concordat.people.rules.offices import Office


@dataclass(frozen=True)
class Thread:
    """What both sides have said to each other, with the files of each."""

    messages: tuple[Message, ...]
    files: tuple[Attachment, ...]

    def files_of(self, message: Message | None) -> list[Attachment]:
        return [file for file in self.files if file.message_id == (message.id if message else None)]


def thread_of(enquiry: Enquiry) -> Thread:
    messages = Message.objects.filter(council=enquiry.council_id, enquiry=enquiry).select_related(
        "by__person"
    )
    files = Attachment.objects.filter(council=enquiry.council_id, enquiry=enquiry)
    return Thread(tuple(messages.order_by("id")), tuple(files.order_by("id")))


def newer_than(enquiry: Enquiry, *, revision: int) -> list[Message]:
    """What was said since a page was opened that had read up to this revision: the last of the messages."""
    since = max(0, enquiry.revision - revision)
    found = Message.objects.filter(council=enquiry.council_id, enquiry=enquiry).select_related("by__person")
    return list(found.order_by("-id")[:since])[::-1]


def events_of(enquiry: Enquiry) -> list[Event]:
    found = Event.objects.filter(council=enquiry.council_id, enquiry=enquiry).select_related("by__person")
    return list(found.order_by("id"))


def pauses_of(cycle: Cycle) -> list[Pause]:
    found = Pause.objects.filter(council=cycle.council_id, cycle=cycle)
    return list(found.select_related("by__person", "settled_by__person").order_by("id"))


def breaches_of(enquiry: Enquiry) -> list[Breach]:
    found = Breach.objects.filter(council=enquiry.council_id, cycle__enquiry=enquiry).select_related("cycle")
    return list(found.order_by("due_at", "id"))


def handlings_of(enquiry: Enquiry) -> list[Handling]:
    found = Handling.objects.filter(council=enquiry.council_id, enquiry=enquiry).select_related(
        "office__person"
    )
    return list(found.order_by("id"))


def decisions_of(enquiry: Enquiry) -> list[AccessDecision]:
    found = AccessDecision.objects.filter(council=enquiry.council_id, enquiry=enquiry)
    return list(found.select_related("by__person", "reviewer__person").order_by("id"))


def reviews_of(enquiry: Enquiry) -> list[Review]:
    found = Review.objects.filter(council=enquiry.council_id, enquiry=enquiry)
    people = ("asked_by__person", "reviewer__person", "decided_by__person", "papers")
    return list(found.select_related(*people).order_by("id"))


def notes_on(enquiry: Enquiry) -> list[Note]:
    """For officers who have it in hand. No page of a councillor calls this."""
    found = Note.objects.filter(council=enquiry.council_id, enquiry=enquiry).select_related("by__person")
    return list(found.order_by("id"))


def names_in(events: list[Event], *, council_id: int) -> dict[tuple[str, int], str]:
    """The names of the topics and of the reviewers to which the facts of these events point."""
    numbers = {event.facts.get(name) for event in events for name in ("topic", "before")} - {None}
    reviewers = {event.facts["reviewer"] for event in events if "reviewer" in event.facts}
    found: dict[tuple[str, int], str] = {}
    if numbers:
        topics = Topic.objects.filter(council=council_id, id__in=numbers).values_list("id", "name")
        found |= {("topic", number): name for number, name in topics}
    if reviewers:
        named = Review.objects.filter(council=council_id, reviewer__in=reviewers)
        found |= {
            ("reviewer", number): name
            for number, name in named.values_list("reviewer_id", "reviewer__person__name")
        }
    return found


# Files


def file_of(enquiry: Enquiry, *, number: int) -> Attachment | None:
    return Attachment.objects.filter(council=enquiry.council_id, enquiry=enquiry, pk=number).first()


def content_of(file: Attachment) -> bytes:
    return bytes(Content.objects.get(council=file.council_id, attachment=file).content)


# Drafts: each is its writer's alone


def drafts_of(office: Office) -> QuerySet[Draft]:
    return Draft.objects.filter(council=office.council_id, by__person=office.person_id)


def draft_of(office: Office, *, key: UUID) -> Draft | None:
    return drafts_of(office).filter(key=key, use="ask").first()


def begun_by(office: Office) -> list[Draft]:
    """The enquiries that a councillor has begun and not sent, the latest first."""
    return list(drafts_of(office).filter(use="ask").order_by("-saved_at")[:10])


def begun_reply(office: Office, enquiry: Enquiry, use: str) -> Draft | None:
    return drafts_of(office).filter(enquiry=enquiry, use=use).first()


def files_of_draft(draft: Draft) -> list[Attachment]:
    return list(Attachment.objects.filter(council=draft.council_id, draft=draft).order_by("id"))
