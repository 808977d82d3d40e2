"""The day on which everything is promised, and everyone is asked."""

from collections.abc import Iterator
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from concordat.letters import actions as letters
from concordat.people.rules.offices import Office
from concordat.surveys import queries
from concordat.surveys.models import Atom, Envelope, Urn, Wave
from concordat.surveys.rules import ballot, sealing, secrets, stages
from concordat.surveys.rules.promise import EDITION
from concordat.surveys.rules.stages import NotReady, OutOfTurn
from concordat.trail import actions as trail


@transaction.atomic
def launch(*, wave: Wave, by: Office, at: datetime) -> None:
    """Fix every promise, make the keys, and send each person a link of their own.

    The private half of the wave's key leaves this function in envelopes only, and the links in letters only:
    what stays of a link is a hash, in the urn of its atom, without a name. Raises ``NotReady``.
    """
    wave.refresh_from_db(from_queryset=Wave.objects.select_for_update())
    if wave.launched_at:
        raise OutOfTurn("It has been launched already.")
    obstacles = queries.obstacles(wave, today=localdate(at))
    if obstacles:
        raise NotReady(obstacles)
    wave_key = sealing.new_wave_key()
    _envelop(wave, wave_key)
    invited = [each for atom in wave.atoms.order_by("position") for each in _urn_of(atom)]
    wave.items, wave.edition = wave.instrument.items, wave.instrument.edition
    wave.promise = EDITION
    wave.public_key = sealing.public_half(wave_key)
    wave.launched_at = at
    wave.save()
    letters.send_many(letters=invited, letter="surveys/letters/invited.txt", about=wave, at=at)
    trail.record(
        did="launched a health check",
        thing=wave,
        by=by,
        at=at,
        asked=len(invited),
        roster_hash=wave.roster_hash,
    )


def _envelop(wave: Wave, wave_key: X25519PrivateKey) -> None:
    holders = [bytes(holder.public_key) for holder in wave.holders.order_by("position")]
    Envelope.objects.bulk_create(
        Envelope(
            council_id=wave.council_id,
            wave=wave,
            first=envelope.first,
            second=envelope.second,
            sealed=envelope.sealed,
        )
        for envelope in sealing.envelopes(wave_key=wave_key, holders=holders, wave=wave.id)
    )


def _urn_of(atom: Atom) -> Iterator[tuple[Office, str]]:
    """Make the urn, and give each of the atom's people a link: told to the letter, and to nothing else."""
    offices = [line.office for line in atom.roster.select_related("office__person", "office__council")]
    if not stages.is_asked(len(offices)):
        return
    links = [f"{atom.id}-{secrets.new_token()}" for _ in offices]
    Urn.objects.create(
        council_id=atom.council_id,
        atom=atom,
        unspent=ballot.joined([ballot.fingerprint(link) for link in links]),
    )
    for office, link in zip(offices, links, strict=True):
        yield office, settings.ADDRESS + reverse("surveys:answer", args=[link])


@transaction.atomic
def remind(*, wave: Wave, by: Office, at: datetime) -> None:
    """Remind everyone. Who has answered is not known, so nobody is left out and nobody singled out."""
    wave.refresh_from_db(from_queryset=Wave.objects.select_for_update())
    if wave.launched_at is None or wave.closed_at or localdate(at) > wave.closes_on:
        raise OutOfTurn("Only while it is open can people be reminded.")
    asked = [
        (line.office, "")
        for line in wave.roster.filter(atom__urn__isnull=False).select_related(
            "office__person", "office__council"
        )
    ]
    letters.send_many(letters=asked, letter="surveys/letters/reminder.txt", about=wave, at=at)
    trail.record(did="reminded everyone", thing=wave, by=by, at=at, asked=len(asked))
