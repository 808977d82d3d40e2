"""A draft begins from the model protocol, or takes a part of it; and what the model asks is filled in."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from concordat.people.rules.offices import Office
from concordat.protocol import queries
from concordat.protocol.actions.drafting import AT_A_TIME, new_clauses
from concordat.protocol.models import Edition, Wording
from concordat.protocol.rules.clauses import Clause
from concordat.protocol.rules.editions import Numbering, OutOfTurn
from concordat.protocol.rules.model import Model, filled
from concordat.protocol.rules.numbering import continued
from concordat.trail import actions as trail

NO_MODEL = "There is no model for an instrument of this kind."


@transaction.atomic
def begin_from_model(*, edition: Edition, by: Office, at: datetime) -> None:
    """Fill an empty draft with the model for this kind of council. Raises ``OutOfTurn``."""
    model = _model(edition, at)
    if edition.wordings.exists():
        raise OutOfTurn("There are words in this draft already. Only an empty one can begin from the model.")
    _lay(edition, model, model.clauses, begin=0, at=at)
    edition.model = f"{model.version} {model.reach} {model.nation} {model.governance}"[:60]
    edition.numbering = Numbering.AUTOMATIC.value
    edition.revision += 1
    edition.save(update_fields=["model", "numbering", "revision"])
    trail.record(did="began a draft from the model", thing=edition, by=by, at=at, model=edition.model)


@transaction.atomic
def take_family(*, edition: Edition, family: str, by: Office, at: datetime) -> int:
    """Add the model's clauses on one subject at the end of a draft: those that it does not have yet."""
    model = _model(edition, at)
    have = set(Wording.objects.filter(edition=edition).values_list("clause__model_key", flat=True))
    clauses = _of_family(model, family)
    wanted = [clause for clause in clauses if clause.key not in have]
    if not wanted:
        raise OutOfTurn("The draft has all that the model says on this.")
    labels = [clause.label for clause in queries.clauses_of(edition) if not clause.depth]
    _lay(edition, model, continued(wanted, after=labels), begin=edition.wordings.count(), at=at)
    edition.revision += 1
    edition.save(update_fields=["revision"])
    trail.record(did="took clauses of the model", thing=edition, by=by, at=at, family=family)
    return len(wanted)


@transaction.atomic
def fill_in(*, edition: Edition, answers: Mapping[str, str], by: Office, at: datetime) -> int:
    """Put what was answered in place of the brackets; the rest stays open. Returns how many changed."""
    queries.lock_draft(edition, today=localdate(at))
    rows = list(queries.rows_of(edition).filter(locked=False, text__contains="["))
    changed = []
    for row, clause in zip(rows, filled([queries.as_clause(row) for row in rows], answers), strict=True):
        if row.text != clause.text:
            row.text, row.revision = clause.text, row.revision + 1
            changed.append(row)
    Wording.objects.bulk_update(changed, ["text", "revision"], batch_size=AT_A_TIME)
    trail.record(did="filled a draft in", thing=edition, by=by, at=at, clauses=len(changed))
    return len(changed)


def _model(edition: Edition, at: datetime) -> Model:
    queries.lock_draft(edition, today=localdate(at))
    model = queries.model_of(edition.instrument, on=localdate(at))
    if model is None:
        raise OutOfTurn(NO_MODEL)
    return model


def _of_family(model: Model, family: str) -> list[Clause]:
    """The heading of a family and everything under it."""
    found: list[Clause] = []
    for clause in model.clauses:
        if clause.key == f"family.{family}" or (found and clause.depth):
            found.append(clause)
        elif found:
            break
    return found


def _known(edition: Edition) -> dict[str, str]:
    """What the model asks and the council need not be asked: its own name, and that of the one above it."""
    principal = edition.council.principal
    return {"council": edition.council.name, "principal council": principal.name if principal else ""}


def _lay(edition: Edition, model: Model, asking: Sequence[Clause], *, begin: int, at: datetime) -> None:
    clauses = filled(asking, _known(edition))
    made = new_clauses(instrument=edition.instrument, model_keys=[clause.key for clause in clauses], at=at)
    Wording.objects.bulk_create(
        [
            Wording(
                council_id=edition.council_id,
                edition=edition,
                clause=clause,
                position=begin + place,
                depth=words.depth,
                label=words.label,
                heading=words.heading,
                text=words.text,
                kind=words.kind.value,
                owed=words.owed.value if words.owed else "",
                tags=sorted(words.tags),
                measure=model.measures[words.key].felt if words.key in model.measures else "",
                law=[each.id for each in model.rests_on.get(words.key, ())],
                locked=words.key in model.locked,
            )
            for place, (clause, words) in enumerate(zip(made, clauses, strict=True))
        ],
        batch_size=AT_A_TIME,
    )
