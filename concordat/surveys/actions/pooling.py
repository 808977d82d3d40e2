"""Inviting local councils into a pool, and their yes or no: each for its own officers, until the launch."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from concordat.letters import actions as letters
from concordat.people.rules.offices import Office
from concordat.surveys import queries
from concordat.surveys.models import Pool, PoolInvitation, Wave
from concordat.surveys.rules.stages import OutOfTurn
from concordat.trail import actions as trail


@transaction.atomic
def invite_to_pool(*, wave: Wave, addresses: Iterable[str], by: Office, at: datetime) -> None:
    """Invite exactly these councils: whoever was invited and is not among them is so no longer.

    Whether there is a council at an address is never said: whoever runs it finds the invitation, if somebody
    does. Raises ``OutOfTurn`` after the launch.
    """
    _lock_unlaunched(wave)
    wanted = sorted({address for address in addresses if address != by.council.slug})
    pool, _made = Pool.objects.get_or_create(wave=wave, defaults={"council_id": wave.council_id})
    pool.invitations.exclude(address__in=wanted).delete()
    known = set(pool.invitations.values_list("address", flat=True))
    for address in wanted:
        if address not in known:
            PoolInvitation.objects.create(council_id=wave.council_id, pool=pool, address=address)
            for clerk in queries.clerks_of(address, today=localdate(at)):
                letters.send(to=clerk, letter="surveys/letters/pool_invited.txt", about=wave, at=at)
    trail.record(did="invited councils to a pool", thing=wave, by=by, at=at, councils=len(wanted))


@transaction.atomic
def agree_to_pool(*, invitation: PoolInvitation, by: Office, at: datetime) -> None:
    """Agree for one's own council that its officers are asked. Raises ``OutOfTurn`` after the launch."""
    _lock(invitation)
    if invitation.agreed_by_id is not None:
        return
    invitation.agreed_by_id = by.id
    invitation.save(update_fields=["agreed_by"])
    _told_to_both("agreed to a pool", invitation, by=by, at=at)


@transaction.atomic
def withdraw_from_pool(*, invitation: PoolInvitation, by: Office, at: datetime) -> None:
    """Take the yes back. A roster that was drawn up with this council's people no longer stands."""
    _lock(invitation)
    if invitation.agreed_by_id is None:
        return
    invitation.agreed_by = None
    invitation.save(update_fields=["agreed_by"])
    _told_to_both("withdrew from a pool", invitation, by=by, at=at)
    wave = invitation.pool.wave
    letters.send(to=wave.made_by, letter="surveys/letters/pool_left.txt", about=wave, at=at)


def _told_to_both(did: str, invitation: PoolInvitation, *, by: Office, at: datetime) -> None:
    """A line in the trail of the council that decides, and one in that of the council that asks."""
    trail.record(did=did, thing=invitation, by=by, at=at)
    trail.record(
        did=f"a council {did}",
        thing=invitation,
        by=None,
        council_id=invitation.council_id,
        at=at,
        council=by.council.slug,
    )


def _lock(invitation: PoolInvitation) -> None:
    _lock_unlaunched(invitation.pool.wave)
    invitation.refresh_from_db(from_queryset=PoolInvitation.objects.select_for_update())


def _lock_unlaunched(wave: Wave) -> None:
    wave.refresh_from_db(from_queryset=Wave.objects.select_for_update())
    if wave.launched_at:
        raise OutOfTurn("It has been launched: who is in the pool can no longer be changed.")
