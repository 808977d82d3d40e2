"""Everything that can be done with councils, people and their offices."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from concordat.people.models import Council, DutySpell, Office, Person
from concordat.people.rules.duties import BELONGS_TO, Duty, Kind
from concordat.people.rules.offices import NotAnOffice
from concordat.trail import actions as trail


@transaction.atomic
def found_council(
    *, name: str, slug: str, tier: str, nation: str, principal: Council | None = None, at: datetime
) -> Council:
    """Begin a council's Concordat. Nobody holds an office in it yet, so nobody is named as the doer."""
    council = Council.objects.create(name=name, slug=slug, tier=tier, nation=nation, principal=principal)
    trail.record(did="founded the council", thing=council, by=None, council_id=council.id, at=at)
    return council


@transaction.atomic
def appoint(
    *,
    council: Council,
    name: str,
    email: str,
    kind: Kind,
    begins_on: date,
    ends_on: date | None = None,
    duties: frozenset[Duty] = frozenset(),
    ward: str = "",
    group: str = "",
    service: str = "",
    grade: str = "",
    by: Office | None,
    at: datetime,
) -> Office:
    """Give someone an office. Whoever has the address already is the same person in another office.

    ``by`` is None where nobody holds an office yet: the first roster of a council.
    """
    if ends_on is not None and ends_on < begins_on:
        raise NotAnOffice(_("The office ends before it starts. Check the two dates."))
    person = Person.objects.filter(email=email.lower()).first() or Person.objects.create_user(email, name)
    office = Office.objects.create(
        council=council,
        person=person,
        kind=kind,
        begins_on=begins_on,
        ends_on=ends_on,
        ward=ward,
        group=group,
        service=service,
        grade=grade,
    )
    trail.record(did="gave an office", thing=office, by=by, council_id=council.id, at=at, kind=kind)
    for duty in sorted(duties):
        give_duty(office=office, duty=duty, begins_on=begins_on, by=by, at=at)
    office.duties = frozenset(duties)
    return office


@transaction.atomic
def give_duty(*, office: Office, duty: Duty, begins_on: date, by: Office | None, at: datetime) -> DutySpell:
    if duty not in BELONGS_TO[Kind(office.kind)]:
        raise NotAnOffice(_("%(duty)s is not a duty of a %(kind)s.") % {"duty": duty, "kind": office.kind})
    spell = DutySpell.objects.create(
        council_id=office.council_id, office=office, duty=duty, begins_on=begins_on
    )
    trail.record(did="gave a duty", thing=office, by=by, council_id=office.council_id, at=at, duty=duty)
    return spell


@transaction.atomic
def end_office(*, office: Office, ends_on: date, by: Office | None, at: datetime) -> None:
    """End an office. Its holder keeps their name on what they did, and opens no more doors."""
    if ends_on < office.begins_on:
        raise NotAnOffice(_("The office ends before it starts. Check the two dates."))
    office.ends_on = ends_on
    office.save(update_fields=["ends_on"])
    trail.record(
        did="ended an office",
        thing=office,
        by=by,
        council_id=office.council_id,
        at=at,
        ends_on=ends_on.isoformat(),
    )
