"""Comparisons, as they were asked for, and what can be compared with what."""

from datetime import date

from django.db.models import Q, QuerySet

from concordat.people.rules.offices import Office
from concordat.protocol import access
from concordat.protocol.models import Comparison, Edition, Instrument
from concordat.protocol.queries.instruments import editions_seen_by, instruments_seen_by
from concordat.protocol.rules import comparing as rules
from concordat.protocol.rules.laid_beside import Text, restored


def comparisons_seen_by(office: Office, instrument: str, *, today: date) -> QuerySet[Comparison]:
    """Those of which this office may see both texts."""
    seen = editions_seen_by(office, today=today)
    found = Comparison.objects.filter(
        access.comparisons_seen_by(office), instrument__slug=instrument, new__in=seen
    )
    found = found.filter(Q(old=None) | Q(old__in=seen))
    return found.select_related("instrument__council", "council", "old", "new", "asked_by__person")


def page_list(office: Office, instrument: str, *, today: date) -> QuerySet[Comparison]:
    """Without the texts, the latest first."""
    found = comparisons_seen_by(office, instrument, today=today).defer("old_text", "new_text", "result")
    return found.defer("old__frozen", "new__frozen").order_by("-asked_at", "-id")


def texts_of(comparison: Comparison) -> tuple[Text, Text]:
    return restored(comparison.old_text), restored(comparison.new_text)


def compared(comparison: Comparison) -> rules.Comparison:
    """Worked out anew from the two texts as they were kept."""
    before, after = texts_of(comparison)
    pairs = [(old, new) for old, new in comparison.pairs]
    return rules.compare(before.clauses, after.clauses, mask=comparison.mask, pairs=pairs)


def neighbours_of(edition: Edition) -> tuple[Edition | None, Edition | None]:
    """The resolved editions that were or will be in force just before and just after this one."""
    others = Edition.objects.filter(instrument=edition.instrument_id, resolved_at__isnull=False)
    others = others.exclude(id=edition.id)
    mine = Q(effective_on=edition.effective_on)
    before = others.filter(Q(effective_on__lt=edition.effective_on) | mine & Q(number__lt=edition.number))
    after = others.filter(Q(effective_on__gt=edition.effective_on) | mine & Q(number__gt=edition.number))
    return (
        before.order_by("-effective_on", "-number").first(),
        after.order_by("effective_on", "number").first(),
    )


def what_changed(edition: Edition) -> Comparison | None:
    """What everybody may read of what changed by an edition that is or was in force."""
    before, _after = neighbours_of(edition)
    if before is None:
        return None
    found = Comparison.objects.filter(old=before, new=edition, tells_what_changed=True)
    return found.select_related("old", "new", "council", "instrument").first()


def others_to_compare(office: Office, instrument: Instrument, *, today: date) -> list[Instrument]:
    """The council's other instruments of which something may be read."""
    return list(instruments_seen_by(office, today=today).exclude(id=instrument.id)[:100])
