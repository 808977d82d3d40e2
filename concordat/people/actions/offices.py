from datetime import date, datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from concordat.people import queries
from concordat.people.actions.duties import NOBODY_WOULD_RUN_IT, give_duty, lay_down
from concordat.people.actions.sessions import end_sessions
from concordat.people.models import Council, DutySpell, Membership, Office, Person, SingleSignOnLink
from concordat.people.queries import reaches
from concordat.people.rules.duties import RUNNING, Duty, Kind
from concordat.people.rules.offices import NobodyWouldRunIt, NotAnOffice
from concordat.trail import actions as trail


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
    politically_restricted: bool = False,
    by: Office | None,
    at: datetime,
) -> Office:
    """Give someone an office. Whoever has the address already is the same person in another office.

    ``by`` is None where nobody holds an office yet: the first roster of a council.
    """
    if ends_on is not None and ends_on < begins_on:
        raise NotAnOffice(_("The office ends before it starts. Check the two dates."))
    person = Person.objects.filter(email=email.lower()).first() or Person.objects.create_user(email, name)
    if queries.holds_office_between(council.id, person, begins_on=begins_on, ends_on=ends_on):
        raise NotAnOffice(
            _("%(name)s holds an office in this council on those days already. End it first.")
            % {"name": person.name}
        )
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
        politically_restricted=politically_restricted,
    )
    trail.record(did="gave an office", thing=office, by=by, council_id=council.id, at=at, kind=str(kind))
    for duty in sorted(duties):
        give_duty(office=office, duty=duty, begins_on=begins_on, by=by, at=at)
    office.duties = frozenset(duties)
    return office


@transaction.atomic
def correct(
    *,
    office: Office,
    name: str,
    email: str,
    ward: str = "",
    group: str = "",
    service: str = "",
    grade: str = "",
    politically_restricted: bool = False,
    by: Office | None,
    at: datetime,
) -> None:
    """Mend what is written of an office and its holder.

    Name and address belong to the person. Where another council knows the same person they stay as they
    are: whoever could change an address here could sign in there.
    """
    person = Person.objects.select_for_update().get(id=office.person_id)
    if (person.name, person.email) != (name, email.lower()):
        if Office.objects.filter(person=person).exclude(council=office.council_id).exists():
            raise NotAnOffice(_("This name and address cannot be changed from here. Ask your provider."))
        if Person.objects.filter(email=email.lower()).exclude(id=person.id).exists():
            raise NotAnOffice(_("Somebody has that e-mail address already. Two people cannot share one."))
        moved = person.email != email.lower()
        person.name, person.email = name, email.lower()
        person.save(update_fields=["name", "email"])
        if moved:
            # allauth notes every address that proved itself, and a code to any of them would sign in.
            EmailAddress.objects.filter(user=person).delete()
        if moved and (by is None or by.person_id != person.id):
            # The letter box may have changed hands with the address: nothing of its former owner opens it.
            # Who moves their own goes on with their second step, so that a stolen session gains nothing.
            Authenticator.objects.filter(user=person).delete()
            SingleSignOnLink.objects.filter(person=person).delete()
            end_sessions(person=person, at=at)
        office.person = person
    office.ward, office.group, office.service, office.grade = ward, group, service, grade
    office.politically_restricted = politically_restricted
    office.save(update_fields=["ward", "group", "service", "grade", "politically_restricted"])
    trail.record(did="corrected an office", thing=office, by=by, council_id=office.council_id, at=at)


@transaction.atomic
def end_office(*, office: Office, ends_on: date, by: Office | None, at: datetime) -> None:
    """End an office. Its holder keeps their name on what they did, and opens no more doors."""
    if ends_on < office.begins_on:
        raise NotAnOffice(_("The office ends before it starts. Check the two dates."))
    if DutySpell.objects.filter(reaches(ends_on), office=office, duty__in=RUNNING).exists():
        Council.objects.select_for_update().get(id=office.council_id)
        others = queries.running_after(office.council_id, ends_on).exclude(office=office)
        if not others.exists():
            raise NobodyWouldRunIt(NOBODY_WOULD_RUN_IT)
    vacate(office=office, ends_on=ends_on, by=by, at=at)


def vacate(*, office: Office, ends_on: date, by: Office | None, at: datetime) -> None:
    """End an office with its duties and its seats, asking nothing."""
    for spell in DutySpell.objects.filter(reaches(ends_on), office=office).select_related("office"):
        if spell.ends_on is None or spell.ends_on > ends_on:
            lay_down(spell=spell, ends_on=ends_on, by=by, at=at)
    seats = Membership.objects.filter(reaches(ends_on), office=office)
    seats.filter(begins_on__gt=ends_on).delete()
    seats.filter(begins_on__lte=ends_on).update(ends_on=ends_on)
    office.ends_on = ends_on
    office.save(update_fields=["ends_on"])
    if not Office.objects.filter(reaches(localdate(at)), person=office.person_id).exists():
        end_sessions(person=office.person, at=at)
    trail.record(
        did="ended an office", thing=office, by=by, council_id=office.council_id, at=at, ends_on=ends_on
    )
