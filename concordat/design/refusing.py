"""What is said to a request that could not be read."""

from django.http import HttpRequest, HttpResponseBadRequest
from django.template import loader


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponseBadRequest:
    """Django's own page looks for a token in the very form that could not be read, and falls over it."""
    return HttpResponseBadRequest(loader.render_to_string("400.html"))
