"""Comments, from the naming of their reviewer to the day on which nothing is left of them but themes."""

import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import transaction
from django.utils.timezone import localdate

from concordat.letters import actions as letters
from concordat.people.rules.duties import Kind
from concordat.people.rules.offices import Office
from concordat.surveys import queries
from concordat.surveys.models import (
    CommentBox,
    CommentCoding,
    Rendering,
    Reviewer,
    ThemeDraft,
    ThemeRelease,
    Urn,
    Wave,
)
from concordat.surveys.rules import ballot, comments, promise, sealing, secrets, themes
from concordat.surveys.rules.comments import Comment, NotAComment, Outcome
from concordat.surveys.rules.freezing import freeze
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.stages import OutOfTurn
from concordat.surveys.rules.themes import Coding, Draft, InTheirOwnWords
from concordat.trail import actions as trail

OPENED = "It has been launched, and its reviewer can no longer be changed."
OVER = "These comments are gone: they were published as themes, or destroyed."


class NotIndependent(Exception):
    """Whoever belongs to a side cannot review the comments of either."""


class NotTheReviewersSecret(Exception):
    """Rightly typed, but not the secret that this reviewer collected for this wave."""


@transaction.atomic
def name_reviewer(*, wave: Wave, reviewer: Office | None, by: Office, at: datetime) -> None:
    """Name who will read the comments, or nobody: then none are asked for. Raises ``NotIndependent``."""
    _lock_unlaunched(wave)
    before = queries.reviewer_of(wave)
    if reviewer is not None and reviewer.kind != Kind.OTHER:
        raise NotIndependent
    if (before.office_id if before else None) == (reviewer.id if reviewer else None):
        return
    if before:
        before.delete()
    if reviewer is not None:
        Reviewer.objects.create(
            council_id=wave.council_id, wave=wave, office_id=reviewer.id, name=reviewer.name
        )
        letters.send(to=reviewer, letter="surveys/letters/review_the_comments.txt", about=wave, at=at)
    did = "named the reviewer of the comments" if reviewer else "chose to ask for no comments"
    trail.record(did=did, thing=wave, by=by, at=at)


@transaction.atomic
def collect_reviewers_secret(*, reviewer: Reviewer, by: Office, at: datetime) -> str:
    """Make the reviewer's secret, and keep only what seals to it. The secret itself is shown once."""
    _lock_unlaunched(reviewer.wave)
    reviewer.refresh_from_db(from_queryset=Reviewer.objects.select_for_update())
    again = bool(reviewer.public_key)
    secret = secrets.new_secret()
    key = sealing.reviewer_key(secret=secrets.read(secret), wave=reviewer.wave_id)
    reviewer.public_key = sealing.public_half(key)
    reviewer.save(update_fields=["public_key"])
    trail.record(did="collected the reviewer's secret", thing=reviewer.wave, by=by, at=at, again=again)
    return secret


@transaction.atomic
def settle(*, wave: Wave, answered: Mapping[str, int], at: datetime) -> None:
    """When the ballot box has been opened: what may never be read is destroyed at once.

    answered   the ballots that could be read of each group whose people could write a comment
    Called before the links are destroyed: it compares with them how many comments there are.
    """
    sides = dict(wave.atoms.values_list("name", "side"))
    answers = comments.by_side(answered, sides=sides)
    boxes = list(CommentBox.objects.select_for_update().filter(wave=wave).order_by("side"))
    for box in boxes:
        spent = _spent(wave, [atom for atom in answered if sides[atom] == box.side])
        why = comments.unread_because(
            answered=answers.get(box.side, 0), sealed=len(_sealed(box)), spent=spent
        )
        if why:
            _destroy(box, why, by=None, at=at)
    if not boxes:
        return
    if all(box.outcome for box in boxes):
        _forget_the_reviewer(wave)
    else:
        letters.send(to=wave.reviewer.office, letter="surveys/letters/comments_wait.txt", about=wave, at=at)


@transaction.atomic
def read_comments(*, box: CommentBox, secret: str, by: Office, at: datetime) -> dict[str, Comment]:
    """The comments of a side, by fingerprint, in reading order; in memory, and nowhere else.

    Fewer than five are destroyed before anybody has seen one, and the outcome says so.
    Raises ``Mistyped``, ``NotTheReviewersSecret`` and ``OutOfTurn``.
    """
    _lock_waiting(box)
    promise.see_that_it_is_kept(box.wave.promise)
    found = _opened(box, _key(box.wave, secret))
    trail.record(did="read the comments", thing=box.wave, by=by, at=at, side=box.side)
    if len(found) < comments.COMMENTS_NEEDED:
        _destroy(box, Outcome.FEW_WROTE, by=None, at=at)
        return {}
    return found


@transaction.atomic
def code(
    *,
    box: CommentBox,
    drafts: Sequence[Draft],
    codings: Mapping[str, Coding],
    by: Office,
    at: datetime,
) -> None:
    """Keep the reviewer's notes as they stand, finished or not. Of strangers to the box nothing is kept."""
    _lock_waiting(box)
    known = {mark for mark, _one in comments.in_reading_order(_sealed(box))}
    _forget_the_notes(box)
    ThemeDraft.objects.bulk_create(
        ThemeDraft(
            council_id=box.council_id, box=box, number=draft.number, title=draft.title, words=draft.words
        )
        for draft in drafts
    )
    CommentCoding.objects.bulk_create(
        CommentCoding(
            council_id=box.council_id,
            box=box,
            fingerprint=mark,
            themes=sorted(codings[mark].themes),
            quote_under=codings[mark].quote_under,
            confirmed=codings[mark].confirmed,
        )
        for mark in sorted(known & set(codings))
    )
    trail.record(did="coded the comments", thing=box.wave, by=by, at=at, side=box.side, themes=len(drafts))


@transaction.atomic
def publish_themes(*, wave: Wave, secret: str, by: Office, at: datetime) -> None:
    """Publish the themes of both sides, once; comments, notes and the reviewer's key are gone with it.

    Raises ``Mistyped``, ``NotTheReviewersSecret``, ``OutOfTurn``, and ``CannotBeTold`` with what stands in
    the way: then nothing is published, and nothing destroyed.
    """
    wave.refresh_from_db(from_queryset=Wave.objects.select_for_update())
    boxes = list(CommentBox.objects.select_for_update().filter(wave=wave).order_by("side"))
    if wave.released_at is None or all(box.outcome for box in boxes):
        raise OutOfTurn(OVER)
    promise.see_that_it_is_kept(wave.promise)
    key = _key(wave, secret)
    told = [_told(box, key, at=at) for box in boxes]
    if problems := [problem for each in told if isinstance(each, list) for problem in each]:
        raise themes.CannotBeTold(problems)
    ThemeRelease.objects.create(council_id=wave.council_id, wave=wave, made_at=at, body=freeze(told))
    for box, each in zip(boxes, told, strict=True):
        if not box.outcome and isinstance(each, InTheirOwnWords):
            _empty(box, each.outcome)
    _forget_the_reviewer(wave)
    _make_the_files_again(wave)
    trail.record(did="published the themes and destroyed the comments", thing=wave, by=by, at=at)
    everyone = wave.roster.select_related("office__person", "office__council")
    letters.send_many(
        letters=[(line.office, "") for line in everyone],
        letter="surveys/letters/themes.txt",
        about=wave,
        at=at,
    )


def let_lapse(*, at: datetime) -> int:
    """Destroy the comments that have waited too long for their reviewer. Returns of how many waves."""
    late = Wave.objects.filter(
        released_at__lt=at - comments.KEPT_FOR,
        comment_boxes__outcome="",
    ).distinct()
    for wave in late.order_by("id"):
        with transaction.atomic():
            wave.refresh_from_db(from_queryset=Wave.objects.select_for_update())
            for box in CommentBox.objects.select_for_update().filter(wave=wave, outcome="").order_by("side"):
                _destroy(box, Outcome.LAPSED, by=None, at=at)
            _forget_the_reviewer(wave)
    return len(late)


def _told(box: CommentBox, key: X25519PrivateKey, *, at: datetime) -> InTheirOwnWords | list[str]:
    side = Side(box.side)
    if box.outcome:
        return InTheirOwnWords(side, Outcome(box.outcome))
    known = queries.known_of(wave_id=box.wave_id, council_id=box.council_id, today=localdate(at))
    try:
        return themes.told(
            side=side,
            drafts=queries.drafts_of(box),
            comments=_opened(box, key),
            codings=queries.codings_of(box),
            known=known,
            answered=queries.answered_in(box),
        )
    except themes.CannotBeTold as why:
        return list(why.problems)


# ------------------------------------------------------------------------------------ what is in a box


def _sealed(box: CommentBox) -> list[bytes]:
    return ballot.parts(bytes(box.box), length=comments.SIZE + sealing.OVERHEAD)


def _spent(wave: Wave, atoms: Sequence[str]) -> int:
    urns = Urn.objects.filter(atom__wave=wave, atom__name__in=atoms)
    spent = urns.values_list("spent", flat=True)
    return sum(len(bytes(row)) // ballot.HASH for row in spent)


def _key(wave: Wave, secret: str) -> X25519PrivateKey:
    key = sealing.reviewer_key(secret=secrets.read(secret), wave=wave.id)
    reviewer = queries.reviewer_of(wave)
    if reviewer is None or not hmac.compare_digest(sealing.public_half(key), bytes(reviewer.public_key)):
        raise NotTheReviewersSecret
    return key


def _opened(box: CommentBox, key: X25519PrivateKey) -> dict[str, Comment]:
    """Every comment that says something and can be read."""
    found = {}
    for mark, one in comments.in_reading_order(_sealed(box)):
        try:
            opened = sealing.open_comment(one, key=key, wave=box.wave_id, side=box.side)
            comment = comments.decode(opened)
        except (sealing.DoesNotOpen, NotAComment):
            continue
        if comment.text:
            found[mark] = comment
    return found


# ------------------------------------------------------------------------------------------- their end


def _destroy(box: CommentBox, why: Outcome, *, by: Office | None, at: datetime) -> None:
    _empty(box, why)
    _make_the_files_again(box.wave)
    trail.record(
        did="destroyed comments",
        thing=box.wave,
        by=by,
        council_id=box.council_id,
        at=at,
        side=box.side,
        because=why.value,
    )


def _empty(box: CommentBox, why: Outcome) -> None:
    """In a SQLite file what is erased is overwritten too (`secure_delete`)."""
    box.box, box.outcome = b"", why.value
    box.save(update_fields=["box", "outcome"])
    _forget_the_notes(box)


def _forget_the_notes(box: CommentBox) -> None:
    box.drafts.all().delete()
    box.codings.all().delete()


def _forget_the_reviewer(wave: Wave) -> None:
    """With nothing left to read the key goes as well. Who it was stays: it was promised by name."""
    Reviewer.objects.filter(wave=wave).update(public_key=b"")


def _make_the_files_again(wave: Wave) -> None:
    """The worker's files hold what was told of the comments, so they are made anew. The figures stay."""
    Rendering.objects.filter(release__wave=wave).update(state="waiting", attempts=0, body=b"")


def _lock_unlaunched(wave: Wave) -> None:
    wave.refresh_from_db(from_queryset=Wave.objects.select_for_update())
    if wave.launched_at:
        raise OutOfTurn(OPENED)


def _lock_waiting(box: CommentBox) -> None:
    box.refresh_from_db(from_queryset=CommentBox.objects.select_for_update().select_related("wave"))
    if box.outcome or box.wave.released_at is None:
        raise OutOfTurn(OVER)
