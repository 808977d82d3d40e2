"""Instruments and where their editions stand today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from concordat.people.rules.offices import Office
from concordat.protocol import access
from concordat.protocol.models import Comment, Consultation, Edition, Instrument, Resolution
from concordat.protocol.rules import editions as rules
from concordat.protocol.rules import review as reviews
from concordat.protocol.rules.editions import Dated, Stage

ON_A_PAGE = 20


@dataclass(frozen=True)
class Standing:
    """An instrument as a list shows it: what is in force, and what is on its way."""

    instrument: Instrument
    in_force: Edition | None
    coming: Edition | None
    stage: Stage | None
    review: reviews.Review | None
    overdue: bool


def _of(office: Office, *, today: date) -> QuerySet[Instrument]:
    # By a subquery: a join over editions and consultations would tell an instrument several times.
    seen = Instrument.objects.filter(access.instruments_seen_by(office, today=today), id=OuterRef("id"))
    return Instrument.objects.filter(Exists(seen), council=office.council_id).select_related("council")


def instruments_seen_by(office: Office, *, today: date) -> QuerySet[Instrument]:
    return _of(office, today=today).order_by("name", "id")


def editions_seen_by(office: Office, *, today: date) -> QuerySet[Edition]:
    seen = Edition.objects.filter(access.editions_seen_by(office, today=today), id=OuterRef("id"))
    found = Edition.objects.filter(Exists(seen), council=office.council_id)
    return found.select_related("instrument__council", "council", "begun_from", "corrects")


def page_of_instruments(
    office: Office, *, today: date, words: str = "", page: int | str | None = 1
) -> Page[Standing]:
    found = instruments_seen_by(office, today=today)
    for word in words.split():
        found = found.filter(name__icontains=word)
    leaf: Page[Any] = Paginator(found, ON_A_PAGE).get_page(page)
    leaf.object_list = standing_of(leaf.object_list, office=office, today=today)
    return leaf


def standing_of(instruments: Iterable[Instrument], *, office: Office, today: date) -> list[Standing]:
    held = list(instruments)
    editions: dict[int, list[Edition]] = {each.id: [] for each in held}
    for edition in with_consultations(
        editions_seen_by(office, today=today).filter(instrument__in=held, abandoned_at=None)
    ):
        editions[edition.instrument_id].append(edition)
    return [_standing(each, editions[each.id], today=today) for each in held]


def _standing(instrument: Instrument, editions: list[Edition], *, today: date) -> Standing:
    now = edition_in_force(editions, on=today)
    coming = [each for each in editions if each.effective_on is None or each.effective_on > today]
    latest = max(coming, key=lambda each: (each.effective_on is None, each.id), default=None)
    review = review_of(instrument, now)
    return Standing(
        instrument=instrument,
        in_force=now,
        coming=latest,
        stage=stage_of(latest, among=editions, today=today) if latest else None,
        review=review,
        overdue=bool(now and review and review.is_overdue(today)),
    )


def with_consultations(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """What it takes to tell the stage of each without another question."""
    days = Prefetch("consultations", queryset=Consultation.objects.order_by("opens_on", "id"))
    minute = Resolution.objects.filter(edition=OuterRef("id")).exclude(file_name="")
    told = editions.annotate(has_minute=Exists(minute))
    return told.defer("frozen").prefetch_related(days).order_by("id")


def editions_of(instrument: Instrument, *, office: Office, today: date) -> list[tuple[Edition, Stage]]:
    """Every edition that this office may see, with its stage: drafts first, then the latest in effect."""
    seen = editions_seen_by(office, today=today).filter(instrument=instrument, abandoned_at=None)
    editions = list(with_consultations(seen))
    editions.sort(
        key=lambda each: (each.effective_on is None, each.effective_on or date.min, each.id), reverse=True
    )
    return [(each, stage_of(each, among=editions, today=today)) for each in editions]


def edition_in_force(editions: Iterable[Edition], *, on: date) -> Edition | None:
    held = list(editions)
    found = rules.in_force([_dated(each) for each in held if each.number], on=on)
    return next((each for each in held if found and each.number == found.number), None)


def basis_among(editions: Sequence[Edition], *, today: date) -> Edition | None:
    """What a new draft begins from: of resolved editions the one in force, or the last before any is."""
    return edition_in_force(editions, on=today) or max(
        editions, key=lambda each: (each.effective_on, each.number), default=None
    )


def stage_of(edition: Edition, *, today: date, among: Iterable[Edition] | None = None) -> Stage:
    """What an edition is today. ``among``: the instrument's editions, if they are known already."""
    if among is None:
        others = Edition.objects.filter(instrument=edition.instrument_id, resolved_at__isnull=False)
        among = others.only("id", "number", "effective_on", "instrument_id")
    return rules.stage_of(
        _dated(edition),
        others=[_dated(each) for each in among if each.id != edition.id and each.number],
        consultations=[(each.opens_on, each.closes_on) for each in edition.consultations.all()],
        abandoned=edition.abandoned_at is not None,
        today=today,
    )


def _dated(edition: Edition) -> Dated:
    return Dated(edition.number or 0, edition.effective_on)


def review_of(instrument: Instrument, in_force: Edition | None) -> reviews.Review | None:
    since = instrument.reviewed_on or (in_force.effective_on if in_force else None)
    return reviews.due(value=instrument.review_due, cycle_months=instrument.review_cycle, since=since)


def comments_waiting(edition: Edition) -> int:
    """How many comments have no answer yet."""
    return Comment.objects.filter(edition=edition, answered_at=None).count()


def instruments_with_review() -> QuerySet[Instrument]:
    """Of every council: those whose next review is set, by a date or a cycle."""
    found = Instrument.objects.exclude(review_due="", review_cycle=None)
    return found.select_related("council").order_by("council", "id")
