"""An instrument: what it is called, where it stands in the constitution, when it is looked at again."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from concordat.people.rules.offices import Office
from concordat.protocol.actions.modelling import begin_from_model
from concordat.protocol.models import Edition, Instrument
from concordat.protocol.rules.instruments import InstrumentKind, NameTaken
from concordat.protocol.rules.review import Review
from concordat.trail import actions as trail

# The first words of the room's own addresses: an instrument of such a name could never be visited.
RESERVED = frozenset({"new"})

Related = Sequence[tuple[str, str, str]]


@transaction.atomic
def begin_instrument(
    *,
    name: str,
    kind: InstrumentKind,
    place: str = "",
    purpose: str = "",
    scope: str = "",
    tier: str = "",
    nation: str = "",
    related: Related = (),
    from_model: bool = False,
    by: Office,
    at: datetime,
) -> Instrument:
    """Begin an instrument with a draft in hand, empty or the model. Raises ``NameTaken``, ``OutOfTurn``."""
    slug = _free_slug(name, by.council_id)
    instrument = Instrument.objects.create(
        council_id=by.council_id,
        name=name,
        slug=slug,
        kind=kind.value,
        tier=tier or by.council.tier,
        nation=nation or by.council.nation,
        place=place,
        purpose=purpose,
        scope=scope,
        related=[list(each) for each in related],
        made_by_id=by.id,
        made_at=at,
    )
    draft = Edition.objects.create(
        council_id=by.council_id, instrument=instrument, title=name, made_by_id=by.id, made_at=at
    )
    trail.record(did="began an instrument", thing=instrument, by=by, at=at, kind=kind.value)
    if from_model:
        begin_from_model(edition=draft, by=by, at=at)
    return instrument


def _free_slug(name: str, council_id: int) -> str:
    slug = slugify(name)[:60].strip("-") or "instrument"
    if slug in RESERVED:
        slug = f"{slug}-1"
    if Instrument.objects.filter(council=council_id, slug=slug).exists():
        raise NameTaken(name)
    return slug


@transaction.atomic
def change_instrument(
    *,
    instrument: Instrument,
    name: str,
    kind: InstrumentKind,
    place: str,
    purpose: str,
    scope: str,
    tier: str,
    nation: str,
    related: Related,
    by: Office,
    at: datetime,
) -> None:
    """Change what is said about an instrument. Its address stays, whatever it is called."""
    instrument.refresh_from_db(from_queryset=Instrument.objects.select_for_update())
    instrument.name, instrument.kind, instrument.place = name, kind.value, place
    instrument.purpose, instrument.scope = purpose, scope
    instrument.tier, instrument.nation = tier, nation
    instrument.related = [list(each) for each in related]
    instrument.save()
    trail.record(did="changed what is said about an instrument", thing=instrument, by=by, at=at)


@transaction.atomic
def set_review(
    *,
    instrument: Instrument,
    due: str,
    cycle_months: int | None,
    reviewed_on: date | None = None,
    by: Office,
    at: datetime,
) -> None:
    """Say when it is to be looked at again: on a date, as precise as it was decided, or so often."""
    if due:
        Review(due)
    instrument.refresh_from_db(from_queryset=Instrument.objects.select_for_update())
    instrument.review_due, instrument.review_cycle = due, cycle_months
    instrument.reviewed_on = reviewed_on or instrument.reviewed_on
    instrument.save(update_fields=["review_due", "review_cycle", "reviewed_on"])
    trail.record(
        did="set the review of an instrument", thing=instrument, by=by, at=at, due=due, months=cycle_months
    )
