"""Questions that were written in another program."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from concordat.people.rules.offices import Office
from concordat.surveys.models import Instrument
from concordat.surveys.rules import copies
from concordat.surveys.rules.instrument import EDITION, Item
from concordat.surveys.rules.names import NameTaken, a_free_name
from concordat.trail import actions as trail


@transaction.atomic
def read_in_instrument(*, name: str, items: Sequence[Item], by: Office, at: datetime) -> Instrument:
    """Keep these questions as a copy of the council's. Raises ``NameTaken`` and ``NotAnInstrument``."""
    slug = a_free_name(slugify(name))
    if Instrument.objects.filter(council=by.council_id, slug=slug).exists():
        raise NameTaken(name)
    instrument = Instrument.objects.create(
        council_id=by.council_id,
        name=name,
        slug=slug,
        begun_from="xlsform",
        edition=EDITION,
        items=copies.kept(copies.asked(items)),
        made_by_id=by.id,
        made_at=at,
    )
    trail.record(did="read in questions", thing=instrument, by=by, at=at, questions=len(items))
    return instrument
