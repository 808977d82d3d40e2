"""Bringing a text and mending what was read of it: source beside tree, doubtful clauses first."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concordat.people.gate import Request, open_to
from concordat.protocol import access, actions, forms, queries
from concordat.protocol.rules import repairing
from concordat.protocol.rules.editions import ChangedMeanwhile, OutOfTurn
from concordat.protocol.rules.reading import CannotRead
from concordat.protocol.rules.repairing import Step
from concordat.protocol.rules.tree import NotPossible
from concordat.protocol.views.drafting import whole

A_PAGE_OF = 25
VIEWS = ("doubtful", "all", "left-out")
PASTED = "pasted.txt"


@open_to(access.may_draft)
def bring(request: Request, instrument: str) -> HttpResponse:
    found = get_object_or_404(queries.instruments_seen_by(request.office, today=localdate()), slug=instrument)
    form = forms.Text(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        name = file.name[-200:] if file else PASTED
        body = file.read() if file else form.cleaned_data["words"].encode()
        try:
            made = actions.bring(instrument=found, name=name, body=body, by=request.office, at=now())
            return redirect("protocol:source", request.office.council.slug, found.slug, made.id)
        except CannotRead as refused:
            form.add_error("file" if file else "words", _(str(refused)))
    under_way = queries.sources_under_way(request.office, instrument)
    words = {"form": form, "instrument": found, "under_way": under_way}
    return render(request, "protocol/importing/bring.html", words)


@open_to(access.may_draft)
def source(request: Request, instrument: str, source: int) -> HttpResponse:
    """How far the reading is; once it is read, what was made of it, and how much of that is in doubt."""
    found = get_object_or_404(queries.sources_of(request.office, instrument), id=source)
    words: dict[str, Any] = {"source": found, "instrument": found.instrument}
    if found.state in {"read", "confirmed"}:
        work = queries.work_of(found)
        words |= {
            "reading": queries.reading_of(found),
            "work": work,
            "doubtful": repairing.doubtful(work),
            "unplaced": repairing.unplaced(work),
        }
    return render(request, "protocol/importing/source.html", words)


@open_to(access.may_draft)
def repair(request: Request, instrument: str, source: int) -> HttpResponse:
    found = get_object_or_404(queries.sources_of(request.office, instrument), id=source, state="read")
    work = queries.work_of(found)
    keys = [clause.key for clause in work.clauses]
    ranged = forms.Range(request.POST if "range" in request.POST else None, keys=keys)
    if request.method == "POST":
        step = ranged.step if "range" in request.POST and ranged.is_valid() else _step_of(request)
        if step is not None:
            return _take(request, found, step)
    return render(request, "protocol/importing/repair.html", _screen(request, found, work, ranged))


def _step_of(request: Request) -> Step | None:
    """What the pressed button asks: "promote:12", or "set:12" for what was chosen from the list beside it."""
    do, _colon, key = request.POST.get("do", "").partition(":")
    if do == "set":
        do, _bar, to = request.POST.get(f"deed-{key}", "").partition("|")
        return Step(do, key, to=to)
    return Step(do, key) if do else None


def _take(request: Request, found: Any, step: Step) -> HttpResponse:
    """Take a step, and go back to where one was: to the clause it was done to, or to the next in doubt."""
    seen = whole(request.POST.get("seen"))
    try:
        actions.repair(source=found, step=step, seen=seen, by=request.office, at=now())
    except ChangedMeanwhile:
        _say_what_was_done(request, found, seen)
    except (NotPossible, OutOfTurn) as wrong:
        messages.error(request, _(str(wrong)))
    return _back_to_screen(request, found, at=step.first)


def _say_what_was_done(request: Request, found: Any, seen: int) -> None:
    done = [f"{each.by}: {each.step['do']}" for each in queries.steps_since(found, seen)]
    messages.error(
        request,
        _(
            "A colleague has repaired this text since you opened the page (%(done)s). "
            "Here it is as it stands now."
        )
        % {"done": "; ".join(done) or _("a step was taken back")},
    )


def _back_to_screen(request: Request, found: Any, *, at: str = "") -> HttpResponse:
    show = request.GET.get("show", "")
    page = whole(request.GET.get("page"))
    up = reverse("protocol:repair", args=[request.office.council.slug, found.instrument.slug, found.id])
    query = "&".join([f"show={show}"] * (show in VIEWS) + [f"page={page}"] * (page > 0))
    return redirect(f"{up}{'?' if query else ''}{query}{f'#c{at}' if at.isalnum() else ''}")


def _screen(request: Request, found: Any, work: repairing.Work, ranged: Any) -> dict[str, object]:
    unsure = repairing.doubtful(work)
    show = request.GET.get("show") or ("doubtful" if unsure else "all")
    every = queries.source_rows(work)
    if show == "doubtful":
        by_number = {row.number: row for row in every if row.clause}
        every = [by_number[place + 1] for place in unsure]
    elif show == "left-out":
        every = [row for row in every if row.left_out]
    return {
        "source": found,
        "instrument": found.instrument,
        "page": Paginator(every, A_PAGE_OF).get_page(request.GET.get("page")),
        "show": show,
        "doubtful": len(unsure),
        "left_out": len(work.left_out),
        "total": len(work.clauses),
        "unplaced": repairing.unplaced(work),
        "deeds": forms.deeds(),
        "range": ranged,
        "undo": queries.last_step(found),
        "redo": queries.last_step(found, taken_back=True),
    }


@open_to(access.may_draft)
def take_apart(request: Request, instrument: str, source: int, key: str) -> HttpResponse:
    """Cut the words of one clause: into two clauses, or into heading or number and words."""
    found = get_object_or_404(queries.sources_of(request.office, instrument), id=source, state="read")
    work = queries.work_of(found)
    clause = next((each for each in work.clauses if each.key == key), None)
    if clause is None:
        raise Http404
    if request.POST.get("do") in {"unhead", "unlabel"}:
        return _take(request, found, Step(request.POST["do"], key))
    form = forms.TakeApart(request.POST or None, text=clause.text)
    if form.is_valid():
        step = Step(form.cleaned_data["do"], key, at=form.cleaned_data["place"])
        try:
            seen = whole(request.POST.get("seen"))
            actions.repair(source=found, step=step, seen=seen, by=request.office, at=now())
            return _back_to_screen(request, found, at=key)
        except ChangedMeanwhile:
            form.add_error(
                None, _("A colleague has repaired this text since you opened the page. Look again, please.")
            )
            found.refresh_from_db()
        except (NotPossible, OutOfTurn) as wrong:
            form.add_error(None, _(str(wrong)))
    words = {"form": form, "source": found, "instrument": found.instrument, "clause": clause}
    return render(request, "protocol/importing/take_apart.html", words)


@open_to(access.may_draft)
@require_POST
def undo(request: Request, instrument: str, source: int) -> HttpResponse:
    """Take the last step back, or take it again."""
    found = get_object_or_404(queries.sources_of(request.office, instrument), id=source, state="read")
    deed = actions.take_again if "again" in request.POST else actions.take_back
    seen = whole(request.POST.get("seen"))
    try:
        deed(source=found, seen=seen, by=request.office, at=now())
    except ChangedMeanwhile:
        _say_what_was_done(request, found, seen)
    except OutOfTurn as wrong:
        messages.error(request, _(str(wrong)))
    return _back_to_screen(request, found)


@open_to(access.may_draft)
def confirm(request: Request, instrument: str, source: int) -> HttpResponse:
    """The last look before a draft is made. Until then nothing was saved but the file and its reading."""
    found = get_object_or_404(queries.sources_of(request.office, instrument), id=source, state="read")
    reading, work = queries.reading_of(found), queries.work_of(found)
    title = reading.title or found.instrument.name
    form = forms.Confirmed(request.POST or None, initial={"title": title[:300]})
    if form.is_valid():
        try:
            made = actions.confirm_reading(
                source=found,
                title=form.cleaned_data["title"],
                seen=whole(request.POST.get("seen")),
                by=request.office,
                at=now(),
            )
            if made is None:
                return redirect("protocol:source", request.office.council.slug, instrument, found.id)
            messages.success(request, _("The draft is made. The file and its reading are kept."))
            return redirect("protocol:draft", request.office.council.slug, instrument)
        except ChangedMeanwhile:
            form.add_error(
                None, _("A colleague has repaired this text since you opened the page. Look again, please.")
            )
            found.refresh_from_db()
            work = queries.work_of(found)
        except OutOfTurn as wrong:
            form.add_error(None, _(str(wrong)))
    words = {
        "form": form,
        "source": found,
        "instrument": found.instrument,
        "reading": reading,
        "work": work,
        "doubtful": len(repairing.doubtful(work)),
        "unplaced": repairing.unplaced(work),
    }
    return render(request, "protocol/importing/confirm.html", words)


@open_to(access.may_draft)
@require_POST
def throw_away(request: Request, instrument: str, source: int) -> HttpResponse:
    found = get_object_or_404(queries.sources_of(request.office, instrument), id=source)
    try:
        actions.throw_away(source=found, by=request.office, at=now())
        messages.success(request, _("The reading is thrown away."))
    except OutOfTurn as wrong:
        messages.error(request, _(str(wrong)))
    return redirect("protocol:instrument", request.office.council.slug, instrument)


@open_to(access.may_draft)
def original(request: Request, instrument: str, source: int) -> HttpResponse:
    """The file as it was brought: to save, and never to be shown as a page of ours."""
    found = get_object_or_404(queries.sources_of(request.office, instrument), id=source)
    file = HttpResponse(bytes(found.body), content_type="application/octet-stream")
    file.headers["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    return file
