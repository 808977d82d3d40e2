"""The days on which the council does no work, each with its source."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from concordat.calendar import queries as days
from concordat.calendar.actions import NotThatDay
from concordat.people import access, actions, forms
from concordat.people.gate import Request, open_to


@open_to(access.any_office)
def calendar(request: Request) -> HttpResponse:
    council_id, this_year = request.office.council_id, localdate().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and asked > "0000" else this_year
    page = {
        "year": year,
        "years": sorted({*days.years_of(council_id), this_year, this_year + 1, year}),
        "known": year in days.years_of(council_id),
        "days": days.days_of(council_id, year=year),
        "running": access.may_run_council(request.office),
    }
    return render(request, "people/calendar.html", page)


@open_to(access.may_run_council)
def close(request: Request) -> HttpResponse:
    form = forms.Close(request.POST or None)
    if form.is_valid():
        try:
            actions.close(by=request.office, at=now(), **form.cleaned_data)
            return to_year(request, form.cleaned_data["day"].year)
        except NotThatDay as wrong:
            form.add_error("day", str(wrong))
    back = reverse("people:calendar", args=[request.office.council.slug])
    page = {"form": form, "title": _("Close the council for a day"), "button": _("Close it"), "back": back}
    return render(request, "people/form.html", page)


@open_to(access.may_run_council)
@require_POST
def reopen(request: Request) -> HttpResponse:
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
        actions.reopen(day=day, by=request.office, at=now())
    except NotThatDay as wrong:  # A colleague was quicker.
        messages.error(request, str(wrong))
    except ValueError:
        return to_year(request, localdate().year)
    return to_year(request, day.year)


@open_to(access.may_run_council)
@require_POST
def adopt_bank_holidays(request: Request) -> HttpResponse:
    year = localdate().year
    adopted = actions.adopt_bank_holidays(
        council=request.office.council, years=range(year, year + 3), by=request.office, at=now()
    )
    added = ngettext("%(number)s day was added.", "%(number)s days were added.", adopted.added)
    messages.success(request, added % {"number": adopted.added})
    return to_year(request, year)


def to_year(request: Request, year: int) -> HttpResponse:
    address = reverse("people:calendar", args=[request.office.council.slug])
    return redirect(f"{address}?year={year}")
