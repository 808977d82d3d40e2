"""The ceremony: two of three key-holders open the ballot box, each on their own device."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from concordat.people.gate import Request, open_to
from concordat.surveys import access, actions, forms, queries
from concordat.surveys.actions.opening import NotTheirSecret
from concordat.surveys.rules import promise
from concordat.surveys.rules.promise import LessThanPromised
from concordat.surveys.rules.secrets import Mistyped
from concordat.surveys.rules.stages import OutOfTurn


@open_to(access.any_office)
@never_cache
@sensitive_post_parameters("secret")
def opening(request: Request, wave: str) -> HttpResponse:
    """Everyone may watch the seats; only a key-holder finds a place to type in."""
    found = get_object_or_404(queries.waves_seen_by(request.office), slug=wave)
    mine = queries.keys_of(request.office).filter(wave=found).first()
    form = forms.Secret(request.POST or None)
    if request.method == "POST" and mine is not None and form.is_valid():
        try:
            opened = actions.open_box(
                holder=mine, secret=form.cleaned_data["secret"], by=request.office, at=now()
            )
            if opened:
                return redirect("surveys:results", request.office.council.slug, found.slug)
            messages.success(request, _("Your key has turned. One more of the three is needed."))
            return redirect("surveys:opening", request.office.council.slug, found.slug)
        except Mistyped as slip:
            form.add_error("secret", mistyped(slip))
        except NotTheirSecret:
            form.add_error(
                "secret",
                _(
                    "This is rightly typed, but it is not the secret that you collected for this health "
                    "check. If you collected one more than once, only the last counts. If it is lost, "
                    "the other two can open the box without you."
                ),
            )
        except OutOfTurn as early:
            form.add_error(None, _(str(early)))
        except LessThanPromised as less:
            for problem in less.problems:
                form.add_error(None, _(problem))
    words = {
        "wave": found,
        "stage": queries.stage_of(found, today=localdate()),
        "holders": queries.holders_of(found),
        "mine": mine,
        "form": form,
        "may_be_opened": promise.may_be_opened(
            found.promise,
            closed=found.closed_at is not None,
            closes_on=found.closes_on,
            today=localdate(),
        ),
        "shortfalls": [_(each) for each in promise.shortfalls(found.promise)] if found.launched_at else [],
    }
    return render(request, "surveys/opening.html", words)


def mistyped(slip: Mistyped) -> str:
    if not slip.group:
        return _("The secret has seven groups of five signs. Something is missing, or there is too much.")
    return _("There is a slip in group %(group)s. Compare it with your paper, sign by sign.") % {
        "group": slip.group
    }
