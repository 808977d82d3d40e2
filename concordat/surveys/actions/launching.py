"""The day on which everything is promised, and everyone is asked."""

from collections.abc import Iterator, Sequence, Set
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from concordat.letters import actions as letters
from concordat.people.rules.offices import Office
from concordat.surveys import queries
from concordat.surveys.models import Atom, CommentBox, Envelope, SlipSheet, Urn, Wave
from concordat.surveys.rules import ballot, copies, sealing, secrets, slips, stages
from concordat.surveys.rules.pooling import POOLED
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
    _comment_boxes(wave)
    on_paper = queries.on_paper(wave)
    asked = [each for atom in wave.atoms.order_by("position") for each in _urn_of(atom, on_paper)]
    invited = [(office, settings.ADDRESS + _address_of(link)) for office, link in asked if office]
    printed = [link for office, link in asked if not office]
    wave.items, wave.edition = copies.kept(queries.items_of(wave)), wave.instrument.edition
    wave.promise = EDITION
    wave.public_key = sealing.public_half(wave_key)
    wave.launched_at = at
    wave.save()
    if printed:
        # Sorted, and the codes are drawn by chance: the order in which they lie is that of a hat.
        SlipSheet.objects.create(
            council_id=wave.council_id, wave=wave, count=len(printed), links=sorted(printed)
        )
    _write_to_the_asked(wave, invited, letter="surveys/letters/invited.txt", at=at)
    letters.send_many(
        letters=[(clerk, "") for clerk in queries.clerks_not_asked_after_all(wave, today=localdate(at))],
        letter="surveys/letters/pool_unasked.txt",
        about=wave,
        at=at,
    )
    trail.record(
        did="launched a health check",
        thing=wave,
        by=by,
        at=at,
        asked=len(asked),
        slips=len(printed),
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


def _urn_of(atom: Atom, on_paper: Set[int]) -> Iterator[tuple[Office | None, str]]:
    """Make the urn, and give each of the atom's people a link: told to the letter, and to nothing else.

    A link for a printed slip is given to nobody: whoever draws it from the hat has it.
    """
    offices = [line.office for line in atom.roster.select_related("office__person", "office__council")]
    if not stages.is_asked(len(offices)):
        return
    told = [
        (None, slips.new_link(atom.id))
        if office.id in on_paper
        else (office, f"{atom.id}-{secrets.new_token()}")
        for office in offices
    ]
    Urn.objects.create(
        council_id=atom.council_id,
        atom=atom,
        unspent=ballot.joined([ballot.fingerprint(link) for _office, link in told]),
    )
    yield from told


def _address_of(link: str) -> str:
    return reverse("surveys:answer", args=[link])


def _comment_boxes(wave: Wave) -> None:
    """A box for each side that is asked, if somebody will read what is in it."""
    if queries.reviewer_of(wave) is None:
        return
    # A pool is asked for no comments: they would lie among those of the council that asks.
    own = wave.atoms.exclude(name=POOLED)
    asked = {atom.side for atom in own if stages.is_asked(atom.roster.count())}
    CommentBox.objects.bulk_create(
        CommentBox(council_id=wave.council_id, wave=wave, side=side) for side in sorted(asked)
    )


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
    _write_to_the_asked(wave, asked, letter="surveys/letters/reminder.txt", at=at)
    trail.record(did="reminded everyone", thing=wave, by=by, at=at, asked=len(asked))


def _write_to_the_asked(
    wave: Wave, asked: Sequence[tuple[Office, str]], *, letter: str, at: datetime
) -> None:
    """In the languages in which they are asked."""
    languages = queries.languages_of(wave)
    letters.send_many(letters=asked, letter=letter, about=wave, at=at, languages=languages)
