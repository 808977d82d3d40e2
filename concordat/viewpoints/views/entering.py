"""Sorts that were not made on these pages: cards to print, sorts typed in, sorts from a file."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concordat.people.gate import Request, open_to
from concordat.viewpoints import access, actions, queries
from concordat.viewpoints.forms import sorting as forms
from concordat.viewpoints.rules import as_laid, elsewhere
from concordat.viewpoints.rules.as_laid import Slip
from concordat.viewpoints.rules.elsewhere import DoesNotFit, Found
from concordat.viewpoints.rules.grid import signed
from concordat.viewpoints.rules.stages import OutOfTurn, Side


@open_to(access.may_design)
def cards(request: Request, study: str) -> HttpResponse:
    """Everything that is needed to sort at a table: the cards to cut out, the grid, the instruction."""
    found = get_object_or_404(queries.studies_designed_by(request.office), slug=study)
    paper = queries.paper_of(found, language=request.GET.get("language", queries.ENGLISH))
    columns = [(signed(value), range(room)) for value, room in paper.plan.grid]
    return render(request, "viewpoints/sort/cards.html", {"study": found, "paper": paper, "columns": columns})


@open_to(access.may_research)
def enter_sort(request: Request, study: str) -> HttpResponse:
    """A sort as it was laid on a table, with what is missing, double or over-full told at once."""
    found = get_object_or_404(queries.studies_researched_by(request.office), slug=study)
    paper = queries.paper_of(found)
    typed = request.POST if request.method == "POST" else None
    form = forms.LaidOut(typed, columns=paper.plan.grid, questions=paper.questions)
    if typed is not None and form.is_valid():
        places, slips = as_laid.read(form.typed(), paper.plan)
        comments, odd = as_laid.comments(form.cleaned_data["comments"], paper.plan)
        for slip in slips:
            form.add_error(None if slip.value is None else f"column_{slip.value}", in_words(slip))
        for slip in odd:
            form.add_error("comments", in_words(slip))
        if form.is_valid():
            try:
                actions.enter_sort(
                    study=found,
                    values=places,
                    side=Side(form.cleaned_data["side"]),
                    comments=comments,
                    may_quote=form.cleaned_data["may_quote"],
                    answers=form.answers(),
                    by=request.office,
                    at=now(),
                )
            except OutOfTurn as late:
                form.add_error(None, str(late))
            else:
                messages.success(request, _("The sort is in, shuffled among the others."))
                return redirect("viewpoints:enter_sort", request.office.council.slug, found.slug)
    plan = [{"value": value, "room": room} for value, room in paper.plan.grid]
    words = {
        "study": found,
        "paper": paper,
        "form": form,
        "plan": json.dumps({"columns": plan, "cards": len(paper.cards), "forced": paper.plan.forced}),
        "script_words": json.dumps(script_words()),
    }
    return render(request, "viewpoints/sort/type_in.html", words)


def in_words(slip: Slip) -> str:
    words = {
        "cards": ", ".join(slip.cards),
        "n": slip.count,
        "column": "" if slip.value is None else signed(slip.value),
    }
    if slip.kind == "over":
        told = ngettext(
            "Column %(column)s has %(n)s card too many.",
            "Column %(column)s has %(n)s cards too many.",
            slip.count,
        )
    elif slip.kind == "short":
        told = ngettext(
            "Column %(column)s has %(n)s card too few.",
            "Column %(column)s has %(n)s cards too few.",
            slip.count,
        )
    else:
        told = {
            "unreadable": _("This is no card’s number: %(cards)s."),
            "unknown": _("There is no card %(cards)s."),
            "twice": _("Given twice: card %(cards)s."),
            "missing": _("Missing: card %(cards)s."),
        }[slip.kind]
    return told % words


def script_words() -> dict[str, str]:
    return {
        "missing": _("Missing: {cards}."),
        "twice": _("Given twice: {cards}."),
        "unknown": _("There is no card {cards}."),
        "over": _("Column {column}: {n} too many."),
        "good": _("Every card is there once, and every column is as full as it should be."),
        "begin": _("{n} of {all} cards typed in."),
    }


@open_to(access.may_research)
def read_sorts(request: Request, study: str) -> HttpResponse:
    """Sorts that were collected elsewhere: first what they would be, then all of them or none."""
    found = get_object_or_404(queries.studies_researched_by(request.office), slug=study)
    if request.method == "POST" and "sorts" in request.POST:
        return written(request, found)
    form = forms.SortsFile(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        side = Side(form.cleaned_data["side"]) if form.cleaned_data["side"] else None
        try:
            sorts = elsewhere.fitted(
                form.cleaned_data["file"],
                queries.plan_of(found),
                side=side,
                present=queries.sorts_present(found),
            )
        except DoesNotFit as other:
            form.add_error("file", str(other))
        else:
            return tried(request, found, form, sorts)
    return render(request, "viewpoints/sort/read_in.html", {"study": found, "form": form})


def tried(request: Request, study: Any, form: forms.SortsFile, sorts: tuple[Found, ...]) -> HttpResponse:
    wrong = [one for one in sorts if one.wrong]
    words = {
        "study": study,
        "form": form,
        "sorts": sorts,
        "wrong": wrong,
        "cautions": [caution.sentence for caution in form.cleaned_data["file"].cautions],
        "carried": "" if wrong or not sorts else json.dumps(elsewhere.carried(sorts)),
    }
    return render(request, "viewpoints/sort/read_in.html", words)


def written(request: Request, study: Any) -> HttpResponse:
    """The second step: what the first one showed, looked through once more."""
    try:
        sorts = elsewhere.brought(
            request.POST["sorts"], queries.plan_of(study), present=queries.sorts_present(study)
        )
        count = actions.read_sorts(study=study, found=sorts, by=request.office, at=now())
    except (DoesNotFit, OutOfTurn) as trouble:
        form = forms.SortsFile()
        return render(
            request, "viewpoints/sort/read_in.html", {"study": study, "form": form, "trouble": str(trouble)}
        )
    told = ngettext("%(n)s sort was read in.", "%(n)s sorts were read in.", count) % {"n": count}
    messages.success(request, told)
    return redirect("viewpoints:read_sorts", request.office.council.slug, study.slug)
