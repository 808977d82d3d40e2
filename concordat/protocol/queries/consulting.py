"""A draft that lies open to both sides, and what is said of it."""

from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from concordat.people.rules.offices import Office
from concordat.protocol.models import Comment, Consultation, Edition
from concordat.protocol.queries.instruments import editions_seen_by

ON_A_PAGE = 30


def consulted_on(office: Office, instrument: str, *, today: date) -> QuerySet[Edition]:
    """The draft of an instrument about which people are or were asked."""
    asked = Q(consultations__opens_on__lte=today)
    found = editions_seen_by(office, today=today).filter(asked, instrument__slug=instrument, resolved_at=None)
    return found.filter(abandoned_at=None).distinct()


def consultation_of(edition: Edition) -> Consultation | None:
    """The latest, begun or planned."""
    return Consultation.objects.filter(edition=edition).order_by("-opens_on", "-id").first()


def comments_of(edition: Edition) -> QuerySet[Comment]:
    found = Comment.objects.filter(council=edition.council_id, edition=edition)
    return found.select_related("office__person", "answered_by__person", "clause").order_by("at", "id")


def comments_on(edition: Edition, key: str) -> QuerySet[Comment]:
    """What was said of one clause; with an empty key, of the whole."""
    return comments_of(edition).filter(clause__key=key) if key else comments_of(edition).filter(clause=None)


def page_of_comments(
    edition: Edition, *, unanswered: bool, side: str, page: int | str | None
) -> Page[Comment]:
    found = comments_of(edition)
    if unanswered:
        found = found.filter(answered_at=None)
    if side:
        found = found.filter(side=side)
    return Paginator(found, ON_A_PAGE).get_page(page)


def how_many_said(edition: Edition) -> dict[str, int]:
    """How many comments there are on each clause, by its key; on the whole under an empty one."""
    told = Comment.objects.filter(edition=edition).values_list("clause__key").annotate(Count("id"))
    return {key or "": count for key, count in told.order_by("clause__key")}
