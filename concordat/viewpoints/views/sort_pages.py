"""What each page of a sort shows, and what its form says when it is sent without script."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concordat.viewpoints.forms import sorting as forms
from concordat.viewpoints.queries import WELSH, AskedQuestion, Card, Paper
from concordat.viewpoints.rules import thinning
from concordat.viewpoints.rules.course import Unfinished, unfinished
from concordat.viewpoints.rules.draft import Page, Pile
from concordat.viewpoints.rules.grid import signed
from concordat.viewpoints.rules.moves import Move
from concordat.viewpoints.views import boards

NO_SUCH_CODE = gettext_lazy("We have given out no such code. Look at each sign again.")
TITLES = {
    Page.PRACTICE: gettext_lazy("Try it with five cards"),
    Page.PILES: gettext_lazy("Put the cards in three piles"),
    Page.THINNING: gettext_lazy("Choose step by step"),
    Page.GRID: gettext_lazy("Look over your grid"),
    Page.COMMENTS: gettext_lazy("Why these cards?"),
    Page.QUESTIONS: gettext_lazy("A few questions"),
    Page.CHECK: gettext_lazy("Check and hand in"),
}


def shown(
    request: HttpRequest, paper: Paper, page: Page, *, status: int = 200, newer: bool = False, **beside: Any
) -> HttpResponse:
    pages = paper.plan.pages
    place = pages.index(page)
    words: dict[str, Any] = {
        "paper": paper,
        "council": paper.council,
        "page": page.value,
        "title": TITLES[page],
        "step": place + 1,
        "steps": len(pages),
        "before": pages[place - 1].value if place else "",
        "revision": paper.started.revision,
        "newer": newer,
        "moves_address": reverse("viewpoints:moves", args=[paper.code]),
        "script_words": json.dumps(boards.script_words()),
        "welsh": WELSH,
    }
    words |= SHOWS[page](request, paper) | beside
    return render(request, f"viewpoints/sort/{page.value}.html", words, status=status)


def cards_by_key(paper: Paper) -> dict[str, Card]:
    return {card.key: card for card in paper.cards}


# ------------------------------------------------------------------------------------------- what is shown


def practice(request: HttpRequest, paper: Paper) -> dict[str, Any]:
    """Nothing of it is stored: where the five cards lie stands in the form itself."""
    told = {key: request.POST.get(f"place-{key}", "") for key in boards.PRACTICE.cards}
    values = {str(value): value for value in boards.PRACTICE.values}
    places = {key: values[value] for key, value in told.items() if value in values}
    tried = request.POST.get("do") == "try"
    board = boards.practice_board(places, language=paper.language)
    return {"board": board, "tried": tried, "laid": not board.beside}


def piles(_request: HttpRequest, paper: Paper) -> dict[str, Any]:
    sorting, by_key = paper.started.sorting, cards_by_key(paper)
    left = [by_key[key] for key in sorting.order if key not in sorting.piles]
    counts = {pile.value: sum(each == pile for each in sorting.piles.values()) for pile in Pile}
    return {
        "card": left[0] if left else None,
        "number": len(sorting.piles) + 1,
        "all": len(paper.cards),
        "counts": counts,
        "may_undo": bool(sorting.past),
        "next": after(paper, Page.PILES),
        "cards": json.dumps(
            [
                {"key": c.key, "number": c.number, "words": c.words.words, "lang": c.words.language}
                for c in left
            ]
        ),
    }


def choosing(_request: HttpRequest, paper: Paper) -> dict[str, Any]:
    sorting, by_key = paper.started.sorting, cards_by_key(paper)
    offered = thinning.offer(sorting, paper.plan)
    words: dict[str, Any] = {
        "offer": offered,
        "may_undo": bool(sorting.past),
        "next": after(paper, Page.THINNING),
        "done": sorting.chosen + 1,
        "of": len(thinning.steps(paper.plan)),
    }
    if offered is not None:
        words["column"] = signed(offered.step.value)
        words["end"] = paper.most if offered.step.likes else paper.least
        words["cards"] = [(by_key[key], key in offered.ticked) for key in offered.cards]
        words["outermost"] = offered.step.value in (paper.plan.values[0], paper.plan.values[-1])
    return words


def grid(request: HttpRequest, paper: Paper) -> dict[str, Any]:
    return {
        "board": boards.board_of(paper),
        "may_undo": bool(paper.started.sorting.past),
        "as_lists": request.GET.get("as") == "lists",
    }


def comments(_request: HttpRequest, paper: Paper) -> dict[str, Any]:
    """The cards of the outermost columns, highest first, each with what was said of it."""
    sorting, by_key = paper.started.sorting, cards_by_key(paper)
    asked = sorted(paper.plan.ends, reverse=True)
    return {
        "columns": [
            (
                signed(value),
                [(by_key[key], sorting.comments.get(key, "")) for key in sorting.in_column(value)],
            )
            for value in asked
        ],
        "may_quote": sorting.may_quote,
    }


def questions(request: HttpRequest, paper: Paper) -> dict[str, Any]:
    if request.method == "POST" and request.POST.get("do") == "go":
        return {"form": forms.Answers(request.POST, questions=paper.questions)}
    kept = forms.typed_answers(paper.started.sorting.answers)
    return {"form": forms.Answers(initial=kept, questions=paper.questions)}


def check(_request: HttpRequest, paper: Paper) -> dict[str, Any]:
    sorting = paper.started.sorting
    return {
        "board": boards.board_of(paper),
        "said": [(card, sorting.comments[card.key]) for card in paper.cards if card.key in sorting.comments],
        "may_quote": sorting.may_quote,
        "answered": [(question.words, read(question, sorting.answers)) for question in paper.questions],
        "left": problems_in(unfinished(sorting, paper.plan), paper),
    }


def read(question: AskedQuestion, answers: Mapping[str, Any]) -> str:
    """An answer as it was read: what is stored of a choice is its English."""
    said = answers.get(question.key, "")
    options: dict[str, str] = dict(question.options)
    each = said if isinstance(said, list) else [said]
    return ", ".join(options.get(str(one), str(one)) for one in each if one) or _("Not answered")


def problems_in(left: Unfinished, paper: Paper) -> list[tuple[str, str]]:
    """What stands in the way, each with the page on which it is mended."""
    found = [(boards.in_words(fault), Page.GRID.value) for fault in left.faults]
    asked = {question.key: question.words.words for question in paper.questions}
    return found + [
        (_("The question “%s” needs an answer.") % asked[key], Page.QUESTIONS.value) for key in left.questions
    ]


def after(paper: Paper, page: Page) -> str:
    pages = paper.plan.pages
    return str(pages[pages.index(page) + 1].value)


SHOWS: Mapping[Page, Callable[[HttpRequest, Paper], dict[str, Any]]] = {
    Page.PRACTICE: practice,
    Page.PILES: piles,
    Page.THINNING: choosing,
    Page.GRID: grid,
    Page.COMMENTS: comments,
    Page.QUESTIONS: questions,
    Page.CHECK: check,
}


# ---------------------------------------------------------------------------------------- what a form says


def not_yet(request: HttpRequest, paper: Paper, page: Page) -> HttpResponse | None:
    """The page again, with what is missing said, when its form asks for something that cannot be done yet."""
    do = request.POST.get("do", "")
    if page is Page.PRACTICE and do == "try":
        return shown(request, paper, page)
    if page is Page.THINNING and do == "choose":
        offered = thinning.offer(paper.started.sorting, paper.plan)
        ticked = request.POST.getlist("card")
        count = len(ticked)
        if offered and (count > offered.most or (offered.exact and count < offered.most)):
            by_key = cards_by_key(paper)
            told = (
                _("Choose %(most)s cards. You have chosen %(count)s.")
                if offered.exact
                else _("Choose at most %(most)s cards. You have chosen %(count)s.")
            )
            cards = [(by_key[key], key in ticked) for key in offered.cards]
            problems = [(told % {"most": offered.most, "count": count}, "#choice")]
            return shown(request, paper, page, problems=problems, cards=cards)
    if page is Page.QUESTIONS and do == "go":
        form = forms.Answers(request.POST, questions=paper.questions)
        if not form.is_valid():
            return shown(request, paper, page, form=form)
    return None


def moves_in(typed: QueryDict, paper: Paper, page: Page) -> list[Move]:
    """The moves that a form asks for, in the words of `rules.moves`."""
    do = typed.get("do", "")
    if do == "undo":
        return [{"do": "undo"}]
    passing: list[Move] = [{"do": "pass", "page": page.value}] if do == "go" else []
    if page is Page.PRACTICE:
        return passing
    if page is Page.PILES:
        return [{"do": "pile", "card": typed.get("card", ""), "pile": do}] if do in list(Pile) else []
    if page is Page.THINNING:
        return [{"do": "choose", "cards": typed.getlist("card")}] if do == "choose" else []
    if page is Page.GRID:
        return [*places_in(typed, paper), *passing]
    if page is Page.COMMENTS:
        return [*comments_in(typed, paper), *passing]
    if page is Page.QUESTIONS:
        return [*answers_in(typed, paper), *passing]
    return []


def places_in(typed: QueryDict, paper: Paper) -> list[Move]:
    """Only what was changed: a card whose list was not touched stays where it lies in its column."""
    places = paper.started.sorting.places
    values = {str(value): value for value in paper.plan.values} | {boards.BESIDE: None}
    told = {card: typed.get(f"place-{card}") for card in paper.plan.cards}
    return [
        {"do": "place", "card": card, "value": values[value]}
        for card, value in told.items()
        if value in values and values[value] != places.get(card)
    ]


def comments_in(typed: QueryDict, paper: Paper) -> list[Move]:
    told = {card: typed.get(f"comment-{card}") for card in paper.plan.cards}
    said: list[Move] = [
        {"do": "comment", "card": card, "words": words} for card, words in told.items() if words is not None
    ]
    return [*said, {"do": "quote", "on": bool(typed.get("may_quote"))}]


def answers_in(typed: QueryDict, paper: Paper) -> list[Move]:
    found: list[Move] = []
    for question in paper.questions:
        name = forms.PREFIX + question.key
        answer: Any = typed.getlist(name) if question.shape == "checkbox" else typed.get(name, "")
        found.append({"do": "answer", "question": question.key, "answer": answer})
    return found
