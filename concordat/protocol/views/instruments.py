"""The council's instruments, as those see them who hold an office in it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from concordat.people.gate import Request, open_to
from concordat.protocol import access, actions, forms, queries
from concordat.protocol.forms.instruments import written
from concordat.protocol.rules.editions import OutOfTurn, Stage
from concordat.protocol.rules.instruments import NameTaken


@open_to(access.any_office)
def instruments(request: Request) -> HttpResponse:
    asked = request.GET.get("words", "")[:200]
    page = queries.page_of_instruments(
        request.office, today=localdate(), words=asked, page=request.GET.get("page")
    )
    words = {"page": page, "asked": asked, "may_draft": access.may_draft(request.office)}
    return render(request, "protocol/instruments.html", words)


@open_to(access.may_draft)
def new(request: Request) -> HttpResponse:
    council = request.office.council
    asis = {"kind": "protocol", "tier": council.tier, "nation": council.nation}
    form = forms.Beginning(request.POST or None, initial=asis)
    if form.is_valid():
        told = dict(form.cleaned_data)
        start = told.pop("start")
        try:
            made = actions.begin_instrument(from_model=start == "model", by=request.office, at=now(), **told)
            page = {"model": "fill_in", "text": "bring", "nothing": "draft"}[start]
            return redirect(f"protocol:{page}", council.slug, made.slug)
        except OutOfTurn as wrong:
            form.add_error("start", _(str(wrong)))
        except NameTaken:
            form.add_error("name", _("There is an instrument of this name already. Choose another."))
    words = {"form": form, "heading": _("Begin an instrument"), "button": _("Save and continue")}
    return render(request, "protocol/form.html", words)


@open_to(access.any_office)
def instrument(request: Request, instrument: str) -> HttpResponse:
    """One instrument: what is in force, its editions, and the way to its draft."""
    today = localdate()
    found = get_object_or_404(queries.instruments_seen_by(request.office, today=today), slug=instrument)
    editions = queries.editions_of(found, office=request.office, today=today)
    current = next((edition for edition, stage in editions if stage is Stage.IN_FORCE), None)
    review = queries.review_of(found, current)
    words = {
        "instrument": found,
        "editions": editions,
        "draft": next((each for each in editions if each[0].resolved_at is None), None),
        "current": current,
        "review": review,
        "overdue": bool(current and review and review.is_overdue(today)),
        "may_draft": access.may_draft(request.office),
        "asking": queries.asking_of(request.office, instrument, today=today),
        "may_acknowledge": access.may_acknowledge(request.office),
    }
    return render(request, "protocol/instrument.html", words)


@open_to(access.may_draft)
def change(request: Request, instrument: str) -> HttpResponse:
    found = get_object_or_404(queries.instruments_seen_by(request.office, today=localdate()), slug=instrument)
    asis = {
        name: getattr(found, name) for name in ("name", "kind", "place", "purpose", "scope", "tier", "nation")
    }
    form = forms.Instrument(request.POST or None, initial=asis | {"related": written(found.related)})
    if form.is_valid():
        actions.change_instrument(instrument=found, by=request.office, at=now(), **form.cleaned_data)
        return redirect("protocol:instrument", request.office.council.slug, found.slug)
    words = {"form": form, "instrument": found, "heading": _("What is said about it"), "button": _("Save")}
    return render(request, "protocol/form.html", words)


@open_to(access.may_draft)
def review(request: Request, instrument: str) -> HttpResponse:
    found = get_object_or_404(queries.instruments_seen_by(request.office, today=localdate()), slug=instrument)
    asis = {"due": found.review_due, "cycle_months": found.review_cycle, "reviewed_on": found.reviewed_on}
    form = forms.Review(request.POST or None, initial=asis)
    if form.is_valid():
        actions.set_review(instrument=found, by=request.office, at=now(), **form.cleaned_data)
        messages.success(request, _("The next review is set."))
        return redirect("protocol:instrument", request.office.council.slug, found.slug)
    words = {"form": form, "instrument": found, "heading": _("When it is reviewed"), "button": _("Save")}
    return render(request, "protocol/form.html", words)
