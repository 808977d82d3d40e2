"""The report: drawn up and published by the researcher, read alike by everyone in the council."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.timezone import now

from concordat.people.gate import Request, open_to
from concordat.qmethod.study import Refused
from concordat.viewpoints import access, actions, queries
from concordat.viewpoints.rules import package, publishing
from concordat.viewpoints.rules.reporting import NotReportable
from concordat.viewpoints.rules.stages import OutOfTurn
from concordat.viewpoints.views import showing
from concordat.viewpoints.views.looking import solution_of


@open_to(access.may_research)
def publish(request: Request, study: str, solution: str) -> HttpResponse:
    """The report as everyone would see it, or what stands before it; and the button that publishes it."""
    looked = solution_of(request, study, solution)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            actions.publish_report(solution=looked.solution, by=request.office, at=now())
            return redirect("viewpoints:report", looked.study.council.slug, looked.study.slug)
        except NotReportable as why:
            problems = why.problems
        except (OutOfTurn, Refused) as why:
            problems = (str(why),)
    words: dict[str, Any] = {"looked": looked, "study": looked.study, "solution": looked.solution}
    if not problems:
        try:
            words |= showing.page(queries.drawn_up(looked.solution))
        except NotReportable as why:
            problems = why.problems
    return render(request, "viewpoints/report/publish.html", words | {"problems": problems})


@open_to(access.any_office)
def report(request: Request, study: str) -> HttpResponse:
    found = get_object_or_404(queries.studies_with_report(request.office), slug=study)
    words = {
        "study": found,
        "being_made": "waiting" in queries.files_of(found).values(),
        "published_on": queries.reported_on(found),
    }
    return render(request, "viewpoints/report/report.html", words | showing.page(queries.report_of(found)))


@open_to(access.any_office)
def download(request: Request, study: str, form: str) -> HttpResponse:
    found = get_object_or_404(queries.studies_with_report(request.office), slug=study)
    if form not in publishing.KINDS:
        raise Http404
    if form in publishing.MADE_BY_THE_WORKER:
        body = queries.file_of(found, form=form)
    else:
        body = publishing.made(form, report=queries.report_of(found), on=queries.reported_on(found))
    if body is None:
        state = queries.files_of(found).get(form)
        return render(request, "viewpoints/report/being_made.html", {"study": found, "state": state})
    shown = "inline" if form in {"html", "pdf"} else "attachment"
    return file(
        body,
        kind=publishing.KINDS[form],
        name=f"{slugify(found.council.slug)}-{found.slug}.{form}",
        shown=shown,
    )


@open_to(access.may_research)
def data_package(request: Request, study: str, solution: str) -> HttpResponse:
    """Everything behind a solution, for the researcher alone and until the sorts are destroyed."""
    looked = solution_of(request, study, solution)
    evidence = queries.evidence_of(looked.study)
    said = queries.viewpoints_of(looked.solution)
    body = package.zipped(
        looked.analysis,
        said=[
            (name, said[str(n)].narrative if str(n) in said else "") for n, name in enumerate(looked.names, 1)
        ],
        setting=queries.setting_of(looked.study),
        record=looked.log,
        evidence=evidence.result if evidence else None,
        left_out=queries.settings_of(looked.solution).left_out,
    )
    return file(body, kind="application/zip", name=f"{looked.study.slug}-{looked.solution.slug}.zip")


def file(body: bytes, *, kind: str, name: str, shown: str = "attachment") -> HttpResponse:
    answer = HttpResponse(body, content_type=kind)
    answer.headers["Content-Disposition"] = f'{shown}; filename="{name}"'
    return answer
