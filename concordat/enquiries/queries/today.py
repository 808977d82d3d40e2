"""What of the enquiries needs an office today, for the front door. Plain values."""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concordat.design.parts import Task
from concordat.enquiries import access
from concordat.enquiries.models import Cycle, Pause
from concordat.enquiries.queries.deciders import disputes_waiting_for, reviews_waiting_for
from concordat.enquiries.queries.seeing import Wanted, mine_of, queue_of
from concordat.enquiries.rules.events import PauseReason
from concordat.people.rules.offices import Office

SHOWN = 5


def tasks_for(office: Office, *, at: datetime) -> tuple[Task, ...]:
    """For a councillor what they have asked, with when it is due; for an officer the head of their queue."""
    if access.may_ask(office):
        return _asked(office, at=at)
    if access.may_answer(office):
        return (*_to_review(office, at=at), *_to_settle(office), *_to_answer(office, at=at))
    return ()


def _asked(office: Office, *, at: datetime) -> tuple[Task, ...]:
    waiting, _ended = mine_of(office)
    shown = waiting[:SHOWN]
    for_me = set(
        Pause.objects.filter(cycle__in=shown, ended_at=None, reason=PauseReason.MEMBER).values_list(
            "cycle_id", flat=True
        )
    )
    found = []
    for cycle in shown:
        if cycle.id in for_me:
            found.append(_task(office, cycle, status=_("The officer waits for you"), kind="waiting"))
        else:
            words, kind = _due(cycle, at=at)
            found.append(_task(office, cycle, status=words, kind=kind))
    return (*found, *_more(office, len(waiting)))


def _to_answer(office: Office, *, at: datetime) -> tuple[Task, ...]:
    page = queue_of(office, wanted=Wanted(), at=at)
    shown = list(page)[:SHOWN]
    found = []
    for cycle in shown:
        words, kind = _due(cycle, at=at)
        found.append(_task(office, cycle, status=words, kind=kind))
    return (*found, *_more(office, page.paginator.count))


def _more(office: Office, count: int) -> tuple[Task, ...]:
    left = count - SHOWN
    if left <= 0:
        return ()
    name = ngettext("%(left)s more enquiry", "%(left)s more enquiries", left) % {"left": left}
    href = reverse("enquiries:enquiries", args=[office.council.slug])
    return (Task(name=name, href=href, status=_("By due time")),)


def _to_review(office: Office, *, at: datetime) -> list[Task]:
    return [
        Task(
            name=_("Review %(reference)s") % {"reference": review.enquiry.reference},
            hint=_("The councillor does not agree, and you decide."),
            href=_address(office, review.enquiry.reference),
            status=_by(review.due_at),
            kind="late" if review.due_at < at else "waiting",
        )
        for review in reviews_waiting_for(office)[:SHOWN]
    ]


def _to_settle(office: Office) -> list[Task]:
    return [
        Task(
            name=_("Settle the dispute about a pause of %(reference)s") % {"reference": pause.cycle.enquiry},
            href=_address(office, pause.cycle.enquiry.reference),
            status=_("To do"),
            kind="waiting",
        )
        for pause in disputes_waiting_for(office)[:SHOWN]
    ]


def _task(office: Office, cycle: Cycle, *, status: str, kind: str) -> Task:
    enquiry = cycle.enquiry
    about = enquiry.topic.name if enquiry.topic else _("something else")
    hint = _("Service level: %(due)s. Councillor’s clock: %(unpaused)s.") % {
        "due": _short(cycle.due_at) if cycle.due_at else _("paused"),
        "unpaused": _short(cycle.due_unpaused_at),
    }
    name = f"{enquiry.reference}, {about}"
    return Task(name=name, hint=hint, href=_address(office, enquiry.reference), status=status, kind=kind)


def _due(cycle: Cycle, *, at: datetime) -> tuple[str, str]:
    if cycle.paused_at:
        return _("Paused"), "plain"
    if cycle.queue_at < at:
        return _("Late"), "late"
    days = (localdate(cycle.queue_at) - localdate(at)).days
    if days == 0:
        return _("Due today"), "waiting"
    if days == 1:
        return _("Due tomorrow"), "waiting"
    return _by(cycle.queue_at), "plain"


def _by(when: datetime) -> str:
    return _("By %(day)s") % {"day": date_format(localtime(when), "j F")}


def _short(when: datetime) -> str:
    return date_format(localtime(when), "D j F, H:i")


def _address(office: Office, reference: str) -> str:
    return reverse("enquiries:enquiry", args=[office.council.slug, reference])
