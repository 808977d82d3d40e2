"""Beginning from the model, filling it in, and what a text lacks beside it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from concordat.people.gate import Request, open_to
from concordat.people.rules.councils import Nation, Tier
from concordat.protocol import access, actions, forms, queries
from concordat.protocol.rules import expectations, gap_files, law
from concordat.protocol.rules.editions import OutOfTurn, Stage
from concordat.protocol.rules.gap_findings import URGENT
from concordat.protocol.rules.model import families, principles
from concordat.protocol.rules.packs import pack


@open_to(access.may_draft)
@require_POST
def begin(request: Request, instrument: str) -> HttpResponse:
    found = get_object_or_404(queries.draft_of(request.office, instrument))
    try:
        actions.begin_from_model(edition=found, by=request.office, at=now())
        return redirect("protocol:fill_in", request.office.council.slug, instrument)
    except OutOfTurn as late:
        messages.error(request, _(str(late)))
    return redirect("protocol:draft", request.office.council.slug, instrument)


@open_to(access.may_draft)
def fill_in(request: Request, instrument: str) -> HttpResponse:
    found = get_object_or_404(queries.draft_of(request.office, instrument))
    form = forms.FillIn(request.POST or None, questions=queries.questions_in(found))
    if form.is_valid():
        try:
            count = actions.fill_in(edition=found, answers=form.answers, by=request.office, at=now())
            messages.success(
                request,
                ngettext("%(n)s clause is filled in.", "%(n)s clauses are filled in.", count) % {"n": count},
            )
            return redirect("protocol:draft", request.office.council.slug, instrument)
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    words = {"form": form, "edition": found, "instrument": found.instrument}
    return render(request, "protocol/fill_in.html", words)


@open_to(access.may_draft)
@require_POST
def take(request: Request, instrument: str, family: str) -> HttpResponse:
    found = get_object_or_404(queries.draft_of(request.office, instrument))
    try:
        count = actions.take_family(edition=found, family=family, by=request.office, at=now())
        messages.success(
            request,
            ngettext(
                "%(n)s clause of the model stands at the end of the draft.",
                "%(n)s clauses of the model stand at the end of the draft.",
                count,
            )
            % {"n": count},
        )
    except OutOfTurn as late:
        messages.error(request, _(str(late)))
    return redirect("protocol:draft_gaps", request.office.council.slug, instrument)


@open_to(access.may_draft)
def draft_gaps(request: Request, instrument: str) -> HttpResponse:
    found = get_object_or_404(queries.draft_of(request.office, instrument))
    return _gaps(request, found, of_draft=True)


@open_to(access.any_office)
def gaps(request: Request, instrument: str) -> HttpResponse:
    """What the edition in force lacks."""
    return _gaps(request, _in_force(request, instrument), of_draft=False)


@open_to(access.any_office)
def gaps_file(request: Request, instrument: str, form: str) -> HttpResponse:
    """The same as a paper for a committee, or as tables."""
    return _file(request, _in_force(request, instrument), form)


@open_to(access.may_draft)
def draft_gaps_file(request: Request, instrument: str, form: str) -> HttpResponse:
    return _file(request, get_object_or_404(queries.draft_of(request.office, instrument)), form)


@open_to(access.any_office)
def about(request: Request) -> HttpResponse:
    """What the model covers, how a text is read, and the law behind both for this kind of council."""
    council = request.office.council
    nation, today = Nation(council.nation), localdate()
    words = {
        "nation": nation,
        "families": families(),
        "principles": principles(nation),
        "principles_law": law.reference(pack(nation).principles_law),
        "expectations": [
            {"expectation": each, "sources": [expectations.NAMES[one] for one in sorted(each.sources)]}
            for each in expectations.register().values()
        ],
        "rows": law.for_council(nation=nation, tier=Tier(council.tier), on=today),
        "gone": tuple(each for each in law.lapsed() if nation in each.nations),
        "edition": law.edition(),
    }
    return render(request, "protocol/about_the_model.html", words)


def _in_force(request: Request, instrument: str) -> Any:
    today = localdate()
    found = get_object_or_404(queries.instruments_seen_by(request.office, today=today), slug=instrument)
    for edition, stage in queries.editions_of(found, office=request.office, today=today):
        if stage is Stage.IN_FORCE:
            return edition
    raise Http404


def _file(request: Request, edition: Any, form: str) -> HttpResponse:
    if form not in gap_files.FORMS:
        raise Http404
    told = queries.gaps_of(edition, today=localdate())
    if isinstance(told, queries.Awaited):
        page = "draft_gaps" if edition.resolved_at is None else "gaps"
        return redirect(f"protocol:{page}", request.office.council.slug, edition.instrument.slug)
    report = told.report
    body = gap_files.made(
        form, report, instrument=edition.title, council=edition.council.name, committee=_("Full Council")
    )
    file = HttpResponse(body, content_type=gap_files.FORMS[form])
    shown = "inline" if form == "html" else "attachment"
    name = f"{edition.instrument.slug}-gaps.{form}"
    file.headers["Content-Disposition"] = f'{shown}; filename="{name}"'
    return file


def _gaps(request: Request, edition: Any, *, of_draft: bool) -> HttpResponse:
    if request.method == "POST":
        actions.ask_for_gaps(edition=edition, by=request.office, at=now())
        return redirect(request.path)
    told = queries.gaps_of(edition, today=localdate())
    if isinstance(told, queries.Awaited):
        words = {"edition": edition, "instrument": edition.instrument, "awaited": told, "of_draft": of_draft}
        return render(request, "protocol/gaps_awaited.html", words)
    report = told.report
    findings: dict[Any, list[Any]] = {}
    for each in report.findings:
        where = [(report.label(place), told.keys[place]) for place in each.where]
        findings.setdefault(each.kind, []).append((each, where))
    words = {
        "edition": edition,
        "instrument": edition.instrument,
        "report": report,
        "of_another_day": report.on != localdate(),
        "groups": [(kind, kind in URGENT, rows) for kind, rows in findings.items()],
        "families": [(seen, seen.family.key in told.to_take) for seen in report.families],
        "of_draft": of_draft,
        "forms": gap_files.FORMS,
    }
    return render(request, "protocol/gaps.html", words)
