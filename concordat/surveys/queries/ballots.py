"""What somebody who brings a link may know."""

from dataclasses import dataclass
from datetime import date

from concordat.people.rules.councils import LOCAL
from concordat.surveys import access
from concordat.surveys.models import Urn
from concordat.surveys.rules import ballot, copies, instrument, links
from concordat.surveys.rules.instrument import Item, Side
from concordat.surveys.rules.links import AlreadyAnswered, NotALink, TooLate
from concordat.surveys.rules.pooling import POOLED


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
    council_id: int
    promise: str  # the edition under which the wave was launched
    is_local: bool  # of a parish, town or community council: of one's own, or of several pooled
    # Who will read the comment, and the key that seals it; both empty if none is asked for.
    reviewer: str = ""
    reviewer_key: bytes = b""

    @property
    def in_both(self) -> bool:
        """Whether it is asked in Welsh beside English."""
        return any(item.is_in_welsh for item in self.items)

    @property
    def reading(self) -> str:
        """How words that a local council does not have are to be read there, as the paper says too."""
        return instrument.PARISH if self.is_local else ""

    @property
    def minutes(self) -> int:
        """About how long it takes to answer."""
        return instrument.minutes(len(self.items))

    @property
    def is_pooled(self) -> bool:
        """Whether it is asked of officers of several local councils, each of its own council."""
        return self.atom == POOLED


def ballot_paper(link: str, *, today: date) -> BallotPaper:
    """The ballot paper that this link opens. Raises ``NotALink``, ``AlreadyAnswered`` and ``TooLate``."""
    atom_id = links.atom_of(link)
    if atom_id is None:
        raise NotALink
    # The ballots stay where they are: half a megabyte at the end, and no page needs them.
    urns = Urn.objects.select_related("atom__wave__council", "atom__wave__reviewer").defer("box")
    urn = urns.filter(atom=atom_id).first()
    if urn is None:
        raise NotALink
    atom, wave = urn.atom, urn.atom.wave
    items = copies.restored(wave.items)
    in_both = any(item.is_in_welsh for item in items)
    if wave.released_at is None:
        fingerprint = ballot.fingerprint(link)
        if ballot.holds(bytes(urn.spent), fingerprint):
            raise AlreadyAnswered(in_both=in_both)
        if not ballot.holds(bytes(urn.unspent), fingerprint):
            raise NotALink
    if not access.may_answer(closes_on=wave.closes_on, is_open=urn.is_open, today=today):
        raise TooLate(in_both=in_both)
    reviewer = None if atom.name == POOLED else getattr(wave, "reviewer", None)
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
        items=items,
        roster_hash=wave.roster_hash,
        council_id=wave.council_id,
        promise=wave.promise,
        is_local=atom.name == POOLED or wave.council.tier in LOCAL,
        reviewer=reviewer.name if reviewer else "",
        reviewer_key=bytes(reviewer.public_key) if reviewer else b"",
    )
