"""How far somebody has come, page by page."""

from dataclasses import dataclass

from concordat.viewpoints.rules.draft import Page, Plan, Sorting
from concordat.viewpoints.rules.placing import Fault, faults
from concordat.viewpoints.rules.thinning import steps


def reached(sorting: Sorting, plan: Plan) -> Page:
    """The first page on which something is still to be done."""
    done = {
        Page.PILES: len(sorting.piles) == len(plan.cards),
        Page.THINNING: sorting.chosen >= len(steps(plan)),
    }
    for page in plan.pages:
        if not done.get(page, page in sorting.passed):
            return page
    return Page.CHECK


def has_reached(page: Page, sorting: Sorting, plan: Plan) -> bool:
    """Whether this page may be looked at: every page before it is done."""
    return page in plan.pages and plan.pages.index(page) <= plan.pages.index(reached(sorting, plan))


@dataclass(frozen=True)
class Unfinished:
    """What is left to do before a sort can be handed in. ``questions``: keys of those that need an answer."""

    faults: tuple[Fault, ...]
    questions: tuple[str, ...]


def unfinished(sorting: Sorting, plan: Plan) -> Unfinished:
    unanswered = [key for key in plan.questions if key in plan.required and not sorting.answers.get(key)]
    return Unfinished(faults(sorting, plan), tuple(unanswered))
