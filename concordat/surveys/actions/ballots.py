"""One person's answers, sealed before anything is stored.

This is the one deed of the house that leaves no line in the trail, sends no letter and is told of no person:
a line would carry its time, and beside the times at which people open their mail that would be a name.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import OperationalError, transaction
from django.utils.timezone import localdate

from concordat.surveys import access
from concordat.surveys.models import Urn
from concordat.surveys.queries import BallotPaper
from concordat.surveys.rules import ballot, sealing
from concordat.surveys.rules.links import AlreadyAnswered, NotALink, NotKept, TooLate


def cast(*, paper: BallotPaper, answers: Mapping[str, int], at: datetime) -> None:
    """Seal these answers, spend the link, and lay the sealed ballot among the others.

    answers   item id to a rating from 1 to 10 or a band from 1 to 3; what is not given is left out
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
    fingerprint = ballot.fingerprint(paper.link)
    try:
        _lay_in(sealed, fingerprint=fingerprint, paper=paper, at=at)
    except OperationalError as trouble:
        raise NotKept from trouble


@transaction.atomic
def _lay_in(sealed: bytes, *, fingerprint: bytes, paper: BallotPaper, at: datetime) -> None:
    urn = Urn.objects.select_for_update().filter(atom=paper.atom_id).first()
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
    urn.save(update_fields=["unspent", "spent", "box"])
