"""Writing a draft, clause by clause."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concordat.people.gate import Request, open_to
from concordat.protocol import access, actions, forms, queries
from concordat.protocol.rules.editions import ChangedMeanwhile, OutOfTurn, Stage
from concordat.protocol.rules.tree import NotPossible

A_PAGE_OF = 50
MOVES = ("promote", "demote", "up", "down")


def whole(typed: str | None) -> int:
    """A number that the page itself had put into a form."""
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1


def moved_meanwhile(request: Request) -> None:
    messages.error(
        request,
        _(
            "A colleague has changed the draft since you opened the page. Here it is as it stands now; "
            "please try again."
        ),
    )


@open_to(access.may_draft)
@require_POST
def begin(request: Request, instrument: str) -> HttpResponse:
    found = get_object_or_404(queries.instruments_seen_by(request.office, today=localdate()), slug=instrument)
    try:
        actions.begin_draft(instrument=found, by=request.office, at=now())
    except OutOfTurn as late:
        messages.error(request, _(str(late)))
    return redirect("protocol:draft", request.office.council.slug, found.slug)


@open_to(access.may_draft)
def draft(request: Request, instrument: str) -> HttpResponse:
    found = get_object_or_404(queries.draft_of(request.office, instrument))
    places = queries.places_of(found)
    stage = queries.stage_of(found, today=localdate())
    words = {
        "edition": found,
        "instrument": found.instrument,
        "page": Paginator(places, A_PAGE_OF).get_page(request.GET.get("page")),
        "total": len(places),
        "gone": queries.missing_from(found),
        "planned": queries.consultation_of(found),
        "stage": stage,
        "still": stage is Stage.IN_CONSULTATION,
    }
    return render(request, "protocol/draft.html", words)


@open_to(access.may_draft)
def describe(request: Request, instrument: str) -> HttpResponse:
    found = get_object_or_404(queries.draft_of(request.office, instrument))
    form = forms.Description(request.POST or None, initial={"title": found.title, "summary": found.summary})
    if form.is_valid():
        try:
            actions.describe_draft(edition=found, by=request.office, at=now(), **form.cleaned_data)
            return redirect("protocol:draft", request.office.council.slug, instrument)
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    return _form(request, found, form, _("Title and summary"))


@open_to(access.may_draft)
def numbers(request: Request, instrument: str) -> HttpResponse:
    found = get_object_or_404(queries.draft_of(request.office, instrument))
    asis = {"mode": found.numbering, "before": found.number_prefix, "start": found.number_start}
    form = forms.NumberingChoice(request.POST or None, initial=asis)
    if form.is_valid():
        try:
            actions.number_draft(edition=found, by=request.office, at=now(), **form.cleaned_data)
            return redirect("protocol:draft", request.office.council.slug, instrument)
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    return _form(request, found, form, _("Numbers"))


def _form(request: Request, found: Any, form: Any, heading: str) -> HttpResponse:
    up = reverse("protocol:draft", args=[request.office.council.slug, found.instrument.slug])
    words = {"form": form, "instrument": found.instrument, "heading": heading, "button": _("Save"), "up": up}
    return render(request, "protocol/form.html", words)


@open_to(access.may_draft)
def add(request: Request, instrument: str) -> HttpResponse:
    """A new clause. Where: behind, or inside, the one whose key the address names; else at the end."""
    found = get_object_or_404(queries.draft_of(request.office, instrument))
    after, inside = request.GET.get("after", ""), "inside" in request.GET
    beside = get_object_or_404(queries.row_of(found, after)) if after else None
    form = forms.ClauseWords(request.POST or None, initial={"kind": "rule"})
    if form.is_valid():
        try:
            row = actions.add_clause(
                edition=found, after=after, inside=inside, by=request.office, at=now(), **form.cleaned_data
            )
            return _to_clause(request, found, row.clause.key)
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
        except ChangedMeanwhile:
            form.add_error(
                None,
                _(
                    "A colleague has taken out the clause beside which this was to stand. "
                    "Your words are kept below."
                ),
            )
    words = {
        "form": form,
        "edition": found,
        "instrument": found.instrument,
        "beside": beside,
        "inside": inside,
    }
    return render(request, "protocol/clause_add.html", words)


@open_to(access.may_draft)
def clause(request: Request, instrument: str, key: str) -> HttpResponse:
    """Change what a clause says. The second of two who do so at once is shown both, and loses nothing."""
    found = get_object_or_404(queries.draft_of(request.office, instrument))
    row = get_object_or_404(queries.row_of(found, key))
    form = forms.ClauseWords(request.POST or None, initial=_asis(row))
    theirs = None
    if form.is_valid():
        seen = whole(request.POST.get("seen"))
        try:
            actions.reword_clause(
                edition=found, key=key, seen=seen, by=request.office, at=now(), **form.cleaned_data
            )
            return _to_clause(request, found, key)
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
        except ChangedMeanwhile:
            row = get_object_or_404(queries.row_of(found, key))
            theirs = row
            form.add_error(
                None,
                _(
                    "A colleague has changed this clause meanwhile. Both are below: save again to keep "
                    "yours, or take over what you need from theirs."
                ),
            )
    words = {
        "form": form,
        "edition": found,
        "instrument": found.instrument,
        "row": row,
        "theirs": theirs,
        "seen": row.revision if theirs or request.method == "GET" else whole(request.POST.get("seen")),
    }
    return render(request, "protocol/clause_edit.html", words)


def _asis(row: Any) -> dict[str, object]:
    asis: dict[str, object] = {
        name: getattr(row, name) for name in ("kind", "owed", "label", "heading", "text", "measure")
    }
    return asis | {"tags": ", ".join(row.tags)}


def _to_clause(request: Request, found: Any, key: str) -> HttpResponse:
    """Back to the draft, on the page on which the clause stands, at its place."""
    place = next((each.number for each in queries.places_of(found) if each.clause.key == key), 1)
    up = reverse("protocol:draft", args=[request.office.council.slug, found.instrument.slug])
    return redirect(f"{up}?page={(place - 1) // A_PAGE_OF + 1}#{key}")


@open_to(access.may_draft)
@require_POST
def move(request: Request, instrument: str, key: str) -> HttpResponse:
    found = get_object_or_404(queries.draft_of(request.office, instrument))
    step = request.POST.get("step", "")
    if step not in (*MOVES, "join"):
        raise Http404
    told: dict[str, Any] = {"edition": found, "key": key, "by": request.office, "at": now()}
    told["seen"] = whole(request.POST.get("seen"))
    try:
        if step == "join":
            key = actions.join_clause(**told)
        else:
            actions.shift_clause(step=step, **told)
    except ChangedMeanwhile:
        moved_meanwhile(request)
    except (OutOfTurn, NotPossible) as wrong:
        messages.error(request, _(str(wrong)))
    return _to_clause(request, found, key)


@open_to(access.may_draft)
def split(request: Request, instrument: str, key: str) -> HttpResponse:
    found = get_object_or_404(queries.draft_of(request.office, instrument))
    row = get_object_or_404(queries.row_of(found, key))
    form = forms.Split(request.POST or None, text=row.text)
    if form.is_valid():
        try:
            new_key = actions.split_clause(
                edition=found,
                key=key,
                at_sign=form.cleaned_data["place"],
                seen=whole(request.POST.get("seen")),
                by=request.office,
                at=now(),
            )
            return _to_clause(request, found, new_key)
        except ChangedMeanwhile:
            moved_meanwhile(request)
            return _to_clause(request, found, key)
        except (OutOfTurn, NotPossible) as wrong:
            form.add_error(None, _(str(wrong)))
    words = {
        "form": form,
        "edition": found,
        "instrument": found.instrument,
        "row": row,
        "seen": found.revision,
    }
    return render(request, "protocol/clause_split.html", words)


@open_to(access.may_draft)
def remove(request: Request, instrument: str, key: str) -> HttpResponse:
    found = get_object_or_404(queries.draft_of(request.office, instrument))
    row = get_object_or_404(queries.row_of(found, key))
    if request.method == "POST":
        try:
            seen = whole(request.POST.get("seen"))
            actions.remove_clause(edition=found, key=key, seen=seen, by=request.office, at=now())
            messages.success(request, _("The clause is out of the draft."))
        except ChangedMeanwhile:
            moved_meanwhile(request)
        except OutOfTurn as wrong:
            messages.error(request, _(str(wrong)))
        return redirect("protocol:draft", request.office.council.slug, instrument)
    words = {"edition": found, "instrument": found.instrument, "row": row}
    return render(request, "protocol/clause_remove.html", words)


@open_to(access.may_draft)
@require_POST
def put_back(request: Request, instrument: str, key: str) -> HttpResponse:
    found = get_object_or_404(queries.draft_of(request.office, instrument))
    try:
        actions.put_back_clause(edition=found, key=key, by=request.office, at=now())
    except OutOfTurn as wrong:
        messages.error(request, _(str(wrong)))
    return _to_clause(request, found, key)


@open_to(access.may_draft)
def abandon(request: Request, instrument: str) -> HttpResponse:
    found = get_object_or_404(queries.draft_of(request.office, instrument))
    if request.method == "POST":
        try:
            actions.abandon_draft(edition=found, by=request.office, at=now())
            messages.success(request, _("The draft is abandoned."))
        except OutOfTurn as wrong:
            messages.error(request, _(str(wrong)))
        return redirect("protocol:instrument", request.office.council.slug, instrument)
    return render(request, "protocol/abandon.html", {"edition": found, "instrument": found.instrument})
