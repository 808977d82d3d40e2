"""Waves in preparation and under way: who is asked, what still stands before the launch, who holds a key."""

from datetime import date

from django.db.models import Count, Prefetch, QuerySet

from concordat.people import queries as people
from concordat.people.rules.offices import Office
from concordat.smallsample.preflight import Preflight, preflight
from concordat.surveys import access
from concordat.surveys.models import Atom, CoSignature, Instrument, KeyHolder, RosterLine, Wave
from concordat.surveys.rules import copies, roster, stages
from concordat.surveys.rules.instrument import Item
from concordat.surveys.rules.stages import Preparation, Stage


def waves_seen_by(office: Office) -> QuerySet[Wave]:
    waves = Wave.objects.filter(access.waves_seen_by(office)).select_related("council", "made_by__person")
    return waves.distinct().order_by("-opens_on", "-id")


def waves_signed_by(office: Office) -> QuerySet[Wave]:
    return Wave.objects.filter(access.waves_signed_by(office))


def stage_of(wave: Wave, *, today: date) -> Stage:
    """A wave is closed once its last day is over, whether or not anything has noted that yet."""
    over = wave.launched_at is not None and today > wave.closes_on
    return stages.stage(
        launched=wave.launched_at is not None,
        closed=wave.closed_at is not None or over,
        released=wave.released_at is not None,
    )


def items_of(wave: Wave) -> tuple[Item, ...]:
    """What is asked: frozen at launch, and until then whatever the instrument says."""
    return copies.restored(wave.items if wave.launched_at else wave.instrument.items)


def people_of_today(council_id: int, *, today: date) -> tuple[roster.Someone, ...]:
    return tuple(
        roster.Someone(
            office=office.id,
            side=office.side,
            name=office.name,
            email=office.email,
            duties=office.duties,
            group=office.group,
            service=office.service,
        )
        for office in people.offices_of(council_id, on=today)
    )


def roster_of_today(wave: Wave, *, today: date) -> tuple[roster.Line, ...]:
    """The roster as it would be drawn up today. Raises ``AskedTwice``."""
    return roster.draw_up(people_of_today(wave.council_id, today=today), declared=wave.split)


def roster_by_atom(wave: Wave) -> list[tuple[Atom, list[RosterLine]]]:
    """Everyone who is asked, group by group: names alone are shown, never an address."""
    lines = Prefetch("roster", queryset=RosterLine.objects.order_by("name", "id"))
    return [
        (atom, list(atom.roster.all())) for atom in wave.atoms.order_by("position").prefetch_related(lines)
    ]


def asked_by_atom(wave: Wave) -> list[tuple[str, int]]:
    """Each atom, and how many people it has."""
    counted = wave.atoms.annotate(people=Count("roster")).order_by("position")
    return list(counted.values_list("name", "people"))


def signatures_of(wave: Wave) -> list[CoSignature]:
    return list(wave.signatures.select_related("office__person").order_by("side"))


def asked_in(wave_id: int) -> list[tuple[str, int]]:
    """Atom and office of everyone who was asked in a wave."""
    return list(RosterLine.objects.filter(wave=wave_id).values_list("atom__name", "office"))


def preflight_of(wave: Wave) -> list[tuple[str, Preflight]]:
    """What each atom could show at several rates of response, from the roster as drawn up."""
    return [(atom.name, preflight(roster=len(lines))) for atom, lines in roster_by_atom(wave)]


def preparation_of(wave: Wave, *, today: date) -> Preparation:
    sizes = {atom.name: len(lines) for atom, lines in roster_by_atom(wave)}
    holders = list(wave.holders.all())
    signed = wave.signatures.filter(roster_hash=wave.roster_hash).values_list("side", flat=True)
    return Preparation(
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        split=wave.split,
        sizes=sizes,
        stands=bool(sizes) and _stands(wave, today=today),
        signed=frozenset(signed),
        holders=len(holders),
        keys=sum(bool(holder.public_key) for holder in holders),
    )


def _stands(wave: Wave, *, today: date) -> bool:
    """Whether the roster would be drawn up today as it was drawn up."""
    try:
        return roster.roster_hash(roster_of_today(wave, today=today)) == wave.roster_hash
    except roster.AskedTwice:
        return False


def obstacles(wave: Wave, *, today: date) -> tuple[str, ...]:
    """What still stands before the launch, one sentence each."""
    try:
        roster_of_today(wave, today=today)
    except roster.AskedTwice as twice:
        return (str(twice),)
    return stages.obstacles(preparation_of(wave, today=today), today=today)


def keys_of(office: Office) -> QuerySet[KeyHolder]:
    keys = KeyHolder.objects.filter(access.keys_of(office))
    return keys.select_related("wave__council", "office__person")


def holders_of(wave: Wave) -> list[KeyHolder]:
    return list(wave.holders.select_related("office__person").order_by("position"))


def instruments_of(office: Office) -> QuerySet[Instrument]:
    return Instrument.objects.filter(council=office.council_id).order_by("name", "id")
