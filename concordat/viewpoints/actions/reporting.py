"""Publishing the report, once and for everyone; its files; and the end of the sorts."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from concordat.letters import actions as letters
from concordat.people.rules.offices import Office
from concordat.trail import actions as trail
from concordat.viewpoints import queries
from concordat.viewpoints.actions.analysing import hold_for_analysis
from concordat.viewpoints.models import (
    Computation,
    Draft,
    Paraphrase,
    Rendering,
    Report,
    SavedState,
    Solution,
    Sort,
    Step,
    Study,
    Viewpoint,
)
from concordat.viewpoints.rules import publishing
from concordat.viewpoints.rules import report as rules

TRIES = 3
AT_A_TIME = 10
SILENT = timedelta(minutes=5)

logger = logging.getLogger(__name__)


@transaction.atomic
def publish_report(*, solution: Solution, by: Office, at: datetime) -> Report:
    """Publish what this solution found. It is the study's one report, and there is no way back.

    Raises ``OutOfTurn``, ``NotReportable`` and ``Refused``.
    """
    study = solution.study
    hold_for_analysis(study=study, at=at)
    body = queries.drawn_up(solution)
    published = Report.objects.create(
        council_id=study.council_id,
        study=study,
        solution=solution,
        body=body.as_json(),
        made_by_id=by.id,
        made_at=at,
    )
    Rendering.objects.bulk_create(
        Rendering(council_id=study.council_id, report=published, format=form)
        for form in publishing.MADE_BY_THE_WORKER
    )
    study.reported_at = at
    study.save(update_fields=["reported_at"])
    asked = study.asked_people.select_related("office__person", "office__council")
    letters.send_many(
        letters=[(person.office, "") for person in asked],
        letter="viewpoints/letters/report.txt",
        about=study,
        at=at,
    )
    trail.record(did="published a study's report", thing=study, by=by, at=at, viewpoints=len(body.viewpoints))
    return published


def render_due(*, at: datetime) -> int:
    """Make the files that are waiting; several workers may do so at once. Returns how many were made.

    A file is taken in one transaction and stored in another: it may take seconds to make, and on SQLite
    nobody else could write meanwhile.
    """
    made = 0
    for _ in range(AT_A_TIME):
        rendering = _take(at=at)
        if rendering is None:
            break
        made += _render(rendering)
    return made


@transaction.atomic
def _take(*, at: datetime) -> Rendering | None:
    """The next file that nobody has in hand, or whose worker has been silent for too long."""
    free = Q(taken_at=None) | Q(taken_at__lt=at - SILENT) | Q(taken_at__gt=at + SILENT)
    waiting = Rendering.objects.select_for_update(skip_locked=True, of=("self",)).filter(free)
    for rendering in waiting.filter(state="waiting").select_related("report").order_by("id"):
        if rendering.attempts >= TRIES:  # as many workers have died over it
            rendering.state, rendering.taken_at = "failed", None
        else:
            rendering.attempts, rendering.taken_at = rendering.attempts + 1, at
        rendering.save(update_fields=["attempts", "state", "taken_at"])
        if rendering.state == "waiting":
            return rendering
    return None


def _render(rendering: Rendering) -> bool:
    """A file that cannot be made is tried again, then given up: the page stands without it."""
    ours = Rendering.objects.filter(id=rendering.id, taken_at=rendering.taken_at)
    published = rendering.report
    try:
        body = publishing.made(
            rendering.format,
            report=rules.Report.from_json(published.body),
            on=localdate(published.made_at),
        )
    # A renderer may stumble over anything, and the worker must go on.
    except Exception:
        logger.exception("A file of a report could not be made: %s", rendering.format)
        given_up = rendering.attempts >= TRIES
        ours.update(state="failed" if given_up else "waiting", taken_at=None)
        return False
    return bool(ours.filter(state="waiting").update(state="made", body=body, taken_at=None))


def destroy_due(*, at: datetime) -> int:
    """Destroy the single sorts of every study whose day has come. The worker calls it; returns how many."""
    over = Study.objects.filter(keep_until__lt=localdate(at), destroyed_at=None, closed_at__isnull=False)
    ids = list(over.order_by("id").values_list("id", flat=True))
    return sum(_destroy(number, at=at) for number in ids)


@transaction.atomic
def _destroy(number: int, *, at: datetime) -> bool:
    """Sorts, comments, and whatever of the analysis speaks of single sorts. The report alone stays.

    In a SQLite file what is erased is overwritten too (`secure_delete`).
    """
    study = Study.objects.select_for_update().filter(id=number, destroyed_at=None).first()
    if study is None:
        return False  # another worker was here first
    Sort.objects.filter(study=study).delete()
    Draft.objects.filter(ticket__study=study).delete()
    study.tickets.all().delete()
    for table in (Step, SavedState, Viewpoint):
        table.objects.filter(solution__study=study).delete()
    Paraphrase.objects.filter(study=study).delete()
    Computation.objects.filter(study=study).delete()
    solutions = Solution.objects.filter(study=study)
    reported = Report.objects.filter(study=study).values("solution")
    solutions.exclude(id__in=reported).delete()
    for solution in solutions:
        solution.settings = {**solution.settings, "left_out": {}}
        solution.save(update_fields=["settings"])
    study.destroyed_at = at
    study.save(update_fields=["destroyed_at"])
    trail.record(did="destroyed a study's sorts", thing=study, by=None, council_id=study.council_id, at=at)
    return True
