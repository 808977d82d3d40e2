"""Who is asked: drawn up from the council's people, seen by everyone on it, signed by one of each side."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from concordat.letters import actions as letters
from concordat.people.rules.offices import Office
from concordat.surveys import queries
from concordat.surveys.models import Atom, CoSignature, Pool, RosterLine, Wave
from concordat.surveys.rules import roster
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.pooling import POOLED
from concordat.surveys.rules.stages import NotTheSigner, OutOfTurn
from concordat.trail import actions as trail


@transaction.atomic
def draw_up_roster(*, wave: Wave, by: Office, at: datetime) -> None:
    """Put everyone who holds an office of either side today on the roster.

    Drawn up again with the same people it stays as it was signed; with others, every signature is void.
    """
    _lock_unlaunched(wave)
    lines = queries.roster_of_today(wave, today=localdate(at))
    fingerprint = roster.roster_hash(lines)
    if fingerprint == wave.roster_hash:
        return
    _lay_down(wave, lines)
    _tell_the_pool(wave, lines)
    wave.roster_hash = fingerprint
    wave.save(update_fields=["roster_hash"])
    trail.record(did="drew up a roster", thing=wave, by=by, at=at, people=len(lines), roster_hash=fingerprint)


def _lay_down(wave: Wave, lines: tuple[roster.Line, ...]) -> None:
    CoSignature.objects.filter(wave=wave).delete()
    RosterLine.objects.filter(wave=wave).delete()
    Atom.objects.filter(wave=wave).delete()
    atoms = {
        atom.name: Atom.objects.create(
            council_id=wave.council_id, wave=wave, name=atom.name, side=atom.side.value, position=place
        )
        for place, atom in enumerate([*roster.atoms(wave.split), *_pool_of(lines)])
    }
    RosterLine.objects.bulk_create(
        RosterLine(
            council_id=wave.council_id,
            wave=wave,
            atom=atoms[line.atom],
            office_id=line.office,
            name=line.name,
            email=line.email,
        )
        for line in lines
    )


def _pool_of(lines: tuple[roster.Line, ...]) -> list[roster.Atom]:
    return [roster.Atom(POOLED, Side.OFFICERS)] if any(line.atom == POOLED for line in lines) else []


def _tell_the_pool(wave: Wave, lines: tuple[roster.Line, ...]) -> None:
    """How many councils are in it, and to each the fingerprint of the part that it may look through."""
    pool = Pool.objects.filter(wave=wave).first()
    if pool is None:
        return
    own = queries.pooled_by_council(wave.id)
    pool.councils = len(own)
    pool.save(update_fields=["councils"])
    known = {(line.office, line.email): line for line in lines}
    for invitation in pool.invitations.all():
        part = [known[key] for key in own.get(invitation.address, ())]
        invitation.roster_hash = roster.roster_hash(part) if part else ""
        invitation.save(update_fields=["roster_hash"])


@transaction.atomic
def sign_roster(*, wave: Wave, roster_hash: str, by: Office, at: datetime) -> None:
    """Say for one's side that the roster is right.

    roster_hash   of the roster that the signer had before their eyes: they sign that one and no other
    Raises ``OutOfTurn`` if it has changed since, and ``NotTheSigner`` if someone else must sign.
    """
    _lock_unlaunched(wave)
    if not wave.roster_hash or wave.roster_hash != roster_hash:
        raise OutOfTurn("The roster has changed since you opened this page. Look through it again.")
    mine = wave.roster.filter(office=by.id).select_related("atom").first()
    if mine is None:
        raise NotTheSigner("Only someone who is on the roster can sign it.")
    # The officers of a pool are of other councils: their own clerks stand for their names.
    own = wave.roster.filter(atom__side=mine.atom.side).exclude(atom__name=POOLED)
    alone = not own.exclude(office=by.id).exists()
    if wave.made_by_id == by.id and not alone:
        raise NotTheSigner(
            "You prepared this health check, so a colleague of your side must sign the roster."
        )
    if wave.signatures.filter(side=mine.atom.side).exists():
        raise NotTheSigner("A colleague has already signed for your side.")
    CoSignature.objects.create(
        council_id=wave.council_id,
        wave=wave,
        side=mine.atom.side,
        office_id=by.id,
        roster_hash=roster_hash,
        signed_at=at,
    )
    trail.record(
        did="signed a roster", thing=wave, by=by, at=at, side=mine.atom.side, roster_hash=roster_hash
    )
    letters.send(to=wave.made_by, letter="surveys/letters/signed.txt", about=wave, at=at)


def _lock_unlaunched(wave: Wave) -> None:
    wave.refresh_from_db(from_queryset=Wave.objects.select_for_update())
    if wave.launched_at:
        raise OutOfTurn("It has been launched, and its roster is closed.")
