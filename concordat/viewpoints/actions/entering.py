"""Sorts that were not made here: laid on a table, or collected with another program."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from concordat.people.rules.offices import Office
from concordat.trail import actions as trail
from concordat.viewpoints import queries
from concordat.viewpoints.actions.sorting import shuffle_in
from concordat.viewpoints.models import Sort, Study
from concordat.viewpoints.rules.elsewhere import Found
from concordat.viewpoints.rules.stages import OutOfTurn, Side


@transaction.atomic
def enter_sort(
    *,
    study: Study,
    values: Mapping[str, int],
    side: Side,
    comments: Mapping[str, str],
    may_quote: bool,
    answers: Mapping[str, Any],
    by: Office,
    at: datetime,
) -> None:
    """A sort as it was laid on a table. It is shuffled in among the others and cannot be told from them."""
    _lock(study)
    sort = _sort(study, values=values, side=side, comments=comments, answers=answers, may_quote=may_quote)
    shuffle_in(study=study, sorts=[sort], at=at)
    trail.record(did="typed in a sort from paper", thing=study, by=by, at=at)


@transaction.atomic
def read_sorts(*, study: Study, found: Sequence[Found], by: Office, at: datetime) -> int:
    """Sorts from a file, all or none. Nobody in it gave leave to us to be quoted. Returns how many."""
    _lock(study)
    sorts = [
        _sort(study, values=one.values, side=one.side, comments=one.comments, answers=one.answers)
        for one in found
    ]
    shuffle_in(study=study, sorts=sorts, at=at)
    trail.record(did="read in sorts from a file", thing=study, by=by, at=at, sorts=len(sorts))
    return len(sorts)


def _lock(study: Study) -> None:
    study.refresh_from_db(from_queryset=Study.objects.select_for_update())
    if study.opened_at is None:
        raise OutOfTurn("Sorts can be added once the study is open: until then its cards may change.")
    if study.reported_at is not None or study.destroyed_at is not None:
        raise OutOfTurn("The report is out: no sort can be added to it.")


def _sort(
    study: Study,
    *,
    values: Mapping[str, int],
    side: Side,
    comments: Mapping[str, str],
    answers: Mapping[str, Any],
    may_quote: bool = False,
) -> Sort:
    page = queries.consent_of(study)
    return Sort(
        side=side.value,
        values=dict(sorted(values.items())),
        comments=dict(comments),
        may_quote=may_quote and bool(comments),
        answers=dict(answers),
        consent=page.version if page else 0,
        language=queries.ENGLISH,
    )
