from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from concordat.people.models import ControlSpell, Council, GovernanceSpell, Office
from concordat.people.rules.spells import DatesCross
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
def change_governance(
    *, council: Council, model: str, begins_on: date, by: Office | None, at: datetime
) -> GovernanceSpell:
    """From this day the council is governed so; what held until then ends on the day before."""
    council = Council.objects.select_for_update().get(id=council.id)
    before = council.governance.order_by("begins_on").last()
    if before is not None:
        _end_the_day_before(before, begins_on)
    spell = council.governance.create(model=model, begins_on=begins_on)
    trail.record(
        did="changed the governance", thing=council, by=by, council_id=council.id, at=at, model=str(model)
    )
    return spell


@transaction.atomic
def change_control(
    *, council: Council, in_control: str, begins_on: date, by: Office | None, at: datetime
) -> ControlSpell:
    """From this day a party, a coalition or nobody is in control of the council."""
    council = Council.objects.select_for_update().get(id=council.id)
    before = council.control.order_by("begins_on").last()
    if before is not None:
        _end_the_day_before(before, begins_on)
    spell = council.control.create(by=in_control, begins_on=begins_on)
    trail.record(
        did="changed the political control",
        thing=council,
        by=by,
        council_id=council.id,
        at=at,
        begins_on=begins_on.isoformat(),
    )
    return spell


def _end_the_day_before(spell: GovernanceSpell | ControlSpell, begins_on: date) -> None:
    last_day = begins_on - timedelta(days=1)
    if last_day < spell.begins_on:
        raise DatesCross(
            _("“%(before)s” began on %(day)s. What follows it must begin on a later day.")
            % {"before": spell, "day": f"{spell.begins_on:%-d %B %Y}"}
        )
    if spell.ends_on is None:
        spell.ends_on = last_day
        spell.save(update_fields=["ends_on"])
