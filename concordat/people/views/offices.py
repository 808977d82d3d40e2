"""People and their offices."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from concordat.people import access, actions, forms, queries
from concordat.people.gate import Request, open_to
from concordat.people.rules.offices import NotAnOffice
from concordat.trail import queries as trail


@open_to(access.any_office)
def people(request: Request) -> HttpResponse:
    today = localdate()
    form = forms.Find(request.GET)
    sought = form.cleaned_data if form.is_valid() else {"words": "", "kind": "", "left": False}
    found = queries.page_of_people(request.office, on=today, page=request.GET.get("page"), **sought)
    page = {
        "form": form,
        "page": found,
        "running": access.may_run_council(request.office),
        "sought": any(sought.values()),
    }
    return render(request, "people/people.html", page)


@open_to(access.any_office)
def office(request: Request, number: int) -> HttpResponse:
    one = get_object_or_404(queries.offices_seen_by(request.office), pk=number)
    running = access.may_run_council(request.office)
    page = {
        "office": one,
        "duties": queries.duties_of(one),
        "seats": queries.seats_of(one),
        "others": queries.other_offices_of(one),
        "history": trail.history_of(one) if running else (),
        "running": running,
        "link": queries.links_of(one).first() if running else None,
        "by_group": queries.duties_by_single_sign_on(one) if running else (),
        "provider": queries.provider(),
        "today": localdate(),
    }
    return render(request, "people/office.html", page)


@open_to(access.may_run_council)
def appoint(request: Request) -> HttpResponse:
    council = request.office.council
    form = forms.Appoint(request.POST or None, initial={"begins_on": localdate()})
    if form.is_valid():
        try:
            new = actions.appoint(council=council, by=request.office, at=now(), **form.cleaned_data)
            messages.success(request, _("%(name)s now holds an office.") % {"name": new.name})
            return redirect("people:office", council.slug, new.pk)
        except NotAnOffice as wrong:
            form.add_error(None, str(wrong))
    page = {
        "form": form,
        "title": _("Appoint someone"),
        "button": _("Appoint"),
        "back": reverse("people:people", args=[council.slug]),
    }
    return render(request, "people/form.html", page)


@open_to(access.may_run_council)
def correct(request: Request, number: int) -> HttpResponse:
    one = get_object_or_404(queries.offices_seen_by(request.office), pk=number)
    facts = {fact: getattr(one, fact) for fact in forms.Correct.base_fields}
    form = forms.Correct(request.POST or None, initial=facts)
    if form.is_valid():
        try:
            actions.correct(office=one, by=request.office, at=now(), **form.cleaned_data)
            return redirect("people:office", request.office.council.slug, number)
        except NotAnOffice as wrong:
            form.add_error(None, str(wrong))
    return on_one(request, number, form, title=_("Correct what is written of %(name)s") % {"name": one.name})


@open_to(access.may_run_council)
def end_office(request: Request, number: int) -> HttpResponse:
    one = get_object_or_404(queries.offices_seen_by(request.office), pk=number)
    form = forms.EndOffice(request.POST or None, initial={"ends_on": localdate()})
    if form.is_valid():
        try:
            actions.end_office(office=one, by=request.office, at=now(), **form.cleaned_data)
            return redirect("people:office", request.office.council.slug, number)
        except NotAnOffice as wrong:
            form.add_error("ends_on", str(wrong))
    title = _("End the office of %(name)s") % {"name": one.name}
    return on_one(request, number, form, title=title, button=_("End the office"))


@open_to(access.may_run_council)
def give_duty(request: Request, number: int) -> HttpResponse:
    one = get_object_or_404(queries.offices_seen_by(request.office), pk=number)
    form = forms.GiveDuty(request.POST or None, kind=one.kind, initial={"begins_on": localdate()})
    if form.is_valid():
        try:
            actions.give_duty(office=one, by=request.office, at=now(), **form.cleaned_data)
            return redirect("people:office", request.office.council.slug, number)
        except NotAnOffice as wrong:
            form.add_error(None, str(wrong))
    title = _("Give %(name)s a duty") % {"name": one.name}
    return on_one(request, number, form, title=title, button=_("Give the duty"))


@open_to(access.may_run_council)
def end_duty(request: Request, number: int, spell: int) -> HttpResponse:
    one = get_object_or_404(queries.offices_seen_by(request.office), pk=number)
    carried = get_object_or_404(queries.duties_of(one), pk=spell, ends_on=None)
    form = forms.EndDuty(request.POST or None, initial={"ends_on": localdate()})
    if form.is_valid():
        try:
            actions.end_duty(spell=carried, by=request.office, at=now(), **form.cleaned_data)
            return redirect("people:office", request.office.council.slug, number)
        except NotAnOffice as wrong:
            form.add_error("ends_on", str(wrong))
    title = _("End a duty of %(name)s: %(duty)s") % {"name": one.name, "duty": carried.duty}
    return on_one(request, number, form, title=title, button=_("End the duty"))


def on_one(request: Request, number: int, form: object, *, title: str, button: str = "") -> HttpResponse:
    """A form about one office, with the way back to it."""
    back = reverse("people:office", args=[request.office.council.slug, number])
    page = {"form": form, "title": title, "button": button or _("Save"), "back": back}
    return render(request, "people/form.html", page)
