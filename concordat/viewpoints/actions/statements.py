"""The concourse: candidates gathered, worded, chosen, put in order, and read from a file."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from concordat.people.rules.offices import Office
from concordat.trail import actions as trail
from concordat.viewpoints import queries
from concordat.viewpoints.models import Statement, Study
from concordat.viewpoints.rules import concourse
from concordat.viewpoints.rules.concourse import Diff, Line

APART = 10_000  # beyond every position: rows step aside while they change places


@transaction.atomic
def add_statement(
    *,
    study: Study,
    words: str,
    words_cy: str = "",
    theme: str = "",
    source: str = "",
    draft_cy: bool = False,
    by: Office,
    at: datetime,
) -> Statement:
    queries.lock_in_preparation(study)
    keys = set(study.statements.values_list("key", flat=True))
    added = _create(study, Line(0, concourse.next_key(keys), words, words_cy, theme, source))
    if draft_cy and words_cy:
        added.draft_cy = True
        added.save(update_fields=["draft_cy"])
    trail.record(did="added a statement", thing=study, by=by, at=at, statement=added.key)
    return added


def _create(study: Study, line: Line) -> Statement:
    last = study.statements.order_by("-position").values_list("position", flat=True).first()
    return Statement.objects.create(
        council_id=study.council_id,
        study=study,
        key=line.key,
        position=0 if last is None else last + 1,
        words=line.words,
        words_cy=line.words_cy,
        theme=line.theme,
        source=line.source,
    )


@transaction.atomic
def reword_statement(
    *,
    study: Study,
    key: str,
    words: str,
    words_cy: str = "",
    theme: str = "",
    source: str = "",
    draft_cy: bool = False,
    by: Office,
    at: datetime,
) -> None:
    """Say it in other words: a new version, and the earlier wording is kept beneath it."""
    queries.lock_in_preparation(study)
    statement = study.statements.get(key=key)
    _reword(statement, words=words, words_cy=words_cy, at=at)
    statement.theme, statement.source, statement.draft_cy = theme, source, draft_cy and bool(words_cy)
    statement.save()
    trail.record(
        did="reworded a statement", thing=study, by=by, at=at, statement=key, version=statement.version
    )


def _reword(statement: Statement, *, words: str, words_cy: str, at: datetime) -> None:
    if (statement.words, statement.words_cy) == (words, words_cy):
        return
    earlier = {
        "version": statement.version,
        "words": statement.words,
        "words_cy": statement.words_cy,
        "until": at.isoformat(),
    }
    statement.earlier = [*statement.earlier, earlier]
    statement.version += 1
    statement.words, statement.words_cy = words, words_cy


@transaction.atomic
def choose_statements(
    *, study: Study, choose: Collection[str], drop: Collection[str], by: Office, at: datetime
) -> None:
    """Take candidates into the set that people sort, and leave others out of it. They stay candidates."""
    queries.lock_in_preparation(study)
    study.statements.filter(key__in=choose).update(chosen=True)
    study.statements.filter(key__in=drop).update(chosen=False)
    chosen = study.statements.filter(chosen=True).count()
    trail.record(did="chose statements", thing=study, by=by, at=at, chosen=chosen)


@transaction.atomic
def move_statement(*, study: Study, key: str, to: int, by: Office, at: datetime) -> None:
    """Put a statement in another place; ``to`` counts from 1."""
    queries.lock_in_preparation(study)
    order = list(study.statements.order_by("position"))
    moved = next(each for each in order if each.key == key)
    order.remove(moved)
    order.insert(max(0, to - 1), moved)
    _put_in_order(study, order)
    trail.record(did="moved a statement", thing=study, by=by, at=at, statement=key)


def _put_in_order(study: Study, order: Sequence[Statement]) -> None:
    study.statements.update(position=F("position") + APART)
    for place, statement in enumerate(order):
        statement.position = place
    Statement.objects.bulk_update(order, ["position"])


@transaction.atomic
def remove_statement(*, study: Study, key: str, by: Office, at: datetime) -> None:
    """Take a candidate out for good, with its earlier wordings."""
    queries.lock_in_preparation(study)
    study.statements.filter(key=key).delete()
    _put_in_order(study, list(study.statements.order_by("position")))
    trail.record(did="removed a statement", thing=study, by=by, at=at, statement=key)


@transaction.atomic
def read_statements(*, study: Study, lines: Sequence[Line], by: Office, at: datetime) -> Diff:
    """Write a file's statements: all of them or nothing. Those that it does not name stay as they are."""
    queries.lock_in_preparation(study)
    diff = concourse.compare(lines, queries.lines_of(study))
    standing = {statement.key: statement for statement in study.statements.all()}
    for line in diff.changed:
        statement = standing[line.key]
        same_welsh = line.words_cy == statement.words_cy
        _reword(statement, words=line.words, words_cy=line.words_cy, at=at)
        statement.theme, statement.source = line.theme, line.source
        statement.draft_cy = statement.draft_cy and same_welsh
        statement.save()
    for line in diff.new:
        _create(study, line)
    trail.record(
        did="read statements from a file",
        thing=study,
        by=by,
        at=at,
        new=len(diff.new),
        changed=len(diff.changed),
    )
    return diff
