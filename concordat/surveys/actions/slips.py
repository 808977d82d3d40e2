"""Printed slips: who draws one, and taking the sheets, once."""

from collections.abc import Callable, Sequence, Set
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils.timezone import localdate

from concordat.people.rules.offices import Office
from concordat.surveys import queries
from concordat.surveys.actions.rosters import draw_up_roster
from concordat.surveys.models import OnPaper, SlipSheet, Wave
from concordat.surveys.rules import slips
from concordat.surveys.rules.pooling import POOLED
from concordat.surveys.rules.stages import OutOfTurn
from concordat.trail import actions as trail

Sheets = TypeVar("Sheets")
Taken = tuple[tuple[str, tuple[str, ...]], ...]


class NoSlips(Exception):
    """There are no slips to take: none were drawn, somebody has taken them, or the wave is closed."""


class TooFewSlips(Exception):
    """Of some group too few would draw one. ``problems``: one sentence for each group."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


@transaction.atomic
def mark_for_paper(*, wave: Wave, offices: Set[int], by: Office, at: datetime) -> None:
    """These people of the roster draw a slip. The roster is drawn up anew, so every signature is void.

    Raises ``OutOfTurn`` after the launch, and before there is a roster; ``TooFewSlips`` if somebody could be
    told by being one of few.
    """
    wave.refresh_from_db(from_queryset=Wave.objects.select_for_update())
    if wave.launched_at:
        raise OutOfTurn("It has been launched, and its roster is closed.")
    if not wave.roster_hash:
        raise OutOfTurn("Draw up the roster first.")
    # Those of a pool are of other councils: their letters are not ours to withhold.
    ours = dict(wave.roster.exclude(atom__name=POOLED).values_list("office", "atom__name"))
    chosen = ours.keys() & offices
    if problems := slips.too_few(ours[office] for office in chosen):
        raise TooFewSlips(problems)
    if chosen == queries.on_paper(wave):
        return
    OnPaper.objects.filter(wave=wave).delete()
    OnPaper.objects.bulk_create(
        OnPaper(council_id=wave.council_id, wave=wave, office_id=office) for office in sorted(chosen)
    )
    trail.record(did="named who draws a printed slip", thing=wave, by=by, at=at, people=len(chosen))
    draw_up_roster(wave=wave, by=by, at=at)


def take_slips(*, wave: Wave, make: Callable[[Taken], Sheets], by: Office, at: datetime) -> Sheets:
    """What was made of the links of the slips; from now on only their fingerprints are left.

    make   is given the links by group, and returns what will be shown of them

    The sheets are made first, in memory: if that fails, the codes are still here, and nobody has seen one. Of
    two who ask at once, what was made for the second is thrown away. Raises ``NoSlips``.
    """
    taken = queries.slips_to_take(wave)
    if not taken:
        raise NoSlips
    sheets = make(taken)
    with transaction.atomic():
        sheet = SlipSheet.objects.select_for_update().filter(wave=wave).first()
        if sheet is None or not sheet.links:
            raise NoSlips
        sheet.links, sheet.taken_by_id, sheet.taken_on = [], by.id, localdate(at)
        sheet.save(update_fields=["links", "taken_by", "taken_on"])
        trail.record(did="took the printed slips", thing=wave, by=by, at=at, slips=sheet.count)
    return sheets
