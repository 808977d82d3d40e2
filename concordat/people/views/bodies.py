"""Full council, the cabinet, the committees, and who sits in them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from concordat.people import access, actions, forms, queries
from concordat.people.gate import Request, open_to
from concordat.people.rules.offices import NotAnOffice


@open_to(access.any_office)
def bodies(request: Request) -> HttpResponse:
    page = {
        "page": queries.page_of_bodies(request.office, on=localdate(), page=request.GET.get("page")),
        "running": access.may_run_council(request.office),
    }
    return render(request, "people/bodies.html", page)


@open_to(access.any_office)
def body(request: Request, body: str) -> HttpResponse:
    one = get_object_or_404(queries.bodies_seen_by(request.office), slug=body)
    today = localdate()
    page = {
        "body": one,
        "seats": queries.sitting_in(one, on=today),
        "page": queries.sat_in(one, on=today, page=request.GET.get("page")),
        "running": access.may_run_council(request.office),
    }
    return render(request, "people/body.html", page)


@open_to(access.may_run_council)
def make_body(request: Request) -> HttpResponse:
    council = request.office.council
    form = forms.MakeBody(request.POST or None, initial={"begins_on": localdate()})
    if form.is_valid():
        try:
            new = actions.make_body(council=council, by=request.office, at=now(), **form.cleaned_data)
            return redirect("people:body", council.slug, new.slug)
        except NotAnOffice as wrong:
            form.add_error("name", str(wrong))
    back = reverse("people:bodies", args=[council.slug])
    page = {"form": form, "title": _("Add a body"), "button": _("Add the body"), "back": back}
    return render(request, "people/form.html", page)


@open_to(access.may_run_council)
def join(request: Request, body: str) -> HttpResponse:
    council, today = request.office.council, localdate()
    one = get_object_or_404(queries.bodies_seen_by(request.office), slug=body)
    offices = {office.pk: office for office in queries.offices_of(council.id, on=today)}
    who = [(pk, f"{office.name} ({office.kind})") for pk, office in offices.items()]
    form = forms.Join(request.POST or None, who=who, initial={"begins_on": today})
    if form.is_valid():
        joining = offices[form.cleaned_data.pop("office")]
        try:
            actions.join(body=one, office=joining, by=request.office, at=now(), **form.cleaned_data)
            return redirect("people:body", council.slug, one.slug)
        except NotAnOffice as wrong:
            form.add_error(None, str(wrong))
    title = _("Give someone a seat in %(body)s") % {"body": one}
    back = reverse("people:body", args=[council.slug, one.slug])
    page = {"form": form, "title": title, "button": _("Give the seat"), "back": back}
    return render(request, "people/form.html", page)


@open_to(access.may_run_council)
def leave(request: Request, body: str, seat: int) -> HttpResponse:
    council = request.office.council
    one = get_object_or_404(queries.bodies_seen_by(request.office), slug=body)
    taken = get_object_or_404(queries.open_seats_in(one), pk=seat)
    form = forms.Leave(request.POST or None, initial={"ends_on": localdate()})
    if form.is_valid():
        try:
            actions.leave(seat=taken, by=request.office, at=now(), **form.cleaned_data)
            return redirect("people:body", council.slug, one.slug)
        except NotAnOffice as wrong:
            form.add_error("ends_on", str(wrong))
    title = _("End the seat of %(name)s in %(body)s") % {"name": taken.office.name, "body": one}
    back = reverse("people:body", args=[council.slug, one.slug])
    page = {"form": form, "title": title, "button": _("End the seat"), "back": back}
    return render(request, "people/form.html", page)
