"""The gate: every view says, in one line above its name, whom it is open to.

    @open_to(access.may_launch)
    def launch(request, wave): ...

A council in which the visitor holds no office does not exist for them: 404. A page of their own
council that is not for their office refuses them: 403. That there is such a page is no secret;
what stands on it is, and a view fetches that through queries that start from the office: 404 again.

Whoever runs a council passes with a second step (docs/people.md): asked at every page, so that a duty
given while somebody is signed in asks for it at the next.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.timezone import localdate, now

from concordat.people import access, actions, queries
from concordat.people.models import Office, Person
from concordat.people.rules import devices, sealing

View = Callable[..., HttpResponseBase]
Rule = Callable[[Office], bool]
METHODS = ("GET", "HEAD", "POST")


class SignedIn(HttpRequest):
    """A request from someone who has signed in."""

    user: Person


class Request(SignedIn):
    """A request that has passed the gate of a council: it knows in which office its visitor acts."""

    office: Office


class SignedInByDefault(LoginRequiredMiddleware):
    """Django's own, asked in another order: a page that is open to everyone does not look who comes.

    The ballot depends on it. Its visitor's session is never read, so there is nothing that could tell.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: View,
        view_args: tuple[object, ...],
        view_kwargs: dict[str, object],
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class NothingOfTheDevice:
    """No page of ours, nor what might be smuggled into one, may ask for a visitor's surroundings."""

    REFUSED = ", ".join(
        f"{power}=()"
        for power in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
    )

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        page = self.get_response(request)
        page.headers["Permissions-Policy"] = self.REFUSED
        return page


class NoNulInAnAddress:
    """PostgreSQL keeps no NUL in a text and no link of ours holds one; our forms refuse it by themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        return self.get_response(request)


def open_to(rule: Rule) -> Callable[[View], View]:
    """Open a page of a council to the offices for which ``rule`` holds."""

    def gate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, council: str, **address: object) -> HttpResponseBase:
            # Before anything is looked up: the answer is the same whoever asks, for whatever council.
            if request.method not in METHODS:
                return HttpResponseNotAllowed(METHODS)
            held = queries.offices_held(by=request.user, on=localdate())
            if not held:
                logout(request)  # Whoever has left every office takes no session with them.
            here = [office for office in held if office.council.slug == council]
            if not here:
                raise Http404
            request.office = here[-1]
            note_the_day(request)
            if settings.SECOND_STEP and access.may_run_council(request.office) and not is_assured(request):
                return to_second_step(request)
            if not rule(request.office):
                raise PermissionDenied
            page = view(request, **address)
            # On a shared machine, "back" must not show what stood here before somebody signed out.
            patch_cache_control(page, private=True, no_store=True)
            return page

        return declared(guarded, rule)

    return gate


def open_to_the_signed_in(view: View) -> View:
    """Open a page that stands outside every council to anyone who has signed in."""

    @wraps(view)
    def guarded(request: SignedIn, **address: object) -> HttpResponseBase:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        note_the_day(request)
        page = view(request, **address)
        patch_cache_control(page, private=True, no_store=True)
        return page

    return declared(guarded, "the signed in")


def open_to_everyone(view: View) -> View:
    """Open a page to the world. There should be very few of these."""

    @wraps(view)
    def guarded(request: HttpRequest, *words: object, **address: object) -> HttpResponseBase:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return view(request, *words, **address)

    return declared(login_not_required(guarded), "everyone")


def declared(view: View, whom: object) -> View:
    view.open_to = whom  # type: ignore[attr-defined]  # read by tests/house, which lets no view go without
    return view


# Sessions, and the second step


SEEN_ON = "seen_on"  # in a session: the day on which it was last seen, so that no page need ask the table
LOOKING_AROUND = "looking_around"  # in a session of the demonstration


def note_the_day(request: SignedIn) -> None:
    """Keep on which day this session was last seen. Not the hour: that is nobody's business."""
    today = localdate().isoformat()
    if request.session.get(SEEN_ON, today) != today:
        request.session[SEEN_ON] = today
        actions.see_session(key=str(request.session.session_key), at=now())


def took_second_step(request: HttpRequest, person: Person) -> bool:
    """Whether a second step was taken in this session: here, by passkey, or at the council's single sign-on.

    That sign-on says so by ``record_authentication(request, person, "mfa", type="single sign-on")``.
    """
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, person))


def is_assured(request: SignedIn) -> bool:
    looking_around = settings.DEMO and request.session.get(LOOKING_AROUND, False)
    return bool(looking_around) or took_second_step(request, request.user)


def to_second_step(request: SignedIn) -> HttpResponseBase:
    """To the page where a second step is asked for, or to the one where it is set up first."""
    ask = queries.second_steps_of(request.user)
    page = reverse("people:again" if ask else "people:account")
    return redirect(f"{page}?next={quote(request.get_full_path())}" if request.method == "GET" else page)


class SecondStep(AuthenticateStage):  # type: ignore[misc]  # allauth is untyped
    """Asked of whoever has set one up, unless it was taken on the way there."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return bool(super()._should_handle(request)) and not took_second_step(request, self.login.user)


class Doors(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """What allauth does differently here when somebody signs in. (``ACCOUNT_ADAPTER``)"""

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        at = now()
        # Its end is set now, once: if every page moved it, the row would tell when its owner last came.
        request.session.set_expiry(at + timedelta(seconds=settings.SESSION_COOKIE_AGE))
        request.session[SEEN_ON] = localdate(at).isoformat()
        device = devices.in_words(request.headers.get("User-Agent", ""))
        actions.begin_session(person=user, key=str(request.session.session_key), device=device, at=at)

    def get_login_stages(self) -> list[str]:
        stages: list[str] = super().get_login_stages()
        ours = f"{__name__}.{SecondStep.__name__}"
        return [ours if stage.endswith(".AuthenticateStage") else stage for stage in stages]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class Secrets(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """How allauth keeps what a second step is checked against. (``MFA_ADAPTER``)"""

    def encrypt(self, text: str) -> str:
        return sealing.seal(text, keys=queries.secret_keys())

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text, keys=queries.secret_keys())

    def get_totp_issuer(self) -> str:
        return "Concordat"

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Concordat"}
