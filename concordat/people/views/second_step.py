"""The second step of signing in: asked for here, set up here, and removed here."""

import base64
import time
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import quote

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import clear_authentication_records, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from concordat.people import access, actions, forms, queries
from concordat.people.gate import SignedIn, is_assured, open_to_everyone, open_to_the_signed_in
from concordat.people.rules.second_step import StillNeeded
from concordat.people.views.sign_in import within_measure

LONG_AGO = 15 * 60  # seconds after which what guards a sign-in is not changed without asking again
KEY_OF_THE_APP = "authenticator_key"  # in a session: sealed, until the app has shown that it knows it
GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


class AskForSecondStep(AuthenticateView):  # type: ignore[misc]  # allauth is untyped
    template_name = "people/second_step.html"

    def get_form_class(self) -> type[django_forms.Form]:
        return forms.SecondStep

    def get_webauthn_form_class(self) -> type[django_forms.Form]:
        return forms.ByPasskey

    def get_context_data(self, **said: Any) -> dict[str, Any]:
        steps = queries.second_steps_of(self.stage.login.user)
        said = super().get_context_data(**said)
        return {**said, "steps": steps, "problems": said["webauthn_form"].errors}

    def form_valid(self, form: django_forms.Form) -> HttpResponseBase:
        answered = super().form_valid(form)
        tell_if_on_paper(form)
        return cast(HttpResponseBase, answered)


def tell_if_on_paper(form: Any) -> None:
    """A recovery code is for whoever lost the rest, or for whoever found the paper: its owner is told."""
    found = getattr(form, "authenticator", None)  # a passkey's form has none
    if found is not None and found.type == Authenticator.Type.RECOVERY_CODES:
        left = queries.second_steps_of(form.user).codes_left
        actions.tell_of_second_step(person=form.user, what="used", at=now(), left=left)


ask_for_second_step: Callable[..., HttpResponseBase] = AskForSecondStep.as_view()


@open_to_everyone
def second_step(request: HttpRequest) -> HttpResponseBase:
    """Between the first step and the session: whoever is asked here is not signed in yet."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is not None and not queries.has_second_step(stage.login.user):
        # Reset while they were waiting here: sent to the first step, they would be sent back, without end.
        clear_login(request)
        messages.info(request, _("Your second step has been reset. Sign in once more, by a new code."))
        return redirect("people:sign_in")
    return ask_for_second_step(request)


@open_to_everyone
@never_cache
@GET_AND_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """Sign in by passkey alone: GET is what the browser asks its authenticator; POST, what that answered."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if not within_measure(request, "passkey", key="", also_get=True):
        messages.error(request, _("Too many have tried from here. Try again in 15 minutes."))
        return redirect("people:sign_in")
    if request.method != "POST":
        return JsonResponse(webauthn.begin_authentication(None))
    form = forms.ByPasskey(request.POST, first_step=True)
    if not form.is_valid():
        # The same words whether nobody has this passkey or its owner may not come in.
        messages.error(request, str(forms.NOT_YOURS))
        return redirect("people:sign_in")
    found = form.cleaned_data["credential"]
    login = Login(user=found.user, redirect_url=onward(request, otherwise=settings.LOGIN_REDIRECT_URL))
    return cast(HttpResponse, perform_passwordless_login(request, found, login))


def onward(request: HttpRequest, *, otherwise: str) -> str:
    """Where whoever is asked something on the way was going: a page of ours, or none."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if ours and asked.startswith("/") else reverse(otherwise)


def proved_of_late(request: SignedIn) -> bool:
    """Whether the visitor has shown within a quarter of an hour that they are who they are."""
    records = get_authentication_records(request, request.user)
    if queries.has_second_step(request.user):
        records = [record for record in records if record.get("method") == "mfa"]
    return any(time.time() - record.get("at", 0) < LONG_AGO for record in records)


def asks_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask again before what guards a sign-in is changed: a screen that was left open is not enough."""

    def guarded(request: SignedIn) -> HttpResponse:
        if proved_of_late(request):
            return view(request)
        # What was sent is not kept for later: one goes back to the page from which it came, or to the first.
        there = request.get_full_path() if request.method == "GET" else reverse("people:account")
        return redirect(f"{reverse('people:again')}?next={quote(there)}")

    guarded.__module__, guarded.__name__ = view.__module__, view.__name__
    return guarded


@open_to_the_signed_in
@never_cache
@GET_AND_POST
def again(request: SignedIn) -> HttpResponse:
    """Ask for the second step in the middle of a session; or, of whoever has none, to sign in anew."""
    going = onward(request, otherwise="people:account")
    steps = queries.second_steps_of(request.user)
    if not steps:
        if request.method == "POST":
            logout(request)
            return redirect(f"{reverse('people:sign_in')}?next={quote(going)}")
        return render(request, "people/sign_in_again.html", {"next": going})
    by_code = request.POST if "code" in request.POST else None
    by_passkey = request.POST if by_code is None and request.method == "POST" else None
    form = forms.SecondStepAgain(by_code, user=request.user)
    passkey_form = forms.ByPasskey(by_passkey, user=request.user)
    passkey_form.reauthenticated = True
    for answer in (form, passkey_form):
        if answer.is_bound and answer.is_valid():
            answer.save()
            tell_if_on_paper(answer)
            return HttpResponseRedirect(going)
    page = {
        "form": form,
        "webauthn_form": passkey_form,
        "problems": passkey_form.errors,
        "js_data": {"request_options": webauthn.begin_authentication(request.user)},
        "steps": steps,
        "next": going,
        "again": True,
    }
    return render(request, "people/second_step.html", page)


@open_to_the_signed_in
def account(request: SignedIn) -> HttpResponse:
    held = queries.offices_held(by=request.user, on=localdate())
    page = {
        "steps": queries.second_steps_of(request.user),
        "needed": settings.SECOND_STEP and any(map(access.may_run_council, held)) and not is_assured(request),
        "next": onward(request, otherwise=settings.LOGIN_REDIRECT_URL),
        "provider": queries.provider(),
    }
    return render(request, "people/account.html", page)


@open_to_the_signed_in
@never_cache
@GET_AND_POST
@asks_again
def authenticator(request: SignedIn) -> HttpResponse:
    """Set up an app that shows codes: by a picture, or by typing its key."""
    sealing = get_adapter()
    if KEY_OF_THE_APP not in request.session:
        request.session[KEY_OF_THE_APP] = sealing.encrypt(generate_totp_secret())
    secret = sealing.decrypt(request.session[KEY_OF_THE_APP])
    form = forms.SetUpAuthenticator(request.POST or None, secret=secret)
    if form.is_valid():
        codes = actions.set_up_authenticator(person=request.user, secret=secret, at=now())
        del request.session[KEY_OF_THE_APP]
        return has_set_up(request, codes, kind="totp")
    address = sealing.build_totp_url(request.user, secret)
    picture = base64.b64encode(sealing.build_totp_svg(address).encode()).decode()
    key = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    page = {"form": form, "key": key, "address": address, "picture": f"data:image/svg+xml;base64,{picture}"}
    return render(request, "people/authenticator.html", {**page, "next": onward_or_empty(request)})


@open_to_the_signed_in
@never_cache
@GET_AND_POST
@asks_again
def add_passkey(request: SignedIn) -> HttpResponse:
    form = forms.AddPasskey(request.POST or None)
    if form.is_valid():
        codes = actions.add_passkey(person=request.user, at=now(), **form.cleaned_data)
        return has_set_up(request, codes, kind="webauthn")
    asked = {"creation_options": webauthn.begin_registration(request.user, passwordless=True)}
    page = {"form": form, "js_data": asked, "next": onward_or_empty(request)}
    return render(request, "people/add_passkey.html", page)


def has_set_up(request: SignedIn, codes: tuple[str, ...], *, kind: str) -> HttpResponse:
    """Whoever has set up a second step has just taken it. With the first come recovery codes, shown once."""
    record_authentication(request, request.user, "mfa", type=kind)
    if codes:
        return codes_once(request, codes, title=_("Your second step is set up"))
    messages.success(request, _("Your second step is set up."))
    return HttpResponseRedirect(onward(request, otherwise="people:account"))


def codes_once(request: SignedIn, codes: tuple[str, ...], *, title: str) -> HttpResponse:
    going = onward(request, otherwise="people:account")
    halves = [f"{code[:5]} {code[5:]}" for code in codes]
    return render(request, "people/recovery_codes.html", {"codes": halves, "title": title, "next": going})


def onward_or_empty(request: SignedIn) -> str:
    return onward(request, otherwise="people:account") if request.GET.get("next") else ""


@open_to_the_signed_in
@never_cache
@GET_AND_POST
@asks_again
def recovery_codes(request: SignedIn) -> HttpResponse:
    steps = queries.second_steps_of(request.user)
    if not steps:
        return redirect("people:account")
    if request.method == "POST":
        codes = actions.draw_recovery_codes(person=request.user, at=now())
        return codes_once(request, codes, title=_("Your new recovery codes"))
    return render(request, "people/recovery_codes.html", {"steps": steps, "title": _("Recovery codes")})


@open_to_the_signed_in
@require_POST
@asks_again
def remove_second_step(request: SignedIn) -> HttpResponse:
    """Remove the passkey whose number is sent; or, where none is, the app."""
    number = request.POST.get("passkey", "")
    chosen = (int(number) if number.isdecimal() and len(number) < 19 else 0) if number else None
    try:
        left = actions.remove_second_step(person=request.user, passkey=chosen, at=now())
    except StillNeeded as wrong:
        messages.error(request, str(wrong))
        return redirect("people:account")
    if not left:
        # What was proved with it counts no more, here or in any other browser.
        actions.end_sessions(person=request.user, besides=str(request.session.session_key), at=now())
        clear_authentication_records(request)
    messages.success(request, _("It is removed."))
    return redirect("people:account")
