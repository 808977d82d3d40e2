"""Asking offices to acknowledge an edition, and their acknowledgement; a briefing taken to a group."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from concordat.letters import actions as letters
from concordat.people import queries as people
from concordat.people.rules.offices import Office
from concordat.protocol import access, queries
from concordat.protocol.models import (
    Acknowledgement,
    Asking,
    Cascade,
    Edition,
    Instrument,
    Portion,
    ReviewNotice,
)
from concordat.protocol.queries import acknowledging as asked
from concordat.protocol.rules.acknowledging import (
    Manner,
    NothingToAcknowledge,
    Way,
    changes_in_force,
    manner_for,
)
from concordat.protocol.rules.editions import OutOfTurn, Stage
from concordat.trail import actions as trail

AHEAD = timedelta(days=90)
SOON, LATE = "soon", "late"


@transaction.atomic
def ask(
    *,
    edition: Edition,
    councillors: Manner | None,
    officers: Manner | None,
    due_on: date,
    afresh: bool = False,
    also: Collection[str] = (),
    by: Office,
    at: datetime,
) -> Asking:
    """Ask one side or both to acknowledge the edition in force. Raises ``OutOfTurn``.

    afresh   everybody about all of it, whatever they acknowledged before: after a change of control
    also     keys of clauses with other wording that the council wants to ask about, force or none
    """
    Instrument.objects.select_for_update().get(id=edition.instrument_id)
    if queries.stage_of(edition, today=localdate(at)) is not Stage.IN_FORCE:
        raise OutOfTurn("Only the edition that is in force is acknowledged.")
    if councillors is None and officers is None:
        raise OutOfTurn("Say which side is asked.")
    if due_on <= localdate(at):
        raise OutOfTurn("Give people until a day that is still to come.")
    if not afresh and edition.askings.filter(afresh=False).exists():
        raise OutOfTurn("People have been asked about this edition. Remind them, or ask everybody afresh.")
    asking = Asking.objects.create(
        council_id=edition.council_id,
        edition=edition,
        councillors=councillors or "",
        officers=officers or "",
        afresh=afresh,
        also=sorted(also),
        due_on=due_on,
        asked_by_id=by.id,
        asked_at=at,
    )
    if not afresh:
        _portion(asking, also=also)
    offices = [line.office for line in asked.lines_of(asking, on=localdate(at)) if line.asked.is_asked]
    letters.send_many(
        letters=[(office, "") for office in offices],
        letter="protocol/letters/asked.txt",
        about=asking,
        at=at,
    )
    trail.record(
        did="asked for acknowledgement",
        thing=edition,
        by=by,
        at=at,
        councillors=asking.councillors,
        officers=asking.officers,
        due_on=due_on,
        afresh=afresh,
        offices=len(offices),
    )
    return asking


def _portion(asking: Asking, *, also: Collection[str]) -> None:
    """Work out, for each earlier edition that somebody acknowledged, what changed in force since."""
    new = queries.clauses_of(asking.edition)
    Portion.objects.bulk_create(
        Portion(
            council_id=asking.council_id,
            asking=asking,
            since=since,
            changes=[
                change.as_json() for change in changes_in_force(queries.clauses_of(since), new, also=also)
            ],
        )
        for since in asked.editions_acknowledged(asking.edition)
    )


@transaction.atomic
def acknowledge(*, asking: Asking, by: Office, at: datetime) -> None:
    """Somebody acknowledges what they were asked, in the manner in which they were asked."""
    _acknowledged(asking, office=by, way=Way.HERE, by=by, at=at)


@transaction.atomic
def record_on_paper(*, asking: Asking, office_id: int, by: Office, at: datetime) -> None:
    """Whoever runs the council has somebody's signature on paper."""
    today = localdate(at)
    office = next((each for each in people.offices_of(by.council_id, on=today) if each.id == office_id), None)
    if office is None:
        raise NothingToAcknowledge("Nobody holds that office today.")
    _acknowledged(asking, office=office, way=Way.PAPER, by=by, at=at)


def _acknowledged(asking: Asking, *, office: Office, way: Way, by: Office, at: datetime) -> None:
    asking.refresh_from_db(from_queryset=Asking.objects.select_for_update())
    if queries.stage_of(asking.edition, today=localdate(at)) is not Stage.IN_FORCE:
        raise NothingToAcknowledge("Another edition is in force by now. You will be asked about that one.")
    told = asked.asked_of(office, asking)
    if told is None:
        raise NothingToAcknowledge("Your side is not asked to acknowledge this edition.")
    if told.done:
        raise NothingToAcknowledge("It has been acknowledged already.")
    Acknowledgement.objects.create(
        council_id=asking.council_id,
        asking=asking,
        edition=asking.edition,
        office_id=office.id,
        manner=told.manner.value,
        since=told.since,
        way=way.value,
        recorded_by_id=by.id,
        at=at,
    )
    trail.record(
        did="acknowledged an edition" if way is Way.HERE else "recorded an acknowledgement on paper",
        thing=asking.edition,
        by=by,
        at=at,
        manner=told.manner.value,
        **({"office": office.id} if way is Way.PAPER else {}),
    )


@transaction.atomic
def remind_to_acknowledge(*, asking: Asking, by: Office, at: datetime) -> int:
    """Write again to those who have not acknowledged, and to nobody else. Returns to how many."""
    asking.refresh_from_db(from_queryset=Asking.objects.select_for_update())
    if asking.reminded_at and localdate(asking.reminded_at) == localdate(at):
        raise OutOfTurn("They have been reminded today.")
    waiting = [line.office for line in asked.lines_of(asking, on=localdate(at)) if line.asked.is_asked]
    letters.send_many(
        letters=[(office, "") for office in waiting],
        letter="protocol/letters/reminded.txt",
        about=asking,
        at=at,
    )
    asking.reminded_at = at
    asking.save(update_fields=["reminded_at"])
    trail.record(
        did="reminded of an acknowledgement", thing=asking.edition, by=by, at=at, offices=len(waiting)
    )
    return len(waiting)


@transaction.atomic
def take_to_group(*, edition: Edition, taken_on: date, by: Office, at: datetime) -> Cascade:
    """A group leader puts on record that they went through the briefing with their group."""
    if queries.stage_of(edition, today=localdate(at)) is not Stage.IN_FORCE:
        raise OutOfTurn("Another edition is in force by now. Its briefing is another one.")
    group = asked.belongs_to(by)
    if not group:
        raise OutOfTurn("Your office names no political group.")
    if not edition.effective_on or not edition.effective_on <= taken_on <= localdate(at):
        raise OutOfTurn("Give a day on which this edition was in force, not later than today.")
    cascade = Cascade.objects.create(
        council_id=edition.council_id, edition=edition, group=group, taken_on=taken_on, by_id=by.id, at=at
    )
    trail.record(did="took the briefing to a group", thing=edition, by=by, at=at, taken_on=taken_on)
    return cascade


def tell_of_reviews(*, at: datetime) -> int:
    """Tell whoever runs a council of reviews that come within three months, and of those overdue: once each.

    Returns how many letters were laid. To be called every so often; it does nothing twice.
    """
    today = localdate(at)
    told = 0
    for instrument in queries.instruments_with_review():
        review = queries.public_review(instrument, today=today)
        if review is None or review.last_day - AHEAD > today:
            continue
        told += _tell(instrument, due=review.value, stage=LATE if review.is_overdue(today) else SOON, at=at)
    return told


@transaction.atomic
def _tell(instrument: Instrument, *, due: str, stage: str, at: datetime) -> int:
    _notice, is_new = ReviewNotice.objects.get_or_create(
        council_id=instrument.council_id, instrument=instrument, due=due, stage=stage, defaults={"at": at}
    )
    if not is_new:
        return 0
    offices = people.offices_of(instrument.council_id, on=localdate(at))
    running = [office for office in offices if access.may_draft(office)]
    letters.send_many(
        letters=[(office, "") for office in running],
        letter=f"protocol/letters/review_{stage}.txt",
        about=instrument,
        at=at,
    )
    trail.record(
        did="told of a review",
        thing=instrument,
        by=None,
        council_id=instrument.council_id,
        at=at,
        due=due,
        stage=stage,
    )
    return len(running)


__all__ = [
    "NothingToAcknowledge",
    "acknowledge",
    "ask",
    "manner_for",
    "record_on_paper",
    "remind_to_acknowledge",
    "take_to_group",
    "tell_of_reviews",
]
