"""Pools of local councils' officers: for the council that asks, and for each council that is asked.

Of a pool, a local council sees its own invitation, its own people on the roster, and what was published of
all together. That another council was invited, or which, it cannot learn here.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from concordat.people import queries as people
from concordat.people.rules.councils import LOCAL
from concordat.people.rules.duties import RUNNING
from concordat.people.rules.offices import Office
from concordat.surveys import access
from concordat.surveys.models import PoolInvitation, RosterLine, Wave
from concordat.surveys.queries.waves import people_of_today, standing_of
from concordat.surveys.rules import pooling, release, roster
from concordat.surveys.rules.pooling import POOLED, Pooled
from concordat.surveys.rules.release import Release


@dataclass(frozen=True)
class Invited:
    """A local council as the organiser sees it: ``agreed`` is all that is told of what it did."""

    address: str
    name: str
    agreed: bool


def invited_to(wave: Wave) -> list[Invited]:
    """Whoever was invited by an address that is not of one of our own parishes is shown by that address."""
    names = {each.slug: each.name for each in people.local_councils_under(wave.council_id)}
    rows = PoolInvitation.objects.filter(pool__wave=wave).order_by("address")
    return [
        Invited(row.address, names.get(row.address, row.address), agreed=row.agreed_by_id is not None)
        for row in rows
    ]


def own_parishes(office: Office) -> list[tuple[str, str]]:
    """Address and name of every local council below the council of this office."""
    return [(each.slug, each.name) for each in people.local_councils_under(office.council_id)]


def standing_today(wave: Wave, *, today: date) -> pooling.Standing:
    """The pool as it would be drawn up today. Raises ``AskedTwice``."""
    own = roster.draw_up(people_of_today(wave.council_id, today=today), declared=wave.split)
    return standing_of(wave, besides=[line.email for line in own], today=today)


def why_not_pooled(wave: Wave, *, today: date) -> tuple[str, ...]:
    """Why the officers of the councils that have agreed would not be asked; none where none has agreed."""
    if not PoolInvitation.objects.filter(pool__wave=wave, agreed_by__isnull=False).exists():
        return ()
    try:
        return pooling.obstacles(standing_today(wave, today=today))
    except roster.AskedTwice:
        return ()


def standing_as_fixed(wave: Wave) -> tuple[int, int]:
    """How many councils and people are in the pool since the launch; whoever leaves changes nothing of it."""
    lines = RosterLine.objects.filter(wave=wave.id, atom__name=POOLED)
    return len(councils_pooled(wave.id)), lines.count()


def clerks_of(address: str, *, today: date) -> list[Office]:
    """Who runs the local council at this address, if there is one."""
    council = people.council_called(address)
    if council is None or council.tier not in LOCAL:
        return []
    return [office for office in people.offices_of(council.id, on=today) if office.duties & RUNNING]


def pooled_by_council(wave_id: int) -> dict[str, list[tuple[int, str]]]:
    """Office and e-mail of everyone in the pool, by the address of their council."""
    found: dict[str, list[tuple[int, str]]] = {}
    lines = RosterLine.objects.filter(wave=wave_id, atom__name=POOLED)
    for address, office, email in lines.values_list("office__council__slug", "office", "email"):
        found.setdefault(address, []).append((office, email))
    return found


def councils_pooled(wave_id: int) -> set[int]:
    lines = RosterLine.objects.filter(wave=wave_id, atom__name=POOLED)
    return set(lines.values_list("office__council", flat=True))


def clerks_not_asked_after_all(wave: Wave, *, today: date) -> list[Office]:
    """Who runs the councils that have agreed and are not on the roster: they were too few together."""
    agreed = PoolInvitation.objects.filter(pool__wave=wave, agreed_by__isnull=False).order_by("address")
    asked = councils_pooled(wave.id)
    clerks = [clerk for each in agreed for clerk in clerks_of(each.address, today=today)]
    return [clerk for clerk in clerks if clerk.council_id not in asked]


# --------------------------------------------------------------------------- for a council that is invited


def invitations_seen_by(office: Office) -> QuerySet[PoolInvitation]:
    """The pools to which this office's own council was invited, and no other's."""
    if office.council.tier not in LOCAL:
        return PoolInvitation.objects.none()
    seen = PoolInvitation.objects.filter(access.invitations_seen_by(office))
    return seen.select_related("pool__wave__council", "agreed_by__person").order_by(
        "-pool__wave__opens_on", "-id"
    )


def own_part_of(invitation: PoolInvitation, office: Office) -> list[str]:
    """The names of one's own council on the roster of the pool, as it was drawn up.

    None of a council that has withdrawn since: the roster has to be drawn up again without them.
    """
    if invitation.agreed_by_id is None:
        return []
    lines = RosterLine.objects.filter(
        wave=invitation.pool.wave_id, atom__name=POOLED, office__council=office.council_id
    )
    return list(lines.order_by("name", "id").values_list("name", flat=True))


def pooled_results(invitation: PoolInvitation) -> tuple[Pooled, Release] | None:
    """What was published of the pool, and the release in which it stands, once there is one.

    For the councils that took part; whoever stayed outside is told no more than the public.
    """
    wave = invitation.pool.wave
    if wave.released_at is None or invitation.agreed_by_id is None:
        return None
    found = release.Release.from_json(wave.release.body)
    return (found.pooled, found) if found.pooled is not None else None
