"""An e-mail becomes an enquiry, more on one, or a draft until its councillor says that it is theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import ngettext

from concordat.enquiries import queries
from concordat.enquiries.actions.asking import ask
from concordat.enquiries.actions.asking_on import reopen, write_to_officer
from concordat.enquiries.actions.drafting import ASK, attach, count_stop, keep_draft, keep_reply
from concordat.enquiries.models import Draft, Enquiry, Post
from concordat.enquiries.rules import stops
from concordat.enquiries.rules.attachments import File
from concordat.enquiries.rules.mailbox import Became
from concordat.enquiries.rules.post import Incoming
from concordat.enquiries.rules.stops import Purpose, Stop
from concordat.letters import actions as letters
from concordat.people import queries as people
from concordat.people.rules.duties import Kind
from concordat.people.rules.offices import Office
from concordat.trail import actions as trail

# An e-mail that a server took longer ago than this counts from now: so old a stamp explains nothing.
OLDEST = timedelta(days=7)
# Whoever writes in somebody's name can fill no more than this of what waits for them.
MOST_HELD = 5
# More than this in a day nobody writes: a device has gone wrong, or somebody sits in their mailbox.
MOST_A_DAY = 30


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of an e-mail. ``why`` is for the command line; ``reference`` of the enquiry, if any."""

    became: Became
    why: str
    reference: str = ""
    is_new: bool = True


@transaction.atomic
def take_in(*, council_id: int, email: Incoming, by: Office | None = None, at: datetime) -> TakenIn:
    """Take an e-mail in, once. ``by`` is nobody: the councillor whose e-mail it is acts, or nobody does."""
    held = Post.objects.filter(council=council_id, digest=email.digest).select_related("enquiry").first()
    if held:
        reference = held.enquiry.reference if held.enquiry else ""
        return TakenIn(Became(held.became), "taken in before", reference, is_new=False)
    office = _councillor(council_id, email.sender, at=at)
    if email.by_a_program:
        return _put_aside(council_id, email, None, "written by a program", at=at)
    if office is None:
        return _put_aside(council_id, email, None, "not from a councillor of this council", at=at)
    if not email.words and not email.files:
        return _put_aside(council_id, email, office, "empty", at=at)
    if not email.vouched_for:
        return _held(email, office, letter="unconfirmed", at=at)
    if stop := stops.noticed(words=_question(email), purpose=Purpose.COUNCIL):
        count_stop(stop=stop.stop, by=office, at=at)
        letter = "safeguarding" if stop.stop is Stop.SAFEGUARDING else "stopped"
        return _held(email, office, letter=letter, at=at)
    if _taken_in_since(office, at - timedelta(days=1)) >= MOST_A_DAY:
        return _held(email, office, letter="too_many", at=at)
    for reference in email.references:
        theirs = queries.enquiries_seen_by(office).filter(
            reference=reference, asked_by__person=office.person_id, erased_at=None
        )
        if enquiry := theirs.first():
            return _on(enquiry, email, office, at=at)
    return _asked(email, office, at=at)


def _councillor(council_id: int, sender: str, *, at: datetime) -> Office | None:
    """Who writes from this address, if they are a councillor of this council today."""
    offices: Sequence[Office] = people.offices_of(council_id, on=localdate(at))
    found = [office for office in offices if office.kind == Kind.COUNCILLOR and office.email == sender]
    return found[0] if sender and found else None


def _taken_in_since(office: Office, then: datetime) -> int:
    taken = (Became.ENQUIRY.value, Became.MESSAGE.value)
    return Post.objects.filter(
        council=office.council_id, sender__person=office.person_id, became__in=taken, at__gt=then
    ).count()


def _asked(email: Incoming, office: Office, *, at: datetime) -> TakenIn:
    """A new enquiry. Its clock begins when the council's mail server had the e-mail, not when we looked."""
    arrived = email.arrived_at
    received = arrived if arrived and at - OLDEST <= arrived <= at else at
    draft = None
    if email.files:
        draft = Draft.objects.create(council_id=office.council_id, by_id=office.id, use=ASK, saved_at=at)
        _attach(draft, email.files, office, at=at)
    enquiry = ask(topic=None, question=_question(email), draft=draft, by_email=True, by=office, at=received)
    _remember(office.council_id, email, Became.ENQUIRY, sender=office, enquiry=enquiry, at=at)
    told = {"enquiry": enquiry, "council": office.council, "not_taken": len(email.not_taken)}
    letters.send(to=office, letter="enquiries/letters/taken_in.txt", about=told, at=at)
    return TakenIn(Became.ENQUIRY, "an enquiry", enquiry.reference)


def _on(enquiry: Enquiry, email: Incoming, office: Office, *, at: datetime) -> TakenIn:
    """Something more on an enquiry of theirs; after its answer that asks again."""
    is_open = queries.cycle_of(enquiry).is_open
    reply = keep_reply(enquiry=enquiry, use="write" if is_open else "reopen", said={}, by=office, at=at)
    _attach(reply, email.files, office, at=at)
    words = "\n\n".join(part for part in (email.words or email.subject, _missing(email)) if part)
    if is_open:
        write_to_officer(enquiry=enquiry, words=words, by=office, at=at)
    else:
        reopen(enquiry=enquiry, words=words, by=office, at=at)
    _remember(office.council_id, email, Became.MESSAGE, sender=office, enquiry=enquiry, at=at)
    told = {"enquiry": enquiry, "council": office.council, "not_taken": len(email.not_taken)}
    letters.send(to=office, letter="enquiries/letters/taken_in.txt", about=told, at=at)
    return TakenIn(Became.MESSAGE, "more on an enquiry", enquiry.reference)


def _held(email: Incoming, office: Office, *, letter: str, at: datetime) -> TakenIn:
    """It waits, as a draft, until the councillor says on their page that it is theirs and belongs here."""
    waiting = Post.objects.filter(
        council=office.council_id, sender__person=office.person_id, draft__isnull=False
    )
    if waiting.count() >= MOST_HELD or queries.drafts_of(office).filter(use=ASK).count() >= MOST_HELD * 3:
        return _put_aside(office.council_id, email, office, "too many wait for this councillor", at=at)
    said = {"question": [_question(email)], "purpose": [Purpose.COUNCIL.value]}
    draft = keep_draft(key=uuid4(), said=said, by=office, at=at)
    _attach(draft, email.files, office, at=at)
    post = _remember(office.council_id, email, Became.HELD, sender=office, draft=draft, at=at)
    told = {"draft": draft, "council": office.council}
    letters.send(to=office, letter=f"enquiries/letters/{letter}.txt", about=told, at=at)
    trail.record(
        did="held an e-mail", thing=post, by=None, council_id=office.council_id, at=at, because=letter
    )
    return TakenIn(Became.HELD, WHY_HELD[letter])


WHY_HELD = {
    "unconfirmed": "the mail server does not vouch for its sender",
    "too_many": f"its sender has sent {MOST_A_DAY} in a day",
    "stopped": "it may not belong in an enquiry",
    "safeguarding": "it may be a matter of safeguarding: its sender is told whom to ring",
}


def _put_aside(council_id: int, email: Incoming, office: Office | None, why: str, *, at: datetime) -> TakenIn:
    """Nothing comes of it here; it stays in the mailbox, where somebody may read it."""
    post = _remember(council_id, email, Became.PUT_ASIDE, sender=office, at=at)
    trail.record(did="put an e-mail aside", thing=post, by=None, council_id=council_id, at=at, because=why)
    return TakenIn(Became.PUT_ASIDE, why)


def _remember(
    council_id: int,
    email: Incoming,
    became: Became,
    *,
    sender: Office | None,
    enquiry: Enquiry | None = None,
    draft: Draft | None = None,
    at: datetime,
) -> Post:
    return Post.objects.create(
        council_id=council_id,
        digest=email.digest,
        at=at,
        became=became.value,
        sender_id=sender.id if sender else None,
        enquiry=enquiry,
        draft=draft,
    )


def _attach(draft: Draft, files: Sequence[File], office: Office, *, at: datetime) -> None:
    for file in files:
        attach(draft=draft, file=file, by=office, at=at)


def _question(email: Incoming) -> str:
    return "\n\n".join(part for part in (email.subject, email.words, _missing(email)) if part)


def _missing(email: Incoming) -> str:
    """For whoever answers: the words may speak of a file that is not here. Its name is left out."""
    number = len(email.not_taken)
    if not number:
        return ""
    told = ngettext(
        "(%(n)s file of this e-mail could not be taken.)",
        "(%(n)s files of this e-mail could not be taken.)",
        number,
    )
    return told % {"n": number}
