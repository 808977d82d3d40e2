"""Evidence on the number of factors, and bootstraps: asked for on a page, worked out by the worker.

A row is taken in a transaction of its own, and worked on outside any: while it runs the worker gives a sign
every few seconds, and a row that has given none for a minute is taken again by whoever comes first. Its
attempts number the takings, so that a worker thought dead cannot write over the one that took its place.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from concordat.people.rules.offices import Office
from concordat.qmethod.study import Refused
from concordat.viewpoints import queries
from concordat.viewpoints.actions.analysing import hold_for_analysis
from concordat.viewpoints.models import Computation, Solution, Study
from concordat.viewpoints.rules import computing as rules
from concordat.viewpoints.rules.computing import Stopped
from concordat.viewpoints.rules.stages import OutOfTurn

SILENT = timedelta(minutes=1)
TRIES = 3
# Seconds between two signs of life: each is a write, and on SQLite a moment in which nobody else writes.
EVERY = 1.0

logger = logging.getLogger(__name__)


@transaction.atomic
def ask_for_evidence(
    *, study: Study, extraction: str, permutations: int, by: Office, at: datetime
) -> Computation:
    """Have the evidence on the number of factors worked out. Raises ``OutOfTurn`` while it is under way."""
    hold_for_analysis(study=study, at=at, after_report=True)
    settings = {
        "extraction": extraction,
        "permutations": permutations,
        "splits": rules.SPLITS,
        "resamples": rules.STEADINESS,
    }
    return _ask(study, "retention", settings, by=by, at=at)


@transaction.atomic
def ask_for_bootstrap(
    *, solution: Solution, resamples: int, seed: int, by: Office, at: datetime
) -> Computation:
    """Have a solution resampled as its log stands now. Raises ``OutOfTurn`` while that is under way."""
    hold_for_analysis(study=solution.study, at=at, after_report=True)
    settings = {"resamples": resamples, "seed": seed, "log": solution.steps.count()}
    return _ask(solution.study, "bootstrap", settings, solution=solution, by=by, at=at)


def _ask(
    study: Study,
    kind: str,
    settings: dict[str, Any],
    *,
    solution: Solution | None = None,
    by: Office,
    at: datetime,
) -> Computation:
    under_way = Computation.objects.filter(study=study, kind=kind, solution=solution)
    if under_way.filter(state__in=("waiting", "running")).exists():
        raise OutOfTurn("This is being worked out already.")
    return Computation.objects.create(
        council_id=study.council_id,
        study=study,
        kind=kind,
        solution=solution,
        settings=settings,
        asked_by_id=by.id,
        asked_at=at,
    )


@transaction.atomic
def stop_computation(*, study: Study, number: int, by: Office, at: datetime) -> None:
    """Stop it. What a bootstrap has found so far is kept, by the worker that stops."""
    under_way = Computation.objects.filter(study=study, id=number, state__in=("waiting", "running"))
    if not under_way.update(state="stopped"):
        raise OutOfTurn("This is not being worked out any more.")


def compute_due(*, at: datetime) -> int:
    """Work out whatever is waiting, one after another. The worker calls it; returns how many were done."""
    done = 0
    clock = Clock(at)
    while (row := _take(at=clock.now())) is not None:
        done += _work_out(row, clock)
    return done


@dataclass
class Clock:
    """The time now, from the time that was told and what has passed since: no action reads the clock."""

    at: datetime

    def __post_init__(self) -> None:
        self.began = time.monotonic()

    def now(self) -> datetime:
        return self.at + timedelta(seconds=time.monotonic() - self.began)


@transaction.atomic
def _take(*, at: datetime) -> Computation | None:
    """The next row that waits, or whose worker has fallen silent. Whoever else looks passes it by."""
    silent = Q(state="running", alive_at__lt=at - SILENT)
    due = Computation.objects.select_for_update(skip_locked=True, of=("self",))
    for row in due.filter(Q(state="waiting") | silent).order_by("id"):
        if row.attempts < TRIES:
            row.state, row.alive_at, row.attempts = "running", at, row.attempts + 1
            row.save(update_fields=["state", "alive_at", "attempts"])
            return row
        # Three workers have died over it: a fourth would too.
        row.state = "failed"
        row.save(update_fields=["state"])
    return None


def _work_out(row: Computation, clock: Clock) -> bool:
    mine = Computation.objects.filter(id=row.id, attempts=row.attempts)
    try:
        result = _result(row, _sign(mine, clock))
        if mine.filter(state="running").update(state="done", result=result):
            return True
        mine.filter(state="stopped").update(result=result)  # what a bootstrap had found by then
    except Stopped:
        pass
    except Refused as refused:
        mine.update(state="failed", result={"why": refused.sentence})
    # Arithmetic may stumble over sorts that nobody thought of, and the worker must go on.
    except Exception:
        logger.exception("A computation could not be done: %s", row.kind)
        mine.filter(state="running").update(state="failed" if row.attempts >= TRIES else "waiting")
    return False


def _result(row: Computation, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Read what is needed, then compute outside any transaction."""
    collection = queries.collection_of(row.study)
    if row.kind == "retention":
        return rules.evidence(collection, settings=row.settings, progress=progress)
    if row.solution is None:
        raise Refused("There is no solution to resample.")
    log = queries.log_of(row.solution, first=row.settings["log"])
    analysis = queries.analysis_of(row.solution, collection=collection, log=log)
    return rules.bootstrapped(analysis, settings=row.settings, progress=progress)


def _sign(mine: Any, clock: Clock) -> Callable[[int, int], None]:
    """Writes down how far it is, at most once a second. Raises ``Stopped`` once somebody has stopped it."""
    last = [0.0]

    def progress(done: int, of: int) -> None:
        now = time.monotonic()
        if now - last[0] < EVERY:
            return
        last[0] = now
        if not mine.filter(state="running").update(done=done, of=of, alive_at=clock.now()):
            raise Stopped

    return progress
