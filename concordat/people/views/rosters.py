"""The roster as a file: read it in with a dry run, and take it out again."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concordat.people import access, actions, forms, queries
from concordat.people.actions.rosters import RosterMoved
from concordat.people.gate import Request, open_to
from concordat.people.rules import roster_export, roster_file
from concordat.people.rules.offices import NotAnOffice
from concordat.people.rules.roster_diff import Diff
from concordat.people.rules.roster_tables import BadRoster, Problem

PARTS = ("new", "changed", "left", "kept")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@open_to(access.may_run_council)
def read_roster(request: Request) -> HttpResponse:
    sent = request.method == "POST"
    form = forms.ReadRoster(request.POST if sent else None, request.FILES if sent else None)
    problems: tuple[Problem, ...] = ()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            roster = roster_file.read(file.read(), name=file.name, on=localdate())
            queries.compare_roster(
                request.office.council_id, roster, on=localdate(), importer=request.office.id
            )
            upload = actions.keep_roster(roster=roster, name=file.name, by=request.office, at=now())
            return redirect("people:dry_run", request.office.council.slug, upload.pk)
        except BadRoster as bad:
            problems = bad.problems
            form.add_error("file", how_many(problems))
    page = {"form": form, "faults": problems[:100], "more": max(0, len(problems) - 100)}
    return render(request, "people/read_roster.html", page)


def how_many(problems: tuple[Problem, ...]) -> str:
    return ngettext(
        "There is a problem with the file. Nothing was imported.",
        "There are %(number)s problems with the file. Nothing was imported.",
        len(problems),
    ) % {"number": len(problems)}


@open_to(access.may_run_council)
def dry_run(request: Request, upload: int) -> HttpResponse:
    """What a roster would change. Importing it is confirmed with the seal of what was shown."""
    waiting = get_object_or_404(queries.uploads_of(request.office), pk=upload)
    council = request.office.council
    words = request.POST.getlist("end")
    ticked = frozenset(int(word) for word in words if word.isdecimal() and len(word) < 19)
    try:
        if request.method == "POST":
            seal = request.POST.get("seal", "") or "none"
            diff = actions.confirm_roster(
                upload=waiting, seal=seal, ending=ticked, by=request.office, at=now()
            )
            messages.success(request, summary(diff))
            return redirect("people:people", council.slug)
    except (RosterMoved, NotAnOffice) as wrong:
        messages.error(request, str(wrong))
    except BadRoster as bad:
        messages.error(request, how_many(bad.problems))
    try:
        diff = queries.compare_waiting(waiting, on=localdate(), importer=request.office.id)
    except BadRoster as bad:  # The roster has changed meanwhile, and the file contradicts it now.
        page = {"form": forms.ReadRoster(), "faults": bad.problems[:100], "more": len(bad.problems[100:])}
        return render(request, "people/read_roster.html", page)
    page = {"upload": waiting, "diff": diff, "ticked": ticked, **part_of(request, diff)}
    return render(request, "people/dry_run.html", page)


def part_of(request: Request, diff: Diff) -> dict[str, Any]:
    """One part of the dry run, a page at a time: the one asked for, or the first that is not empty."""
    filled = [part for part in PARTS if getattr(diff, part)]
    part = request.GET.get("part", "")
    part = part if part in filled else next(iter(filled), "")
    page = Paginator(getattr(diff, part) if part else (), queries.ON_A_PAGE).get_page(request.GET.get("page"))
    return {"part": part, "page": page}


def summary(diff: Diff) -> str:
    return _(
        "The roster was imported: %(new)s new, %(changed)s changed, %(left)s left, %(same)s unchanged."
    ) % {
        "new": len(diff.new),
        "changed": len(diff.changed),
        "left": len(diff.left),
        "same": diff.unchanged,
    }


@open_to(access.may_run_council)
def export(request: Request, ending: str) -> HttpResponse:
    """Everyone who holds an office today, in a file that can be imported again."""
    if ending not in TYPES:
        raise Http404
    council = request.office.council
    standing = queries.roster_standing(council.id, on=localdate())
    return file(roster_export.export(standing, ending=ending), f"{council.slug}-roster", ending)


@open_to(access.may_run_council)
def template(request: Request, kind: str, ending: str) -> HttpResponse:
    """An example roster to write over."""
    if kind not in roster_export.EXAMPLES or ending not in {"csv", "xlsx"}:
        raise Http404
    return file(roster_export.example(kind, ending=ending), f"roster-{kind}", ending)


def file(content: bytes, name: str, ending: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}.{ending}"'
    return HttpResponse(
        content,
        content_type=TYPES[ending],
        headers={"Content-Disposition": disposition, "Cache-Control": "no-store"},
    )
