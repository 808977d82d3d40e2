"""Typing the code of a printed slip: on one's own device, or on a shared one that forgets everything.

As on every page of the ballot there is no cookie, no session, no log and no count of tries: a code has 80
bits of chance, so nobody who guesses need be slowed down, and nobody's address need be kept to do it.
"""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from concordat.people.gate import open_to_everyone
from concordat.surveys import forms, queries
from concordat.surveys.rules import slips
from concordat.surveys.rules.links import AlreadyAnswered, NotALink, TooLate
from concordat.surveys.rules.secrets import Mistyped
from concordat.surveys.views import ballots
from concordat.surveys.views.ways import CODE, Way


# A token from a cookie would protect nothing: there is no session to abuse, and the code is the only key.
@open_to_everyone
@csrf_exempt
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def typed(request: HttpRequest) -> HttpResponse:
    """The code of a slip, for the ballot paper that it opens."""
    way = Way.asked(request.GET)
    form = forms.SlipCode(request.POST if request.method == "POST" else None, languages=way.languages())
    link = _link(form)
    if link:
        return ballots.unremembered(
            HttpResponseRedirect(reverse("surveys:answer", args=[link]) + way.query.rstrip("?"))
        )
    return ballots.unremembered(_start(request, form, way))


@open_to_everyone
@csrf_exempt
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest) -> HttpResponse:
    """The whole ballot at one address, so that nothing of it stands in the history of a shared device."""
    way = Way.asked(request.GET, kiosk=True)
    return ballots.unremembered(_at_the_kiosk(request, way))


def _at_the_kiosk(request: HttpRequest, way: Way) -> HttpResponse:
    if request.method != "POST":
        return _start(request, forms.SlipCode(languages=way.languages()), way)
    if "go" in request.POST and way.is_over(request.POST):
        return HttpResponseRedirect(way.start)
    typed = {"code": request.POST.get(CODE, request.POST.get("code", ""))}
    form = forms.SlipCode(typed, languages=way.languages())
    link = _link(form)
    if not link:
        return _start(request, form, way)
    way = replace(way, code=link)
    try:
        paper = queries.ballot_paper(link, today=localdate())
        return ballots.turned(request, paper, way=way)
    except NotALink:
        return ballots.shut(request, "unknown", status=404, way=way)
    except AlreadyAnswered as spent:
        return ballots.shut(request, "answered", status=410, way=way, in_both=spent.in_both)
    except TooLate as spent:
        return ballots.shut(request, "closed", status=410, way=way, in_both=spent.in_both)


def _link(form: forms.SlipCode) -> str:
    """The link that was typed; with none, the form says what is wrong."""
    if not form.is_valid():
        return ""
    try:
        return slips.link_of(form.cleaned_data["code"])
    except Mistyped as slip:
        told = _(
            "Signs are missing, or there are too many. A code has a number and four groups of five signs."
        )
        if slip.group:
            told = _("Group %(group)s is mistyped: the five signs after the first number are group 1.")
        form.refuse(told, group=slip.group)
    except NotALink:
        form.refuse(_("This is neither a code nor a link of ours."))
    return ""


def _start(request: HttpRequest, form: forms.SlipCode, way: Way) -> HttpResponse:
    words = {"form": form, "way": way}
    return ballots.spoken(request, "surveys/kiosk/start.html", words, languages=way.languages())
