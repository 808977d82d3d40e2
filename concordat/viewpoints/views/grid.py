"""The grid editor: every button goes through the server, which counts; only one of them saves."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from concordat.people.gate import Request, open_to
from concordat.viewpoints import access, actions, queries
from concordat.viewpoints.forms import grid as forms
from concordat.viewpoints.rules import grid as grids
from concordat.viewpoints.rules.grid_picture import picture
from concordat.viewpoints.views import course
from concordat.viewpoints.views.course import before_opening

Rows = list[tuple[str, str]]


@open_to(access.may_design)
@before_opening
def grid(request: Request, found: Any) -> HttpResponse:
    chosen = queries.how_many_chosen(found)
    suggestion = forms.Suggestion(initial={"steepness": "usual"})
    if request.method != "POST":
        form = forms.Grid(told(found.grid), bound=False)
        return show(request, found, form, found.grid, suggestion, chosen)
    rows, do = typed(request.POST), request.POST.get("do", "count")
    if do == "suggest":
        suggestion = forms.Suggestion(request.POST)
        if (hill := suggested(suggestion, chosen)) is not None:
            rows = told(hill)
    elif do != "save":
        rows = edited(rows, do)
    form = forms.Grid(rows, bound=True)
    laid = form.laid if form.is_valid() else None
    if do == "save" and laid is not None:
        actions.lay_grid(study=found, grid=laid, by=request.office, at=now())
        messages.success(
            request, _("The grid is kept. %(count)s") % {"count": course.places_in_words(laid, chosen)}
        )
        return redirect("viewpoints:grid", request.office.council.slug, found.slug)
    return show(request, found, form, laid, suggestion, chosen)


def show(
    request: Request,
    found: Any,
    form: forms.Grid,
    laid: list[list[int]] | None,
    suggestion: forms.Suggestion,
    chosen: int,
) -> HttpResponse:
    problems = grids.problems(laid, cards=chosen) if laid is not None else ()
    drawn = None
    if laid is not None:
        drawn = picture(
            laid, title=_("The grid"), most=found.most, least=found.least, head=(_("Value"), _("Cards"))
        )
    words = {
        "study": found,
        "form": form,
        "suggestion": suggestion,
        "count": "" if laid is None else course.places_in_words(laid, chosen),
        "wrong": [_(problem.words) for problem in problems if problem.blocking],
        "unusual": [_(problem.words) for problem in problems if not problem.blocking],
        "picture": drawn,
        "most_columns": form.count >= grids.MOST_COLUMNS,
    }
    return render(request, "viewpoints/grid.html", words)


def told(grid: list[list[int]]) -> Rows:
    return [(str(value), str(cards)) for value, cards in grid]


def typed(posted: Mapping[str, Any]) -> Rows:
    """The columns as they stand in the form, however many there are."""
    rows: Rows = []
    while f"value_{len(rows)}" in posted and len(rows) < grids.MOST_COLUMNS:
        place = len(rows)
        # A minus as it is printed is as good as the one on the keyboard.
        value = str(posted[f"value_{place}"]).strip().replace("−", "-").removeprefix("+")
        rows.append((value, str(posted.get(f"cards_{place}", "")).strip()))
    return rows


def suggested(suggestion: forms.Suggestion, chosen: int) -> grids.Grid | None:
    if not suggestion.is_valid():
        return None
    said = suggestion.cleaned_data
    try:
        return grids.suggest(
            cards=chosen, columns=said["columns"] or 0, steepness=grids.Steepness(said["steepness"])
        )
    except ValueError:
        suggestion.add_error("columns", _("There are too few chosen statements for so many columns."))
        return None


def edited(rows: Rows, do: str) -> Rows:
    """With a column more or fewer. What was typed elsewhere stays as it was typed."""
    what, _dash, place = do.partition("-")
    if what == "remove" and place.isdecimal() and int(place) < len(rows):
        return [row for number, row in enumerate(rows) if number != int(place)]
    if what == "add" and len(rows) < grids.MOST_COLUMNS:
        if place == "low":
            return [(beside(rows[0][0], -1) if rows else "0", "1"), *rows]
        return [*rows, (beside(rows[-1][0], 1) if rows else "0", "1")]
    return rows


def beside(value: str, step: int) -> str:
    return str(int(value) + step) if value.lstrip("-").isdecimal() else ""
