"""Both sides are asked about a draft, say what they think clause by clause, and are answered."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from concordat.letters import actions as letters
from concordat.people import queries as people
from concordat.people.rules.offices import Office
from concordat.protocol import queries
from concordat.protocol.models import Comment, Consultation, Edition
from concordat.protocol.rules.editions import OutOfTurn, Stage
from concordat.trail import actions as trail

CLOSED = "The consultation is not open today: nothing more can be said."


@transaction.atomic
def open_consultation(
    *, edition: Edition, opens_on: date, closes_on: date, question: str = "", by: Office, at: datetime
) -> Consultation:
    """Ask both sides about a draft, from a day to a day. From the first of them its words stand still."""
    today = localdate(at)
    queries.lock_draft(edition, today=today)
    if not edition.wordings.exists():
        raise OutOfTurn("There is not a word in this draft yet.")
    if opens_on < today:
        raise OutOfTurn("A consultation cannot have opened before today.")
    if closes_on < opens_on:
        raise OutOfTurn("The last day must not come before the first.")
    if edition.consultations.filter(closes_on__gte=today).exists():
        raise OutOfTurn("A consultation on this draft is planned already. Change its last day instead.")
    opened = Consultation.objects.create(
        council_id=edition.council_id,
        edition=edition,
        opens_on=opens_on,
        closes_on=closes_on,
        question=question,
        opened_by_id=by.id,
        opened_at=at,
    )
    trail.record(
        did="planned a consultation", thing=edition, by=by, at=at, opens_on=opens_on, closes_on=closes_on
    )
    if opens_on == today:
        _tell(opened, at=at)
    return opened


@transaction.atomic
def change_last_day(*, consultation: Consultation, closes_on: date, by: Office, at: datetime) -> None:
    """Give people longer, or close sooner: at the end of today at the earliest."""
    consultation.refresh_from_db(from_queryset=Consultation.objects.select_for_update())
    today = localdate(at)
    if consultation.closes_on < today:
        raise OutOfTurn("It has closed already. Open another.")
    if closes_on < max(today, consultation.opens_on):
        raise OutOfTurn("The last day can be today at the earliest, and not before the first.")
    consultation.closes_on = closes_on
    consultation.save(update_fields=["closes_on"])
    trail.record(
        did="changed a consultation's last day",
        thing=consultation.edition,
        by=by,
        at=at,
        closes_on=closes_on,
    )


def tell_due(*, at: datetime) -> int:
    """Write to both sides about every consultation that has opened. The worker calls it; returns how many."""
    told = 0
    waiting = Consultation.objects.filter(opens_on__lte=localdate(at), told_at=None).order_by("id")
    for number in list(waiting.values_list("id", flat=True)):
        told += _tell_one(number, at)
    return told


@transaction.atomic
def _tell_one(number: int, at: datetime) -> bool:
    due = Consultation.objects.select_for_update(skip_locked=True, of=("self",)).filter(told_at=None)
    found = due.select_related("edition__instrument__council").filter(id=number).first()
    if found is None:  # a colleague of this worker has it in hand
        return False
    if found.edition.abandoned_at is None and found.closes_on >= localdate(at):
        _tell(found, at=at)
        return True
    found.told_at = at
    found.save(update_fields=["told_at"])
    return False


def _tell(consultation: Consultation, *, at: datetime) -> None:
    """To everyone of both sides alike."""
    both = [each for each in people.offices_of(consultation.council_id, on=localdate(at)) if each.side]
    letters.send_many(
        letters=[(each, "") for each in both],
        letter="protocol/letters/consulted.txt",
        about=consultation,
        at=at,
    )
    consultation.told_at = at
    consultation.save(update_fields=["told_at"])


@transaction.atomic
def say(*, edition: Edition, key: str, words: str, by: Office, at: datetime) -> Comment:
    """Comment on one clause, or with an empty key on the whole. Raises ``OutOfTurn`` outside the days."""
    edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
    if queries.stage_of(edition, today=localdate(at)) is not Stage.IN_CONSULTATION:
        raise OutOfTurn(CLOSED)
    if by.side is None:
        raise OutOfTurn("Councillors and officers are asked, and nobody else.")
    row = queries.row_of(edition, key).first() if key else None
    if key and row is None:
        raise OutOfTurn("This clause is not in the draft.")
    said = Comment.objects.create(
        council_id=edition.council_id,
        edition=edition,
        clause=row.clause if row else None,
        about=queries.words_shown(row) if row else "",
        office_id=by.id,
        side=by.side,
        words=words,
        at=at,
    )
    trail.record(did="commented on a draft", thing=edition, by=by, at=at, clause=key)
    return said


@transaction.atomic
def take_comment_back(*, comment: Comment, by: Office, at: datetime) -> None:
    """Take back what one said oneself, while people are being asked and nobody has answered it."""
    comment = _held(comment)
    if comment.office_id != by.id:
        raise OutOfTurn("Only whoever made a comment can take it back.")
    if comment.answered_at is not None:
        raise OutOfTurn("It has been answered, and stays.")
    if queries.stage_of(comment.edition, today=localdate(at)) is not Stage.IN_CONSULTATION:
        raise OutOfTurn(CLOSED)
    edition = comment.edition
    comment.delete()
    trail.record(did="took a comment back", thing=edition, by=by, at=at)


@transaction.atomic
def answer_comment(*, comment: Comment, answer: str, by: Office, at: datetime) -> None:
    """Say what became of a comment. It can be said better until the edition is resolved."""
    comment = _held(comment)
    edition = comment.edition
    if edition.resolved_at is not None or edition.abandoned_at is not None:
        raise OutOfTurn("This edition is no draft any more: its comments stay as they were answered.")
    comment.answer, comment.answered_by_id, comment.answered_at = answer, by.id, at
    comment.save(update_fields=["answer", "answered_by", "answered_at"])
    trail.record(did="answered a comment", thing=edition, by=by, at=at, comment=comment.id)


def _held(comment: Comment) -> Comment:
    held = (
        Comment.objects.select_for_update(of=("self",))
        .select_related("edition")
        .filter(id=comment.id)
        .first()
    )
    if held is None:
        raise OutOfTurn("This comment was taken back meanwhile.")
    return held
