"""Everything that can be done to a draft, one move at a time, as a page sends it or a script."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from concordat.viewpoints.rules import fidelity, placing, thinning
from concordat.viewpoints.rules.course import has_reached, reached
from concordat.viewpoints.rules.draft import NotAMove, Page, Pile, Plan, Sorting, remembered, undone

Move = Mapping[str, Any]
LONGEST = 4000  # characters of a comment or an answer
MOST_MOVES = 500  # in one batch


def made(sorting: Sorting, plan: Plan, move: Move) -> Sorting:
    """The draft after this move. Raises ``NotAMove``, and then nothing has changed.

    ``do`` says what is done; the other words depend on it:
    pile (card, pile) · tick (card, on) · choose (cards) · place (card, value) · swap (card, other) · undo ·
    comment (card, words) · quote (on) · answer (question, answer) · pass (page)
    """
    do = MOVES.get(str(move.get("do")))
    if do is None:
        raise NotAMove
    after = do(sorting, plan, move)
    if do in REMEMBERED:
        after = remembered(sorting, settled(after, plan))
    return fidelity.counted(after, str(move["do"])) if plan.keeps_trace else after


def settled(sorting: Sorting, plan: Plan) -> Sorting:
    """Lays out the rest as soon as the piles are made and the choices done: that is the first proposal."""
    prepared = Page.PILES in plan.pages or Page.THINNING in plan.pages
    ready = reached(replace(sorting, passed=(Page.PRACTICE,)), plan) not in {Page.PILES, Page.THINNING}
    if prepared and ready and not sorting.proposed:
        return thinning.proposed(sorting, plan)
    return sorting


def _card(plan: Plan, move: Move, name: str = "card") -> str:
    card = move.get(name)
    if not isinstance(card, str) or card not in plan.cards:
        raise NotAMove
    return card


def _words(move: Move, name: str) -> str:
    words = move.get(name, "")
    if not isinstance(words, str):
        raise NotAMove
    return storable(words)


def storable(words: str) -> str:
    """Without the two things that no database takes and nobody types: a NUL, and half of a sign."""
    return words.replace("\x00", "").encode("utf-8", "ignore").decode().strip()[:LONGEST]


def _pile(sorting: Sorting, plan: Plan, move: Move) -> Sorting:
    card = _card(plan, move)
    # Once a card lies in the grid, the grid is where it is moved.
    if move.get("pile") not in list(Pile) or sorting.proposed or sorting.chosen or not plan.piles:
        raise NotAMove
    return replace(sorting, piles={**sorting.piles, card: str(move["pile"])})


def _tick(sorting: Sorting, plan: Plan, move: Move) -> Sorting:
    card, offered = _card(plan, move), thinning.offer(sorting, plan)
    if offered is None or card not in offered.cards:
        raise NotAMove
    others = tuple(other for other in offered.ticked if other != card)
    return replace(sorting, ticked=(*others, card) if move.get("on") is True else others)


def _choose(sorting: Sorting, plan: Plan, move: Move) -> Sorting:
    cards = move.get("cards")
    if not isinstance(cards, list | tuple) or reached(sorting, plan) is not Page.THINNING:
        raise NotAMove
    return thinning.chosen(sorting, plan, tuple(map(str, cards)))


def _needs_the_grid(sorting: Sorting, plan: Plan) -> None:
    if not has_reached(Page.GRID, sorting, plan):
        raise NotAMove


def _place(sorting: Sorting, plan: Plan, move: Move) -> Sorting:
    value = move.get("value")
    _needs_the_grid(sorting, plan)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise NotAMove
    return placing.placed(sorting, plan, _card(plan, move), value)


def _swap(sorting: Sorting, plan: Plan, move: Move) -> Sorting:
    _needs_the_grid(sorting, plan)
    return placing.swapped(sorting, plan, _card(plan, move), _card(plan, move, "other"))


def _undo(sorting: Sorting, _plan: Plan, _move: Move) -> Sorting:
    return undone(sorting)


def _comment(sorting: Sorting, plan: Plan, move: Move) -> Sorting:
    comments = {**sorting.comments, _card(plan, move): _words(move, "words")}
    return replace(sorting, comments={card: words for card, words in comments.items() if words})


def _quote(sorting: Sorting, _plan: Plan, move: Move) -> Sorting:
    return replace(sorting, may_quote=move.get("on") is True)


def _answer(sorting: Sorting, plan: Plan, move: Move) -> Sorting:
    """Kept as typed, be it right or not: what is wrong with it is said when the page is left."""
    question, answer = move.get("question"), move.get("answer")
    if question not in plan.questions:
        raise NotAMove
    if isinstance(answer, list) and len(answer) <= 50 and all(isinstance(each, str) for each in answer):
        kept: object = [storable(each) for each in answer]
    else:
        kept = _words(move, "answer")
    answers = {**sorting.answers, str(question): kept}
    return replace(sorting, answers={key: said for key, said in answers.items() if said})


def _pass(sorting: Sorting, plan: Plan, move: Move) -> Sorting:
    """A page may be left once the pages before it are done."""
    page = move.get("page")
    if page not in {Page.PRACTICE, Page.GRID, Page.COMMENTS, Page.QUESTIONS}:
        raise NotAMove
    if not has_reached(Page(page), sorting, plan):
        raise NotAMove
    return replace(sorting, passed=tuple(dict.fromkeys((*sorting.passed, str(page)))))


MOVES: Mapping[str, Callable[[Sorting, Plan, Move], Sorting]] = {
    "pile": _pile,
    "tick": _tick,
    "choose": _choose,
    "place": _place,
    "swap": _swap,
    "undo": _undo,
    "comment": _comment,
    "quote": _quote,
    "answer": _answer,
    "pass": _pass,
}
REMEMBERED = frozenset({_pile, _choose, _place, _swap})
