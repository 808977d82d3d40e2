"""The gallery: every component and chart on one page, to look at and to try with axe."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from concordat.design import gallery as shown


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """One page with everything. ``?bare`` shows the page that the ballot stands on."""
    # A stand-in for whoever is signed in, so that the head of the page can be looked at as well.
    request.user = shown.PERSON  # type: ignore[assignment]
    request.office = shown.OFFICE  # type: ignore[attr-defined]
    context = {
        **shown.parts(),
        "charts": shown.charts(),
        "empty_form": shown.Everything(prefix="first"),
        "form": shown.Everything(data={"second-on_day": "31", "second-on_month": "2"}, prefix="second"),
        "page": Paginator(range(400), 20).get_page(request.GET.get("page", "9")),
        "messages": [Message(25, "The health check has closed. 44 of 60 councillors answered.")],
        "base": "design/bare.html" if "bare" in request.GET else "design/base.html",
        "council": "Marlbridge District Council",
    }
    return render(request, "design/gallery.html", context)


gallery.open_to = "everyone"  # type: ignore[attr-defined]  # design stands beneath the gate and cannot import it
