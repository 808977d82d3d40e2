"""The researcher's desk: the sorts, the evidence on the number of factors, and the solutions."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concordat.people.gate import Request, open_to
from concordat.qmethod.study import Refused
from concordat.viewpoints import access, actions, queries
from concordat.viewpoints.forms import analysing as forms
from concordat.viewpoints.rules import collected, comparing
from concordat.viewpoints.rules.names import NameTaken
from concordat.viewpoints.rules.stages import OutOfTurn
from concordat.viewpoints.views import figures
from concordat.viewpoints.views.looking import posted, solution_of, study_of

ON_A_PAGE = 100


@open_to(access.may_research)
def sorts(request: Request, study: str) -> HttpResponse:
    found = study_of(request, study)
    page = queries.page_of_sorts(found, page=request.GET.get("page", 1))
    grid = [(float(value), int(count)) for value, count in found.grid]
    rows = []
    for row in page:
        handed = queries.handed(row)
        rows.append((handed, len(handed.comments), collected.off_the_grid(handed, grid)))
    return render(request, "viewpoints/analysis/sorts.html", {"study": found, "page": page, "rows": rows})


@open_to(access.may_research)
def sort(request: Request, study: str, pseudonym: str) -> HttpResponse:
    found = study_of(request, study)
    collection = queries.collection_of(found)
    handed = collection.sort(pseudonym)
    if handed is None:
        raise Http404
    questions = {question.key: question.words for question in queries.questions_of(found)}
    words = {
        "study": found,
        "handed": handed,
        "columns": figures.laid(handed, collection),
        "off_the_grid": collected.off_the_grid(handed, collection.grid),
        "comments": [
            (statement.text, float(handed.values.get(statement.id, 0)), handed.comments[statement.id])
            for statement in collection.statements
            if statement.id in handed.comments
        ],
        "answers": [
            (questions.get(key, key), collected.in_words(said)) for key, said in handed.answers.items()
        ],
        "seconds": handed.seconds.items(),
    }
    return render(request, "viewpoints/analysis/sort.html", words)


@open_to(access.may_research)
def evidence(request: Request, study: str) -> HttpResponse:
    """What speaks for how many factors. No answer is drawn from it here."""
    found = study_of(request, study)
    form = forms.Evidence(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_for_evidence(study=found, by=request.office, at=now(), **form.cleaned_data)
        except OutOfTurn as early:
            messages.info(request, _(str(early)))
        return redirect("viewpoints:evidence", found.council.slug, found.slug)
    progress = queries.evidence_of(found)
    words: dict[str, Any] = {"study": found, "form": form, "progress": progress}
    if progress and progress.result and "rows" in progress.result:
        words |= figures.evidence(progress.result)
    words["sorts"] = queries.how_many_sorts(found)
    return render(request, "viewpoints/analysis/evidence.html", words)


@open_to(access.may_research)
@require_POST
def stop(request: Request, study: str, number: int) -> HttpResponse:
    found = study_of(request, study)
    try:
        actions.stop_computation(study=found, number=number, by=request.office, at=now())
        messages.success(request, _("It was stopped. What a bootstrap had found by then is kept."))
    except OutOfTurn as late:
        messages.info(request, _(str(late)))
    back = request.POST.get("back", "")
    solution = queries.solutions_of(found).filter(slug=back).first() if back else None
    if solution:
        return redirect("viewpoints:bootstrap", found.council.slug, found.slug, solution.slug)
    return redirect("viewpoints:evidence", found.council.slug, found.slug)


@open_to(access.may_research)
def solutions(request: Request, study: str) -> HttpResponse:
    found = study_of(request, study)
    page = queries.page_of_solutions(found, page=request.GET.get("page", 1))
    rows = [(row, queries.settings_of(row)) for row in page]
    return render(request, "viewpoints/analysis/solutions.html", {"study": found, "page": page, "rows": rows})


@open_to(access.may_research)
def new_solution(request: Request, study: str) -> HttpResponse:
    found = study_of(request, study)
    pseudonyms = [sort.pseudonym for sort in queries.collection_of(found).sorts]
    first = {"left_out": request.GET.getlist("without")}
    form = forms.Solution(posted(request), pseudonyms=pseudonyms, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_solution(
                study=found,
                name=form.cleaned_data["name"],
                settings=form.settings,
                by=request.office,
                at=now(),
            )
            return redirect("viewpoints:solution", found.council.slug, found.slug, made.slug)
        except NameTaken:
            form.add_error("name", _("There is a solution of this name already."))
        except Refused as refused:
            form.add_error(None, refused.sentence)
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    words = {"study": found, "form": form, "heading": _("Begin a solution"), "button": _("Compute it")}
    return render(request, "viewpoints/analysis/form.html", words)


@open_to(access.may_research)
def solution(request: Request, study: str, solution: str) -> HttpResponse:
    looked = solution_of(request, study, solution)
    words = {
        "looked": looked,
        "study": looked.study,
        "solution": looked.solution,
        "facts": figures.settings(queries.settings_of(looked.solution)),
        "characteristics": figures.characteristics(looked),
        "page": Paginator(figures.loadings(looked), ON_A_PAGE).get_page(request.GET.get("page", 1)),
        "head": figures.loadings_head(looked),
        "nearness": figures.nearness(looked),
        "cautions": looked.analysis.cautions,
        "bipolar": figures.bipolar(looked),
    }
    return render(request, "viewpoints/analysis/solution.html", words)


@open_to(access.may_research)
def statements(request: Request, study: str, solution: str) -> HttpResponse:
    """Every statement in every factor, what sets them apart, and what is shown to be shared."""
    looked = solution_of(request, study, solution)
    words = {"looked": looked, "study": looked.study, "solution": looked.solution}
    return render(request, "viewpoints/analysis/statements.html", words | figures.statements(looked))


@open_to(access.may_research)
def bootstrap(request: Request, study: str, solution: str) -> HttpResponse:
    looked = solution_of(request, study, solution)
    form = forms.Bootstrap(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_for_bootstrap(
                solution=looked.solution, by=request.office, at=now(), **form.cleaned_data
            )
        except OutOfTurn as early:
            messages.info(request, _(str(early)))
        return looked.to("bootstrap")
    progress = queries.bootstrap_of(looked.solution)
    words: dict[str, Any] = {
        "looked": looked,
        "study": looked.study,
        "solution": looked.solution,
        "form": form,
        "progress": progress,
        "stale": progress is not None and not figures.is_of(progress, looked),
    }
    if progress and progress.result and "zscores" in progress.result:
        words |= figures.resampled(looked, progress.result, stale=bool(words["stale"]))
    return render(request, "viewpoints/analysis/bootstrap.html", words)


@open_to(access.may_research)
def compare(request: Request, study: str) -> HttpResponse:
    """Two solutions side by side: ``?first=…&second=…``, by their names in the address."""
    found = study_of(request, study)
    choices = list(queries.solutions_of(found)[:50])
    words: dict[str, Any] = {"study": found, "choices": choices, "asked": request.GET}
    if request.GET.get("first") and request.GET.get("second"):
        pair = [
            get_object_or_404(queries.solutions_of(found), slug=request.GET[name])
            for name in ("first", "second")
        ]
        collection = queries.collection_of(found)
        analyses = [queries.analysis_of(each, collection=collection) for each in pair]
        comparison = comparing.compared(*analyses)
        words |= {"first": pair[0], "second": pair[1], "comparison": comparison}
        words |= figures.congruence(comparison)
    return render(request, "viewpoints/analysis/compare.html", words)
