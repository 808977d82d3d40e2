"""The ballot paper. No page here knows who reads it: no cookie, no session, nothing stored on the way.

Answers travel in the form itself from page to page until they are sealed. The link is all that opens it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from concordat.design.languages import in_each
from concordat.people.gate import open_to_everyone
from concordat.surveys import actions, forms, queries
from concordat.surveys.queries import BallotPaper
from concordat.surveys.rules import ballot, copies, promise, welsh
from concordat.surveys.rules.ballot import NotOnItsScale
from concordat.surveys.rules.instrument import Item
from concordat.surveys.rules.links import AlreadyAnswered, NotALink, NotKept, TooLate
from concordat.surveys.views import comments
from concordat.surveys.views.ways import Way

BEGINNING = 0


@dataclass(frozen=True)
class Sheet:
    """The ballot paper as one visitor has filled it in so far."""

    paper: BallotPaper
    typed: Mapping[str, str]
    parts: tuple[tuple[str, tuple[Item, ...]], ...]
    way: Way

    @property
    def languages(self) -> tuple[str, ...]:
        return welsh.languages(in_both=self.paper.in_both, welsh_first=self.way.welsh_first)

    @property
    def own_words(self) -> int:
        """The number of the page that asks for a comment, after the parts; 0 if none is asked for."""
        return len(self.parts) + 1 if self.paper.reviewer else 0

    @property
    def check(self) -> int:
        """The number of the page on which everything is looked through; all others come before it."""
        return len(self.parts) + (2 if self.paper.reviewer else 1)

    def page_of(self, item: Item) -> int:
        return next(n for n, (_name, items) in enumerate(self.parts, start=1) if item in items)

    def carried(self, *, beside: int) -> list[tuple[str, str]]:
        """What was typed on the other pages, to travel along unseen while this one is shown."""
        others = [items for n, (_name, items) in enumerate(self.parts, start=1) if n != beside]
        answers = [
            (item.id, said) for items in others for item in items if (said := self.typed.get(item.id, ""))
        ]
        words = comments.carried(self.typed) if self.own_words not in {0, beside} else []
        return [*self.way.along(), *answers, *words]

    def in_words(self, item: Item) -> tuple[str, str]:
        said = self.typed.get(item.id, "")
        return forms.in_words(item, self.paper.side, said, languages=self.languages)

    def told(self) -> list[tuple[int, str, list[tuple[str, str]]]]:
        """Every question with its answer, part by part."""
        return [
            (
                n,
                name,
                [self.in_words(item) for item in items],
            )
            for n, (name, items) in enumerate(self.parts, start=1)
        ]


# A token from a cookie would protect nothing: there is no session to abuse, and the link is the only key.
@open_to_everyone
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, link: str) -> HttpResponse:
    way = Way.asked(request.GET)
    try:
        paper = queries.ballot_paper(link, today=localdate())
        page = turned(request, paper, way=way)
    except NotALink:
        page = shut(request, "unknown", status=404, way=way)
    except AlreadyAnswered as spent:
        page = shut(request, "answered", status=410, way=way, in_both=spent.in_both)
    except TooLate as spent:
        page = shut(request, "closed", status=410, way=way, in_both=spent.in_both)
    except (OperationalError, InterfaceError):
        page = later(request, way=way)
    return unremembered(page)


def turned(request: HttpRequest, paper: BallotPaper, *, way: Way) -> HttpResponse:
    """The page that comes next."""
    sheet = Sheet(paper, request.POST, copies.sections(paper.items), way)
    if request.method != "POST":
        return shown(request, sheet, BEGINNING)
    try:
        answers = ballot.read(request.POST, items=paper.items)
    except NotOnItsScale as wrong:  # which our own pages never send
        return shown(request, sheet, sheet.page_of(wrong.item))
    seals = request.POST.get("go") == "seal"
    number = asked_for(request, last=sheet.check)
    leaves_own_words = sheet.own_words and (seals or number > sheet.own_words)
    if leaves_own_words and comments.must_be_shown(sheet.paper, sheet.typed):
        return shown(request, sheet, sheet.own_words)
    return sealed(request, sheet, answers) if seals else shown(request, sheet, number)


def asked_for(request: HttpRequest, *, last: int) -> int:
    """The button says which page it leads to; whatever else was sent leads to the beginning."""
    word = request.POST.get("go", "")
    return min(int(word), last) if word.isascii() and word.isdigit() and len(word) < 4 else BEGINNING


def sealed(request: HttpRequest, sheet: Sheet, answers: Mapping[str, int]) -> HttpResponse:
    try:
        comment = comments.written(sheet.paper, sheet.typed)
        actions.cast(paper=sheet.paper, answers=answers, comment=comment, at=now())
    except NotKept:
        trouble = _(
            "Your answers could not be stored just now. Nothing is lost: wait a moment and press again."
        )
        told = in_each(trouble, sheet.languages)
        return shown(request, sheet, sheet.check, trouble=told, status=503)
    words = {"paper": sheet.paper, "council": sheet.paper.council, "way": sheet.way}
    return spoken(request, "surveys/ballot/kept.html", words, languages=sheet.languages)


def shown(
    request: HttpRequest, sheet: Sheet, number: int, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    words: dict[str, object] = {
        "paper": sheet.paper,
        "council": sheet.paper.council,
        "reviewer": sheet.paper.reviewer,
        "number": number,
        "last": sheet.check,
        "carried": sheet.carried(beside=number),
        "before": number - 1,
        "after": number + 1,
        "trouble": trouble,
        "way": sheet.way,
        "in_welsh": sheet.paper.in_both,
        "promised": promise.words(sheet.paper.promise),
    }
    if number == BEGINNING:
        return spoken(
            request, "surveys/ballot/beginning.html", words, languages=sheet.languages, status=status
        )
    if number == sheet.check:
        words["told"] = sheet.told()
        if sheet.own_words:
            words |= {"own_words": sheet.own_words, "comment": comments.written(sheet.paper, sheet.typed)}
        return spoken(request, "surveys/ballot/check.html", words, languages=sheet.languages, status=status)
    # Someone who came to mend one answer goes straight back to where they looked everything through.
    words["mending"] = sheet.typed.get("from") == "check"
    if number == sheet.own_words:
        words |= comments.page(sheet.paper, sheet.typed, languages=sheet.languages)
        return spoken(
            request, "surveys/ballot/own_words.html", words, languages=sheet.languages, status=status
        )
    name, items = sheet.parts[number - 1]
    form = forms.Section(items=items, side=sheet.paper.side, data=sheet.typed, languages=sheet.languages)
    words |= {"form": form, "name": name, "sections": len(sheet.parts)}
    return spoken(request, "surveys/ballot/section.html", words, languages=sheet.languages, status=status)


def shut(request: HttpRequest, why: str, *, status: int, way: Way, in_both: bool = False) -> HttpResponse:
    words = {"why": why, "way": way}
    languages = way.languages(in_both=in_both)
    return spoken(request, "surveys/ballot/shut.html", words, languages=languages, status=status)


def later(request: HttpRequest, *, way: Way) -> HttpResponse:
    """The database is not there. Whatever was typed stands in the page, to be sent again with one press."""
    typed = [(name, value) for name, values in request.POST.lists() for value in values]
    languages = way.languages()
    page = spoken(request, "surveys/ballot/later.html", {"typed": typed}, languages=languages, status=503)
    page.headers["Retry-After"] = "5"
    return page


def spoken(
    request: HttpRequest,
    template: str,
    words: Mapping[str, object],
    *,
    languages: Sequence[str],
    status: int = 200,
) -> HttpResponse:
    """The page in the languages of the ballot paper, and not in those that a browser asks for by itself.

    A draft that nobody has checked would otherwise be shown to whoever reads Welsh elsewhere.
    """
    with override(languages[0]):
        page = render(request, template, {**words, "languages": languages}, status=status)
        page.headers["Content-Language"] = languages[0]
    return page


def unremembered(page: HttpResponse) -> HttpResponse:
    """Nothing on the way keeps it: no cache, no search engine, no referrer, no line in a log."""
    page.headers["Cache-Control"] = "no-store"
    page.headers["Referrer-Policy"] = "no-referrer"
    page.headers["X-Robots-Tag"] = "noindex"
    # Django logs the address of every page that is refused. This one is a secret, and the line has a time.
    page._has_been_logged = True  # type: ignore[attr-defined]
    return page
