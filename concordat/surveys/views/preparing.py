"""Waves, and what is done before the launch."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concordat.people.gate import Request, open_to
from concordat.people.rules.councils import LOCAL
from concordat.surveys import access, actions, forms, queries
from concordat.surveys.rules import copies, promise
from concordat.surveys.rules import roster as rosters
from concordat.surveys.rules.names import NameTaken
from concordat.surveys.rules.pooling import POOLED
from concordat.surveys.rules.stages import NotTheSigner, OutOfTurn, Stage
from concordat.surveys.views import course

A_PAGE_OF = 20


@open_to(access.any_office)
def waves(request: Request) -> HttpResponse:
    page = Paginator(queries.waves_seen_by(request.office), A_PAGE_OF).get_page(request.GET.get("page"))
    rows = [(wave, queries.stage_of(wave, today=localdate())) for wave in page]
    words = {
        "page": page,
        "rows": rows,
        "may_run": access.may_run(request.office),
        "is_local": request.office.council.tier in LOCAL,
    }
    return render(request, "surveys/waves.html", words)


@open_to(access.may_run)
def new(request: Request) -> HttpResponse:
    form = forms.Wave(request.POST or None, initial={"instrument": "full"}, **_choices(request))
    if form.is_valid():
        try:
            wave = actions.prepare_wave(by=request.office, at=now(), **form.cleaned_data)
            return redirect("surveys:wave", request.office.council.slug, wave.slug)
        except NameTaken:
            form.add_error("name", _("There is a health check of this name already. Choose another."))
    words = {"form": form, "heading": _("Prepare a health check"), "button": _("Save and continue")}
    return render(request, "surveys/form.html", words)


def _choices(request: Request) -> dict[str, Any]:
    ours = [(each.slug, each.name) for each in queries.instruments_of(request.office)]
    people = queries.people_of_today(request.office.council_id, today=localdate())
    return {"copies": ours, "splits": rosters.splits_open_to(people)}


@open_to(access.may_run)
def change(request: Request, wave: str) -> HttpResponse:
    found = get_object_or_404(queries.waves_seen_by(request.office).select_related("instrument"), slug=wave)
    asis = {name: getattr(found, name) for name in ("name", "committee", "opens_on", "closes_on", "split")}
    asis["instrument"] = found.instrument.slug
    form = forms.Wave(request.POST or None, initial=asis, **_choices(request))
    if form.is_valid():
        try:
            actions.change_wave(wave=found, by=request.office, at=now(), **form.cleaned_data)
            return redirect("surveys:wave", request.office.council.slug, found.slug)
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    words = {"form": form, "wave": found, "heading": _("Name, dates and questions"), "button": _("Save")}
    return render(request, "surveys/form.html", words)


@open_to(access.any_office)
def wave(request: Request, wave: str) -> HttpResponse:
    found = get_object_or_404(queries.waves_seen_by(request.office).select_related("instrument"), slug=wave)
    today = localdate()
    asked_in_welsh = queries.welsh_of(found)
    stage = queries.stage_of(found, today=today)
    organises = access.may_run(request.office)
    asked = queries.asked_by_atom(found)
    reviewer = queries.reviewer_of(found)
    words: dict[str, object] = {
        "reviewer": reviewer,
        "reviews": reviewer is not None and reviewer.office_id == request.office.id,
        "wave": found,
        "stage": stage,
        "is": {each.name.lower(): each is stage for each in Stage},
        "organises": organises,
        "asked": asked,
        "has_pool": POOLED in dict(asked),
        "holders": queries.holders_of(found),
        "key": queries.keys_of(request.office).filter(wave=found).first(),
        "slips": queries.slip_sheet_of(found),
        "welsh": asked_in_welsh,
        "promised": promise.words(found.promise if found.launched_at else promise.EDITION),
        "checking": queries.checking_of(found, asked_in_welsh).name.lower(),
    }
    if organises and stage is Stage.PREPARED:
        words["tasks"] = course.tasks(found, queries.preparation_of(found, today=today), today=today)
    return render(request, "surveys/wave.html", words)


@open_to(access.any_office)
def questions(request: Request, wave: str) -> HttpResponse:
    found = get_object_or_404(queries.waves_seen_by(request.office).select_related("instrument"), slug=wave)
    sections = copies.sections(queries.items_of(found))
    return render(request, "surveys/questions.html", {"wave": found, "sections": sections})


@open_to(access.any_office)
def roster(request: Request, wave: str) -> HttpResponse:
    """Everyone on it may look through it, before it is signed and for ever after: names, and no addresses."""
    found = get_object_or_404(queries.waves_seen_by(request.office), slug=wave)
    return render(request, "surveys/roster.html", _roster(request, found))


def _roster(request: Request, found: Any, *, problems: list[str] | None = None) -> dict[str, object]:
    every = queries.roster_by_atom(found)
    # The people of a pool belong to other councils: here they are a number, and never a name.
    atoms = [(atom, lines) for atom, lines in every if atom.name != POOLED]
    signatures = queries.signatures_of(found)
    own = next((atom for atom, lines in atoms for line in lines if line.office_id == request.office.id), None)
    signable = own is not None and own.side not in {signature.side for signature in signatures}
    colleagues = sum(len(lines) for atom, lines in atoms if own is not None and atom.side == own.side) > 1
    prepared = found.made_by_id == request.office.id and colleagues
    open_yet = not found.launched_at
    stands = not open_yet or not atoms or queries.roster_stands(found, today=localdate())
    may_draw_up = access.may_run(request.office) and open_yet
    return {
        "stands": stands,
        "unpooled": queries.why_not_pooled(found, today=localdate()) if may_draw_up else (),
        "wave": found,
        "atoms": atoms,
        "pooled": sum(len(lines) for atom, lines in every if atom.name == POOLED),
        "pool_councils": len(queries.councils_pooled(found.id)),
        "signatures": signatures,
        "on_paper": queries.on_paper(found),
        "own": own,
        "may_sign": signable and open_yet and stands and not prepared,
        "others_sign": signable and open_yet and prepared,
        "may_draw_up": may_draw_up,
        "problems": problems,
    }


@open_to(access.may_run)
@require_POST
def draw_up(request: Request, wave: str) -> HttpResponse:
    found = get_object_or_404(queries.waves_seen_by(request.office), slug=wave)
    try:
        actions.draw_up_roster(wave=found, by=request.office, at=now())
    except (OutOfTurn, rosters.AskedTwice) as wrong:
        messages.error(request, _(str(wrong)))
    return redirect("surveys:roster", request.office.council.slug, found.slug)


@open_to(access.either_side)
@require_POST
def sign(request: Request, wave: str) -> HttpResponse:
    found = get_object_or_404(queries.waves_signed_by(request.office), slug=wave)
    try:
        shown = request.POST.get("roster_hash", "")
        actions.sign_roster(wave=found, roster_hash=shown, by=request.office, at=now())
        messages.success(request, _("You have signed the roster for your side. Thank you."))
    except (OutOfTurn, NotTheSigner) as wrong:
        messages.error(request, _(str(wrong)))
    return redirect("surveys:roster", request.office.council.slug, found.slug)


@open_to(access.may_run)
def preflight(request: Request, wave: str) -> HttpResponse:
    found = get_object_or_404(queries.waves_seen_by(request.office), slug=wave)
    atoms = [(name, course.forecast(told), told) for name, told in queries.preflight_of(found)]
    return render(request, "surveys/preflight.html", {"wave": found, "atoms": atoms})
