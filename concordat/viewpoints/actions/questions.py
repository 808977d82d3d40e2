"""What is asked after the sort."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from concordat.people.rules.offices import Office
from concordat.trail import actions as trail
from concordat.viewpoints import queries
from concordat.viewpoints.models import Question, Study

APART = 10_000


@transaction.atomic
def add_question(
    *,
    study: Study,
    shape: str,
    words: str,
    words_cy: str = "",
    options: Sequence[str] = (),
    options_cy: Sequence[str] = (),
    required: bool = False,
    by: Office,
    at: datetime,
) -> Question:
    queries.lock_in_preparation(study)
    keys = set(study.questions.values_list("key", flat=True))
    number = next(n for n in range(1, len(keys) + 2) if f"q{n}" not in keys)
    added = Question.objects.create(
        council_id=study.council_id,
        study=study,
        key=f"q{number}",
        position=len(keys),
        shape=shape,
        words=words,
        words_cy=words_cy,
        options=list(options),
        options_cy=list(options_cy),
        required=required,
    )
    trail.record(did="added a question", thing=study, by=by, at=at, question=added.key)
    return added


@transaction.atomic
def reword_question(
    *,
    study: Study,
    key: str,
    words: str,
    words_cy: str = "",
    options: Sequence[str] = (),
    options_cy: Sequence[str] = (),
    required: bool = False,
    by: Office,
    at: datetime,
) -> None:
    queries.lock_in_preparation(study)
    question = study.questions.get(key=key)
    question.words, question.words_cy = words, words_cy
    question.options, question.options_cy = list(options), list(options_cy)
    question.required = required
    question.save()
    trail.record(did="reworded a question", thing=study, by=by, at=at, question=key)


@transaction.atomic
def move_question(*, study: Study, key: str, to: int, by: Office, at: datetime) -> None:
    """``to`` counts from 1."""
    queries.lock_in_preparation(study)
    order = list(study.questions.order_by("position"))
    moved = next(each for each in order if each.key == key)
    order.remove(moved)
    order.insert(max(0, to - 1), moved)
    _put_in_order(study, order)
    trail.record(did="moved a question", thing=study, by=by, at=at, question=key)


@transaction.atomic
def drop_question(*, study: Study, key: str, by: Office, at: datetime) -> None:
    queries.lock_in_preparation(study)
    study.questions.filter(key=key).delete()
    _put_in_order(study, list(study.questions.order_by("position")))
    trail.record(did="dropped a question", thing=study, by=by, at=at, question=key)


def _put_in_order(study: Study, order: Sequence[Question]) -> None:
    study.questions.update(position=F("position") + APART)
    for place, question in enumerate(order):
        question.position = place
    Question.objects.bulk_update(order, ["position"])
