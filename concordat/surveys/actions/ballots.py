"""One person's answers, sealed before anything is stored.

This is the one deed of the house that leaves no line in the trail, sends no letter and is told of no person:
a line would carry its time, and beside the times at which people open their mail that would be a name.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction
from django.utils.timezone import localdate

from concordat.surveys import access
from concordat.surveys.models import CommentBox, Urn
from concordat.surveys.queries import BallotPaper
from concordat.surveys.rules import ballot, comments, sealing
from concordat.surveys.rules.comments import EMPTY, Comment
from concordat.surveys.rules.links import AlreadyAnswered, NotALink, NotKept, TooLate


def cast(*, paper: BallotPaper, answers: Mapping[str, int], comment: Comment = EMPTY, at: datetime) -> None:
    """Seal these answers, spend the link, and lay the sealed ballot among the others.

    answers   item id to a rating from 1 to 10 or a band from 1 to 3; what is not given is left out
    comment   in the writer's own words; an empty one is sealed and laid in as well, so that nothing
              tells who wrote one
    Raises ``NotABallot``, ``NotALink``, ``AlreadyAnswered``, ``TooLate``, and
    ``NotKept`` if the database could not write. Then nothing is stored, and the link is not used up.
    """
    # Sealed before the lock is taken: whoever waits for the urn waits for two short statements only.
    sealed = sealing.seal_ballot(
        ballot.encode(answers, items=paper.items),
        public_key=paper.public_key,
        wave=paper.wave_id,
        atom=paper.atom_id,
    )
    words = _sealed(comment, paper)
    fingerprint = ballot.fingerprint(paper.link)
    try:
        _lay_in(sealed, words, fingerprint=fingerprint, paper=paper, at=at)
    except (OperationalError, InterfaceError) as trouble:
        raise NotKept from trouble


def _sealed(comment: Comment, paper: BallotPaper) -> bytes | None:
    if not paper.reviewer_key:
        return None
    return sealing.seal_comment(
        comments.encode(comment), public_key=paper.reviewer_key, wave=paper.wave_id, side=paper.side
    )


@transaction.atomic
def _lay_in(
    sealed: bytes, words: bytes | None, *, fingerprint: bytes, paper: BallotPaper, at: datetime
) -> None:
    # All of the wave, in the order in which closing takes them: who comes from either side waits here alike.
    asked = Urn.objects.select_for_update(of=("self",)).filter(atom__wave=paper.wave_id)
    urns = list(asked.order_by("id"))
    urn = next((urn for urn in urns if urn.atom_id == paper.atom_id), None)
    if urn is None:
        raise NotALink
    # Here and not before: a second click of the same button may be waiting at the lock beside the first.
    if not access.may_answer(closes_on=paper.closes_on, is_open=urn.is_open, today=localdate(at)):
        raise TooLate
    unspent, spent, box = bytes(urn.unspent), bytes(urn.spent), bytes(urn.box)
    if ballot.holds(spent, fingerprint):
        raise AlreadyAnswered
    if not ballot.holds(unspent, fingerprint):
        raise NotALink
    urn.unspent = ballot.taken_out(unspent, fingerprint)
    urn.spent = ballot.put_in(spent, fingerprint)
    urn.box = ballot.put_in(box, sealed)
    # Every urn is written anew, not only this one: neither the place of a row in the database's file nor the
    # number of the transaction that wrote it tells from which group the last ballot came.
    for each in urns:
        each.save(update_fields=["unspent", "spent", "box"])
    if words is not None:
        _lay_in_words(words, paper=paper)


def _lay_in_words(words: bytes, *, paper: BallotPaper) -> None:
    """The comment of this ballot, among the others of its side.

    Both sides' boxes are written each time, in one order: where a database lays them tells nothing of which
    side's was last added to.
    """
    for box in CommentBox.objects.select_for_update().filter(wave=paper.wave_id).order_by("side"):
        if box.side == paper.side:
            box.box = ballot.put_in(bytes(box.box), words)
        box.save(update_fields=["box"])
