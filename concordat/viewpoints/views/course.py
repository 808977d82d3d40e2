"""A study's preparation as a list of tasks, and the guard before every page of it."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concordat.design.parts import Task
from concordat.people.gate import Request
from concordat.people.rules.offices import Office
from concordat.viewpoints import access, queries
from concordat.viewpoints.rules import grid as grids
from concordat.viewpoints.rules.opening import Obstacle, Preparation
from concordat.viewpoints.rules.stages import Asked, OutOfTurn

DONE, OPEN = "good", "waiting"
FIXED = "The study has opened: what people consented to can no longer be changed."


def before_opening(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of designing: given the study itself, and only until it opens."""

    @wraps(page)
    def guarded(request: Request, study: str, **rest: Any) -> HttpResponse:
        found = get_object_or_404(queries.studies_designed_by(request.office), slug=study)
        try:
            if found.opened_at:
                raise OutOfTurn(FIXED)
            return page(request, found, **rest)
        except OutOfTurn as late:
            messages.error(request, _(str(late)))
            return redirect("viewpoints:study", request.office.council.slug, found.slug)

    return guarded


def tasks(
    study: Any, ready: Preparation, obstacles: Sequence[Obstacle], *, office: Office, questions: int
) -> list[Task]:
    """What is done before the opening, in the order in which one would do it."""
    wrong: dict[str, list[str]] = {}
    for each in obstacles:
        wrong.setdefault(each.page, []).append(_(each.words))

    def task(name: str, page: str, hint: str = "") -> Task:
        href = reverse(f"viewpoints:{page}", args=[study.council.slug, study.slug])
        if page in wrong:
            return Task(name, _("To do"), href, " ".join(wrong[page]), OPEN)
        return Task(name, _("Done"), href, hint, DONE)

    chosen = ngettext("%(count)s statement chosen", "%(count)s statements chosen", ready.chosen)
    columns = ngettext("%(count)s column", "%(count)s columns", len(ready.grid))
    asked = ngettext("%(count)s question", "%(count)s questions", questions)
    found = [
        task(_("Name, researcher and days"), "change"),
        task(_("Statements"), "statements", chosen % {"count": ready.chosen}),
        task(_("Grid"), "grid", columns % {"count": len(ready.grid)}),
        task(_("Instruction and ends of the grid"), "wording"),
        task(_("How people sort"), "settings"),
        task(_("Consent page"), "consent"),
        task(_("Questions after the sort"), "questions", asked % {"count": questions}),
    ]
    if access.may_run(office):
        found.append(task(_("Who is asked"), "asked", _asked(ready)))
    preview = reverse("viewpoints:preview", args=[study.council.slug, study.slug])
    found.append(Task(_("See it as people will see it"), _("Look before you open it"), preview))
    if access.may_run(office):
        href = reverse("viewpoints:open", args=[study.council.slug, study.slug])
        status = _("Cannot start yet") if obstacles else _("Ready")
        found.append(Task(_("Open the study"), status, href, kind="" if obstacles else OPEN))
    return found


def _asked(ready: Preparation) -> str:
    if ready.asked == Asked.LINK:
        return _("Anyone who has the link")
    count = sum(ready.asked_now.values())
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": count}


def places_in_words(grid: Sequence[Sequence[int]], chosen: int) -> str:
    """The live count of the grid editor."""
    room = grids.places(grid)
    words = {"room": room, "chosen": chosen}
    if room == chosen:
        return _("%(room)s places for %(chosen)s chosen statements.") % words
    less = _("%(room)s places for %(chosen)s chosen statements: %(off)s too few.")
    more = _("%(room)s places for %(chosen)s chosen statements: %(off)s too many.")
    return (less if room < chosen else more) % {**words, "off": abs(chosen - room)}
