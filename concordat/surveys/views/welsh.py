"""Welsh beside English: choosing it, reading the draft, and saying who has checked it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from concordat.people.gate import Request, open_to
from concordat.surveys import access, actions, forms, queries
from concordat.surveys.actions.welsh import NotTheseWords
from concordat.surveys.forms.welsh import BOTH, ENGLISH
from concordat.surveys.rules import copies
from concordat.surveys.rules import welsh as rules
from concordat.surveys.rules.stages import OutOfTurn


@open_to(access.may_run)
def welsh(request: Request, wave: str) -> HttpResponse:
    """Every word in both languages, and the form in which the council says who has checked the Welsh."""
    found = get_object_or_404(queries.waves_seen_by(request.office).select_related("instrument"), slug=wave)
    form = forms.WelshCheck(request.POST or None)
    if form.is_valid():
        try:
            actions.say_checked(
                wave=found,
                checked_by=form.cleaned_data["checked_by"],
                fingerprint=request.POST.get("words", ""),
                by=request.office,
                at=now(),
            )
            messages.success(request, _("Saved: the Welsh of this health check has been checked."))
            return redirect("surveys:wave", request.office.council.slug, found.slug)
        except OutOfTurn as late:
            form.add_error(None, _(str(late)))
        except NotTheseWords:
            form.add_error(
                None,
                _("The words have changed since you opened this page, or some have no Welsh. Look again."),
            )
    asked = queries.welsh_of(found)
    items = queries.items_of(found)
    words = {
        "wave": found,
        "form": form,
        "choice": forms.Languages(initial={"languages": BOTH if asked else ENGLISH}),
        "asked": asked,
        "checking": queries.checking_of(found, asked).name.lower(),
        "missing": rules.without(items) if asked else (),
        "sections": [
            (name, [(item, rules.is_draft(item)) for item in part]) for name, part in copies.sections(items)
        ]
        if asked
        else [],
        "sentences": rules.sentences() if asked else (),
        "words": rules.fingerprint(items) if asked else "",
        "may_change": not found.launched_at,
    }
    return render(request, "surveys/welsh.html", words)


@open_to(access.may_run)
@require_POST
def choose_languages(request: Request, wave: str) -> HttpResponse:
    found = get_object_or_404(queries.waves_seen_by(request.office), slug=wave)
    form = forms.Languages(request.POST)
    if form.is_valid():
        try:
            actions.ask_in_welsh(wave=found, in_both=form.in_both, by=request.office, at=now())
        except OutOfTurn as late:
            messages.error(request, _(str(late)))
    else:
        messages.error(request, _("Choose one of the two."))
    return redirect("surveys:welsh", request.office.council.slug, found.slug)
