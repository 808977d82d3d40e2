"""Rotation by hand, flags, and the log: every step is kept with who took it, when and why."""

from collections.abc import Mapping
from math import sqrt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concordat.people.gate import Request, open_to
from concordat.qmethod.study import Refused
from concordat.viewpoints import access, actions, queries
from concordat.viewpoints.forms import analysing as forms
from concordat.viewpoints.rules import drawings
from concordat.viewpoints.rules import steps as rules
from concordat.viewpoints.rules.names import NameTaken
from concordat.viewpoints.rules.stages import OutOfTurn
from concordat.viewpoints.views import figures
from concordat.viewpoints.views.looking import Looked, posted, solution_of

BUTTONS = (-15, -5, -1, 1, 5, 15)
SIGNIFICANT = 1.96


@open_to(access.may_research)
def turn(request: Request, study: str, solution: str) -> HttpResponse:
    return turning(request, solution_of(request, study, solution), asked=request.GET)


@open_to(access.may_research)
def turn_pair(request: Request, study: str, solution: str, a: int, b: int) -> HttpResponse:
    """The same for a pair that stands in the address, so that one comes back to it."""
    return turning(request, solution_of(request, study, solution), asked={"a": a, "b": b})


def turning(request: Request, looked: Looked, *, asked: Mapping[str, Any]) -> HttpResponse:
    """Two factors as a picture. A button turns them; ``?degrees=`` shows a turn without taking it."""
    a, b = pair(asked, looked)
    typed = request.POST.copy()
    if "by" in typed:  # a button that brings its own degrees
        typed["degrees"] = request.POST["by"]
    form = forms.Turn(typed if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        step = {"op": "rotate", "factors": [a, b], "degrees": form.cleaned_data["degrees"]}
        if take(request, looked, step, why=form.cleaned_data["why"], form=form):
            return looked.to("turn_pair", a, b)
    preview = forms.Turn(request.GET) if "degrees" in request.GET else None
    shown, degrees = looked, 0.0
    if preview is not None and preview.is_valid():
        degrees = preview.cleaned_data["degrees"]
        shown = previewed(looked, {"op": "rotate", "factors": [a, b], "degrees": degrees})
        form = forms.Turn(initial=preview.cleaned_data)
    words = {
        "looked": looked,
        "study": looked.study,
        "solution": looked.solution,
        "a": a,
        "b": b,
        "names": (looked.names[a - 1], looked.names[b - 1]),
        "pairs": [(one, other) for one in looked.numbers for other in looked.numbers if one < other],
        "form": form,
        "buttons": BUTTONS,
        "degrees": degrees,
        "picture": picture(shown, a, b),
        "chart": drawings.loadings(shown.analysis, factors=(a, b), views=figures.views(looked)),
        "criterion": forms.Criterion(prefix="criterion"),
        "factor": forms.OfAFactor(prefix="factor", factors=looked.analysis.factors),
        "last": [(step, rules.in_words(step.entry)) for step in queries.steps_of(looked.solution)[-5:][::-1]],
        "oblique": looked.analysis.factor_correlations is not None,
        "split": any(step["op"] == "split" for step in rules.counting(looked.log)),
    }
    return render(request, "viewpoints/analysis/turn.html", words)


def pair(asked: Mapping[str, Any], looked: Looked) -> tuple[int, int]:
    """The two factors that are asked for; the first two, where that is nonsense."""
    form = forms.Pair({"a": asked.get("a", 1), "b": asked.get("b", 2)}, factors=looked.analysis.factors)
    if form.is_valid():
        return form.cleaned_data["a"], form.cleaned_data["b"]
    return 1, min(2, looked.analysis.factors)


def previewed(looked: Looked, step: dict[str, Any]) -> Looked:
    try:
        log = [*looked.log, step]
        analysis = queries.analysis_of(looked.solution, collection=looked.collection, log=log)
    except Refused:
        return looked
    return Looked(looked.study, looked.solution, looked.collection, log, analysis, looked.settled)


def picture(looked: Looked, a: int, b: int) -> dict[str, Any]:
    """The sorts as points of a square of 320, which the script turns while a slider moves."""
    analysis, half = looked.analysis, 150.0

    def at(value: float) -> float:
        return round(160 + half * max(-1.0, min(1.0, value)), 1)

    rows = list(
        zip(analysis.study.participants, analysis.loadings.tolist(), analysis.flags.tolist(), strict=True)
    )
    named = legible([(at(row[a - 1]), at(-row[b - 1])) for _, row, _ in rows])
    limit = SIGNIFICANT / sqrt(len(analysis.study.statements))
    return {
        "points": [
            {
                "label": participant,
                "x": round(row[a - 1], 5),
                "y": round(row[b - 1], 5),
                "cx": at(row[a - 1]),
                "cy": at(-row[b - 1]),
                "flagged": flags[a - 1] or flags[b - 1],
                "named": place in named,
            }
            for place, (participant, row, flags) in enumerate(rows)
        ],
        "limits": [at(-limit), at(limit)] if limit < 1 else [],
    }


def legible(spots: list[tuple[float, float]]) -> set[int]:
    """Which points may bear their name: none is written over another, beneath a point, or over the edge.

    The table names them all, and so does each point to whoever stops at it.
    """
    kept: list[int] = []
    for place, (x, y) in enumerate(spots):
        beneath = any(x < left < x + 42 and abs(y - top) < 11 for left, top in spots)
        beside = any(abs(x - spots[other][0]) <= 34 and abs(y - spots[other][1]) <= 12 for other in kept)
        if not beneath and not beside and x + 36 <= 320:
            kept.append(place)
    return set(kept)


@open_to(access.may_research)
@require_POST
def criterion(request: Request, study: str, solution: str) -> HttpResponse:
    looked = solution_of(request, study, solution)
    form = forms.Criterion(request.POST, prefix="criterion")
    if form.is_valid():
        take(request, looked, {"op": form.cleaned_data["criterion"]}, why=form.cleaned_data["why"])
    return looked.to("turn")


@open_to(access.may_research)
@require_POST
def invert(request: Request, study: str, solution: str) -> HttpResponse:
    return of_a_factor(request, study, solution, op="invert")


@open_to(access.may_research)
@require_POST
def split(request: Request, study: str, solution: str) -> HttpResponse:
    return of_a_factor(request, study, solution, op="split")


def of_a_factor(request: Request, study: str, solution: str, *, op: str) -> HttpResponse:
    looked = solution_of(request, study, solution)
    form = forms.OfAFactor(request.POST, prefix="factor", factors=looked.analysis.factors)
    if form.is_valid():
        step = {"op": op, "factor": form.cleaned_data["factor"]}
        take(request, looked, step, why=form.cleaned_data["why"])
    return looked.to("turn")


@open_to(access.may_research)
def target(request: Request, study: str, solution: str) -> HttpResponse:
    """Rotate towards a target: who should define which factor, in the researcher's theory."""
    looked = solution_of(request, study, solution)
    factors = looked.analysis.unrotated.shape[1]
    people = looked.analysis.study.participants
    form = forms.Target(posted(request), factors=factors, pseudonyms=people)
    if request.method == "POST" and form.is_valid():
        step = {"op": "target", "people": form.people, "name": form.cleaned_data["name"]}
        if take(request, looked, step, why=form.cleaned_data["why"], form=form):
            return looked.to("turn")
    words = {
        "study": looked.study,
        "solution": looked.solution,
        "seen": len(looked.log),
        "form": form,
        "heading": _("Rotate towards a target"),
        "button": _("Rotate"),
    }
    return render(request, "viewpoints/analysis/form.html", words)


@open_to(access.may_research)
def flags(request: Request, study: str, solution: str, pseudonym: str) -> HttpResponse:
    looked = solution_of(request, study, solution)
    people = looked.analysis.study.participants
    if pseudonym not in people:
        raise Http404
    now_on = [
        factor
        for factor, flag in enumerate(looked.analysis.flags[people.index(pseudonym)].tolist(), start=1)
        if flag
    ]
    form = forms.Flags(posted(request), count=looked.analysis.factors, initial={"factors": now_on})
    if request.method == "POST" and form.is_valid():
        wanted = set(form.cleaned_data["factors"])
        changes = [
            {"op": "flag", "participant": pseudonym, "factor": factor, "value": factor in wanted}
            for factor in sorted(wanted ^ set(now_on))
        ]
        if not changes:
            form.add_error(None, _("Nothing is changed: these are its factors already."))
        elif take(request, looked, *changes, why=form.cleaned_data["why"], form=form):
            return looked.to("solution")
    words = {
        "study": looked.study,
        "solution": looked.solution,
        "seen": len(looked.log),
        "form": form,
        "heading": _("Which factors %(pseudonym)s defines") % {"pseudonym": pseudonym},
        "button": _("Change"),
    }
    return render(request, "viewpoints/analysis/form.html", words)


@open_to(access.may_research)
@require_POST
def undo(request: Request, study: str, solution: str) -> HttpResponse:
    looked = solution_of(request, study, solution)
    try:
        actions.take_back(solution=looked.solution, seen=seen_by(request), by=request.office, at=now())
        messages.success(request, _("The last step was taken back. It stays in the log."))
    except (OutOfTurn, Refused) as why:
        messages.info(request, _(str(why)))
    return looked.to("log" if request.POST.get("from") == "log" else "turn")


@open_to(access.may_research)
def log(request: Request, study: str, solution: str) -> HttpResponse:
    """Every step in words, and the states that were saved under a name."""
    looked = solution_of(request, study, solution)
    form = forms.State(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_state(
                solution=looked.solution, name=form.cleaned_data["name"], by=request.office, at=now()
            )
            messages.success(request, _("It is saved. You can come back to it at any time."))
            return looked.to("log")
        except NameTaken:
            form.add_error("name", _("There is a saved state of this name already."))
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    words = {
        "looked": looked,
        "study": looked.study,
        "solution": looked.solution,
        "form": form,
        "steps": [(step, rules.in_words(step.entry)) for step in queries.steps_of(looked.solution)],
        "states": queries.states_of(looked.solution),
    }
    return render(request, "viewpoints/analysis/log.html", words)


@open_to(access.may_research)
@require_POST
def go_back(request: Request, study: str, solution: str, state: int) -> HttpResponse:
    looked = solution_of(request, study, solution)
    saved = get_object_or_404(looked.solution.saved_states, id=state)
    try:
        actions.go_back(state=saved, by=request.office, at=now())
        messages.success(
            request, _("The solution stands again as it was saved: “%(name)s”.") % {"name": saved}
        )
    except (OutOfTurn, Refused) as why:
        messages.info(request, _(str(why)))
    return looked.to("log")


def take(request: Request, looked: Looked, *steps: dict[str, Any], why: str = "", form: Any = None) -> bool:
    """Take steps; what stands in their way is told in the form, or where there is none above the page."""
    told = [{**step, "why": why.strip()} if why.strip() else step for step in steps]
    try:
        actions.take_steps(
            solution=looked.solution, steps=told, seen=seen_by(request), by=request.office, at=now()
        )
    except (OutOfTurn, Refused) as fault:
        if form is not None:
            form.add_error(None, _(str(fault)))
        else:
            messages.error(request, _(str(fault)))
        return False
    return True


def seen_by(request: Request) -> int | None:
    """How long the log was on the page that sent this: what was chosen there was chosen by its picture."""
    told = request.POST.get("seen", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else None
