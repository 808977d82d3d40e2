"""Acknowledging an edition: what one is asked, who has, and the briefing that goes to the groups."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concordat.people.gate import Request, open_to
from concordat.protocol import access, actions, forms, queries
from concordat.protocol.rules import briefing as briefings
from concordat.protocol.rules.acknowledging import NothingToAcknowledge
from concordat.protocol.rules.editions import OutOfTurn
from concordat.protocol.views import files


def in_force(request: Request, instrument: str) -> Any:
    found = queries.in_force_today(request.office, instrument, today=localdate())
    if found is None:
        raise Http404
    return found


def standing(request: Request, instrument: str) -> Any:
    found = queries.asking_of(request.office, instrument, today=localdate())
    if found is None:
        raise Http404
    return found


@open_to(access.may_acknowledge)
def acknowledge(request: Request, instrument: str) -> HttpResponse:
    """What this office is asked: all of it, or the clauses that changed in force, before and after."""
    asking = standing(request, instrument)
    asked = queries.asked_of(request.office, asking)
    if asked is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            actions.acknowledge(asking=asking, by=request.office, at=now())
            messages.success(request, _("Thank you. It is on record, and you need do nothing more."))
            return redirect("protocol:acknowledge", request.office.council.slug, instrument)
        except NothingToAcknowledge as why:
            problem = _(str(why))
    words = {
        "asking": asking,
        "asked": asked,
        "is_late": asking.due_on < localdate(),
        "problem": problem,
        "instrument": asking.edition.instrument,
        "clauses": queries.clauses_of(asking.edition) if asked.since is None else (),
    }
    return render(request, "protocol/acknowledge.html", words)


@open_to(access.may_draft)
def ask(request: Request, instrument: str) -> HttpResponse:
    edition = in_force(request, instrument)
    reworded = queries.reworded_since(edition)
    form = forms.Ask(request.POST or None, reworded=reworded)
    if form.is_valid():
        try:
            actions.ask(edition=edition, by=request.office, at=now(), **form.asked)
            messages.success(request, _("They have been asked."))
            return redirect("protocol:register", request.office.council.slug, instrument)
        except OutOfTurn as why:
            form.add_error(None, _(str(why)))
    words = {"form": form, "instrument": edition.instrument, "edition": edition}
    return render(request, "protocol/ask.html", words)


@open_to(access.any_office)
def register(request: Request, instrument: str) -> HttpResponse:
    """Who has acknowledged: by group and service for everybody, by name for the few whose business it is."""
    asking = standing(request, instrument)
    today = localdate()
    lines = queries.lines_seen_by(request.office, asking, on=today)
    words = {
        "asking": asking,
        "instrument": asking.edition.instrument,
        "counts": queries.counts_of(asking, on=today),
        "page": queries.page_of_lines(lines, page=request.GET.get("page")),
        "sees_names": bool(lines),
        "cascades": queries.cascades_of(asking.edition),
        "may_draft": access.may_draft(request.office),
    }
    return render(request, "protocol/register.html", words)


@open_to(access.may_draft)
def register_file(request: Request, instrument: str, form: str) -> HttpResponse:
    """The register with names, for whoever runs the council."""
    asking = standing(request, instrument)
    lines = queries.lines_seen_by(request.office, asking, on=localdate())
    return files.table(
        queries.sheet_of(lines), form=form, name=f"{instrument}-acknowledged", title=str(asking)
    )


@open_to(access.may_draft)
def record_on_paper(request: Request, instrument: str, office: int) -> HttpResponse:
    asking = standing(request, instrument)
    if request.method == "POST":
        try:
            actions.record_on_paper(asking=asking, office_id=office, by=request.office, at=now())
            messages.success(request, _("It is on record as acknowledged on paper."))
        except NothingToAcknowledge as why:
            messages.warning(request, _(str(why)))
    return redirect("protocol:register", request.office.council.slug, instrument)


@open_to(access.may_draft)
def remind(request: Request, instrument: str) -> HttpResponse:
    asking = standing(request, instrument)
    if request.method == "POST":
        try:
            told = actions.remind_to_acknowledge(asking=asking, by=request.office, at=now())
            said = ngettext("%(told)d person was reminded.", "%(told)d people were reminded.", told)
            messages.success(request, said % {"told": told})
        except OutOfTurn as why:
            messages.warning(request, _(str(why)))
    return redirect("protocol:register", request.office.council.slug, instrument)


@open_to(access.any_office)
def briefing(request: Request, instrument: str) -> HttpResponse:
    """The clauses on influencing advice, for group leaders to take to their groups; and who has."""
    edition = in_force(request, instrument)
    leads = access.may_brief(request.office)
    form = forms.TakeToGroup(request.POST or None)
    if leads and form.is_valid():
        try:
            actions.take_to_group(edition=edition, by=request.office, at=now(), **form.cleaned_data)
            messages.success(request, _("It is on record."))
            return redirect("protocol:briefing", request.office.council.slug, instrument)
        except OutOfTurn as why:
            form.add_error("taken_on", _(str(why)))
    words = {
        "form": form if leads else None,
        "instrument": edition.instrument,
        "edition": edition,
        "clauses": briefings.clauses_on_influence(queries.clauses_of(edition)),
        "groups": queries.taken_by_group(edition, on=localdate()),
    }
    return render(request, "protocol/briefing.html", words)


@open_to(access.any_office)
def briefing_file(request: Request, instrument: str, form: str) -> HttpResponse:
    edition = in_force(request, instrument)
    clauses = briefings.clauses_on_influence(queries.clauses_of(edition))
    paper = briefings.paper(
        clauses,
        council=request.office.council.name,
        instrument=edition.instrument.name,
        edition=edition.number or 0,
        in_force_since=edition.effective_on or localdate(),
        on=localdate(),
    )
    return files.paper(paper, form=form, name=f"{instrument}-briefing")
