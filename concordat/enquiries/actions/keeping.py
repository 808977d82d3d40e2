"""How long words are kept, as the council settles it; and the worker, which erases them on the day."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from concordat.enquiries import queries
from concordat.enquiries.models import (
    AccessDecision,
    Attachment,
    Draft,
    Enquiry,
    Event,
    Message,
    Note,
    Retention,
    Review,
)
from concordat.enquiries.rules.history import Did
from concordat.enquiries.rules.retention import GONE
from concordat.people.rules.offices import Office
from concordat.trail import actions as trail

AT_A_TIME = 50


@transaction.atomic
def keep_for(*, months: int | None, decided: str, by: Office, at: datetime) -> Retention:
    """Settle how long the words of a closed enquiry are kept; None: until the council decides otherwise."""
    settled = Retention.objects.create(
        council_id=by.council_id, months=months, decided=decided, by_id=by.id, at=at
    )
    trail.record(
        did="settled how long the words of enquiries are kept", thing=settled, by=by, at=at, months=months
    )
    return settled


def erase_due(*, at: datetime) -> int:
    """Erase the words of every enquiry whose time has come, some at each look. Returns of how many."""
    erased = 0
    for settled in queries.retentions():
        if settled.months is None or localdate(at) < queries.first_day_of(settled):
            continue
        for enquiry in queries.erasable(settled.council_id, months=settled.months, at=at)[:AT_A_TIME]:
            erased += _erase(enquiry, at=at)
    return erased


@transaction.atomic
def _erase(enquiry: Enquiry, *, at: datetime) -> bool:
    """Words and files go; dates, topic, service, group and clocks stay, because the figures need them."""
    held = Enquiry.objects.select_for_update(of=("self",)).select_related("topic").get(pk=enquiry.pk)
    cycle = queries.cycle_held(held)
    if not queries.may_be_erased(held, on=localdate(at)):  # somebody asked again, or another worker was first
        return False
    held.question, held.erased_at = GONE, at
    held.set_date, held.set_date_for, held.wanted_by = None, "", None
    held.save(update_fields=["question", "erased_at", "set_date", "set_date_for", "wanted_by"])
    mine = {"council": held.council_id, "enquiry": held}
    said = Message.objects.filter(**mine)
    said.exclude(for_the_resident="").update(words=GONE, for_the_resident=GONE)
    messages = said.exclude(words=GONE).update(words=GONE) + said.filter(for_the_resident=GONE).count()
    notes = Note.objects.filter(**mine)
    files = Attachment.objects.filter(**mine)
    counts = {"messages": messages, "notes": notes.count(), "files": files.count()}
    notes.delete()
    files.delete()
    Draft.objects.filter(**mine).delete()
    AccessDecision.objects.filter(**mine, reason="").update(papers=GONE)
    AccessDecision.objects.filter(**mine).exclude(papers=GONE).update(papers=GONE, reason=GONE)
    Review.objects.filter(**mine).update(words=GONE, reasons=GONE)
    settled = queries.retention_of(held.council_id)
    months = settled.months if settled else None
    Event.objects.create(
        council_id=held.council_id, enquiry=held, cycle=cycle, did=Did.ERASED.value, at=at,
        facts={"months": months},
    )  # fmt: skip
    trail.record(
        did="erased the words of an enquiry",
        thing=held,
        by=None,
        council_id=held.council_id,
        at=at,
        months=months,
        **counts,
    )
    return True
