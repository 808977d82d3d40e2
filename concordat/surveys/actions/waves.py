"""A wave from its first mention to its last day."""

from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate

from concordat.letters import actions as letters
from concordat.people.rules.offices import Office
from concordat.surveys.actions.comments import let_lapse
from concordat.surveys.actions.instruments import copy_instrument
from concordat.surveys.models import Atom, CoSignature, Instrument, RosterLine, SlipSheet, Urn, Wave
from concordat.surveys.rules import copies
from concordat.surveys.rules.instrument import EDITION
from concordat.surveys.rules.names import NameTaken, a_free_name
from concordat.surveys.rules.stages import OutOfTurn
from concordat.trail import actions as trail


@transaction.atomic
def prepare_wave(
    *,
    name: str,
    committee: str,
    opens_on: date,
    closes_on: date,
    instrument: str,
    split: str = "",
    by: Office,
    at: datetime,
) -> Wave:
    """Begin to prepare a running of the health check. Nobody is asked yet. Raises ``NameTaken``.

    instrument   the name, as in its address, of a copy of the council's; or "full" or "short"
    """
    slug = a_free_name(slugify(name))
    if Wave.objects.filter(council=by.council_id, slug=slug).exists():
        raise NameTaken(name)
    wave = Wave.objects.create(
        council_id=by.council_id,
        name=name,
        slug=slug,
        committee=committee,
        opens_on=opens_on,
        closes_on=closes_on,
        instrument=_instrument(instrument, by=by, at=at),
        split=split,
        made_by_id=by.id,
        made_at=at,
    )
    trail.record(did="began to prepare a health check", thing=wave, by=by, at=at)
    return wave


@transaction.atomic
def change_wave(
    *,
    wave: Wave,
    name: str,
    committee: str,
    opens_on: date,
    closes_on: date,
    instrument: str,
    split: str = "",
    by: Office,
    at: datetime,
) -> None:
    """Change what nobody has been promised yet. Another split takes the roster and its signatures away."""
    _lock(wave)
    if wave.launched_at:
        raise OutOfTurn("It has been launched: what it promised can no longer be changed.")
    if split != wave.split:
        CoSignature.objects.filter(wave=wave).delete()
        RosterLine.objects.filter(wave=wave).delete()
        Atom.objects.filter(wave=wave).delete()
        wave.roster_hash = ""
    wave.name, wave.committee, wave.split = name, committee, split
    wave.opens_on, wave.closes_on = opens_on, closes_on
    wave.instrument = _instrument(instrument, by=by, at=at)
    wave.save()
    trail.record(
        did="changed a health check", thing=wave, by=by, at=at, opens_on=opens_on, closes_on=closes_on
    )


@transaction.atomic
def close(*, wave: Wave, by: Office | None, at: datetime) -> None:
    """No ballot is taken from now on, and there is no way back. The key-holders are asked to open the box."""
    _lock(wave)
    if wave.launched_at is None or wave.closed_at is not None:
        raise OutOfTurn("Only a health check that is open can be closed.")
    # Before the wave itself: whoever is dropping a ballot in holds this row, and is let finish.
    urns = Urn.objects.filter(atom__wave=wave).select_for_update().order_by("id")
    for urn in urns:
        urn.is_open = False
        urn.save(update_fields=["is_open"])
    wave.closed_at = at
    wave.save(update_fields=["closed_at"])
    trail.record(did="closed a health check", thing=wave, by=by, council_id=wave.council_id, at=at)
    # A link that was never delivered opens nothing from now on; those of a pool went to other councils.
    letters.forget(about=wave, at=at, in_every_council=True)
    SlipSheet.objects.filter(wave=wave).update(links=[])
    for holder in wave.holders.select_related("office__person", "office__council").order_by("position"):
        letters.send(to=holder.office, letter="surveys/letters/open_the_box.txt", about=wave, at=at)


def close_due(*, at: datetime) -> int:
    """Close every wave whose last day is over. The worker calls it; returns how many were closed.

    Comments that have waited too long for their reviewer come to their end here too.
    """
    let_lapse(at=at)
    over = Wave.objects.filter(
        launched_at__isnull=False, closed_at=None, closes_on__lt=localdate(at)
    ).order_by("id")
    for wave in over:
        close(wave=wave, by=None, at=at)
    return len(over)


def _instrument(name: str, *, by: Office, at: datetime) -> Instrument:
    """The council's copy of that name. Of the built-in questions an untouched copy is made when wanted."""
    ours = Instrument.objects.filter(council=by.council_id)
    if name not in {"full", "short"}:
        return ours.get(slug=name)
    untouched = copies.kept(copies.begun_from(name))
    for each in ours.filter(begun_from=name).order_by("id"):
        # As JSON has no tuples, they are compared as it would give them back.
        if copies.restored(each.items) == copies.restored(untouched):
            return each
    title = f"Built-in questions, edition {EDITION}" if name == "full" else f"Short form, edition {EDITION}"
    # A copy that was edited keeps its name; the untouched one gets a number.
    again = ours.filter(name__startswith=title).count()
    return copy_instrument(name=f"{title} ({again + 1})" if again else title, form=name, by=by, at=at)


def _lock(wave: Wave) -> None:
    wave.refresh_from_db(from_queryset=Wave.objects.select_for_update())
