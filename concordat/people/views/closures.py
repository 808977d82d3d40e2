"""The days on which the council does no work, each with its source, and when it is open on the others."""

import csv
import io
import json
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from concordat.calendar import queries as days
from concordat.calendar.actions import NotThatDay
from concordat.calendar.rules.hours import HoursFrom
from concordat.people import access, actions
from concordat.people.forms import calendars as forms
from concordat.people.gate import Request, open_to
from concordat.people.views.rosters import file

WORDS = ("day", "reason", "source", "own", "kept", "since")


@open_to(access.any_office)
def calendar(request: Request) -> HttpResponse:
    council, this_year = request.office.council, localdate().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and asked > "0000" else this_year
    known, running = days.years_of(council.id), access.may_run_council(request.office)
    compared = days.compared_with_package(council.id, nation=council.nation) if running else None
    page = {
        "year": year,
        "years": sorted({*known, this_year, this_year + 1, year}),
        "known": year in known,
        "days": days.days_of(council.id, year=year),
        "hours": [in_lines(each) for each in days.opening_hours(council.id, on=localdate())],
        "changes": days.changes_of(council.id),
        "package_differs": len(compared.counting) if compared else 0,
        "running": running,
    }
    return render(request, "people/calendar.html", page)


@open_to(access.may_run_council)
def close(request: Request) -> HttpResponse:
    form = forms.Close(request.POST or None)
    if form.is_valid():
        try:
            closed = actions.close(by=request.office, at=now(), **form.cleaned_data)
            done = ngettext("Closed on %(number)s day.", "Closed on %(number)s days.", closed)
            messages.success(request, f"{done % {'number': closed}} {what_moves()}")
            return to_year(request, form.cleaned_data["day"].year)
        except NotThatDay as wrong:
            form.add_error("day", str(wrong))
    page = {"form": form, "title": _("Close the council for a day"), "button": _("Close it")}
    return render(request, "people/form.html", page | {"back": address(request)})


@open_to(access.may_run_council)
@require_POST
def reopen(request: Request) -> HttpResponse:
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
        actions.reopen(day=day, by=request.office, at=now())
        messages.success(request, f"{_('The council works on that day.')} {what_moves()}")
    except NotThatDay as wrong:  # A colleague was quicker.
        messages.error(request, str(wrong))
    except ValueError:
        return to_year(request, localdate().year)
    return to_year(request, day.year)


@open_to(access.may_run_council)
def proclaim(request: Request) -> HttpResponse:
    form = forms.Proclaim(request.POST or None)
    if form.is_valid():
        try:
            actions.proclaim(by=request.office, at=now(), **form.cleaned_data)
            messages.success(request, f"{_('The bank holiday was entered.')} {what_moves()}")
            return to_year(request, form.cleaned_data["day"].year)
        except NotThatDay as wrong:
            form.add_error("day", str(wrong))
    page = {"form": form, "title": _("Enter a bank holiday that was proclaimed"), "button": _("Enter it")}
    return render(request, "people/form.html", page | {"back": address(request)})


@open_to(access.may_run_council)
@require_POST
def adopt_bank_holidays(request: Request) -> HttpResponse:
    """Years of which nothing is known are taken over; of the others the differences are shown first."""
    council, year = request.office.council, localdate().year
    known = days.years_of(council.id)
    new = [each for each in range(year, year + 3) if each not in known]
    if not new:
        return redirect("people:package_differences", council.slug)
    adopted = actions.adopt_bank_holidays(council=council, years=new, by=request.office, at=now())
    added = ngettext("%(number)s day was added.", "%(number)s days were added.", adopted.added)
    messages.success(request, added % {"number": adopted.added})
    return to_year(request, year)


@open_to(access.may_run_council)
def set_hours(request: Request) -> HttpResponse:
    form = forms.SetHours(request.POST or None, initial={"cut_off": "17:00"})
    if form.is_valid():
        said = form.cleaned_data
        actions.set_hours(hours=said["hours"], first_on=said["first_on"], by=request.office, at=now())
        messages.success(request, f"{_('The opening hours were set.')} {what_moves()}")
        return to_year(request, localdate().year)
    page = {"form": form, "title": _("Set the opening hours"), "button": _("Set them")}
    return render(request, "people/form.html", page | {"back": address(request)})


@open_to(access.any_office)
def calendar_file(request: Request, ending: str) -> HttpResponse:
    """All days that the calendar knows, to take away."""
    if ending not in {"csv", "json"}:
        raise Http404
    rows = [{word: getattr(day, word) for word in WORDS} for day in days.all_days(request.office.council_id)]
    if ending == "json":
        content = json.dumps(rows, indent=1, ensure_ascii=False, default=str).encode()
    else:
        written = io.StringIO()
        table = csv.DictWriter(written, WORDS)
        table.writeheader()
        table.writerows(rows)
        content = written.getvalue().encode("utf-8-sig")
    return file(content, f"{request.office.council.slug}-calendar", ending)


def in_lines(hours: HoursFrom) -> dict[str, object]:
    """Opening hours as a notice on a door has them."""
    lines = [
        (
            day,
            ", ".join(f"{begin:%H:%M}–{end:%H:%M}" for begin, end in windows) or _("closed"),
            f"{cut_off:%H:%M}",
        )
        for day, windows, cut_off in zip(
            forms.WEEKDAYS, hours.hours.windows, hours.hours.cut_offs, strict=True
        )
    ]
    first_on = None if hours.first_on == date.min else hours.first_on
    return {"first_on": first_on, "lines": lines}


def what_moves() -> str:
    """Said after each change: nobody should wonder what it did to dates that were given before."""
    return _(
        "Due dates of open enquiries that lie beyond it move within minutes, and say so in their history. "
        "Answered ones keep theirs."
    )


def address(request: Request) -> str:
    return reverse("people:calendar", args=[request.office.council.slug])


def to_year(request: Request, year: int) -> HttpResponse:
    return redirect(f"{address(request)}?year={year}")
