"""Who is asked, the opening, reminders and the close."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from concordat.people.gate import Request, open_to
from concordat.viewpoints import access, actions, queries
from concordat.viewpoints.forms import designing as forms
from concordat.viewpoints.rules import opening as rules
from concordat.viewpoints.rules.opening import NotReady
from concordat.viewpoints.rules.stages import Asked, OutOfTurn, Stage
from concordat.viewpoints.views.course import before_opening


@open_to(access.may_run)
@before_opening
def asked(request: Request, found: Any) -> HttpResponse:
    """The council's people of today, to be ticked: filtered, a page at a time."""
    find = forms.Find(request.GET)
    wanted = find.cleaned_data if find.is_valid() else {"side": "", "words": ""}
    count = queries.asked_by_side(found)
    words = {
        "study": found,
        "find": find,
        "asking": forms.Asking(initial={"asked": found.asked}),
        "by_link": found.asked == Asked.LINK,
        "page": queries.people_to_ask(found, today=localdate(), page=request.GET.get("page"), **wanted),
        "count": count,
        "total": sum(count.values()),
        "small": [_(words) for words in rules.small_sides(count)] if count else [],
        "places": queries.services_and_groups(found.council_id, today=localdate()),
    }
    return render(request, "viewpoints/asked.html", words)


def to_asked(request: Request, found: Any) -> HttpResponse:
    answer = redirect("viewpoints:asked", request.office.council.slug, found.slug)
    if filtered := QueryDict(request.POST.get("filter", "")).urlencode():
        answer.headers["Location"] += f"?{filtered}"
    return answer


@open_to(access.may_run)
@require_POST
@before_opening
def choose_asking(request: Request, found: Any) -> HttpResponse:
    form = forms.Asking(request.POST)
    if form.is_valid():
        actions.choose_asking(
            study=found, asked=Asked(form.cleaned_data["asked"]), by=request.office, at=now()
        )
    else:
        messages.error(request, _("Choose who can sort."))
    return to_asked(request, found)


@open_to(access.may_run)
@require_POST
@before_opening
def ask(request: Request, found: Any) -> HttpResponse:
    """Of those shown, the ticked are asked and the others are not. Or everyone whom the filter finds."""
    find = forms.Find(request.POST)
    wanted = find.cleaned_data if find.is_valid() else {"side": "", "words": ""}
    everyone = request.POST.get("do")
    if everyone in {"ask_all", "ask_none"}:
        ids = set(queries.ids_to_ask(found, today=localdate(), **wanted))
        add, remove = (ids, set()) if everyone == "ask_all" else (set(), ids)
    else:
        shown, ticked = numbers(request, "shown"), numbers(request, "ask")
        add, remove = ticked & shown, shown - ticked
    count = actions.ask(study=found, add=add, remove=remove, by=request.office, at=now())
    told = ngettext("%(count)s person is asked.", "%(count)s people are asked.", count)
    messages.success(request, told % {"count": count})
    return to_asked(request, found)


def numbers(request: Request, name: str) -> set[int]:
    return {int(said) for said in request.POST.getlist(name) if said.isdecimal()}


@open_to(access.may_run)
@before_opening
def open_study(request: Request, found: Any) -> HttpResponse:
    problems = queries.obstacles(found, today=localdate())
    if request.method == "POST":
        try:
            link = actions.open_study(study=found, by=request.office, at=now())
            if link:
                return show_link(request, found, link)
            messages.success(request, _("The study is open. Everyone’s code is on its way."))
            return redirect("viewpoints:study", request.office.council.slug, found.slug)
        except NotReady as unready:
            problems = unready.obstacles
    words = {
        "study": found,
        "obstacles": problems,
        "advice": queries.advice(found, today=localdate()),
        "count": queries.asked_by_side(found),
        "total": sum(queries.asked_by_side(found).values()),
        "by_link": found.asked == Asked.LINK,
        "chosen": queries.how_many_chosen(found),
        "problems": problems if request.method == "POST" else (),
    }
    return render(request, "viewpoints/open.html", words)


def show_link(request: Request, found: Any, link: str) -> HttpResponse:
    """The one page on which the link ever stands: the answer to the POST that made it."""
    page = render(request, "viewpoints/link.html", {"study": found, "link": link})
    page.headers["Cache-Control"] = "no-store"
    return page


@open_to(access.may_run)
def renew_link(request: Request, study: str) -> HttpResponse:
    found = get_object_or_404(queries.studies_designed_by(request.office), slug=study)
    if request.method == "POST":
        try:
            return show_link(request, found, actions.renew_link(study=found, by=request.office, at=now()))
        except OutOfTurn as late:
            messages.error(request, _(str(late)))
            return redirect("viewpoints:study", request.office.council.slug, found.slug)
    return _confirm(request, found, "renew_link", possible=found.asked == Asked.LINK)


@open_to(access.may_run)
def remind(request: Request, study: str) -> HttpResponse:
    found = get_object_or_404(queries.studies_designed_by(request.office), slug=study)
    if request.method == "POST":
        try:
            actions.remind(study=found, by=request.office, at=now())
            messages.success(request, _("Everyone who was asked will be reminded."))
        except OutOfTurn as late:
            messages.error(request, _(str(late)))
        return redirect("viewpoints:study", request.office.council.slug, found.slug)
    return _confirm(request, found, "remind", possible=found.asked == Asked.ROSTER)


@open_to(access.may_run)
def close(request: Request, study: str) -> HttpResponse:
    found = get_object_or_404(queries.studies_designed_by(request.office), slug=study)
    if request.method == "POST":
        try:
            actions.close_study(study=found, by=request.office, at=now())
            messages.success(request, _("The study is closed. Its researcher has been told."))
        except OutOfTurn as late:
            messages.error(request, _(str(late)))
        return redirect("viewpoints:study", request.office.council.slug, found.slug)
    return _confirm(request, found, "close", possible=True)


def _confirm(request: Request, found: Any, deed: str, *, possible: bool) -> HttpResponse:
    is_open = queries.stage_of(found, today=localdate()) is Stage.OPEN
    words = {"study": found, "is_open": is_open and possible}
    return render(request, f"viewpoints/{deed}.html", words)
