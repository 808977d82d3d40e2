"""Studies: the list, one study's own page, a new one, and what it is called."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from concordat.people.gate import Request, open_to
from concordat.qmethod.study import Refused
from concordat.viewpoints import access, actions, queries
from concordat.viewpoints.forms import designing as forms
from concordat.viewpoints.rules import drafts
from concordat.viewpoints.rules.names import NameTaken
from concordat.viewpoints.rules.stages import Stage
from concordat.viewpoints.views import course
from concordat.viewpoints.views.course import before_opening

A_PAGE_OF = 20
FIELDS = ("name", "purpose", "committee", "closes_on", "keep_until", "in_welsh")
TAKEN = "There is a study of this name already. Choose another."


@open_to(access.any_office)
def studies(request: Request) -> HttpResponse:
    page = Paginator(queries.studies_seen_by(request.office), A_PAGE_OF).get_page(request.GET.get("page"))
    staged = [(study, queries.stage_of(study, today=localdate())) for study in page]
    rows = [(study, stage, hint(study, stage)) for study, stage in staged]
    words = {"page": page, "rows": rows, "may_run": access.may_run(request.office)}
    return render(request, "viewpoints/studies.html", words)


def hint(study: Any, stage: Stage) -> str:
    day = {"day": study.closes_on.strftime("%-d %B %Y")}
    if stage is Stage.DESIGNED:
        return _("Nobody has been asked yet")
    if stage is Stage.OPEN:
        return _("Open until the end of %(day)s") % day
    if stage is Stage.CLOSED:
        return _("Closed; the researcher is at work")
    return _("The report is out")


@open_to(access.any_office)
def study(request: Request, study: str) -> HttpResponse:
    """The study's own page: what one sees depends on where it stands and who one is."""
    found = get_object_or_404(queries.studies_seen_by(request.office), slug=study)
    office, today = request.office, localdate()
    stage = queries.stage_of(found, today=today)
    runs, researches = access.may_run(office), found.researcher_id == office.id
    words: dict[str, Any] = {
        "study": found,
        "stage": stage,
        "is": {each.name.lower(): each is stage for each in Stage},
        "runs": runs,
        "researches": researches,
        "asked": queries.asked_by_side(found),
    }
    if stage is Stage.DESIGNED and (runs or researches):
        ready = queries.preparation_of(found, today=today)
        obstacles = queries.obstacles_of(ready, today=today)
        questions = len(queries.questions_of(found))
        words["tasks"] = course.tasks(found, ready, obstacles, office=office, questions=questions)
    if stage is Stage.OPEN:
        words["is_asked"] = queries.is_asked(found, office)
    if found.opened_at and (runs or researches):
        words["sorts"] = queries.sorts_told(found)
    return render(request, "viewpoints/study.html", words)


@open_to(access.may_run)
def new(request: Request) -> HttpResponse:
    form = forms.NewStudy(request.POST or None, initial={"start": "starter"}, **_researchers(request))
    if form.is_valid():
        said = form.cleaned_data
        begin = drafts.starter() if said.pop("start") == "starter" else drafts.empty()
        try:
            made = actions.design_study(begin=begin, by=request.office, at=now(), **said)
            return redirect("viewpoints:study", request.office.council.slug, made.slug)
        except NameTaken:
            form.add_error("name", _(TAKEN))
    words = {"form": form, "heading": _("Design a study"), "button": _("Save and continue")}
    return render(request, "viewpoints/form.html", words)


def _researchers(request: Request) -> dict[str, Any]:
    return {"researchers": queries.researchers_of_today(request.office.council_id, today=localdate())}


@open_to(access.may_design)
@before_opening
def change(request: Request, found: Any) -> HttpResponse:
    asis = {name: getattr(found, name) for name in FIELDS} | {"researcher": found.researcher_id}
    form = forms.Study(request.POST or None, initial=asis, **_researchers(request))
    if form.is_valid():
        actions.change_study(study=found, by=request.office, at=now(), **form.cleaned_data)
        return redirect("viewpoints:study", request.office.council.slug, found.slug)
    words = {"form": form, "study": found, "heading": _("Name, researcher and days"), "button": _("Save")}
    return render(request, "viewpoints/form.html", words)


@open_to(access.may_run)
def read_definition(request: Request) -> HttpResponse:
    """A study from the files of another program: first what was found in them, then, confirmed, a draft."""
    if request.method == "POST" and "draft" in request.POST:
        return _confirm(request)
    sent = request.method == "POST"
    form = forms.DefinitionFiles(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        try:
            found = drafts.from_definition(form.content)
            study = forms.Study(initial={"name": found.title}, **_researchers(request))
            return _found(request, study, found.begin, notes=found.notes)
        except Refused as wrong:
            form.add_error(None, wrong.sentence)
    return render(request, "viewpoints/read_definition.html", {"form": form})


def _confirm(request: Request) -> HttpResponse:
    form = forms.Study(request.POST, **_researchers(request))
    try:
        begin = drafts.restored(request.POST["draft"])
    except drafts.NotADraft:
        messages.error(request, _("What was read could not be kept. Choose the files again."))
        return redirect("viewpoints:import", request.office.council.slug)
    if form.is_valid():
        try:
            made = actions.design_study(begin=begin, by=request.office, at=now(), **form.cleaned_data)
            return redirect("viewpoints:study", request.office.council.slug, made.slug)
        except NameTaken:
            form.add_error("name", _(TAKEN))
    return _found(request, form, begin)


def _found(
    request: Request, form: forms.Study, begin: drafts.Beginning, *, notes: tuple[str, ...] = ()
) -> HttpResponse:
    words = {"form": form, "begin": begin, "draft": drafts.kept(begin), "notes": notes}
    return render(request, "viewpoints/definition_read.html", words)
