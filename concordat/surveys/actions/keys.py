"""Three people, three secrets on paper, and no secret in the database."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from concordat.letters import actions as letters
from concordat.people.rules.offices import Office
from concordat.surveys.models import KeyHolder, Wave
from concordat.surveys.rules import sealing, secrets
from concordat.surveys.rules.stages import OutOfTurn
from concordat.trail import actions as trail


class NotThree(Exception):
    """The three key-holders are not three different people."""


@transaction.atomic
def name_holders(*, wave: Wave, holders: Sequence[Office], by: Office, at: datetime) -> None:
    """Name the three, two of whom will open the box. Whoever keeps their place keeps their secret."""
    _lock_unlaunched(wave)
    if len({office.person_id for office in holders}) != sealing.HOLDERS:
        raise NotThree("Choose three different people.")
    before = {holder.position: holder for holder in wave.holders.all()}
    gone = [
        place
        for place, office in enumerate(holders)
        if place in before and before[place].office_id != office.id
    ]
    wave.holders.filter(position__in=gone).delete()
    for place, office in enumerate(holders):
        if place in before and place not in gone:
            continue
        KeyHolder.objects.create(council_id=wave.council_id, wave=wave, office_id=office.id, position=place)
        letters.send(to=office, letter="surveys/letters/collect_your_secret.txt", about=wave, at=at)
    trail.record(did="named the key-holders", thing=wave, by=by, at=at)


@transaction.atomic
def collect_secret(*, holder: KeyHolder, by: Office, at: datetime) -> str:
    """Make this key-holder's secret, and keep only what seals to it. The secret itself is shown once.

    Until the launch it may be collected anew; the one before then opens nothing.
    """
    _lock_unlaunched(holder.wave)
    holder.refresh_from_db(from_queryset=KeyHolder.objects.select_for_update())
    again = bool(holder.public_key)
    secret = secrets.new_secret()
    key = sealing.holder_key(secret=secrets.read(secret), wave=holder.wave_id)
    holder.public_key = sealing.public_half(key)
    holder.save(update_fields=["public_key"])
    trail.record(did="collected a key-holder's secret", thing=holder, by=by, at=at, again=again)
    return secret


def _lock_unlaunched(wave: Wave) -> None:
    wave.refresh_from_db(from_queryset=Wave.objects.select_for_update())
    if wave.launched_at:
        raise OutOfTurn("It has been launched, and its three keys can no longer be changed.")
