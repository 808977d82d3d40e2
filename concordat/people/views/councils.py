"""The council itself: how it is governed, who controls it, and the posts that the law asks of it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from concordat.people import access, actions, forms, queries
from concordat.people.gate import Request, open_to
from concordat.people.rules.spells import DatesCross


@open_to(access.any_office)
def council(request: Request) -> HttpResponse:
    page = {
        "facts": queries.facts_of(request.office.council),
        "offices": queries.how_many_hold_office(request.office, on=localdate()),
        "running": access.may_run_council(request.office),
    }
    return render(request, "people/council.html", page)


@open_to(access.may_run_council)
def governance(request: Request) -> HttpResponse:
    council = request.office.council
    form = forms.ChangeGovernance(request.POST or None)
    if form.is_valid():
        try:
            actions.change_governance(council=council, by=request.office, at=now(), **form.cleaned_data)
            return redirect("people:council", council.slug)
        except DatesCross as wrong:
            form.add_error("begins_on", str(wrong))
    back = reverse("people:council", args=[council.slug])
    page = {"form": form, "title": _("Change how the council is governed"), "button": _("Save"), "back": back}
    return render(request, "people/form.html", page)


@open_to(access.may_run_council)
def control(request: Request) -> HttpResponse:
    council = request.office.council
    form = forms.ChangeControl(request.POST or None)
    if form.is_valid():
        try:
            actions.change_control(council=council, by=request.office, at=now(), **form.cleaned_data)
            return redirect("people:council", council.slug)
        except DatesCross as wrong:
            form.add_error("begins_on", str(wrong))
    back = reverse("people:council", args=[council.slug])
    page = {"form": form, "title": _("Change the political control"), "button": _("Save"), "back": back}
    return render(request, "people/form.html", page)


@open_to(access.any_office)
def statutory_posts(request: Request) -> HttpResponse:
    posts = queries.statutory_posts(request.office.council, on=localdate())
    gaps = sum(1 for filled in posts if not filled.holders)
    return render(request, "people/statutory_posts.html", {"posts": posts, "gaps": gaps})
