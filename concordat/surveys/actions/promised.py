"""What the sides promise each other after a health check, and the days of election: lists kept by hand."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from concordat.people.rules.offices import Office
from concordat.surveys.models import ElectionDay, PromisedAction, Release, Rendering, Wave
from concordat.surveys.rules.course import Elected
from concordat.surveys.rules.promised import PromisedBy
from concordat.surveys.rules.publishing import OF_ALL_RELEASES
from concordat.surveys.rules.stages import OutOfTurn
from concordat.trail import actions as trail


class NotedAlready(Exception):
    """The council was elected on that day already, as its list has it."""


@transaction.atomic
def record_promise(
    *, wave: Wave, what: str, side: PromisedBy, by_when: date, by: Office, at: datetime
) -> PromisedAction:
    """Write down what one side, or both, promised to do. Raises ``OutOfTurn`` before the results are out."""
    if wave.released_at is None:
        raise OutOfTurn("Promises are made when the results are out.")
    made = PromisedAction.objects.create(
        council_id=wave.council_id,
        wave=wave,
        what=what,
        side=side,
        by_when=by_when,
        recorded_by_id=by.id,
        recorded_on=localdate(at),
    )
    trail.record(did="recorded a promised action", thing=made, by=by, at=at, side=side, by_when=by_when)
    return made


@transaction.atomic
def note_kept(*, promise: PromisedAction, by: Office, at: datetime) -> None:
    """Note that a promise was kept, today; a second time changes nothing."""
    promise.refresh_from_db(from_queryset=PromisedAction.objects.select_for_update())
    if promise.kept_on is not None:
        return
    promise.kept_on, promise.kept_noted_by_id = localdate(at), by.id
    promise.save(update_fields=["kept_on", "kept_noted_by"])
    trail.record(did="noted a promised action as kept", thing=promise, by=by, at=at)


@transaction.atomic
def note_not_kept(*, promise: PromisedAction, by: Office, at: datetime) -> None:
    """Take back that it was kept: it is open again."""
    promise.refresh_from_db(from_queryset=PromisedAction.objects.select_for_update())
    if promise.kept_on is None:
        return
    promise.kept_on, promise.kept_noted_by = None, None
    promise.save(update_fields=["kept_on", "kept_noted_by"])
    trail.record(did="took back that an action was kept", thing=promise, by=by, at=at)


@transaction.atomic
def note_election(*, held_on: date, of: Elected, by: Office, at: datetime) -> None:
    """Note a day of election, to be marked in the trends. Raises ``NotedAlready``."""
    if ElectionDay.objects.filter(council=by.council_id, held_on=held_on).exists():
        raise NotedAlready
    made = ElectionDay.objects.create(council_id=by.council_id, held_on=held_on, of=of, noted_by_id=by.id)
    _make_trends_anew(by.council_id)
    trail.record(did="noted a day of election", thing=made, by=by, at=at, held_on=held_on, of=of)


@transaction.atomic
def strike_election(*, day: ElectionDay, by: Office, at: datetime) -> None:
    """Take a day of election off the list."""
    _make_trends_anew(by.council_id)
    trail.record(did="struck a day of election", thing=day, by=by, at=at, held_on=day.held_on)
    day.delete()


@transaction.atomic
def make_trends_anew(*, by: Office, at: datetime) -> None:
    """Have the files of the trend made again, after what they mark (control, governance) was corrected."""
    newest = Release.objects.filter(council=by.council_id).order_by("-made_at", "-id").first()
    if newest is None:
        return
    _make_trends_anew(by.council_id)
    trail.record(did="asked for the files of the trend anew", thing=newest, by=by, at=at)


def _make_trends_anew(council_id: int) -> None:
    stale = Rendering.objects.filter(council=council_id, format__in=OF_ALL_RELEASES)
    stale.update(state="waiting", attempts=0, body=b"")
