"""Signing in by the council's own account: whose it is, and the duties that its groups carry."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from concordat.people import queries
from concordat.people.actions.duties import give_duty, lay_down
from concordat.people.actions.sessions import end_sessions
from concordat.people.models import Council, DutySpell, Office, Person, SingleSignOnLink
from concordat.people.rules import offices
from concordat.people.rules.claims import Claims
from concordat.people.rules.duties import RUNNING, Duty
from concordat.people.rules.single_sign_on import NotLinked, Provider
from concordat.trail import actions as trail

HOW = " by single sign-on"


@dataclass(frozen=True)
class TakenOver:
    """What the groups of an account have changed. ``kept``: the council would have been left without them."""

    given: tuple[Duty, ...] = ()
    ended: tuple[Duty, ...] = ()
    kept: tuple[Duty, ...] = ()


@transaction.atomic
def recognise(*, claims: Claims, at: datetime) -> Person:
    """Whose account at the provider this is. The first time it is found by its address, then pinned.

    From then on the account is its owner's whatever it claims, and no other account can become theirs: who
    changes an address at the provider takes nobody's place. Raises ``NotLinked``.
    """
    found = SingleSignOnLink.objects.select_related("person")
    link = found.filter(issuer=claims.issuer, subject=claims.subject).first()
    if link is None:
        link = _link(claims, at=at)
    if not link.person.is_active:
        raise NotLinked(_("This account has been closed. Ask somebody who runs your council here."))
    return link.person


def _link(claims: Claims, *, at: datetime) -> SingleSignOnLink:
    if not claims.address:
        raise NotLinked(
            _(
                "Your account does not say for certain which e-mail address is yours. "
                "Sign in by a code instead."
            )
        )
    person = Person.objects.select_for_update().filter(email=claims.address).first()
    if person is None:
        raise NotLinked(
            _(
                "No council has given us the address %(address)s. Ask your democratic services "
                "to put you on the list."
            )
            % {"address": claims.address}
        )
    link = SingleSignOnLink.objects.filter(person=person, issuer=claims.issuer).first()
    if link is not None and link.subject == claims.subject:
        return link  # two browsers at once: the other was first
    if link is not None:
        raise NotLinked(
            _(
                "Another account signs in for %(address)s. If yours was made anew, ask somebody who runs "
                "your council here to cut the old link."
            )
            % {"address": claims.address}
        )
    link = SingleSignOnLink.objects.create(
        person=person, issuer=claims.issuer, subject=claims.subject, linked_at=at
    )
    for office in queries.offices_held(by=person, on=localdate(at)):
        trail.record(did="was linked to single sign-on", thing=office, by=office, at=at)
    return link


@transaction.atomic
def take_over_duties(
    *, person: Person, groups: frozenset[str] | None, provider: Provider, at: datetime
) -> TakenOver:
    """Give the duties that somebody's groups carry, and end those of groups that they are not in.

    Duties that no group carries stay as they are, and so does all where ``groups`` is None: the token did
    not hold them. The last who runs a council goes on running it.
    """
    given: list[Duty] = []
    ended: list[Duty] = []
    kept: list[Duty] = []
    today = localdate(at)
    held = queries.offices_held(by=person, on=today) if groups is not None and provider.grants else []
    # One after the other, and each in the same order: two who sign in may run the same councils.
    locked = Council.objects.select_for_update().filter(id__in=[office.council_id for office in held])
    list(locked.order_by("id"))
    for office in sorted(held, key=lambda office: office.council_id):
        slug = office.council.slug
        wanted = provider.duties_of(groups or frozenset(), council=slug, kind=office.kind)
        carried = frozenset(map(Duty, office.duties))
        for duty in sorted(wanted - carried):
            give_duty(office=office, duty=duty, begins_on=today, by=None, at=at, how=HOW)
            given.append(duty)
        for duty in sorted((carried & provider.governs(slug, office.kind)) - wanted):
            (ended if _end(office, duty, at=at) else kept).append(duty)
    return TakenOver(tuple(given), tuple(ended), tuple(kept))


def _end(office: Office, duty: Duty, *, at: datetime) -> bool:
    """Yesterday was its last day: it opens no door today. False where nobody else would run the council."""
    today = localdate(at)
    yesterday = today - timedelta(days=1)
    spells = DutySpell.objects.filter(queries.on_the_day(today), office=office, duty=duty)
    spell = spells.select_related("office").get()
    others = queries.running_after(office.council_id, yesterday).exclude(id=spell.id)
    if duty in RUNNING and not others.exists():
        return False
    lay_down(spell=spell, ends_on=yesterday, by=None, at=at, how=HOW)
    return True


@transaction.atomic
def cut_link(*, office: offices.Office, by: offices.Office, at: datetime) -> bool:
    """Forget by which account somebody signs in, and end their sessions. False where none was known.

    It gives nobody anything: the next account must show the same address, as the first did.
    """
    person = Person.objects.select_for_update().get(pk=office.person_id)
    cut, _each = queries.links_of(office).delete()
    if not cut:
        return False
    end_sessions(person=person, at=at)
    thing = Office.objects.get(pk=office.id)
    trail.record(did="cut a link to single sign-on", thing=thing, by=by, at=at)
    return True
