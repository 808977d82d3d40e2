"""The gate: every view says, in one line above its name, whom it is open to.

    @open_to(access.may_launch)
    def launch(request, wave): ...

A council in which the visitor holds no office does not exist for them: 404. A page of their own
council that is not for their office refuses them: 403. That there is such a page is no secret;
what stands on it is, and a view fetches that through queries that start from the office: 404 again.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.timezone import localdate

from concordat.people import queries
from concordat.people.models import Office, Person

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


def open_to(rule: Rule) -> Callable[[View], View]:
    """Open a page of a council to the offices for which ``rule`` holds."""

    def gate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, council: str, **address: object) -> HttpResponseBase:
            held = queries.offices_held(by=request.user, on=localdate())
            here = [office for office in held if office.council.slug == council]
            if not here:
                raise Http404
            request.office = here[-1]
            if not rule(request.office):
                raise PermissionDenied
            if request.method not in METHODS:
                return HttpResponseNotAllowed(METHODS)
            page = view(request, **address)
            # On a shared machine, "back" must not show what stood here before somebody signed out.
            patch_cache_control(page, private=True, no_store=True)
            return page

        return declared(guarded, rule)

    return gate


def open_to_the_signed_in(view: View) -> View:
    """Open a page that stands outside every council to anyone who has signed in."""
    return declared(view, "the signed in")


def open_to_everyone(view: View) -> View:
    """Open a page to the world. There should be very few of these."""
    return declared(login_not_required(view), "everyone")


def declared(view: View, whom: object) -> View:
    view.open_to = whom  # type: ignore[attr-defined]  # read by tests/house, which lets no view go without
    return view
