"""Pools: the organiser's page of who is invited, and a local council's own pages of what it is asked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concordat.people.gate import Request, open_to
from concordat.surveys import access, actions, forms, queries
from concordat.surveys.rules import copies, data, pooling, promise, roster
from concordat.surveys.rules.stages import OutOfTurn, Stage
from concordat.surveys.views import showing
from concordat.surveys.views.results import filed


@open_to(access.may_run)
def pool(request: Request, wave: str) -> HttpResponse:
    """Who is invited, who has agreed, and whether there are enough of them yet."""
    found = get_object_or_404(queries.waves_seen_by(request.office), slug=wave)
    parishes = queries.own_parishes(request.office)
    invited = queries.invited_to(found)
    ours = {address for address, _name in parishes}
    asis = {
        "parishes": [each.address for each in invited if each.address in ours],
        "others": "\n".join(each.address for each in invited if each.address not in ours),
    }
    form = forms.Pool(request.POST or None, initial=asis, parishes=parishes, own=request.office.council.slug)
    if form.is_valid():
        try:
            actions.invite_to_pool(wave=found, addresses=form.addresses, by=request.office, at=now())
            messages.success(
                request,
                _("Saved. Whoever runs an invited council finds the invitation.")
                if form.addresses
                else _("Saved. No council is invited."),
            )
            return redirect("surveys:pool", request.office.council.slug, found.slug)
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    words = {"wave": found, "form": form, "invited": invited, **_standing(found)}
    return render(request, "surveys/pooling/pool.html", words)


def _standing(found: Any) -> dict[str, object]:
    if found.launched_at:
        return dict(zip(("councils", "people"), queries.standing_as_fixed(found), strict=True))
    try:
        standing = queries.standing_today(found, today=localdate())
    except roster.AskedTwice as twice:
        return {"obstacles": [_(str(twice))]}
    return {"standing": standing, "obstacles": [_(each) for each in pooling.obstacles(standing)]}


@open_to(access.any_office)
def pools(request: Request) -> HttpResponse:
    """The pools to which one's own council was invited."""
    rows = [
        (each, queries.stage_of(each.pool.wave, today=localdate()))
        for each in queries.invitations_seen_by(request.office)
    ]
    return render(request, "surveys/pooling/pools.html", {"rows": rows})


@open_to(access.any_office)
def pooled(request: Request, invitation: int) -> HttpResponse:
    """One pool, as one of its councils may know it: its own part, and what was published of all."""
    found = get_object_or_404(queries.invitations_seen_by(request.office), id=invitation)
    wave = found.pool.wave
    stage = queries.stage_of(wave, today=localdate())
    told = queries.pooled_results(found)
    words = {
        "invitation": found,
        "wave": wave,
        "stage": stage,
        "is_prepared": stage is Stage.PREPARED,
        "may_run": access.may_run(request.office),
        "is_open": stage is Stage.OPEN,
        "own_part": queries.own_part_of(found, request.office),
        "sections": copies.sections(queries.items_of(wave)),
        "floor": pooling.COUNCILS_FLOOR,
        "promised": promise.words(wave.promise if wave.launched_at else promise.EDITION),
    }
    if told:
        words["pooled"] = showing.of_a_pool(*told)
    return render(request, "surveys/pooling/pooled.html", words)


@open_to(access.may_run)
@require_POST
def decide(request: Request, invitation: int) -> HttpResponse:
    """Agree for one's own council, or take it back."""
    found = get_object_or_404(queries.invitations_seen_by(request.office), id=invitation)
    try:
        if request.POST.get("agree") == "yes":
            actions.agree_to_pool(invitation=found, by=request.office, at=now())
            messages.success(request, _("Your council’s officers will be asked, if enough councils agree."))
        else:
            actions.withdraw_from_pool(invitation=found, by=request.office, at=now())
            messages.success(request, _("Your council has withdrawn. Its officers will not be asked."))
    except OutOfTurn as late:
        messages.error(request, _(str(late)))
    return redirect("surveys:pooled", request.office.council.slug, found.id)


@open_to(access.any_office)
def pooled_figures(request: Request, invitation: int) -> HttpResponse:
    """The figures of the pool as CSV: the same for each of its councils, and for the one that asked."""
    found = get_object_or_404(queries.invitations_seen_by(request.office), id=invitation)
    told = queries.pooled_results(found)
    if told is None:
        raise Http404
    release = told[1]
    body = data.pool_as_csv(release).encode("utf-8-sig")
    return filed(body, form="csv", name=f"pool-{found.pool.wave.slug}.csv")
