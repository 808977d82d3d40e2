"""What was declared in confidence, for whoever declared it and whoever keeps it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from concordat.people import queries as people
from concordat.people.rules.offices import Office
from concordat.protocol import access
from concordat.protocol.models import Declaration
from concordat.protocol.rules import declaring
from concordat.protocol.rules.declaring import Declared

ON_A_PAGE = 20


@dataclass(frozen=True)
class Note:
    words: str
    by: str
    at: datetime


def declarations_seen_by(office: Office) -> QuerySet[Declaration]:
    found = Declaration.objects.filter(access.declarations_seen_by(office))
    return found.select_related("by__person", "council").order_by("-made_at", "-id")


def page_of_declarations(office: Office, *, page: int | str | None) -> Page[Declaration]:
    """One's own; for a keeper everybody's, those first that nobody has looked at."""
    found = declarations_seen_by(office).annotate(noted=Count("notes")).order_by("noted", "-made_at", "-id")
    leaf: Page[Any] = Paginator(found, ON_A_PAGE).get_page(page)
    return leaf


def declared_in(declaration: Declaration) -> Declared:
    return declaring.unseal(declaration.sealed, keys=people.secret_keys())


def notes_on(declaration: Declaration) -> list[Note]:
    keys = people.secret_keys()
    notes = declaration.notes.select_related("by__person").order_by("at", "id")
    return [Note(declaring.unseal_words(note.sealed, keys=keys), note.by.name, note.at) for note in notes]


def keepers(council_id: int, *, on: date) -> list[Office]:
    """Who would read a declaration today."""
    return [office for office in people.offices_of(council_id, on=on) if access.may_keep_declarations(office)]


def declarations_waiting(office: Office) -> int:
    """How many a keeper has not looked after yet; none for anybody else."""
    if not access.may_keep_declarations(office):
        return 0
    waiting = declarations_seen_by(office).exclude(by__person=office.person_id)
    return waiting.filter(notes=None, ended_at=None).count()
