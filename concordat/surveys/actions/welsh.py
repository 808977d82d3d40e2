"""In which languages a wave asks, and who has checked the Welsh."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from concordat.people.rules.offices import Office
from concordat.surveys import queries
from concordat.surveys.models import InWelsh, Wave
from concordat.surveys.rules import welsh
from concordat.surveys.rules.stages import OutOfTurn
from concordat.trail import actions as trail


class NotTheseWords(Exception):
    """The Welsh was changed, or is not whole, since the page was opened on which its check was declared."""


@transaction.atomic
def ask_in_welsh(*, wave: Wave, in_both: bool, by: Office, at: datetime) -> None:
    """Ask in Welsh beside English, or in English alone. Whatever was checked has to be checked again."""
    _lock_unlaunched(wave)
    if (queries.welsh_of(wave) is not None) is in_both:
        return
    if in_both:
        InWelsh.objects.create(council_id=wave.council_id, wave=wave)
    else:
        InWelsh.objects.filter(wave=wave).delete()
    did = "chose to ask in Welsh and English" if in_both else "chose to ask in English alone"
    trail.record(did=did, thing=wave, by=by, at=at)


@transaction.atomic
def say_checked(*, wave: Wave, checked_by: str, fingerprint: str, by: Office, at: datetime) -> None:
    """Say, for the council, who has checked the Welsh.

    checked_by    a name, and what they are
    fingerprint   of the words that stood on the page: those were checked, and no others
    Raises ``OutOfTurn`` and ``NotTheseWords``.
    """
    _lock_unlaunched(wave)
    asked = queries.welsh_of(wave)
    if asked is None:
        raise OutOfTurn("It asks in English alone, so there is no Welsh to check.")
    items = queries.items_of(wave)
    if welsh.without(items) or fingerprint != welsh.fingerprint(items):
        raise NotTheseWords
    asked.checked_by, asked.fingerprint = checked_by, fingerprint
    asked.said_by_id, asked.said_on = by.id, localdate(at)
    asked.save()
    # The name is free text, so it stands with the wave, and the trail says of which words it was said.
    trail.record(did="said that the Welsh was checked", thing=wave, by=by, at=at, words=fingerprint)


def _lock_unlaunched(wave: Wave) -> None:
    wave.refresh_from_db(from_queryset=Wave.objects.select_for_update())
    if wave.launched_at:
        raise OutOfTurn("It has been launched, and its words are fixed.")
