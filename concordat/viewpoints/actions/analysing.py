"""What the researcher makes of the sorts: solutions, their logs, and words for their viewpoints.

A step is a line of the solution's own log and is not repeated in the trail. Beginning a solution, saving a
state and publishing are the deeds of which the trail tells.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate

from concordat.people.rules.offices import Office
from concordat.trail import actions as trail
from concordat.viewpoints import queries
from concordat.viewpoints.models import SavedState, Solution, Step, Study, Viewpoint
from concordat.viewpoints.rules import steps as rules
from concordat.viewpoints.rules.names import NameTaken, a_free_name
from concordat.viewpoints.rules.solutions import Settings
from concordat.viewpoints.rules.stages import OutOfTurn


@transaction.atomic
def make_solution(*, study: Study, name: str, settings: Settings, by: Office, at: datetime) -> Solution:
    """Begin a solution. Raises ``Refused`` if nothing can be computed with these choices, ``NameTaken``."""
    hold_for_analysis(study=study, at=at)
    slug = a_free_name(slugify(name))
    if Solution.objects.filter(study=study, slug=slug).exists():
        raise NameTaken(name)
    solution = Solution(
        council_id=study.council_id,
        study=study,
        name=name,
        slug=slug,
        settings=settings.as_json(),
        made_by_id=by.id,
        made_at=at,
    )
    queries.analysis_of(solution, log=[])
    solution.save()
    trail.record(
        did="began a solution",
        thing=study,
        by=by,
        at=at,
        factors=settings.factors,
        left_out=len(settings.left_out),
    )
    return solution


@transaction.atomic
def take_steps(
    *, solution: Solution, steps: Sequence[Mapping[str, Any]], seen: int | None, by: Office, at: datetime
) -> None:
    """Add these steps to the log, all or none, if the log with them leads somewhere.

    seen   how long the log was on the page where they were chosen; None where no page showed it

    Raises ``Refused`` or ``OutOfTurn``: a turn that was chosen by one picture is not made of another.
    """
    _lock(solution, at=at)
    _look_that_nobody_was_quicker(solution, seen)
    _add(solution, steps, by=by, at=at)


@transaction.atomic
def take_back(*, solution: Solution, seen: int | None, by: Office, at: datetime) -> None:
    """Take back the last step that counts: a line is added, and none is removed."""
    _lock(solution, at=at)
    _look_that_nobody_was_quicker(solution, seen)
    _add(solution, [rules.undone(queries.log_of(solution))], by=by, at=at)


@transaction.atomic
def go_back(*, state: SavedState, by: Office, at: datetime) -> int:
    """Bring the solution to where it stood when the state was saved. Returns how many steps were added."""
    solution = state.solution
    _lock(solution, at=at)
    way = rules.way_back(queries.log_of(solution), to=state.steps)
    _add(solution, way, by=by, at=at)
    return len(way)


@transaction.atomic
def save_state(*, solution: Solution, name: str, by: Office, at: datetime) -> SavedState:
    """Keep where the solution stands under a name. Raises ``NameTaken``."""
    _lock(solution, at=at)
    if solution.saved_states.filter(name=name).exists():
        raise NameTaken(name)
    state = SavedState.objects.create(
        council_id=solution.council_id,
        solution=solution,
        name=name,
        steps=solution.steps.count(),
        by_id=by.id,
        at=at,
    )
    trail.record(did="saved a state of a solution", thing=solution.study, by=by, at=at, steps=state.steps)
    return state


@transaction.atomic
def name_viewpoint(
    *, solution: Solution, factor: str, name: str, narrative: str, by: Office, at: datetime
) -> None:
    """The researcher's words for one factor, in place of those that stood there."""
    hold_for_analysis(study=solution.study, at=at)
    Viewpoint.objects.update_or_create(
        solution=solution,
        factor=factor,
        defaults={
            "council_id": solution.council_id,
            "name": name,
            "narrative": narrative,
            "by_id": by.id,
            "at": at,
        },
    )
    trail.record(did="named a viewpoint", thing=solution.study, by=by, at=at, factor=factor)


def _look_that_nobody_was_quicker(solution: Solution, seen: int | None) -> None:
    if seen is not None and seen != solution.steps.count():
        raise OutOfTurn(
            "A step was taken since you opened this page, in another window or by a second click. Nothing "
            "was done. This is how it stands now."
        )


def _add(solution: Solution, steps: Sequence[Mapping[str, Any]], *, by: Office, at: datetime) -> None:
    """Two who work at one solution take turns at its lock: each finds the other's steps before their own."""
    _lock(solution, at=at)
    log = queries.log_of(solution)
    told = [{**step, "at": at.isoformat(), "by": str(by.id)} for step in steps]
    queries.analysis_of(solution, log=[*log, *told])
    Step.objects.bulk_create(
        Step(
            council_id=solution.council_id,
            solution=solution,
            position=len(log) + place,
            entry=entry,
            by_id=by.id,
            at=at,
        )
        for place, entry in enumerate(told, start=1)
    )


def _lock(solution: Solution, *, at: datetime) -> None:
    solution.refresh_from_db(from_queryset=Solution.objects.select_for_update().select_related(None))
    hold_for_analysis(study=solution.study, at=at)


def hold_for_analysis(*, study: Study, at: datetime, after_report: bool = False) -> None:
    """Take hold of a study whose sorts can be analysed, for the length of a deed. Raises ``OutOfTurn``.

    after_report    whether the deed may also be done once the report is out, since it changes nothing
    """
    study.refresh_from_db(from_queryset=Study.objects.select_for_update())
    if study.closed_at is None:
        raise OutOfTurn("Nothing can be analysed before the study has closed.")
    if study.reported_at and not after_report:
        raise OutOfTurn("The report is out already: what it was made of stays as it is.")
    # From that day on they are as good as destroyed, whether or not the worker has come by.
    if study.destroyed_at or localdate(at) > study.keep_until:
        raise OutOfTurn("The sorts have been destroyed, as everyone who sorted was promised.")
