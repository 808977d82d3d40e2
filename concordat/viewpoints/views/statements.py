"""The concourse: gathered, worded, balanced, chosen; read from a file and taken out again."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from concordat.people.gate import Request, open_to
from concordat.viewpoints import access, actions, queries
from concordat.viewpoints.forms import concourse as forms
from concordat.viewpoints.forms.designing import in_english_alone
from concordat.viewpoints.rules import concourse
from concordat.viewpoints.views.course import before_opening

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_SHOWN = 100


@open_to(access.may_design)
def statements(request: Request, study: str) -> HttpResponse:
    """The whole concourse with its balance. Once the study is open it can still be read."""
    found = get_object_or_404(queries.studies_designed_by(request.office), slug=study)
    theme = request.GET.get("theme", "")
    balance = queries.balance_of(found)
    words = {
        "study": found,
        "page": queries.page_of_statements(found, theme=theme, page=request.GET.get("page")),
        "balance": balance,
        "theme": theme,
        "themes": [each.theme for each in balance if each.theme],
        "chosen": sum(each.chosen for each in balance),
        "candidates": sum(each.candidates for each in balance),
        "without_welsh": queries.without_welsh(found),
        "drafts": queries.welsh_drafts(found),
        "fixed": found.opened_at is not None,
    }
    return render(request, "viewpoints/statements.html", words)


@open_to(access.may_design)
@require_POST
@before_opening
def choose(request: Request, found: Any) -> HttpResponse:
    """The ticks of one page: those shown and not ticked are left out, those not shown stay as they are."""
    shown, ticked = set(request.POST.getlist("shown")), set(request.POST.getlist("choose"))
    actions.choose_statements(
        study=found, choose=ticked & shown, drop=shown - ticked, by=request.office, at=now()
    )
    count = queries.how_many_chosen(found)
    told = ngettext("%(count)s statement is chosen.", "%(count)s statements are chosen.", count)
    messages.success(request, told % {"count": count})
    return to_statements(request, found)


def to_statements(request: Request, found: Any) -> HttpResponse:
    return redirect("viewpoints:statements", request.office.council.slug, found.slug)


@open_to(access.may_design)
@before_opening
def add(request: Request, found: Any) -> HttpResponse:
    form = forms.Statement(request.POST or None)
    if not found.in_welsh:
        in_english_alone(form)
    if form.is_valid():
        added = actions.add_statement(study=found, by=request.office, at=now(), **form.cleaned_data)
        messages.success(request, _("Statement %(key)s was added.") % {"key": added.key})
        return to_statements(request, found)
    words = {"form": form, "study": found, "heading": _("Add a statement"), "button": _("Add it")}
    return render(request, "viewpoints/statement.html", words)


@open_to(access.may_design)
@before_opening
def reword(request: Request, found: Any, key: str) -> HttpResponse:
    statement = get_object_or_404(queries.concourse_of(found), key=key)
    asis = {name: getattr(statement, name) for name in ("words", "words_cy", "draft_cy", "theme", "source")}
    form = forms.Statement(request.POST or None, initial=asis)
    if not found.in_welsh:
        in_english_alone(form)
    if form.is_valid():
        said = {**asis, **form.cleaned_data}  # Welsh that is not asked for today is kept for another day
        actions.reword_statement(study=found, key=key, by=request.office, at=now(), **said)
        return to_statements(request, found)
    heading = _("Reword statement %(key)s") % {"key": key}
    words = {
        "form": form,
        "study": found,
        "statement": statement,
        "heading": heading,
        "button": _("Save"),
    }
    return render(request, "viewpoints/statement.html", words)


@open_to(access.may_design)
@require_POST
@before_opening
def move(request: Request, found: Any, key: str) -> HttpResponse:
    get_object_or_404(queries.concourse_of(found), key=key)
    place = forms.Place(request.POST)
    if place.is_valid():
        actions.move_statement(study=found, key=key, to=place.cleaned_data["to"], by=request.office, at=now())
    else:
        messages.error(request, _("Give the place as a whole number, such as 3."))
    return to_statements(request, found)


@open_to(access.may_design)
@before_opening
def remove(request: Request, found: Any, key: str) -> HttpResponse:
    statement = get_object_or_404(queries.concourse_of(found), key=key)
    if request.method == "POST":
        actions.remove_statement(study=found, key=key, by=request.office, at=now())
        messages.success(request, _("Statement %(key)s was removed.") % {"key": key})
        return to_statements(request, found)
    return render(request, "viewpoints/statement_remove.html", {"study": found, "statement": statement})


@open_to(access.may_design)
@before_opening
def read(request: Request, found: Any) -> HttpResponse:
    """A file of statements: what it would do, and, confirmed, the deed."""
    if request.method == "POST" and "lines" in request.POST:
        return _confirm(request, found)
    sent = request.method == "POST"
    form = forms.StatementFile(request.POST if sent else None, request.FILES if sent else None)
    problems: tuple[concourse.Problem, ...] = ()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            lines = concourse.read(file.read(), name=file.name)
            return _dry_run(request, found, lines, name=file.name)
        except concourse.BadFile as bad:
            problems = bad.problems
            told = ngettext(
                "There is a problem with the file. Nothing was imported.",
                "There are %(number)s problems with the file. Nothing was imported.",
                len(problems),
            )
            form.add_error("file", told % {"number": len(problems)})
    words = {
        "form": form,
        "study": found,
        "faults": problems[:MOST_SHOWN],
        "more": max(0, len(problems) - MOST_SHOWN),
        "columns": concourse.COLUMNS,
    }
    return render(request, "viewpoints/statements_read.html", words)


def _dry_run(request: Request, found: Any, lines: tuple[concourse.Line, ...], *, name: str) -> HttpResponse:
    standing = queries.lines_of(found)
    diff = concourse.compare(lines, standing)
    words = {
        "study": found,
        "diff": diff,
        "changes": [(line, standing[line.key]) for line in diff.changed],
        "name": name,
        "lines": json.dumps([[line.number, line.key, *line.told] for line in lines], ensure_ascii=False),
    }
    return render(request, "viewpoints/statements_dry_run.html", words)


def _confirm(request: Request, found: Any) -> HttpResponse:
    try:
        lines = tuple(concourse.Line(*each) for each in json.loads(request.POST["lines"]))
        if any(concourse.wrong_with(line) for line in lines) or len(lines) > concourse.MOST_ROWS:
            raise ValueError
    except (TypeError, ValueError):
        messages.error(request, _("What was read could not be kept. Choose the file again."))
        return redirect("viewpoints:read_statements", request.office.council.slug, found.slug)
    diff = actions.read_statements(study=found, lines=lines, by=request.office, at=now())
    told = _("Statements were imported: %(new)s new, %(changed)s changed, %(same)s unchanged.")
    messages.success(
        request, told % {"new": len(diff.new), "changed": len(diff.changed), "same": diff.unchanged}
    )
    return to_statements(request, found)


@open_to(access.may_design)
def export(request: Request, study: str, ending: str) -> HttpResponse:
    if ending not in TYPES:
        raise Http404
    found = get_object_or_404(queries.studies_designed_by(request.office), slug=study)
    content = concourse.written(queries.rows_of(found), ending=ending)
    disposition = f'attachment; filename="{found.slug}-statements.{ending}"'
    return HttpResponse(content, content_type=TYPES[ending], headers={"Content-Disposition": disposition})
