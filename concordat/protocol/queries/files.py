"""The files of editions and of comparisons: what goes into them, and how far the worker is."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from concordat.protocol.models import Comparison, Edition, Rendering, Resolution
from concordat.protocol.queries.comparing import compared, texts_of
from concordat.protocol.queries.drafting import clauses_of
from concordat.protocol.rules.redline_files import Redline
from concordat.protocol.rules.writing.copies import Copy


def copy_of(edition: Edition) -> Copy:
    """An adopted edition as one hands it to somebody. Nothing in it will be otherwise tomorrow."""
    if edition.effective_on is None:
        raise LookupError("A draft is not handed out.")
    where = [edition.council.slug, edition.instrument.slug, edition.number]
    return Copy(
        title=edition.title,
        council=edition.council.name,
        clauses=clauses_of(edition),
        on=edition.effective_on,
        facts=tuple(_facts(edition, since=edition.effective_on)),
        address=f"{settings.ADDRESS}{reverse('protocol:edition', args=where)}",
        fingerprint=edition.sha256,
    )


def _facts(edition: Edition, *, since: date) -> list[tuple[str, str]]:
    told = [(_("In force from"), date_format(since, "j F Y"))]
    if edition.corrects_id:
        told.append((_("A typing slip was corrected"), edition.correction_why))
    if (resolution := resolution_of(edition)) is not None:
        told.append((_("Resolved by"), resolved_in_words(resolution)))
    if edition.instrument.place:
        told.append((_("In the constitution"), edition.instrument.place))
    return told


def resolution_of(edition: Edition) -> Resolution | None:
    """Of a corrected edition, the resolution is that of the words which were corrected."""
    while edition.corrects is not None:
        edition = edition.corrects
    return Resolution.objects.filter(edition=edition).first()


def resolved_in_words(resolution: Resolution) -> str:
    told = {"body": resolution.body, "day": date_format(resolution.meeting_on, "j F Y")}
    if resolution.minute:
        return _("%(body)s, %(day)s, minute %(minute)s") % (told | {"minute": resolution.minute})
    return _("%(body)s, %(day)s; the number of the minute is not known") % told


def file_of(edition: Edition, *, form: str) -> tuple[str, bytes]:
    """Whether a file of an edition is made, and the file. "failed" where there is none, and will be none."""
    found = Rendering.objects.filter(edition=edition, format=form).first()
    return (found.state, bytes(found.body)) if found else ("failed", b"")


def redline_of(comparison: Comparison) -> Redline:
    before, after = texts_of(comparison)
    return Redline(
        before=before,
        after=after,
        comparison=compared(comparison),
        council=comparison.council.name,
        committee=_("Full Council"),
        on=localdate(comparison.asked_at),
    )


def files_of(comparison: Comparison) -> dict[str, str]:
    """The states of the files of a comparison that were asked for."""
    found = Rendering.objects.filter(comparison=comparison)
    return dict(found.values_list("format", "state"))


def redline_file(comparison: Comparison, *, form: str) -> bytes:
    found = Rendering.objects.filter(comparison=comparison, format=form, state="made").first()
    return bytes(found.body) if found else b""
