"""The council's own copies of the questions: add, drop, reword and reorder, without a script."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concordat.people.gate import Request, open_to
from concordat.surveys import access, actions, forms, queries
from concordat.surveys.rules import copies, welsh
from concordat.surveys.rules.copies import NotAnInstrument
from concordat.surveys.rules.instrument import DIMENSIONS, Item, Pairing, Shape
from concordat.surveys.rules.names import NameTaken

SHAPES = {"rating": Shape.RATING, "bands": Shape.BANDS}


@open_to(access.may_run)
def instruments(request: Request) -> HttpResponse:
    ours = [(each, len(each.items)) for each in queries.instruments_of(request.office)]
    return render(request, "surveys/instruments.html", {"instruments": ours})


@open_to(access.may_run)
def copy(request: Request) -> HttpResponse:
    form = forms.Copy(request.POST or None)
    if form.is_valid():
        try:
            made = actions.copy_instrument(by=request.office, at=now(), **form.cleaned_data)
            return redirect("surveys:instrument", request.office.council.slug, made.slug)
        except NameTaken:
            form.add_error("name", _("There is a copy of this name already. Choose another."))
    words = {"form": form, "heading": _("Copy the built-in questions"), "button": _("Make the copy")}
    return render(request, "surveys/form.html", words)


@open_to(access.may_run)
def instrument(request: Request, instrument: str) -> HttpResponse:
    found = get_object_or_404(queries.instruments_of(request.office), slug=instrument)
    items = list(enumerate(copies.restored(found.items), start=1))
    return render(
        request, "surveys/instrument.html", {"instrument": found, "items": items, "last": len(items)}
    )


@open_to(access.may_run)
def add(request: Request, instrument: str, shape: str) -> HttpResponse:
    found = get_object_or_404(queries.instruments_of(request.office), slug=instrument)
    if shape not in SHAPES:
        raise Http404
    form = forms.NewQuestion(request.POST or None, shape=SHAPES[shape], dimensions=DIMENSIONS)
    if form.is_valid():
        item = Item(
            shape=SHAPES[shape],
            pairing=Pairing.SAME,
            about="both",
            expectation="",
            source=_("Added by %(council)s") % {"council": request.office.council},
            **form.words(),
        )
        if _tried(form, lambda: actions.add_item(instrument=found, item=item, by=request.office, at=now())):
            return redirect("surveys:instrument", request.office.council.slug, found.slug)
    words = {"form": form, "heading": _("Add a question"), "button": _("Add it")}
    return render(request, "surveys/form.html", words)


@open_to(access.may_run)
def reword(request: Request, instrument: str, item: str) -> HttpResponse:
    found = get_object_or_404(queries.instruments_of(request.office), slug=instrument)
    asis = _item(found, item)
    # From the page of a wave's Welsh, and back to it: our draft stands in the fields, to be mended.
    wave = queries.waves_seen_by(request.office).filter(slug=request.GET.get("welsh", "")).first()
    if wave is not None:
        asis = welsh.drafted([asis])[0]
    form = forms.Question(request.POST or None, shape=asis.shape, initial=forms.words_of(asis))
    if form.is_valid() and _tried(
        form,
        lambda: actions.reword_item(instrument=found, item=item, by=request.office, at=now(), **form.words()),
    ):
        if wave is not None:
            return redirect("surveys:welsh", request.office.council.slug, wave.slug)
        return redirect("surveys:instrument", request.office.council.slug, found.slug)
    words = {
        "form": form,
        "heading": _("Reword question %(item)s") % {"item": item},
        "hint": _("A question asked in other words is a new question: its trend starts again from here."),
        "button": _("Save these words"),
    }
    return render(request, "surveys/form.html", words)


def _item(found: Any, name: str) -> Item:
    for item in copies.restored(found.items):
        if item.id == name:
            return item
    raise Http404


def _tried(form: Any, deed: Callable[[], None]) -> bool:
    try:
        deed()
    except NotAnInstrument as wrong:
        for problem in wrong.problems:
            form.add_error(None, _(problem))
        return False
    return True


@open_to(access.may_run)
@require_POST
def move(request: Request, instrument: str, item: str) -> HttpResponse:
    found = get_object_or_404(queries.instruments_of(request.office), slug=instrument)
    _item(found, item)
    form = forms.Place(request.POST)
    if form.is_valid():
        actions.move_item(
            instrument=found, item=item, to=form.cleaned_data["to"], by=request.office, at=now()
        )
    else:
        messages.error(request, _("Give the place as a whole number, such as 4."))
    return redirect("surveys:instrument", request.office.council.slug, found.slug)


@open_to(access.may_run)
@require_POST
def drop(request: Request, instrument: str, item: str) -> HttpResponse:
    found = get_object_or_404(queries.instruments_of(request.office), slug=instrument)
    _item(found, item)
    try:
        actions.drop_item(instrument=found, item=item, by=request.office, at=now())
    except NotAnInstrument as needed:
        messages.error(request, _(str(needed)))
    return redirect("surveys:instrument", request.office.council.slug, found.slug)
