from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from concordat.people.models import Body, Council, Membership, Office
from concordat.people.queries import reaches
from concordat.people.rules.offices import NotAnOffice, held_on
from concordat.trail import actions as trail


@transaction.atomic
def make_body(*, council: Council, name: str, begins_on: date, by: Office | None, at: datetime) -> Body:
    """Begin a body: full council, the cabinet, a committee."""
    slug = slugify(name)[:60] or "body"
    if Body.objects.filter(council=council, slug=slug).exists():
        raise NotAnOffice(_("There is a body of that name already."))
    body = Body.objects.create(council=council, name=name, slug=slug, begins_on=begins_on)
    trail.record(did="made a body", thing=body, by=by, council_id=council.id, at=at)
    return body


@transaction.atomic
def join(
    *, body: Body, office: Office, chairs: bool = False, begins_on: date, by: Office | None, at: datetime
) -> Membership:
    """Give an office of the same council a seat in a body."""
    if office.council_id != body.council_id:
        raise NotAnOffice(_("Only those who hold an office in this council sit in its bodies."))
    if not held_on(begins_on, begins_on=office.begins_on, ends_on=office.ends_on):
        raise NotAnOffice(_("The office is not held on that day. Check the date."))
    Body.objects.select_for_update().get(id=body.id)
    if Membership.objects.filter(reaches(begins_on), body=body, office=office).exists():
        raise NotAnOffice(_("%(name)s sits in this body already.") % {"name": office.name})
    seat = Membership.objects.create(
        council_id=body.council_id, body=body, office=office, chairs=chairs, begins_on=begins_on
    )
    trail.record(
        did="gave a seat",
        thing=body,
        by=by,
        council_id=body.council_id,
        at=at,
        office=office.id,
        chairs=chairs,
    )
    return seat


@transaction.atomic
def leave(*, seat: Membership, ends_on: date, by: Office | None, at: datetime) -> None:
    """End a seat on its last day."""
    if ends_on < seat.begins_on:
        raise NotAnOffice(_("The seat ends before it starts. Check the date."))
    seat.ends_on = ends_on
    seat.save(update_fields=["ends_on"])
    trail.record(
        did="ended a seat",
        thing=seat.body,
        by=by,
        council_id=seat.council_id,
        at=at,
        office=seat.office_id,
        ends_on=ends_on,
    )
