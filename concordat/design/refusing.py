"""What is said to a request that could not be read."""

from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponseBadRequest
from django.template import loader


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponseBadRequest:
    """Django's own page looks for a token in the very form that could not be read, and falls over it."""
    # Whoever presses twice while signing in is signed in by the first press; the second meets no session.
    words = {"interrupted": isinstance(exception, SessionInterrupted)}
    return HttpResponseBadRequest(loader.render_to_string("400.html", words))
