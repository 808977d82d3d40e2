"""What the world may read: editions that are or were in force, and nothing that hints at any other."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from concordat.protocol import access
from concordat.protocol.models import Edition, Instrument, Resolution, Wording
from concordat.protocol.queries.drafting import as_clause, clauses_of, words_shown
from concordat.protocol.queries.files import resolution_of
from concordat.protocol.queries.instruments import edition_in_force, review_of
from concordat.protocol.rules import review as reviews
from concordat.protocol.rules.clauses import Clause, Kind, Owed
from concordat.protocol.rules.headings import levels
from concordat.protocol.rules.tree import Clauses


@dataclass(frozen=True)
class PublicEdition:
    """One edition as the world reads it."""

    instrument: Instrument
    edition: Edition
    is_in_force: bool
    until: date | None
    clauses: Clauses
    levels: tuple[int, ...]
    resolution: Resolution | None

    @property
    def rows(self) -> list[tuple[Clause, int]]:
        """Each clause with the level of its heading."""
        return list(zip(self.clauses, self.levels, strict=True))

    @property
    def contents(self) -> list[Clause]:
        """What stands at the top and has a heading: the list of contents."""
        return [clause for clause in self.clauses if not clause.depth and clause.heading]


@dataclass(frozen=True)
class Expectation:
    """A clause in force that one side owes the other, for other rooms to cite by its key."""

    key: str
    label: str
    words: str
    owed: Owed | None
    tags: frozenset[str]
    measure: str
    instrument: str
    instrument_name: str
    edition: int
    address: str


def instruments_published(council: str, *, today: date) -> list[tuple[Instrument, Edition]]:
    """The instruments of a council of which an edition is in force, by name."""
    found: dict[Instrument, list[Edition]] = {}
    for edition in _published(council, today=today).select_related("instrument__council"):
        found.setdefault(edition.instrument, []).append(edition)
    told = [(instrument, edition_in_force(editions, on=today)) for instrument, editions in found.items()]
    return sorted(
        ((instrument, edition) for instrument, edition in told if edition), key=lambda each: each[0].name
    )


def _published(council: str, *, today: date) -> QuerySet[Edition]:
    return Edition.objects.filter(access.published(council, today=today)).defer("frozen")


def published_instrument(council: str, slug: str, *, today: date) -> Instrument | None:
    found = Instrument.objects.filter(
        council__slug=council, slug=slug, editions__in=_published(council, today=today)
    )
    return found.select_related("council").first()


def editions_published(instrument: Instrument, *, today: date) -> list[Edition]:
    """Those that are or were in force, the latest first."""
    found = _published(instrument.council.slug, today=today).filter(instrument=instrument)
    found = found.select_related("resolution", "corrects", "instrument__council")
    return list(found.order_by("-effective_on", "-number"))


def editions_of_council(council: str, *, today: date) -> list[Edition]:
    """Those of every instrument, the latest to take effect first."""
    found = _published(council, today=today).select_related("instrument__council")
    return list(found.order_by("-effective_on", "-id")[:50])


def frozen_file(instrument: Instrument, *, number: int, today: date) -> str | None:
    """The file of which the fingerprint is published, as it was frozen."""
    public = Edition.objects.filter(access.published(instrument.council.slug, today=today))
    return public.filter(instrument=instrument, number=number).values_list("frozen", flat=True).first()


def published_edition(
    instrument: Instrument, *, today: date, on: date | None = None, number: int | None = None
) -> PublicEdition | None:
    """The edition in force today, or on an earlier day, or of a number. None where there is no such."""
    editions = editions_published(instrument, today=today)
    now = edition_in_force(editions, on=today)
    if number is not None:
        found = next((each for each in editions if each.number == number), None)
    else:
        found = edition_in_force(editions, on=min(on or today, today))
    if found is None:
        return None
    place = editions.index(found)
    later = editions[place - 1] if place else None
    clauses = clauses_of(found)
    return PublicEdition(
        instrument=instrument,
        edition=found,
        is_in_force=found is now,
        until=later.effective_on if later else None,
        clauses=clauses,
        levels=tuple(levels(clauses)),
        resolution=resolution_of(found),
    )


def public_review(instrument: Instrument, *, today: date) -> reviews.Review | None:
    return review_of(instrument, edition_in_force(editions_published(instrument, today=today), on=today))


def found_in(edition: Edition, words: str) -> frozenset[str]:
    """The keys of the clauses in which each of these words stands."""
    said = words.split()
    if not said:
        return frozenset()
    rows = Wording.objects.filter(council=edition.council_id, edition=edition)
    for word in said:
        rows = rows.filter(Q(heading__icontains=word) | Q(text__icontains=word) | Q(label__iexact=word))
    return frozenset(rows.values_list("clause__key", flat=True))


def expectations_in_force(council_id: int, *, on: date) -> tuple[Expectation, ...]:
    """What each side may expect of the other on this day, in every instrument of a council."""
    editions: dict[int, list[Edition]] = {}
    resolved = Edition.objects.filter(council=council_id, resolved_at__isnull=False, effective_on__lte=on)
    for edition in resolved.defer("frozen").order_by("id"):
        editions.setdefault(edition.instrument_id, []).append(edition)
    current = [edition_in_force(held, on=on) for held in editions.values()]
    rows = Wording.objects.filter(
        council=council_id, edition__in=[each for each in current if each], kind=Kind.EXPECTATION.value
    )
    rows = rows.select_related("clause", "edition__instrument__council")
    return tuple(
        _expectation(row) for row in rows.order_by("edition__instrument__name", "edition", "position")
    )


def _expectation(row: Wording) -> Expectation:
    instrument = row.edition.instrument
    return Expectation(
        key=row.clause.key,
        label=row.label,
        words=row.text or row.heading,
        owed=Owed(row.owed) if row.owed else None,
        tags=frozenset(row.tags),
        measure=row.measure,
        instrument=instrument.slug,
        instrument_name=instrument.name,
        edition=row.edition.number or 0,
        address=reverse("protocol:clause", args=[instrument.council.slug, instrument.slug, row.clause.key]),
    )


def clause_history(instrument: Instrument, key: str, *, today: date) -> list[tuple[Edition, Clause, str]]:
    """A clause in each published edition that has it, the latest first: the edition, and its words there."""
    editions = {each.id: each for each in editions_published(instrument, today=today)}
    rows = Wording.objects.filter(edition__in=list(editions), clause__key=key).select_related("clause")
    told = [(editions[row.edition_id], as_clause(row), words_shown(row)) for row in rows]
    return sorted(told, key=lambda each: (each[0].effective_on, each[0].number), reverse=True)
