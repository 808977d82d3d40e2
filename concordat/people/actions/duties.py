from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concordat.people import queries
from concordat.people.models import Council, DutySpell, Office
from concordat.people.rules.duties import BELONGS_TO, RUNNING, Duty, Kind
from concordat.people.rules.offices import NobodyWouldRunIt, NotAnOffice, held_on
from concordat.trail import actions as trail

NOBODY_WOULD_RUN_IT = gettext_lazy(
    "Nobody would be left to run the council’s Concordat. First give someone else the duty of "
    "monitoring officer, deputy, head of democratic services or clerk."
)


@transaction.atomic
def give_duty(
    *, office: Office, duty: Duty, begins_on: date, by: Office | None, at: datetime, how: str = ""
) -> DutySpell:
    """``how``: where nobody in the council does it, as " by single sign-on"."""
    if duty not in BELONGS_TO[Kind(office.kind)]:
        raise NotAnOffice(_("%(duty)s is not a duty of a %(kind)s.") % {"duty": duty, "kind": office.kind})
    if not held_on(begins_on, begins_on=office.begins_on, ends_on=office.ends_on):
        raise NotAnOffice(_("The office is not held on that day. Check the date."))
    spells = DutySpell.objects.select_for_update().filter(office=office, duty=duty)
    if spells.filter(queries.reaches(begins_on)).exists():
        raise NotAnOffice(_("The office carries that duty already."))
    spell = DutySpell.objects.create(
        council_id=office.council_id, office=office, duty=duty, begins_on=begins_on
    )
    did = f"gave a duty{how}"
    trail.record(did=did, thing=office, by=by, council_id=office.council_id, at=at, duty=str(duty))
    return spell


@transaction.atomic
def end_duty(*, spell: DutySpell, ends_on: date, by: Office | None, at: datetime) -> None:
    """End a duty on its last day. Somebody must go on running the council's Concordat."""
    if ends_on < spell.begins_on:
        raise NotAnOffice(_("The duty ends before it starts. Check the date."))
    if spell.duty in RUNNING:
        # Two who take leave of their duty at the same time are one after the other here.
        Council.objects.select_for_update().get(id=spell.council_id)
        others = queries.running_after(spell.council_id, ends_on).exclude(id=spell.id)
        if not others.exists():
            raise NobodyWouldRunIt(NOBODY_WOULD_RUN_IT)
    lay_down(spell=spell, ends_on=ends_on, by=by, at=at)


def lay_down(*, spell: DutySpell, ends_on: date, by: Office | None, at: datetime, how: str = "") -> None:
    """End a duty, asking nothing. One that would end before it began was never held."""
    if ends_on < spell.begins_on:
        spell.delete()
    else:
        spell.ends_on = ends_on
        spell.save(update_fields=["ends_on"])
    trail.record(
        did=f"ended a duty{how}",
        thing=spell.office,
        by=by,
        council_id=spell.council_id,
        at=at,
        duty=str(spell.duty),
        ends_on=ends_on,
    )
