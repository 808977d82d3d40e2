"""Waves in preparation and under way: who is asked, what still stands before the launch, who holds a key."""

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date

from django.db.models import Count, Prefetch, QuerySet

from concordat.people import queries as people
from concordat.people.rules.councils import LOCAL, Nation
from concordat.people.rules.offices import Office
from concordat.smallsample.preflight import Preflight, preflight
from concordat.surveys import access
from concordat.surveys.models import (
    Atom,
    CoSignature,
    Instrument,
    InWelsh,
    KeyHolder,
    PoolInvitation,
    RosterLine,
    Wave,
)
from concordat.surveys.queries.comments import may_review, reviewer_of
from concordat.surveys.queries.slips import on_paper
from concordat.surveys.rules import copies, pooling, roster, slips, stages, welsh
from concordat.surveys.rules.instrument import Item
from concordat.surveys.rules.stages import Preparation, Reviewing, Stage


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
    """What is asked: frozen at launch, and until then whatever the instrument says.

    Without Welsh where the wave asks in English alone; with our draft where it asks in both, and has none.
    """
    if wave.launched_at:
        return copies.restored(wave.items)
    items = copies.restored(wave.instrument.items)
    return welsh.in_english_alone(items) if welsh_of(wave) is None else welsh.drafted(items)


def welsh_of(wave: Wave) -> InWelsh | None:
    """Whether somebody has checked the Welsh, and who; ``None`` where the wave asks in English alone."""
    return InWelsh.objects.select_related("said_by__person").filter(wave=wave).first()


def languages_of(wave: Wave) -> tuple[str, ...]:
    """In which it speaks to whoever is asked. In Wales the Welsh stands where it is read first."""
    welsh_first = wave.council.nation == Nation.WALES
    return welsh.languages(in_both=welsh_of(wave) is not None, welsh_first=welsh_first)


def standing_of(wave: Wave, *, besides: Sequence[str], today: date) -> pooling.Standing:
    """The wave's pool as it would be drawn up today: the officers of every council that has agreed.

    besides   addresses of those who are asked in the wave anyway
    """
    agreed = PoolInvitation.objects.filter(pool__wave=wave, agreed_by__isnull=False)
    councils = {}
    for address in agreed.order_by("address").values_list("address", flat=True):
        council = people.council_called(address)
        if council is not None and council.tier in LOCAL:
            councils[address] = people_of_today(council.id, today=today)
    return pooling.draw_up(councils, besides=besides)


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
    drawn = roster.draw_up(people_of_today(wave.council_id, today=today), declared=wave.split)
    marked = on_paper(wave)
    own = tuple(replace(line, on_paper=line.office in marked) for line in drawn)
    return (*own, *standing_of(wave, besides=[line.email for line in own], today=today).everyone)


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
    holders = list(wave.holders.select_related("office"))
    signed = wave.signatures.filter(roster_hash=wave.roster_hash).values_list("side", flat=True)
    return Preparation(
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        split=wave.split,
        sizes=sizes,
        stands=bool(sizes) and roster_stands(wave, today=today),
        signed=frozenset(signed),
        holders=len(holders),
        keys=sum(bool(holder.public_key) for holder in holders),
        reviewer=_reviewing(wave, {holder.office.person_id for holder in holders}, today=today),
        welsh=checking_of(wave, welsh_of(wave)),
    )


def checking_of(wave: Wave, asked: InWelsh | None) -> welsh.Checking:
    checked = welsh.Checked(asked.fingerprint) if asked else None
    return welsh.checking(items_of(wave) if asked else (), checked)


def _reviewing(wave: Wave, key_holders: Set[int], *, today: date) -> Reviewing:
    reviewer = reviewer_of(wave)
    if reviewer is None:
        return Reviewing.NOBODY
    if reviewer.office.person_id in key_holders:
        return Reviewing.HOLDS_A_KEY
    if reviewer.office_id not in {office.id for office in may_review(wave.council_id, today=today)}:
        return Reviewing.GONE
    return Reviewing.READY if reviewer.public_key else Reviewing.UNREADY


def roster_stands(wave: Wave, *, today: date) -> bool:
    """Whether the roster would be drawn up today as it was drawn up."""
    try:
        return roster.roster_hash(roster_of_today(wave, today=today)) == wave.roster_hash
    except roster.AskedTwice:
        return False


def obstacles(wave: Wave, *, today: date) -> tuple[str, ...]:
    """What still stands before the launch, one sentence each."""
    try:
        lines = roster_of_today(wave, today=today)
    except roster.AskedTwice as twice:
        return (str(twice),)
    return (*stages.obstacles(preparation_of(wave, today=today), today=today), *slips.obstacles(lines))


def keys_of(office: Office) -> QuerySet[KeyHolder]:
    keys = KeyHolder.objects.filter(access.keys_of(office))
    return keys.select_related("wave__council", "office__person")


def holders_of(wave: Wave) -> list[KeyHolder]:
    return list(wave.holders.select_related("office__person").order_by("position"))


def instruments_of(office: Office) -> QuerySet[Instrument]:
    return Instrument.objects.filter(council=office.council_id).order_by("name", "id")
