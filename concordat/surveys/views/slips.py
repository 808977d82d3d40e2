"""Printed slips: naming who draws one, and the sheets to cut up, shown once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from concordat.people.gate import Request, open_to
from concordat.surveys import access, actions, queries
from concordat.surveys.actions.slips import NoSlips, TooFewSlips
from concordat.surveys.rules import roster
from concordat.surveys.rules import slips as rules
from concordat.surveys.rules.pooling import POOLED
from concordat.surveys.rules.stages import OutOfTurn
from concordat.surveys.views import sheets


@open_to(access.may_run)
def slips(request: Request, wave: str) -> HttpResponse:
    found = get_object_or_404(queries.waves_seen_by(request.office), slug=wave)
    marked = queries.on_paper(found)
    problems: list[tuple[str, str]] = []
    if request.method == "POST":
        numbers = [each for each in request.POST.getlist("office") if each.isascii() and each.isdigit()]
        chosen = {int(each) for each in numbers if len(each) < 19}  # no key of a database is longer
        try:
            actions.mark_for_paper(wave=found, offices=chosen, by=request.office, at=now())
            messages.success(request, _("Saved. If anything changed, the roster must be signed again."))
            return redirect("surveys:slips", request.office.council.slug, found.slug)
        except TooFewSlips as wrong:  # what was ticked stays ticked
            marked = frozenset(chosen)
            problems = [(_(problem), "") for problem in wrong.problems]
        except (OutOfTurn, roster.AskedTwice) as wrong:
            messages.error(request, _(str(wrong)))
            return redirect("surveys:slips", request.office.council.slug, found.slug)
    words = {
        "wave": found,
        "atoms": [each for each in queries.roster_by_atom(found) if each[0].name != POOLED],
        "marked": marked,
        "fewest": rules.FEWEST,
        "sheet": queries.slip_sheet_of(found),
        "problems": problems,
    }
    return render(request, "surveys/slips/slips.html", words)


@sensitive_variables()
@open_to(access.may_run)
@require_POST
def take_slips(request: Request, wave: str) -> HttpResponse:
    """The sheets themselves, to print: the page stands in no cache, and cannot be asked for again."""
    found = get_object_or_404(queries.waves_seen_by(request.office), slug=wave)
    look = sheets.Look.asked(request.POST)
    try:
        return actions.take_slips(
            wave=found,
            make=lambda taken: sheets.page(request, found, taken, look=look),
            by=request.office,
            at=now(),
        )
    except NoSlips:
        messages.error(request, _("There are no slips to take. They can be taken once, by one person."))
        return redirect("surveys:slips", request.office.council.slug, found.slug)
