"""A council's own copies of the questions."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from concordat.people.rules.offices import Office
from concordat.surveys.models import Instrument
from concordat.surveys.rules import copies
from concordat.surveys.rules.copies import Items
from concordat.surveys.rules.instrument import EDITION, Item
from concordat.surveys.rules.names import NameTaken, a_free_name
from concordat.trail import actions as trail


@transaction.atomic
def copy_instrument(*, name: str, form: str, by: Office, at: datetime) -> Instrument:
    """Begin a copy of the built-in health check: the "full" one, or the "short" one. Raises ``NameTaken``."""
    slug = a_free_name(slugify(name))
    if Instrument.objects.filter(council=by.council_id, slug=slug).exists():
        raise NameTaken(name)
    instrument = Instrument.objects.create(
        council_id=by.council_id,
        name=name,
        slug=slug,
        begun_from=form,
        edition=EDITION,
        items=copies.kept(copies.begun_from(form)),
        made_by_id=by.id,
        made_at=at,
    )
    trail.record(did="copied the health check's questions", thing=instrument, by=by, at=at, form=form)
    return instrument


def add_item(*, instrument: Instrument, item: Item, by: Office, at: datetime) -> None:
    _edit(
        instrument,
        lambda items: copies.added(items, item),
        did="added a question",
        by=by,
        at=at,
        item=item.id,
    )


def drop_item(*, instrument: Instrument, item: str, by: Office, at: datetime) -> None:
    _edit(
        instrument,
        lambda items: copies.dropped(items, item),
        did="dropped a question",
        by=by,
        at=at,
        item=item,
    )


def reword_item(*, instrument: Instrument, item: str, by: Office, at: datetime, **words: object) -> None:
    """Ask it in other words. It is a new question for trends from then on."""
    _edit(
        instrument,
        lambda items: copies.reworded(items, item, **words),
        did="reworded a question",
        by=by,
        at=at,
        item=item,
    )


def move_item(*, instrument: Instrument, item: str, to: int, by: Office, at: datetime) -> None:
    _edit(
        instrument,
        lambda items: copies.moved(items, item, to=to),
        did="moved a question",
        by=by,
        at=at,
        item=item,
    )


@transaction.atomic
def _edit(
    instrument: Instrument, edit: Callable[[Items], Items], *, did: str, by: Office, at: datetime, item: str
) -> None:
    instrument.refresh_from_db(from_queryset=Instrument.objects.select_for_update())
    instrument.items = copies.kept(edit(copies.restored(instrument.items)))
    instrument.save(update_fields=["items"])
    trail.record(did=did, thing=instrument, by=by, at=at, item=item)
