"""The joint meeting: a guide to it from the results, and the list of what was promised there."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from concordat.people.gate import Request, open_to
from concordat.surveys import access, actions, forms, queries
from concordat.surveys.rules import guide as guides


@open_to(access.any_office)
def guide(request: Request, wave: str) -> HttpResponse:
    found = get_object_or_404(queries.waves_with_results(request.office), slug=wave)
    words = {"wave": found, "guide": guides.guide(queries.results_of(found)), "room": range(guides.ROOM)}
    return render(request, "surveys/trends/guide.html", words)


@open_to(access.any_office)
def promised(request: Request, wave: str) -> HttpResponse:
    """What was promised after these results. Everyone may read it; whoever runs the council writes it."""
    found = get_object_or_404(queries.waves_with_results(request.office), slug=wave)
    may_run = access.may_run(request.office)
    form = forms.Promise(request.POST or None) if may_run else None
    if form is not None and form.is_valid():
        actions.record_promise(wave=found, by=request.office, at=now(), **form.cleaned_data)
        return redirect("surveys:promised", request.office.council.slug, found.slug)
    today = localdate()
    rows = [(each, each.kept_on is None and each.by_when < today) for each in queries.promises_of(found)]
    words = {"wave": found, "rows": rows, "form": form, "may_run": may_run}
    return render(request, "surveys/trends/promised.html", words)


@open_to(access.may_run)
@require_POST
def kept(request: Request, promise: int) -> HttpResponse:
    """Note a promise as kept today, or take that back."""
    found = get_object_or_404(queries.promises_seen_by(request.office), id=promise)
    if request.POST.get("kept") == "no":
        actions.note_not_kept(promise=found, by=request.office, at=now())
    else:
        actions.note_kept(promise=found, by=request.office, at=now())
    return redirect("surveys:promised", request.office.council.slug, found.wave.slug)
