"""A wave's preparation as a list of tasks, and a preflight as a table: values into words."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from concordat.design.parts import Task
from concordat.smallsample.preflight import Preflight
from concordat.surveys.rules import stages
from concordat.surveys.rules.instrument import Side
from concordat.surveys.rules.stages import Preparation, Reviewing
from concordat.surveys.rules.welsh import Checking

DONE, OPEN = "good", "waiting"
_REVIEWING = {
    Reviewing.NOBODY: _lazy("No comments"),
    Reviewing.UNREADY: _lazy("Waits for their secret"),
    Reviewing.HOLDS_A_KEY: _lazy("Choose another"),
    Reviewing.GONE: _lazy("Choose another"),
    Reviewing.READY: _lazy("Done"),
}

_CHECKING = {
    Checking.NOT_ASKED: _lazy("English alone"),
    Checking.INCOMPLETE: _lazy("Welsh is missing"),
    Checking.UNCHECKED: _lazy("Not checked yet"),
    Checking.CHANGED: _lazy("Check it again"),
    Checking.CHECKED: _lazy("Done"),
}


def tasks(wave: Any, ready: Preparation, *, today: date) -> list[Task]:
    """What the organiser does before the launch, in the order in which one would do it."""

    def task(name: str, page: str, *, done: bool, hint: str = "", open_: bool = True) -> Task:
        href = reverse(f"surveys:{page}", args=[wave.council.slug, wave.slug])
        if not open_:
            return Task(name, _("Cannot start yet"), hint=hint)
        return Task(name, _("Done") if done else _("To do"), href, hint, DONE if done else OPEN)

    people = sum(ready.sizes.values())
    drawn = ngettext("%(people)s person", "%(people)s people", people) % {"people": people}
    signed = [_("signed for the %(side)s") % {"side": side} for side in Side if side in ready.signed]
    left = stages.obstacles(ready, today=today)
    return [
        task(_("Name, dates and questions"), "change", done=True),
        task(
            _("Draw up the roster"),
            "roster",
            done=ready.stands,
            hint=drawn if ready.sizes else _("Everyone who holds an office of either side today."),
        ),
        Task(
            _("See what the results will be able to show"),
            _("Look before you launch") if ready.sizes else _("Cannot start yet"),
            reverse("surveys:preflight", args=[wave.council.slug, wave.slug]) if ready.sizes else "",
        ),
        task(
            _("Have the roster signed by one person of each side"),
            "roster",
            done=len(ready.signed) == len(Side),
            hint=", ".join(signed) or _("Ask a councillor and an officer; neither may be you."),
            open_=bool(ready.sizes),
        ),
        task(_("Name the three key-holders"), "holders", done=ready.holders == 3),
        Task(
            _("Each key-holder collects a secret"),
            _("Done") if ready.keys == 3 else _("%(keys)s of 3") % {"keys": ready.keys},
            hint=_("They have each had a letter.") if ready.holders == 3 else "",
            kind=DONE if ready.keys == 3 else OPEN,
        ),
        Task(
            _("Choose an independent reviewer, if people may write comments"),
            _REVIEWING[ready.reviewer],
            reverse("surveys:reviewer", args=[wave.council.slug, wave.slug]),
            kind=DONE if ready.reviewer in {Reviewing.NOBODY, Reviewing.READY} else OPEN,
        ),
        Task(
            _("Choose the languages, and have the Welsh checked"),
            _CHECKING[ready.welsh],
            reverse("surveys:welsh", args=[wave.council.slug, wave.slug]),
            kind=DONE if ready.welsh in {Checking.NOT_ASKED, Checking.CHECKED} else OPEN,
        ),
        task(_("Launch"), "launch", done=False, hint=" ".join(_(each) for each in left), open_=not left),
    ]


def forecast(told: Preflight) -> list[tuple[str, ...]]:
    """For each rate of response: how many answer, the scores that could be shown, and the other questions."""
    rows: list[tuple[str, ...]] = []
    for row in told.rows:
        answers = ngettext("%(count)s answer", "%(count)s answers", row.expected) % {"count": row.expected}
        scores = _("Not shown")
        if row.means:
            ends = {"lowest": row.lowest, "highest": row.highest, "margin": row.margin}
            scores = _("%(lowest).1f to %(highest).1f, ± %(margin).1f") % ends
        rows.append((f"{row.rate:.0%}", answers, scores, _("Shown") if row.bands else _("Not shown")))
    return rows
