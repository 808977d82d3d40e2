"""Whether political groups are answered alike: a margin first, then one look, then one report for all."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from concordat.design.downloads import download
from concordat.enquiries import access, actions, queries
from concordat.enquiries.forms.fairness import FixMargin
from concordat.enquiries.rules import fairness_page
from concordat.enquiries.rules.impartiality.verdicts import Verdict
from concordat.enquiries.rules.looks import NotAllowed
from concordat.papers.files import KINDS
from concordat.people.gate import Request, open_to


@open_to(access.any_office)
@require_GET
def margins(request: Request) -> HttpResponse:
    page = {
        "margins": queries.margins_of(request.office),
        "may_run": access.may_run(request.office),
        "today": localdate(),
    }
    return render(request, "enquiries/fairness/margins.html", page)


@open_to(access.may_run)
def fix_margin(request: Request) -> HttpResponse:
    form = FixMargin(request.POST or None, groups=queries.groups_asking(request.office.council_id))
    if form.is_valid():
        try:
            actions.fix_margin(by=request.office, at=now(), **form.cleaned_data)
            messages.success(request, _("The margin is fixed, and the trail says when."))
            return redirect("enquiries:margins", request.office.council.slug)
        except NotAllowed as why:
            form.add_error(None, _(str(why)))
    return render(request, "enquiries/fairness/fix.html", {"form": form})


@open_to(access.may_run)
@require_POST
def look(request: Request, number: int) -> HttpResponse:
    """Open the figures, once."""
    margin = get_object_or_404(queries.margins_of(request.office), pk=number)
    try:
        made = actions.ask_for_fairness(margin=margin, by=request.office, at=now())
    except NotAllowed as why:
        messages.warning(request, _(str(why)))
        return redirect("enquiries:margins", request.office.council.slug)
    return redirect("enquiries:fairness", request.office.council.slug, made.pk)


@open_to(access.any_office)
@require_GET
def report(request: Request, number: int) -> HttpResponse:
    found = queries.fairness_of(request.office, number=number)
    if found is None:
        raise Http404
    page = {
        "report": found,
        "margin": found.margin,
        "told": found.told,
        **_apart(found.told["pairs"] if found.told else []),
        "charts": fairness_page.charts_of(found.told) if found.told else [],
    }
    return render(request, "enquiries/fairness/report.html", page)


def _apart(pairs: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What can be said first: among many groups it would be lost between those that are too few."""
    few = [pair for pair in pairs if pair["verdict"] == Verdict.TOO_FEW]
    return {"shown": [pair for pair in pairs if pair not in few], "few": few}


@open_to(access.any_office)
@require_GET
def report_file(request: Request, number: int, form: str) -> HttpResponse:
    found = queries.fairness_of(request.office, number=number)
    body = queries.fairness_file(found, form=form) if found else None
    if found is None or body is None:
        raise Http404
    return download(body, kind=KINDS[form], name=f"even-handedness-{found.margin.ends_on}.{form}")
