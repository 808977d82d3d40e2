"""Every question that may be asked of this room."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from concordat.people.models import Council, DutySpell, Office, Person


def on_the_day(day: date) -> Q:
    """Whatever has begun by this day, and has not ended before it."""
    return Q(begins_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def offices_held(*, by: Person, on: date) -> list[Office]:
    """The offices that this person holds on this day, in every council; the one begun last comes last."""
    offices = Office.objects.filter(on_the_day(on), person=by).order_by("begins_on", "id")
    return with_duties(offices, on=on)


def with_duties(offices: QuerySet[Office], *, on: date) -> list[Office]:
    """These offices, each with the duties that it carries on this day."""
    spells = Prefetch(
        "duty_spells", queryset=DutySpell.objects.filter(on_the_day(on)), to_attr="spells_of_the_day"
    )
    found = list(offices.select_related("council", "person").prefetch_related(spells))
    for office in found:
        office.duties = frozenset(spell.duty for spell in office.spells_of_the_day)  # type: ignore[attr-defined]
    return found


def offices_of(council_id: int, *, on: date) -> list[Office]:
    """Everyone who holds an office in this council on this day, in the order of their names."""
    offices = Office.objects.filter(on_the_day(on), council=council_id)
    return with_duties(offices.order_by("person__name", "id"), on=on)


def council_called(slug: str) -> Council | None:
    return Council.objects.filter(slug=slug).first()
