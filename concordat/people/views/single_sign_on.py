"""Signing in by the council's own account: out to its provider, and back (docs/single-sign-on.md)."""

import logging
from hmac import compare_digest
from typing import cast

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from concordat.people import access, actions, queries
from concordat.people.actions.single_sign_on import TakenOver
from concordat.people.gate import Request, open_to, open_to_everyone
from concordat.people.rules import claims, exchange
from concordat.people.rules.claims import NotBelieved
from concordat.people.rules.exchange import NotReached, Visit
from concordat.people.rules.single_sign_on import NotLinked, Provider
from concordat.people.views.second_step import onward
from concordat.people.views.sign_in import within_measure

UNDER_WAY = "single_sign_on"  # in a session: what was said on the way out, until one is back
LONG_ENOUGH = 15 * 60  # seconds in which somebody finds their telephone
log = logging.getLogger(__name__)


def the_provider() -> Provider:
    provider = queries.provider()
    if provider is None:
        raise Http404
    return provider


def way_back() -> str:
    """From the settings, not from the request: a provider must be told the address that it knows."""
    return f"{settings.ADDRESS}{reverse('people:signed_on')}"


@open_to_everyone
@never_cache
@require_POST
def single_sign_on(request: HttpRequest) -> HttpResponse:
    """Go to the council's own sign-in."""
    provider = the_provider()
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if not within_measure(request, "single_sign_on", key=""):
        return refused(request, _("Too many have tried from here. Try again in 15 minutes."), status=429)
    going = onward(request, otherwise=settings.LOGIN_REDIRECT_URL)
    try:
        doors = exchange.discover(provider)
    except NotReached as wrong:
        return not_reached(request, wrong, going=going)
    visit = exchange.begin()
    request.session[UNDER_WAY] = {**vars(visit), "at": now().timestamp(), "next": going}
    return redirect(exchange.address_to_go_to(doors, provider=provider, visit=visit, back=way_back()))


@open_to_everyone
@never_cache
@require_GET
def signed_on(request: HttpRequest) -> HttpResponse:
    """Come back from the council's own sign-in, with a code that is good once, for this visit alone."""
    provider = the_provider()
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if not within_measure(request, "single_sign_on", key="", also_get=True):
        return refused(request, _("Too many have tried from here. Try again in 15 minutes."), status=429)
    begun = request.session.pop(UNDER_WAY, None)  # once: the same answer a second time meets nothing
    state = request.GET.get("state", "")
    if begun is None or not compare_digest(begun["state"].encode(), state.encode()):
        return refused(request, _("This sign-in was not begun here, or is over. Begin again."))
    going = begun["next"]
    if now().timestamp() - begun["at"] > LONG_ENOUGH:
        return refused(request, _("That took too long. Begin again."), going=going)
    if request.GET.get("iss", provider.issuer) != provider.issuer or "code" not in request.GET:
        # What the provider wrote of its reasons could be anybody's words: they are not shown.
        words = _("You were not signed in there. Begin again, or ask for a code.")
        return refused(request, words, going=going)
    visit = Visit(**{word: begun[word] for word in ("state", "nonce", "verifier")})
    try:
        doors = exchange.discover(provider)
        code = request.GET["code"]
        token = exchange.fetch_token(doors, provider=provider, visit=visit, code=code, back=way_back())
        keys = exchange.fetch_keys(doors)
        said = claims.read(token, keys=keys, provider=provider, nonce=visit.nonce, at=now())
    except NotReached as wrong:
        return not_reached(request, wrong, going=going)
    except NotBelieved as wrong:
        log.warning(f"Single sign-on was not believed. {wrong}")
        words = _(
            "What came back proves nothing, so nobody was signed in. Begin again with the account that your "
            "council gave you, or ask for a code."
        )
        return refused(request, words, why=str(wrong), going=going)
    return sign_in_as(request, said, provider=provider, going=going)


def sign_in_as(request: HttpRequest, said: claims.Claims, *, provider: Provider, going: str) -> HttpResponse:
    try:
        person = actions.recognise(claims=said, at=now())
    except NotLinked as wrong:
        return refused(request, str(wrong), going=going)
    changed = actions.take_over_duties(person=person, groups=said.groups, provider=provider, at=now())
    if changed.given or changed.ended:
        messages.info(request, told_of(changed))
    if changed.kept:
        messages.warning(
            request,
            _(
                "Your council’s account no longer gives you %(duties)s. You keep it, since nobody else "
                "runs the council."
            )
            % {"duties": ", ".join(changed.kept)},
        )
    if said.groups is None and provider.grants:
        messages.warning(
            request, _("Your account is in too many groups to be told. Your duties stay as they were.")
        )
    record_authentication(request, person, "single sign-on")
    if said.took_second_step:
        record_authentication(request, person, "mfa", type="single sign-on")
    return cast(HttpResponse, perform_login(request, Login(user=person, redirect_url=going)))


def told_of(changed: TakenOver) -> str:
    """Whoever gains or loses a duty by a group elsewhere learns it here, and not from a page that is gone."""
    said = []
    if changed.given:
        given = ", ".join(changed.given)
        said.append(_("Your council’s account has given you this duty: %(duties)s.") % {"duties": given})
    if changed.ended:
        ended = ", ".join(changed.ended)
        words = _("Your council’s account no longer gives you this duty, so it has ended here: %(duties)s.")
        said.append(words % {"duties": ended})
    return " ".join(said)


def refused(
    request: HttpRequest, words: str, *, why: str = "", status: int = 403, going: str = ""
) -> HttpResponse:
    """``going``: where the visitor was on the way to, so that they come there by another way too."""
    page = {"words": words, "why": why, "going": going}
    return render(request, "people/not_signed_on.html", page, status=status)


def not_reached(request: HttpRequest, wrong: NotReached, *, going: str = "") -> HttpResponse:
    log.warning(f"Single sign-on was not reached. {wrong}")
    words = _("Your council’s sign-in cannot be reached just now. A code by e-mail still works.")
    return refused(request, words, why=str(wrong), status=503, going=going)


@open_to(access.may_run_council)
@require_POST
def cut_link(request: Request, number: int) -> HttpResponse:
    """For an account that was made anew: the next one with the same address takes its place."""
    one = get_object_or_404(queries.offices_seen_by(request.office), pk=number)
    if not actions.cut_link(office=one, by=request.office, at=now()):
        raise Http404
    messages.success(request, _("The link is cut. %(name)s is signed out everywhere.") % {"name": one.name})
    return redirect("people:office", request.office.council.slug, number)
