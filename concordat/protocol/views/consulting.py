"""A draft lies open to both sides: its words, what is said of them, and the answers."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concordat.papers.data import Sheet, to_csv
from concordat.people.gate import Request, open_to
from concordat.protocol import access, actions, forms, queries
from concordat.protocol.rules.editions import OutOfTurn, Stage
from concordat.protocol.views.drafting import A_PAGE_OF

WHOLE = "whole"  # of six signs is every clause's name: none is ever called so
SIDES = ("councillors", "officers")


def _the_draft(request: Request, instrument: str) -> Any:
    return get_object_or_404(queries.consulted_on(request.office, instrument, today=localdate()))


@open_to(access.may_draft)
def open_one(request: Request, instrument: str) -> HttpResponse:
    """Plan a consultation."""
    found = get_object_or_404(queries.draft_of(request.office, instrument))
    form = forms.Consultation(request.POST or None, initial={"opens_on": localdate()})
    if form.is_valid():
        try:
            actions.open_consultation(edition=found, by=request.office, at=now(), **form.cleaned_data)
            messages.success(request, _("Both sides are written to on the first day."))
            return redirect("protocol:draft", request.office.council.slug, instrument)
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    words = {"form": form, "edition": found, "instrument": found.instrument}
    return render(request, "protocol/consulting/open.html", words)


@open_to(access.any_office)
def consultation(request: Request, instrument: str) -> HttpResponse:
    found = _the_draft(request, instrument)
    stage = queries.stage_of(found, today=localdate())
    said = queries.how_many_said(found)
    editions = queries.editions_of(found.instrument, office=request.office, today=localdate())
    rows = [(place, said.get(place.clause.key, 0)) for place in queries.places_of(found, top=2)]
    words = {
        "edition": found,
        "instrument": found.instrument,
        "consultation": queries.consultation_of(found),
        "page": Paginator(rows, A_PAGE_OF).get_page(request.GET.get("page")),
        "on_the_whole": said.get("", 0),
        "total": sum(said.values()),
        "waiting": queries.comments_waiting(found),
        "stage": stage,
        "current": next((each for each, now_is in editions if now_is is Stage.IN_FORCE), None),
        "is_open": stage is Stage.IN_CONSULTATION,
        "may_draft": access.may_draft(request.office),
    }
    return render(request, "protocol/consulting/consultation.html", words)


@open_to(access.may_draft)
def last_day(request: Request, instrument: str) -> HttpResponse:
    found = _the_draft(request, instrument)
    latest = queries.consultation_of(found)
    form = forms.LastDay(request.POST or None, initial={"closes_on": latest.closes_on if latest else None})
    if latest and form.is_valid():
        try:
            actions.change_last_day(
                consultation=latest, closes_on=form.cleaned_data["closes_on"], by=request.office, at=now()
            )
            return redirect("protocol:consultation", request.office.council.slug, instrument)
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    words = {"form": form, "instrument": found.instrument, "heading": _("Last day"), "button": _("Save")}
    return render(request, "protocol/form.html", words)


@open_to(access.any_office)
def clause(request: Request, instrument: str, key: str) -> HttpResponse:
    """What is said of one clause or of the whole, and a place to say more while people are asked."""
    found = _the_draft(request, instrument)
    named = "" if key == WHOLE else key
    row = get_object_or_404(queries.row_of(found, named)) if named else None
    is_open = queries.stage_of(found, today=localdate()) is Stage.IN_CONSULTATION
    may_comment = is_open and access.may_comment(request.office)
    form = forms.Comment(request.POST or None)
    if form.is_valid():
        try:
            actions.say(
                edition=found, key=named, words=form.cleaned_data["words"], by=request.office, at=now()
            )
            messages.success(request, _("Your comment stands below."))
            return redirect("protocol:say", request.office.council.slug, instrument, key)
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    words = {
        "form": form,
        "edition": found,
        "instrument": found.instrument,
        "row": row,
        "page": Paginator(queries.comments_on(found, named), A_PAGE_OF).get_page(request.GET.get("page")),
        "is_open": is_open,
        "may_comment": may_comment or form.is_bound,
        "may_draft": access.may_draft(request.office),
    }
    return render(request, "protocol/consulting/clause.html", words)


@open_to(access.any_office)
def comments(request: Request, instrument: str) -> HttpResponse:
    """Everything that was said, in the order in which it came."""
    found = _the_draft(request, instrument)
    side = request.GET.get("side", "")
    unanswered = "unanswered" in request.GET
    page = queries.page_of_comments(
        found,
        unanswered=unanswered,
        side=side if side in SIDES else "",
        page=request.GET.get("page"),
    )
    words = {
        "edition": found,
        "instrument": found.instrument,
        "page": page,
        "unanswered": unanswered,
        "side": side,
        "may_draft": access.may_draft(request.office),
    }
    return render(request, "protocol/consulting/comments.html", words)


@open_to(access.may_draft)
def answer(request: Request, instrument: str, comment: int) -> HttpResponse:
    found = _the_draft(request, instrument)
    said = get_object_or_404(queries.comments_of(found), id=comment)
    form = forms.Answer(request.POST or None, initial={"answer": said.answer})
    if form.is_valid():
        try:
            actions.answer_comment(
                comment=said, answer=form.cleaned_data["answer"], by=request.office, at=now()
            )
            return redirect("protocol:comments", request.office.council.slug, instrument)
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
    words = {"form": form, "edition": found, "instrument": found.instrument, "comment": said}
    return render(request, "protocol/consulting/answer.html", words)


@open_to(access.may_comment)
@require_POST
def take_back(request: Request, instrument: str, comment: int) -> HttpResponse:
    found = _the_draft(request, instrument)
    said = get_object_or_404(queries.comments_of(found), id=comment, office=request.office.id)
    key = said.clause.key if said.clause else WHOLE
    try:
        actions.take_comment_back(comment=said, by=request.office, at=now())
        messages.success(request, _("Your comment is taken back."))
    except OutOfTurn as late:
        messages.error(request, _(str(late)))
    return redirect("protocol:say", request.office.council.slug, instrument, key)


@open_to(access.may_draft)
def as_csv(request: Request, instrument: str) -> HttpResponse:
    """All comments with their answers, for the report to the committee."""
    found = _the_draft(request, instrument)
    rows = [
        (
            said.clause.key if said.clause else "",
            said.about,
            said.side,
            str(said.office),
            localtime(said.at).date().isoformat(),
            said.words,
            said.answer,
        )
        for said in queries.comments_of(found)
    ]
    head = ("clause", "words commented on", "side", "office", "said on", "comment", "answer")
    body = to_csv(Sheet(head, tuple(rows))).encode("utf-8-sig")
    file = HttpResponse(body, content_type="text/csv; charset=utf-8")
    file.headers["Content-Disposition"] = f'attachment; filename="{found.instrument.slug}-comments.csv"'
    return file
