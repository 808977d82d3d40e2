"""The ballot paper. No page here knows who reads it: no cookie, no session, nothing stored on the way.

Answers travel in the form itself from page to page until they are sealed. The link is all that opens it.
"""

from collections.abc import Sequence
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
from concordat.surveys.rules import copies
from concordat.surveys.rules.links import AlreadyAnswered, NotALink, NotKept, TooLate

BEGINNING = 0


@dataclass(frozen=True)
class Sheet:
    """The ballot paper as one visitor has filled it in so far."""

    paper: BallotPaper
    names: tuple[str, ...]
    sections: tuple[forms.Section, ...]

    @property
    def check(self) -> int:
        """The number of the page on which everything is looked through; the sections come before it."""
        return len(self.sections) + 1

    @property
    def wrong(self) -> int | None:
        """The first page with an answer that is on no scale, which a browser alone would never send."""
        return next((n for n, section in enumerate(self.sections, start=1) if not section.is_valid()), None)

    @property
    def answers(self) -> dict[str, int]:
        return {name: answer for section in self.sections for name, answer in section.answers.items()}


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
    pages = copies.sections(paper.items)
    sections = [forms.Section(items=items, side=paper.side, data=request.POST) for _name, items in pages]
    sheet = Sheet(paper, tuple(name for name, _items in pages), tuple(sections))
    if request.method != "POST":
        return shown(request, sheet, BEGINNING)
    if sheet.wrong is not None:
        return shown(request, sheet, sheet.wrong)
    if request.POST.get("go") == "seal":
        return sealed(request, sheet)
    return shown(request, sheet, asked_for(request, last=sheet.check))


def asked_for(request: HttpRequest, *, last: int) -> int:
    """The button says which page it leads to; whatever else was sent leads to the beginning."""
    word = request.POST.get("go", "")
    return min(int(word), last) if word.isascii() and word.isdigit() and len(word) < 4 else BEGINNING


def sealed(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    try:
        actions.cast(paper=sheet.paper, answers=sheet.answers, at=now())
    except NotKept:
        trouble = _(
            "Your answers could not be stored just now. Nothing is lost: wait a moment and press again."
        )
        return shown(request, sheet, sheet.check, trouble=trouble, status=503)
    return render(request, "surveys/ballot/kept.html", {"paper": sheet.paper, "council": sheet.paper.council})


def shown(
    request: HttpRequest, sheet: Sheet, number: int, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    others = [section for n, section in enumerate(sheet.sections, start=1) if n != number]
    words: dict[str, object] = {
        "paper": sheet.paper,
        "council": sheet.paper.council,
        "number": number,
        "last": sheet.check,
        "carried": [each for section in others for each in section.carried],
        "before": number - 1,
        "after": number + 1,
        "trouble": trouble,
    }
    if number == BEGINNING:
        return render(request, "surveys/ballot/beginning.html", words, status=status)
    if number == sheet.check:
        words["told"] = told(sheet.names, sheet.sections)
        return render(request, "surveys/ballot/check.html", words, status=status)
    section = sheet.sections[number - 1]
    words |= {"form": section, "name": sheet.names[number - 1], "sections": len(sheet.sections)}
    # Someone who came to mend one answer goes straight back to where they looked everything through.
    words["mending"] = request.POST.get("mending") == "yes" or request.POST.get("from") == "check"
    return render(request, "surveys/ballot/section.html", words, status=status)


def told(
    names: Sequence[str], sections: Sequence[forms.Section]
) -> list[tuple[int, str, list[tuple[str, str]]]]:
    return [
        (n, name, section.in_words) for n, (name, section) in enumerate(zip(names, sections, strict=True), 1)
    ]


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
