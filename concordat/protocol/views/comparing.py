"""Two texts beside each other: asked for, shown in two ways, taken out, and paired by hand."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from concordat.people.gate import Request, open_to
from concordat.protocol import access, actions, forms, queries
from concordat.protocol.forms.comparing import FILE, MODEL
from concordat.protocol.rules import laid_beside, readings, redline_files
from concordat.protocol.rules.editions import ChangedMeanwhile, OutOfTurn, Stage
from concordat.protocol.rules.laid_beside import Text
from concordat.protocol.rules.reading import CannotRead, read
from concordat.protocol.rules.repairing import words_of
from concordat.protocol.views.drafting import whole

A_PAGE_OF = 40
WAYS = ("side", "one")
LONG = (
    "This file is too long to be read while you wait. Begin an instrument for it and bring it there, where it"
    " is read with progress; then compare with that instrument."
)


@open_to(access.any_office)
def compare(request: Request, instrument: str) -> HttpResponse:
    """Say what to lay beside what. What was compared before is listed below."""
    today = localdate()
    found = get_object_or_404(queries.instruments_seen_by(request.office, today=today), slug=instrument)
    editions = queries.editions_of(found, office=request.office, today=today)
    others = queries.others_to_compare(request.office, found, today=today)
    form = forms.BesideWhat(
        request.POST or None,
        request.FILES or None,
        initial={"new": str(editions[0][0].id) if editions else ""},
        editions=[(str(edition.id), _named(edition, stage)) for edition, stage in editions],
        others=[(f"other-{each.id}", each.name) for each in others],
        model=queries.model_of(found, on=today) is not None,
        files=access.may_draft(request.office),
    )
    if form.is_valid():
        new = next(edition for edition, _stage in editions if str(edition.id) == form.cleaned_data["new"])
        try:
            made = actions.lay_beside(
                new=new,
                old=_beside(request, found, form, editions),
                mask=_mask(request, form),
                by=request.office,
                at=now(),
            )
            return redirect("protocol:comparison", request.office.council.slug, instrument, made.id)
        except CannotRead as refused:
            form.add_error("file", _(str(refused)))
    earlier = Paginator(queries.page_list(request.office, instrument, today=today), 20)
    words = {"form": form, "instrument": found, "page": earlier.get_page(request.GET.get("page"))}
    return render(request, "protocol/comparing/compare.html", words)


def _named(edition: Any, stage: Stage) -> str:
    if edition.effective_on:
        return _("%(title)s, from %(day)s (%(stage)s)") % {
            "title": edition.title,
            "day": f"{edition.effective_on:%d.%m.%Y}",
            "stage": stage,
        }
    return _("%(title)s (%(stage)s)") % {"title": edition.title, "stage": stage}


def _beside(request: Request, found: Any, form: Any, editions: Any) -> Any:
    """The other text. Raises ``CannotRead``."""
    asked = form.cleaned_data["old"]
    today = localdate()
    if asked == FILE:
        file = form.cleaned_data["file"]
        if not readings.is_short(file.size, file.name):
            raise CannotRead(LONG)
        told = read(file.read(), name=file.name)
        return Text(told.title or file.name, told.clauses)
    if asked == MODEL:
        model = queries.model_of(found, on=today)
        if model is None:
            raise Http404
        return Text(_("Model: %(title)s") % {"title": model.title}, model.clauses)
    if asked.startswith("other-"):
        other = get_object_or_404(
            queries.instruments_seen_by(request.office, today=today), id=whole(asked.removeprefix("other-"))
        )
        theirs = queries.editions_of(other, office=request.office, today=today)
        return next((edition for edition, stage in theirs if stage is Stage.IN_FORCE), theirs[0][0])
    return next(edition for edition, _stage in editions if str(edition.id) == asked)


def _mask(request: Request, form: Any) -> list[str]:
    """What was typed, and the own council's name, if the other text is not one of its own."""
    own = [request.office.council.name] if form.cleaned_data["old"] in {FILE, MODEL} else []
    return [*own, *form.masked]


def _the_comparison(request: Request, instrument: str, comparison: int) -> Any:
    seen = queries.comparisons_seen_by(request.office, instrument, today=localdate())
    return get_object_or_404(seen, id=comparison)


@open_to(access.any_office)
def comparison(request: Request, instrument: str, comparison: int) -> HttpResponse:
    found = _the_comparison(request, instrument, comparison)
    # What differs is what one opens a comparison for.
    verdict = request.GET.get("verdict", "different") or "all"
    way = request.GET.get("view", "side")
    every = laid_beside.rows_of(found.result) if found.result else []
    rows = laid_beside.rows_of(found.result, verdict=verdict) if found.result else []
    words = {
        "comparison": found,
        "instrument": found.instrument,
        "old_name": found.old_text["name"],
        "new_name": found.new_text["name"],
        "page": Paginator(rows, A_PAGE_OF).get_page(request.GET.get("page")),
        "every": len(every),
        "hidden": len(every) - len(rows),
        "verdict": verdict,
        "verdicts": laid_beside.counted(found.result) if found.result else [],
        "way": way if way in WAYS else "side",
        "ways": WAYS,
        "forms": _files(found),
        "may_draft": access.may_draft(request.office),
    }
    return render(request, "protocol/comparing/comparison.html", words)


def _files(found: Any) -> list[tuple[str, str, str]]:
    """Each form, its name, and how far it is: "ready", "waiting", "failed", or not asked for."""
    states = queries.files_of(found)
    ready = {"made": "ready", "waiting": "waiting", "failed": "failed"}
    return [
        (
            form,
            name,
            "ready" if form not in redline_files.BY_THE_WORKER else ready.get(states.get(form, ""), ""),
        )
        for form, name in redline_files.NAMES.items()
    ]


@open_to(access.may_draft)
def pair(request: Request, instrument: str, comparison: int) -> HttpResponse:
    """Pair two clauses by hand, or say that one has no partner."""
    found = _the_comparison(request, instrument, comparison)
    before, after = queries.texts_of(found)
    seen = whole(request.POST.get("seen")) if request.method == "POST" else found.revision
    if "undo" in request.POST:
        return _paired(
            request, found, lambda: actions.unpair(comparison=found, seen=seen, by=request.office, at=now())
        )
    asis = {name: request.GET.get(name, "") for name in ("old", "new")}
    form = forms.PairByHand(request.POST or None, initial=asis, olds=_listed(before), news=_listed(after))
    if form.is_valid():
        told = form.cleaned_data
        return _paired(
            request,
            found,
            lambda: actions.pair_by_hand(
                comparison=found, old=told["old"], new=told["new"], seen=seen, by=request.office, at=now()
            ),
        )
    words = {"form": form, "comparison": found, "instrument": found.instrument}
    return render(request, "protocol/comparing/pair.html", words)


def _listed(text: Text) -> list[tuple[int, str]]:
    return [(at, " ".join(words_of(clause).split())[:90]) for at, clause in enumerate(text.clauses)]


def _paired(request: Request, found: Any, deed: Any) -> HttpResponse:
    try:
        deed()
    except ChangedMeanwhile:
        messages.error(request, _("A colleague has paired clauses meanwhile. Look again, please."))
    except OutOfTurn as wrong:
        messages.error(request, _(str(wrong)))
    return redirect("protocol:comparison", request.office.council.slug, found.instrument.slug, found.id)


@open_to(access.any_office)
def download(request: Request, instrument: str, comparison: int, form: str) -> HttpResponse:
    """The redline as a file. What takes longer is asked for by a button, and made by the worker."""
    found = _the_comparison(request, instrument, comparison)
    if form not in redline_files.FORMS:
        raise Http404
    if form in redline_files.BY_THE_WORKER:
        if request.method == "POST":
            actions.order_redline(comparison=found, form=form, by=request.office, at=now())
            return redirect("protocol:comparison", request.office.council.slug, instrument, found.id)
        body = queries.redline_file(found, form=form)
        if not body:
            return redirect("protocol:comparison", request.office.council.slug, instrument, found.id)
    else:
        body = redline_files.made(form, queries.redline_of(found))
    file = HttpResponse(body, content_type=redline_files.FORMS[form])
    shown = "inline" if form in redline_files.SHOWN else "attachment"
    kind = "paper" if form == "paper" else "redline"
    name = f"{found.instrument.slug}-{kind}.{redline_files.ENDINGS.get(form, form)}"
    file.headers["Content-Disposition"] = f'{shown}; filename="{name}"'
    return file
