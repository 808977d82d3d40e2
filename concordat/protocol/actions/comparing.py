"""Laying two texts beside each other: while somebody waits if they are short, else by the worker."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from concordat.people.rules.offices import Office
from concordat.protocol import queries
from concordat.protocol.models import Comparison, Edition
from concordat.protocol.rules import comparing as rules
from concordat.protocol.rules.editions import ChangedMeanwhile, OutOfTurn
from concordat.protocol.rules.laid_beside import Text, as_json, is_short, result_of, told_apart
from concordat.trail import actions as trail

SILENT = timedelta(minutes=5)
TRIES = 3

logger = logging.getLogger(__name__)


@transaction.atomic
def lay_beside(
    *, new: Edition, old: Edition | Text, mask: Sequence[str] = (), by: Office, at: datetime
) -> Comparison:
    """Compare an edition with another, or with a text from elsewhere. Both are kept as they stand now."""
    made = _laid(new=new, old=old, mask=mask, by=by, at=at)
    trail.record(did="compared two texts", thing=made, by=by, at=at, of=new.id)
    return made


def _laid(
    *,
    new: Edition,
    old: Edition | Text,
    mask: Sequence[str] = (),
    by: Office | None,
    at: datetime,
    tells: bool = False,
) -> Comparison:
    before = old if isinstance(old, Text) else Text(old.title, queries.clauses_of(old))
    after = Text(new.title, queries.clauses_of(new))
    if not isinstance(old, Text):
        before, after = told_apart(before, after, old_number=old.number, new_number=new.number)
    row = Comparison(
        council_id=new.council_id,
        instrument_id=new.instrument_id,
        old=None if isinstance(old, Text) else old,
        new=new,
        old_text=as_json(before),
        new_text=as_json(after),
        mask=list(mask),
        tells_what_changed=tells,
        asked_by_id=by.id if by else None,
        asked_at=at,
    )
    if is_short(before, after):
        row.result, row.state = result_of(rules.compare(before.clauses, after.clauses, mask=mask)), "made"
    row.save()
    return row


def note_what_changed(*, edition: Edition, at: datetime) -> None:
    """Keep, for everybody to read, what changed by an edition, and by the one that follows it in time."""
    before, after = queries.neighbours_of(edition)
    for old, new in ((before, edition), (edition, after)):
        if old is None or new is None:
            continue
        if not Comparison.objects.filter(old=old, new=new, tells_what_changed=True).exists():
            _laid(new=new, old=old, by=None, at=at, tells=True)


@transaction.atomic
def pair_by_hand(
    *, comparison: Comparison, old: int | None, new: int | None, seen: int, by: Office, at: datetime
) -> None:
    """Say that two clauses belong together, or that one has no partner: in place of what was said before."""
    _hold(comparison, seen=seen)
    texts = queries.texts_of(comparison)
    for place, text in ((old, texts[0]), (new, texts[1])):
        if place is not None and not 0 <= place < len(text.clauses):
            raise OutOfTurn("There is no such clause.")
    if old is None and new is None:
        raise OutOfTurn("Say which clause it is about.")
    kept = [
        each
        for each in comparison.pairs
        if not ((new is not None and each[1] == new) or (new is None and each[0] == old))
    ]
    comparison.pairs = [*kept, [old, new]]
    _anew(comparison)
    trail.record(did="paired clauses by hand", thing=comparison, by=by, at=at)


@transaction.atomic
def unpair(*, comparison: Comparison, seen: int, by: Office, at: datetime) -> None:
    """Take all pairing by hand back."""
    _hold(comparison, seen=seen)
    comparison.pairs = []
    _anew(comparison)
    trail.record(did="took pairing by hand back", thing=comparison, by=by, at=at)


def _hold(comparison: Comparison, *, seen: int) -> None:
    comparison.refresh_from_db(from_queryset=Comparison.objects.select_for_update())
    if comparison.revision != seen:
        raise ChangedMeanwhile


def _anew(comparison: Comparison) -> None:
    before, after = queries.texts_of(comparison)
    comparison.renderings.all().delete()  # they show the pairing of before
    comparison.revision += 1
    if is_short(before, after):
        comparison.result, comparison.state = result_of(queries.compared(comparison)), "made"
    else:
        comparison.state, comparison.attempts, comparison.taken_at = "waiting", 0, None
    comparison.save()


def compare_due(*, at: datetime) -> int:
    """Work out the comparisons that wait. The worker calls it; returns how many were made."""
    done = 0
    while (row := _take(at=at)) is not None:
        done += _work_out(row)
    return done


@transaction.atomic
def _take(*, at: datetime) -> Comparison | None:
    free = Q(taken_at=None) | Q(taken_at__lt=at - SILENT) | Q(taken_at__gt=at + SILENT)
    waiting = Comparison.objects.select_for_update(skip_locked=True, of=("self",)).filter(free)
    for row in waiting.filter(state="waiting").order_by("id"):
        if row.attempts >= TRIES:  # as many workers have died over it
            row.state, row.taken_at = "failed", None
        else:
            row.attempts, row.taken_at = row.attempts + 1, at
        row.save(update_fields=["state", "attempts", "taken_at"])
        if row.state == "waiting":
            return row
    return None


def _work_out(row: Comparison) -> bool:
    ours = Comparison.objects.filter(id=row.id, attempts=row.attempts, revision=row.revision, state="waiting")
    try:
        result = result_of(queries.compared(row))
    # The redline may stumble over a text that nobody thought of, and the worker must go on.
    except Exception:
        logger.exception("Two texts could not be compared.")
        ours.update(state="failed" if row.attempts >= TRIES else "waiting", taken_at=None)
        return False
    return bool(ours.update(state="made", result=result, taken_at=None))
