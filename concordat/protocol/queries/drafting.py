"""A draft as those see it who work on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from concordat.people.rules.offices import Office
from concordat.protocol import access
from concordat.protocol.models import Edition, Wording
from concordat.protocol.rules.clauses import Clause, Kind, Owed
from concordat.protocol.rules.editions import Numbering, OutOfTurn
from concordat.protocol.rules.headings import levels
from concordat.protocol.rules.numbering import numbered
from concordat.protocol.rules.tree import Clauses, planted


def drafts_of(office: Office) -> QuerySet[Edition]:
    """The drafts in hand that this office may work on."""
    found = Edition.objects.filter(
        council=office.council_id, resolved_at=None, abandoned_at=None, corrects=None
    )
    if not access.may_draft(office):
        return found.none()
    return found.select_related("instrument__council", "council", "begun_from")


def draft_of(office: Office, instrument: str) -> QuerySet[Edition]:
    return drafts_of(office).filter(instrument__slug=instrument)


def rows_of(edition: Edition) -> QuerySet[Wording]:
    return (
        Wording.objects.filter(council=edition.council_id, edition=edition)
        .select_related("clause")
        .order_by("position")
    )


def row_of(edition: Edition, key: str) -> QuerySet[Wording]:
    return rows_of(edition).filter(clause__key=key)


def clauses_of(edition: Edition, rows: Sequence[Wording] | None = None) -> Clauses:
    """The edition as a tree, with the labels that it shows."""
    held = rows_of(edition) if rows is None else rows
    return numbered(
        planted([as_clause(row) for row in held]),
        mode=Numbering(edition.numbering) if edition.resolved_at is None else Numbering.KEPT,
        prefix=edition.number_prefix,
        start=edition.number_start,
    )


def as_clause(row: Wording) -> Clause:
    return Clause(
        label=row.label,
        heading=row.heading,
        text=row.text,
        kind=Kind(row.kind),
        depth=row.depth,
        key=row.clause.key,
        owed=Owed(row.owed) if row.owed else None,
        tags=frozenset(row.tags),
    )


@dataclass(frozen=True)
class Place:
    """A clause as a page of a draft or an edition shows it."""

    clause: Clause
    row: Wording
    number: int
    first: bool
    last: bool
    level: int = 3


def places_of(edition: Edition, *, top: int = 3) -> list[Place]:
    rows = list(rows_of(edition))
    clauses = clauses_of(edition, rows)
    after: dict[tuple[int | None, int], int] = {}
    for place, clause in enumerate(clauses):
        after[clause.parent, clause.depth] = place
    of_level = levels(clauses, top=top)
    seen: set[int | None] = set()
    found = []
    for place, (clause, row) in enumerate(zip(clauses, rows, strict=True)):
        first = clause.parent not in seen
        seen.add(clause.parent)
        last = after[clause.parent, clause.depth] == place
        found.append(Place(clause, row, place + 1, first, last, of_level[place]))
    return found


def missing_from(edition: Edition) -> list[Wording]:
    """The clauses of the edition that a draft began from and that are not in the draft any more."""
    if edition.begun_from_id is None:
        return []
    here = Wording.objects.filter(edition=edition).values("clause")
    gone = Wording.objects.filter(edition=edition.begun_from_id).exclude(clause__in=here)
    return list(gone.select_related("clause").order_by("position"))


def lock_draft(edition: Edition, *, today: date) -> None:
    """Hold the draft until the deed is done. Raises ``OutOfTurn`` if its words stand still."""
    edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
    if edition.resolved_at is not None:
        raise OutOfTurn("This edition was resolved: its words can no longer be changed.")
    if edition.abandoned_at is not None:
        raise OutOfTurn("This draft was abandoned.")
    if edition.consultations.filter(opens_on__lte=today, closes_on__gte=today).exists():
        raise OutOfTurn(
            "People are being asked about these words: they stand still until the consultation closes."
        )


def words_shown(row: Wording) -> str:
    """The words of a clause in one piece, as a comment keeps them."""
    return "\n".join(part for part in (row.heading, row.text) if part)
