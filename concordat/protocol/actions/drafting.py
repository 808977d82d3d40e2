"""Writing a draft, clause by clause. Nobody's words are written over unseen: see ``ChangedMeanwhile``."""

from collections.abc import Callable, Sequence
from datetime import datetime
from random import SystemRandom

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from concordat.people.rules.offices import Office
from concordat.protocol import queries
from concordat.protocol.models import Clause, Edition, Instrument, Relation, Wording
from concordat.protocol.rules import clauses as words_of
from concordat.protocol.rules import keys, tree
from concordat.protocol.rules.clauses import Kind, Owed
from concordat.protocol.rules.editions import ChangedMeanwhile, Locked, Numbering, OutOfTurn
from concordat.protocol.rules.tree import NotPossible
from concordat.trail import actions as trail

AT_A_TIME = 500
LOCKED = "These are the words of the law of this nation. A council can add to them, and cannot change them."
STEPS: dict[str, Callable[[tree.Clauses, int], tree.Clauses]] = {
    "promote": tree.promoted,
    "demote": tree.demoted,
    "up": tree.moved_up,
    "down": tree.moved_down,
}


@transaction.atomic
def begin_draft(*, instrument: Instrument, by: Office, at: datetime) -> Edition:
    """Begin the next edition with the words of the one in force, or of the last that was resolved."""
    instrument.refresh_from_db(from_queryset=Instrument.objects.select_for_update())
    editions = list(Edition.objects.filter(instrument=instrument, abandoned_at=None))
    if any(each.resolved_at is None for each in editions):
        raise OutOfTurn("There is a draft in hand already. Finish it or abandon it first.")
    basis = queries.basis_among(editions, today=localdate(at))
    draft = Edition.objects.create(
        council_id=instrument.council_id,
        instrument=instrument,
        title=basis.title if basis else instrument.name,
        numbering=basis.numbering if basis else Numbering.KEPT.value,
        number_prefix=basis.number_prefix if basis else "",
        number_start=basis.number_start if basis else 1,
        begun_from=basis,
        made_by_id=by.id,
        made_at=at,
    )
    if basis:
        copy_words(of=basis, to=draft, at=at)
    trail.record(did="began a draft", thing=draft, by=by, at=at, of=instrument.id)
    return draft


def copy_words(*, of: Edition, to: Edition, at: datetime) -> None:
    """The same clauses, worded alike, in another edition."""
    Wording.objects.bulk_create(
        [
            Wording(
                council_id=to.council_id,
                edition=to,
                clause_id=row.clause_id,
                position=row.position,
                depth=row.depth,
                label=row.label,
                heading=row.heading,
                text=row.text,
                kind=row.kind,
                owed=row.owed,
                tags=row.tags,
                measure=row.measure,
                locked=row.locked,
            )
            for row in queries.rows_of(of)
        ],
        batch_size=AT_A_TIME,
    )


def new_clauses(*, instrument: Instrument, model_keys: Sequence[str], at: datetime) -> list[Clause]:
    """As many clauses as there are words in ``model_keys``, each with a name that nothing here ever had."""
    taken = set(Clause.objects.filter(instrument=instrument).values_list("key", flat=True))
    chance, found = SystemRandom(), []
    for model_key in model_keys:
        key = keys.fresh(chance)
        while key in taken:
            key = keys.fresh(chance)
        taken.add(key)
        found.append(
            Clause(
                council_id=instrument.council_id,
                instrument=instrument,
                key=key,
                model_key=model_key,
                made_at=at,
            )
        )
    return Clause.objects.bulk_create(found, batch_size=AT_A_TIME)


@transaction.atomic
def describe_draft(*, edition: Edition, title: str, summary: str, by: Office, at: datetime) -> None:
    """What the edition is called, and what changes by it in plain words."""
    queries.lock_draft(edition, today=localdate(at))
    edition.title, edition.summary = title, summary
    edition.save(update_fields=["title", "summary"])
    trail.record(did="described a draft", thing=edition, by=by, at=at)


@transaction.atomic
def number_draft(
    *, edition: Edition, mode: Numbering, before: str = "", start: int = 1, by: Office, at: datetime
) -> None:
    """Choose whose numbers the draft shows. The labels of its source are kept, whatever is chosen."""
    queries.lock_draft(edition, today=localdate(at))
    edition.numbering, edition.number_prefix, edition.number_start = mode.value, before, start
    edition.save(update_fields=["numbering", "number_prefix", "number_start"])
    trail.record(did="numbered a draft", thing=edition, by=by, at=at, mode=mode.value)


@transaction.atomic
def add_clause(
    *,
    edition: Edition,
    after: str,
    kind: Kind,
    label: str = "",
    heading: str = "",
    text: str = "",
    owed: Owed | None = None,
    tags: Sequence[str] = (),
    measure: str = "",
    inside: bool = False,
    by: Office,
    at: datetime,
) -> Wording:
    """Add a clause: after another and everything under it, or as the first thing inside it; or at the end.

    after   the key of the other; empty for the end
    """
    queries.lock_draft(edition, today=localdate(at))
    rows = list(queries.rows_of(edition))
    place, depth = len(rows), 0
    if after:
        clauses = queries.clauses_of(edition, rows)
        beside = _place(clauses, after)
        place = beside + 1 if inside else tree.end_of(clauses, beside)
        depth = clauses[beside].depth + inside
    [clause] = new_clauses(instrument=edition.instrument, model_keys=[""], at=at)
    Wording.objects.filter(edition=edition, position__gte=place).update(position=F("position") + 1)
    row = Wording.objects.create(
        council_id=edition.council_id,
        edition=edition,
        clause=clause,
        position=place,
        depth=depth,
        label=label,
        heading=heading,
        text=text,
        kind=kind.value,
        owed=owed.value if owed else "",
        tags=sorted(tags),
        measure=measure,
    )
    _grew(edition)
    trail.record(did="added a clause", thing=edition, by=by, at=at, clause=clause.key)
    return row


@transaction.atomic
def reword_clause(
    *,
    edition: Edition,
    key: str,
    seen: int,
    kind: Kind,
    label: str,
    heading: str,
    text: str,
    owed: Owed | None,
    tags: Sequence[str],
    measure: str,
    by: Office,
    at: datetime,
) -> None:
    """Change what a clause says. Raises ``ChangedMeanwhile`` if it is not as it was when it was shown.

    seen   the revision of the words that were on the page
    """
    queries.lock_draft(edition, today=localdate(at))
    row = _row(edition, key)
    if row.revision != seen:
        raise ChangedMeanwhile
    row.kind, row.label, row.heading, row.text = kind.value, label, heading, text
    row.owed, row.tags, row.measure = owed.value if owed else "", sorted(tags), measure
    row.revision += 1
    row.save()
    trail.record(did="reworded a clause", thing=edition, by=by, at=at, clause=key)


@transaction.atomic
def shift_clause(*, edition: Edition, key: str, step: str, seen: int, by: Office, at: datetime) -> None:
    """Promote, demote, move up or down. Raises ``NotPossible``, ``ChangedMeanwhile``."""
    rows, clauses, place = _tree_in_hand(edition, key, seen=seen, at=at)
    _lay(rows, STEPS[step](clauses, place))
    _grew(edition)
    trail.record(did="moved a clause", thing=edition, by=by, at=at, clause=key, step=step)


@transaction.atomic
def split_clause(*, edition: Edition, key: str, at_sign: int, seen: int, by: Office, at: datetime) -> str:
    """Make two clauses of one. The first keeps the name; the second's own name is returned."""
    rows, _clauses, place = _tree_in_hand(edition, key, seen=seen, at=at)
    row = rows[place]
    first, second = row.text[:at_sign].rstrip(), row.text[at_sign:].lstrip()
    if not first or not second:
        raise NotPossible("There must be words on both sides of the split.")
    [clause] = new_clauses(instrument=edition.instrument, model_keys=[""], at=at)
    Wording.objects.filter(edition=edition, position__gt=row.position).update(position=F("position") + 1)
    Wording.objects.create(
        council_id=edition.council_id,
        edition=edition,
        clause=clause,
        position=row.position + 1,
        depth=row.depth,
        text=second,
        kind=row.kind,
        owed=row.owed,
        tags=row.tags,
    )
    row.text, row.revision = first, row.revision + 1
    row.save(update_fields=["text", "revision"])
    _relate(edition, clause, "split from", row.clause)
    _grew(edition)
    trail.record(did="split a clause", thing=edition, by=by, at=at, clause=key, new=clause.key)
    return clause.key


@transaction.atomic
def join_clause(*, edition: Edition, key: str, seen: int, by: Office, at: datetime) -> str:
    """Make one clause of this and the one before it, which keeps its name. Returns that name."""
    rows, _clauses, place = _tree_in_hand(edition, key, seen=seen, at=at)
    if place == 0:
        raise NotPossible("There is nothing before it to join it to.")
    row, before = rows[place], rows[place - 1]
    if before.locked:
        raise Locked(LOCKED)
    before.text = "\n".join(part for part in (before.text, row.heading, row.text) if part)
    if before.kind == Kind.HEADING.value:
        before.kind, before.owed = row.kind, row.owed
    before.revision += 1
    before.save(update_fields=["text", "kind", "owed", "revision"])
    _relate(edition, row.clause, "merged into", before.clause)
    _take_out(edition, row, rows)
    _grew(edition)
    trail.record(did="joined two clauses", thing=edition, by=by, at=at, clause=before.clause.key, old=key)
    return str(before.clause.key)


@transaction.atomic
def remove_clause(*, edition: Edition, key: str, seen: int, by: Office, at: datetime) -> None:
    """Take a clause out of the draft; what stands under it moves up a step. It can be put back."""
    rows, _clauses, place = _tree_in_hand(edition, key, seen=seen, at=at)
    _take_out(edition, rows[place], rows)
    _grew(edition)
    trail.record(did="removed a clause", thing=edition, by=by, at=at, clause=key)


@transaction.atomic
def put_back_clause(*, edition: Edition, key: str, by: Office, at: datetime) -> None:
    """Put back a clause of the edition that this draft began from, where it stood among its neighbours."""
    queries.lock_draft(edition, today=localdate(at))
    gone = next((row for row in queries.missing_from(edition) if row.clause.key == key), None)
    if gone is None:
        raise OutOfTurn("This clause is in the draft already.")
    before = set(
        Wording.objects.filter(edition=edition.begun_from_id, position__lt=gone.position).values_list(
            "clause", flat=True
        )
    )
    places = [row.position for row in queries.rows_of(edition) if row.clause_id in before]
    place = max(places, default=-1) + 1
    Wording.objects.filter(edition=edition, position__gte=place).update(position=F("position") + 1)
    gone.pk, gone.edition, gone.position, gone.revision = None, edition, place, 0
    gone._state.adding = True
    gone.save()
    Relation.objects.filter(edition=edition, clause=gone.clause_id, kind="merged into").delete()
    _replant(edition)
    _grew(edition)
    trail.record(did="put a clause back", thing=edition, by=by, at=at, clause=key)


@transaction.atomic
def abandon_draft(*, edition: Edition, by: Office, at: datetime) -> None:
    """Give a draft up. It is kept, with what was said of it; nobody works on it any more."""
    queries.lock_draft(edition, today=localdate(at))
    edition.abandoned_at = at
    edition.save(update_fields=["abandoned_at"])
    trail.record(did="abandoned a draft", thing=edition, by=by, at=at)


def _grew(edition: Edition) -> None:
    edition.revision += 1
    edition.save(update_fields=["revision"])


def _place(clauses: Sequence[words_of.Clause], key: str) -> int:
    place = next((place for place, clause in enumerate(clauses) if clause.key == key), None)
    if place is None:
        raise ChangedMeanwhile
    return place


def _row(edition: Edition, key: str) -> Wording:
    row = queries.row_of(edition, key).first()
    if row is None:
        raise ChangedMeanwhile
    if row.locked:
        raise Locked(LOCKED)
    return row


def _tree_in_hand(
    edition: Edition, key: str, *, seen: int, at: datetime
) -> tuple[list[Wording], tree.Clauses, int]:
    """The draft's rows, its tree and the place of one clause, if nobody has moved anything since."""
    queries.lock_draft(edition, today=localdate(at))
    if edition.revision != seen:
        raise ChangedMeanwhile
    rows = list(queries.rows_of(edition))
    clauses = queries.clauses_of(edition, rows)
    place = _place(clauses, key)
    if rows[place].locked:
        raise Locked(LOCKED)
    return rows, clauses, place


def _lay(rows: Sequence[Wording], clauses: tree.Clauses) -> None:
    """Keep where each clause stands."""
    by_key = {row.clause.key: row for row in rows}
    moved = []
    for position, clause in enumerate(clauses):
        row = by_key[clause.key]
        if (row.position, row.depth) != (position, clause.depth):
            row.position, row.depth = position, clause.depth
            moved.append(row)
    Wording.objects.bulk_update(moved, ["position", "depth"], batch_size=AT_A_TIME)


def _replant(edition: Edition) -> None:
    rows = list(queries.rows_of(edition))
    _lay(rows, queries.clauses_of(edition, rows))


def _take_out(edition: Edition, row: Wording, rows: Sequence[Wording]) -> None:
    Wording.objects.filter(id=row.id).delete()
    left = [each for each in rows if each.id != row.id]
    _lay(left, tree.planted([queries.as_clause(each) for each in left]))


def _relate(edition: Edition, clause: Clause, kind: str, other: Clause) -> None:
    Relation.objects.create(
        council_id=edition.council_id, edition=edition, clause=clause, kind=kind, other=other
    )
