"""What somebody who brings a link may know."""

from dataclasses import dataclass
from datetime import date

from concordat.surveys import access
from concordat.surveys.models import Urn
from concordat.surveys.rules import ballot, copies, links
from concordat.surveys.rules.instrument import Item, Side
from concordat.surveys.rules.links import AlreadyAnswered, NotALink, TooLate


@dataclass(frozen=True)
class BallotPaper:
    """What somebody with a link may know. It names no person, because the link does not."""

    link: str
    council: str
    wave: str
    wave_id: int
    atom_id: int
    side: Side
    atom: str
    closes_on: date
    public_key: bytes
    items: tuple[Item, ...]
    roster_hash: str


def ballot_paper(link: str, *, today: date) -> BallotPaper:
    """The ballot paper that this link opens. Raises ``NotALink``, ``AlreadyAnswered`` and ``TooLate``."""
    atom_id = links.atom_of(link)
    if atom_id is None:
        raise NotALink
    urn = Urn.objects.select_related("atom__wave__council").filter(atom=atom_id).first()
    if urn is None:
        raise NotALink
    atom, wave = urn.atom, urn.atom.wave
    if wave.released_at is None:
        fingerprint = ballot.fingerprint(link)
        if ballot.holds(bytes(urn.spent), fingerprint):
            raise AlreadyAnswered
        if not ballot.holds(bytes(urn.unspent), fingerprint):
            raise NotALink
    if not access.may_answer(closes_on=wave.closes_on, is_open=urn.is_open, today=today):
        raise TooLate
    return BallotPaper(
        link=link,
        council=wave.council.name,
        wave=wave.name,
        wave_id=wave.id,
        atom_id=atom.id,
        side=Side(atom.side),
        atom=atom.name,
        closes_on=wave.closes_on,
        public_key=bytes(wave.public_key),
        items=copies.restored(wave.items),
        roster_hash=wave.roster_hash,
    )
