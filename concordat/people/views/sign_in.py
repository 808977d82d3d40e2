"""Signing in by a code that is sent by e-mail. There are no passwords, and nobody can sign up."""

from collections.abc import Callable
from typing import Any

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from concordat.people import forms, queries
from concordat.people.gate import LOOKING_AROUND, open_to_everyone

# A whole council may sit behind one address of the network; one letter box has one owner.
THROTTLES = {
    "ask_for_code": "6/15m/key,120/15m/ip",
    "enter_code": "10/15m/key,240/15m/ip",
    "passkey": "240/15m/ip",
    "single_sign_on": "240/15m/ip",
}


def within_measure(request: HttpRequest, action: str, *, key: str, also_get: bool = False) -> bool:
    """Count one more try; False where there have been too many of late.

    allauth counts the wrong codes of one visit. This counts them across visits, and those that arrive
    at the same moment, which a session's own count can miss.
    """
    used = ratelimit.consume(
        request,
        app="allauth.account",
        action=action,
        key=key.lower(),
        config=THROTTLES,
        limit_get=also_get,
    )
    return bool(used)


class AskForCode(RequestLoginCodeView):  # type: ignore[misc]  # allauth is untyped
    template_name = "people/sign_in.html"
    form_class = forms.SignIn

    def form_valid(self, form: forms.SignIn) -> HttpResponse:
        # The same for an address that nobody has: what differs tells who is known here.
        if not within_measure(self.request, "ask_for_code", key=form.cleaned_data["email"]):
            form.add_error("email", _("Too many codes have been asked for. Try again in 15 minutes."))
            return self.form_invalid(form)  # type: ignore[no-any-return]  # allauth is untyped
        return super().form_valid(form)  # type: ignore[no-any-return]  # allauth is untyped

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        said = {"demo": settings.DEMO, "provider": queries.provider()}
        return {**super().get_context_data(**context), **said}


class EnterCode(ConfirmLoginCodeView):  # type: ignore[misc]  # allauth is untyped
    template_name = "people/enter_code.html"
    form_class = forms.EnterCode

    def get_initial(self) -> dict[str, Any]:
        # The link in the e-mail fills in the code. It opens nothing by itself: a program that follows the
        # links of every e-mail has not asked for this code, and presses no button.
        return {**super().get_initial(), "code": self.request.GET.get("code", "")}

    def post(self, *given: Any, **said: Any) -> HttpResponse:
        address = self._process.state.get("email", "")
        if not within_measure(self.request, "enter_code", key=address):
            return self.start_again()
        if self._process.user and self._process.user.email != address.lower():
            return self.start_again()  # corrected since: the code went to a letter box that is not theirs
        return super().post(*given, **said)  # type: ignore[no-any-return]  # allauth is untyped

    def form_invalid(self, form: forms.EnterCode) -> HttpResponse:
        if self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))  # type: ignore[no-any-return]  # allauth is untyped
        return self.start_again()

    def start_again(self) -> HttpResponse:
        self._process.abort()
        messages.error(
            self.request, _("Too many wrong codes. That code is void: ask for another, now or in 15 minutes.")
        )
        return redirect("people:sign_in")


ask_for_code: Callable[..., HttpResponseBase] = AskForCode.as_view()
enter_the_code: Callable[..., HttpResponseBase] = EnterCode.as_view()


@open_to_everyone
def sign_in(request: HttpRequest) -> HttpResponseBase:
    return ask_for_code(request)


@open_to_everyone
def enter_code(request: HttpRequest) -> HttpResponseBase:
    return enter_the_code(request)


@open_to_everyone
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, or a sign-in that has only begun."""
    logout(request)
    return redirect("people:sign_in")


@open_to_everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_around(request: HttpRequest) -> HttpResponse:
    """In the demonstration, step in as one of the people of Marlbridge. Elsewhere there is no such page."""
    if not settings.DEMO:
        raise Http404
    people = queries.to_look_around_as()
    if request.method == "POST":
        number = request.POST.get("person", "")
        person = get_object_or_404(people, pk=number if number.isdecimal() else 0)
        login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.session[LOOKING_AROUND] = True
        return redirect(settings.LOGIN_REDIRECT_URL)
    held = [(person, queries.offices_held(by=person, on=localdate())) for person in people]
    return render(request, "people/look_around.html", {"people": held})
