"""The trail is only ever added to: this room has no deed that changes or removes a line."""

from dataclasses import asdict
from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.db.models import Model

from concordat.trail.models import Chain, Entry
from concordat.trail.queries import name_of
from concordat.trail.rules import lines
from concordat.trail.rules.lines import Fact, NotALine


class Doer(Protocol):
    """Whoever acts. The trail lies beneath `people`, so it asks for no more of an office than this."""

    id: int
    council_id: int


# Without a savepoint: a deed whose line was refused cannot stand, even if somebody caught the refusal.
@transaction.atomic(savepoint=False)
def record(
    *, did: str, thing: Model, by: Doer | None, at: datetime, council_id: int | None = None, **detail: Fact
) -> None:
    """Write one line, in the caller's transaction: either the deed and its line stand, or neither.

    ``by`` is None where Concordat itself acts, or its command line; then ``council_id`` says where.
    The end of the council's trail stays locked until that transaction ends, so record last.
    """
    chain = _held(_council_of(by, council_id))
    line = lines.Line(
        council_id=chain.council_id,
        number=chain.lines + 1,
        at=at,
        by_id=by.id if by else None,
        did=lines.phrase(did, what="What was done"),
        thing=lines.phrase(name_of(thing), what="The thing"),
        detail=lines.detail(detail),
        previous=chain.hash,
    )
    chain.lines = line.number
    chain.hash = lines.fingerprint(line)
    Entry.objects.create(**asdict(line), hash=chain.hash)
    chain.save(update_fields=["lines", "hash"])


def _held(council_id: int) -> Chain:
    """The end of a council's trail, locked: of two who write at once, the second follows the first."""
    ends = Chain.objects.select_for_update()
    chain, _begun = ends.get_or_create(council_id=council_id, defaults={"hash": lines.BEFORE_THE_FIRST})
    return chain


def _council_of(by: Doer | None, council_id: int | None) -> int:
    if by is None and council_id is None:
        raise NotALine("Nobody did this in no council. Say who did it, or in which council.")
    if by is not None and council_id not in {None, by.council_id}:
        raise NotALine("An office acts in its own council, and nowhere else.")
    return by.council_id if by else council_id  # type: ignore[return-value]  # one of them is given
