"""Two of the three open the box; what may be published is published, and everything else is destroyed."""

import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import transaction
from django.utils.timezone import localdate

from concordat.letters import actions as letters
from concordat.people.rules.offices import Office
from concordat.surveys import queries
from concordat.surveys.actions.comments import settle
from concordat.surveys.actions.waves import close
from concordat.surveys.models import KeyHolder, Release, Rendering, Urn, Wave
from concordat.surveys.rules import (
    ballot,
    copies,
    pooling,
    promise,
    release,
    roster,
    sealing,
    secrets,
    spoilt,
    stages,
)
from concordat.surveys.rules.instrument import Item, Side
from concordat.surveys.rules.pooled import pooled
from concordat.surveys.rules.pooling import POOLED, Pooled
from concordat.surveys.rules.promise import LessThanPromised
from concordat.surveys.rules.publishing import MADE_BY_THE_WORKER, OF_A_RELEASE, OF_ALL_RELEASES
from concordat.surveys.rules.stages import OutOfTurn
from concordat.trail import actions as trail


class NotTheirSecret(Exception):
    """Rightly typed, but not the secret that this key-holder collected for this wave."""


@transaction.atomic
def open_box(*, holder: KeyHolder, secret: str, by: Office, at: datetime) -> bool:
    """Use one key-holder's secret. The first takes off the outer seals; the second opens the box.

    Returns whether the box is open now. Raises ``OutOfTurn``, ``Mistyped`` and ``NotTheirSecret``; and
    ``LessThanPromised`` before a key has turned, if the program that runs keeps less than was promised.
    """
    wave = holder.wave
    wave.refresh_from_db(from_queryset=Wave.objects.select_for_update())
    _see_that_it_is_over(wave, at=at)
    promise.see_that_it_is_kept(wave.promise)
    holder.refresh_from_db()
    key = sealing.holder_key(secret=secrets.read(secret), wave=wave.id)
    if not hmac.compare_digest(sealing.public_half(key), bytes(holder.public_key)):
        raise NotTheirSecret
    first = wave.holders.exclude(id=holder.id).filter(opened_at__isnull=False).first()
    if holder.opened_at is not None and first is None:
        return False  # they were the first, and have come again
    _note(holder, by=by, at=at)
    if first is None:
        _peel(holder, key)
        return False
    between = wave.envelopes.get(first=first.position, second=holder.position)
    wave_key = sealing.open_peeled(
        bytes(between.peeled), first=between.first, second=between.second, key=key, wave=wave.id
    )
    _publish(wave, wave_key, by=by, at=at)
    return True


def _see_that_it_is_over(wave: Wave, *, at: datetime) -> None:
    if wave.released_at:
        raise OutOfTurn("The box has been opened, and the results are out.")
    closed = wave.closed_at is not None
    if wave.launched_at is None or not promise.may_be_opened(
        wave.promise, closed=closed, closes_on=wave.closes_on, today=localdate(at)
    ):
        raise OutOfTurn(
            "The box stays shut until the day after the last day: that was promised."
            if closed
            else "The box stays shut until the health check is closed."
        )
    if wave.closed_at is None:
        close(wave=wave, by=None, at=at)


def _note(holder: KeyHolder, *, by: Office, at: datetime) -> None:
    holder.opened_at = at
    holder.save(update_fields=["opened_at"])
    trail.record(did="used a key-holder's secret", thing=holder, by=by, at=at)


def _peel(holder: KeyHolder, key: X25519PrivateKey) -> None:
    for row in holder.wave.envelopes.filter(first=holder.position):
        envelope = sealing.Envelope(row.first, row.second, bytes(row.sealed))
        row.peeled = sealing.peel(envelope, key=key, wave=holder.wave_id)
        row.save(update_fields=["peeled"])


def _publish(wave: Wave, wave_key: X25519PrivateKey, *, by: Office, at: datetime) -> None:
    """Count in memory, publish by the rules, destroy the rest: all of it in one transaction, or none."""
    items = copies.restored(wave.items)
    atoms: list[release.Atom] = []
    counts: dict[tuple[str, str], list[int]] = {}
    remarks: dict[bool, list[str]] = {}
    unread = 0
    for atom in wave.atoms.order_by("position").prefetch_related("roster"):
        invited = len(atom.roster.all())
        urn = Urn.objects.select_for_update().filter(atom=atom).first()
        good, spoiled = _read(urn, wave_key, items=items, wave=wave.id) if urn else ([], 0)
        atoms.append(release.Atom(atom.name, Side(atom.side), invited, len(good)))
        tally = ballot.tally(good, items=items)
        counts |= {(atom.name, item.id): tally[item.id] for item in items} if urn else {}
        remarks.setdefault(atom.name == POOLED, []).extend(spoilt.remarks(atom.name, spoiled))
        unread += spoiled
    pool = next((atom for atom in atoms if atom.name == POOLED), None)
    atoms = [atom for atom in atoms if atom is not pool]
    early = stages.ended_early(closed=localdate(wave.closed_at), closes_on=wave.closes_on)
    before = queries.last_release_before(wave)
    body = release.release(
        council=wave.council.name,
        wave=wave.name,
        atoms=atoms,
        items=items,
        counts=counts,
        previous=before.release if before else None,
        roster_changed_by=_changes(wave, before.wave_id) if before else None,
        roster_hash=wave.roster_hash,
        edition=wave.edition,
        remarks=[*early, *remarks.get(False, [])],
        promised=queries.promised_before(wave.council_id, wave_id=before.wave_id if before else None),
        pooled=_pooled(wave, pool, items, counts, before, [*early, *remarks.get(True, [])]) if pool else None,
    )
    published = Release.objects.create(
        council_id=wave.council_id, wave=wave, made_at=at, body=body.as_json(), spoiled=unread
    )
    # A trend needs two, and hangs on the newer: what hung on the one before is out of date.
    Rendering.objects.filter(council=wave.council_id, format__in=OF_ALL_RELEASES).delete()
    Rendering.objects.bulk_create(
        Rendering(council_id=wave.council_id, release=published, format=form)
        for form in (MADE_BY_THE_WORKER if before else OF_A_RELEASE)
    )
    wave.released_at = at
    wave.save(update_fields=["released_at"])
    settle(wave=wave, answered={atom.name: atom.answered for atom in atoms}, at=at)
    _destroy(wave)
    _see_that_it_is_gone(wave)
    trail.record(
        did="opened the ballot box and published the results", thing=wave, by=by, at=at, spoiled=unread
    )
    everyone = wave.roster.select_related("office__person", "office__council", "atom")
    for letter, is_pooled in (("results", False), ("pool_results", True)):
        letters.send_many(
            letters=[(line.office, "") for line in everyone if (line.atom.name == POOLED) is is_pooled],
            letter=f"surveys/letters/{letter}.txt",
            about=wave,
            at=at,
        )


def _pooled(
    wave: Wave,
    pool: release.Atom,
    items: Sequence[Item],
    counts: Mapping[tuple[str, str], Sequence[int]],
    before: queries.Published | None,
    remarks: Sequence[str],
) -> Pooled:
    """The pool beside the two sides and apart from them, compared with the pool of the wave before."""
    previous = before.release.pooled if before else None
    return pooled(
        council=wave.council.name,
        wave=wave.name,
        councils=len(queries.councils_pooled(wave.id)),
        invited=pool.invited,
        answered=pool.answered,
        items=items,
        counts=counts,
        previous=previous,
        roster_changed_by=_changes(wave, before.wave_id).get(POOLED, 0) if before else 0,
        guarded=before is not None
        and pooling.is_guarded(queries.councils_pooled(before.wave_id), queries.councils_pooled(wave.id)),
        remarks=remarks,
    )


def _read(
    urn: Urn, wave_key: X25519PrivateKey, *, items: Sequence[Item], wave: int
) -> tuple[list[tuple[int, ...]], int]:
    """The ballots that can be read, and how many cannot."""
    length = ballot.size(items) + sealing.OVERHEAD
    sealed = ballot.parts(bytes(urn.box), length=length)
    used = len(ballot.parts(bytes(urn.spent), length=ballot.HASH))
    # More ballots than links were used: someone has put them there, and which ones nobody can tell.
    if len(sealed) > used:
        return [], len(sealed)
    good = []
    for one in set(sealed):
        try:
            opened = sealing.open_ballot(one, wave_key=wave_key, wave=wave, atom=urn.atom_id)
            good.append(ballot.decode(opened, items=items))
        except (sealing.DoesNotOpen, ballot.NotABallot):
            continue
    return good, used - len(good)


def _changes(wave: Wave, earlier: int) -> dict[str, int]:
    def offices(of: int) -> dict[str, set[int]]:
        asked: dict[str, set[int]] = {}
        for atom, office in queries.asked_in(of):
            asked.setdefault(atom, set()).add(office)
        return asked

    now, then = offices(wave.id), offices(earlier)
    return {atom: roster.changed_by(then.get(atom, ()), now[atom]) for atom in now}


def _destroy(wave: Wave) -> None:
    """Ballots, links and keys. In a SQLite file what is erased is overwritten too (`secure_delete`)."""
    Urn.objects.filter(atom__wave=wave).update(unspent=b"", spent=b"", box=b"")
    wave.envelopes.all().delete()


def _see_that_it_is_gone(wave: Wave) -> None:
    """It was promised. While anything is left, nothing is published either: all of it is undone."""
    urns = Urn.objects.filter(atom__wave=wave)
    held = urns.exclude(unspent=b"", spent=b"", box=b"").exists()
    if held or wave.envelopes.exists():
        raise LessThanPromised([promise.NOT_DESTROYED, promise.WHAT_TO_DO])
