"""Who is asked, the day on which everything is fixed, reminders, and the close."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from concordat.letters import actions as letters
from concordat.people import queries as people
from concordat.people.rules.offices import Office
from concordat.trail import actions as trail
from concordat.viewpoints import queries
from concordat.viewpoints.models import AskedPerson, Draft, Study, Ticket
from concordat.viewpoints.rules import codes
from concordat.viewpoints.rules.opening import NotReady
from concordat.viewpoints.rules.stages import Asked, OutOfTurn

AT_A_TIME = 500


@transaction.atomic
def ask(*, study: Study, add: Collection[int], remove: Collection[int] = (), by: Office, at: datetime) -> int:
    """Put offices on the list of those who are asked, and take others off. Returns how many are on it.

    Only councillors and officers of today can be asked; whoever is of neither side is passed over.
    """
    queries.lock_in_preparation(study)
    if study.asked != Asked.ROSTER:
        raise OutOfTurn("This study has an open link. Choose first that named people are asked.")
    study.asked_people.filter(office__in=remove).delete()
    standing = set(study.asked_people.values_list("office", flat=True))
    today = people.offices_of(study.council_id, on=localdate(at))
    AskedPerson.objects.bulk_create(
        AskedPerson(council_id=study.council_id, study=study, office_id=office.id, side=office.side)
        for office in today
        if office.id in set(add) - standing and office.side is not None
    )
    count = study.asked_people.count()
    trail.record(did="changed who is asked", thing=study, by=by, at=at, asked=count)
    return count


@transaction.atomic
def open_study(*, study: Study, by: Office, at: datetime) -> str:
    """Fix what people consent to, and send each person who is asked a code of their own.

    A code leaves this function in a letter only: what stays of it is a fingerprint, with a side and without a
    name. Returns the address of the open link of a study that has one, to be shown once; else nothing.
    Raises ``NotReady`` or ``OutOfTurn``.
    """
    queries.lock_in_preparation(study)
    obstacles = queries.obstacles(study, today=localdate(at))
    if obstacles:
        raise NotReady(obstacles)
    link = ""
    asked = 0
    if study.asked == Asked.LINK:
        link = _new_link(study)
    else:
        asked = _give_codes(study, at=at)
    study.opened_at = at
    study.save(update_fields=["opened_at", "link"])
    trail.record(did="opened a study", thing=study, by=by, at=at, asked=asked, by_link=bool(link))
    return link


def _give_codes(study: Study, *, at: datetime) -> int:
    asked = study.asked_people.select_related("office__person", "office__council")
    told = [(person.office, person.side, codes.new_code()) for person in asked]
    tickets = [
        Ticket(council_id=study.council_id, study=study, fingerprint=codes.fingerprint(code), side=side)
        for _office, side, code in told
    ]
    # In the order of what they are, which is no order: a row's place tells nothing of whose code it is.
    tickets.sort(key=lambda ticket: bytes(ticket.fingerprint))
    Ticket.objects.bulk_create(tickets, batch_size=AT_A_TIME)
    letters.send_many(
        letters=[
            (office, settings.ADDRESS + reverse("viewpoints:sort", args=[code]))
            for office, _side, code in told
        ],
        letter="viewpoints/letters/invited.txt",
        about=study,
        at=at,
    )
    return len(told)


def _new_link(study: Study) -> str:
    code = codes.new_code()
    study.link = codes.fingerprint(code)
    return settings.ADDRESS + reverse("viewpoints:open_link", args=[code])


@transaction.atomic
def renew_link(*, study: Study, by: Office, at: datetime) -> str:
    """A new open link; the one before it opens nothing from now on. Codes that were given stay good."""
    _lock(study)
    if not _is_open(study, at=at) or study.asked != Asked.LINK:
        raise OutOfTurn("Only an open study has an open link, and only while it is open.")
    link = _new_link(study)
    study.save(update_fields=["link"])
    trail.record(did="made a new link to a study", thing=study, by=by, at=at)
    return link


@transaction.atomic
def remind(*, study: Study, by: Office, at: datetime) -> int:
    """Remind everyone. Who has sorted is not known, so nobody is left out and nobody singled out."""
    _lock(study)
    if not _is_open(study, at=at):
        raise OutOfTurn("Only while a study is open can people be reminded.")
    if study.asked != Asked.ROSTER:
        raise OutOfTurn("This study has an open link: nobody knows who to remind.")
    asked = study.asked_people.select_related("office__person", "office__council")
    told = [(person.office, "") for person in asked]
    letters.send_many(letters=told, letter="viewpoints/letters/reminder.txt", about=study, at=at)
    trail.record(did="reminded everyone", thing=study, by=by, at=at, asked=len(told))
    return len(told)


@transaction.atomic
def close_study(*, study: Study, by: Office | None, at: datetime) -> None:
    """No sort is taken by code from now on, and there is no way back. What was only begun is erased."""
    _lock(study)
    if study.opened_at is None or study.closed_at is not None:
        raise OutOfTurn("Only a study that is open can be closed.")
    Draft.objects.filter(ticket__study=study).delete()
    study.closed_at = at
    study.link = b""
    study.save(update_fields=["closed_at", "link"])
    trail.record(did="closed a study", thing=study, by=by, council_id=study.council_id, at=at)
    letters.forget(about=study, at=at)  # a code that was never delivered opens nothing from now on
    researcher = (
        type(study)
        .objects.select_related("researcher__person", "researcher__council")
        .get(pk=study.pk)
        .researcher
    )
    letters.send(to=researcher, letter="viewpoints/letters/closed.txt", about=study, at=at)


def close_due(*, at: datetime) -> int:
    """Close every study whose last day is over. The worker calls it; returns how many were closed."""
    over = Study.objects.filter(
        opened_at__isnull=False, closed_at=None, closes_on__lt=localdate(at)
    ).order_by("id")
    for study in over:
        close_study(study=study, by=None, at=at)
    return len(over)


def _is_open(study: Study, *, at: datetime) -> bool:
    return study.opened_at is not None and study.closed_at is None and localdate(at) <= study.closes_on


def _lock(study: Study) -> None:
    study.refresh_from_db(from_queryset=Study.objects.select_for_update())
