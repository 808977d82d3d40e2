"""How long words are kept, and of which enquiries they have been kept long enough."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from concordat.enquiries.models import Cycle, Enquiry, Margin, Pause, Retention, Review
from concordat.enquiries.queries.performing import midnight
from concordat.enquiries.rules import retention


@dataclass(frozen=True)
class Kept:
    """How long the words of one enquiry are kept. ``until`` is empty while it is open, or nothing is
    decided."""

    months: int | None
    until: date | None = None
    waits: bool = False  # for a review, a dispute about a pause, or the end of a period of even-handedness


def retention_of(council_id: int) -> Retention | None:
    return Retention.objects.filter(council=council_id).select_related("by__person").order_by("-id").first()


def kept(enquiry: Enquiry) -> Kept:
    settled = retention_of(enquiry.council_id)
    months = settled.months if settled else None
    if settled is None or months is None:
        return Kept(None)
    closed = closed_on(enquiry)
    if closed is None:
        return Kept(months)
    day = max(retention.erased_on(closed, months=months), first_day_of(settled))
    spared = _spared_until(enquiry)
    waits = _is_in_dispute(enquiry)
    return Kept(months, max(day, spared + timedelta(days=1)) if spared else day, waits)


def first_day_of(settled: Retention) -> date:
    """Before this day nothing is erased by a period that was set by mistake."""
    return localdate(settled.at + retention.GRACE)


def closed_on(enquiry: Enquiry) -> date | None:
    """The day on which its last clock stopped; nothing while one runs."""
    last = Cycle.objects.filter(council=enquiry.council_id, enquiry=enquiry).order_by("-number")[0]
    return localdate(last.ended_at) if last.ended_at else None


def may_be_erased(enquiry: Enquiry, *, on: date) -> bool:
    """Whether its words have been kept long enough, and nothing that still runs may need them."""
    if enquiry.erased_at:
        return False
    told = kept(enquiry)
    return told.until is not None and told.until <= on and not told.waits


def erasable(council_id: int, *, months: int, at: datetime) -> QuerySet[Enquiry]:
    """The enquiries whose words have been kept so long, but for those that something still needs."""
    today = localdate(at)
    begin = midnight(retention.last_closed_on(today, months=months) + timedelta(days=1))
    found = Enquiry.objects.filter(council=council_id, erased_at=None, asked_at__lt=begin)
    cycles = Cycle.objects.filter(enquiry=OuterRef("pk"))
    waits = Review.objects.filter(enquiry=OuterRef("pk"), decided_at=None)
    disputed = Pause.objects.filter(cycle__enquiry=OuterRef("pk"), disputed_at__isnull=False, settled_at=None)
    found = found.exclude(Exists(waits)).exclude(Exists(disputed))
    found = found.exclude(Exists(cycles.filter(Q(is_open=True) | Q(ended_at__gte=begin))))
    for first, last in Margin.objects.filter(council=council_id, ends_on__gte=today).values_list(
        "begins_on", "ends_on"
    ):
        within = {"received_at__gte": midnight(first), "received_at__lt": midnight(last + timedelta(days=1))}
        found = found.exclude(Exists(cycles.filter(**within)))
    return found.order_by("asked_at", "id")


def retentions() -> list[Retention]:
    """The last word of every council that has decided for how long."""
    newer = Retention.objects.filter(council=OuterRef("council"), id__gt=OuterRef("id"))
    return list(Retention.objects.filter(~Exists(newer), months__isnull=False).order_by("council"))


def _is_in_dispute(enquiry: Enquiry) -> bool:
    mine = {"council": enquiry.council_id}
    return (
        Review.objects.filter(**mine, enquiry=enquiry, decided_at=None).exists()
        or Pause.objects.filter(
            **mine, cycle__enquiry=enquiry, disputed_at__isnull=False, settled_at=None
        ).exists()
    )


def _spared_until(enquiry: Enquiry) -> date | None:
    cycles = Cycle.objects.filter(council=enquiry.council_id, enquiry=enquiry)
    begun = [localdate(received) for received in cycles.values_list("received_at", flat=True)]
    periods = Margin.objects.filter(council=enquiry.council_id).values_list("begins_on", "ends_on")
    return retention.spared_until(begun, periods=periods)
