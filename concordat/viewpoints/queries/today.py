"""What of the studies needs an office today, for the front door. Plain values."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from concordat.design.parts import Task
from concordat.people.rules.offices import Office
from concordat.viewpoints import access
from concordat.viewpoints.models import AskedPerson, Study
from concordat.viewpoints.queries.designing import obstacles, stage_of, studies_seen_by
from concordat.viewpoints.rules.stages import Stage

NEWS_LASTS = timedelta(days=14)
LOOKED_THROUGH = 10


@dataclass(frozen=True)
class Running:
    """A study on its way: in preparation, open, or closed and not yet reported."""

    name: str
    href: str
    stage: Stage
    is_open: bool
    closes_on: date


def tasks_for(office: Office, *, today: date) -> tuple[Task, ...]:
    """What waits for this office; a researcher's own work is told by ``research_tasks_for``.

    "Sort, if you have not": nobody knows whether it has.
    """
    recent = today - NEWS_LASTS
    studies = [
        study
        for study in studies_seen_by(office)[:LOOKED_THROUGH]
        if study.reported_at is None or study.reported_at.date() >= recent
    ]
    asked = AskedPerson.objects.filter(study__in=studies, office=office.id)
    mine = set(asked.values_list("study", flat=True))
    found: list[Task] = []
    for study in studies:
        stage = stage_of(study, today=today)
        if stage is Stage.DESIGNED:
            found += _while_designed(study, office, today=today)
        elif stage is Stage.OPEN and study.id in mine:
            until = _("Until %(day)s") % {"day": date_format(study.closes_on, "j F")}
            found.append(_task(_("Sort the statements, if you have not"), study, "study", status=until))
        elif stage is Stage.REPORTED:
            found.append(_task(_("Read the report"), study, "report", status=_("New")))
    return tuple(found)


def _while_designed(study: Study, office: Office, *, today: date) -> list[Task]:
    if not access.may_run(office):
        return [_task(_("Look through the study before it opens"), study, "preview", status=_("To look at"))]
    left = len(obstacles(study, today=today))
    words = _("Ready to open") if not left else _("%(left)s to do") % {"left": left}
    return [_task(_("Prepare the study"), study, "study", status=words)]


def _task(name: str, study: Study, page: str, *, status: str) -> Task:
    href = reverse(f"viewpoints:{page}", args=[study.council.slug, study.slug])
    return Task(name=name, hint=study.name, href=href, status=status, kind="waiting")


def running(office: Office, *, today: date) -> tuple[Running, ...]:
    studies = studies_seen_by(office).filter(reported_at=None)[:5]
    return tuple(_running(study, today=today) for study in studies)


def _running(study: Study, *, today: date) -> Running:
    stage = stage_of(study, today=today)
    href = reverse("viewpoints:study", args=[study.council.slug, study.slug])
    return Running(study.name, href, stage, stage is Stage.OPEN, study.closes_on)
