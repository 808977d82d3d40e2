"""A calendar of what is due: subscribing to it, giving it up, and the calendar itself."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from concordat.enquiries import access, actions, queries
from concordat.enquiries.rules import feed
from concordat.people.gate import Request, open_to, open_to_everyone


@open_to(access.either_side)
def subscribe(request: Request) -> HttpResponse:
    """The secret address is shown on the page that answers the button, and never again."""
    address = ""
    if request.method == "POST":
        secret = actions.begin_feed(by=request.office, at=now())
        address = settings.ADDRESS + reverse("enquiries:feed", args=[request.office.council.slug, secret])
    page = {"feed": queries.feed_of(request.office), "address": address}
    return render(request, "enquiries/subscribe.html", page)


@open_to(access.either_side)
@require_POST
def unsubscribe(request: Request) -> HttpResponse:
    actions.end_feed(by=request.office, at=now())
    return redirect("enquiries:subscribe", request.office.council.slug)


@open_to_everyone
@require_GET
def calendar(request: HttpRequest, council: str, secret: str) -> HttpResponse:
    """For calendar programs, which cannot sign in. Whoever left the office has no calendar any more."""
    office = queries.office_fed(council, secret, on=localdate())
    if office is None:
        raise Http404
    content = feed.written(
        queries.due_for(office, at=now()),
        name=_("Enquiries of %(council)s") % {"council": office.council.name},
        host=urlsplit(settings.ADDRESS).hostname or "concordat",
    )
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="enquiries.ics"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
