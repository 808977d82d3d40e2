"""The words of a study: instruction, consent page, how it is sorted, and the questions after the sort."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concordat.people.gate import Request, open_to
from concordat.viewpoints import access, actions, queries
from concordat.viewpoints.forms import designing as forms
from concordat.viewpoints.forms import questions as asked_after
from concordat.viewpoints.forms.concourse import Place
from concordat.viewpoints.rules.drafts import SHAPES
from concordat.viewpoints.rules.grid_picture import picture
from concordat.viewpoints.rules.stages import Side
from concordat.viewpoints.views.course import before_opening

WORDS = ("instruction", "most", "least", "instruction_cy", "most_cy", "least_cy")
SETTINGS = ("practice", "piles", "thinning", "comment_columns", "keeps_trace", "equivalence")


def to_study(request: Request, found: Any) -> HttpResponse:
    return redirect("viewpoints:study", request.office.council.slug, found.slug)


def page(request: Request, found: Any, form: Any, heading: str, hint: str = "") -> HttpResponse:
    words = {"study": found, "form": form, "heading": heading, "hint": hint, "button": _("Save")}
    return render(request, "viewpoints/form.html", words)


@open_to(access.may_design)
@before_opening
def wording(request: Request, found: Any) -> HttpResponse:
    form = forms.Wording(request.POST or None, initial={name: getattr(found, name) for name in WORDS})
    if not found.in_welsh:
        forms.in_english_alone(form)
    if form.is_valid():
        welsh = {} if found.in_welsh else {name: getattr(found, name) for name in WORDS[3:]}
        actions.write_instruction(study=found, by=request.office, at=now(), **{**welsh, **form.cleaned_data})
        return to_study(request, found)
    return page(request, found, form, _("Instruction and ends of the grid"))


@open_to(access.may_design)
@before_opening
def settings(request: Request, found: Any) -> HttpResponse:
    asis = {name: getattr(found, name) for name in SETTINGS} | {"forced": "yes" if found.forced else "no"}
    asis["comment_columns"] = str(found.comment_columns)
    form = forms.Sorting(request.POST or None, initial=asis)
    if form.is_valid():
        actions.set_sorting(study=found, by=request.office, at=now(), **form.cleaned_data)
        return to_study(request, found)
    return page(request, found, form, _("How people sort"))


@open_to(access.may_design)
@before_opening
def consent(request: Request, found: Any) -> HttpResponse:
    newest = queries.consent_of(found)
    asis = {"words": newest.words, "words_cy": newest.words_cy} if newest else {}
    form = forms.Consent(request.POST or None, initial=asis)
    if not found.in_welsh:
        forms.in_english_alone(form)
    if form.is_valid():
        said = {**asis, **form.cleaned_data}
        version = actions.write_consent(study=found, by=request.office, at=now(), **said).version
        messages.success(
            request, _("Version %(version)s of the consent page is kept.") % {"version": version}
        )
        return redirect("viewpoints:preview", request.office.council.slug, found.slug)
    versions = queries.earlier_consent_pages(found)
    return render(
        request,
        "viewpoints/consent_edit.html",
        {
            "study": found,
            "form": form,
            "newest": newest,
            "versions": versions,
            "paper": paper_as_shown(found),
        },
    )


@open_to(access.may_design)
@before_opening
def questions(request: Request, found: Any) -> HttpResponse:
    asked = queries.questions_of(found)
    return render(
        request,
        "viewpoints/questions.html",
        {
            "study": found,
            "questions": [
                (place, question, asked_after.SHAPES[question.shape])
                for place, question in enumerate(asked, start=1)
            ],
            "last": len(asked),
        },
    )


def to_questions(request: Request, found: Any) -> HttpResponse:
    return redirect("viewpoints:questions", request.office.council.slug, found.slug)


@open_to(access.may_design)
@before_opening
def add_question(request: Request, found: Any, shape: str) -> HttpResponse:
    if shape not in SHAPES:
        raise Http404
    form = _question(request, found, shape=shape)
    if form.is_valid():
        actions.add_question(study=found, shape=shape, by=request.office, at=now(), **form.told())
        return to_questions(request, found)
    return _question_page(request, found, form, _("Add a question"))


def _question(request: Request, found: Any, *, shape: str, **more: Any) -> asked_after.Question:
    form = asked_after.Question(request.POST or None, shape=shape, **more)
    if not found.in_welsh:
        forms.in_english_alone(form)
    return form


def _question_page(request: Request, found: Any, form: asked_after.Question, heading: str) -> HttpResponse:
    words = {"study": found, "form": form, "heading": heading, "button": _("Save"), "up": "questions"}
    return render(request, "viewpoints/form.html", words)


@open_to(access.may_design)
@before_opening
def reword_question(request: Request, found: Any, key: str) -> HttpResponse:
    question = get_object_or_404(queries.questions_asked_in(found), key=key)
    form = _question(request, found, shape=question.shape, initial=asked_after.as_typed(question))
    if form.is_valid():
        kept = {"words_cy": question.words_cy, "options_cy": question.options_cy}
        actions.reword_question(study=found, key=key, by=request.office, at=now(), **{**kept, **form.told()})
        return to_questions(request, found)
    return _question_page(request, found, form, _("Reword a question"))


@open_to(access.may_design)
@require_POST
@before_opening
def move_question(request: Request, found: Any, key: str) -> HttpResponse:
    get_object_or_404(queries.questions_asked_in(found), key=key)
    place = Place(request.POST)
    if place.is_valid():
        actions.move_question(study=found, key=key, to=place.cleaned_data["to"], by=request.office, at=now())
    return to_questions(request, found)


@open_to(access.may_design)
@require_POST
@before_opening
def drop_question(request: Request, found: Any, key: str) -> HttpResponse:
    get_object_or_404(queries.questions_asked_in(found), key=key)
    actions.drop_question(study=found, key=key, by=request.office, at=now())
    messages.success(request, _("The question was dropped."))
    return to_questions(request, found)


@open_to(access.may_design)
def preview(request: Request, study: str) -> HttpResponse:
    """Everything that a person will be shown, one thing below the other, in either language."""
    found = get_object_or_404(queries.studies_designed_by(request.office), slug=study)
    paper = paper_as_shown(found, language="cy" if request.GET.get("language") == "cy" else "en-gb")
    drawn = picture(
        found.grid,
        title=_("The grid"),
        most=str(paper.most),
        least=str(paper.least),
        head=(_("Value"), _("Cards")),
    )
    words = {
        "study": found,
        "paper": paper,
        "welsh": paper.language == queries.WELSH,
        "picture": drawn,
        "advice": queries.advice(found, today=localdate()),
    }
    return render(request, "viewpoints/preview.html", words)


def paper_as_shown(found: Any, *, language: str = queries.ENGLISH) -> queries.Paper:
    """What a participant is shown; where named people are asked, as a councillor would see it."""
    paper = queries.paper_of(found, language=language)
    return paper if paper.by_link else replace(paper, side=Side.COUNCILLORS.value)
