"""Key-holders and their secrets, the launch, reminders, and the close."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from concordat.people import queries as people
from concordat.people.gate import Request, open_to
from concordat.people.rules.duties import Duty
from concordat.people.rules.offices import Office
from concordat.surveys import access, actions, forms, queries
from concordat.surveys.rules.stages import NotReady, OutOfTurn, Stage

# Who stands furthest from both sides: the three that we suggest.
SUGGESTED = (Duty.MONITORING_OFFICER, Duty.HEAD_OF_INTERNAL_AUDIT, Duty.INDEPENDENT_PERSON)


@open_to(access.may_run)
def holders(request: Request, wave: str) -> HttpResponse:
    found = get_object_or_404(queries.waves_seen_by(request.office), slug=wave)
    offices = people.offices_of(request.office.council_id, on=localdate())
    named = {f"holder_{holder.position}": str(holder.office_id) for holder in queries.holders_of(found)}
    form = forms.Holders(request.POST or None, initial=named or suggested(offices), offices=offices)
    if form.is_valid():
        try:
            actions.name_holders(wave=found, holders=form.chosen, by=request.office, at=now())
            messages.success(request, _("Each new key-holder has been sent a letter."))
            return redirect("surveys:wave", request.office.council.slug, found.slug)
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    return render(request, "surveys/holders.html", {"wave": found, "form": form})


def suggested(offices: Sequence[Office]) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, duty in enumerate(SUGGESTED):
        for office in offices:
            if duty in office.duties and str(office.id) not in found.values():
                found[f"holder_{place}"] = str(office.id)
                break
    return found


@open_to(access.any_office)
@never_cache
@sensitive_variables("secret")
def key(request: Request, wave: str) -> HttpResponse:
    """A key-holder's own page. The secret is on the page that answers the POST, once, and nowhere after."""
    mine = get_object_or_404(queries.keys_of(request.office), wave__slug=wave)
    if request.method != "POST":
        return render(request, "surveys/key.html", {"wave": mine.wave, "key": mine})
    try:
        secret = actions.collect_secret(holder=mine, by=request.office, at=now())
    except OutOfTurn as late:
        messages.error(request, _(str(late)))
        return redirect("surveys:key", request.office.council.slug, mine.wave.slug)
    page = render(request, "surveys/secret.html", {"wave": mine.wave, "groups": secret.split("-")})
    page.headers["Cache-Control"] = "no-store"
    return page


@open_to(access.may_run)
def launch(request: Request, wave: str) -> HttpResponse:
    found = get_object_or_404(queries.waves_seen_by(request.office).select_related("instrument"), slug=wave)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            actions.launch(wave=found, by=request.office, at=now())
            messages.success(request, _("It is launched. Everyone’s link is on its way."))
            return redirect("surveys:wave", request.office.council.slug, found.slug)
        except NotReady as unready:
            problems = unready.obstacles
        except OutOfTurn as late:
            problems = (str(late),)
    else:
        problems = queries.obstacles(found, today=localdate())
    words = {
        "wave": found,
        "obstacles": [_(problem) for problem in problems],
        "asked": queries.asked_by_atom(found),
        "count": len(queries.items_of(found)),
        "slips": len(queries.on_paper(found)),
        "unpooled": queries.why_not_pooled(found, today=localdate()),
    }
    return render(request, "surveys/launch.html", words)


@open_to(access.may_run)
def remind(request: Request, wave: str) -> HttpResponse:
    found = get_object_or_404(queries.waves_seen_by(request.office), slug=wave)
    if request.method == "POST":
        try:
            actions.remind(wave=found, by=request.office, at=now())
            messages.success(request, _("Everyone on the roster will be reminded."))
        except OutOfTurn as late:
            messages.error(request, _(str(late)))
        return redirect("surveys:wave", request.office.council.slug, found.slug)
    is_open = queries.stage_of(found, today=localdate()) is Stage.OPEN
    return render(request, "surveys/remind.html", {"wave": found, "is_open": is_open})


@open_to(access.may_run)
def close(request: Request, wave: str) -> HttpResponse:
    found = get_object_or_404(queries.waves_seen_by(request.office), slug=wave)
    if request.method == "POST":
        try:
            actions.close(wave=found, by=request.office, at=now())
            messages.success(request, _("It is closed. The key-holders have been asked to open the box."))
        except OutOfTurn as late:
            messages.error(request, _(str(late)))
        return redirect("surveys:wave", request.office.council.slug, found.slug)
    is_open = queries.stage_of(found, today=localdate()) is Stage.OPEN
    return render(request, "surveys/close.html", {"wave": found, "is_open": is_open})
