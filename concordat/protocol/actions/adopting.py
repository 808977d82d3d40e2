"""A body's decision is put on record, and the words are frozen by it."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.timezone import localdate

from concordat.people.rules.offices import Office
from concordat.protocol import queries
from concordat.protocol.actions.comparing import note_what_changed
from concordat.protocol.actions.drafting import AT_A_TIME, LOCKED, copy_words
from concordat.protocol.actions.rendering import order_files
from concordat.protocol.models import Edition, Instrument, Resolution, Wording
from concordat.protocol.rules import freezing
from concordat.protocol.rules.corrections import check_correction
from concordat.protocol.rules.editions import (
    Adopted,
    ChangedMeanwhile,
    Locked,
    OutOfTurn,
    Stage,
    check_resolution,
)
from concordat.trail import actions as trail


@transaction.atomic
def resolve(
    *,
    edition: Edition,
    resolved: Adopted,
    vote_recorded: bool = False,
    votes_for: int | None = None,
    votes_against: int | None = None,
    abstentions: int | None = None,
    why_not_consulted: str = "",
    file_name: str = "",
    file: bytes = b"",
    by: Office,
    at: datetime,
) -> None:
    """Record that a body has resolved this edition: from now on its words stand. Raises ``OutOfTurn``.

    It is in force from its effective day on, and nothing more has to be done for that.
    """
    Instrument.objects.select_for_update().get(id=edition.instrument_id)
    queries.lock_draft(edition, today=localdate(at))
    consulted = edition.consultations.filter(closes_on__lt=localdate(at)).exists()
    problems = check_resolution(
        resolved,
        consulted=consulted,
        why_not=why_not_consulted,
        unanswered=queries.comments_waiting(edition),
    )
    if not edition.wordings.exists():
        problems.append("There is not a word in this draft yet.")
    if problems:
        raise OutOfTurn(" ".join(problems))
    Resolution.objects.create(
        council_id=edition.council_id,
        edition=edition,
        body=resolved.body,
        meeting_on=resolved.meeting_on,
        minute=resolved.minute,
        effective_on=resolved.effective_on,
        vote_recorded=vote_recorded,
        votes_for=votes_for,
        votes_against=votes_against,
        abstentions=abstentions,
        why_not_consulted=why_not_consulted,
        file_name=file_name,
        file=file,
        recorded_by_id=by.id,
        recorded_at=at,
    )
    edition.effective_on = resolved.effective_on
    _freeze(edition, at=at)
    trail.record(
        did="recorded a resolution",
        thing=edition,
        by=by,
        at=at,
        number=edition.number,
        effective_on=resolved.effective_on,
        sha256=edition.sha256,
    )


def _freeze(edition: Edition, *, at: datetime) -> None:
    """Write the shown labels down, number the edition, and keep the file whose fingerprint is published."""
    rows = list(queries.rows_of(edition))
    clauses = queries.clauses_of(edition, rows)
    for row, clause in zip(rows, clauses, strict=True):
        row.label = clause.label
    Wording.objects.bulk_update(rows, ["label"], batch_size=AT_A_TIME)
    told = Edition.objects.filter(instrument=edition.instrument_id).aggregate(last=Max("number"))
    edition.number = (told["last"] or 0) + 1
    edition.frozen = freezing.frozen(
        clauses,
        title=edition.title,
        instrument=edition.instrument.slug,
        council=edition.council.slug,
        number=edition.number,
    )
    edition.sha256 = freezing.fingerprint(edition.frozen)
    edition.resolved_at = at
    edition.save()
    note_what_changed(edition=edition, at=at)
    order_files(edition=edition, at=at)


@transaction.atomic
def correct(
    *, edition: Edition, key: str, heading: str, text: str, why: str, by: Office, at: datetime
) -> tuple[Edition, bool]:
    """Mend a typing slip in words that are in force, without a body: as an edition with a record of its own.

    Returns that edition, and whether the draft in hand had the same slip and was mended with it.
    Raises ``NotEditorial`` if the redline finds more than spelling in it, ``OutOfTurn``.
    """
    Instrument.objects.select_for_update().get(id=edition.instrument_id)
    if queries.stage_of(edition, today=localdate(at)) is not Stage.IN_FORCE:
        raise OutOfTurn("Only words that are in force are corrected. Look at what is in force now.")
    row = queries.row_of(edition, key).first()
    if row is None:
        raise ChangedMeanwhile
    if row.locked:
        raise Locked(LOCKED)
    old = queries.clauses_of(edition)
    new = [replace(each, heading=heading, text=text) if each.key == key else each for each in old]
    check_correction(old, new)
    corrected = _correction_of(edition, why=why, by=by, at=at)
    Wording.objects.filter(edition=corrected, clause__key=key).update(heading=heading, text=text)
    _freeze(corrected, at=at)
    carried = _carry_into_draft(row, heading=heading, text=text, at=at)
    trail.record(
        did="corrected an edition",
        thing=corrected,
        by=by,
        at=at,
        of=edition.id,
        number=corrected.number,
        clause=key,
        sha256=corrected.sha256,
    )
    return corrected, carried


def _correction_of(edition: Edition, *, why: str, by: Office, at: datetime) -> Edition:
    """The same words again, in force from today, and not frozen yet."""
    corrected = Edition.objects.create(
        council_id=edition.council_id,
        instrument_id=edition.instrument_id,
        title=edition.title,
        numbering=edition.numbering,
        number_prefix=edition.number_prefix,
        number_start=edition.number_start,
        begun_from=edition,
        corrects=edition,
        correction_why=why,
        made_by_id=by.id,
        made_at=at,
    )
    copy_words(of=edition, to=corrected, at=at)
    corrected.effective_on = localdate(at)
    return corrected


def _carry_into_draft(slip: Wording, *, heading: str, text: str, at: datetime) -> bool:
    """Mend the draft in hand too, where it has the very same words and nobody is being asked about them."""
    drafts = Edition.objects.filter(
        instrument=slip.edition.instrument_id, resolved_at=None, abandoned_at=None
    )
    draft = drafts.filter(corrects=None).first()
    if draft is None or queries.stage_of(draft, today=localdate(at)) is Stage.IN_CONSULTATION:
        return False
    same = Wording.objects.filter(
        edition=draft, clause=slip.clause_id, heading=slip.heading, text=slip.text, locked=False
    )
    return bool(same.update(heading=heading, text=text, revision=F("revision") + 1))
