"""What a body resolved is put on record."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from concordat.people.gate import Request, open_to
from concordat.protocol import access, actions, forms, queries
from concordat.protocol.rules.corrections import NotEditorial
from concordat.protocol.rules.editions import ChangedMeanwhile, OutOfTurn, Stage

A_PAGE_OF = 50


@open_to(access.may_draft)
def resolve(request: Request, instrument: str) -> HttpResponse:
    found = get_object_or_404(queries.draft_of(request.office, instrument))
    consulted = queries.stage_of(found, today=localdate()) is Stage.CONSULTED
    form = forms.Resolution(request.POST or None, request.FILES or None, consulted=consulted)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.resolve(
                edition=found,
                resolved=form.resolved,
                file_name=file.name[:200] if file else "",
                file=file.read() if file else b"",
                by=request.office,
                at=now(),
                **form.votes,
            )
            messages.success(request, _("The resolution is on record, and the words are frozen."))
            return redirect("protocol:instrument", request.office.council.slug, instrument)
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    words = {"form": form, "edition": found, "instrument": found.instrument, "consulted": consulted}
    return render(request, "protocol/resolve.html", words)


@open_to(access.may_draft)
def corrections(request: Request, instrument: str) -> HttpResponse:
    """Where is the slip? The clauses in force, each with the way to its correction."""
    current = _in_force(request, instrument)
    places = [each for each in queries.places_of(current, top=2) if not each.row.locked]
    words = {
        "edition": current,
        "instrument": current.instrument,
        "page": Paginator(places, A_PAGE_OF).get_page(request.GET.get("page")),
    }
    return render(request, "protocol/corrections.html", words)


def _in_force(request: Request, instrument: str) -> Any:
    today = localdate()
    found = get_object_or_404(queries.instruments_seen_by(request.office, today=today), slug=instrument)
    for edition, stage in queries.editions_of(found, office=request.office, today=today):
        if stage is Stage.IN_FORCE:
            return edition
    raise Http404


@open_to(access.may_draft)
def correct(request: Request, instrument: str, key: str) -> HttpResponse:
    """Mend a typing slip in words that are in force. Anything more takes a body's resolution."""
    current = _in_force(request, instrument)
    row = get_object_or_404(queries.row_of(current, key), locked=False)
    form = forms.Correction(request.POST or None, initial={"heading": row.heading, "text": row.text})
    if form.is_valid():
        try:
            _made, carried = actions.correct(
                edition=current, key=key, by=request.office, at=now(), **form.cleaned_data
            )
            messages.success(request, _("The slip is mended, on record, and public."))
            if carried:
                messages.info(request, _("The draft in hand had the same slip, and was mended too."))
            return redirect("protocol:instrument", request.office.council.slug, instrument)
        except NotEditorial as refused:
            form.add_error(
                "text",
                _("This is more than a typing slip, so it needs a resolution. %(why)s")
                % {"why": str(refused)},
            )
        except ChangedMeanwhile:
            form.add_error(
                None, _("Another edition has come into force meanwhile. Look at what is in force now.")
            )
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    words = {"form": form, "edition": current, "instrument": current.instrument, "row": row}
    return render(request, "protocol/correct.html", words)


@open_to(access.may_draft)
def minute(request: Request, instrument: str, number: int) -> HttpResponse:
    """The file of a resolution, as it was brought: to save, and never to be shown as a page of ours."""
    seen = queries.editions_seen_by(request.office, today=localdate())
    found = get_object_or_404(
        seen.select_related("resolution"),
        instrument__slug=instrument,
        number=number,
        resolution__isnull=False,
    )
    if not found.resolution.file_name:
        raise Http404
    file = HttpResponse(bytes(found.resolution.file), content_type="application/octet-stream")
    name = content_disposition_header(True, found.resolution.file_name)
    file.headers["Content-Disposition"] = name or "attachment"
    return file
