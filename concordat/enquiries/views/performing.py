"""How the council does, what lies on each service's table, and everything of one's own to take away."""

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET

from concordat.enquiries import access, queries
from concordat.enquiries.rules import performance_paper as papers
from concordat.enquiries.rules.performance import Performance, Quarter
from concordat.enquiries.views import files, wording
from concordat.people.gate import Request, open_to


@open_to(access.any_office)
@require_GET
def performance(request: Request) -> HttpResponse:
    """The quarters that are over, the same for every reader; one of them by services and topics."""
    quarters = queries.quarters_over(request.office, today=localdate())
    told = queries.performances_of(request.office, quarters, at=now())
    chosen = _chosen(request, told)
    page = {
        "quarters": told,
        "chosen": chosen,
        "over_time": papers.over_time(told) if told else None,
        "by_service": papers.by_service(chosen) if chosen and chosen.services else None,
        "chart": papers.picture(told),
        "elsewhere": papers.elsewhere_table(),
        "cannot_tell": papers.CANNOT_TELL,
        "how": papers.HOW,
        "levels": _levels(request),
        "may_see_load": access.may_answer(request.office),
    }
    return render(request, "enquiries/performance.html", page)


def _chosen(request: Request, told: list[Performance]) -> Performance | None:
    asked = request.GET.get("quarter", "")
    return next((each for each in told if each.quarter.slug == asked), told[0] if told else None)


def _levels(request: Request) -> str:
    terms = queries.terms_on(request.office.council_id, day=localdate())
    return wording.promised(terms)


@open_to(access.any_office)
@require_GET
def performance_file(request: Request, form: str) -> HttpResponse:
    quarters: list[Quarter] = queries.quarters_over(request.office, today=localdate())
    told = queries.performances_of(request.office, quarters, at=now())
    chosen = _chosen(request, told)
    if chosen is None:
        raise Http404
    name = f"enquiries-{chosen.quarter.slug}"
    if form in {"html", "docx", "pdf"}:
        shown = [each for each in told if each.quarter <= chosen.quarter]
        paper = papers.paper(
            shown, council=request.office.council.name, levels=_levels(request), date=localdate()
        )
        return files.paper(paper, form=form, name=name)
    if form == "json":
        return files.data(json.dumps(papers.as_json(told), indent=1).encode(), name=f"{name}.json")
    return files.table(papers.sheet(told), form=form, name=name, title="Enquiries")


@open_to(access.may_answer)
@require_GET
def load(request: Request) -> HttpResponse:
    """What lies on the table now: of one's own services, or of all for whoever runs the council."""
    page: dict[str, Any] = {
        "loads": queries.load_of(request.office, at=now()),
        "whole": access.may_run(request.office),
    }
    return render(request, "enquiries/load.html", page)


@open_to(access.either_side)
@require_GET
def own_file(request: Request, form: str) -> HttpResponse:
    """All that one has asked, with its words; for an officer what is open, without them."""
    asks = access.may_ask(request.office)
    sheet = queries.sheet_of_mine(request.office) if asks else queries.sheet_of_queue(request.office)
    if form == "json":
        rows = [dict(zip(sheet.head, row, strict=True)) for row in sheet.rows]
        body = json.dumps(rows, ensure_ascii=False, indent=1).encode()
        return files.data(body, name="my-enquiries.json")
    return files.table(sheet, form=form, name="my-enquiries", title="Enquiries")
