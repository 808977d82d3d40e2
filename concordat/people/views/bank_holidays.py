"""The calendar beside GOV.UK's list, and beside the one that comes with Concordat: a person accepts each
difference."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from concordat.calendar import queries as days
from concordat.calendar.actions import CalendarMoved, NotThatDay
from concordat.calendar.rules import bank_holidays, lists
from concordat.calendar.rules.lists import BadList
from concordat.calendar.rules.origins import Origin
from concordat.people import access, actions
from concordat.people.forms import calendars as forms
from concordat.people.gate import Request, open_to
from concordat.people.views.closures import to_year, what_moves


@open_to(access.may_run_council)
def read_list(request: Request) -> HttpResponse:
    sent = request.method == "POST"
    form = forms.ReadList(request.POST if sent else None, request.FILES if sent else None)
    council = request.office.council
    if form.is_valid():
        sent_file = form.cleaned_data["file"]
        try:
            listed = lists.read(sent_file.read(), nation=council.nation)
            number = actions.keep_list(days=listed, name=sent_file.name, by=request.office, at=now())
            return redirect("people:differences", council.slug, number)
        except BadList as bad:
            form.add_error("file", str(bad))
    compared = days.compared_with_package(council.id, nation=council.nation)
    return render(request, "people/read_list.html", {"form": form, "package": compared})


@open_to(access.may_run_council)
def differences(request: Request, number: int) -> HttpResponse:
    """What GOV.UK's list says otherwise. Nothing is taken over that was not ticked."""
    waiting = days.waiting(request.office.council_id, by_id=request.office.id, number=number)
    if waiting is None:
        raise Http404
    read_on = f"{localdate(waiting.at):%-d %B %Y}"
    source = _("GOV.UK, bank-holidays.json, read on %(day)s") % {"day": read_on}
    return settle(request, days.days_in(waiting), source=source, origin=Origin.LIST, named=waiting.name)


@open_to(access.may_run_council)
def package_differences(request: Request) -> HttpResponse:
    """What the list that comes with Concordat says otherwise."""
    council = request.office.council
    years = days.years_of(council.id)
    listed = bank_holidays.bank_holidays(nation=council.nation, years=years)
    if not listed:
        messages.error(request, _("No year has been taken over yet."))
        return to_year(request, localdate().year)
    source = bank_holidays.source(council.nation)
    return settle(request, listed, source=source, origin=Origin.PACKAGE, named=source)


def settle(
    request: Request, listed: dict[date, str], *, source: str, origin: Origin, named: str
) -> HttpResponse:
    if request.method == "POST":
        try:
            adopted = actions.accept_differences(
                listed=listed,
                keys=request.POST.getlist("difference"),
                seal=request.POST.get("seal", ""),
                source=source,
                origin=origin.value,
                by=request.office,
                at=now(),
            )
            said = _("Taken over: %(added)s added, %(withdrawn)s withdrawn, %(renamed)s renamed.") % {
                "added": adopted.added,
                "withdrawn": adopted.withdrawn,
                "renamed": adopted.renamed,
            }
            counts = adopted.added or adopted.withdrawn
            messages.success(request, f"{said} {what_moves()}" if counts else said)
            return to_year(request, localdate().year)
        except (CalendarMoved, NotThatDay) as moved:
            messages.error(request, str(moved))
    page = {
        "compared": days.compared(request.office.council_id, listed=listed),
        "named": named,
        "back": reverse("people:read_list", args=[request.office.council.slug]),
    }
    return render(request, "people/differences.html", page)
