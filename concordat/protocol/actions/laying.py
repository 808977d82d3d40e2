"""The words of a reading as rows of a draft: a clause that is known again keeps its name."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from concordat.protocol import queries
from concordat.protocol.actions.drafting import AT_A_TIME, new_clauses
from concordat.protocol.models import Clause, Edition, Relation, Wording
from concordat.protocol.rules import clauses as words_of
from concordat.protocol.rules.clauses import Kind
from concordat.protocol.rules.identity import Lineage
from concordat.protocol.rules.repairing import Work


def lay_words(*, draft: Edition, work: Work, known: Lineage, names: Mapping[int, str], at: datetime) -> None:
    """Lay the words of a reading as rows of an empty draft, within the transaction of whoever makes it.

    known   which clauses of the edition before they are, by their places in the work
    names   the names that a file of ours gave its clauses, by the same places
    """
    before = list(queries.rows_of(draft.begun_from)) if draft.begun_from else []
    back = _come_back(draft, known, names, before)
    fresh = [place for place in range(len(work.clauses)) if place not in known.carried and place not in back]
    made = dict(
        zip(
            fresh,
            new_clauses(instrument=draft.instrument, model_keys=[""] * len(fresh), at=at),
            strict=True,
        )
    )
    clauses = [
        before[known.carried[place]].clause if place in known.carried else back.get(place) or made[place]
        for place in range(len(work.clauses))
    ]
    Wording.objects.bulk_create(
        [
            _row(
                draft,
                clause,
                words,
                position,
                before[known.carried[position]] if position in known.carried else None,
            )
            for position, (clause, words) in enumerate(zip(clauses, work.clauses, strict=True))
        ],
        batch_size=AT_A_TIME,
    )
    told = [(clauses[new], "split from", before[old].clause) for new, old in known.split_from.items()]
    told += [(before[old].clause, "merged into", clauses[new]) for old, new in known.merged_into.items()]
    Relation.objects.bulk_create(
        Relation(council_id=draft.council_id, edition=draft, clause=clause, kind=kind, other=other)
        for clause, kind, other in told
    )


def _come_back(
    draft: Edition, known: Lineage, names: Mapping[int, str], before: Sequence[Wording]
) -> dict[int, Clause]:
    """Clauses of earlier editions that stand in the file again, under the name that they had."""
    taken = {before[old].clause.key for old in known.carried.values()}
    wanted = {
        place: name for place, name in names.items() if place not in known.carried and name not in taken
    }
    own = queries.own_names(draft.instrument, set(wanted.values()))
    return {place: own[name] for place, name in wanted.items() if name in own}


def _row(
    draft: Edition, clause: Clause, words: words_of.Clause, position: int, before: Wording | None
) -> Wording:
    """What the text cannot tell (who owes it, tags, a measure) is taken over from the same clause before."""
    kind, owed = words.kind.value, words.owed.value if words.owed else ""
    if before and not owed and before.kind == Kind.EXPECTATION.value and words.kind is not Kind.HEADING:
        kind, owed = before.kind, before.owed
    return Wording(
        council_id=draft.council_id,
        edition=draft,
        clause=clause,
        position=position,
        depth=words.depth,
        label=words.label[:60],
        heading=words.heading,
        text=words.text,
        kind=kind,
        owed=owed,
        tags=sorted({*words.tags, *(before.tags if before else ())}),
        measure=before.measure if before and kind == Kind.EXPECTATION.value else "",
        law=before.law if before else [],
    )
