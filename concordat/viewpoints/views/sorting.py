"""Sorting, page by page. No page here knows who reads it: no cookie, no session, no line in a log.

The code is all that opens it. What was done is kept as a draft on the server, so that nothing is lost and
somebody can go on elsewhere. Every page does its whole work without script; script makes it quicker.
"""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate, now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from concordat.people.gate import open_to_everyone
from concordat.viewpoints import actions, queries
from concordat.viewpoints.forms import sorting as forms
from concordat.viewpoints.queries import Paper
from concordat.viewpoints.rules import codes
from concordat.viewpoints.rules.codes import AlreadyHandedIn, NotACode, NotKept, TooLate
from concordat.viewpoints.rules.course import has_reached, reached
from concordat.viewpoints.rules.draft import NotAMove, Page
from concordat.viewpoints.rules.moves import storable
from concordat.viewpoints.rules.stages import Side
from concordat.viewpoints.views import sort_pages
from concordat.viewpoints.views.sort_pages import moves_in

SHUT: Mapping[type[Exception], tuple[str, int]] = {
    NotACode: ("unknown", 404),
    AlreadyHandedIn: ("handed in", 410),
    TooLate: ("closed", 410),
    NotKept: ("busy", 503),
}


def opened_by_code(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open a page to whoever brings a code, and leave no trace of it.

    A token from a cookie would protect nothing: there is no session to abuse, and the code is the only key.
    """

    @open_to_everyone
    @csrf_exempt
    @sensitive_post_parameters()
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def opened(request: HttpRequest, **address: str) -> HttpResponseBase:
        try:
            page = view(request, **address)
        except tuple(SHUT) as trouble:
            why, status = SHUT[type(trouble)]
            page = shut(request, why, status=status)
        return unremembered(page)

    return opened


def unremembered(page: HttpResponseBase) -> HttpResponseBase:
    """Nothing on the way keeps it: no cache, no search engine, no referrer, no line in a log."""
    page.headers["Cache-Control"] = "no-store"
    page.headers["Referrer-Policy"] = "no-referrer"
    page.headers["X-Robots-Tag"] = "noindex"
    # Django logs the address of every page that is refused. This one is a secret, and the line has a time.
    page._has_been_logged = True  # type: ignore[attr-defined]
    return page


def shut(request: HttpRequest, why: str, *, status: int) -> HttpResponseBase:
    if wants_json(request):
        return JsonResponse({"why": why}, status=status)
    return render(request, "viewpoints/sort/shut.html", {"why": why}, status=status)


def wants_json(request: HttpRequest) -> bool:
    return request.content_type == "application/json"


def language_of(request: HttpRequest) -> str:
    """What was chosen on the consent page, and otherwise English: the browser is not asked."""
    told = request.POST.get("language") or request.GET.get("language")
    return queries.WELSH if told == queries.WELSH else queries.ENGLISH


@opened_by_code
def code(request: HttpRequest) -> HttpResponseBase:
    """Where a code is typed: on another device, or from a note."""
    form = forms.Code(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"]
        try:
            queries.paper(typed, today=localdate())
        except NotACode:
            form.add_error("code", sort_pages.NO_SUCH_CODE)
        else:
            return redirect("viewpoints:sort", typed)
    with translation.override(language_of(request)):
        return render(request, "viewpoints/sort/code.html", {"form": form})


@opened_by_code
def sort(request: HttpRequest, code: str) -> HttpResponseBase:
    """The consent page; and for whoever has agreed to it, the way to where they stand."""
    if codes.read(code) != code:
        return redirect("viewpoints:sort", codes.read(code))
    paper = queries.paper(code, today=localdate(), language=language_of(request))
    if paper.sitting is not None:
        return to_page(paper, where(paper))
    if request.method == "POST":
        actions.begin(code=code, language=paper.language, at=now())
        return redirect("viewpoints:sort", code)
    with translation.override(paper.language):
        return render(request, "viewpoints/sort/consent.html", {"paper": paper, "council": paper.council})


@opened_by_code
def open_link(request: HttpRequest, link: str) -> HttpResponseBase:
    """The consent page of a study that is open to all who have its link."""
    paper = queries.paper_of_link(link, today=localdate(), language=language_of(request))
    with translation.override(paper.language):
        form = forms.FromWhere(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            side = Side(form.cleaned_data["side"])
            own = actions.take_part(link=link, side=side, language=paper.language, at=now())
            return redirect("viewpoints:sort", own)
        words = {"paper": paper, "council": paper.council, "form": form}
        return render(request, "viewpoints/sort/consent.html", words)


@opened_by_code
def sort_page(request: HttpRequest, code: str, page: str) -> HttpResponseBase:
    """One page of the sort. Whoever is not that far yet is led to where they are."""
    if codes.read(code) != code:
        return redirect("viewpoints:sort", codes.read(code))
    paper = queries.paper(code, today=localdate())
    if page not in list(Page) or paper.sitting is None:
        return redirect("viewpoints:sort", code)
    if not has_reached(Page(page), paper.started.sorting, paper.plan):
        return to_page(paper, where(paper))
    with translation.override(paper.language):
        if request.method == "POST":
            return posted(request, paper, Page(page))
        newer = "newer" in request.GET
        return sort_pages.shown(request, paper, Page(page), newer=newer)


def where(paper: Paper) -> Page:
    return reached(paper.started.sorting, paper.plan)


def to_page(paper: Paper, page: Page, *, beside: str = "") -> HttpResponse:
    return redirect(reverse("viewpoints:sort_page", args=[paper.code, page.value]) + beside)


def posted(request: HttpRequest, paper: Paper, page: Page) -> HttpResponseBase:
    """What a form of ours sent: one deed, and then the page that comes next."""
    do = request.POST.get("do", "")
    if do == "stop":
        actions.throw_away(code=paper.code, at=now())
        return render(request, "viewpoints/sort/stopped.html", {"paper": paper, "council": paper.council})
    try:
        if do == "hand_in" and page is Page.CHECK:
            return handed_in(request, paper)
        wrong = sort_pages.not_yet(request, paper, page)
        if wrong is not None:
            return wrong
        after = actions.make_moves(
            code=paper.code,
            revision=revision_of(request.POST),
            wanted=moves_in(request.POST, paper, page),
            page=page.value,
            language=language_of(request) if do == "language" else "",
            at=now(),
        )
    except actions.MovedOn:
        fresh = queries.paper(paper.code, today=localdate())
        if fresh.sitting is None:
            return redirect("viewpoints:sort", paper.code)
        return to_page(fresh, where(fresh), beside="?newer=1")
    except NotAMove:
        return to_page(paper, page)
    following = onward(after, page, do)
    as_lists = following is page is Page.GRID and request.GET.get("as") == "lists"
    return to_page(after, following, beside="?as=lists" if as_lists else "")


def onward(paper: Paper, page: Page, do: str) -> Page:
    """Stay while there is something to do here; after "Continue", to the first page that is not done."""
    furthest = where(paper)
    if not has_reached(page, paper.started.sorting, paper.plan):
        return furthest
    if do == "go":
        pages = paper.plan.pages
        return min(pages[pages.index(page) + 1], furthest, key=pages.index)
    if do in {"agree", "neutral", "disagree", "choose"} and furthest is not page:
        return furthest
    return page


def revision_of(typed: Mapping[str, Any]) -> int:
    told = str(typed.get("revision", ""))
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else -1


def handed_in(request: HttpRequest, paper: Paper) -> HttpResponseBase:
    try:
        actions.hand_in(code=paper.code, revision=revision_of(request.POST), at=now())
    except actions.NotFinished as unfinished:
        problems = sort_pages.problems_in(unfinished.left, paper)
        return sort_pages.shown(request, paper, Page.CHECK, problems=problems)
    except NotKept:
        return sort_pages.shown(request, paper, Page.CHECK, busy=True, status=503)
    return render(request, "viewpoints/sort/thanks.html", {"paper": paper, "council": paper.council})


@opened_by_code
def moves(request: HttpRequest, code: str) -> HttpResponseBase:
    """Moves as the script sends them: {"revision": 3, "batch": "…", "page": "grid", "moves": [{…}]}.

    Answers with the new revision and the address of the page that comes next; 409 when the draft was changed
    elsewhere, 400 for what our own script never sends. With no moves it answers only whether all is well.
    """
    if request.method != "POST" or not wants_json(request):
        return JsonResponse({"why": "no moves"}, status=400)
    try:
        told = json.loads(request.body)
        wanted, batch = told["moves"], storable(str(told.get("batch", "")))[:40]
        if not isinstance(wanted, list) or not all(isinstance(move, dict) for move in wanted):
            raise NotAMove
        if wanted:
            paper = actions.make_moves(
                code=code,
                revision=int(told["revision"]),
                wanted=wanted,
                page=storable(str(told.get("page", "")))[:20],
                batch=batch,
                at=now(),
            )
        else:
            paper = queries.paper(code, today=localdate())
    except actions.MovedOn:
        return JsonResponse({"page": reverse("viewpoints:sort", args=[code])}, status=409)
    except (NotAMove, KeyError, TypeError, ValueError):
        return JsonResponse({"why": "not a move"}, status=400)
    if paper.sitting is None:
        return JsonResponse({"page": reverse("viewpoints:sort", args=[code])}, status=409)
    address = reverse("viewpoints:sort_page", args=[paper.code, where(paper).value])
    return JsonResponse({"revision": paper.sitting.revision, "page": address})
