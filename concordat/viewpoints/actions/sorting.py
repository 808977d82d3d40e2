"""One person's sort: agreed to, moved about, handed in.

These deeds leave no line in the trail and are told of no person: a line would carry its time, and beside the
times at which people open their mail that would be a name. Nor does a row tell anything by where it stands:
all sorts of a study are written anew, in an order drawn by chance, whenever one comes in.
"""

from collections.abc import Sequence
from datetime import datetime
from random import SystemRandom
from typing import Any

from django.db import OperationalError, transaction
from django.utils.timezone import localdate

from concordat.viewpoints import queries
from concordat.viewpoints.models import Draft, Sort, Study, Ticket
from concordat.viewpoints.queries import Paper
from concordat.viewpoints.rules import codes, course, draft, fidelity, moves, pseudonyms
from concordat.viewpoints.rules.codes import AlreadyHandedIn, NotACode, NotKept, TooLate
from concordat.viewpoints.rules.course import Unfinished
from concordat.viewpoints.rules.dealing import dealt
from concordat.viewpoints.rules.draft import NotAMove
from concordat.viewpoints.rules.moves import Move
from concordat.viewpoints.rules.stages import Side


class MovedOn(Exception):
    """The draft was changed elsewhere since this page was shown: on another device, or in another window."""


class NotFinished(Exception):
    """The sort cannot be handed in yet. ``left`` says what is still to be done."""

    def __init__(self, left: Unfinished) -> None:
        super().__init__(f"{len(left.faults)} columns and {len(left.questions)} questions are not done.")
        self.left = left


def begin(*, code: str, language: str, at: datetime) -> None:
    """Somebody has agreed to the consent page: deal the cards. Doing it twice does it once."""
    try:
        with transaction.atomic():
            paper = queries.paper(code, today=localdate(at), language=language)
            ticket = Ticket.objects.get(fingerprint=codes.fingerprint(code))
            _deal(ticket, paper, at=at)
    except OperationalError as trouble:
        raise NotKept from trouble


def take_part(*, link: str, side: Side, language: str, at: datetime) -> str:
    """Somebody who has the link of an open study has agreed: a code of their own, shown to them only."""
    paper = queries.paper_of_link(link, today=localdate(at), language=language)
    code = codes.new_code()
    try:
        with transaction.atomic():
            study = Study.objects.get(pk=paper.study_id)
            ticket = Ticket.objects.create(
                council_id=study.council_id, study=study, fingerprint=codes.fingerprint(code), side=side.value
            )
            _deal(ticket, paper, at=at)
    except OperationalError as trouble:
        raise NotKept from trouble
    return code


def _deal(ticket: Ticket, paper: Paper, *, at: datetime) -> None:
    sorting = dealt(paper.plan.cards)
    if paper.plan.keeps_trace:
        sorting = fidelity.timed(sorting, page="", at=at)
    Draft.objects.get_or_create(
        ticket=ticket,
        defaults={
            "council_id": ticket.council_id,
            "consent": paper.consent_version,
            "language": paper.language,
            "body": {"sorting": draft.written(sorting)},
        },
    )


def make_moves(
    *,
    code: str,
    revision: int,
    wanted: Sequence[Move],
    page: str,
    at: datetime,
    batch: str = "",
    language: str = "",
) -> Paper:
    """Make these moves, all or none, on the draft as it stood at ``revision``. Returns the paper after them.

    batch      a word that a script made up for this batch: if the latest to be made was this, its answer was
               lost on the way, and nothing is done twice
    language   in which the rest is to be read; empty for no change
    Raises ``MovedOn``, ``NotAMove``, ``NotACode``, ``AlreadyHandedIn``, ``TooLate``, and ``NotKept`` if the
    database could not write.
    """
    try:
        with transaction.atomic():
            _lock_draft(code)
            paper = queries.paper(code, today=localdate(at))
            if paper.sitting is None:
                raise MovedOn
            if batch and paper.sitting.batch == batch:
                return paper
            if paper.sitting.revision != revision:
                raise MovedOn
            _write(paper, _moved(paper, wanted, page=page, at=at), batch=batch, language=language)
            return queries.paper(code, today=localdate(at))
    except OperationalError as trouble:
        raise NotKept from trouble


def _lock_draft(code: str) -> None:
    list(Draft.objects.select_for_update().filter(ticket__fingerprint=codes.fingerprint(code)).values("id"))


def _moved(paper: Paper, wanted: Sequence[Move], *, page: str, at: datetime) -> dict[str, Any]:
    if len(wanted) > moves.MOST_MOVES:
        raise NotAMove
    sorting = paper.started.sorting
    for move in wanted:
        sorting = moves.made(sorting, paper.plan, move)
    if paper.plan.keeps_trace:
        sorting = fidelity.timed(sorting, page=page, at=at)
    return draft.written(sorting)


def _write(paper: Paper, sorting: dict[str, Any], *, batch: str, language: str) -> None:
    Draft.objects.filter(ticket__fingerprint=codes.fingerprint(paper.code)).update(
        revision=paper.started.revision + 1,
        body={"sorting": sorting, "batch": batch},
        language=language or paper.started.language,
    )


def throw_away(*, code: str, at: datetime) -> None:
    """Somebody stops, and nothing of it is kept. Their code stays good until the study closes."""
    queries.paper(code, today=localdate(at))
    Draft.objects.filter(ticket__fingerprint=codes.fingerprint(code)).delete()


def hand_in(*, code: str, revision: int, at: datetime) -> None:
    """The draft becomes a sort under a pseudonym; the code is spent; all sorts are shuffled.

    Raises ``NotFinished`` and whatever ``make_moves`` raises. Then nothing has changed.
    """
    try:
        _hand_in(codes.fingerprint(code), code, revision=revision, at=at)
    except OperationalError as trouble:
        raise NotKept from trouble


@transaction.atomic
def _hand_in(fingerprint: bytes, code: str, *, revision: int, at: datetime) -> None:
    ticket = Ticket.objects.filter(fingerprint=fingerprint).first()
    if ticket is None:
        raise NotACode
    # The study's row is the one lock: a second click of the same button waits here beside the first.
    study = Study.objects.select_for_update().get(pk=ticket.study_id)
    # And the draft's, or a move made just now on another device would be answered as kept, and not count.
    _lock_draft(code)
    paper = queries.paper(code, today=localdate(at))
    if paper.sitting is None or paper.sitting.revision != revision:
        raise MovedOn
    sorting, plan = paper.sitting.sorting, paper.plan
    left = course.unfinished(sorting, plan)
    if left.faults or left.questions:
        raise NotFinished(left)
    ticket.spent = True
    ticket.save(update_fields=["spent"])
    Draft.objects.filter(ticket=ticket).delete()
    handed_in = Sort(
        side=ticket.side,
        values=dict(sorted(sorting.places.items())),  # not in the order in which they were laid
        comments=dict(sorted(sorting.comments.items())),
        may_quote=sorting.may_quote and bool(sorting.comments),
        answers=dict(sorting.answers),
        order=list(sorting.order),
        trace=fidelity.told(sorting, plan) if plan.keeps_trace else {},
        consent=paper.sitting.consent,
        language=paper.sitting.language,
    )
    shuffle_in(study=study, sorts=[handed_in], at=at)


def shuffle_in(*, study: Study, sorts: Sequence[Sort], at: datetime) -> None:
    """Write all sorts of a study anew, these among them, in an order drawn by chance and with new ids.

    The caller holds the study's row. Neither a row's place nor its number then tells which came last.
    """
    chance = SystemRandom()
    everyone = list(Sort.objects.filter(study=study))
    taken = {sort.pseudonym for sort in everyone}
    for sort in sorts:
        sort.council_id, sort.study = study.council_id, study
        sort.pseudonym = pseudonyms.drawn(taken, chance=chance)
        taken.add(sort.pseudonym)
    Sort.objects.filter(study=study).delete()
    everyone += sorts
    chance.shuffle(everyone)
    for sort in everyone:
        sort.pk = None
    Sort.objects.bulk_create(everyone, batch_size=500)


__all__ = [
    "AlreadyHandedIn",
    "MovedOn",
    "NotFinished",
    "TooLate",
    "begin",
    "hand_in",
    "make_moves",
    "shuffle_in",
    "take_part",
    "throw_away",
]
