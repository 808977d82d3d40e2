"""Words for the viewpoints, side by side with their crib sheets; and the reviewer's desk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concordat.people.gate import Request, open_to
from concordat.viewpoints import access, actions, queries
from concordat.viewpoints.forms import analysing as forms
from concordat.viewpoints.rules import desk as rules
from concordat.viewpoints.rules.desk import NoLeave
from concordat.viewpoints.rules.stages import OutOfTurn
from concordat.viewpoints.views import figures
from concordat.viewpoints.views.looking import Looked, factor_in, posted, solution_of, study_of


@open_to(access.may_research)
def viewpoints(request: Request, study: str, solution: str) -> HttpResponse:
    """All factors side by side: name, words, crib sheet, and what those who define it said."""
    looked = solution_of(request, study, solution)
    said = queries.viewpoints_of(looked.solution)
    flagged = figures.flagged_factors(looked)
    columns = [
        (
            factor,
            looked.names[factor - 1],
            said.get(str(factor)),
            figures.crib(looked, factor),
            rules.laid_out(looked.collection, flagged=flagged, factor=factor),
        )
        for factor in looked.numbers
    ]
    words = {"looked": looked, "study": looked.study, "solution": looked.solution, "columns": columns}
    return render(request, "viewpoints/analysis/viewpoints.html", words)


@open_to(access.may_research)
def name(request: Request, study: str, solution: str, factor: int) -> HttpResponse:
    looked = solution_of(request, study, solution)
    number = factor_in(looked, factor)
    said = queries.viewpoints_of(looked.solution).get(str(number))
    first = {"name": said.name, "narrative": said.narrative} if said else {}
    form = forms.Viewpoint(posted(request), initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_viewpoint(
                solution=looked.solution,
                factor=str(number),
                by=request.office,
                at=now(),
                **form.cleaned_data,
            )
            return looked.to("viewpoints")
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    words = {
        "looked": looked,
        "study": looked.study,
        "solution": looked.solution,
        "form": form,
        "factor": number,
        "crib": figures.crib(looked, number),
        "chart": next(iter(figures.statements(looked)["grids"][number - 1 : number]), None),
    }
    return render(request, "viewpoints/analysis/name.html", words)


@open_to(access.may_research)
def desk(request: Request, study: str, solution: str) -> HttpResponse:
    """Every comment by card, those of one factor together. Nobody but the researcher ever reads them here."""
    looked = solution_of(request, study, solution)
    cards = rules.laid_out(looked.collection, flagged=figures.flagged_factors(looked))
    let_out: dict[str, list[object]] = {}
    for paraphrase in queries.paraphrases_of(looked.study):
        let_out.setdefault(paraphrase.statement, []).append(paraphrase)
    words = {
        "looked": looked,
        "study": looked.study,
        "solution": looked.solution,
        "cards": [(card, let_out.get(card.statement, [])) for card in cards],
        "questions": questions(looked),
    }
    return render(request, "viewpoints/analysis/desk.html", words)


def questions(looked: Looked) -> list[tuple[str, list[str]]]:
    """What was answered after the sort, question by question, without a pseudonym: each in its own order."""
    asked = queries.questions_of(looked.study)
    sorts = looked.collection.sorts
    told = []
    for question in asked:
        answers = sorted(
            str(sort.answers[question.key])
            for sort in sorts
            if str(sort.answers.get(question.key, "")).strip()
        )
        if answers:
            told.append((question.words, answers))
    return told


@open_to(access.may_research)
def paraphrase(request: Request, study: str, solution: str, statement: str) -> HttpResponse:
    looked = solution_of(request, study, solution)
    flagged = figures.flagged_factors(looked)
    card = next(
        (each for each in rules.laid_out(looked.collection, flagged=flagged) if each.statement == statement),
        None,
    )
    if card is None:
        return looked.to("desk")
    factors = [(str(factor), looked.names[factor - 1]) for factor in looked.numbers]
    form = forms.Paraphrase(posted(request), factors=factors)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_paraphrase(
                study=looked.study, statement=statement, by=request.office, at=now(), **form.cleaned_data
            )
            return looked.to("desk")
        except NoLeave:
            form.add_error(
                "words",
                _(
                    "Nobody who gave leave to be quoted has written these words of this card. Quote at least "
                    "three words as they stand, or untick the box and say it in your own words."
                ),
            )
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    words = {
        "looked": looked,
        "study": looked.study,
        "solution": looked.solution,
        "card": card,
        "form": form,
    }
    return render(request, "viewpoints/analysis/paraphrase.html", words)


@open_to(access.may_research)
@require_POST
def drop_paraphrase(request: Request, study: str, number: int) -> HttpResponse:
    found = study_of(request, study)
    gone = get_object_or_404(queries.paraphrases_in(found), id=number)
    try:
        actions.drop_paraphrase(paraphrase=gone, by=request.office, at=now())
        messages.success(request, _("It was dropped."))
    except OutOfTurn as late:
        messages.info(request, _(str(late)))
    back = queries.solutions_of(found).filter(slug=request.POST.get("back", "")).first()
    if back:
        return redirect("viewpoints:desk", found.council.slug, found.slug, back.slug)
    return redirect("viewpoints:solutions", found.council.slug, found.slug)
