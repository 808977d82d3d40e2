"""The ballot paper. No page here knows who reads it: no cookie, no session, nothing stored on the way.

Answers travel in the form itself from page to page until they are sealed. The link is all that opens it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from concordat.people.gate import open_to_everyone
from concordat.surveys import actions, forms, queries
from concordat.surveys.queries import BallotPaper
from concordat.surveys.rules import ballot, copies
from concordat.surveys.rules.ballot import NotOnItsScale
from concordat.surveys.rules.instrument import Item
from concordat.surveys.rules.links import AlreadyAnswered, NotALink, NotKept, TooLate

BEGINNING = 0


@dataclass(frozen=True)
class Sheet:
    """The ballot paper as one visitor has filled it in so far."""

    paper: BallotPaper
    typed: Mapping[str, str]
    parts: tuple[tuple[str, tuple[Item, ...]], ...]

    @property
    def check(self) -> int:
        """The number of the page on which everything is looked through; the parts come before it."""
        return len(self.parts) + 1

    def page_of(self, item: Item) -> int:
        return next(n for n, (_name, items) in enumerate(self.parts, start=1) if item in items)

    def carried(self, *, beside: int) -> list[tuple[str, str]]:
        """What was typed on the other pages, to travel along unseen while this one is shown."""
        others = [items for n, (_name, items) in enumerate(self.parts, start=1) if n != beside]
        return [
            (item.id, said) for items in others for item in items if (said := self.typed.get(item.id, ""))
        ]

    def told(self) -> list[tuple[int, str, list[tuple[str, str]]]]:
        """Every question with its answer, part by part."""
        return [
            (
                n,
                name,
                [forms.in_words(item, self.paper.side, self.typed.get(item.id, "")) for item in items],
            )
            for n, (name, items) in enumerate(self.parts, start=1)
        ]


# A token from a cookie would protect nothing: there is no session to abuse, and the link is the only key.
@open_to_everyone
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, link: str) -> HttpResponse:
    try:
        paper = queries.ballot_paper(link, today=localdate())
        page = turned(request, paper)
    except NotALink:
        page = shut(request, "unknown", status=404)
    except AlreadyAnswered:
        page = shut(request, "answered", status=410)
    except TooLate:
        page = shut(request, "closed", status=410)
    return unremembered(page)


def turned(request: HttpRequest, paper: BallotPaper) -> HttpResponse:
    """The page that comes next."""
    sheet = Sheet(paper, request.POST, copies.sections(paper.items))
    if request.method != "POST":
        return shown(request, sheet, BEGINNING)
    try:
        answers = ballot.read(request.POST, items=paper.items)
    except NotOnItsScale as wrong:  # which our own pages never send
        return shown(request, sheet, sheet.page_of(wrong.item))
    if request.POST.get("go") == "seal":
        return sealed(request, sheet, answers)
    return shown(request, sheet, asked_for(request, last=sheet.check))


def asked_for(request: HttpRequest, *, last: int) -> int:
    """The button says which page it leads to; whatever else was sent leads to the beginning."""
    word = request.POST.get("go", "")
    return min(int(word), last) if word.isascii() and word.isdigit() and len(word) < 4 else BEGINNING


def sealed(request: HttpRequest, sheet: Sheet, answers: Mapping[str, int]) -> HttpResponse:
    try:
        actions.cast(paper=sheet.paper, answers=answers, at=now())
    except NotKept:
        trouble = _(
            "Your answers could not be stored just now. Nothing is lost: wait a moment and press again."
        )
        return shown(request, sheet, sheet.check, trouble=trouble, status=503)
    return render(request, "surveys/ballot/kept.html", {"paper": sheet.paper, "council": sheet.paper.council})


def shown(
    request: HttpRequest, sheet: Sheet, number: int, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    words: dict[str, object] = {
        "paper": sheet.paper,
        "council": sheet.paper.council,
        "number": number,
        "last": sheet.check,
        "carried": sheet.carried(beside=number),
        "before": number - 1,
        "after": number + 1,
        "trouble": trouble,
    }
    if number == BEGINNING:
        return render(request, "surveys/ballot/beginning.html", words, status=status)
    if number == sheet.check:
        words["told"] = sheet.told()
        return render(request, "surveys/ballot/check.html", words, status=status)
    name, items = sheet.parts[number - 1]
    form = forms.Section(items=items, side=sheet.paper.side, data=sheet.typed)
    words |= {"form": form, "name": name, "sections": len(sheet.parts)}
    # Someone who came to mend one answer goes straight back to where they looked everything through.
    words["mending"] = sheet.typed.get("from") == "check"
    return render(request, "surveys/ballot/section.html", words, status=status)


def shut(request: HttpRequest, why: str, *, status: int) -> HttpResponse:
    return render(request, "surveys/ballot/shut.html", {"why": why}, status=status)


def unremembered(page: HttpResponse) -> HttpResponse:
    """Nothing on the way keeps it: no cache, no search engine, no referrer, no line in a log."""
    page.headers["Cache-Control"] = "no-store"
    page.headers["Referrer-Policy"] = "no-referrer"
    page.headers["X-Robots-Tag"] = "noindex"
    # Django logs the address of every page that is refused. This one is a secret, and the line has a time.
    page._has_been_logged = True  # type: ignore[attr-defined]
    return page
