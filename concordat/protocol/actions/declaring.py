"""Declaring a close personal relationship, and how it is managed.

The trail tells that there was a declaration and not whose: those who read the trail are more than those who
keep declarations. No letter, no log and no line of the trail holds a word of it.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from concordat.letters import actions as letters
from concordat.people import queries as people
from concordat.people.rules.offices import Office
from concordat.protocol import access
from concordat.protocol.models import Declaration, ManagementNote
from concordat.protocol.rules import declaring
from concordat.protocol.rules.declaring import Declared
from concordat.protocol.rules.editions import OutOfTurn
from concordat.trail import actions as trail

KEPT_FOR = timedelta(days=365)


@transaction.atomic
def declare(*, declared: Declared, by: Office, at: datetime) -> Declaration:
    """Declare a relationship to its keeper. Raises ``OutOfTurn`` where there is nobody to read it."""
    keepers = [
        office
        for office in people.offices_of(by.council_id, on=localdate(at))
        if access.may_keep_declarations(office) and office.person_id != by.person_id
    ]
    if not keepers:
        raise OutOfTurn("Nobody who could read this in confidence holds office today. Nothing was kept.")
    declaration = Declaration.objects.create(
        council_id=by.council_id,
        by_id=by.id,
        sealed=declaring.seal(declared, keys=people.secret_keys()),
        made_at=at,
    )
    letters.send_many(
        letters=[(keeper, "") for keeper in keepers],
        letter="protocol/letters/declared.txt",
        about=declaration,
        at=at,
    )
    _line("received a declaration in confidence", declaration, at=at)
    return declaration


@transaction.atomic
def note_management(*, declaration: Declaration, words: str, by: Office, at: datetime) -> None:
    """The keeper says how it is managed; the one who declared can read it. Raises ``OutOfTurn``."""
    declaration.refresh_from_db(from_queryset=Declaration.objects.select_for_update(of=("self",)))
    if declaration.by.person_id == by.person_id:
        raise OutOfTurn(
            "Nobody manages a relationship of their own. Your deputy, or whom you depute for, does."
        )
    ManagementNote.objects.create(
        council_id=by.council_id,
        declaration=declaration,
        by_id=by.id,
        sealed=declaring.seal_words(words, keys=people.secret_keys()),
        at=at,
    )
    letters.send(to=declaration.by, letter="protocol/letters/managed.txt", about=declaration, at=at)
    _line("noted how a declaration is managed", declaration, at=at)


@transaction.atomic
def end_declaration(*, declaration: Declaration, by: Office, at: datetime) -> None:
    """Its writer says that it has ended. It stays, for a year, so that what it explained can be explained."""
    declaration.refresh_from_db(from_queryset=Declaration.objects.select_for_update(of=("self",)))
    if declaration.by.person_id != by.person_id:
        raise OutOfTurn("Only who declared it can say that it has ended.")
    if declaration.ended_at is None:
        declaration.ended_at = at
        declaration.save(update_fields=["ended_at"])
        _line("noted the end of a declaration", declaration, at=at)


@transaction.atomic
def destroy_old_declarations(*, at: datetime) -> int:
    """Destroy what ended a year ago, notes and all. Returns how many."""
    old = Declaration.objects.filter(ended_at__lte=at - KEPT_FOR)
    gone = 0
    for declaration in old.select_for_update():
        _line("destroyed a declaration that ended a year ago", declaration, at=at)
        declaration.delete()
        gone += 1
    return gone


def _line(did: str, declaration: Declaration, *, at: datetime) -> None:
    trail.record(did=did, thing=declaration, by=None, council_id=declaration.council_id, at=at)
