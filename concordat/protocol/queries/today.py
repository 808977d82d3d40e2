"""What of the instruments needs an office today, for the front door. Plain values."""

from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concordat.design.parts import Task
from concordat.people.rules.offices import Office
from concordat.protocol import access
from concordat.protocol.models import Comment, Edition, SourceFile
from concordat.protocol.queries.instruments import (
    editions_seen_by,
    instruments_seen_by,
    stage_of,
    standing_of,
    with_consultations,
)
from concordat.protocol.rules.editions import Stage

LOOKED_THROUGH = 10
SOON = timedelta(days=90)


def tasks_for(office: Office, *, today: date) -> tuple[Task, ...]:
    """Drafts on which one is asked, or works; texts that wait for repair; reviews that are due."""
    seen = editions_seen_by(office, today=today).filter(resolved_at=None, abandoned_at=None, corrects=None)
    unanswered = Count("comments", filter=Q(comments__answered_at=None))
    drafts = list(with_consultations(seen.annotate(unanswered=unanswered))[:LOOKED_THROUGH])
    said = set(Comment.objects.filter(edition__in=drafts, office=office.id).values_list("edition", flat=True))
    found: list[Task] = []
    for draft in drafts:
        stage = stage_of(draft, among=(), today=today)
        if stage is Stage.IN_CONSULTATION and access.may_comment(office) and draft.id not in said:
            found.append(_asked(office, draft, today=today))
        if access.may_draft(office):
            found += _at_work(office, draft, stage)
    if access.may_draft(office):
        found += _in_repair(office)
        found += _to_review(office, today=today)
    return tuple(found)


def _asked(office: Office, draft: Edition, *, today: date) -> Task:
    last = max(each.closes_on for each in draft.consultations.all() if each.opens_on <= today)
    return Task(
        name=_("Say what you think of a draft"),
        hint=draft.title,
        href=reverse("protocol:consultation", args=[office.council.slug, draft.instrument.slug]),
        status=_("Until %(day)s") % {"day": date_format(last, "j F")},
        kind="waiting",
    )


def _at_work(office: Office, draft: Edition, stage: Stage) -> list[Task]:
    where = [office.council.slug, draft.instrument.slug]
    tasks = []
    count: int = draft.unanswered  # type: ignore[attr-defined]  # annotated above
    if count:
        tasks.append(
            Task(
                name=_("Answer comments on a draft"),
                hint=draft.title,
                href=f"{reverse('protocol:comments', args=where)}?unanswered",
                status=ngettext("%(n)s waits", "%(n)s wait", count) % {"n": count},
                kind="waiting",
            )
        )
    if stage is not Stage.IN_CONSULTATION:
        doing = _("Take a draft to its resolution") if stage is Stage.CONSULTED else _("Go on with a draft")
        href = reverse("protocol:draft", args=where)
        tasks.append(Task(name=doing, hint=draft.title, href=href, status=_(stage.value), kind="waiting"))
    return tasks


def _in_repair(office: Office) -> list[Task]:
    waiting = SourceFile.objects.filter(council=office.council_id, state="read").select_related("instrument")
    return [
        Task(
            name=_("Repair a text that was read in"),
            hint=source.name,
            href=reverse("protocol:source", args=[office.council.slug, source.instrument.slug, source.id]),
            status=_("Not a draft yet"),
            kind="waiting",
        )
        for source in waiting.defer("body", "reading", "current").order_by("-brought_at")[:LOOKED_THROUGH]
    ]


def _to_review(office: Office, *, today: date) -> list[Task]:
    found = []
    for each in standing_of(instruments_seen_by(office, today=today), office=office, today=today):
        if each.in_force is None or each.review is None or each.review.last_day > today + SOON:
            continue
        found.append(
            Task(
                name=_("Review %(name)s") % {"name": each.instrument},
                href=reverse("protocol:review", args=[office.council.slug, each.instrument.slug]),
                status=_("Overdue")
                if each.overdue
                else _("By %(day)s") % {"day": date_format(each.review.last_day, "j F Y")},
                kind="late" if each.overdue else "waiting",
            )
        )
    return found
