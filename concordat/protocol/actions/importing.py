"""Bringing a text, mending what the reader made of it, and making a draft of it once that is right."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from concordat.people.rules.offices import Office
from concordat.protocol import queries
from concordat.protocol.actions.laying import lay_words
from concordat.protocol.models import (
    DraftAsked,
    Edition,
    Instrument,
    RepairStep,
    SourceFile,
)
from concordat.protocol.rules import reading as reader
from concordat.protocol.rules import readings, repair_kept, repairing
from concordat.protocol.rules.clauses import Reading
from concordat.protocol.rules.editions import ChangedMeanwhile, OutOfTurn
from concordat.protocol.rules.identity import Lineage
from concordat.protocol.rules.laid_beside import Text, is_short
from concordat.protocol.rules.reading import CannotRead
from concordat.protocol.rules.repairing import Step, Work
from concordat.trail import actions as trail
from concordat.trail.actions import Doer

NOT_LAID = "No draft could be made of it: the comparison with the edition before gave up three times."
MOVED_ON = "Another edition came into force or into hand meanwhile. Make the draft again, please."
SILENT = timedelta(minutes=5)
TRIES = 3
EVERY = 1.0

logger = logging.getLogger(__name__)


@transaction.atomic
def bring(*, instrument: Instrument, name: str, body: bytes, by: Office, at: datetime) -> SourceFile:
    """Keep a file, and read it: now if it is short, else by the worker. Nothing of it is a draft yet.

    Raises ``CannotRead``, and then keeps nothing.
    """
    source = SourceFile(
        council_id=instrument.council_id,
        instrument=instrument,
        name=name,
        body=body,
        sha256=sha256(body).hexdigest(),
        brought_by_id=by.id,
        brought_at=at,
    )
    if readings.is_short(len(body), name):
        source.reading = _kept(reader.read(body, name=name), instrument)
        source.state = "read"
    source.save()
    trail.record(did="brought a text", thing=source, by=by, at=at, of=instrument.id, bytes=len(body))
    return source


def _kept(told: Reading, instrument: Instrument) -> dict[str, Any]:
    """The reading as it is kept: a name that the file gives a clause counts if this instrument gave it."""
    names = {clause.key for clause in told.clauses} - {""}
    return readings.as_json(readings.with_own_names(told, own=queries.own_names(instrument, names)))


def read_due(*, at: datetime) -> int:
    """Read the files that wait, one after another. The worker calls it; returns how many were read."""
    done = 0
    while (source := _take(at=at)) is not None:
        done += _read(source, at=at)
    return done


@transaction.atomic
def _take(*, at: datetime) -> SourceFile | None:
    """The next file that waits, or whose worker has fallen silent. Whoever else looks passes it by."""
    silent = Q(state="reading", alive_at__lt=at - SILENT)
    due = SourceFile.objects.select_for_update(skip_locked=True, of=("self",))
    for source in due.filter(Q(state="waiting") | silent).defer("body").order_by("id"):
        if source.attempts < TRIES:
            source.state, source.alive_at, source.attempts = "reading", at, source.attempts + 1
        else:  # As many workers have died over it: a fourth would too.
            source.state = "refused"
            source.trouble = (
                "It could not be read: the reader gave up three times. Save it in another format."
            )
        source.save(update_fields=["state", "alive_at", "attempts", "trouble"])
        if source.state == "reading":
            return source
    return None


def _read(source: SourceFile, *, at: datetime) -> bool:
    mine = SourceFile.objects.filter(id=source.id, attempts=source.attempts, state="reading")
    try:
        told = reader.read(bytes(source.body), name=source.name, progress=_sign(mine, at))
        reading = _kept(told, source.instrument)
        return bool(mine.update(state="read", reading=reading, done=100, of=100))
    except CannotRead as refused:
        mine.update(state="refused", trouble=str(refused))
    # A reader may stumble over a file that nobody thought of, and the worker must go on.
    except Exception:
        logger.exception("A file could not be read.")
        again = source.attempts < TRIES
        mine.update(
            state="waiting" if again else "refused",
            trouble=""
            if again
            else "The reader failed on this file. Save it in another format and bring it again.",
        )
    return False


def _sign(mine: QuerySet[SourceFile], at: datetime) -> Callable[[str, float], None]:
    """Writes down how far it is, at most once a second."""
    began = last = time.monotonic()

    def progress(_words: str, share: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= EVERY:
            last = now
            alive_at = at + timedelta(seconds=now - began)
            mine.update(done=round(share * 100), of=100, alive_at=alive_at)

    return progress


@transaction.atomic
def repair(*, source: SourceFile, step: Step, seen: int, by: Office, at: datetime) -> None:
    """Take one step of repair. Raises ``NotPossible``; ``ChangedMeanwhile`` if a colleague took one first."""
    _hold(source, seen=seen)
    after = repairing.taken(queries.work_of(source), step)
    RepairStep.objects.filter(source=source, taken_back=True).delete()
    last = RepairStep.objects.filter(source=source).order_by("-position").first()
    RepairStep.objects.create(
        council_id=source.council_id,
        source=source,
        position=last.position + 1 if last else 1,
        step=step.as_json(),
        by_id=by.id,
        at=at,
    )
    _keep(source, after)
    trail.record(did="repaired a reading", thing=source, by=by, at=at, step=step.do)


@transaction.atomic
def take_back(*, source: SourceFile, seen: int, by: Office, at: datetime) -> None:
    """Undo the last step."""
    _hold(source, seen=seen)
    last = queries.last_step(source)
    if last is None:
        raise OutOfTurn("There is no step to take back.")
    last.taken_back = True
    last.save(update_fields=["taken_back"])
    steps = RepairStep.objects.filter(source=source, taken_back=False).order_by("position")
    told = [repairing.step_of(each.step) for each in steps]
    _keep(source, repairing.all_taken(repairing.begun(queries.reading_of(source)), told))
    trail.record(did="took a repair back", thing=source, by=by, at=at, step=last.step["do"])


@transaction.atomic
def take_again(*, source: SourceFile, seen: int, by: Office, at: datetime) -> None:
    """Take the step again that was taken back last."""
    _hold(source, seen=seen)
    step = queries.last_step(source, taken_back=True)
    if step is None:
        raise OutOfTurn("There is no step to take again.")
    step.taken_back = False
    step.save(update_fields=["taken_back"])
    _keep(source, repairing.taken(queries.work_of(source), repairing.step_of(step.step)))
    trail.record(did="took a repair again", thing=source, by=by, at=at, step=step.step["do"])


def _hold(source: SourceFile, *, seen: int) -> None:
    source.refresh_from_db(from_queryset=SourceFile.objects.select_for_update().defer("body"))
    if source.state != "read":
        raise OutOfTurn("This text is not being repaired any more.")
    if source.revision != seen:
        raise ChangedMeanwhile


def _keep(source: SourceFile, work: Work) -> None:
    source.current = repair_kept.as_json(work)
    source.revision += 1
    source.save(update_fields=["current", "revision"])


@transaction.atomic
def throw_away(*, source: SourceFile, by: Office, at: datetime) -> None:
    """Leave a text that was brought. The file is kept, and nobody works on it any more."""
    source.refresh_from_db(from_queryset=SourceFile.objects.select_for_update().defer("body"))
    if source.state in {"confirmed", "thrown away"}:
        raise OutOfTurn("This text is not being repaired any more.")
    source.state = "thrown away"
    source.save(update_fields=["state"])
    trail.record(did="threw a reading away", thing=source, by=by, at=at)


@transaction.atomic
def confirm_reading(*, source: SourceFile, title: str, seen: int, by: Office, at: datetime) -> Edition | None:
    """Make a draft of what was read and mended, all of it or nothing. Raises ``OutOfTurn``.

    A long text that follows an edition is laid beside it by the worker, which then makes the draft: None.
    """
    Instrument.objects.select_for_update().get(id=source.instrument_id)
    _hold(source, seen=seen)
    work = queries.work_of(source)
    if repairing.unplaced(work):
        raise OutOfTurn("Some words of the source stand nowhere. Nothing is saved until each has its place.")
    if not work.clauses:
        raise OutOfTurn("There is no clause in it.")
    before = _to_follow(source, at=at)
    if before is not None and not is_short(Text("", queries.clauses_of(before)), Text("", work.clauses)):
        DraftAsked.objects.update_or_create(
            source=source,
            defaults={"council_id": source.council_id, "title": title, "by_id": by.id, "at": at},
        )
        source.state, source.done, source.attempts, source.alive_at = "confirming", 0, 0, None
        source.trouble = ""
        source.save(update_fields=["state", "done", "attempts", "alive_at", "trouble"])
        return None
    return _made(source, work, queries.known_again(source, before, work), title=title, by=by, at=at)


def _to_follow(source: SourceFile, *, at: datetime) -> Edition | None:
    """The edition by whose clauses the draft's will be known. Raises ``OutOfTurn`` if none can be made."""
    draft = _draft_in_hand(source)
    if draft is not None:
        return draft.begun_from
    editions = Edition.objects.filter(instrument=source.instrument_id, abandoned_at=None).defer("frozen")
    return queries.basis_among(list(editions), today=localdate(at))


def _made(source: SourceFile, work: Work, known: Lineage, *, title: str, by: Doer, at: datetime) -> Edition:
    draft = _an_empty_draft(source, by=by, at=at)
    draft.title, draft.source = title, source
    draft.save(update_fields=["title", "source"])
    lay_words(draft=draft, work=work, known=known, names=queries.names_told(source, work), at=at)
    source.state = "confirmed"
    source.save(update_fields=["state"])
    trail.record(
        did="made a draft of a reading", thing=draft, by=by, at=at, of=source.id, clauses=len(work.clauses)
    )
    return draft


def lay_due(*, at: datetime) -> int:
    """Make the drafts that were asked for of long texts, one after another. The worker calls it."""
    done = 0
    while (source := _take_to_lay(at=at)) is not None:
        done += _lay(source, at=at)
    return done


@transaction.atomic
def _take_to_lay(*, at: datetime) -> SourceFile | None:
    silent = Q(alive_at=None) | Q(alive_at__lt=at - SILENT)
    due = SourceFile.objects.select_for_update(skip_locked=True, of=("self",))
    for source in due.filter(silent, state="confirming").defer("body").order_by("id"):
        if source.attempts < TRIES:
            source.alive_at, source.attempts = at, source.attempts + 1
        else:  # As many workers have died over it.
            source.state, source.trouble = "read", NOT_LAID
        source.save(update_fields=["state", "alive_at", "attempts", "trouble"])
        if source.state == "confirming":
            return source
    return None


def _lay(source: SourceFile, *, at: datetime) -> bool:
    """Known again outside any transaction, for that takes long; made in one, if nothing has moved since."""
    mine = SourceFile.objects.filter(id=source.id, attempts=source.attempts, state="confirming")
    sign = _sign(mine, at)
    try:
        before, work = _to_follow(source, at=at), queries.work_of(source)
        sign("", 0.05)
        known = queries.known_again(source, before, work)
        sign("", 0.8)
        with transaction.atomic():
            Instrument.objects.select_for_update().get(id=source.instrument_id)
            row = mine.select_for_update(of=("self",)).defer("body").select_related("draft_asked__by").first()
            if row is None:
                return False  # thrown away, or taken by another worker
            if _to_follow(row, at=at) != before:
                raise OutOfTurn(MOVED_ON)
            asked = row.draft_asked
            _made(row, work, known, title=asked.title, by=asked.by, at=at)
        return True
    except OutOfTurn as late:
        mine.update(state="read", trouble=str(late))
    # The redline may stumble over a text that nobody thought of, and the worker must go on.
    except Exception:
        logger.exception("A draft could not be made of a reading.")
        again = source.attempts < TRIES
        mine.update(state="confirming" if again else "read", trouble="" if again else NOT_LAID, alive_at=None)
    return False


def _draft_in_hand(source: SourceFile) -> Edition | None:
    """The draft there is, if there is not a word in it. Raises ``OutOfTurn`` if there is."""
    draft = (
        Edition.objects.filter(instrument=source.instrument_id, abandoned_at=None, resolved_at=None)
        .select_related("begun_from")
        .first()
    )
    if draft is not None and draft.wordings.exists():
        raise OutOfTurn("There is a draft with words in hand already. Finish it or abandon it first.")
    return draft


def _an_empty_draft(source: SourceFile, *, by: Doer, at: datetime) -> Edition:
    """The draft in hand, if there is not a word in it; or a new one, if there is none."""
    draft = _draft_in_hand(source)
    if draft is not None:
        queries.lock_draft(draft, today=localdate(at))
        return draft
    return Edition.objects.create(
        council_id=source.council_id,
        instrument_id=source.instrument_id,
        title=source.instrument.name,
        begun_from=_to_follow(source, at=at),
        made_by_id=by.id,
        made_at=at,
    )
